"""How much of a figure of 2016 is in print: of every drawn number, and of the figure as a whole.

A number is *printed* if the ledger has it with its decimals and ours agrees; *calibrated* if print only limits it (a
mean, a total, a bound) or contradicts itself; *assumed* if nothing is in print. The first is drawn plainly, the others
are marked. With real answers in the place of the synthetic ones every number is *observed*, and nothing is marked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.figures.marks import Drawn, Key, Mark, Standing, Weight
from pipeline.reproduction.ledger import Statistic
from pipeline.wording import numbers, phrase
from pipeline.wording.status import PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.analysis import Survey
    from pipeline.questionnaire import Language
    from pipeline.reproduction.ledger import Published


class Evidence(StrEnum):
    """Where a drawn number comes from; the column ``evidence`` of a figure's CSV."""

    PRINTED = "printed"
    CALIBRATED = "calibrated"
    ASSUMED = "assumed"
    OBSERVED = "observed"


class Status(StrEnum):
    """How much of a figure is in print."""

    PUBLISHED = "published"
    PARTLY = "partly"
    UNPUBLISHED = "unpublished"


_WEIGHT = {Status.PUBLISHED: Weight.PLAIN, Status.PARTLY: Weight.LIGHT, Status.UNPUBLISHED: Weight.STRONG}


@dataclass
class _Tally:
    """Numbers of one kind on a figure: all, and those for which print has a number of its own."""

    drawn: int = 0
    printed: int = 0


