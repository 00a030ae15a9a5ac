"""A table of a battery by group, the highest value of every row highlighted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from pipeline.figures import palette, theme
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import Context, Status, context, grouping_label, number_range, real, status, whole
from pipeline.figures.marks import UNMARKED, Drawn, Judge, Mark, Weight, add_columns, heaviest
from pipeline.figures.measure import width, wrap
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
    from pipeline.questionnaire.model import ResponseOption, Scale


@dataclass(frozen=True)
class Cell:
    """A share of one group; ``highest`` where no other group of the row has a higher one."""

    share: float | None
    n: int | None
    highest: bool = False
    mark: Mark = UNMARKED

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.n, self.share)


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
    codes: tuple[int, ...]
    levels: tuple[int, ...]
    groups: tuple[str, ...]
    rows: tuple[HighlightRow, ...]
    digits: int = 0

    def marked(self, judge: Judge) -> Self:
        """The same table, every share with the mark that ``judge`` gives it."""
        wave = self.context.waves[0]

        def judged(row: HighlightRow, cell: Cell, by: str, level: int) -> Cell:
            about = Drawn(wave, row.variable, "share", self.codes, by, level, cell.share, n=cell.n)
            return replace(cell, mark=judge(about))

        return replace(
            self,
            rows=tuple(
                replace(
                    row,
                    overall=judged(row, row.overall, "all", 0),
                    cells=tuple(
                        judged(row, cell, self.by, level) for level, cell in zip(self.levels, row.cells, strict=True)
                    ),
                )
                for row in self.rows
            ),
        )

    def to_frame(self) -> pd.DataFrame:
        """One row per item: variable, label, n and share (0-1) of all, then share and n of every group.

        Of marked shares ``evidence`` is that of the least sure one, and every column has its own beside it.
        """
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
        frame = pd.DataFrame(records).astype({"n": "Int64", **types})
        add_columns(frame, [heaviest([cell.mark for cell in (row.overall, *row.cells)]) for row in self.rows])
        for at, name in enumerate((every, *self.groups)):
            add_columns(frame, [(row.overall, *row.cells)[at].mark for row in self.rows], f" {name}")
        return self.context.stamp(frame)


@marks_assumed
def highlight_data(
    survey: Survey, wave: str, question: str, *, by: str = "size_group", digits: int = 0,
    language: Language = "de", internal: bool = False,
) -> HighlightData:  # fmt: skip
    """The share of the two highest answers of every item, by group, in percent with ``digits`` decimals."""
    asked = survey.question(wave, question)
    every = survey.means(wave, question, language=language, internal=internal)
    grouped = survey.means(wave, question, by, language=language, internal=internal)
    cells: dict[str, list[Cell]] = {}
    for row in grouped.itertuples():
        cells.setdefault(row.variable, []).append(Cell(real(row.top2), whole(row.n)))
    rows = tuple(
        HighlightRow(row.variable, row.label, Cell(real(row.top2), whole(row.n)), _marked(cells[row.variable]))
        for row in every.itertuples()
    )
    levels = survey.levels(by, language)
    top = _top(survey.scale(wave, question))
    options = _quoted(top, language)
    by_label = grouping_label(survey, by, language)
    return HighlightData(
        context=context(
            survey, [wave], asked, language,
            explanation=phrase(PHRASES, "top2", language, options=options, by=by_label),
            counts=[row.overall.n for row in rows],
            groups=[None if cell.status is Status.WITHHELD else cell.n for row in rows for cell in row.cells],
        ),
        by=by,
        by_label=by_label,
        options=options,
        codes=tuple(sorted(option.code for option in top)),
        levels=tuple(int(level) for level in levels["level"]),
        groups=tuple(levels["short"]),
        rows=rows,
        digits=digits,
    )  # fmt: skip


def _marked(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells with the highest marked; equals are all marked, a row without differences has none."""
    shares = [cell.share for cell in cells if cell.share is not None]
    if len(set(shares)) < 2:
        return tuple(cells)
    return tuple(replace(cell, highest=cell.share == max(shares)) for cell in cells)


def _top(scale: Scale) -> list[ResponseOption]:
    """The two highest answers, as the statistic ``top2`` counts them."""
    return sorted(scale.substantive, key=lambda option: -(option.value or 0.0))[:2]


def _quoted(options: list[ResponseOption], language: Language) -> str:
    quoted = [phrase(PHRASES, "quoted", language, text=option.short_label[language]) for option in options]
    return phrase(PHRASES, "and", language).join(quoted)


_LABELS, _NARROW = 196.0, 150.0
_HEAD, _NARROW_HEAD = TextStyle(7.6, "semibold"), TextStyle(6.9, "semibold")
_TALL = 25.0
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
        tall = _TALL if any(cell.mark.beside for cell in (row.overall, *row.cells)) else 17.5
        height = max(tall, len(lines) * theme.LABEL.leading + 6)
        page.middle(2, page.y + height / 2, lines, theme.LABEL)
        for at, cell in enumerate((row.overall, *row.cells)):
            _cell(page, data, cell, (left + at * step, page.y), (step, height))
        page.y += height
        page.line((2, page.y), (right, page.y), palette.HAIRLINE, 0.4)
    return closed(page, data.context).figure()


def _cell(page: Page, data: HighlightData, cell: Cell, corner: tuple[float, float], size: tuple[float, float]) -> None:
    (x, y), (wide, high) = corner, size
    fill = palette.TINT if cell.highest else palette.PAPER
    if cell.highest:
        page.box(x + 1.5, y + 1.5, wide - 3, high - 3, fill)
    page.hatch((x + 1.5, y + 1.5), (wide - 3, high - 3), cell.mark.weight, fill)
    style = theme.STRONG if cell.highest else theme.LABEL
    text = numbers.percent(cell.share, data.context.language, data.digits, sign=False)
    if cell.status is not Status.SHOWN:
        text = data.context.say("withheld_sign") if cell.status is Status.WITHHELD else numbers.NOT_SHOWN
        style = theme.QUIET
    lines = [(text, style), *([(cell.mark.beside, theme.BESIDE)] if cell.mark.beside else [])]
    middle = y + high / 2 - (4.2 if cell.mark.beside else 0)
    for line, look in lines:
        room = width(line, look) + 4
        if cell.mark.weight is not Weight.PLAIN:
            page.box(x + (wide - room) / 2, middle - 4.6, room, 9.2, fill)
        page.middle(x + wide / 2, middle, line, look, "center")
        middle += 9.2
