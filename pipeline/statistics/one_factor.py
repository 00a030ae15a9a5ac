"""The one-factor model of a battery: maximum likelihood, minimum residuals, and least squares on polychorics.

statsmodels fits the first two; for the third, no library of this project has diagonally weighted least squares, which
with one factor is a small least-squares problem for scipy.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.statistics.polychoric import Polychoric

MAXIMUM_LIKELIHOOD = Method(
    "one_factor_ml",
    "statsmodels.multivariate.factor.Factor(method='ml')",
    "Jöreskog, K. G. (1967). Some contributions to maximum likelihood factor analysis. Psychometrika 32, 443–482.",
)
MINIMUM_RESIDUALS = Method(
    "one_factor_minres",
    "statsmodels.multivariate.factor.Factor(method='pa'), iterated until nothing moves",
    "Harman, H. H., & Jones, W. H. (1966). Factor analysis by minimizing residuals (minres). Psychometrika 31, 351–368.",
)
WEIGHTED_LEAST_SQUARES = Method(
    "one_factor_dwls",
    "scipy.optimize.least_squares on polychoric correlations, weighted by their inverse variances",
    "Muthén, B., du Toit, S. H. C., & Spisic, D. (1997). Robust inference using weighted least squares and quadratic "
    "estimating equations in latent variable modeling with categorical and continuous outcomes.",
)
MINIMUM_ITEMS = 3
"""One factor behind two items has no single solution."""
HEYWOOD = 1e-6
"""A share of its own below this leaves an item without error of measurement: an improper solution."""


@dataclass(frozen=True, kw_only=True)
class OneFactor(Result):
    """Loadings of ``items`` on one factor of variance 1.

    ``residual`` is what is left of each item's variance. Maximum likelihood: in squared scale points, denominator n,
    as lavaan's ``cfa``; minres and weighted least squares: of items of variance 1. The sign is that of a factor on
    which the items load positively in sum. ``log_likelihood``, ``chi2`` and ``df`` come with maximum likelihood only.
    """

    items: tuple[str, ...]
    loading: tuple[float, ...] | None = None
    residual: tuple[float, ...] | None = None
    log_likelihood: float | None = None
    chi2: float | None = None
    df: int | None = None

    def rows(self) -> list[dict[str, object]]:
        """One row per item: item, n, loading, residual."""
        blank = (None,) * len(self.items)
        columns = zip(self.items, self.loading or blank, self.residual or blank, strict=True)
        return [
            {"item": item, "n": self.n, "loading": loading, "residual": residual} for item, loading, residual in columns
        ]


def maximum_likelihood(answers: pd.DataFrame) -> OneFactor:
    """One factor by maximum likelihood from complete rows (R: ``lavaan::cfa(..., std.lv = TRUE)``).

    The correlations are fitted, then scaled by the standard deviations with denominator n. ``chi2`` is n times the
    minimum of the discrepancy.
    """
    from statsmodels.multivariate.factor import Factor

    items, complete, problem = _complete(answers)
    n = len(complete)
    if problem is not None:
        return OneFactor(method=MAXIMUM_LIKELIHOOD, n=n, items=items, undefined=problem)
    correlation = np.corrcoef(complete, rowvar=False)
    model = Factor(corr=correlation, n_factor=1, method="ml")
    start = _principal_axis(correlation, steps=50)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whether it arrived is judged below, by the gradient
        free = np.clip(1 - start**2, 0.05, 1)
        try:
            fitted = model.fit(start=(start[:, None], free), opt={"gtol": 1e-8, "maxiter": 2000})
        except np.linalg.LinAlgError:
            return OneFactor(method=MAXIMUM_LIKELIHOOD, n=n, items=items, undefined=Undefined.NOT_CONVERGED)
    loading, own = fitted.loadings[:, 0], np.asarray(fitted.uniqueness)
    if not np.abs(model.mle_retvals.jac).max() < 1e-6 or own.min() < HEYWOOD:
        return OneFactor(method=MAXIMUM_LIKELIHOOD, n=n, items=items, undefined=Undefined.NOT_CONVERGED)
    sd, k = complete.std(axis=0), len(items)
    implied = np.outer(loading, loading) + np.diag(own)
    log_implied = np.linalg.slogdet(implied)[1]
    discrepancy = log_implied + np.trace(np.linalg.solve(implied, correlation)) - k
    log_observed = np.linalg.slogdet(correlation)[1]
    log_likelihood = -n / 2 * (k * np.log(2 * np.pi) + discrepancy + k + 2 * np.log(sd).sum())
    return OneFactor(
        method=MAXIMUM_LIKELIHOOD,
        n=n,
        items=items,
        loading=_upright(loading * sd),
        residual=tuple((own * sd**2).tolist()),
        log_likelihood=float(log_likelihood),
        chi2=float(n * max(discrepancy - log_observed, 0.0)),
        df=k * (k - 3) // 2,
    )


def minimum_residuals(answers: pd.DataFrame) -> OneFactor:
    """One factor that leaves the smallest squared residual correlations (R: ``psych::fa(answers, 1, fm = "minres")``).

    Principal axes iterated to the end arrive at the same loadings; psych stops its optimiser a few 1e-6 before.
    """
    items, complete, problem = _complete(answers)
    n = len(complete)
    if problem is not None:
        return OneFactor(method=MINIMUM_RESIDUALS, n=n, items=items, undefined=problem)
    correlation = np.corrcoef(complete, rowvar=False)
    loading = _principal_axis(correlation, steps=10_000)
    residual = correlation - np.outer(loading, loading)
    np.fill_diagonal(residual, 0)
    if np.abs(residual @ loading).max() > 1e-8 or np.abs(loading).max() ** 2 > 1 - HEYWOOD:
        return OneFactor(method=MINIMUM_RESIDUALS, n=n, items=items, undefined=Undefined.NOT_CONVERGED)
    return OneFactor(
        method=MINIMUM_RESIDUALS, n=n, items=items, loading=_upright(loading), residual=tuple((1 - loading**2).tolist())
    )


def weighted_least_squares(correlations: Polychoric) -> OneFactor:
    """One factor behind polychoric correlations (R: ``lavaan::cfa(..., ordered = TRUE, std.lv = TRUE)``).

    Minimises the squared residual correlations, each over its variance (DWLS); the thresholds stay as they are.
    """
    from scipy.optimize import least_squares

    items, n = correlations.items, correlations.n
    k = len(items)
    if k < MINIMUM_ITEMS or correlations.correlation is None:
        reason = Undefined.TOO_FEW_ITEMS if k < MINIMUM_ITEMS else correlations.undefined
        return OneFactor(method=WEIGHTED_LEAST_SQUARES, n=n, items=items, undefined=reason)
    row, column = np.triu_indices(k, 1)
    observed = np.asarray(correlations.correlation)[row, column]
    deviation = np.sqrt(np.asarray(correlations.variance)[row, column])
    start = np.clip(_principal_axis(np.asarray(correlations.correlation), steps=50), -0.95, 0.95)
    fitted = least_squares(
        lambda loading: (observed - loading[row] * loading[column]) / deviation,
        start,
        method="lm",
        xtol=1e-14,
        ftol=1e-14,
        gtol=1e-14,
    )
    if not fitted.success or np.abs(fitted.x).max() ** 2 > 1 - HEYWOOD:
        return OneFactor(method=WEIGHTED_LEAST_SQUARES, n=n, items=items, undefined=Undefined.NOT_CONVERGED)
    return OneFactor(
        method=WEIGHTED_LEAST_SQUARES,
        n=n,
        items=items,
        loading=_upright(fitted.x),
        residual=tuple((1 - fitted.x**2).tolist()),
    )


def _complete(answers: pd.DataFrame) -> tuple[tuple[str, ...], NDArray[np.float64], Undefined | None]:
    items = tuple(str(name) for name in answers.columns)
    complete = answers.dropna().to_numpy(dtype=np.float64)
    if len(items) < MINIMUM_ITEMS:
        return items, complete, Undefined.TOO_FEW_ITEMS
    if len(complete) == 0:
        return items, complete, Undefined.NO_ANSWERS
    if len(complete) <= len(items):
        return items, complete, Undefined.TOO_FEW_ANSWERS
    if (complete == complete[0]).all(axis=0).any():
        return items, complete, Undefined.ALL_EQUAL
    if np.linalg.matrix_rank(np.corrcoef(complete, rowvar=False)) < len(items):
        return items, complete, Undefined.NOT_COMPUTABLE
    return items, complete, None


def _principal_axis(correlation: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Loadings on the first principal axis, its communalities iterated."""
    from statsmodels.multivariate.factor import Factor

    try:
        fitted = Factor(corr=correlation, n_factor=1, method="pa").fit(maxiter=steps, tol=1e-13)
    except (np.linalg.LinAlgError, ValueError):
        return np.full(len(correlation), 0.5)
    found = np.asarray(fitted.loadings)
    return found[:, 0] if found.shape[1] and np.isfinite(found).all() else np.full(len(correlation), 0.5)


def _upright(loading: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple((loading if loading.sum() >= 0 else -loading).tolist())
