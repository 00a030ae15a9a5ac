"""How coarse size and Land must be in microdata that leave the house, so that no municipality stands alone.

Tables never cross size with Land; microdata do by their nature. Who took part is taken to be known (invitations, press),
so the records themselves have to hide each other: every combination of size and Land that occurs must be that of as many
records as :mod:`~pipeline.statistics.disclosure` asks of a group, and of no fewer municipalities in the population, as far
as ``data/reference/frame.csv`` knows. Of all recodes the questionnaire offers, the finest pair that holds is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.anonymity import frequencies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl
    from numpy.typing import NDArray

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.frame import Frame

ROLES = ("size_class", "state")
NOTHING = ""
"""The recode that tells nothing: the variable is left out."""


@dataclass(frozen=True)
class Recode:
    """A way to tell size or Land: ``name`` is a role itself, a classification, or :data:`NOTHING`.

    ``levels`` maps answer codes to levels.
    """

    role: str
    name: str
    levels: Mapping[int, int]

    @property
    def detail(self) -> int:
        """How many levels it tells apart."""
        return len(set(self.levels.values()))

    def keys(self, codes: pl.Series) -> NDArray[np.float64]:
        """The level of every record, NaN without an answer."""
        return np.array([self.levels.get(code, np.nan) for code in codes], dtype=np.float64)


@dataclass(frozen=True)
class Trial:
    """A pair of recodes: the smallest number of records of a combination, and the smallest one known of the population."""

    size: Recode
    state: Recode
    records: int
    population: int | None

    def holds(self, minimum: int) -> bool:
        """Whether every combination is that of enough records, and of no fewer municipalities."""
        return self.records >= minimum and (self.population is None or self.population >= minimum)

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """What is preferred: both told, size before Land, then as many combinations as can be."""
        cells = self.size.detail * self.state.detail
        return (bool(self.size.name and self.state.name), bool(self.size.name), cells, self.size.detail)


@dataclass(frozen=True)
class Coarsening:
    """The pair that was taken, and every pair that was tried, finest first."""

    chosen: Trial
    tried: tuple[Trial, ...]
    minimum: int

    def recode(self, role: str) -> Recode:
        """How one of the two is told."""
        return self.chosen.size if role == "size_class" else self.chosen.state


def coarsen(questionnaire: Questionnaire, respondents: pl.DataFrame, frame: Frame) -> Coarsening | None:
    """The finest pair of recodes that leaves nobody alone; ``None`` with fewer records than the threshold.

    Parameters
    ----------
    respondents:
        The records, with the columns ``size_class`` and ``state``.
    """
    minimum = questionnaire.disclosure.minimum_answers
    if respondents.height < minimum:
        return None
    tried = [
        Trial(size, state, *_smallest(respondents, size, state, frame))
        for size in recodes(questionnaire, "size_class")
        for state in recodes(questionnaire, "state")
    ]
    tried.sort(key=lambda trial: trial.rank, reverse=True)
    chosen = next(trial for trial in tried if trial.holds(minimum) or not (trial.size.name or trial.state.name))
    return Coarsening(chosen, tuple(tried), minimum)


def recodes(questionnaire: Questionnaire, role: str) -> Iterator[Recode]:
    """The answer itself, every classification that is coarser, and nothing."""
    own = [one for one in questionnaire.classifications.values() if one.of == role]
    codes = sorted({code for one in own for level in one.levels for code in level.codes})
    yield Recode(role, role, {code: code for code in codes})
    for name, one in questionnaire.classifications.items():
        levels = {code: level.code for level in one.levels for code in level.codes}
        if one.of == role and len(one.levels) < len(codes):
            yield Recode(role, name, levels)
    yield Recode(role, NOTHING, {})


def _smallest(respondents: pl.DataFrame, size: Recode, state: Recode, frame: Frame) -> tuple[int, int | None]:
    told = [(recode, recode.keys(respondents[recode.role])) for recode in (size, state) if recode.name]
    keys = np.column_stack([key for _, key in told]) if told else np.empty((respondents.height, 0))
    records = int(frequencies(keys).min())
    known = [most(frame, *_inside(told, levels)) for levels in np.unique(keys, axis=0)] if told else []
    return records, min((units for units in known if units is not None), default=None)


def _inside(told: list[tuple[Recode, NDArray]], levels: NDArray[np.float64]) -> Iterator[frozenset[int] | None]:
    """The codes of size class and of Land that a combination stands for; None is any."""
    by_role = {
        recode.role: frozenset(code for code, own in recode.levels.items() if own == level)
        for (recode, _), level in zip(told, levels, strict=True)
        if not np.isnan(level)
    }
    return (by_role.get(role) for role in ROLES)


def most(frame: Frame, sizes: frozenset[int] | None, states: frozenset[int] | None) -> int | None:
    """How many municipalities of these sizes in these Länder there can be at most; None where the frame does not say.

    Rows of one pattern do not overlap: those that touch the combination hold all of it if they cover every code of it.
    """
    found: dict[tuple[str, ...], tuple[int, set[tuple[int | None, int | None]]]] = {}
    for cell in frame.cells:
        own_sizes, own_states = cell.codes["size_class"], cell.codes["state"]
        inside = {
            (size, state)
            for size in _common(sizes, own_sizes)
            for state in _common(states, own_states)
        }  # fmt: skip
        if inside:
            units, covered = found.get(cell.pattern, (0, set()))
            found[cell.pattern] = (units + cell.units, covered | inside)
    wanted = {(size, state) for size in _all(sizes) for state in _all(states)}
    limits = [units for units, covered in found.values() if wanted <= covered]
    return min(limits, default=None)


def _all(codes: frozenset[int] | None) -> tuple[int | None, ...]:
    return (None,) if codes is None else tuple(codes)


def _common(wanted: frozenset[int] | None, own: frozenset[int] | None) -> tuple[int | None, ...]:
    """The wanted codes that a row counts; None stands for all of them."""
    if own is None:
        return _all(wanted)
    if wanted is None:
        return ()
    return tuple(wanted & own)
