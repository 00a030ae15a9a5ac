"""Small multiples: the means of every item of a battery by group, one panel per item, on one shared scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from pipeline.figures import palette, theme
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import Context, Status, context, grouping_label, number_range, scale_ends
from pipeline.figures.marks import Drawn, Judge, add_columns
from pipeline.figures.measure import width, wrap
from pipeline.figures.points import Axis, Point, draw_point, grid, no_interval_notes, point, tick_labels, value_range
from pipeline.figures.surround import closed, opened
from pipeline.figures.theme import TextStyle
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class Group:
    """A level of the grouping; ``n`` is the printed range over all items."""

    level: int
    label: str
    n: str


@dataclass(frozen=True)
class Panel:
    """One item: the mean of all municipalities and a point per group."""

    variable: str
    label: str
    overall: Point
    points: tuple[Point, ...]


@dataclass(frozen=True)
class MultiplesData:
    """Everything a grid of small multiples shows."""

    kind: ClassVar[str] = "multiples"
    context: Context
    by: str
    by_label: str
    low: float
    high: float
    groups: tuple[Group, ...]
    panels: tuple[Panel, ...]

    def marked(self, judge: Judge) -> Self:
        """The same panels, every mean with the mark that ``judge`` gives it."""
        wave = self.context.waves[0]

        def judged(panel: Panel, mark: Point, by: str, level: int) -> Point:
            about = Drawn(wave, panel.variable, "mean", by=by, level=level, value=mark.mean, n=mark.n)
            return replace(mark, mark=judge(about))

        def panel_of(panel: Panel) -> Panel:
            groups = zip(self.groups, panel.points, strict=True)
            points = tuple(judged(panel, mark, self.by, group.level) for group, mark in groups)
            return replace(panel, overall=judged(panel, panel.overall, "all", 0), points=points)

        return replace(self, panels=tuple(map(panel_of, self.panels)))

    def to_frame(self) -> pd.DataFrame:
        """One row per item and group, all municipalities first: variable, label, group, n, mean, ci_low, ci_high."""
        import pandas as pd

        every = self.context.say("all")
        records = [
            (panel.variable, panel.label, group, mark.n, mark.mean, mark.low, mark.high)
            for panel in self.panels
            for group, mark in zip(
                [every, *(group.label for group in self.groups)], [panel.overall, *panel.points], strict=True
            )
        ]
        columns = ["variable", "label", "group", "n", "mean", "ci_low", "ci_high"]
        types = {"n": "Int64", "mean": "float64", "ci_low": "float64", "ci_high": "float64"}
        frame = pd.DataFrame(records, columns=columns).astype(types)
        add_columns(frame, [mark.mark for panel in self.panels for mark in (panel.overall, *panel.points)])
        return self.context.stamp(frame)


@marks_assumed
def multiples_data(
    survey: Survey, wave: str, question: str, *, by: str = "size_group", language: Language = "de"
) -> MultiplesData:
    """The means of a question's items by group, with the mean of all municipalities for comparison."""
    asked = survey.question(wave, question)
    labels = {v.name: v.short_label[language] for v in survey.variables(wave, question)}
    every = survey.means(wave, question, language=language)
    grouped = survey.means(wave, question, by, language=language)
    points = {(row.variable, int(row.level)): point(row) for row in grouped.itertuples()}
    levels = dict(zip(grouped["level"].astype(int), grouped["level_short"], strict=True))
    panels = tuple(
        Panel(row.variable, labels[row.variable], point(row), tuple(points[row.variable, level] for level in levels))
        for row in every.itertuples()
    )
    groups = tuple(
        Group(level, label, number_range([panel.points[at].n for panel in panels], language))
        for at, (level, label) in enumerate(levels.items())
    )
    scale = survey.scale(wave, question)
    low, high = value_range(scale)
    marks = [mark for panel in panels for mark in (panel.overall, *panel.points)]
    notes = no_interval_notes(marks, language)
    by_label = grouping_label(survey, by, language)
    explanation = phrase(PHRASES, "means_by", language, by=by_label, scale=scale_ends(scale, language))
    return MultiplesData(
        context=context(
            survey, [wave], asked, language, explanation=explanation, counts=[panel.overall.n for panel in panels],
            groups=[mark.withheld for mark in marks], notes=notes,
        ),
        by=by,
        by_label=by_label,
        low=low,
        high=high,
        groups=groups,
        panels=panels,
    )  # fmt: skip


