"""The step of an answer and several characteristics at once: the cumulative logit model with its true thresholds."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.brant import Brant, brant_of
from pipeline.statistics.design import Design, design, separated
from pipeline.statistics.result import Method, Tested, Undefined

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

CUMULATIVE_LOGIT = Method(
    "cumulative_logit",
    "statsmodels.miscmodels.ordinal_model.OrderedModel(distr='logit')",
    "McCullagh (1980), J. R. Stat. Soc. B 42, 109-142; Agresti (2010), Analysis of Ordinal Categorical Data, 2nd ed., "
    "ch. 3",
)
LIKELIHOOD_RATIO = Method(
    "likelihood_ratio",
    "scipy.special.chdtrc, from two fits of the cumulative logit model",
    "Wilks (1938), Ann. Math. Stat. 9, 60-62; McFadden (1974), in: Frontiers in Econometrics, 105-142",
)


@dataclass(frozen=True)
class Term:
    """A coefficient, or with ``threshold`` a threshold ``1|2``, on the logit scale.

    A positive coefficient goes along with higher answers; ``odds_ratio`` is its exponential, the odds of an answer
    above any threshold against those of the reference, with the limits of its interval.
    """

    term: str
    threshold: bool
    estimate: float
    se: float
    z: float | None = None
    p: float | None = None
    odds_ratio: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class CumulativeLogit(Tested):
    """The model ``logit P(answer <= j) = threshold_j - x b``; statistic, df and p are those of all predictors together.

    ``pseudo_r2`` is McFadden's. ``unused`` lists values of the scale nobody chose: they have no threshold of their own.
    """

    terms: tuple[Term, ...] = ()
    unused: tuple[float, ...] = ()
    log_likelihood: float | None = None
    statistic: float | None = None
    df: int | None = None
    pseudo_r2: float | None = None
    proportional_odds: Brant | None = None

    def rows(self) -> list[dict[str, object]]:
        """One row per term, or a row with ``n`` alone where the model is not defined."""
        return [{"n": self.n, **vars(term)} for term in self.terms] or [{"n": self.n}]

    def coefficient(self, term: str) -> Term:
        """The term of that name; :class:`KeyError` if the model lacks it."""
        for candidate in self.terms:
            if candidate.term == term:
                return candidate
        raise KeyError(term)


@dataclass(frozen=True, kw_only=True)
class Added(Tested):
    """What predictors add to others; ``pseudo_r2`` is the gain in McFadden's pseudo R squared."""

    statistic: float | None = None
    df: int | None = None
    pseudo_r2: float | None = None


def cumulative_logit(
    answers: ArrayLike, predictors: pd.DataFrame, values: ArrayLike, *, confidence: float = 0.95
) -> CumulativeLogit:
    """Fit the cumulative logit (proportional odds) model to the complete cases.

    Fitted by :class:`statsmodels.miscmodels.ordinal_model.OrderedModel` (R: ``MASS::polr``, ``ordinal::clm``): ``bfgs``,
    then ``newton`` from there, since the first alone stops at four digits. It estimates the first threshold and the
    logarithms of the increments; here stand the thresholds themselves, with standard errors by the delta method.
    Categories nobody chose, which make it fail, are left out and listed.

    Parameters
    ----------
    answers:
        One value of the scale per respondent, NaN where there is no substantive answer.
    predictors:
        One column per predictor; categoricals are compared with their first level in use.
    values:
        All values of the scale.
    """
    data = design(answers, predictors, values)
    evidence = {"method": CUMULATIVE_LOGIT, "n": data.n, "unused": data.unused}
    reason = _reason(data)
    if reason is not None:
        return CumulativeLogit(**evidence, undefined=reason)
    fitted = _fit(data)
    if fitted is None:
        return CumulativeLogit(**evidence, undefined=Undefined.NOT_CONVERGED)
    estimate, covariance, log_likelihood = fitted
    from scipy.special import chdtrc

    count = np.bincount(data.y)
    empty = float((count * np.log(count / data.n)).sum())
    statistic, df = max(2 * (log_likelihood - empty), 0.0), len(data.terms)
    return CumulativeLogit(
        **evidence,
        terms=_terms(data, estimate, covariance, confidence),
        log_likelihood=log_likelihood,
        statistic=statistic,
        df=df,
        p=float(chdtrc(df, statistic)),
        pseudo_r2=1 - log_likelihood / empty,
        proportional_odds=brant_of(data),
    )


