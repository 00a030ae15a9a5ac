"""How a field phase runs: submissions by day, where questionnaires are left, what stays empty, how long it takes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pipeline.monitor.responses import NOT_APPLICABLE, items
from pipeline.questionnaire import MissingKind, QuestionType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Text, Wave
    from pipeline.warehouse import WaveData

LONGEST = 366
"""Days that are shown one by one; a field phase of more than a year is a wrong date."""


@dataclass(frozen=True)
class Day:
    """One day of the field phase: municipalities that submitted on it, all up to its end, and invitations sent.

    ``submitted`` and ``total`` are None for days after the export.
    """

    date: dt.date
    submitted: int | None
    total: int | None
    invited: int = 0


@dataclass(frozen=True)
class Stop:
    """A question with the number of responses whose last answer it holds (``stopped``), of those that got to it.

    The first stop has no question: the questionnaire was opened and nothing answered.
    """

    question: str | None
    number: int | None
    label: Text | None
    section: Text | None
    stopped: int
    reached: int


@dataclass(frozen=True)
class QuestionResponse:
    """A closed question in the submitted responses: items that were asked, and how they were answered.

    ``no_answer`` was left empty, ``residual`` are *don't know* and refusals. A multiple-choice question is one item,
    answered if any box is ticked.
    """

    question: str
    number: int | None
    label: Text
    answered: int
    residual: int
    no_answer: int

    @property
    def asked(self) -> int:
        """All items."""
        return self.answered + self.residual + self.no_answer


@dataclass(frozen=True)
class Durations:
    """Minutes from opening the questionnaire to submitting it, pauses included; quartiles of ``n`` responses."""

    n: int
    first_quartile: float | None = None
    median: float | None = None
    third_quartile: float | None = None


def daily(
    submitted: Sequence[dt.date], period: tuple[dt.date, dt.date], last: dt.date | None, invited: Sequence[dt.date]
) -> tuple[Day, ...]:
    """Every day from the first of the field period (or an earlier submission) to its end, or to the export if that is later.

    Parameters
    ----------
    last:
        The day of the export; the days after it are still to come. None before there is an export.
    """
    first = min((period[0], *submitted))
    end = max((period[1], *submitted, *([last] if last is not None and submitted else [])))
    length = min((end - first).days + 1, LONGEST)
    per_day, sent = Counter(submitted), Counter(invited)
    days, total = [], 0
    for step in range(length):
        day = first + dt.timedelta(days=step)
        past = last is not None and day <= max((last, *submitted))
        total += per_day[day]
        days.append(Day(day, per_day[day] if past else None, total if past else None, sent[day]))
    return tuple(days)


def stops(frame: pl.DataFrame, wave: Wave) -> tuple[Stop, ...]:
    """Where the responses that were never submitted ended; those of municipalities that submitted another take no part."""
    counted = frame.filter(pl.col("status") == "complete")
    back = counted["unit"].drop_nulls().to_list()
    unfinished = frame.filter(
        pl.col("status").is_in(["partial", "opened"]) & ~pl.col("unit").is_in(back).fill_null(value=False)
    )
    ends = Counter(unfinished["last"].fill_null(0))
    everybody = counted.height + unfinished.height
    found = [Stop(None, None, None, None, ends[0], everybody)]
    left = everybody - ends[0]
    position = 0
    for section in wave.sections:
        for asked in section.questions:
            position += 1
            label = asked.title or asked.text
            found.append(Stop(asked.id, asked.number, label, section.title, ends[position], left))
            left -= ends[position]
    return tuple(found)


def question_response(data: WaveData, questionnaire: Questionnaire) -> tuple[QuestionResponse, ...]:
    """Item nonresponse of every closed question among the submitted responses that count."""
    counted = data.respondents.filter(pl.col("status") == "complete").select("respondent")
    kind = pl.col("missing_kind")
    residual = kind.is_in([int(MissingKind.DONT_KNOW), int(MissingKind.REFUSED)]).fill_null(value=False)
    given = kind.is_null() & (~pl.col("box") | (pl.col("code") == 1))
    asked = ~kind.is_in(NOT_APPLICABLE).fill_null(value=False)
    answered, said = pl.col("given").sum(), (pl.col("residual") & ~pl.col("given")).sum()
    found = (
        data.answers.with_columns(pl.col("variable").cast(pl.String))
        .join(counted, on="respondent")
        .join(items(questionnaire, data.questionnaire).filter(pl.col("item").is_not_null()), on="variable")
        .filter(asked)
        .group_by("respondent", "question", "item")
        .agg(given.any().alias("given"), residual.any().alias("residual"))
        .group_by("question")
        .agg(answered.alias("answered"), said.alias("residual"), (pl.len() - answered - said).alias("no_answer"))
    )
    counts = {row["question"]: row for row in found.iter_rows(named=True)}
    nothing = dict.fromkeys(("answered", "residual", "no_answer"), 0)
    return tuple(
        QuestionResponse(
            question.id, question.number, question.title or question.text,
            *(counts.get(position, nothing)[name] for name in nothing),
        )
        for position, question in enumerate(questionnaire.wave(data.questionnaire).questions, start=1)
        if question.type is not QuestionType.TEXT
    )  # fmt: skip


def durations(frame: pl.DataFrame) -> Durations:
    """Minutes between the two dates of submitted responses that count and have both."""
    minutes = (
        frame.filter(pl.col("status") == "complete")
        .select((pl.col("submitted_at") - pl.col("started_at")).dt.total_seconds() / 60)
        .to_series()
        .drop_nulls()
    )
    minutes = minutes.filter(minutes >= 0)
    if not minutes.len():
        return Durations(0)
    return Durations(minutes.len(), *(minutes.quantile(at, "linear") for at in (0.25, 0.5, 0.75)))
