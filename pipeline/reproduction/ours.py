"""Our number for a printed one: what the survey gives for the same wave, variable, answers and group.

Every number comes through :class:`~pipeline.analysis.Survey`, small groups included, and is kept as a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING

from pipeline.questionnaire import MissingKind, QuestionType
from pipeline.reproduction.ledger import Published, Statistic
from pipeline.warehouse import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from pipeline.analysis import Survey
    from pipeline.questionnaire import Variable

SAMPLE, INSTRUMENT = "sample", "instrument"
ASKED = (int(MissingKind.NO_ANSWER), int(MissingKind.DONT_KNOW), int(MissingKind.REFUSED))
"""Kinds of missing of those who saw a question and left it unanswered."""


class NotReproducibleError(LookupError):
    """There is no number of ours; ``reason`` is the key of a phrase, ``blanks`` fill it.

    ``data_lack_it`` says that the wave is there and asked for it, and only the answers are missing.
    """

    def __init__(self, reason: str, *, data_lack_it: bool = False, **blanks: str) -> None:
        super().__init__(reason)
        self.reason, self.blanks, self.data_lack_it = reason, blanks, data_lack_it


@dataclass(frozen=True)
class Ours:
    """One number of ours on the printed scale, with the ``n`` answers behind it; ``high`` is the end of a range."""

    variable: str
    value: Fraction
    n: int
    high: Fraction | None = None


class Numbers:
    """The numbers of one survey, each table asked for once."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._distribution = cache(self._ask_distribution)
        self._means = cache(self._ask_means)

    def of(self, row: Published, *, asked: bool = False) -> tuple[Ours, ...]:
        """Our number for each variable of a row.

        Parameters
        ----------
        asked:
            Whether the base counts those, too, who were asked and gave no answer; otherwise it counts everybody who
            ticked an option of the question, "not known" included, as the figures of 2016 do.

        Raises
        ------
        NotReproducibleError
            With the reason.
        """
        if row.variables == (INSTRUMENT,):
            return (self._fact(row),)
        if not row.variables:
            raise NotReproducibleError("no_question", wave=row.wave)
        for wave in row.waves:
            if wave not in self.survey.waves:
                raise NotReproducibleError("no_wave", wave=wave)
        if row.variables == (SAMPLE,):
            return (self._sample(row),)
        of_one = {
            Statistic.MEAN: self._mean,
            Statistic.N_RANGE: self._range_of_n,
            Statistic.NUMBER: self._number,
            Statistic.DIFFERENCE: partial(self._difference, asked=asked),
        }.get(row.statistic, partial(self._counted, wave=row.wave, asked=asked))
        return tuple(of_one(row, name) for name in row.variables)

    def _sample(self, row: Published) -> Ours:
        wave = self.survey.wave(row.wave)
        if row.statistic is not Statistic.SHARE:
            return Ours(SAMPLE, Fraction(wave.n), wave.n)
        if not wave.invited:
            raise NotReproducibleError("no_invited", wave=row.wave)
        return Ours(SAMPLE, Fraction(100 * wave.n, wave.invited), wave.invited)

    def _fact(self, row: Published) -> Ours:
        """A fact about the questionnaire, counted in the questionnaire."""
        if row.wave not in self.survey.questionnaire.waves:
            raise NotReproducibleError("no_question", wave=row.wave)
        questions = self.survey.questionnaire.wave(row.wave).questions
        numbered = [question for question in questions if question.number is not None]
        closed = [question for question in numbered if question.type is not QuestionType.TEXT]
        # A line below another question is part of it; the request for good practice stands for itself.
        alone = [question for question in questions if question.number is None and not question.shown_if]
        facts = {
            "anschreiben_fragen": len(numbered),
            "intro_fragen_geschlossen": len(closed),
            "intro_fragen_offen": len(numbered) - len(closed) + len(alone),
        }
        if row.id not in facts:
            raise NotReproducibleError("no_timing")
        return Ours(INSTRUMENT, Fraction(facts[row.id]), facts[row.id])

    def _mean(self, row: Published, name: str) -> Ours:
        variable = self._variable(row.wave, name)
        frame = self._of_group(self._means(row.wave, variable.question.id, row.grouping or ALL), row, name)
        n = int(frame["n"].sum())
        if n == 0:
            raise NotReproducibleError("no_answers", data_lack_it=True, wave=row.wave, variable=name)
        total = sum(_sum(mean, size) for mean, size in zip(frame["mean"], frame["n"], strict=True) if size)
        return Ours(name, total / n, n)

    def _counted(self, row: Published, name: str, *, wave: str, asked: bool) -> Ours:
        """A share, a count or a number of answers, from how often each answer was given."""
        variable = self._variable(wave, name)
        frame = self._of_group(self._distribution(wave, variable.question.id, row.grouping or ALL), row, name)
        n = _total(frame, frame["code"] > 0) + (_total(frame, frame["code"].isin(ASKED)) if asked else 0)
        if row.statistic is Statistic.N:
            return Ours(name, Fraction(n), n)
        if n == 0:
            raise NotReproducibleError("no_answers", data_lack_it=True, wave=wave, variable=name)
        count = _total(frame, frame["code"].isin(row.codes))
        return Ours(name, Fraction(row.unit * count, n if row.unit == 100 else 1), n)

    def _difference(self, row: Published, name: str, *, asked: bool) -> Ours:
        first, second = (self._counted(row, name, wave=wave, asked=asked) for wave in row.waves)
        return Ours(name, second.value - first.value, second.n)

    def _range_of_n(self, row: Published, name: str) -> Ours:
        frame = self._distribution(row.wave, name, ALL)
        sizes = [
            _total(frame, (frame["variable"] == variable.name) & (frame["code"] > 0))
            for variable in self._of_question(row.wave, name)
        ]
        return Ours(name, Fraction(min(sizes)), max(sizes), Fraction(max(sizes)))

    def _number(self, row: Published, name: str) -> Ours:
        """How many items a battery has, or how many of its options a question saw used."""
        variables = self._of_question(row.wave, name)
        if variables[0].item is not None:
            return Ours(name, Fraction(len(variables)), len(variables))
        frame = self._distribution(row.wave, name, ALL)
        used = int(((frame["code"] > 0) & ~frame["missing"] & (frame["n"] > 0)).sum())
        return Ours(name, Fraction(used), _total(frame, frame["code"] > 0))

    def _of_group(self, frame: pd.DataFrame, row: Published, name: str) -> pd.DataFrame:
        frame = frame[frame["variable"] == name]
        if row.grouping is None:
            return frame
        levels = self.survey.questionnaire.classifications[row.grouping].levels
        return frame[frame["level"].isin([level.code for level in levels if level.id in row.levels])]

    def _variable(self, wave: str, name: str) -> Variable:
        for variable in self._variables(wave):
            if variable.name == name:
                return variable
        raise NotReproducibleError("not_asked", wave=wave, variable=name)

    def _of_question(self, wave: str, question: str) -> list[Variable]:
        found = [v for v in self._variables(wave) if v.question.id == question and v.kind == "choice"]
        if not found:
            raise NotReproducibleError("not_asked", wave=wave, variable=question)
        return found

    def _variables(self, wave: str) -> Iterable[Variable]:
        return self.survey.questionnaire.variables(self.survey.wave(wave).questionnaire)

    def _ask_distribution(self, wave: str, question: str, by: str) -> pd.DataFrame:
        return self.survey.distribution(wave, question, by, internal=True)

    def _ask_means(self, wave: str, question: str, by: str) -> pd.DataFrame:
        return self.survey.means(wave, question, by, internal=True)


def _total(frame: pd.DataFrame, which: pd.Series) -> int:
    return int(frame.loc[which, "n"].sum())


def _sum(mean: float, n: int) -> Fraction:
    """The sum of ``n`` answers from their mean: answers are worth whole numbers, the mean is rounded in binary."""
    total = round(mean * n)
    return Fraction(total) if abs(mean * n - total) < 1e-6 else Fraction(mean) * n