@dataclass
class Judge:
    """Looks at every number of one figure and remembers what it saw.

    Parameters
    ----------
    survey:
        Tells which waves are synthetic and which variables are assumed.
    ledger:
        Every printed number.
    voided:
        Ids of errata by the row of the ledger whose number they find wrong: agreeing with it would prove nothing.
    """

    survey: Survey
    ledger: Sequence[Published]
    voided: Mapping[str, Sequence[str]]
    language: Language
    tallies: dict[str, _Tally] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    means_printed: bool = False
    contradicted: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    _known: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def __call__(self, drawn: Drawn) -> Mark:
        """The mark of one number."""
        if drawn.value is None:
            return Mark()
        rows = self._rows(drawn, drawn.codes)
        if not self.survey.wave(drawn.wave).synthetic:
            return Mark(Evidence.OBSERVED, printed=rows[0].value if rows else None)
        tally = self.tallies.setdefault(drawn.statistic, _Tally())
        tally.drawn += 1
        others = [] if rows else self._complements(drawn)
        tally.printed += bool(rows or others)
        mark = self._mark(drawn, rows, others)
        if drawn.statistic == "share" or "share" not in self.tallies:
            self.marks.append(mark)
        self.means_printed |= drawn.statistic == "mean" and mark.word == Evidence.PRINTED
        return mark

    def _mark(self, drawn: Drawn, rows: Sequence[Published], others: Sequence[Published]) -> Mark:
        if rows:
            return self._compared(drawn, rows)
        if any(agrees(row, _complement(drawn)) for row in others):
            return Mark(Evidence.PRINTED)
        if drawn.variable in self._assumed(drawn.wave):
            return Mark(Evidence.ASSUMED, Weight.STRONG, self._say("said_assumed"))
        return Mark(Evidence.CALIBRATED, Weight.LIGHT, self._say("said_calibrated"))

    def _assumed(self, wave: str) -> frozenset[str]:
        """The variables of a wave of which nothing is in print; asked of the survey once."""
        if wave not in self._known:
            self._known[wave] = self.survey.assumed(wave)
        return self._known[wave]

    def _compared(self, drawn: Drawn, rows: Sequence[Published]) -> Mark:
        """The mark of a number that is in print: as printed, on another base, or other than printed."""
        for row in rows:
            if row.id not in self.voided and agrees(row, drawn):
                return Mark(Evidence.PRINTED, printed=row.value)
        for row in rows:
            if row.id in self.voided:
                continue
            if row.n_low is not None and row.n_low == row.n_high and agrees(row, drawn, of=row.n_low):
                text = self._say("printed_of", value=self._shown(row), n=row.n_low)
                return Mark(Evidence.PRINTED, beside=text, printed=row.value)
        row = next((row for row in rows if row.id in self.voided), rows[0])
        wrong = row.id in self.voided
        (self.contradicted if wrong else self.missed).append(row.id)
        value = self._shown(row)
        return Mark(
            Evidence.CALIBRATED, Weight.LIGHT, self._say("said_contradicted" if wrong else "said_missed", value=value),
            self._say("printed_beside", value=value), row.value,
        )  # fmt: skip

    def _rows(self, drawn: Drawn, codes: Sequence[int]) -> list[Published]:
        """The rows of the ledger that print this very number, exactly and not in words."""
        return [row for row in self.ledger if self._same_number(row, drawn, codes)]

    def _same_number(self, row: Published, drawn: Drawn, codes: Sequence[int]) -> bool:
        statistics = (Statistic.MEAN,) if drawn.statistic == "mean" else (Statistic.SHARE, Statistic.COUNT)
        return (
            row.statistic in statistics
            and row.bound is None
            and row.waves == (drawn.wave,)
            and drawn.variable in row.variables
            and sorted(row.codes) == sorted(codes)
            and self._group(row) == (drawn.by, drawn.level)
        )

    def _group(self, row: Published) -> tuple[str, int] | None:
        if row.grouping is None:
            return "all", 0
        levels = {level.id: level.code for level in self.survey.questionnaire.classifications[row.grouping].levels}
        return (row.grouping, levels[row.levels[0]]) if len(row.levels) == 1 else None

    def _complements(self, drawn: Drawn) -> list[Published]:
        """The rows that print the share of the other one of two answers, from which this one follows."""
        instrument = self.survey.wave(drawn.wave).questionnaire
        variables = {one.name: one for one in self.survey.questionnaire.variables(instrument)}
        variable = variables.get(drawn.variable)
        if drawn.statistic != "share" or variable is None or variable.scale is None:
            return []
        codes = {option.code for option in self.survey.questionnaire.scale(variable.scale).substantive}
        return self._rows(drawn, tuple(codes - set(drawn.codes))) if len(codes) == 2 else []

    def _shown(self, row: Published) -> str:
        """A printed number in the language of the figure."""
        text = numbers.number(row.value, self.language, row.digits or 0)
        if row.statistic is not Statistic.SHARE:
            return text
        return numbers.percent(row.value / 100, self.language, row.digits or 0)

    def _say(self, key: str, **blanks: object) -> str:
        return phrase(PHRASES, key, self.language, **blanks)

    @property
    def status(self) -> Status | None:
        """How much of the figure is in print; None if its answers are real."""
        drawn = sum(tally.drawn for tally in self.tallies.values())
        printed = sum(tally.printed for tally in self.tallies.values())
        if not drawn:
            return None
        return Status.PUBLISHED if printed == drawn else Status.PARTLY if printed else Status.UNPUBLISHED

    def standing(self, *, unit: str = "share", intervals: int = 0) -> Standing | None:
        """The status of the figure as a line under it.

        Parameters
        ----------
        unit:
            How shares are called on this figure: ``share`` or ``count``.
        intervals:
            How many intervals are drawn; they rest on invented spread and are never in print.
        """
        status = self.status
        if status is None:
            return None
        if intervals and status is Status.PUBLISHED:
            status = Status.PARTLY
        tallies = [(unit if name == "share" else name, tally) for name, tally in sorted(self.tallies.items())]
        if intervals:
            tallies.append(("interval", _Tally(intervals)))
        parts = ""
        if status is Status.PARTLY:
            parts = ": " + "; ".join(self._part(name, tally) for name, tally in tallies)
        if self.contradicted:
            errata = sorted({erratum for row in self.contradicted for erratum in self.voided[row]})
            parts += self._say("contradicted", number=len(self.contradicted), errata=", ".join(errata))
        if self.missed:
            parts += self._say("missed", number=len(self.missed))
        text = self._say("line", status=self._say(status), parts=parts, evidence=self._say("calibrated_to"))
        return Standing(status, text, _WEIGHT[status])

    def _part(self, name: str, tally: _Tally) -> str:
        key = "all_of" if tally.printed == tally.drawn else "some_of" if tally.printed else "none_of"
        return self._say(key, what=self._say(name), some=tally.printed, all=tally.drawn)

    def keys(self, *, shapes: bool) -> tuple[Key, ...]:
        """What the marks on the figure mean; plain numbers are explained only where there are others beside them.

        ``shapes`` are whole distributions, of which print has at best the mean.
        """
        if all(mark.weight is Weight.PLAIN for mark in self.marks):
            return ()
        keys = []
        if any(mark.weight is Weight.PLAIN for mark in self.marks):
            keys.append(Key(Weight.PLAIN, self._say("key_printed")))
        light = [mark for mark in self.marks if mark.weight is Weight.LIGHT]
        texts = []
        if any(not mark.beside for mark in light):
            texts.append(self._say("key_shape" if shapes else "key_calibrated"))
        texts += [self._say("key_contradicted")] if self.contradicted else []
        texts += [self._say("key_missed")] if self.missed else []
        keys += [Key(Weight.LIGHT, ". ".join(texts))] if texts else []
        if any(mark.weight is Weight.STRONG for mark in self.marks):
            keys.append(Key(Weight.STRONG, self._say("key_assumed")))
        return tuple(keys)


def agrees(row: Published, drawn: Drawn, of: int | None = None) -> bool:
    """Whether a drawn number is the printed one, at the printed precision.

    Parameters
    ----------
    of:
        Another base than the answers: print often counts those in who gave none.
    """
    if row.statistic is Statistic.COUNT:
        return drawn.count is not None and drawn.count == row.value
    if drawn.value is None or not drawn.n:
        return False
    unit = row.unit
    numerator = drawn.count if drawn.count is not None else round(drawn.value * drawn.n)
    if row.statistic is Statistic.MEAN:
        of = None
    return Fraction(unit * numerator, of or drawn.n) in row.interval(drawn.n)


def _complement(drawn: Drawn) -> Drawn:
    """The share of all other answers."""
    count = None if drawn.count is None or drawn.n is None else drawn.n - drawn.count
    return replace(drawn, value=None if drawn.value is None else 1 - drawn.value, count=count)
