"""What each response of a wave is worth so far: how many of its questions are answered, and how far it got."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.questionnaire import MissingKind, QuestionType, question_variables
from pipeline.statistics.outcome_rates import COMPLETE, PARTIAL, disposition

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.warehouse import WaveData

NOT_APPLICABLE = (int(MissingKind.NOT_SHOWN), int(MissingKind.NOT_ASKED))
NOT_ANSWERED = (int(MissingKind.NO_ANSWER), int(MissingKind.REFUSED), int(MissingKind.NOT_REACHED))
SCHEMA = {
    "respondent": pl.Int32(),
    "unit": pl.String(),
    "status": pl.String(),
    "size_class": pl.Int16(),
    "state": pl.Int16(),
    "started_at": pl.Datetime("us"),
    "submitted_at": pl.Datetime("us"),
    "applicable": pl.Int32(),
    "answered": pl.Int32(),
    "last": pl.Int32(),
    "outcome": pl.String(),
}


def responses(
    data: WaveData, questionnaire: Questionnaire, *, partial: float = PARTIAL, complete: float = COMPLETE
) -> pl.DataFrame:
    """One row a response, those that do not count included.

    An item is a closed question, a row of a battery, or a multiple-choice question as a whole; open questions are none,
    because nobody has to write. *Don't know* is an answer, as in the Standard Definitions of AAPOR, a refusal to answer
    is not. Not applicable is only what a filter is known to have left out: what was never reached counts as applicable.

    Parameters
    ----------
    partial, complete:
        Share of the applicable items from which on a response is partial, and above which it is complete.

    Returns
    -------
    polars.DataFrame
        ``respondent, unit, status, size_class, state, started_at, submitted_at``, ``applicable`` and ``answered`` items,
        ``last`` answered question (from 1, null if there is none), and the ``outcome`` after
        :func:`~pipeline.statistics.outcome_rates.disposition`.
    """
    people = data.respondents.select(
        "respondent", "unit", "status", "size_class", "state", "started_at", "submitted_at"
    )
    cells = data.answers.lazy().with_columns(pl.col("variable").cast(pl.String)).join(
        items(questionnaire, data.questionnaire).lazy(), on="variable"
    )  # fmt: skip
    given = pl.col("missing_kind").is_null() | (pl.col("missing_kind") == int(MissingKind.DONT_KNOW))
    given &= ~pl.col("box") | (pl.col("code") == 1)
    applies = ~pl.col("missing_kind").is_in(NOT_APPLICABLE).fill_null(value=False)
    last = (
        cells.filter(given).group_by("respondent").agg(pl.col("question").max().alias("last"))
    )  # an answer in an open line shows that the question was reached
    counts = (
        cells.filter(pl.col("item").is_not_null())
        .group_by("respondent", "item")
        .agg(applies.any().alias("applicable"), given.any().alias("answered"))
        .group_by("respondent")
        .agg(pl.col("applicable").sum(), (pl.col("answered") & pl.col("applicable")).sum())
    )
    frame = people.lazy().join(counts, on="respondent", how="left").join(last, on="respondent", how="left")
    found = frame.with_columns(pl.col("applicable", "answered").fill_null(0)).sort("respondent").collect()
    outcomes = [
        disposition(answered, applicable, partial=partial, complete=complete)
        for answered, applicable in found.select("answered", "applicable").iter_rows()
    ]
    return found.with_columns(pl.Series("outcome", outcomes, dtype=pl.String)).select(SCHEMA.keys()).cast(SCHEMA)


def nothing() -> pl.DataFrame:
    """The responses of a wave that has none."""
    return pl.DataFrame(schema=SCHEMA)


def items(questionnaire: Questionnaire, wave: str) -> pl.DataFrame:
    """Which variables make an item, and which question (from 1) each belongs to; an open line makes none.

    Columns ``variable``, ``item``, ``box`` (whether it is one of several to tick), ``question``.
    """
    rows = [
        (variable.name, _item(variable), variable.scale == "checked", position)
        for position, question in enumerate(questionnaire.wave(wave).questions, start=1)
        for variable in question_variables(question)
    ]
    schema = {"variable": pl.String, "item": pl.String, "box": pl.Boolean, "question": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _item(variable: Variable) -> str | None:
    if variable.question.type is QuestionType.MULTIPLE:
        return variable.question.id
    return None if variable.kind == "text" else variable.name
