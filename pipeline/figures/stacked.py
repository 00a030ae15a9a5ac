"""100 % stacked bars: how the answers to a battery, or to one question by group, spread over the scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pipeline.figures import palette, theme
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import Context, Status, context, grouping_label, real, scale_ends, status, whole
from pipeline.figures.marks import UNMARKED, Drawn, Judge, Mark, Weight, add_columns, heaviest
from pipeline.figures.measure import width, wrap
from pipeline.figures.surround import closed, legend, opened
from pipeline.questionnaire import QuestionType
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language

Order = Literal["questionnaire", "mean"]
ORDERS: tuple[Order, ...] = ("questionnaire", "mean")
ALL = "all"


@dataclass(frozen=True)
class StackedRow:
    """One bar; ``shares`` and ``counts`` have an entry per option, None where they are withheld.

    ``marks`` has an entry per option too, or is empty where nothing is said of the shares.
    """

    variable: str
    level: int
    label: str
    n: int | None
    mean: float | None
    shares: tuple[float | None, ...]
    counts: tuple[int | None, ...]
    marks: tuple[Mark, ...] = ()
    mean_mark: Mark = UNMARKED

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.n)


@dataclass(frozen=True)
class StackedData:
    """Everything a stacked bar chart shows."""

    kind: ClassVar[str] = "stacked"
    context: Context
    by: str
    by_label: str
    codes: tuple[int, ...]
    options: tuple[str, ...]
    colours: tuple[str, ...]
    rated: bool
    rows: tuple[StackedRow, ...]

    def marked(self, judge: Judge) -> Self:
        """The same bars, every share and every mean with the mark that ``judge`` gives it."""
        return replace(self, rows=tuple(self._judged(row, judge) for row in self.rows))

    def _judged(self, row: StackedRow, judge: Judge) -> StackedRow:
        wave, by = self.context.waves[0], self.by if row.level else ALL
        numbers_of = zip(self.codes, row.shares, row.counts, strict=True)
        marks = tuple(
            judge(Drawn(wave, row.variable, "share", (code,), by, row.level, share, count, row.n))
            for code, share, count in numbers_of
        )
        if not self.rated:
            return replace(row, marks=marks)
        mean = Drawn(wave, row.variable, "mean", by=by, level=row.level, value=row.mean, n=row.n)
        return replace(row, marks=marks, mean_mark=judge(mean))

    def to_frame(self) -> pd.DataFrame:
        """One row per bar: variable, level, label, n, mean, and the share (0-1) of every option.

        Of marked numbers ``evidence`` is that of the least sure share, ``evidence_mean`` that of the mean.
        """
        import pandas as pd

        records = [
            {"variable": row.variable, "level": row.level, "label": row.label, "n": row.n, "mean": row.mean}
            | {f"{position} {option}": row.shares[position - 1] for position, option in enumerate(self.options, 1)}
            for row in self.rows
        ]
        frame = pd.DataFrame(records).astype({"n": "Int64", "mean": "float64"})
        if not self.rated:
            frame = frame.drop(columns="mean")
        if self.by == ALL:
            frame = frame.drop(columns="level")
        add_columns(frame, [heaviest(row.marks) for row in self.rows])
        if self.rated:
            add_columns(frame, [row.mean_mark for row in self.rows], "_mean")
        return self.context.stamp(frame)


@marks_assumed
def stacked_data(
    survey: Survey, wave: str, *questions: str, by: str = ALL, order: Order = "questionnaire",
    language: Language = "de", internal: bool = False,
) -> StackedData:  # fmt: skip
    """The distribution of a battery, of several single questions of one scale, or of one single question by group.

    Parameters
    ----------
    questions:
        One battery, or one or more single questions that share a scale.
    by:
        A grouping for one single question: a row for all municipalities, then one per group.
    order:
        ``questionnaire``, or ``mean`` (highest first; rows without a mean come last).
    """
    if order not in ORDERS:
        msg = f"rows cannot be ordered by '{order}'. Expected one of: {', '.join(ORDERS)}"
        raise ValueError(msg)
    asked = [survey.question(wave, question) for question in questions]
    scales = {survey.variables(wave, question)[0].scale for question in questions}
    if len(scales) != 1:
        msg = f"questions on one chart need one scale, but {', '.join(questions)} have {', '.join(sorted(scales))}"
        raise ValueError(msg)
    if by != ALL and (len(asked) > 1 or asked[0].type is QuestionType.BATTERY):
        msg = f"only one single question can be stacked by {by}. Hint: use small multiples for a battery"
        raise ValueError(msg)
    scale = survey.scale(wave, questions[0])
    rows: list[StackedRow] = []
    for question in asked:
        for grouping in dict.fromkeys((ALL, by)):
            rows += _rows(survey, wave, question.id, grouping, language, rated=scale.is_likert, internal=internal)
            if len(asked) > 1:
                rows[-1] = replace(rows[-1], label=(question.title or question.text)[language])
    if order == "mean":
        rows.sort(key=lambda row: (row.mean is None, -(row.mean or 0)))
    explanation = phrase(PHRASES, "percent", language)
    if scale.is_likert:
        explanation = phrase(PHRASES, "percent_and_mean", language, scale=scale_ends(scale, language))
    if order == "mean":
        explanation += " " + phrase(PHRASES, "order_mean", language)
    return StackedData(
        context=context(
            survey, [wave], asked[0], language, explanation=explanation,
            counts=[row.n for row in rows if by == ALL or not row.level], groups=[row.n for row in rows],
            text="" if len(asked) > 1 else None, title=_joint_title(asked, language),
        ),
        by=by,
        by_label=grouping_label(survey, by, language) if by != ALL else "",
        codes=tuple(option.code for option in scale.substantive),
        options=tuple(option.short_label[language] for option in scale.substantive),
        colours=palette.option_colours(scale),
        rated=scale.is_likert,
        rows=tuple(rows),
    )  # fmt: skip


def _joint_title(asked: list, language: Language) -> str | None:
    return None if len(asked) == 1 else ", ".join((one.title or one.text)[language] for one in asked)


def _rows(
    survey: Survey, wave: str, question: str, by: str, language: Language, *, rated: bool, internal: bool
) -> list[StackedRow]:
    frame = survey.distribution(wave, question, by, language=language, internal=internal)
    frame = frame[~frame["missing"]]
    table = survey.means(wave, question, by, language=language, internal=internal).itertuples() if rated else ()
    means = {(row.variable, int(row.level)): real(row.mean) for row in table}
    single = survey.question(wave, question).type is not QuestionType.BATTERY
    rows = []
    for (variable, level), answers in groupby(frame.itertuples(), key=lambda row: (row.variable, int(row.level))):
        part = list(answers)
        rows.append(
            StackedRow(
                variable=variable,
                level=level,
                label=part[0].level_label if single else part[0].label,
                n=whole(part[0].base),
                mean=means.get((variable, level)),
                shares=tuple(real(row.share) for row in part),
                counts=tuple(whole(row.n) for row in part),
            )
        )
    return rows


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
        if row.status is Status.SHOWN:
            x = left
            for at, share in enumerate(row.shares):
                size = (share or 0.0) * (end - left)
                draw_segment(page, data, row, at, (x, middle - _BAR / 2, size))
                x += size
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
    page.middle(right, middle, numbers.count(row.n, language), theme.QUIET, "right")


def draw_nothing(page: Page, data: StackedData, row: StackedRow, span: tuple[float, float], middle: float) -> None:
    """A row without numbers says why."""
    left, end = span
    key = "few_answers" if row.status is Status.WITHHELD else "no_answers"
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
