"""100 % stacked bars: how the answers to a battery, or to one question by group, spread over the scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal

from pipeline.figures import palette, theme
from pipeline.figures.context import Context, Status, context, grouping_label, real, scale_ends, status, whole
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
    """One bar; ``shares`` and ``counts`` have an entry per option, None where they are withheld."""

    variable: str
    level: int
    label: str
    n: int | None
    mean: float | None
    shares: tuple[float | None, ...]
    counts: tuple[int | None, ...]

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
    options: tuple[str, ...]
    colours: tuple[str, ...]
    rated: bool
    rows: tuple[StackedRow, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row per bar: variable, level, label, n, mean, and the share (0-1) of every option."""
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
        return self.context.stamp(frame)


def stacked_data(
    survey: Survey, wave: str, *questions: str, by: str = ALL, order: Order = "questionnaire", language: Language = "de"
) -> StackedData:
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
            rows += _rows(survey, wave, question.id, grouping, language, rated=scale.is_likert)
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
        options=tuple(option.short_label[language] for option in scale.substantive),
        colours=palette.option_colours(scale),
        rated=scale.is_likert,
        rows=tuple(rows),
    )  # fmt: skip


def _joint_title(asked: list, language: Language) -> str | None:
    return None if len(asked) == 1 else ", ".join((one.title or one.text)[language] for one in asked)


def _rows(survey: Survey, wave: str, question: str, by: str, language: Language, *, rated: bool) -> list[StackedRow]:
    frame = survey.distribution(wave, question, by, language=language)
    frame = frame[~frame["missing"]]
    table = survey.means(wave, question, by, language=language).itertuples() if rated else ()
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
    right = page.width - 2
    mean_at, n_at = right - 31, right
    left, end = _LABELS + 8, right - (62 if data.rated else 30)
    legend(page, tuple(zip(data.colours, data.options, strict=True)), left)
    if data.rated:
        page.text(mean_at, page.y + 8, data.context.say("mean"), theme.SMALL_QUIET, "right")
    page.text(n_at, page.y + 8, data.context.say("n"), theme.SMALL_QUIET, "right")
    page.y += 12
    for row in data.rows:
        lines = wrap(row.label, _LABELS, theme.LABEL, balanced=True)
        height = max(_BAR + 6.5, len(lines) * theme.LABEL.leading + 7)
        middle = page.y + height / 2
        page.middle(_LABELS, middle, lines, theme.LABEL, "right")
        _bar(page, data, row, (left, end), middle)
        if data.rated:
            style = theme.STRONG if row.mean is not None else theme.QUIET
            page.middle(mean_at, middle, numbers.number(row.mean, data.context.language), style, "right")
        page.middle(n_at, middle, numbers.count(row.n, data.context.language), theme.QUIET, "right")
        page.y += height
    _axis(page, data.context, left, end)
    return closed(page, data.context).figure()


def _bar(page: Page, data: StackedData, row: StackedRow, span: tuple[float, float], middle: float) -> None:
    left, end = span
    top = middle - _BAR / 2
    if row.status is not Status.SHOWN:
        key = "few_answers" if row.status is Status.WITHHELD else "no_answers"
        page.line((left, middle + _BAR / 2), (end, middle + _BAR / 2), palette.HAIRLINE)
        page.middle(left + 3, middle, data.context.say(key), theme.QUIET)
        return
    x = left
    for share, colour in zip(row.shares, data.colours, strict=True):
        size = (share or 0.0) * (end - left)
        if size <= 0:
            continue
        page.box(x, top, size, _BAR, colour)
        text = numbers.percent(share, data.context.language, sign=False)
        if share >= 0.05 and width(text, theme.NUMBER) + 2 <= size:
            page.middle(x + size / 2, middle, text, theme.NUMBER, "center", colour=palette.ink_on(colour))
        if x > left:
            page.line((x, top), (x, top + _BAR), palette.PAPER, 1.1)
        x += size


def _axis(page: Page, about: Context, left: float, end: float) -> None:
    """Ticks at the quarters; the last carries the unit."""
    for quarter in range(5):
        x = left + (end - left) * quarter / 4
        text = numbers.percent(quarter / 4, about.language, sign=quarter == 4)
        page.text(x, page.y + 9, text, theme.SMALL_QUIET, "center")
    page.y += 11
