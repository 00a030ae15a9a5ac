"""Pies on a page, every answer named in a table beside or below, so that no label can collide."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.context import Status
from pipeline.figures.marks import Weight
from pipeline.figures.measure import width, wrap
from pipeline.figures.pie import base_of
from pipeline.figures.surround import closed, opened
from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from pipeline.figures.context import Context
    from pipeline.figures.page import Page
    from pipeline.figures.pie import Pie, PieData, Slice

_RADIUS = 56.0
_CENTRE = 120.0
_LEGEND = 224.0
_COLUMNS = 92.0
_GUTTER = 22.0
_SHARE, _COUNT = 46.0, 40.0
"""Width of the columns of a table in points."""


def draw_pie(data: PieData) -> Figure:
    """Draw one pie with its table beside it, or several with one table below, or with one each."""
    page = opened(data.context)
    if len(data.pies) == 1:
        _one(page, data)
    elif data.shared:
        _shared(page, data)
    else:
        _several(page, data)
    return closed(page, data.context).figure()


@dataclass(frozen=True)
class _Table:
    """Where the columns of a table of answers are; a pair of share and count for each pie in ``pairs``."""

    left: float
    room: float
    pairs: tuple[tuple[float, float], ...]

    @property
    def right(self) -> float:
        return self.pairs[-1][1]

    def lines(self, label: str) -> tuple[str, ...]:
        return wrap(label, self.room, theme.LABEL)

    def height(self, answers: Sequence[Slice]) -> float:
        """Height of the row of one answer, which has a slice in every pie."""
        beside = 24.0 if any(one.mark.beside for one in answers) else 17.0
        return max(beside, len(self.lines(answers[0].label)) * theme.LABEL.leading + 6)


def _one(page: Page, data: PieData) -> None:
    pie, top = data.pies[0], page.y
    room = page.width - _LEGEND - _COLUMNS - 15
    widest = max(width(line, theme.LABEL) for one in pie.slices for line in wrap(one.label, room, theme.LABEL))
    right = _LEGEND + 15 + _COLUMNS + widest
    table = _Table(_LEGEND, room, ((right - 40, right),))
    tall = max(2 * _RADIUS + 8, sum(table.height([one]) for one in pie.slices) + 14)
    _circle(page, data.context, pie, (_CENTRE, top + tall / 2))
    page.y = top + (tall - sum(table.height([one]) for one in pie.slices)) / 2
    _table(page, data, table, [pie])
    page.y = top + tall


def _shared(page: Page, data: PieData) -> None:
    """Circles in columns, and one table for all: the answers are the same."""
    columns = len(data.pies)
    wide = min((page.width - 4 - _GUTTER * (columns - 1)) / columns, 2.4 * _RADIUS + 40)
    first = (page.width - columns * wide - (columns - 1) * _GUTTER) / 2
    top, below = page.y, page.y
    for at, pie in enumerate(data.pies):
        x = first + at * (wide + _GUTTER) + wide / 2
        y = page.lines(x, top, wrap(pie.head, wide, theme.STRONG), theme.STRONG, "center")
        y = page.lines(x, y, [base_of(pie, data.context.language)], theme.SMALL_QUIET, "center")
        _circle(page, data.context, pie, (x, y + _RADIUS + 5))
        below = max(below, y + 2 * _RADIUS + 14)
    span = (_SHARE + _COUNT) * columns + 12 * (columns - 1)
    room = min(page.width - 4 - 40 - 15 - span, 250.0)
    widest = max(width(line, theme.LABEL) for one in data.slices for line in wrap(one.label, room, theme.LABEL))
    left = max((page.width - (15 + widest + span + 14)) / 2, 2.0)
    first = left + 15 + widest + 14
    pairs = tuple(
        (first + at * (_SHARE + _COUNT + 12) + _SHARE, first + at * (_SHARE + _COUNT + 12) + _SHARE + _COUNT)
        for at in range(columns)
    )
    heads = [wrap(pie.head, _SHARE + _COUNT + 8, theme.SMALL) for pie in data.pies]
    page.y = below + 14 + max(len(head) for head in heads) * theme.SMALL.leading
    for (share_at, count_at), head in zip(pairs, heads, strict=True):
        page.lines(count_at, page.y - 12 - len(head) * theme.SMALL.leading, head, theme.SMALL, "right")
        page.line((share_at - _SHARE + 14, page.y - 11), (count_at, page.y - 11), palette.HAIRLINE, 0.4)
    _table(page, data, _Table(left, room, pairs), data.pies)


def _several(page: Page, data: PieData) -> None:
    """Circles in columns, each with its question and its own table."""
    columns = len(data.pies)
    wide = (page.width - 4 - _GUTTER * (columns - 1)) / columns
    places = [2 + at * (wide + _GUTTER) for at in range(columns)]
    top = page.y
    ends = []
    for x, pie in zip(places, data.pies, strict=True):
        y = page.lines(x, top, wrap(pie.head, wide, theme.STRONG), theme.STRONG)
        asked = f"{pie.text} ({base_of(pie, data.context.language)})"
        ends.append(page.lines(x, y + 1, wrap(asked, wide, theme.SMALL_QUIET), theme.SMALL_QUIET))
    middle = max(ends) + _RADIUS + 8
    below = []
    for x, pie in zip(places, data.pies, strict=True):
        _circle(page, data.context, pie, (x + wide / 2, middle))
        page.y = middle + _RADIUS + 18
        right = x + wide
        _table(page, data, _Table(x, wide - 15 - 86, ((right - 38, right),)), [pie])
        below.append(page.y)
    page.y = max(below)


def _table(page: Page, data: PieData, table: _Table, pies: Sequence[Pie]) -> None:
    """One row per answer: its colour, its name, and share and number in every pie."""
    about = data.context
    for _, count_at in table.pairs:
        page.text(count_at, page.y - 4, about.say("count"), theme.SMALL_QUIET, "right")
    for answers in zip(*(pie.slices for pie in pies), strict=True):
        height = table.height(answers)
        middle = page.y + height / 2
        page.box(table.left, middle - 4.5, 9, 9, answers[0].colour)
        page.middle(table.left + 15, middle, table.lines(answers[0].label), theme.LABEL)
        for (share_at, count_at), one in zip(table.pairs, answers, strict=True):
            lift = 3.4 if one.mark.beside else 0.0
            share = numbers.percent(one.share, about.language, data.digits)
            page.middle(share_at, middle - lift, share, theme.LABEL if one.mark.weight else theme.STRONG, "right")
            page.middle(count_at, middle - lift, about.count(one.count), theme.QUIET, "right")
            if one.mark.beside:
                page.text(count_at, middle + 9.2, one.mark.beside, theme.BESIDE, "right")
        page.y += height
        page.line((table.left, page.y), (table.right, page.y), palette.HAIRLINE, 0.4)


def _circle(page: Page, about: Context, pie: Pie, centre: tuple[float, float]) -> None:
    x, y = centre
    if pie.status is not Status.SHOWN:
        page.wedge(centre, _RADIUS, 0, 360, palette.NEUTRAL)
        text = about.say("withheld" if pie.status is Status.WITHHELD else "no_answers")
        page.middle(x, y, wrap(text, 2 * _RADIUS - 16, theme.LABEL), theme.LABEL, "center")
        return
    start = 0.0
    for one in pie.slices:
        share = one.share or 0.0
        if share <= 0:
            continue
        end = start + 360 * share
        page.wedge(centre, _RADIUS, start, end, one.colour)
        corner, size = (x - _RADIUS, y - _RADIUS), (2 * _RADIUS, 2 * _RADIUS)
        page.hatch(corner, size, one.mark.weight, one.colour, within=(_RADIUS - 0.5, start, end))
        if share >= 0.05:
            _number(page, about, one, centre, math.radians(start + 180 * share - 90))
        start = end
    if start < 359:
        _withheld_slice(page, centre, start)


def _withheld_slice(page: Page, centre: tuple[float, float], start: float) -> None:
    """What is left of a circle some of whose shares are withheld."""
    page.wedge(centre, _RADIUS, start, 360, palette.EMPTY)
    corner, size = (centre[0] - _RADIUS, centre[1] - _RADIUS), (2 * _RADIUS, 2 * _RADIUS)
    page.hatch(corner, size, Weight.LIGHT, palette.EMPTY, within=(_RADIUS - 0.5, start, 360))


def _number(page: Page, about: Context, one: Slice, centre: tuple[float, float], angle: float) -> None:
    """The share on its slice."""
    distance = _RADIUS * (0.66 if (one.share or 0.0) < 1 else 0)
    text = numbers.percent(one.share, about.language, sign=False)
    x, y = centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)
    if one.mark.weight:
        room = width(text, theme.LABEL)
        page.box(x - room / 2 - 1, y - 4.6, room + 2, 9.2, one.colour)
    page.middle(x, y, text, theme.LABEL, "center", colour=palette.ink_on(one.colour))
