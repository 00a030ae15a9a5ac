"""The rows of a picture as they are named on it, and in words which of them are marked and why."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from pipeline.figures.bars import Bar, BarsData
from pipeline.figures.highlight import HighlightData
from pipeline.figures.marks import Mark, heaviest
from pipeline.figures.means import MeansData
from pipeline.figures.multiples import MultiplesData
from pipeline.figures.pie import PieData
from pipeline.figures.stacked import StackedData
from pipeline.figures.trend import TrendData

if TYPE_CHECKING:
    from pipeline.figures.description import FigureData
    from pipeline.figures.marks import Weight


def marks_in_words(data: FigureData) -> list[str]:
    """For every kind of mark on the picture, what it means and the rows that have it."""
    said = []
    for key in data.context.keys if any(key.weight for key in data.context.keys) else ():
        names = _names(data, key.weight)
        if names:
            said.append(data.context.say("alt_marked", text=key.text.rstrip("."), rows=names))
    return said


def _names(data: FigureData, weight: Weight) -> str:
    """The rows of that weight, by series where there are several; a complete series by its name, all as all."""
    about = data.context
    series: dict[str, dict[str, bool]] = {}
    for name, row, marks in rows_of(data):
        series.setdefault(name, {})[row] = heaviest(marks).weight is weight
    if all(of_weight for rows in series.values() for of_weight in rows.values()):
        return about.say("alt_every_row")
    parts = []
    for name, rows in series.items():
        listed = ", ".join(about.say("quoted", text=row) for row, of_weight in rows.items() if of_weight)
        if name and all(rows.values()):
            parts.append(about.say("alt_every_of", series=name))
        elif listed:
            parts.append(f"{name} – {listed}" if name else listed)
    return "; ".join(parts)


@singledispatch
def rows_of(data: FigureData) -> list[tuple[str, str, list[Mark]]]:
    """The rows of a picture: the series they belong to (empty for one), their name, and the marks of their numbers."""
    msg = f"no rows for {type(data).__name__}"
    raise TypeError(msg)


@rows_of.register
def _(data: StackedData) -> list[tuple[str, str, list[Mark]]]:
    return [("", row.label, [*row.marks, row.mean_mark]) for row in data.rows]


@rows_of.register
def _(data: MeansData) -> list[tuple[str, str, list[Mark]]]:
    return [("", row.label, [row.point.mark]) for row in data.rows]


@rows_of.register
def _(data: MultiplesData) -> list[tuple[str, str, list[Mark]]]:
    return [("", panel.label, [point.mark for point in (panel.overall, *panel.points)]) for panel in data.panels]


@rows_of.register
def _(data: BarsData) -> list[tuple[str, str, list[Mark]]]:
    return [(series, label, [bar.mark]) for series, label, bar in named_bars(data)]


@rows_of.register
def _(data: PieData) -> list[tuple[str, str, list[Mark]]]:
    return [(pie.head, one.label, [one.mark]) for pie in data.pies for one in pie.slices]


@rows_of.register
def _(data: HighlightData) -> list[tuple[str, str, list[Mark]]]:
    columns = (data.context.say("all"), *data.groups)
    return [
        (column, row.label, [(row.overall, *row.cells)[at].mark])
        for at, column in enumerate(columns)
        for row in data.rows
    ]


@rows_of.register
def _(data: TrendData) -> list[tuple[str, str, list[Mark]]]:
    return [
        (name, panel.label, [panel.points[at].mark])
        for at, name in enumerate(data.names)
        for panel in data.panels
        if panel.points[at] is not None
    ]


def named_bars(data: BarsData) -> list[tuple[str, str, Bar]]:
    """Every bar with its series (empty where there is one) and its row; a place without data is no bar."""
    several = len(data.waves) > 1
    return [
        (series if several else "", row.label, row.bars[at])
        for at, series in enumerate(data.series)
        for row in data.rows
        if not row.bars[at].absent
    ]
