"""Weights that bring a sample to known margins of its population: raking, collapsing, trimming, and what they cost.

A self-selected sample does not become a random one by weighting. Weights show how far results depend on *who*
answered, which is why they are reported as a sensitivity beside the unweighted numbers, with the effective n.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.margins import MINIMUM_CELL, Margin, described, joined, places, targets
from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

RAKING = Method(
    "raking",
    "svy.weighting.rake",
    "Deming, W. E. & Stephan, F. F. (1940): On a least squares adjustment of a sampled frequency table when the "
    "expected marginal totals are known. Annals of Mathematical Statistics 11, 427-444",
)
TRIMMING = Method(
    "weight_trimming",
    "svy.weighting.trim",
    "Potter, F. J. (1990): A study of procedures to identify and trim extreme sampling weights. Proceedings of the "
    "Section on Survey Research Methods, American Statistical Association, 225-230",
)
KISH = Method(
    "kish_effective_n",
    "numpy",
    "Kish, L. (1965): Survey Sampling. New York: Wiley, 11.7",
)


@dataclass(frozen=True, kw_only=True)
class Kish(Result):
    """What unequal weights cost: ``n_eff`` equally weighted answers are as precise as the ``n`` weighted ones."""

    sum: float | None = None
    n_eff: float | None = None
    deff: float | None = None


def kish(weights: ArrayLike) -> Kish:
    """Effective n and design effect of unequal weighting.

    ``n_eff = (sum w)^2 / sum w^2`` and ``deff = n / n_eff`` (Kish 1965). Weights of zero do not count in ``n``.

    >>> kish([1, 1, 2]).n_eff
    2.6666666666666665
    """
    weight = np.asarray(weights, dtype=np.float64)
    weight = weight[weight > 0]
    if weight.size == 0:
        return Kish(method=KISH, n=0, undefined=Undefined.NO_WEIGHT)
    total, squares = float(weight.sum()), float((weight**2).sum())
    return Kish(method=KISH, n=weight.size, sum=total, n_eff=total**2 / squares, deff=weight.size * squares / total**2)


@dataclass(frozen=True, kw_only=True)
class Weights(Result):
    """Weights of respondents, with what they do to the margins.

    Attributes
    ----------
    weights:
        One a respondent, summing to the population; zero where a margin is not known. All zero if undefined.
    n, left_out:
        Respondents with a weight, and those without because one of their margins is missing or their base weight is
        zero.
    trimmed:
        Weights that were cut or raised to a bound.
    low, high:
        The bounds as multiples of the mean weight; ``None`` without.
    """

    weights: NDArray[np.float64] = field(repr=False, compare=False)
    margins: tuple[Margin, ...]
    left_out: int = 0
    n_eff: float | None = None
    deff: float | None = None
    trimmed: int = 0
    low: float | None = None
    high: float | None = None

    def rows(self) -> list[dict[str, object]]:
        """One row a margin cell."""
        return [
            {
                "classification": margin.classification,
                "level": "+".join(cell.levels),
                "n": cell.respondents,
                "population": cell.population,
                "before": cell.before,
                "target": cell.target,
                "after": cell.after,
            }
            for margin in self.margins
            for cell in margin.cells
        ]

    @property
    def collapsed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Classification and levels of every cell that stands for several."""
        return tuple(
            (margin.classification, cell.levels)
            for margin in self.margins
            for cell in margin.cells
            if len(cell.levels) > 1
        )


