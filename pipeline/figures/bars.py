"""Bars of shares or counts: a single-choice question in one or several waves, a sample, or a multiple-choice question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pipeline.figures import palette
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import (
    Context,
    Status,
    context,
    joint_labels,
    number_range,
    real,
    scale_ends,
    status,
    wave_names,
    whole,
)
from pipeline.figures.marks import UNMARKED, Drawn, Judge, Mark, add_columns
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import pandas as pd

    from pipeline.analysis import Survey
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question


@dataclass(frozen=True)
class Bar:
    """One share and the answers it rests on: ``count`` of ``base``. ``absent`` stands where there are no data at all."""

    share: float | None
    count: int | None
    base: int | None
    absent: str = ""
    mark: Mark = UNMARKED

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        if self.absent:
            return Status.EMPTY
        return Status.WITHHELD if self.base and self.count is None else status(self.base)


@dataclass(frozen=True)
class BarRow:
    """An answer, a group or an item, with one bar per wave. ``colour`` is set where the option has one of its own.

    ``codes`` are the answers to ``variable`` that the row counts.
    """

    key: str
    label: str
    colour: str
    bars: tuple[Bar, ...]
    variable: str
    codes: tuple[int, ...]


@dataclass(frozen=True)
class BarsData:
    """Everything a bar chart shows. ``series`` are the names of the waves; one series has no legend.

    ``unit`` says what the length of a bar is: a share (0-1) or a count.
    """

    kind: ClassVar[str] = "bars"
    context: Context
    waves: tuple[str, ...]
    series: tuple[str, ...]
    colours: tuple[str, ...]
    own_bases: bool
    rows: tuple[BarRow, ...]
    unit: Literal["share", "count"] = "share"

    @property
    def status(self) -> Status:
        """Whether any wave has something to draw."""
        states = {bar.status for row in self.rows for bar in row.bars}
        return next(state for state in Status if state in states or state is Status.EMPTY)

    def marked(self, judge: Judge) -> Self:
        """The same bars, each with the mark that ``judge`` gives it."""

        def judged(wave: str, row: BarRow, bar: Bar) -> Bar:
            if bar.absent:
                return bar
            about = Drawn(wave, row.variable, "share", row.codes, value=bar.share, count=bar.count, n=bar.base)
            return replace(bar, mark=judge(about))

        def row_of(row: BarRow) -> BarRow:
            bars = zip(self.waves, row.bars, strict=True)
            return replace(row, bars=tuple(judged(wave, row, bar) for wave, bar in bars))

        return replace(self, rows=tuple(map(row_of, self.rows)))

    def to_frame(self) -> pd.DataFrame:
        """One row per bar: wave, key (code, level or variable), label, n, base, share (0-1)."""
        import pandas as pd

        bars = [(wave, row, row.bars[at]) for at, wave in enumerate(self.waves) for row in self.rows]
        records = [(wave, row.key, row.label, bar.count, bar.base, bar.share) for wave, row, bar in bars]
        frame = pd.DataFrame(records, columns=["wave", "key", "label", "n", "base", "share"])
        frame = frame.astype({"n": "Int64", "base": "Int64", "share": "float64"})
        add_columns(frame, [bar.mark for _, _, bar in bars])
        return self.context.stamp(frame)


@dataclass(frozen=True)
class Absent:
    """A wave without data that keeps its place on the chart: its name, its number of respondents, and what is said."""

    wave: str
    name: str
    n: int | None
    text: str


@marks_assumed
def bars_data(
    survey: Survey, waves: str | Sequence[str], question: str, *, absent: Sequence[Absent] = (),
    mean: bool = True, language: Language = "de", internal: bool = False,
) -> BarsData:  # fmt: skip
    """The answers to a single-choice or yes/no question in one wave, or in several side by side.

    Parameters
    ----------
    absent:
        Waves of which no answers are left; they stand before the others, as empty places that say so.
    mean:
        Whether a note under the bars of one wave gives the mean of a rating scale.

    Raises
    ------
    NotComparableError
        If the crosswalk forbids to compare the waves on this question.
    """
    asked_in = [waves] if isinstance(waves, str) else list(waves)
    if len(asked_in) > 1:
        survey.across(question, asked_in, language=language)
    frames = [survey.distribution(wave, question, language=language, internal=internal) for wave in asked_in]
    asked, scale = survey.question(asked_in[-1], question), survey.scale(asked_in[-1], question)
    variable = survey.variables(asked_in[-1], question)[0].name
    bases = [whole(frame["base"].iloc[0]) for frame in frames]
    several = len(asked_in) + len(absent) > 1
    ordered = scale.is_likert and not several
    colours = palette.option_colours(scale) if ordered else (palette.BLUE[1],) * len(scale.substantive)
    bars = [{row.code: _bar(row) for row in frame.itertuples()} for frame in frames]
    labels = joint_labels([survey.scale(wave, question) for wave in asked_in], language)
    empty = tuple(Bar(None, None, None, wave.text) for wave in absent)
    rows = tuple(
        BarRow(
            str(option.code), labels[option.code], colour, (*empty, *(one[option.code] for one in bars)), variable,
            (option.code,),
        )
        for option, colour in zip(scale.substantive, colours, strict=True)
    )  # fmt: skip
    notes = [] if several else left_out(frames[0], language)
    if mean and scale.is_likert and not several:
        notes = _mean_note(survey, asked_in[0], question, language) + notes
    names = wave_names([survey.wave(wave) for wave in asked_in], language)
    return BarsData(
        context=context(
            survey, asked_in, asked, language, explanation=phrase(PHRASES, "percent", language), counts=bases,
            groups=[bar.count for one in bars for bar in one.values()],
            notes=notes, absent=[(wave.name, wave.n) for wave in absent],
        ),
        waves=(*(wave.wave for wave in absent), *asked_in),
        series=series(
            [*((wave.name, wave.n) for wave in absent), *zip(names, bases, strict=True)], language
        ),
        colours=(palette.EMPTY,) * len(absent) + palette.series(len(asked_in)),
        own_bases=False,
        rows=rows,
    )  # fmt: skip


@marks_assumed
def multiple_data(
    survey: Survey, wave: str, question: str, *, order: Literal["questionnaire", "share"] = "questionnaire",
    language: Language = "de",
) -> BarsData:  # fmt: skip
    """The share of respondents who named each box of a multiple-choice question."""
    if order not in ("questionnaire", "share"):
        msg = f"boxes cannot be ordered by '{order}'. Expected one of: questionnaire, share"
        raise ValueError(msg)
    asked = survey.question(wave, question)
    frame = survey.distribution(wave, question, language=language)
    named = survey.scale(wave, question).options[0].code
    rows = [
        BarRow(row.variable, row.label, palette.BLUE[1], (_bar(row),), row.variable, (named,))
        for row in frame[frame["code"] == named].itertuples()
    ]
    explanation = phrase(PHRASES, "named", language)
    if order == "share":
        rows.sort(key=lambda row: -(row.bars[0].share or 0))
        explanation += " " + phrase(PHRASES, "order_share", language)
    return BarsData(
        context=context(
            survey, [wave], asked, language, explanation=explanation, counts=[row.bars[0].base for row in rows],
            notes=_other_note(asked, language),
        ),
        waves=(wave,),
        series=wave_names([survey.wave(wave)], language),
        colours=palette.series(1),
        own_bases=True,
        rows=tuple(rows),
    )  # fmt: skip


@marks_assumed
def sample_data(
    survey: Survey, waves: Sequence[str], by: str, *, unit: Literal["share", "count"] = "share",
    language: Language = "de", internal: bool = False,
) -> BarsData:  # fmt: skip
    """Who took part: the respondents of one or several waves by level of a classification, as shares or as counts."""
    classification = survey.questionnaire.classifications[by]
    levels = {level.code: level for level in classification.levels}
    frames = [survey.sample(wave, by, language=language, internal=internal) for wave in waves]
    bases = [survey.wave(wave).n for wave in waves]
    bars = [
        {row.level: Bar(real(row.share), whole(row.n), base) for row in frame.itertuples()}
        for frame, base in zip(frames, bases, strict=True)
    ]
    asked = next(one for one in survey.instrument(waves[-1]).questions if one.role == classification.of)
    names = wave_names([survey.wave(wave) for wave in waves], language)
    return BarsData(
        context=context(
            survey, waves, asked, language,
            explanation=phrase(PHRASES, "percent" if unit == "share" else "counts", language), counts=bases,
            groups=[bar.count for one in bars for bar in one.values()],
        ),
        waves=tuple(waves),
        series=series(list(zip(names, bases, strict=True)), language),
        colours=palette.series(len(waves)),
        own_bases=False,
        rows=tuple(
            BarRow(
                str(code), level.label[language], palette.BLUE[1], tuple(one[code] for one in bars), asked.id,
                tuple(level.codes),
            )
            for code, level in levels.items()
        ),
        unit=unit,
    )  # fmt: skip


def series(waves: Sequence[tuple[str, int | None]], language: Language) -> tuple[str, ...]:
    """Names of waves with their numbers of answers, for a legend."""
    return tuple(
        phrase(PHRASES, "series", language, wave=name, n=number_range([base], language)) for name, base in waves
    )


def _bar(row: Any) -> Bar:
    """The bar of a row of :meth:`~pipeline.analysis.Survey.distribution`."""
    return Bar(real(row.share), whole(row.n), whole(row.base))


def left_out(frame: pd.DataFrame, language: Language) -> list[str]:
    """How many gave no substantive answer, by kind; what the percentages leave out is said under them."""
    kinds = [
        f"{row.answer} {numbers.integer(row.n, language)}"
        for row in frame[frame["missing"]].itertuples()
        if whole(row.n)
    ]
    return [phrase(PHRASES, "left_out", language, kinds=", ".join(kinds))] if kinds else []


def _mean_note(survey: Survey, wave: str, question: str, language: Language) -> list[str]:
    mean = real(survey.means(wave, question, language=language)["mean"].iloc[0])
    if mean is None:
        return []
    ends = scale_ends(survey.scale(wave, question), language)
    return [phrase(PHRASES, "mean_note", language, mean=numbers.number(mean, language), scale=ends)]


def _other_note(asked: Question, language: Language) -> list[str]:
    if asked.other is None:
        return []
    label = phrase(PHRASES, "quoted", language, text=asked.other[language])
    return [phrase(PHRASES, "other_line", language, label=label)]
