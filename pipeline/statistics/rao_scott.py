"""Are two questions independent, where the answers are weighted: the Rao-Scott test.

Pearson's chi-squared of a weighted table is not distributed as chi-squared; its distribution follows from the
covariance of the cell shares under the design. The second-order correction (F) is the one to report. Like every
test of this room it carries an effect size, Cramér's V of the weighted table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from pipeline.statistics.survey_design import Design

RAO_SCOTT = Method(
    "rao_scott",
    "numpy; distribution functions from scipy.special; agrees with svychisq of R's survey",
    "Rao, J. N. K. & Scott, A. J. (1984): On chi-squared tests for multiway contingency tables with cell proportions "
    "estimated from survey data. Annals of Statistics 12, 46-60",
)
_SINGULAR = 1e12


@dataclass(frozen=True, kw_only=True)
class RaoScott(Result):
    """``statistic``, ``ndf``, ``ddf`` and ``p`` are of the F form, ``chi2``, ``df`` and ``chi2_p`` of the first order.

    ``chi2`` is scaled by the answers (survey 4.1 of R prints it scaled by all rows of the design; p is the same).
    """

    statistic: float | None = None
    ndf: float | None = None
    ddf: float | None = None
    p: float | None = None
    chi2: float | None = None
    df: int | None = None
    chi2_p: float | None = None
    cramers_v: float | None = None


def rao_scott(design: Design, rows: ArrayLike, columns: ArrayLike) -> RaoScott:
    """Test two classifications of the rows of a design for independence.

    R: ``svychisq(~rows + columns, design, statistic = "F")``. Missing answers are a domain: ``ddf`` is ``ndf`` times
    the degrees of freedom of the full design. For a design built on the answers alone pass ``design.kept(...)``;
    that is what ``svy``'s ``tabulate(..., drop_nulls=True)`` computes.

    Parameters
    ----------
    rows, columns:
        Position of each row's category, negative where it is missing. Categories that nobody chose do not count.
    """
    row, column = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    answered = (row >= 0) & (column >= 0)
    n = int(answered.sum())
    weight = np.where(answered, design.weights, 0.0)
    undefined = Undefined.NO_ANSWERS if n == 0 else Undefined.NO_WEIGHT
    if weight.sum() == 0:
        return RaoScott(method=RAO_SCOTT, n=n, undefined=undefined)
    used = weight > 0
    row_names, row_place = np.unique(row[used], return_inverse=True)
    column_names, column_place = np.unique(column[used], return_inverse=True)
    size = (row_names.size, column_names.size)
    if min(size) < 2:
        equal = Undefined.ALL_EQUAL if size[0] < 2 else Undefined.ONE_GROUP
        return RaoScott(method=RAO_SCOTT, n=n, undefined=equal)
    cell = np.full(weight.size, -1)
    cell[used] = row_place * size[1] + column_place
    share = np.bincount(cell[used], weights=weight[used], minlength=size[0] * size[1]) / weight.sum()
    effect, phi2 = _effects(share.reshape(size), _covariance(design, cell, weight, share))
    if effect is None or design.df < 1:
        return RaoScott(method=RAO_SCOTT, n=n, undefined=Undefined.NOT_COMPUTABLE)
    return _result(n, phi2, effect, design.df, min(size))


def _covariance(
    design: Design, cell: NDArray[np.int64], weight: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Covariance of the cell shares by linearisation, stratum by stratum."""
    total = weight.sum()
    covariance = np.zeros((share.size, share.size))
    for stratum, count in enumerate(design.rows):
        here = (design.strata == stratum) & (weight > 0)
        if not here.any():
            continue
        linear = weight[here, None] * ((cell[here, None] == np.arange(share.size)) - share) / total
        units = None if design.population is None else design.population[stratum]
        left = 1.0 if units is None else 1 - count / units
        if left == 0:
            continue
        if left < 0 or count == 1:
            return np.full_like(covariance, np.nan)
        first = linear.sum(axis=0)
        covariance += left * count / (count - 1) * (linear.T @ linear - np.outer(first, first) / count)
    return covariance


def _effects(table: NDArray[np.float64], covariance: NDArray[np.float64]) -> tuple[NDArray[np.float64] | None, float]:
    """Generalised design effects of the interaction, and phi squared of the table."""
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    phi2 = float(((table - expected) ** 2 / expected).sum())
    if np.isnan(covariance).any():
        return None, phi2
    height, width = table.shape
    row_effects = np.kron(np.eye(height)[:, 1:], np.ones((width, 1)))
    column_effects = np.kron(np.ones((height, 1)), np.eye(width)[:, 1:])
    main = np.column_stack([np.ones(table.size), row_effects, column_effects])
    interaction = np.kron(np.eye(height)[:, 1:], np.eye(width)[:, 1:])
    contrast = interaction - main @ np.linalg.lstsq(main, interaction, rcond=None)[0]
    inverse = np.divide(1.0, table.ravel(), out=np.zeros(table.size), where=table.ravel() > 0)
    under_srs = contrast.T @ (inverse[:, None] * contrast)
    under_design = contrast.T @ (inverse[:, None] * covariance * inverse) @ contrast
    if np.linalg.cond(under_srs) > _SINGULAR:
        return None, phi2
    effect = np.linalg.solve(under_srs, under_design)
    return (effect, phi2) if np.trace(effect) > 1 / _SINGULAR else (None, phi2)


def _result(n: int, phi2: float, effect: NDArray[np.float64], df: int, smaller: int) -> RaoScott:
    from scipy.special import chdtrc, fdtrc

    trace = float(np.trace(effect))
    ndf = trace**2 / float(np.trace(effect @ effect))
    statistic = phi2 / trace
    return RaoScott(
        method=RAO_SCOTT,
        n=n,
        statistic=statistic,
        ndf=ndf,
        ddf=ndf * df,
        p=float(fdtrc(ndf, ndf * df, statistic)),
        chi2=phi2 * n,
        df=effect.shape[0],
        chi2_p=float(chdtrc(effect.shape[0], phi2 / (trace / effect.shape[0]))),
        cramers_v=float(np.sqrt(phi2 / (smaller - 1))),
    )
