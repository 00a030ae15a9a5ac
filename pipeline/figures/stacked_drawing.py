"""100 % stacked bars on a page, and the parts that diverging bars share with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.context import Status
from pipeline.figures.marks import UNMARKED, Weight
from pipeline.figures.measure import width, wrap
from pipeline.figures.surround import closed, empty_place, legend, opened
from pipeline.wording import numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from pipeline.figures.context import Context
    from pipeline.figures.page import Page
    from pipeline.figures.stacked import StackedData, StackedRow

_LABELS = 196.0
_BAR = 21.0


def draw_stacked(data: StackedData) -> Figure:
    """Draw the bars; shares from 5 % are written inside, mean and n stand in columns of their own."""
    page = opened(data.context)
    left, end = _LABELS + 8, bar_end(page, data)
    legend(page, tuple(zip(data.colours, data.options, strict=True)), left)
    column_heads(page, data)
    for row in data.rows:
        height = row_height(row)
        middle = page.y + height / 2
        page.middle(_LABELS, middle, _lines(row), theme.LABEL, "right")
        draw_numbers(page, data, row, middle)
        if row.status is Status.SHOWN or row.n:  # a group whose every answer is withheld keeps its place, and its n
            _draw_bar(page, data, row, (left, end), middle - _BAR / 2)
        else:
            draw_nothing(page, data, row, (left, end), middle)
        page.y += height
    _axis(page, data.context, left, end)
    return closed(page, data.context).figure()


def bar_end(page: Page, data: StackedData) -> float:
    """Where the bars end: left of the columns, and of what stands under a mean."""
    if not data.rated:
        return page.width - 32
    beside = max((width(row.mean_mark.beside, theme.BESIDE) for row in data.rows), default=0.0)
    return page.width - 33 - max(31.0, beside + 5)


def _draw_bar(page: Page, data: StackedData, row: StackedRow, span: tuple[float, float], top: float) -> None:
    """The parts from both ends up to the first that is withheld; between them a place that says so."""
    (left, end), unit = span, span[1] - span[0]
    hidden = [at for at, share in enumerate(row.shares) if share is None]
    first, last = (hidden[0], hidden[-1]) if hidden else (len(row.shares), len(row.shares) - 1)
    for at in range(first):
        draw_segment(page, data, row, at, (left, top, row.shares[at] * unit))
        left += row.shares[at] * unit
    for at in range(len(row.shares) - 1, last, -1):
        end -= row.shares[at] * unit
        draw_segment(page, data, row, at, (end, top, row.shares[at] * unit))
    if hidden and end - left > 1:
        empty_place(page, (left, top), (end - left, _BAR))
        text = data.context.say("withheld")
        if width(text, theme.SMALL_QUIET) + 6 <= end - left:
            page.clearing((left + end) / 2, top + _BAR / 2 + 2.6, text, theme.SMALL_QUIET)


def _lines(row: StackedRow) -> tuple[str, ...]:
    return wrap(row.label, _LABELS, theme.LABEL, balanced=True)


def row_height(row: StackedRow) -> float:
    """Room for the bar, and for the label where it needs more."""
    return max(_BAR + 6.5, len(_lines(row)) * theme.LABEL.leading + 7)


def column_heads(page: Page, data: StackedData) -> None:
    """What the columns at the right are."""
    right = page.width - 2
    if data.rated:
        page.text(right - 31, page.y + 8, data.context.say("mean"), theme.SMALL_QUIET, "right")
    page.text(right, page.y + 8, data.context.say("n"), theme.SMALL_QUIET, "right")
    page.y += 12


def draw_numbers(page: Page, data: StackedData, row: StackedRow, middle: float) -> None:
    """Mean and n of a row at the right; a mean that is marked is not bold, and says what else it is said to be."""
    language, right = data.context.language, page.width - 2
    if data.rated:
        sure = row.mean is not None and row.mean_mark.weight is Weight.PLAIN
        style = theme.STRONG if sure else theme.QUIET
        page.middle(right - 31, middle, numbers.number(row.mean, language), style, "right")
        if row.mean_mark.beside:
            page.text(right - 31, middle + 11.2, row.mean_mark.beside, theme.BESIDE, "right")
    page.middle(right, middle, data.context.count(row.n), theme.QUIET, "right")


def draw_nothing(page: Page, data: StackedData, row: StackedRow, span: tuple[float, float], middle: float) -> None:
    """A row without numbers says why."""
    left, end = span
    key = "withheld" if row.status is Status.WITHHELD else "no_answers"
    page.line((left, middle + _BAR / 2), (end, middle + _BAR / 2), palette.HAIRLINE)
    page.middle(left + 3, middle, data.context.say(key), theme.QUIET)


def draw_segment(page: Page, data: StackedData, row: StackedRow, at: int, place: tuple[float, float, float]) -> None:
    """The part of a bar that belongs to option ``at``: left edge, top and width of ``place`` in points."""
    x, top, size = place
    if size <= 0:
        return
    share, colour = row.shares[at], data.colours[at]
    mark = row.marks[at] if row.marks else UNMARKED
    page.box(x, top, size, _BAR, colour)
    page.hatch((x, top), (size, _BAR), mark.weight, colour)
    text = numbers.percent(share, data.context.language, sign=False)
    room = width(text, theme.NUMBER)
    if share >= 0.05 and room + 2 <= size:
        if mark.weight:
            page.box(x + size / 2 - room / 2 - 1.5, top + _BAR / 2 - 5, room + 3, 10, colour)
        page.middle(x + size / 2, top + _BAR / 2, text, theme.NUMBER, "center", colour=palette.ink_on(colour))
    page.line((x, top), (x, top + _BAR), palette.PAPER, 1.1)


def _axis(page: Page, about: Context, left: float, end: float) -> None:
    """Ticks at the quarters; the last carries the unit."""
    for quarter in range(5):
        x = left + (end - left) * quarter / 4
        text = numbers.percent(quarter / 4, about.language, sign=quarter == 4)
        page.text(x, page.y + 9, text, theme.SMALL_QUIET, "center")
    page.y += 11
