"""Pies, as the report of 2016 used them: for questions with two or a few answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pipeline.figures import palette, theme
from pipeline.figures.bars import left_out
from pipeline.figures.context import Context, Status, context, real, status, whole
from pipeline.figures.measure import width, wrap
from pipeline.figures.surround import closed, opened
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class Slice:
    """One answer."""

    code: int
    label: str
    colour: str
    share: float | None
    count: int | None


@dataclass(frozen=True)
class PieData:
    """Everything a pie shows."""

    kind: ClassVar[str] = "pie"
    context: Context
    base: int | None
    slices: tuple[Slice, ...]

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.base)

    def to_frame(self) -> pd.DataFrame:
        """One row per answer: code, label, n, base, share (0-1)."""
        import pandas as pd

        records = [(one.code, one.label, one.count, self.base, one.share) for one in self.slices]
        frame = pd.DataFrame(records, columns=["code", "label", "n", "base", "share"])
        return self.context.stamp(frame.astype({"n": "Int64", "base": "Int64", "share": "float64"}))


def pie_data(survey: Survey, wave: str, question: str, *, language: Language = "de") -> PieData:
    """The answers to a yes/no or single-choice question."""
    frame = survey.distribution(wave, question, language=language)
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
    about = context(
        survey, [wave], survey.question(wave, question), language, explanation=phrase(PHRASES, "percent", language),
        counts=[base], notes=left_out(frame, language),
    )  # fmt: skip
    return PieData(about, base, slices)


_RADIUS = 56.0
_CENTRE = 120.0
_LEGEND = 224.0
_COLUMNS = 92.0


def draw_pie(data: PieData) -> Figure:
    """Draw the pie; every answer is named beside it with share and count, so that no label can collide."""
    page = opened(data.context)
    top = page.y
    entries = [wrap(one.label, page.width - _LEGEND - _COLUMNS - 15, theme.LABEL) for one in data.slices]
    right = _LEGEND + 15 + _COLUMNS + max(width(line, theme.LABEL) for lines in entries for line in lines)
    share_at, count_at = right - 40, right
    heights = [max(17.0, len(lines) * theme.LABEL.leading + 6) for lines in entries]
    tall = max(2 * _RADIUS + 8, sum(heights) + 14)
    _slices(page, data, top + tall / 2)
    y = top + (tall - sum(heights)) / 2
    page.text(count_at, y - 4, data.context.say("count"), theme.SMALL_QUIET, "right")
    for one, lines, height in zip(data.slices, entries, heights, strict=True):
        middle = y + height / 2
        page.box(_LEGEND, middle - 4.5, 9, 9, one.colour)
        page.middle(_LEGEND + 15, middle, lines, theme.LABEL)
        page.middle(share_at, middle, numbers.percent(one.share, data.context.language), theme.STRONG, "right")
        page.middle(count_at, middle, numbers.count(one.count, data.context.language), theme.QUIET, "right")
        y += height
        page.line((_LEGEND, y), (right, y), palette.HAIRLINE, 0.4)
    page.y = top + tall
    return closed(page, data.context).figure()


def _slices(page: Page, data: PieData, middle: float) -> None:
    if data.status is not Status.SHOWN:
        page.wedge((_CENTRE, middle), _RADIUS, 0, 360, palette.NEUTRAL)
        room = 2 * _RADIUS - 16
        text = data.context.say("few_answers" if data.status is Status.WITHHELD else "no_answers")
        page.middle(_CENTRE, middle, wrap(text, room, theme.LABEL), theme.LABEL, "center")
        return
    start = 0.0
    for one in data.slices:
        share = one.share or 0.0
        if share <= 0:
            continue
        page.wedge((_CENTRE, middle), _RADIUS, start, start + 360 * share, one.colour)
        if share >= 0.05:
            angle = math.radians(start + 180 * share - 90)
            distance = _RADIUS * (0.66 if share < 1 else 0)
            text = numbers.percent(share, data.context.language, sign=False)
            x, y = _CENTRE + distance * math.cos(angle), middle + distance * math.sin(angle)
            page.middle(x, y, text, theme.LABEL, "center", colour=palette.ink_on(one.colour))
        start += 360 * share
