"""How many gave which answer: for every item integer counts that meet what is printed, as smooth as that allows.

One integer program an item (:mod:`pipeline.reproduction.program`). An item whose results are printed by groups has a
count for every group of respondents that the printed groups tell apart. The items of a battery hang together only
through the printed range of their numbers of answers, both ends of which must occur: every item is solved freely and at
each end, and the two items that take the ends are those that lose least, which is the optimum of the joint program.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.questionnaire import MissingKind
from pipeline.reproduction import shape
from pipeline.reproduction.constraints import common_range
from pipeline.reproduction.ledger import Statistic
from pipeline.reproduction.program import InfeasibleError, Program
from pipeline.statistics.rounding import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np

    from pipeline.questionnaire import Scale, Variable
    from pipeline.reproduction.constraints import Requirement
    from pipeline.reproduction.settings import Prior

BLANK = int(MissingKind.NO_ANSWER)
Counts = tuple[dict[int, int], ...]
"""For every cell of an item, how many gave which code; blank answers under :data:`BLANK`."""


@dataclass(frozen=True)
class Item:
    """A variable of one wave with everything that its counts depend on.

    Attributes
    ----------
    cells:
        The respondents who reached the question, as places in the wave, in groups that the requirements tell apart.
    groups:
        The cells that make up a printed group, by grouping and levels.
    blank, unknown:
        Expected shares of blank answers and of *don't know*.
    """

    wave: str
    variable: Variable
    scale: Scale
    cells: tuple[np.ndarray, ...]
    groups: Mapping[tuple[str, tuple[str, ...]], tuple[int, ...]]
    requirements: tuple[Requirement, ...]
    prior: Prior | None
    spread: float
    blank: float
    unknown: float

    @property
    def codes(self) -> tuple[int, ...]:
        """The printed options, and :data:`BLANK` where an answer can be left out (a box cannot)."""
        printed = tuple(option.code for option in self.scale.options)
        return printed if self.variable.scale == "checked" else (*printed, BLANK)

    def inside(self, requirement: Requirement) -> tuple[int, ...]:
        """The cells of the group that a requirement speaks of."""
        row = requirement.row
        return self.groups[row.grouping, row.levels] if row.grouping else tuple(range(len(self.cells)))


def calibrate(items: Sequence[Item], ranges: Sequence[Requirement]) -> list[Counts]:
    """Counts for the items of one question.

    Parameters
    ----------
    ranges:
        Printed ranges of the number of answers over the items.

    Raises
    ------
    InfeasibleError
        Naming statements that cannot hold together, none of which can be spared.
    """
    inside = [(requirement.interval(None), requirement.id) for requirement in ranges]
    solved = [_Solved(item, inside) for item in items]
    low, high = common_range(ranges) if ranges else (0, 0)
    if low < high:
        ends = [_at_end(items, solved, end, ranges) for end in (low, high)]
        pairs = [
            (first.cost - solved[one].cost + second.cost - solved[other].cost, one, other)
            for one, first in ends[0].items()
            for other, second in ends[1].items()
            if one != other
        ]
        if not pairs:
            raise InfeasibleError(lambda: _why_not(items, (low, high), ranges))
        _, *chosen = min(pairs)
        for end, index in zip(ends, chosen, strict=True):
            solved[index] = end[index]
    return [entry.counts() for entry in solved]


def _at_end(
    items: Sequence[Item], solved: Sequence[_Solved], end: int, ranges: Sequence[Requirement]
) -> dict[int, _Solved]:
    """The items that can have ``end`` answers; where some have them anyway, only these, as nothing is lost."""
    there = {index: entry for index, entry in enumerate(solved) if entry.answers == end}
    if there:
        return there
    for index, item in enumerate(items):
        try:
            there[index] = _Solved(item, [(Interval(Fraction(end), Fraction(end)), ranges[0].id)])
        except InfeasibleError:
            continue
    return there


def _why_not(items: Sequence[Item], ends: tuple[int, int], ranges: Sequence[Requirement]) -> tuple[str, ...]:
    """What keeps every item from an end of the range that none can take."""
    reasons = {requirement.id: None for requirement in ranges}
    for end in ends:
        found: dict[str, None] = {}
        for item in items:
            try:
                _Solved(item, [(Interval(Fraction(end), Fraction(end)), ranges[0].id)])
            except InfeasibleError as error:
                found |= dict.fromkeys(error.reasons)
            else:
                break
        else:
            reasons |= found
    return tuple(reasons)


class _Solved:
    """One item with the smoothest counts whose number of answers lies in intervals, each with its reason."""

    def __init__(self, item: Item, answers: Iterable[tuple[Interval, str]]) -> None:
        self._item, self._program = item, Program()
        self._columns = _columns(self._program, item)
        answered = [column for (_, code), column in self._columns.items() if code != BLANK]
        for interval, reason in answers:
            self._program.require(dict.fromkeys(answered, 1), interval, reason)
        for requirement in item.requirements:
            _require(self._program, item, self._columns, requirement)
            beside = requirement.answers()
            if beside is not None:
                self._program.require(dict.fromkeys(answered, 1), beside, requirement.id)
        self._found = self._program.solve()
        self.cost = self._program.cost(self._found)
        self.answers = int(self._found[answered].sum())

    def counts(self) -> Counts:
        """The counts by cell."""
        found = self._found
        cells = range(len(self._item.cells))
        return tuple({code: int(found[self._columns[cell, code]]) for code in self._item.codes} for cell in cells)


def _columns(program: Program, item: Item) -> dict[tuple[int, int], int]:
    """A count for every cell and code, near the reference shape."""
    columns = {}
    for cell, members in enumerate(item.cells):
        expected = reference(item, cell)
        for code in item.codes:
            columns[cell, code] = program.count(len(members), len(members) * expected[code])
        program.equal([columns[cell, code] for code in item.codes], len(members))
    return columns


def _require(program: Program, item: Item, columns: Mapping[tuple[int, int], int], requirement: Requirement) -> None:
    row, cells = requirement.row, item.inside(requirement)
    base = [code for code in item.codes if requirement.asked or code != BLANK]
    total = {columns[cell, code]: 1 for cell in cells for code in base}
    interval = requirement.interval(sum(len(item.cells[cell]) for cell in cells))
    if row.statistic is Statistic.N:
        program.require(total, interval, row.id)
    elif row.statistic is Statistic.COUNT:
        program.require({columns[cell, code]: 1 for cell in cells for code in row.codes}, interval, row.id)
    elif row.statistic is Statistic.SHARE:
        shares = {columns[cell, code]: row.unit for cell in cells for code in row.codes}
        program.ratio(shares, total, interval, row.id)
    else:
        values = {option.code: option.value for option in item.scale.options if option.value is not None}
        sums = {columns[cell, code]: Fraction(value) for cell in cells for code, value in values.items()}
        program.ratio(sums, {columns[cell, code]: 1 for cell in cells for code in values}, interval, row.id)


def reference(item: Item, cell: int) -> dict[int, float]:
    """The expected share of every code in a cell: the shape of :mod:`pipeline.reproduction.shape`, less the missing."""
    missing = {option.code: item.unknown for option in item.scale.options if option.missing is not None}
    if BLANK in item.codes:
        missing[BLANK] = item.blank
    answered = 1 - sum(missing.values())
    return missing | {code: answered * share for code, share in _substantive(item, cell).items()}


def _substantive(item: Item, cell: int) -> dict[int, float]:
    """Location from what is printed of the cell, else of all, else from the prior, else the middle of the scale."""
    prior, scale = item.prior, item.scale
    if prior is not None and prior.shares is not None:
        return {option.code: prior.shares.get(option.code, 0.0) for option in scale.substantive}
    spread = prior.spread if prior is not None and prior.spread is not None else item.spread
    pinned = [requirement for requirement in item.requirements if requirement.two_sided]
    here = [r for r in pinned if r.row.grouping is not None and cell in item.inside(r)]
    known = [*here, *(r for r in pinned if r.row.grouping is None)]
    places = scale.places
    if not places:
        return shape.unordered(scale, {r.row.codes: _middle(r) for r in known if _is_share(r)})
    end = next((r for r in known if _is_share(r) and shape.is_end(scale, r.row.codes)), None)
    mean = next((_middle(r) for r in known if r.row.statistic is Statistic.MEAN), None)
    if end is not None and (mean is None or end in here):
        return shape.with_share(scale, end.row.codes, _middle(end), spread)
    if end is not None and mean is not None and end.row.digits is not None:
        return shape.with_both(scale, mean, end.row.codes, _middle(end), spread)
    if mean is None:
        middle = (min(places.values()) + max(places.values())) / 2
        mean = middle if prior is None or prior.mean is None else prior.mean
    return shape.with_mean(scale, mean, spread)


def _is_share(requirement: Requirement) -> bool:
    return requirement.row.statistic is Statistic.SHARE


def _middle(requirement: Requirement) -> float:
    """The middle of what is allowed; a share as part of 1."""
    interval = requirement.interval(None)
    low, high = interval.low or Fraction(0), interval.high or Fraction(0)
    return float((low + high) / 2 / requirement.row.unit)
