"""Means with 95 % intervals, one row per item or group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from pipeline.figures import palette, theme
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import Context, Status, context, scale_ends, whole
from pipeline.figures.marks import Drawn, Judge, Weight, add_columns
from pipeline.figures.measure import width, wrap
from pipeline.figures.points import Axis, Point, draw_point, grid, no_interval_notes, point, tick_labels, value_range
from pipeline.figures.stacked import ALL, ORDERS, Order
from pipeline.figures.surround import closed, opened
from pipeline.questionnaire import QuestionType
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class MeanRow:
    """One mean and what it is the mean of."""

    variable: str
    level: int
    label: str
    point: Point


@dataclass(frozen=True)
class MeansData:
    """Everything a chart of means shows; ``low`` and ``high`` are the ends of the scale and their labels."""

    kind: ClassVar[str] = "means"
    context: Context
    by: str
    low: float
    high: float
    low_label: str
    high_label: str
    rows: tuple[MeanRow, ...]

    def marked(self, judge: Judge) -> Self:
        """The same means, each with the mark that ``judge`` gives it."""
        wave = self.context.waves[0]

        def judged(row: MeanRow) -> MeanRow:
            about = Drawn(wave, row.variable, "mean", by=self.by, level=row.level, value=row.point.mean, n=row.point.n)
            return replace(row, point=replace(row.point, mark=judge(about)))

        return replace(self, rows=tuple(judged(row) for row in self.rows))

    def to_frame(self) -> pd.DataFrame:
        """One row per mean: variable, level, label, n, mean, ci_low, ci_high."""
        import pandas as pd

        records = [
            (row.variable, row.level, row.label, row.point.n, row.point.mean, row.point.low, row.point.high)
            for row in self.rows
        ]
        columns = ["variable", "level", "label", "n", "mean", "ci_low", "ci_high"]
        types = {"n": "Int64", "mean": "float64", "ci_low": "float64", "ci_high": "float64"}
        frame = pd.DataFrame(records, columns=columns).astype(types)
        add_columns(frame, [row.point.mark for row in self.rows])
        return self.context.stamp(frame)


@marks_assumed
def means_data(
    survey: Survey, wave: str, question: str, *, by: str = ALL, order: Order = "mean", language: Language = "de",
    internal: bool = False,
) -> MeansData:  # fmt: skip
    """The means of a battery's items, highest first, or of a single question by group.

    ``order="questionnaire"`` keeps the printed order; the subtitle names the order either way. Rows without a mean
    stand last when ordered by it.
    """
    if order not in ORDERS:
        msg = f"rows cannot be ordered by '{order}'. Expected one of: {', '.join(ORDERS)}"
        raise ValueError(msg)
    asked = survey.question(wave, question)
    battery = asked.type is QuestionType.BATTERY
    if battery and by != ALL:
        msg = f"a battery by {by} has a mean per item and group. Hint: use small multiples"
        raise ValueError(msg)
    frame = survey.means(wave, question, by, language=language, internal=internal)
    rows = [
        MeanRow(row.variable, int(row.level), row.label if battery else row.level_label, point(row))
        for row in frame.itertuples()
    ]
    if order == "mean":
        rows.sort(key=lambda row: (row.point.mean is None, -(row.point.mean or 0)))
    scale = survey.scale(wave, question)
    low, high = value_range(scale)
    explanation = (
        phrase(PHRASES, "means", language, scale=scale_ends(scale, language)),
        phrase(PHRASES, f"order_{order}", language),
    )
    counts = [row.point.n for row in rows]
    if by != ALL:
        counts = [whole(survey.means(wave, question, language=language)["n"].iloc[0])]
    notes = no_interval_notes([row.point for row in rows], language)
    return MeansData(
        context=context(
            survey, [wave], asked, language, explanation=" ".join(explanation), counts=counts,
            groups=[row.point.withheld for row in rows], notes=notes,
        ),
        by=by,
        low=low,
        high=high,
        low_label=scale.low.short_label[language],
        high_label=scale.high.short_label[language],
        rows=tuple(rows),
    )  # fmt: skip


_LABELS = 196.0
_PITCH = 17.0
_PITCH_BESIDE = 25.0


def draw_means(data: MeansData) -> Figure:
    """Draw dots with intervals on the full scale; the mean is written beside, with its interval and n."""
    page = opened(data.context)
    right = page.width - 2
    mean_at, interval_at, n_at = right - 96, right - 29, right
    beside = max((width(row.point.mark.beside, theme.BESIDE) for row in data.rows), default=0.0)
    axis = Axis(data.low, data.high, _LABELS + 12, mean_at - max(30.0, beside + 6))
    for at, key in ((mean_at, "mean"), (interval_at, "interval"), (n_at, "n")):
        page.text(at, page.y + 8, data.context.say(key), theme.SMALL_QUIET, "right")
    page.y += 13
    wrapped = [wrap(row.label, _LABELS, theme.LABEL, balanced=True) for row in data.rows]
    heights = [
        max(_PITCH_BESIDE if row.point.mark.beside else _PITCH, len(lines) * theme.LABEL.leading + 6)
        for row, lines in zip(data.rows, wrapped, strict=True)
    ]
    grid(page, axis, page.y, page.y + sum(heights))
    for row, lines, height in zip(data.rows, wrapped, heights, strict=True):
        middle = page.y + height / 2
        page.middle(_LABELS, middle, lines, theme.LABEL, "right")
        if row.point.status is Status.SHOWN:
            draw_point(page, axis, row.point, middle)
        else:
            key = "withheld" if row.point.status is Status.WITHHELD else "no_answers"
            text = data.context.say(key)
            page.box(axis.left + 2, middle - 5, width(text, theme.QUIET) + 4, 10, palette.PAPER)
            page.middle(axis.left + 4, middle, text, theme.QUIET)
        language = data.context.language
        sure = row.point.mean is not None and row.point.mark.weight is Weight.PLAIN
        strong = theme.STRONG if sure else theme.QUIET
        page.middle(mean_at, middle, numbers.number(row.point.mean, language), strong, "right")
        if row.point.mark.beside:
            page.text(mean_at, middle + 9.4, row.point.mark.beside, theme.BESIDE, "right")
        span = numbers.interval(row.point.low, row.point.high, language)
        page.middle(interval_at, middle, span, theme.QUIET, "right")
        page.middle(n_at, middle, data.context.count(row.point.n), theme.QUIET, "right")
        page.y += height
    tick_labels(page, axis, page.y, data.context.language)
    page.y += 11
    _ends(page, axis, data)
    return closed(page, data.context, dots=True).figure()


def _ends(page: Page, axis: Axis, data: MeansData) -> None:
    """What the two ends of the scale mean, under them."""
    room = (axis.right - axis.left) / 2 - 4
    low = wrap(data.low_label, room, theme.SMALL_QUIET)
    high = wrap(data.high_label, room, theme.SMALL_QUIET)
    page.lines(axis.left - 2, page.y, low, theme.SMALL_QUIET)
    page.lines(axis.right + 2, page.y, high, theme.SMALL_QUIET, "right")
    page.y += max(len(low), len(high)) * theme.SMALL_QUIET.leading
