"""McDonald's omega of a battery: the share of the sum's variance that one factor accounts for.

No library of this project has omega, nor that of Green and Yang for answers in steps. Both are a formula on the
one-factor models of :mod:`pipeline.statistics.one_factor`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.statistics import one_factor
from pipeline.statistics.polychoric import bivariate_normal
from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.statistics.one_factor import OneFactor
    from pipeline.statistics.polychoric import Polychoric

OMEGA = Method(
    "omega",
    "own formula on one factor by statsmodels.multivariate.factor.Factor",
    "McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum.",
)
ORDINAL_OMEGA = Method(
    "ordinal_omega",
    "own formula on polychoric correlations and one factor by scipy.optimize.least_squares",
    "Green, S. B., & Yang, Y. (2009). Reliability of summed item scores using structural equation modeling: "
    "An alternative to coefficient alpha. Psychometrika 74, 155–167 (formula 21).",
)


@dataclass(frozen=True, kw_only=True)
class Omega(Result):
    """Omega of ``items`` items: ``model`` divides by the variance the model implies, ``observed`` by the one found.

    ``estimator`` names the one-factor model: ``ml``, ``minres`` (of standardised items), ``dwls`` (of answers in steps).
    """

    items: int
    estimator: str
    model: float | None = None
    observed: float | None = None


def omega(answers: pd.DataFrame, *, estimator: Literal["ml", "minres"] = "ml") -> Omega:
    """McDonald's omega from complete rows: ``(sum of loadings)^2`` over the variance of the sum.

    ``ml`` is R's ``semTools::compRelSEM(cfa(...))``, with covariances divided by n; ``minres`` works on the
    correlations, as ``psych::fa(answers, 1, fm = "minres")``.
    """
    fit = one_factor.maximum_likelihood if estimator == "ml" else one_factor.minimum_residuals
    factor = fit(answers)
    stated = {"method": OMEGA, "n": factor.n, "items": len(factor.items), "estimator": estimator}
    if factor.loading is None or factor.residual is None:
        return Omega(undefined=factor.undefined, **stated)
    common = sum(factor.loading) ** 2
    complete = answers.dropna().to_numpy(dtype=np.float64)
    spread = np.cov(complete, rowvar=False, ddof=0) if estimator == "ml" else np.corrcoef(complete, rowvar=False)
    total = float(spread.sum())
    return Omega(
        model=float(common / (common + sum(factor.residual))),
        observed=float(common / total) if total > 1e-12 else None,
        **stated,
    )


def ordinal_omega(correlations: Polychoric, values: Sequence[float], *, factor: OneFactor | None = None) -> Omega:
    """Green and Yang's omega: how reliable the sum of the answers *as given, in steps* is.

    Parameters
    ----------
    correlations:
        Polychoric correlations and thresholds of the items.
    values:
        What the answers of the scale are worth; the distance between neighbours weighs their threshold.
    factor:
        The one-factor model behind them; by default :func:`~pipeline.statistics.one_factor.weighted_least_squares`.

    Notes
    -----
    R: ``semTools::compRelSEM(cfa(..., ordered = TRUE), ord.scale = TRUE)``, ``observed`` with ``obs.var = TRUE``: then
    the denominator holds the polychoric correlations in place of those the factor implies.
    """
    factor = factor or one_factor.weighted_least_squares(correlations)
    stated = {"method": ORDINAL_OMEGA, "n": factor.n, "items": len(factor.items), "estimator": "dwls"}
    if factor.loading is None or correlations.correlation is None or correlations.thresholds is None:
        return Omega(undefined=factor.undefined or correlations.undefined, **stated)
    implied = np.outer(factor.loading, factor.loading)
    steps = np.diff(np.sort(np.asarray(values, dtype=np.float64)))
    thresholds = np.asarray(correlations.thresholds)
    common = _covariance_of_steps(thresholds, steps, implied)
    modelled = implied.copy()
    np.fill_diagonal(modelled, 1.0)
    variances = [
        float(_covariance_of_steps(thresholds, steps, matrix).sum())
        for matrix in (modelled, np.asarray(correlations.correlation))
    ]
    if min(variances) <= 1e-12:
        return Omega(undefined=Undefined.NOT_COMPUTABLE, **stated)
    model, observed = (float(common.sum() / variance) for variance in variances)
    return Omega(model=model, observed=observed, **stated)


def _covariance_of_steps(
    thresholds: NDArray[np.float64], steps: NDArray[np.float64], correlation: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Covariances of the answers that items of these latent correlations give when cut at their thresholds.

    An answer is the lowest value plus the step of every threshold it lies above, so that the covariance of two items
    is the weighted sum, over their thresholds, of ``P(both below) - P(one below) P(other below)``.
    """
    from scipy.special import ndtr

    below = ndtr(thresholds)
    both = bivariate_normal(thresholds[:, None, :, None], thresholds[None, :, None, :], correlation[:, :, None, None])
    excess = both - below[:, None, :, None] * below[None, :, None, :]
    return np.einsum("ijab,a,b->ij", excess, steps, steps)
