"""Drawing a question over the waves: panels in rows, waves from left to right, the latest last."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.context import Status, scale_value
from pipeline.figures.measure import width, wrap
from pipeline.figures.surround import closed, dot, opened
from pipeline.figures.theme import TextStyle
from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from pipeline.figures.page import Page
    from pipeline.figures.points import Point
    from pipeline.figures.trend import TrendData, TrendPanel

_VALUE = TextStyle(7.6, "semibold")
_FEW = TextStyle(6.9, colour=palette.GREY)
_AXIS = 26.0
"""Room at the left for the labels of the axis."""
_GAP = 18.0
_COLUMNS, _MANY_COLUMNS, _MANY = 3, 4, 9
"""Panels in a row at most: more where there are many panels, so that the picture fits on a page."""
_PITCH = 30.0
"""Room in points that a wave needs for its value and its number of answers."""
_ALONE, _AMONG, _LOW = 100.0, 72.0, 54.0
"""Height of a panel that is alone, among few, and among many."""
_WIDEST = 120.0


def draw_trend(data: TrendData) -> Figure:
    """Draw the panels; every dot has its value above it, and its wave and number of answers under it."""
    page = opened(data.context)
    columns = _columns(page, data)
    room = page.width - 6 - _AXIS - _GAP * (columns - 1)
    size = min(room / columns, _WIDEST * len(data.names))
    for start in range(0, len(data.panels), columns):
        named = [at + columns >= len(data.panels) for at in range(start, min(start + columns, len(data.panels)))]
        _row(page, data, data.panels[start : start + columns], size, named)
    return closed(page, data.context, dots=True).figure()


def _columns(page: Page, data: TrendData) -> int:
    """As many panels in a row as leave every wave its room."""
    most = _MANY_COLUMNS if len(data.panels) > _MANY else _COLUMNS
    fitting = [
        count
        for count in range(min(most, len(data.panels)), 0, -1)
        if (page.width - 6 - _AXIS - _GAP * (count - 1)) / count >= _PITCH * len(data.names)
    ]
    return fitting[0] if fitting else 1


def _row(page: Page, data: TrendData, panels: Sequence[TrendPanel], size: float, named: Sequence[bool]) -> None:
    """One row of panels; the lowest of every column is ``named``, that is has the names of the waves."""
    alone = len(data.panels) == 1
    heads = [() if alone else wrap(panel.label, size, theme.LABEL) for panel in panels]
    lines = max(len(head) for head in heads)
    top = page.y + lines * theme.LABEL.leading + (0 if alone else 3)
    height = _ALONE if alone else _LOW if len(data.panels) > _MANY else _AMONG
    plot = top + _VALUE.size + 4, top + _VALUE.size + 4 + height
    below = 0.0
    for at, (panel, head) in enumerate(zip(panels, heads, strict=True)):
        left = 2 + _AXIS + at * (size + _GAP)
        page.lines(left, page.y + (lines - len(head)) * theme.LABEL.leading, head, theme.LABEL)
        _grid(page, data, (left, size), plot, labelled=at == 0, fine=alone)
        _dots(page, data, panel, (left, size), plot)
        below = max(below, _waves(page, data, panel, (left, size), plot[1], named=named[at]))
    page.y = below + 9


def _grid(
    page: Page, data: TrendData, across: tuple[float, float], plot: tuple[float, float], *, labelled: bool, fine: bool
) -> None:
    left, size = across
    for tick in _ticks(data, fine=fine):
        y = _height(data, tick, plot)
        page.line((left, y), (left + size, y), palette.HAIRLINE, 0.5)
        if labelled:
            page.middle(left - 5, y, _tick(data, tick), theme.SMALL_QUIET, "right")


def _ticks(data: TrendData, *, fine: bool) -> list[float]:
    if data.measure == "share":
        return [0, 0.25, 0.5, 0.75, 1] if fine else [0, 0.5, 1]
    steps = data.high - data.low
    if steps == int(steps) and steps <= 7:
        return [data.low + step for step in range(int(steps) + 1)]
    return [data.low + steps * part / 4 for part in range(5)]


def _tick(data: TrendData, value: float) -> str:
    if data.measure == "share":
        return numbers.percent(value, data.context.language)
    return scale_value(value, data.context.language)


def _height(data: TrendData, value: float, plot: tuple[float, float]) -> float:
    """Where a value lies; an interval that runs over the end of the scale is cut there."""
    top, bottom = plot
    inside = min(max(value, data.low), data.high)
    return bottom - (inside - data.low) / (data.high - data.low) * (bottom - top)


def _places(data: TrendData, across: tuple[float, float]) -> list[float]:
    left, size = across
    pitch = size / len(data.names)
    return [left + pitch * (at + 0.5) for at in range(len(data.names))]


def _labelled(data: TrendData, size: float) -> list[bool]:
    """Which waves have their numbers written: all, or every so many, always the last."""
    every = max(1, math.ceil(_PITCH / (size / len(data.names)) - 0.01))
    last = len(data.names) - 1
    return [(last - at) % every == 0 for at in range(len(data.names))]


def _dots(
    page: Page, data: TrendData, panel: TrendPanel, across: tuple[float, float], plot: tuple[float, float]
) -> None:
    places, labelled = _places(data, across), _labelled(data, across[1])
    drawn = [
        (x, mark) for x, mark in zip(places, panel.points, strict=True) if mark is not None and mark.mean is not None
    ]
    for (x, mark), (next_x, later) in pairwise(drawn):
        ends = (_height(data, mark.mean, plot), _height(data, later.mean, plot))
        page.line((x, ends[0]), (next_x, ends[1]), palette.BLUE[3], 1.2)
    for x, mark in drawn:
        if mark.low is not None and mark.high is not None:
            top, bottom = _height(data, mark.high, plot), _height(data, mark.low, plot)
            page.box(x - 1.5, top, 3.0, bottom - top, palette.INTERVAL)
    for x, mark in drawn:
        dot(page, (x, _height(data, mark.mean, plot)), mark.mark.weight, 3.2 if len(data.panels) == 1 else 2.5)
    for x, mark, told in zip(places, panel.points, labelled, strict=True):
        if told:
            _value(page, data, mark, x, plot)


def _value(page: Page, data: TrendData, mark: Point | None, x: float, plot: tuple[float, float]) -> None:
    """The value above its interval, or a sign where there is none."""
    if mark is None or mark.mean is None:
        withheld = mark is not None and mark.status is Status.WITHHELD
        text = data.context.say("withheld_sign") if withheld else numbers.NOT_SHOWN
        page.clearing(x, sum(plot) / 2, text, _FEW)
        return
    highest = mark.mean if mark.high is None else max(mark.high, mark.mean)
    above = _height(data, highest, plot) - (5.5 if mark.high is None else 3.0)
    page.text(x, above, data.shown(mark.mean), _VALUE, "center")


def _waves(
    page: Page, data: TrendData, panel: TrendPanel, across: tuple[float, float], bottom: float, *, named: bool
) -> float:
    """The numbers of answers under the axis, and if ``named`` the waves under them; returns where they end."""
    pitch = across[1] / len(data.names)
    labelled = _labelled(data, across[1])
    room = pitch * max(1, _every(labelled)) - 3
    names = [wrap(name, room, theme.SMALL_QUIET) for name in data.names]
    pieces = [piece for name in data.names for piece in name.replace(numbers.EN_DASH, f"{numbers.EN_DASH} ").split()]
    narrow = not all(labelled) or any(width(piece, theme.SMALL_QUIET) > room for piece in pieces)
    if narrow or any(len(name) > 2 for name in names):
        names = [wrap(name, room, theme.SMALL_QUIET) for name in data.short_names]
    lines = max(len(name) for name in names)
    for x, name, mark, told in zip(_places(data, across), names, panel.points, labelled, strict=True):
        page.line((x, bottom), (x, bottom + 2.5), palette.GREY, 0.6)
        if not told:
            continue
        if mark is not None:
            page.lines(x, bottom + 3, [_count(data, mark, room)], _FEW, "center")
        if named:
            page.lines(x, bottom + 4 + _FEW.leading, name, theme.SMALL_QUIET, "center")
    return bottom + 4 + _FEW.leading + (lines * theme.SMALL_QUIET.leading if named else 0)


def _every(labelled: Sequence[bool]) -> int:
    """How many places lie between two labels."""
    told = [at for at, shown in enumerate(labelled) if shown]
    return told[-1] - told[-2] if len(told) > 1 else len(labelled)


def _count(data: TrendData, mark: Point, room: float) -> str:
    n = data.context.count(mark.n)
    full = numbers.n_equals(mark.n, mark.n, data.context.language) if mark.n is not None else n
    return full if width(full, _FEW) <= room else n
