"""Horizontal bars on a page: one series with a colour per option, or several waves side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.context import Status
from pipeline.figures.measure import width, wrap
from pipeline.figures.surround import closed, empty_place, legend, opened
from pipeline.wording import numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from pipeline.figures.bars import Bar, BarsData
    from pipeline.figures.page import Page

_LABELS = 196.0
_TICKS = {0.25: 5, 0.5: 5, 0.75: 3, 1.0: 4}
"""Where the axis of shares may end, and into how many whole parts it is divided there."""


def draw_bars(data: BarsData) -> Figure:
    """Draw horizontal bars; the value stands at the end of each, the count in a column of its own."""
    page = opened(data.context)
    right = page.width - 2
    several = len(data.series) > 1
    left, end = _LABELS + 8, right - (30 if several else 64)
    if several:
        missing = sum(bool(bar.absent) for bar in data.rows[0].bars) if data.rows else 0
        legend(page, tuple(zip(data.colours, data.series, strict=True)), left, empty=missing)
    else:
        page.text(right, page.y + 6, data.context.say("n" if data.own_bases else "count"), theme.SMALL_QUIET, "right")
        page.y += 10
    limit, parts = _axis(data)
    ticks = [(left + (end - left) * part / parts, limit * part / parts) for part in range(parts + 1)]
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
            _draw_bar(page, data, bar, place, colour)
        if not several:
            count = row.bars[0].base if data.own_bases else row.bars[0].count
            text = data.context.count(count)
            page.middle(right, page.y + height / 2, text, theme.QUIET, "right")
        page.y += height
    for x, value in ticks:
        page.text(x, page.y + 9, _tick(data, value, last=value == limit), theme.SMALL_QUIET, "center")
    page.y += 11
    return closed(page, data.context).figure()


def _axis(data: BarsData) -> tuple[float, int]:
    """Where the axis ends, and into how many parts it is divided."""
    widest = max((_value(data, bar) or 0.0 for row in data.rows for bar in row.bars), default=0.0)
    if data.unit == "share":
        limit = next(stop for stop in _TICKS if widest <= stop + 1e-9)
        return limit, _TICKS[limit]
    widest = max(widest, 4.0)
    power = 10 ** math.floor(math.log10(widest))
    step = next(step for step in (power / 5, power / 2, power, 2 * power) if widest <= 6 * step)
    step = max(step, 1.0)
    parts = math.ceil(widest / step)
    return parts * step, parts


def _tick(data: BarsData, value: float, *, last: bool) -> str:
    language = data.context.language
    return numbers.percent(value, language, sign=last) if data.unit == "share" else numbers.integer(value, language)


def _value(data: BarsData, bar: Bar) -> float | None:
    return bar.share if data.unit == "share" else bar.count


def _draw_bar(
    page: Page, data: BarsData, bar: Bar, place: tuple[tuple[float, float, float], tuple[float, float]], colour: str
) -> None:
    (left, end, limit), (top, height) = place
    about, value = data.context, _value(data, bar)
    if bar.absent:
        _draw_absent(page, bar.absent, (left, top), (end - left, height))
        return
    size = 0.0
    if bar.status is Status.SHOWN:
        size = (value or 0.0) / limit * (end - left)
        if size > 0:
            page.box(left, top, size, height, colour)
            page.hatch((left, top), (size, height), bar.mark.weight, colour)
        text = numbers.percent(value, about.language) if data.unit == "share" else about.count(bar.count)
    else:
        text = about.say("withheld" if bar.status is Status.WITHHELD else "no_answers")
    style = theme.NUMBER if bar.status is Status.SHOWN and not bar.mark.weight else theme.QUIET
    beside = f"({bar.mark.beside})" if bar.mark.beside else ""
    room = width(text, style) + (width(beside, theme.BESIDE) + 4 if beside else 0) + 5
    page.box(left + size + 1, top, min(room, page.width - left - size - 1), height, palette.PAPER)
    page.middle(left + size + 4, top + height / 2, text, style)
    if beside:
        page.middle(left + size + 8 + width(text, style), top + height / 2, beside, theme.BESIDE)


def _draw_absent(page: Page, text: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """The place of a wave without data: hatched over the whole axis, so that it cannot be read as a length."""
    (left, top), (wide, high) = corner, size
    empty_place(page, corner, size)
    room = width(text, theme.SMALL_QUIET) + 6
    page.box(left + 4, top + 0.4, min(room, wide), high - 0.8, palette.PAPER)
    page.middle(left + 7, top + high / 2, text, theme.SMALL_QUIET)
