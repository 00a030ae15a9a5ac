"""Brant's test of whether the association with a predictor is the same at every threshold of the scale."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.design import Design, design, separated
from pipeline.statistics.result import Method, Tested, Undefined

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

BRANT = Method(
    "brant",
    "statsmodels.discrete.discrete_model.Logit per threshold; Wald test: numpy",
    "Brant (1990), Biometrics 46, 1171-1178",
)


@dataclass(frozen=True)
class BrantTerm:
    """One predictor: its test, and the smallest and largest odds ratio it has at a threshold."""

    term: str
    statistic: float
    df: int
    p: float
    odds_ratio_low: float
    odds_ratio_high: float


@dataclass(frozen=True, kw_only=True)
class Brant(Tested):
    """``p`` small: proportional odds do not hold. ``spread`` is the largest ratio of a term's odds ratios (1: none)."""

    statistic: float | None = None
    df: int | None = None
    spread: float | None = None
    terms: tuple[BrantTerm, ...] = ()


def brant(answers: ArrayLike, predictors: pd.DataFrame, values: ArrayLike) -> Brant:
    """Test of proportional odds for the arguments of :func:`pipeline.statistics.ordinal.cumulative_logit`.

    One binary logit per threshold (answer above it or not), by :class:`statsmodels.discrete.discrete_model.Logit`;
    their coefficients are compared by a Wald test with the joint covariance of Brant (1990), which no Python library
    has (R: ``brant::brant``). Not defined with fewer than three categories in use, or when a threshold parts the
    predictors completely.
    """
    return brant_of(design(answers, predictors, values))


def brant_of(data: Design) -> Brant:
    """:func:`brant` for complete cases."""
    thresholds = len(data.categories) - 1
    reason = None
    if not data.n:
        reason = Undefined.NO_ANSWERS
    elif not data.terms:
        reason = Undefined.ONE_GROUP
    elif thresholds < 2:
        reason = Undefined.TWO_CATEGORIES if thresholds else Undefined.ALL_EQUAL
    elif data.collinear:
        reason = Undefined.COLLINEAR
    elif any(separated(data.beyond(threshold), data.x) for threshold in range(thresholds)):
        reason = Undefined.SEPARATED
    if reason is not None:
        return Brant(method=BRANT, n=data.n, undefined=reason)
    joint = _binary_logits(data, thresholds)
    if joint is None:
        return Brant(method=BRANT, n=data.n, undefined=Undefined.NOT_CONVERGED)
    slopes, covariance = joint
    predictors = len(data.terms)
    overall = _wald(slopes, covariance, np.arange(predictors))
    each = [_wald(slopes, covariance, np.array([index])) for index in range(predictors)]
    if overall is None or any(test is None for test in each):
        return Brant(method=BRANT, n=data.n, undefined=Undefined.NOT_COMPUTABLE)
    low, high = np.exp(slopes.min(axis=0)), np.exp(slopes.max(axis=0))
    terms = tuple(
        BrantTerm(term, *test, float(low[index]), float(high[index]))
        for index, (term, test) in enumerate(zip(data.terms, each, strict=True))
    )
    statistic, df, p = overall
    return Brant(method=BRANT, n=data.n, statistic=statistic, df=df, p=p, spread=float((high / low).max()), terms=terms)


def _binary_logits(data: Design, thresholds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Slopes, shape ``(thresholds, terms)``, and their joint covariance, shape ``(thresholds, terms)`` twice."""
    from statsmodels.discrete.discrete_model import Logit

    x = np.column_stack([np.ones(data.n), data.x])
    slopes, fitted, inverse = [], [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence is asked for below
        for threshold in range(thresholds):
            try:
                found = Logit(data.beyond(threshold), x).fit(method="newton", maxiter=100, disp=False)
            except np.linalg.LinAlgError:
                return None
            if not found.mle_retvals["converged"]:
                return None
            share = np.asarray(found.predict())
            slopes.append(np.asarray(found.params)[1:])
            fitted.append(share)
            inverse.append(np.linalg.inv(x.T @ (x * (share * (1 - share))[:, None])))
    terms = data.x.shape[1]
    covariance = np.empty((thresholds, terms, thresholds, terms))
    for j in range(thresholds):
        for k in range(thresholds):
            both = fitted[max(j, k)] - fitted[j] * fitted[k]
            block = inverse[j] @ (x.T @ (x * both[:, None])) @ inverse[k]
            covariance[j, :, k, :] = block[1:, 1:]
    return np.array(slopes), covariance


def _wald(
    slopes: NDArray[np.float64], covariance: NDArray[np.float64], terms: NDArray[np.int64]
) -> tuple[float, int, float] | None:
    """Whether the slopes of ``terms`` at the other thresholds equal those at the first."""
    from scipy.special import chdtrc

    thresholds = slopes.shape[0]
    size = thresholds * terms.size
    part = covariance[:, terms][:, :, :, terms].reshape(size, size)
    contrast = np.kron(np.column_stack([np.ones(thresholds - 1), -np.eye(thresholds - 1)]), np.eye(terms.size))
    difference = contrast @ slopes[:, terms].ravel()
    try:
        statistic = float(difference @ np.linalg.solve(contrast @ part @ contrast.T, difference))
    except np.linalg.LinAlgError:
        return None
    df = (thresholds - 1) * terms.size
    return (statistic, df, float(chdtrc(df, statistic))) if np.isfinite(statistic) and statistic >= 0 else None
