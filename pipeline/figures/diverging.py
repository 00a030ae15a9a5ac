"""Diverging bars: what lies above the middle of a scale to the right, what lies below to the left.

Where answers lean is read from one line, which a 100 % stack cannot offer for anything but its two ends. An option on
the neutral point is laid half to either side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, ClassVar

from pipeline.figures import palette, theme
from pipeline.figures.context import Status
from pipeline.figures.measure import wrap
from pipeline.figures.stacked import StackedData, stacked_data
from pipeline.figures.stacked_drawing import (
    bar_end,
    column_heads,
    draw_nothing,
    draw_numbers,
    draw_segment,
    row_height,
)
from pipeline.figures.surround import closed, legend, opened
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.figures.stacked import Order, StackedRow
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class DivergingData(StackedData):
    """A stack laid around its middle; ``sides`` has for every option its share to the left of it: 0, 0.5 or 1."""

    kind: ClassVar[str] = "diverging"
    sides: tuple[float, ...] = ()


def diverging_data(
    survey: Survey, wave: str, question: str, *, order: Order = "questionnaire", language: Language = "de",
    internal: bool = False,
) -> DivergingData:  # fmt: skip
    """The distribution of a battery around the neutral point of its scale.

    Raises
    ------
    ValueError
        If the scale has no neutral point: nothing could be said to lie above or below.
    """
    stacked = stacked_data(survey, wave, question, order=order, language=language, internal=internal)
    scale = survey.scale(wave, question)
    if scale.neutral is None:
        msg = f"question '{question}' has a scale without a neutral point. Hint: draw it as stacked bars"
        raise ValueError(msg)
    values = [option.value for option in scale.substantive]
    sides = tuple(0.5 if value == scale.neutral else float(value < scale.neutral) for value in values)
    explanation = f"{stacked.context.explanation} {phrase(PHRASES, 'diverging', language)}"
    names = [field.name for field in fields(stacked) if field.name != "context"]
    parts = {name: getattr(stacked, name) for name in names}
    return DivergingData(context=replace(stacked.context, explanation=explanation), **parts, sides=sides)


_LABELS = 196.0
_BAR = 21.0


def draw_diverging(data: DivergingData) -> Figure:
    """Draw the bars around the line of the middle; the axis counts to both sides of it."""
    page = opened(data.context)
    left, end = _LABELS + 8, bar_end(page, data)
    legend(page, tuple(zip(data.colours, data.options, strict=True)), left)
    column_heads(page, data)
    below, above = _reach(data)
    unit = (end - left) / (below + above)
    zero, top = left + below * unit, page.y
    heights = [row_height(row) for row in data.rows]
    for tick in _ticks(below, above):
        page.line((zero + tick * unit, top), (zero + tick * unit, top + sum(heights)), palette.HAIRLINE, 0.5)
    page.line((zero, top), (zero, top + sum(heights)), palette.INK, 0.9)
    for row, height in zip(data.rows, heights, strict=True):
        middle = page.y + height / 2
        page.middle(_LABELS, middle, wrap(row.label, _LABELS, theme.LABEL, balanced=True), theme.LABEL, "right")
        draw_numbers(page, data, row, middle)
        if row.status is Status.SHOWN and None not in row.shares:
            _row(page, data, row, (zero, unit), middle - _BAR / 2)
        else:
            draw_nothing(page, data, row, (left, end), middle)
        page.y += height
    last = max(_ticks(below, above))
    for tick in _ticks(below, above):
        text = numbers.percent(abs(tick), data.context.language, sign=tick == last)
        page.text(zero + tick * unit, page.y + 9, text, theme.SMALL_QUIET, "center")
    page.y += 11
    return closed(page, data.context).figure()


def _left(row: StackedRow, sides: Sequence[float]) -> float:
    """How much of a bar lies to the left of the middle."""
    return sum((share or 0.0) * side for share, side in zip(row.shares, sides, strict=True))


def _reach(data: DivergingData) -> tuple[float, float]:
    """How far the axis goes to the left and to the right: the longest bars, rounded up to a whole quarter."""
    shown = [row for row in data.rows if row.status is Status.SHOWN and None not in row.shares]
    left = max((_left(row, data.sides) for row in shown), default=0.25)
    right = max((sum(share or 0.0 for share in row.shares) - _left(row, data.sides) for row in shown), default=0.25)
    return tuple(max(math.ceil(round(4 * side, 9)), 1) / 4 for side in (left, right))


def _ticks(below: float, above: float) -> list[float]:
    return [quarter / 4 for quarter in range(round(-4 * below), round(4 * above) + 1)]


def _row(page: Page, data: DivergingData, row: StackedRow, place: tuple[float, float], top: float) -> None:
    """The parts from left to right: the lowest answer outermost at the left, the highest at the right."""
    zero, unit = place
    x = zero - _left(row, data.sides) * unit
    order = range(len(row.shares))
    falling = data.sides[0] < data.sides[-1]
    for at in reversed(order) if falling else order:
        size = (row.shares[at] or 0.0) * unit
        draw_segment(page, data, row, at, (x, top, size))
        x += size