_HEAD = theme.SMALL
_VALUE = TextStyle(7.4)
_FEW = TextStyle(6.9, colour=palette.GREY)
_GAP = 12.5


def columns(count: int) -> int:
    """Panels in a row: as few rows as five columns allow, then as few empty places as possible.

    >>> [columns(n) for n in (1, 3, 5, 7, 9, 12, 15)]
    [1, 3, 5, 4, 5, 4, 5]
    """
    if count <= 5:
        return max(count, 1)
    rows = -(-count // 5)
    return -(-count // rows)


def draw_multiples(data: MultiplesData) -> Figure:
    """Draw the panels row by row; the groups are named at the left of every row."""
    page = opened(data.context)
    room = min(92.0, max([width(group.label, theme.LABEL) for group in data.groups], default=0.0) + 1)
    names = [wrap(group.label, room, theme.LABEL) for group in data.groups]
    per_row = columns(len(data.panels))
    left = 2 + room + 10
    size = min((page.width - 6 - left - _GAP * (per_row - 1)) / per_row, 200.0)
    for start in range(0, len(data.panels), per_row):
        _row(page, data, data.panels[start : start + per_row], names, (left, size))
    return closed(page, data.context, dots=True).figure()


def _row(
    page: Page, data: MultiplesData, panels: Sequence[Panel], names: Sequence[Sequence[str]],
    place: tuple[float, float],
) -> None:  # fmt: skip
    left, size = place
    heads = [wrap(panel.label, size + 4, _HEAD) for panel in panels]
    lines = max(len(head) for head in heads)
    heights = [max(21.5, len(name) * theme.LABEL.leading + theme.SMALL_QUIET.leading + 3.5) for name in names]
    top = page.y + lines * _HEAD.leading + 3
    axes = [Axis(data.low, data.high, x, x + size) for x in (left + at * (size + _GAP) for at in range(len(panels)))]
    for panel, head, axis in zip(panels, heads, axes, strict=True):
        page.lines(axis.left - 2, page.y + (lines - len(head)) * _HEAD.leading, head, _HEAD)
        grid(page, axis, top, top + sum(heights) + 2)
        if panel.overall.mean is not None:
            x = axis.at(panel.overall.mean)
            page.line((x, top), (x, top + sum(heights) + 2), palette.REFERENCE, 1.0)
    for at, (group, name) in enumerate(zip(data.groups, names, strict=True)):
        y = top + sum(heights[:at])
        below = page.lines(left - 10, y + 3.5, name, theme.LABEL, "right")
        page.lines(left - 10, below - 1, [group.n], _FEW, "right")
        for panel, axis in zip(panels, axes, strict=True):
            _cell(page, data, panel.points[at], axis, y)
    page.y = top + sum(heights) + 2
    for axis in axes:
        tick_labels(page, axis, page.y, data.context.language)
    page.y += 18


def _cell(page: Page, data: MultiplesData, mark: Point, axis: Axis, top: float) -> None:
    """Interval, mean, and the number above it; a withheld or empty group says so in its place."""
    middle = top + 15.5
    if mark.status is Status.SHOWN and mark.mean is not None:
        draw_point(page, axis, mark, middle, radius=2.7)
        text = numbers.number(mark.mean, data.context.language)
        half = width(text, _VALUE) / 2
        x = min(max(axis.at(mark.mean), axis.left + half - 4), axis.right - half + 4)
        page.clearing(x, middle - 4.6, text, _VALUE)
        return
    text = data.context.say("withheld_sign") if mark.status is Status.WITHHELD else numbers.NOT_SHOWN
    page.clearing((axis.left + axis.right) / 2, middle, text, _FEW)