def added(full: CumulativeLogit, reduced: CumulativeLogit) -> Added:
    """Likelihood ratio test of what the predictors of ``full`` add to those of ``reduced``, on the same respondents.

    Not defined where one of the two models is not.

    Raises
    ------
    ValueError
        If the models were not fitted to the same number of respondents.
    """
    if full.n != reduced.n:
        msg = (
            f"Two models of {full.n} and {reduced.n} respondents cannot be compared. "
            "Hint: fit both to the respondents with all predictors."
        )
        raise ValueError(msg)
    reason = full.undefined or reduced.undefined
    if reason is not None:
        return Added(method=LIKELIHOOD_RATIO, n=full.n, undefined=reason)
    from scipy.special import chdtrc

    statistic, df = max(2 * (full.log_likelihood - reduced.log_likelihood), 0.0), full.df - reduced.df
    if df < 1:
        return Added(method=LIKELIHOOD_RATIO, n=full.n, undefined=Undefined.COLLINEAR)
    gain = full.pseudo_r2 - reduced.pseudo_r2
    return Added(
        method=LIKELIHOOD_RATIO, n=full.n, statistic=statistic, df=df, p=float(chdtrc(df, statistic)), pseudo_r2=gain
    )


def _reason(data: Design) -> Undefined | None:
    if not data.n:
        return Undefined.NO_ANSWERS
    if len(data.categories) < 2:
        return Undefined.ALL_EQUAL
    if not data.terms:
        return Undefined.ONE_GROUP
    if data.n <= len(data.terms) + len(data.categories) - 1:
        return Undefined.TOO_FEW_ANSWERS
    if data.collinear:
        return Undefined.COLLINEAR
    return Undefined.SEPARATED if separated(data.y, data.x) else None


def _fit(data: Design) -> tuple[NDArray[np.float64], NDArray[np.float64], float] | None:
    """Coefficients then thresholds, their covariance, and the log likelihood; None if there is no convergence."""
    from statsmodels.miscmodels.ordinal_model import OrderedModel
    from statsmodels.tools.sm_exceptions import HessianInversionWarning

    model = OrderedModel(data.y, data.x, distr="logit")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say is found out below, and said in words
        try:
            start = model.fit(method="bfgs", disp=False, skip_hessian=True, maxiter=500)
            found = model.fit(method="newton", start_params=start.params, disp=False, maxiter=100)
            covariance = np.asarray(found.cov_params())
        except (np.linalg.LinAlgError, ValueError, HessianInversionWarning):
            return None
    if not (found.mle_retvals["converged"] and np.isfinite(covariance).all() and (np.diag(covariance) > 0).all()):
        return None
    split = len(data.terms)
    parameter = np.asarray(found.params)
    increments = np.exp(parameter[split + 1 :])
    jacobian = np.eye(parameter.size)
    jacobian[split:, split] = 1.0
    for column, increment in enumerate(increments, start=split + 1):
        jacobian[column:, column] = increment
    estimate = np.concatenate([parameter[:split], parameter[split] + np.concatenate([[0.0], increments.cumsum()])])
    return estimate, jacobian @ covariance @ jacobian.T, float(found.llf)


def _terms(
    data: Design, estimate: NDArray[np.float64], covariance: NDArray[np.float64], confidence: float
) -> tuple[Term, ...]:
    from scipy.special import ndtr, ndtri

    se = np.sqrt(np.diag(covariance))
    reach = float(ndtri(0.5 + confidence / 2))
    coefficients = [
        Term(
            term,
            threshold=False,
            estimate=float(b),
            se=float(s),
            z=float(b / s),
            p=float(2 * ndtr(-abs(b / s))),
            odds_ratio=float(np.exp(b)),
            ci_low=float(np.exp(b - reach * s)),
            ci_high=float(np.exp(b + reach * s)),
        )
        for term, b, s in zip(data.terms, estimate, se, strict=False)
    ]
    names = [f"{low:g}|{high:g}" for low, high in zip(data.categories, data.categories[1:], strict=False)]
    first = len(data.terms)
    thresholds = [
        Term(name, threshold=True, estimate=float(b), se=float(s))
        for name, b, s in zip(names, estimate[first:], se[first:], strict=True)
    ]
    return (*coefficients, *thresholds)
