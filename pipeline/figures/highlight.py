"""A table of a battery by group, the highest value of every row highlighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pipeline.figures import palette, theme
from pipeline.figures.context import Context, Status, context, grouping_label, number_range, real, status, whole
from pipeline.figures.measure import wrap
from pipeline.figures.surround import closed, opened
from pipeline.figures.theme import TextStyle
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Scale


@dataclass(frozen=True)
class Cell:
    """A share of one group; ``highest`` where no other group of the row has a higher one."""

    share: float | None
    n: int | None
    highest: bool = False

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.n)


@dataclass(frozen=True)
class HighlightRow:
    """One item: all municipalities, then a cell per group."""

    variable: str
    label: str
    overall: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HighlightData:
    """Everything the table shows."""

    kind: ClassVar[str] = "highlight"
    context: Context
    by: str
    by_label: str
    options: str
    groups: tuple[str, ...]
    rows: tuple[HighlightRow, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row per item: variable, label, n and share (0-1) of all, then share and n of every group."""
        import pandas as pd

        every = self.context.say("all")
        records = [
            {"variable": row.variable, "label": row.label, "n": row.overall.n, every: row.overall.share}
            | {
                name: value
                for group, cell in zip(self.groups, row.cells, strict=True)
                for name, value in ((group, cell.share), (f"n {group}", cell.n))
            }
            for row in self.rows
        ]
        types = dict.fromkeys((every, *self.groups), "float64") | {f"n {group}": "Int64" for group in self.groups}
        return self.context.stamp(pd.DataFrame(records).astype({"n": "Int64", **types}))


def highlight_data(
    survey: Survey, wave: str, question: str, *, by: str = "size_group", language: Language = "de"
) -> HighlightData:
    """The share of the two highest answers of every item, by group."""
    asked = survey.question(wave, question)
    every = survey.means(wave, question, language=language)
    grouped = survey.means(wave, question, by, language=language)
    cells: dict[str, list[Cell]] = {}
    for row in grouped.itertuples():
        cells.setdefault(row.variable, []).append(Cell(real(row.top2), whole(row.n)))
    rows = tuple(
        HighlightRow(row.variable, row.label, Cell(real(row.top2), whole(row.n)), _marked(cells[row.variable]))
        for row in every.itertuples()
    )
    levels = survey.levels(by, language)
    options = _top_options(survey.scale(wave, question), language)
    by_label = grouping_label(survey, by, language)
    return HighlightData(
        context=context(
            survey, [wave], asked, language,
            explanation=phrase(PHRASES, "top2", language, options=options, by=by_label),
            counts=[row.overall.n for row in rows],
            groups=[cell.n for row in rows for cell in row.cells],
        ),
        by=by,
        by_label=by_label,
        options=options,
        groups=tuple(levels["short"]),
        rows=rows,
    )  # fmt: skip


def _marked(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells with the highest marked; equals are all marked, a row without differences has none."""
    shares = [cell.share for cell in cells if cell.share is not None]
    if len(set(shares)) < 2:
        return tuple(cells)
    return tuple(Cell(cell.share, cell.n, cell.share == max(shares)) for cell in cells)


def _top_options(scale: Scale, language: Language) -> str:
    """The two highest answers, quoted, as the statistic ``top2`` counts them."""
    ranked = sorted(scale.substantive, key=lambda option: -(option.value or 0.0))[:2]
    quoted = [phrase(PHRASES, "quoted", language, text=option.short_label[language]) for option in ranked]
    return phrase(PHRASES, "and", language).join(quoted)


_LABELS, _NARROW = 196.0, 150.0
_HEAD, _NARROW_HEAD = TextStyle(7.6, "semibold"), TextStyle(6.9, "semibold")
_COUNT = TextStyle(6.9, colour=palette.GREY)


def draw_highlight(data: HighlightData) -> Figure:
    """Draw the table; the highest value is bold on a tint, so that it is found in grey print too."""
    page = opened(data.context)
    room, head_style = (_LABELS, _HEAD) if len(data.groups) <= 6 else (_NARROW, _NARROW_HEAD)
    left, right = room + 10, page.width - 2
    names = (data.context.say("all"), *data.groups)
    step = (right - left) / len(names)
    heads = [wrap(name, step - 2, head_style) for name in names]
    deep = max(len(head) for head in heads)
    for at, head in enumerate(heads):
        top = page.y + (deep - len(head)) * head_style.leading
        page.lines(left + (at + 0.5) * step, top, head, head_style, "center")
    page.y += deep * head_style.leading
    for at in range(len(names)):
        counts = [(row.overall, *row.cells)[at].n for row in data.rows]
        n = [number_range(counts, data.context.language)]
        page.lines(left + (at + 0.5) * step, page.y, n, _COUNT, "center")
    page.y += _COUNT.leading + 4
    page.line((2, page.y), (right, page.y), palette.INK, 0.8)
    for row in data.rows:
        lines = wrap(row.label, room, theme.LABEL)
        height = max(17.5, len(lines) * theme.LABEL.leading + 6)
        page.middle(2, page.y + height / 2, lines, theme.LABEL)
        for at, cell in enumerate((row.overall, *row.cells)):
            _cell(page, data, cell, (left + at * step, page.y), (step, height))
        page.y += height
        page.line((2, page.y), (right, page.y), palette.HAIRLINE, 0.4)
    return closed(page, data.context).figure()


def _cell(page: Page, data: HighlightData, cell: Cell, corner: tuple[float, float], size: tuple[float, float]) -> None:
    (x, y), (wide, high) = corner, size
    if cell.highest:
        page.box(x + 1.5, y + 1.5, wide - 3, high - 3, palette.TINT)
    style = theme.STRONG if cell.highest else theme.LABEL
    text = numbers.percent(cell.share, data.context.language, sign=False)
    if cell.status is not Status.SHOWN:
        text = numbers.count(None, data.context.language) if cell.status is Status.WITHHELD else numbers.NOT_SHOWN
        style = theme.QUIET
    page.middle(x + wide / 2, y + high / 2, text, style, "center")
