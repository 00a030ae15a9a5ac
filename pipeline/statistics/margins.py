"""Margins of a population and the respondents in them: cells with too few are joined to their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MINIMUM_CELL = 5
"""A margin level with fewer respondents is joined to its neighbour before raking."""


@dataclass(frozen=True)
class Cell:
    """One level of a margin, or several that were joined because one had too few respondents.

    ``before``, ``target`` and ``after`` are shares (0-1): of the respondents, of the population, of the weights.
    """

    levels: tuple[str, ...]
    respondents: int
    population: float
    before: float
    target: float
    after: float | None


@dataclass(frozen=True)
class Margin:
    """A margin as it was used: its classification and its cells in questionnaire order."""

    classification: str
    cells: tuple[Cell, ...]


def collapse(
    respondents: Sequence[int], population: Sequence[float], minimum: int = MINIMUM_CELL
) -> tuple[tuple[int, ...], ...]:
    """Join levels with too few respondents to a neighbour, until every cell has ``minimum``.

    The smallest cell goes first, to the neighbour with fewer respondents (of two equal ones, the earlier). A level
    that the population does not have is joined too. The order of the levels is the questionnaire's.

    Returns
    -------
    tuple of tuple of int
        The positions of the levels in each cell.

    Examples
    --------
    >>> collapse([3, 40, 20, 4, 30], [14, 66, 621, 2254, 294])
    ((0, 1), (2, 3), (4,))
    """
    cells = [(place,) for place in range(len(respondents))]
    while len(cells) > 1:
        sizes = [sum(respondents[place] for place in cell) for cell in cells]
        units = [sum(population[place] for place in cell) for cell in cells]
        small = [i for i in range(len(cells)) if sizes[i] < minimum or units[i] <= 0]
        if not small:
            break
        chosen = min(small, key=lambda i: sizes[i])
        neighbours = [i for i in (chosen - 1, chosen + 1) if 0 <= i < len(cells)]
        first = min(chosen, min(neighbours, key=lambda i: sizes[i]))
        cells[first : first + 2] = [cells[first] + cells[first + 1]]
    return tuple(cells)


def places(given: Sequence[str | None], population: Mapping[str, float]) -> NDArray[np.int64]:
    """Position of each respondent's level; -1 where it is not known."""
    position = {level: number for number, level in enumerate(population)}
    unknown = sorted({str(level) for level in given if isinstance(level, str) and level not in position})
    if unknown:
        msg = f"levels without a population: {', '.join(unknown)}; known are {', '.join(population)}"
        raise ValueError(msg)
    return np.array([position.get(level, -1) if isinstance(level, str) else -1 for level in given], dtype=np.int64)


def joined(
    position: NDArray[np.int64], population: Mapping[str, float], minimum: int
) -> tuple[tuple[tuple[int, ...], ...], NDArray[np.int64]]:
    """The cells of a margin, and for every level the number of its cell."""
    respondents = np.bincount(position, minlength=len(population))
    cells = collapse(respondents.tolist(), list(population.values()), minimum)
    cell_of = np.empty(len(population), dtype=np.int64)
    for number, cell in enumerate(cells):
        cell_of[list(cell)] = number
    return cells, cell_of


def targets(population: Mapping[str, float], cells: tuple[tuple[int, ...], ...], total: float) -> NDArray[np.float64]:
    """Units of the population by cell, scaled to ``total``."""
    units = list(population.values())
    target = np.array([sum(units[place] for place in cell) for cell in cells], dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return target * (total / target.sum())


def described(
    name: str,
    population: Mapping[str, float],
    cells: tuple[tuple[int, ...], ...],
    cell_of_each: NDArray[np.int64],
    weights: NDArray[np.float64],
    target: NDArray[np.float64],
) -> Margin:
    """How a margin looks before and after: cells by position of their levels, one cell and weight a respondent."""
    ids, units = list(population), list(population.values())
    respondents = np.bincount(cell_of_each, minlength=len(cells))
    weighted = np.bincount(cell_of_each, weights=weights, minlength=len(cells))
    everyone, total = max(int(respondents.sum()), 1), float(weights.sum())
    return Margin(
        name,
        tuple(
            Cell(
                levels=tuple(ids[place] for place in cell),
                respondents=int(respondents[number]),
                population=float(sum(units[place] for place in cell)),
                before=float(respondents[number] / everyone),
                target=float(target[number] / target.sum()) if target.sum() > 0 else 0.0,
                after=float(weighted[number] / total) if total > 0 else None,
            )
            for number, cell in enumerate(cells)
        ),
    )
