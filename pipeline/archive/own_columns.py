"""Columns of a data set that no respondent was asked: wave, running number, status, and size or Land made coarser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from pipeline.fielding.bilingual import said
from pipeline.fielding.data_file import Category, Column, column
from pipeline.questionnaire import MissingKind, question_variables
from pipeline.wording.archive import ARCHIVE
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.analysis.coarsening import Recode
    from pipeline.analysis.microdata import Microdata
    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Wave

RECORD = 2
"""Place of the running number among the columns of the scientific use variant."""

STATUSES = ("complete", "partial", "opened", "test", "duplicate")
"""Status of a response; its code in a data set is its place from 1."""
_COUNTED = STATUSES[:2]

Made = tuple[list[Column], list[pl.Series]]


def listed(key: str) -> str:
    """Columns of the warehouse that are left out for the reason ``left_<key>``."""
    return {
        "person": "unit, source_id, started_at, submitted_at",
        "weight": "weight",
        "text": "survey.open_answer",
    }[key]


def scientific(respondents: pl.DataFrame, wave: str, provenance: str, taken: Collection[str]) -> Made:
    """Wave, origin, running number (still that of the export) and status of every response."""
    columns, series = _constant(respondents.height, {"wave": wave, "provenance": provenance})
    columns.append(_own("record", "number", note="note_record"))
    series.append(respondents["respondent"].cast(pl.Int32))
    columns.append(_status(_COUNTED))
    series.append(_codes(respondents["status"], _COUNTED))
    return _free(columns, taken), series


def internal(respondents: pl.DataFrame, wave: str, provenance: str, taken: Collection[str]) -> Made:
    """The mark, wave and origin, and everything the warehouse has of a response besides its answers."""
    mark = Category(1, said(ARCHIVE, "internal_mark"))
    columns = [_own("internal", "code", (mark,))]
    series = [pl.Series([1] * respondents.height, dtype=pl.Int32)]
    named, constant = _constant(respondents.height, {"wave": wave, "provenance": provenance})
    columns += [*named, _own("respondent", "number"), _status(STATUSES)]
    series += [*constant, respondents["respondent"].cast(pl.Int32), _codes(respondents["status"], STATUSES)]
    yes_no = tuple(Category(code, said(ARCHIVE, key)) for code, key in ((1, "yes"), (2, "no")))
    columns.append(_own("included", "code", yes_no))
    series.append(respondents["included"].replace_strict({True: 1, False: 2}, return_dtype=pl.Int32))
    for name in ("unit", "source_id"):
        columns.append(_own(name, "text"))
        series.append(respondents[name].cast(pl.String))
    for name in ("started_at", "submitted_at"):
        columns.append(_own(name, "text"))
        series.append(respondents[name].dt.strftime("%Y-%m-%d %H:%M:%S"))
    if respondents["weight"].is_not_null().any():
        columns.append(_own("weight", "number", measure="scale"))
        series.append(respondents["weight"])
    return _free(columns, taken), series


def coarse(
    questionnaire: Questionnaire, asked: Wave, recode: Recode, micro: Microdata
) -> tuple[Column, pl.Series] | None:
    """Size or Land by a classification; ``None`` if it is told as answered, or not at all, or was not asked."""
    question = next((question for question in asked.questions if question.role == recode.role), None)
    if question is None or recode.name in ("", recode.role):
        return None
    classification = questionnaire.classifications[recode.name]
    answered = column(questionnaire, next(question_variables(question)))
    levels = tuple(Category(level.code, level.label) for level in classification.levels)
    made = Column(
        name=recode.name,
        label=classification.title,
        kind="code",
        categories=(*levels, *answered.missing),
        note=said(ARCHIVE, "note_coarse", question=question.title or question.text),
        measure="nominal" if classification.direction == "none" else "ordinal",
    )
    codes = {**{int(kind): int(kind) for kind in MissingKind}, **answered.stored, **recode.levels}
    return made, micro.codes[answered.name].replace_strict(codes, return_dtype=pl.Int32)


def text(given: Column) -> Column:
    """The column for the texts beside the one that tells whether there is one."""
    return Column(
        name=f"{given.name}_text",
        label=said(ARCHIVE, "column_text", label=given.label),
        kind="text",
        variable=given.variable,
        short=given.short,
        note=said(ARCHIVE, "note_text"),
    )


def _own(
    name: str, kind: str, categories: tuple[Category, ...] = (), *, note: str | None = None, measure: str = "nominal"
) -> Column:
    return Column(
        name=name,
        label=said(ARCHIVE, f"column_{name}"),
        kind=kind,
        categories=categories,
        note=None if note is None else said(ARCHIVE, note),
        measure=measure,
    )


def _constant(height: int, values: dict[str, str]) -> Made:
    return (
        [_own(name, "text") for name in values],
        [pl.Series([value] * height, dtype=pl.String) for value in values.values()],
    )


def _status(known: Sequence[str]) -> Column:
    categories = tuple(Category(code, said(PHRASES, f"status_{name}")) for code, name in enumerate(known, start=1))
    return _own("status", "code", categories)


def _codes(statuses: pl.Series, known: Sequence[str]) -> pl.Series:
    return statuses.replace_strict({name: code for code, name in enumerate(known, start=1)}, return_dtype=pl.Int32)


def _free(columns: list[Column], taken: Collection[str]) -> list[Column]:
    """Columns whose names no variable of the wave has: one that clashes gets an underscore."""
    return [replace(each, name=each.name + "_" * (each.name in taken)) for each in columns]
