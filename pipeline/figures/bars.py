"""Bars of shares: a single-choice question in one or several waves, or the boxes of a multiple-choice question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from pipeline.figures import palette, theme
from pipeline.figures.context import (
    Context,
    Status,
    context,
    number_range,
    real,
    scale_ends,
    status,
    wave_names,
    whole,
)
from pipeline.figures.measure import width, wrap
from pipeline.figures.surround import closed, legend, opened
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question


@dataclass(frozen=True)
class Bar:
    """One share and the answers it rests on: ``count`` of ``base``."""

    share: float | None
    count: int | None
    base: int | None

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.base)


@dataclass(frozen=True)
class BarRow:
    """An answer or an item, with one bar per wave. ``colour`` is set where the option has one of its own."""

    key: str
    label: str
    colour: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarsData:
    """Everything a bar chart shows. ``series`` are the names of the waves; one series has no legend."""

    kind: ClassVar[str] = "bars"
    context: Context
    waves: tuple[str, ...]
    series: tuple[str, ...]
    colours: tuple[str, ...]
    own_bases: bool
    rows: tuple[BarRow, ...]

    @property
    def status(self) -> Status:
        """Whether any wave has something to draw."""
        states = {bar.status for row in self.rows for bar in row.bars}
        return next(state for state in Status if state in states or state is Status.EMPTY)

    def to_frame(self) -> pd.DataFrame:
        """One row per bar: wave, key (code or variable), label, n, base, share (0-1)."""
        import pandas as pd

        records = [
            (wave, row.key, row.label, bar.count, bar.base, bar.share)
            for at, wave in enumerate(self.waves)
            for row in self.rows
            for bar in [row.bars[at]]
        ]
        frame = pd.DataFrame(records, columns=["wave", "key", "label", "n", "base", "share"])
        return self.context.stamp(frame.astype({"n": "Int64", "base": "Int64", "share": "float64"}))


def bars_data(survey: Survey, waves: str | Sequence[str], question: str, *, language: Language = "de") -> BarsData:
    """The answers to a single-choice or yes/no question in one wave, or in several side by side.

    Raises
    ------
    NotComparableError
        If the crosswalk forbids to compare the waves on this question.
    """
    asked_in = [waves] if isinstance(waves, str) else list(waves)
    if len(asked_in) > 1:
        survey.compare(question, asked_in, language=language)
    frames = [survey.distribution(wave, question, language=language) for wave in asked_in]
    asked, scale = survey.question(asked_in[-1], question), survey.scale(asked_in[-1], question)
    bases = [whole(frame["base"].iloc[0]) for frame in frames]
    several = len(asked_in) > 1
    ordered = scale.is_likert and not several
    colours = palette.option_colours(scale) if ordered else (palette.BLUE[1],) * len(scale.substantive)
    bars = [{row.code: _bar(row) for row in frame.itertuples()} for frame in frames]
    rows = tuple(
        BarRow(str(option.code), option.label[language], colour, tuple(one[option.code] for one in bars))
        for option, colour in zip(scale.substantive, colours, strict=True)
    )
    notes = [] if several else left_out(frames[0], language)
    if scale.is_likert and not several:
        notes = _mean_note(survey, asked_in[0], question, language) + notes
    names = wave_names([survey.wave(wave) for wave in asked_in], language)
    return BarsData(
        context=context(
            survey, asked_in, asked, language, explanation=phrase(PHRASES, "percent", language), counts=bases,
            notes=notes,
        ),
        waves=tuple(asked_in),
        series=tuple(
            phrase(PHRASES, "series", language, wave=name, n=number_range([base], language))
            for name, base in zip(names, bases, strict=True)
        ),
        colours=palette.series(len(asked_in)),
        own_bases=False,
        rows=rows,
    )  # fmt: skip


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
        BarRow(row.variable, row.label, palette.BLUE[1], (_bar(row),))
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


_LABELS = 196.0
_TICKS = {0.25: 5, 0.5: 5, 0.75: 3, 1.0: 4}
"""Where the axis of shares may end, and into how many whole parts it is divided there."""


def draw_bars(data: BarsData) -> Figure:
    """Draw horizontal bars; the share stands at the end of each, the count in a column of its own."""
    page = opened(data.context)
    right = page.width - 2
    several = len(data.series) > 1
    left, end = _LABELS + 8, right - (30 if several else 64)
    if several:
        legend(page, tuple(zip(data.colours, data.series, strict=True)), left)
    else:
        page.text(right, page.y + 6, data.context.say("n" if data.own_bases else "count"), theme.SMALL_QUIET, "right")
        page.y += 10
    widest = max((bar.share or 0.0 for row in data.rows for bar in row.bars), default=0.0)
    limit = next(stop for stop in _TICKS if widest <= stop + 1e-9)
    parts = [part / _TICKS[limit] for part in range(_TICKS[limit] + 1)]
    ticks = [(left + (end - left) * part, limit * part) for part in parts]
    thick = 9.0 if several else 13.0
    wrapped = [wrap(row.label, _LABELS, theme.LABEL, balanced=True) for row in data.rows]
    heights = [max(thick * len(data.series) + 7, len(lines) * theme.LABEL.leading + 6) for lines in wrapped]
    for x, _ in ticks:
        page.line((x, page.y), (x, page.y + sum(heights)), palette.HAIRLINE, 0.5)
    for row, lines, height in zip(data.rows, wrapped, heights, strict=True):
        page.middle(_LABELS, page.y + height / 2, lines, theme.LABEL, "right")
        top = page.y + (height - thick * len(row.bars)) / 2
        for at, bar in enumerate(row.bars):
            colour = data.colours[at] if several else row.colour
            place = (left, end, limit), (top + at * thick, thick - (1.0 if several else 0.0))
            _draw_bar(page, data.context, bar, place, colour)
        if not several:
            count = row.bars[0].base if data.own_bases else row.bars[0].count
            text = numbers.count(count, data.context.language)
            page.middle(right, page.y + height / 2, text, theme.QUIET, "right")
        page.y += height
    for x, share in ticks:
        text = numbers.percent(share, data.context.language, sign=share == limit)
        page.text(x, page.y + 9, text, theme.SMALL_QUIET, "center")
    page.y += 11
    return closed(page, data.context).figure()


def _draw_bar(
    page: Page, about: Context, bar: Bar, place: tuple[tuple[float, float, float], tuple[float, float]], colour: str
) -> None:
    (left, end, limit), (top, height) = place
    if bar.status is Status.SHOWN:
        size = (bar.share or 0.0) / limit * (end - left)
        if size > 0:
            page.box(left, top, size, height, colour)
        text = numbers.percent(bar.share, about.language)
    else:
        size = 0.0
        text = about.say("few_answers" if bar.status is Status.WITHHELD else "no_answers")
    style = theme.NUMBER if bar.status is Status.SHOWN else theme.QUIET
    page.box(left + size + 1, top, width(text, style) + 5, height, palette.PAPER)
    page.middle(left + size + 4, top + height / 2, text, style)
