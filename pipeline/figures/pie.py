"""Pies, as the report of 2016 used them: for questions with two or a few answers; one, or several side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from pipeline.figures import palette
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.bars import left_out
from pipeline.figures.context import (
    Context,
    Status,
    context,
    joint_labels,
    number_range,
    real,
    status,
    wave_names,
    whole,
)
from pipeline.figures.marks import UNMARKED, Drawn, Judge, Mark, add_columns
from pipeline.wording import phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pipeline.analysis import Survey
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class Slice:
    """One answer."""

    code: int
    label: str
    colour: str
    share: float | None
    count: int | None
    mark: Mark = UNMARKED


@dataclass(frozen=True)
class Pie:
    """One circle: the answers to ``variable`` in ``wave``. ``head`` and ``text`` name it where it has company."""

    wave: str
    variable: str
    base: int | None
    slices: tuple[Slice, ...]
    head: str = ""
    text: str = ""

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.base)

    def marked(self, judge: Judge) -> Self:
        """The same circle, every slice with the mark that ``judge`` gives it."""

        def judged(one: Slice) -> Slice:
            about = Drawn(self.wave, self.variable, "share", (one.code,), value=one.share, count=one.count, n=self.base)
            return replace(one, mark=judge(about))

        return replace(self, slices=tuple(judged(one) for one in self.slices))


@dataclass(frozen=True)
class PieData:
    """Everything one or several pies show. ``shared`` is True where all have the same answers and need one key."""

    kind: ClassVar[str] = "pie"
    context: Context
    pies: tuple[Pie, ...]
    shared: bool = True
    digits: int = 0

    @property
    def base(self) -> int | None:
        """The number of answers of the first pie."""
        return self.pies[0].base

    @property
    def slices(self) -> tuple[Slice, ...]:
        """The answers of the first pie."""
        return self.pies[0].slices

    @property
    def status(self) -> Status:
        """Whether there is a number to draw in the first pie."""
        return self.pies[0].status

    def marked(self, judge: Judge) -> Self:
        """The same pies, every slice with the mark that ``judge`` gives it."""
        return replace(self, pies=tuple(pie.marked(judge) for pie in self.pies))

    def to_frame(self) -> pd.DataFrame:
        """One row per answer: code, label, n, base, share (0-1); with wave and variable where there are several pies."""
        import pandas as pd

        parts = [(pie, one) for pie in self.pies for one in pie.slices]
        records = [(pie.wave, pie.variable, one.code, one.label, one.count, pie.base, one.share) for pie, one in parts]
        frame = pd.DataFrame(records, columns=["wave", "variable", "code", "label", "n", "base", "share"])
        frame = frame.astype({"n": "Int64", "base": "Int64", "share": "float64"})
        add_columns(frame, [one.mark for _, one in parts])
        return self.context.stamp(frame)


def pie_data(survey: Survey, wave: str, question: str, *, language: Language = "de", internal: bool = False) -> PieData:
    """The answers to a yes/no or single-choice question."""
    return pies_data(survey, [(wave, question)], language=language, internal=internal)


@marks_assumed
def pies_data(
    survey: Survey, asked: Sequence[tuple[str, str]], *, digits: int = 0, language: Language = "de",
    internal: bool = False,
) -> PieData:  # fmt: skip
    """Pies side by side: the same question in several waves, or several questions of one wave.

    Parameters
    ----------
    asked:
        Wave and question of each pie.
    digits:
        Decimals of the percentages in the table.

    Raises
    ------
    NotComparableError
        If the crosswalk forbids to compare the waves on a question.
    """
    waves = list(dict.fromkeys(wave for wave, _ in asked))
    questions = list(dict.fromkeys(question for _, question in asked))
    if len(waves) > 1:
        for question in questions:
            survey.across(question, waves, language=language)
    names = dict(zip(waves, wave_names([survey.wave(wave) for wave in waves], language), strict=True))
    pies, notes = [], []
    for wave, question in asked:
        pie, missing = _pie(survey, wave, question, language, internal=internal)
        about = survey.question(wave, question)
        if len(questions) > 1:
            pie = replace(pie, head=(about.title or about.text)[language], text=about.text[language])
        elif len(asked) > 1:
            pie = replace(pie, head=names[wave])
        pies.append(pie)
        notes += [f"{pie.head}: {note}" if pie.head else note for note in missing]
    base = [pie.base for pie in pies]
    shared = len(questions) == 1
    if shared:
        labels = joint_labels([survey.scale(wave, questions[0]) for wave in waves], language)
        pies = [replace(pie, slices=tuple(replace(s, label=labels[s.code]) for s in pie.slices)) for pie in pies]
    titles = [one.title or one.text for one in (survey.question(waves[-1], question) for question in questions)]
    return PieData(
        context=context(
            survey, waves, survey.question(waves[-1], questions[0]), language,
            explanation=phrase(PHRASES, "percent", language), counts=base, notes=notes,
            title=None if shared else ", ".join(title[language] for title in titles), text=None if shared else "",
        ),
        pies=tuple(pies),
        shared=shared,
        digits=digits,
    )  # fmt: skip


def _pie(survey: Survey, wave: str, question: str, language: Language, *, internal: bool) -> tuple[Pie, list[str]]:
    frame = survey.distribution(wave, question, language=language, internal=internal)
    scale = survey.scale(wave, question)
    answers = {row.code: row for row in frame.itertuples()}
    slices = tuple(
        Slice(
            option.code, option.label[language], colour,
            real(answers[option.code].share), whole(answers[option.code].n),
        )
        for option, colour in zip(scale.substantive, palette.option_colours(scale), strict=True)
    )  # fmt: skip
    base = whole(frame["base"].iloc[0])
    return Pie(wave, survey.variables(wave, question)[0].name, base, slices), left_out(frame, language)


def base_of(pie: Pie, language: Language) -> str:
    """``n = 104``, under the name of a pie."""
    return number_range([pie.base], language)
