"""An attack on the warehouse's own publication: which withheld numbers follow from the published ones.

What an attacker reads are the views ``mart.published_*``; the true counts are only used to know which numbers are
withheld and to start the search. The attack takes one variable at a time, over all groupings by size and over all by
Land; that different questions were answered by the same municipalities is not used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from pipeline.statistics import exchange
from pipeline.statistics.audit import intervals
from pipeline.warehouse.knowledge import Knowledge, Target
from pipeline.warehouse.publication import ROLES, hierarchy

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from numpy.typing import NDArray

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.warehouse.publication import Hierarchy

    Row = tuple[Any, ...]
    Outcome = tuple[list[Target], NDArray[np.int64], NDArray[np.int64]]

_TOTAL = ("all", 0)
_COUNTS = """SELECT a.variable, r.{role}, a.code, count(*)
    FROM survey.answer AS a JOIN survey.respondent AS r USING (wave, respondent)
    WHERE a.wave = ? AND r.included GROUP BY ALL"""
_CELLS = "SELECT variable, grouping, level, code, n FROM mart.published_distribution WHERE wave = ?"
_BASES = "SELECT DISTINCT variable, grouping, level, base FROM mart.published_distribution WHERE wave = ?"
_MEANS = """SELECT variable, grouping, level, mean, sd, top2, top3, bottom2
    FROM mart.published_likert_mean WHERE wave = ?"""


@dataclass(frozen=True)
class Exposure:
    """A withheld number that leaves too little room: between ``low`` and ``high``.

    ``variable`` is None for the composition of the sample, ``code`` None for a number of answers (or respondents).
    """

    wave: str
    variable: str | None
    grouping: str
    level: int
    code: int | None
    low: int
    high: int

    @property
    def recomputed(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high


@dataclass(frozen=True)
class Audit:
    """The outcome for one wave: ``withheld`` numbers were attacked, ``sensitive`` of them are small counts."""

    wave: str
    withheld: int
    sensitive: int
    exposures: tuple[Exposure, ...]

    @property
    def recomputed(self) -> tuple[Exposure, ...]:
        """Withheld numbers that are published in all but name."""
        return tuple(one for one in self.exposures if one.recomputed)

    @property
    def narrow(self) -> tuple[Exposure, ...]:
        """Small counts that are uncertain, but by less than asked for."""
        return tuple(one for one in self.exposures if not one.recomputed)


def audit(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, wave: str, *, width: int = 1) -> Audit:
    """Attack everything that is withheld in a wave.

    Parameters
    ----------
    width:
        How far apart the smallest and the largest possible value of a small count must lie; other withheld numbers must
        only not be known. Where fewer gave an answer in all, their number is enough.

    Raises
    ------
    ValueError
        If a published number contradicts the answers.
    """
    withheld = sensitive = 0
    exposures = []
    for role in ROLES:
        attacker = _Attacker(connection, questionnaire, wave, role, width)
        for targets, low, high in attacker.results():
            withheld += len(targets)
            sensitive += sum(target.sensitive for target in targets)
            exposures += [
                Exposure(wave, one.variable, one.grouping, one.level, one.code, int(least), int(most))
                for one, least, most in zip(targets, low, high, strict=True)
                if most - least < one.needed
            ]
    return Audit(wave, withheld, sensitive, tuple(exposures))


class _Published(NamedTuple):
    """What is published of a variable: counts, bases and statistics by group; None where withheld."""

    cells: dict[tuple[str, int, int], int | None]
    bases: dict[tuple[str, int], int | None]
    statistics: dict[tuple[str, int], list[float | None]]


class _Attacker:
    """Knows what is published of one wave by one hierarchy."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, wave: str, role: str, width: int
    ) -> None:
        self._connection, self._questionnaire, self._wave, self._width = connection, questionnaire, wave, width
        self._minimum = questionnaire.disclosure.minimum_answers
        people = self._rows(f"SELECT {role}, count(*) FROM survey.respondent WHERE wave = ? AND included GROUP BY ALL")
        self._tree: Hierarchy = hierarchy(questionnaire, role, [code for code, _ in people if code is not None])
        self._index = {code: at for at, code in enumerate(self._tree.classes)}
        self._sizes = np.zeros(len(self._index) + 1)
        for code, n in people:
            self._sizes[self._index.get(code, -1)] = n
        self._changes: dict[Any, NDArray[np.int64]] = {}
        instrument = self._rows("SELECT questionnaire FROM survey.wave WHERE wave = ?")[0][0]
        self._variables = questionnaire.variables(instrument)
        self._sample = {
            (grouping, level): n
            for grouping, level, n in self._rows("SELECT grouping, level, n FROM mart.published_sample WHERE wave = ?")
        }

    def _rows(self, query: str) -> list[Row]:
        return self._connection.execute(query, [self._wave]).fetchall()

    def results(self) -> Iterator[Outcome]:
        """The composition and every variable: what is withheld, and the smallest and largest possible values."""
        if not self._sizes[:-1].any():
            return
        yield self._composition()
        counts, cells, bases, means = (self._table(query) for query in (_COUNTS, _CELLS, _BASES, _MEANS))
        for variable in self._variables:
            if variable.kind == "text" or variable.question.role is not None:
                continue
            name = variable.name
            published = _Published(
                {(grouping, level, code): n for grouping, level, code, n in cells[name]},
                {(grouping, level): n for grouping, level, n in bases[name]},
                {(grouping, level): values for grouping, level, *values in means.get(name, [])},
            )
            yield self._variable(variable, counts.get(name, []), published)

    def _table(self, query: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for name, *rest in self._rows(query.format(role=self._tree.role)):
            found.setdefault(name, []).append(tuple(rest))
        return found

    def _respondents(self, found: Knowledge) -> None:
        """How many respondents there are in all, without an answer to the question of size or Land, and by group."""
        everyone = np.ones(found.truth.shape[1])
        found.know(self._tree.members[0], everyone, self._sizes.sum())
        found.know(self._tree.members[-1], everyone, self._sizes[-1])  # told with the nonresponse
        for key, n in self._sample.items():
            if n is not None and key in self._tree.levels:
                found.know(self._tree.members[self._tree.levels[key]], everyone, n)

    def _composition(self) -> Outcome:
        own = next((v for v in self._variables if v.question.role == self._tree.role), None)
        shown = [
            (None, *key, None, self._tree.levels[key], n) for key, n in self._sample.items() if key in self._tree.levels
        ]
        if own is not None:
            single = self._tree.single
            cells = self._table(_CELLS)[own.name]
            shown += [
                (own.name, *_TOTAL, code, single[code], n)
                for *key, code, n in cells
                if (*key,) == _TOTAL and code in single
            ]
        found = Knowledge(self._sizes[:, None])
        self._respondents(found)
        for variable, grouping, level, code, block, n in shown:
            members = self._tree.members[block]
            if n is not None:
                found.know(members, [1], n)
            else:
                small = 0 < self._sizes[members].sum() < self._minimum
                found.aim(Target(variable, grouping, level, code, bool(small), 1), members, [1])
        return found.targets, *intervals(found.attack(), found.needed, np.array([[1], [-1]]))

    def _variable(self, variable: Variable, counts: list[Row], published: _Published) -> Outcome:
        scale = self._questionnaire.scale(variable.scale)
        codes = [option.code for option in scale.substantive]
        rated = variable.kind == "choice" and scale.is_likert
        values = [option.value for option in scale.substantive] if rated else None
        truth = np.zeros((len(self._sizes), len(codes) + 1))
        place = {code: at for at, code in enumerate(codes)}
        for group, code, n in counts:
            truth[self._index.get(group, -1), place.get(code, -1)] += n
        found = Knowledge(truth, values)
        self._respondents(found)
        told = self._questionnaire.disclosure.overall == "published"
        if told:  # with the nonresponse
            found.know(self._tree.members[0], found.any_answer, truth[:, :-1].sum())
        for key, block in self._tree.levels.items():
            members = self._tree.members[block]
            base, cells = published.bases[key], {code: published.cells[*key, code] for code in codes}
            found.group(members, base, list(cells.values()), published.statistics.get(key))
            inside, everyone = members @ truth, truth.sum(axis=0)
            few = bool(0 < inside[:-1].sum() < self._minimum)
            if base is None and not (told and key == _TOTAL):
                target = Target(variable.name, *key, None, few, self._needed(few, everyone[:-1].sum()))
                found.aim(target, members, found.any_answer)
            for at, (code, n) in enumerate(cells.items()):
                if n is None:
                    secret = bool(0 < inside[at] < self._minimum or (few and inside[at] > 0))
                    target = Target(variable.name, *key, code, secret, self._needed(secret, everyone[at]))
                    found.aim(target, members, found.answer(at))
        key = (len(codes), None if values is None else tuple(values))
        if key not in self._changes:
            self._changes[key] = exchange.answers(*key).change
        return found.targets, *intervals(found.attack(), found.needed, self._changes[key])

    def _needed(self, secret: bool, most: float) -> int:  # noqa: FBT001  (a property of the count)
        return int(min(self._width, max(most, 1))) if secret else 1
