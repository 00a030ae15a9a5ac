"""Who answered: how many municipalities of which size and state, in both waves at once.

The units of the later wave are drawn from those of the earlier one, so no cell of size class by state may hold more in
the later wave than in the earlier; both tables are found together in one integer program.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from pipeline.reproduction.ledger import Statistic
from pipeline.reproduction.program import Program
from pipeline.statistics.rounding import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.constraints import Constraints, Requirement
    from pipeline.reproduction.settings import Frame

ROLES = ("size_class", "state")
Cell = tuple[str, int | None, int]
_RARE = 0.5


@dataclass(frozen=True)
class Units:
    """The respondents of one wave; ``number`` is their place among all units, the same in every wave.

    A size class of ``None`` was not given.
    """

    number: np.ndarray
    size_class: tuple[int | None, ...]
    state: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.number)

    def code(self, role: str) -> tuple[int | None, ...]:
        """The answers to the question with that role."""
        return self.size_class if role == "size_class" else self.state

    def member(self, questionnaire: Questionnaire, grouping: str, level: str) -> np.ndarray:
        """Which units belong to a level of a classification; :class:`KeyError` if there is none of that name."""
        classification = questionnaire.classifications[grouping]
        codes = {entry.id: entry.codes for entry in classification.levels}[level]
        return np.array([code in codes for code in self.code(classification.of)])


def find_units(
    questionnaire: Questionnaire, constraints: Constraints, frame: Frame, waves: tuple[str, str]
) -> dict[str, Units]:
    """The units of both waves, in a fixed order.

    Raises
    ------
    InfeasibleError
        If the printed numbers on size and state cannot hold together.
    """
    program = Program()
    columns = dict(_columns(program, questionnaire, constraints, frame, waves))
    earlier, later = waves
    for (wave, size, state), column in columns.items():
        if wave == later:
            program.require({columns[earlier, size, state]: 1, column: -1}, Interval(Fraction(0)))
    for wave in waves:
        here = {key: column for key, column in columns.items() if key[0] == wave}
        respondents = constraints.size(wave)
        program.equal(here.values(), respondents, constraints.sample[wave][0].id)
        for role in ROLES:
            for requirement in constraints.of(wave, role):
                _require(program, here, role, requirement, respondents)
        for limit in frame.at_most:
            for state, most in limit.by_state.items():
                cells = [column for key, column in here.items() if key[1] in limit.size_class and key[2] == state]
                program.require(dict.fromkeys(cells, 1), Interval(None, Fraction(most)))
    counts = program.solve()
    return _units({key: int(counts[column]) for key, column in columns.items()}, waves)


def _columns(
    program: Program, questionnaire: Questionnaire, constraints: Constraints, frame: Frame, waves: tuple[str, str]
) -> Iterator[tuple[Cell, int]]:
    """A count for every size class (and none) and state, near what frame and printed margins let expect."""
    for wave in waves:
        total = constraints.size(wave)
        sizes = _expected(frame.size_class, constraints.of(wave, "size_class"), total)
        states = _expected(frame.state, constraints.of(wave, "state"), total)
        unknown = max(0.0, total - sum(sizes.values())) or _RARE
        for size, in_size in (sizes | {None: unknown}).items():
            for state, in_state in states.items():
                most = 0 if _implausible(questionnaire, size, state) else total
                yield (wave, size, state), program.count(most, in_size * in_state / total)


def _expected(weights: Mapping[int, float], requirements: Iterable[Requirement], total: int) -> dict[int, float]:
    """Counts by code in proportion to the weights, codes with a printed count or share brought to it."""
    expected = {code: total * weight / sum(weights.values()) for code, weight in weights.items()}
    pinned: set[int] = set()
    for requirement in requirements:
        row, interval = requirement.row, requirement.interval(None)
        if requirement.two_sided and row.statistic in (Statistic.COUNT, Statistic.SHARE) and row.codes:
            middle = float(interval.low + interval.high) / 2
            middle *= total / row.unit if row.statistic is Statistic.SHARE else 1
            _scale(expected, row.codes, middle)
            pinned |= set(row.codes)
    rest = expected.keys() - pinned
    if pinned and rest:
        _scale(expected, rest, max(total - sum(expected[code] for code in pinned), _RARE))
    return expected


def _scale(expected: dict[int, float], codes: Iterable[int], total: float) -> None:
    factor = total / sum(expected[code] for code in codes)
    expected |= {code: expected[code] * factor for code in codes}


def _implausible(questionnaire: Questionnaire, size: int | None, state: int) -> bool:
    """Whether a rule of ``plausibility.yaml`` forbids a size class in a state."""
    given = {"size_class": size, "state": state}
    return any(
        rule.questions and set(rule.questions) <= set(given)
        and all(given[name] in codes for name, codes in rule.when.items())
        and any(given[name] in codes for name, codes in rule.never.items())
        for rule in questionnaire.plausibility.values()
    )  # fmt: skip


def _require(program: Program, here: dict[Cell, int], role: str, requirement: Requirement, respondents: int) -> None:
    row, place = requirement.row, 1 + ROLES.index(role)
    everybody = {column: 1 for key, column in here.items() if requirement.asked or key[place] is not None}
    chosen = [column for key, column in here.items() if key[place] in row.codes]
    if row.statistic is Statistic.NUMBER:
        _codes_in_use(program, here, place, requirement, respondents)
    elif row.statistic is Statistic.N:
        program.require(everybody, requirement.interval(None), row.id)
    elif row.statistic is Statistic.COUNT:
        program.require(dict.fromkeys(chosen, 1), requirement.interval(None), row.id)
    else:
        shares = dict.fromkeys(chosen, Fraction(row.unit))
        program.ratio(shares, everybody, requirement.interval(None), row.id)


def _codes_in_use(
    program: Program, here: dict[Cell, int], place: int, requirement: Requirement, respondents: int
) -> None:
    """A switch for every code, on exactly if somebody gave it; their sum is the printed number of codes."""
    switches = []
    for code in dict.fromkeys(key[place] for key in here if key[place] is not None):
        switches.append(program.switch())
        total = {column: 1 for key, column in here.items() if key[place] == code}
        program.require({**total, switches[-1]: -1}, Interval(Fraction(0)), requirement.id)
        no_more = dict.fromkeys(total, -1)
        program.require({**no_more, switches[-1]: respondents}, Interval(Fraction(0)), requirement.id)
    program.require(dict.fromkeys(switches, 1), requirement.interval(None), requirement.id)


def _units(counts: dict[Cell, int], waves: tuple[str, str]) -> dict[str, Units]:
    """One unit after the other; the first of a cell are those that answer again."""
    earlier, later = waves
    everybody: list[tuple[int | None, int]] = []
    again: list[int] = []
    for (wave, size, state), count in counts.items():
        if wave == earlier:
            again += range(len(everybody), len(everybody) + counts[later, size, state])
            everybody += [(size, state)] * count
    return {
        wave: Units(
            np.array(numbers),
            tuple(everybody[number][0] for number in numbers),
            tuple(everybody[number][1] for number in numbers),
        )
        for wave, numbers in ((earlier, list(range(len(everybody)))), (later, again))
    }
