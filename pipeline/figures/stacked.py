"""100 % stacked bars: how the answers to a battery, or to one question by group, spread over the scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pipeline.figures import palette
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import Context, Status, context, grouping_label, real, scale_ends, status, whole
from pipeline.figures.marks import UNMARKED, Drawn, Judge, Mark, add_columns, heaviest
from pipeline.questionnaire import QuestionType
from pipeline.wording import phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.analysis import Survey
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
        return status(self.n, *self.shares)


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
            counts=[row.n for row in rows if by == ALL or not row.level],
            groups=[share if row.n else row.n for row in rows for share in row.shares],
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
