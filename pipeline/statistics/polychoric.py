"""Polychoric correlations: what the correlation of two rating items would be if the answers were not cut into steps.

Each item is taken as a standard normal variable that the respondents see cut at thresholds. No library of this project
estimates the correlation behind two such items, so the two steps of Olsson (1979) are written here: thresholds from
the cumulative shares, then the correlation that makes the table of the two items most likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

POLYCHORIC = Method(
    "polychoric",
    "own two-step maximum likelihood on scipy.special.owens_t and scipy.optimize.minimize_scalar",
    "Olsson, U. (1979). Maximum likelihood estimation of the polychoric correlation coefficient. "
    "Psychometrika 44, 443–460; variances: Muthén, B. (1984). Psychometrika 49, 115–132.",
)
ORDINAL_ALPHA = Method(
    "ordinal_alpha",
    "own formula on polychoric correlations",
    "Zumbo, B. D., Gadermann, A. M., & Zeisser, C. (2007). Ordinal versions of coefficients alpha and theta for "
    "Likert rating scales. Journal of Modern Applied Statistical Methods 6, 21–29.",
)
BOUND = 0.999
"""A correlation that wants to be stronger is one of a table with too many empty cells: not defined."""


@dataclass(frozen=True, kw_only=True)
class Polychoric(Result):
    """Polychoric correlations of ``items``; ``n`` respondents answered all of them.

    ``correlation`` is the k x k matrix, ``variance`` the large-sample variance of each correlation (zero on the
    diagonal), ``thresholds`` holds for each item the cut between neighbouring values of the scale: minus or plus
    infinity where nobody chose the values below or above, twice the same number around a value nobody chose.
    """

    items: tuple[str, ...]
    correlation: tuple[tuple[float, ...], ...] | None = None
    variance: tuple[tuple[float, ...], ...] | None = None
    thresholds: tuple[tuple[float, ...], ...] | None = None

    def rows(self) -> list[dict[str, object]]:
        """One row per pair of items: item, other, n, correlation, se."""
        table = []
        for i, j in combinations(range(len(self.items)), 2):
            known = self.correlation is not None and self.variance is not None
            table.append(
                {
                    "item": self.items[i],
                    "other": self.items[j],
                    "n": self.n,
                    "correlation": self.correlation[i][j] if known else None,
                    "se": self.variance[i][j] ** 0.5 if known else None,
                }
            )
        return table


@dataclass(frozen=True, kw_only=True)
class OrdinalAlpha(Result):
    """Standardised alpha of the polychoric correlations of ``items`` items."""

    items: int
    ordinal_alpha: float | None = None


def polychoric(answers: pd.DataFrame, values: Sequence[float]) -> Polychoric:
    """Polychoric correlations of the items of a battery (R: ``lavaan::lavCor(answers, ordered = names(answers))``).

    Parameters
    ----------
    answers:
        One column per item, one row per respondent, NaN where there is no answer; rows with a gap are left out.
    values:
        What the answers of the scale are worth, in any order, used or not.

    Notes
    -----
    A value nobody chose, of one item or of all, takes no part in the likelihood. No continuity correction is added to
    empty cells.
    """
    from scipy.special import ndtri

    items = tuple(str(name) for name in answers.columns)
    steps = np.sort(np.asarray(values, dtype=np.float64))
    complete = answers.dropna().to_numpy(dtype=np.float64)
    n = len(complete)
    if (problem := _problem(complete, len(items))) is not None:
        return Polychoric(method=POLYCHORIC, n=n, items=items, undefined=problem)
    place = np.searchsorted(steps, complete)
    if not np.array_equal(steps[np.minimum(place, steps.size - 1)], complete):
        strange = np.setdiff1d(complete, steps).tolist()
        msg = f"Answers {strange} are none of the values {steps.tolist()} of the scale"
        raise ValueError(msg)
    counts = [np.bincount(column, minlength=steps.size) for column in place.T]
    thresholds = [ndtri(count.cumsum()[:-1] / n) for count in counts]
    correlation, variance = np.eye(len(items)), np.zeros((len(items), len(items)))
    for i, j in combinations(range(len(items)), 2):
        table = np.zeros((steps.size, steps.size))
        np.add.at(table, (place[:, i], place[:, j]), 1)
        used = np.ix_(counts[i] > 0, counts[j] > 0)
        cuts = [np.unique(thresholds[k][np.isfinite(thresholds[k])]) for k in (i, j)]
        rho = _correlation(table[used], *cuts)
        if abs(rho) > BOUND:
            return Polychoric(method=POLYCHORIC, n=n, items=items, undefined=Undefined.NOT_CONVERGED)
        correlation[i, j] = correlation[j, i] = rho
        variance[i, j] = variance[j, i] = _variance(table[used], *cuts, rho)
    return Polychoric(
        method=POLYCHORIC,
        n=n,
        items=items,
        correlation=_frozen(correlation),
        variance=_frozen(variance),
        thresholds=_frozen(thresholds),
    )


def ordinal_alpha(correlations: Polychoric) -> OrdinalAlpha:
    """Alpha from polychoric correlations: ``k / (k - 1) * (1 - k / sum(R))``.

    It describes the answers as they would be without steps, not the sum anyone computes from the data (Chalmers,
    2018), which is why it belongs into an appendix.
    """
    n, k = correlations.n, len(correlations.items)
    if k < 3 or correlations.correlation is None:
        reason = Undefined.TOO_FEW_ITEMS if k < 3 else correlations.undefined
        return OrdinalAlpha(method=ORDINAL_ALPHA, n=n, items=k, undefined=reason)
    total = np.sum(correlations.correlation)
    if total <= 0:
        return OrdinalAlpha(method=ORDINAL_ALPHA, n=n, items=k, undefined=Undefined.NOT_COMPUTABLE)
    return OrdinalAlpha(method=ORDINAL_ALPHA, n=n, items=k, ordinal_alpha=float(k / (k - 1) * (1 - k / total)))


def bivariate_normal(h: ArrayLike, k: ArrayLike, rho: ArrayLike) -> NDArray[np.float64]:
    """Probability that two standard normal variables of correlation ``rho`` lie below ``h`` and ``k``.

    Owen (1956) with :func:`scipy.special.owens_t`; arguments broadcast, limits may be infinite, ``rho`` may be ±1.

    >>> float(bivariate_normal(0, 0, 0.5))
    0.3333333333333333
    """
    from scipy.special import ndtr, owens_t

    h, k, rho = np.broadcast_arrays(*(np.asarray(a, dtype=np.float64) for a in (h, k, rho)))
    finite = np.isfinite(h) & np.isfinite(k) & (np.abs(rho) < 1)
    x, y, r = (np.where(finite, a, b) for a, b in ((h, 1.0), (k, 1.0), (rho, 0.0)))
    x, y = (np.where(np.abs(a) < 1e-14, 0.0, a) for a in (x, y))  # owens_t fails where its product underflows
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt((1 - r) * (1 + r))
        slope = [np.where(a == 0, np.copysign(np.inf, b), (b - r * a) / (a * root)) for a, b in ((x, y), (y, x))]
    other_side = (x * y < 0) | ((x * y == 0) & (x + y < 0))
    inner = (ndtr(x) + ndtr(y) - other_side) / 2 - owens_t(x, slope[0]) - owens_t(y, slope[1])
    inner = np.where((x == 0) & (y == 0), 0.25 + np.arcsin(r) / (2 * np.pi), inner)
    edge = np.where(rho >= 1, ndtr(np.minimum(h, k)), np.maximum(ndtr(h) + ndtr(k) - 1, 0.0))
    edge = np.where(np.isinf(h) | np.isinf(k), ndtr(h) * ndtr(k), edge)
    return np.where(finite, inner, edge)


def _problem(complete: NDArray[np.float64], items: int) -> Undefined | None:
    if items < 2:
        return Undefined.TOO_FEW_ITEMS
    if len(complete) == 0:
        return Undefined.NO_ANSWERS
    if len(complete) == 1:
        return Undefined.TOO_FEW_ANSWERS
    if (complete == complete[0]).all(axis=0).any():
        return Undefined.ALL_EQUAL
    return None


def _frozen(matrix: ArrayLike) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(cell) for cell in row) for row in matrix)


def _framed(cuts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[-np.inf], cuts, [np.inf]])


def _cells(first: NDArray[np.float64], second: NDArray[np.float64], rho: float) -> NDArray[np.float64]:
    corners = bivariate_normal(_framed(first)[:, None], _framed(second)[None, :], rho)
    return np.diff(np.diff(corners, axis=0), axis=1)


def _correlation(table: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """The correlation that makes ``table`` most likely, given the thresholds of rows and columns."""
    from scipy.optimize import minimize_scalar

    def surprise(rho: float) -> float:
        return -float(np.sum(table * np.log(np.maximum(_cells(first, second, rho), 1e-300))))

    return float(minimize_scalar(surprise, bounds=(-1, 1), method="bounded", options={"xatol": 1e-10}).x)


def _variance(table: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64], rho: float) -> float:
    """Variance of the correlation, with that of the thresholds carried over (Muthén 1984, as lavaan computes it).

    The sums run over the cells of the table, which hold all that the respondents say about the pair.
    """
    probability = np.where(table > 0, np.maximum(_cells(first, second, rho), 1e-300), np.inf)
    by_rho = np.diff(np.diff(_density(_framed(first)[:, None], _framed(second)[None, :], rho), axis=0), axis=1)
    by_rho /= probability
    sides = []
    for cuts, others, counts, joint in (
        (first, second, table, probability),
        (second, first, table.T, probability.T),
    ):
        alone = _threshold_scores(cuts)
        together = _joint_scores(cuts, others, rho) / joint
        cross = np.einsum("ab,ab,cab->c", counts, by_rho if counts is table else by_rho.T, together)
        information = np.einsum("a,ca,da->cd", counts.sum(axis=1), alone, alone)
        sides.append(np.linalg.solve(information, cross) @ alone)
    influence = by_rho - sides[0][:, None] - sides[1][None, :]
    return float(np.sum(table * influence**2) / np.sum(table * by_rho**2) ** 2)


def _density(x: NDArray[np.float64], y: NDArray[np.float64], rho: float) -> NDArray[np.float64]:
    """Density of two standard normal variables; zero at infinity."""
    inside = np.isfinite(x) & np.isfinite(y)
    x, y = np.where(inside, x, 0.0), np.where(inside, y, 0.0)
    free = 1 - rho**2
    exponent = np.exp(-(x**2 - 2 * rho * x * y + y**2) / (2 * free))
    return np.where(inside, exponent / (2 * np.pi * np.sqrt(free)), 0.0)


def _threshold_scores(cuts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Derivative of the log share of each category by each threshold, shape (thresholds, categories)."""
    from scipy.special import ndtr

    share = np.diff(ndtr(_framed(cuts)))
    density = np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)
    scores = np.zeros((cuts.size, share.size))
    at = np.arange(cuts.size)
    scores[at, at] = density / share[:-1]
    scores[at, at + 1] = -density / share[1:]
    return scores


def _joint_scores(cuts: NDArray[np.float64], others: NDArray[np.float64], rho: float) -> NDArray[np.float64]:
    """Derivative of each cell's probability by each threshold of the rows, shape (thresholds, rows, columns)."""
    from scipy.special import ndtr

    density = np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)
    conditional = np.diff(ndtr((_framed(others)[None, :] - rho * cuts[:, None]) / np.sqrt(1 - rho**2)), axis=1)
    scores = np.zeros((cuts.size, cuts.size + 1, others.size + 1))
    at = np.arange(cuts.size)
    scores[at, at] = density[:, None] * conditional
    scores[at, at + 1] = -density[:, None] * conditional
    return scores