def rake(
    levels: Mapping[str, Sequence[str | None]],
    population: Mapping[str, Mapping[str, float]],
    *,
    base: ArrayLike | None = None,
    minimum: int = MINIMUM_CELL,
    bounds: tuple[float, float] | None = None,
) -> Weights:
    """Weights whose sums agree with the margins of the population.

    Iterative proportional fitting by :mod:`svy`, to 12 digits (its default, and R's, stop earlier; R:
    ``survey::rake(..., control = list(epsilon = 1e-13, maxit = 2000))``). It runs on the table of margin cells, not on
    the respondents, so a million of them cost no more than a hundred.

    Parameters
    ----------
    levels:
        Classification to each respondent's level, ``None`` where it is not known.
    population:
        Classification to units of the population by level, *all* levels in questionnaire order. The margins describe
        one population: each is scaled to the total of the first.
    base:
        Weights to start from; default: all equal.
    minimum:
        Respondents a cell must have; see :func:`~pipeline.statistics.margins.collapse`.
    bounds:
        Smallest and largest weight as multiples of the mean, e.g. ``(0.2, 5)``; see :func:`trim`. The margins are then
        no longer met exactly, and ``after`` says how far.

    Returns
    -------
    Weights
        ``undefined`` is NO_ANSWERS (nobody with all margins known), NO_WEIGHT (no base weight, no population) or
        NOT_CONVERGED (the margins contradict each other in the cells that have respondents).
    """
    size = len(next(iter(levels.values())))
    start = np.ones(size) if base is None else np.asarray(base, dtype=np.float64)
    place = {name: places(given, population[name]) for name, given in levels.items()}
    known = np.logical_and.reduce([position >= 0 for position in place.values()])
    used = known & (start > 0)
    cells, cell_of = {}, {}
    for name, position in place.items():
        cells[name], cell = joined(position[used], population[name], minimum)
        cell_of[name] = cell[position[used]]
    total = sum(next(iter(population.values())).values())
    target = {name: targets(population[name], cells[name], total) for name in levels}
    weights, undefined = np.zeros(size), None
    if not used.any():
        undefined = Undefined.NO_WEIGHT if known.any() else Undefined.NO_ANSWERS
    elif total <= 0 or not all(np.isfinite(units).all() for units in target.values()):
        undefined = Undefined.NO_WEIGHT
    else:
        raked = _rake_cells(cell_of, start[used], target)
        if raked is None:
            undefined = Undefined.NOT_CONVERGED
        else:
            weights[used] = raked
    trimmed = 0
    if bounds is not None and undefined is None:
        weights[used], trimmed = trim(weights[used], *bounds)
    margins = tuple(
        described(name, population[name], cells[name], cell_of[name], weights[used], target[name]) for name in levels
    )
    cost = kish(weights)
    low, high = bounds or (None, None)
    return Weights(
        method=RAKING, n=int(used.sum()) if undefined is None else 0, undefined=undefined, weights=weights,
        margins=margins, left_out=size - int(used.sum()), n_eff=cost.n_eff, deff=cost.deff, trimmed=trimmed,
        low=low, high=high,
    )  # fmt: skip


def trim(weights: ArrayLike, low: float, high: float) -> tuple[NDArray[np.float64], int]:
    """Cut weights to bounds and give what is cut off to the others, in proportion to their weights, until all fit.

    Computed by :mod:`svy` (Potter 1990). R's ``trimWeights(strict = TRUE)`` gives it in equal parts.

    Parameters
    ----------
    low, high:
        Multiples of the mean weight, ``low`` below 1 and ``high`` above.

    Returns
    -------
    tuple
        The weights, of the same sum, and how many stand at a bound.

    Examples
    --------
    >>> trim([1.0, 1.0, 1.0, 5.0], 0.1, 2.0)
    (array([1.33333333, 1.33333333, 1.33333333, 4.        ]), 1)
    """
    weight = np.asarray(weights, dtype=np.float64)
    if not 0 <= low < 1 < high:
        msg = f"bounds of weights are multiples of the mean, below and above 1, for example 0.2 and 5; found {low} and {high}"
        raise ValueError(msg)
    import polars as pl
    import svy

    mean = weight.mean()
    frame = pl.DataFrame({"weight": weight})
    trimmed = svy.Sample(frame, svy.Design(wgt="weight")).weighting.trim(
        upper=high * mean, lower=low * mean, min_cell_size=1, max_iter=1000, tol=1e-9, wgt_name="trimmed"
    )
    result = trimmed.data["trimmed"].to_numpy()
    at_bound = np.isclose(result, high * mean, rtol=1e-9) | np.isclose(result, low * mean, rtol=1e-9)
    return result, int((at_bound & ~np.isclose(result, weight, rtol=1e-9)).sum())


def _rake_cells(
    cells: Mapping[str, NDArray[np.int64]], base: NDArray[np.float64], targets: Mapping[str, NDArray[np.float64]]
) -> NDArray[np.float64] | None:
    """The raked weights: every respondent of one combination of cells gets one factor."""
    import polars as pl
    import svy
    from svy.errors import WeightingError

    shape = tuple(target.size for target in targets.values())
    combination = np.ravel_multi_index(tuple(cells.values()), shape)
    distinct, place = np.unique(combination, return_inverse=True)
    sums = np.bincount(place, weights=base)
    columns = dict(zip(cells, np.unravel_index(distinct, shape), strict=True))
    frame = pl.DataFrame({**columns, "base": sums})
    controls = {name: {number: float(units) for number, units in enumerate(target)} for name, target in targets.items()}
    try:
        raked = svy.Sample(frame, svy.Design(wgt="base")).weighting.rake(
            controls=controls, tol=1e-12, max_iter=2000, wgt_name="raked"
        )
    except WeightingError as error:
        if error.code != "CONVERGENCE_FAILED":
            raise
        return None
    return base * (raked.data["raked"].to_numpy() / sums)[place]
