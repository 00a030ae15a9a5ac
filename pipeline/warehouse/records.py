"""What a reader of exports hands to the warehouse: one wave as frames with fixed columns."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (field types of a public dataclass)
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

RESPONDENT_SCHEMA: dict[str, pl.DataType] = {
    "respondent": pl.Int32(),  # row number in the export, from 1
    "unit": pl.String(),  # keyed pseudonym, null without a token
    "source_id": pl.String(),
    "size_class": pl.Int16(),  # answer code of the question with that role, null where not answered
    "state": pl.Int16(),
    "completed": pl.Boolean(),
    "included": pl.Boolean(),
    "status": pl.String(),  # complete | partial | opened | test | duplicate
    "started_at": pl.Datetime("us"),
    "submitted_at": pl.Datetime("us"),
    "weight": pl.Float64(),
}
ANSWER_SCHEMA: dict[str, pl.DataType] = {
    "respondent": pl.Int32(),
    "variable": pl.String(),
    "code": pl.Int16(),  # a code of the scale, or the missing kind
    "value": pl.Float64(),  # the option's value, or the number itself; null where the option has none
    "missing_kind": pl.Int16(),
}
OPEN_ANSWER_SCHEMA: dict[str, pl.DataType] = {"respondent": pl.Int32(), "variable": pl.String(), "text": pl.String()}
SUCCESSOR_SCHEMA: dict[str, pl.DataType] = {
    "unit": pl.String(),
    "successor": pl.String(),  # under which pseudonym the municipality goes on; null if it was divided
    "since": pl.Date(),
}
REJECTED_SCHEMA: dict[str, pl.DataType] = {
    "source_row": pl.Int32(),
    "rule": pl.String(),
    "reason": pl.String(),
    "row": pl.String(),  # JSON, without personal columns
}


def _plain(kind: pl.DataType) -> pl.DataType:
    """The type that counts: texts of which there are few may come as an Enum."""
    return pl.String() if isinstance(kind, pl.Enum) else kind


@dataclass(frozen=True)
class SourceFile:
    """One file that was read. ``settings`` is JSON, ``ingested_at`` is UTC without zone."""

    path: str
    sha256: str
    size: int
    rows: int
    tool: str
    settings: str
    ingested_at: dt.datetime


@dataclass(frozen=True)
class WaveData:
    """One fielded wave, ready for the warehouse.

    ``cells`` accounts for every answer cell of the export: outcome (``stored``, ``recoded``, ``missing``, ...) to
    number of cells; the numbers add up to rows times columns. ``assumed`` are variables whose invented answers follow
    no published number; a wave that was really fielded has none.

    ``unit_source`` says of what the units are pseudonyms: of access codes (*token*), or of municipalities (*ags*), whose
    keys then hold for ``ags_date``; ``successors`` is what became of them later, as far as that is known.
    """

    wave: str
    questionnaire: str
    field_period: tuple[dt.date, dt.date]
    invited: int | None
    provenance: Literal["real", "synthetic"]
    tool: str
    exported_at: dt.datetime | None
    open_answers_policy: Literal["published", "withheld"]
    sources: tuple[SourceFile, ...]
    raw: pl.DataFrame
    respondents: pl.DataFrame
    answers: pl.DataFrame
    open_answers: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OPEN_ANSWER_SCHEMA))
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTED_SCHEMA))
    cells: dict[str, int] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    unit_source: Literal["token", "ags"] | None = None
    ags_date: dt.date | None = None
    successors: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SUCCESSOR_SCHEMA))

    def __post_init__(self) -> None:
        for name, schema in (
            ("respondents", RESPONDENT_SCHEMA),
            ("answers", ANSWER_SCHEMA),
            ("open_answers", OPEN_ANSWER_SCHEMA),
            ("rejected", REJECTED_SCHEMA),
            ("successors", SUCCESSOR_SCHEMA),
        ):
            frame: pl.DataFrame = getattr(self, name)
            if {column: _plain(kind) for column, kind in frame.schema.items()} != schema:
                msg = f"{name} of wave {self.wave} has columns {dict(frame.schema)}, expected {schema}"
                raise TypeError(msg)
