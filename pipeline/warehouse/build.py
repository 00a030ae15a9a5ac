"""Fill a warehouse: labels from the questionnaire, answers from the waves, marts from the answers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl

from pipeline.questionnaire import MissingKind
from pipeline.warehouse import marts
from pipeline.warehouse.store import rebuild, sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import duckdb

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.frame import Frame
    from pipeline.warehouse.records import WaveData

ALL = "all"
"""The grouping with one level: all included respondents."""

_MISSING_LABELS = {
    MissingKind.NO_ANSWER: ("keine Angabe", "no answer"),
    MissingKind.DONT_KNOW: ("weiß nicht / keine Schätzung", "don't know / no estimate"),
    MissingKind.REFUSED: ("verweigert", "refused"),
    MissingKind.NOT_SHOWN: ("nicht gezeigt (Filter)", "not shown (filter)"),
    MissingKind.NOT_ASKED: ("nicht gefragt", "not asked"),
    MissingKind.NOT_REACHED: ("nicht erreicht (Abbruch)", "not reached (break-off)"),
}


def build(path: Path, questionnaire: Questionnaire, waves: Iterable[WaveData], frame: Frame | None = None) -> None:
    """Write the whole warehouse at ``path``; a failure leaves the old file untouched.

    ``frame`` says which groups are too small in the population to be published.
    """
    with rebuild(path) as connection:
        _labels(connection, questionnaire)
        for wave in sorted(waves, key=lambda data: data.wave):
            _wave(connection, questionnaire, wave)
        marts.build(connection, questionnaire, frame)
        connection.execute(sql("views"))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, wave: str | None = None) -> None:
    """Append a frame to a table, column by column name; the frame has every column of the table, less ``wave``."""
    with _offered(connection, frame):
        columns = "*" if wave is None else "$wave AS wave, *"
        parameters = {} if wave is None else {"wave": wave}
        connection.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM incoming", parameters)


@contextmanager
def _offered(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> Iterator[None]:
    """The frame as table ``incoming``, its texts shared and not copied."""
    connection.register("incoming", frame.to_arrow(compat_level=pl.CompatLevel.newest()))
    try:
        yield
    finally:
        connection.unregister("incoming")


def _labels(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire) -> None:
    options = [
        {
            "scale": scale_id,
            "code": option.code,
            "position": position,
            "value": option.value,
            "label_de": option.label.de,
            "label_en": option.label.en,
            "missing_kind": option.missing_kind,
        }
        for scale_id, scale in questionnaire.all_scales.items()
        for position, option in enumerate(scale.options, start=1)
    ]
    schema = {"missing_kind": pl.Int16, "value": pl.Float64}
    _insert(connection, "survey.scale_option", pl.DataFrame(options, schema_overrides=schema))
    kinds = [
        {"missing_kind": int(kind), "name": kind.name.lower(), "label_de": labels[0], "label_en": labels[1]}
        for kind, labels in _MISSING_LABELS.items()
    ]
    _insert(connection, "survey.missing_kind", pl.DataFrame(kinds))
    levels = [
        {
            "grouping": ALL,
            "level": 0,
            "position": 1,
            "id": ALL,
            "label_de": "Alle befragten Kommunen",
            "label_en": "All municipalities surveyed",
            "short_de": "Alle",
            "short_en": "All",
        }
    ]
    codes = []
    for name, classification in questionnaire.classifications.items():
        for position, level in enumerate(classification.levels, start=1):
            levels.append(
                {
                    "grouping": name,
                    "level": level.code,
                    "position": position,
                    "id": level.id,
                    "label_de": level.label.de,
                    "label_en": level.label.en,
                    "short_de": level.short_label.de,
                    "short_en": level.short_label.en,
                }
            )
            codes += [
                {"grouping": name, "of": classification.of, "answer_code": code, "level": level.code}
                for code in level.codes
            ]
    _insert(connection, "survey.classification_level", pl.DataFrame(levels))
    if codes:
        _insert(connection, "survey.classification_code", pl.DataFrame(codes))


def _wave(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, data: WaveData) -> None:
    instrument = questionnaire.wave(data.questionnaire)
    wave = {
        "wave": data.wave,
        "questionnaire": data.questionnaire,
        "title_de": instrument.title.de,
        "title_en": instrument.title.en,
        "field_start": data.field_period[0],
        "field_end": data.field_period[1],
        "invited": data.invited,
        "status": instrument.status,
        "provenance": data.provenance,
        "source": instrument.source,
        "tool": data.tool,
        "exported_at": data.exported_at,
        "unit_source": data.unit_source,
        "ags_date": data.ags_date,
        "open_answers": data.open_answers_policy,
    }
    overrides = {
        "invited": pl.Int32, "exported_at": pl.Datetime("us"), "unit_source": pl.String, "ags_date": pl.Date,
    }  # fmt: skip
    _insert(connection, "survey.wave", pl.DataFrame([wave], schema_overrides=overrides))
    items = [
        {
            "wave": data.wave,
            "variable": variable.name,
            "question": variable.question.id,
            "item": variable.item.id if variable.item else None,
            "number": variable.question.number,
            "position": position,
            "scale": variable.scale,
            "kind": variable.kind,
            "assumed": variable.name in data.assumed,
            "label_de": variable.label.de,
            "label_en": variable.label.en,
        }
        for position, variable in enumerate(questionnaire.variables(data.questionnaire), start=1)
    ]
    schema = {"item": pl.String, "number": pl.Int16}
    _insert(connection, "survey.item", pl.DataFrame(items, schema_overrides=schema, infer_schema_length=None))
    sources = [
        {
            "wave": data.wave,
            "path": source.path,
            "sha256": source.sha256,
            "size": source.size,
            "rows": source.rows,
            "tool": source.tool,
            "settings": source.settings,
            "ingested_at": source.ingested_at,
        }
        for source in data.sources
    ]
    if sources:
        _insert(connection, "raw.source_file", pl.DataFrame(sources))
    _raw(connection, data)
    recodes = {"size_group": "size_class", "region": "state"}
    respondents = data.respondents.with_columns(
        pl.lit(data.provenance).alias("provenance"),
        *(_recode(questionnaire, name, of) for name, of in recodes.items()),
    )
    _insert(connection, "survey.respondent", respondents, data.wave)
    for table, frame in (
        ("survey.answer", data.answers),
        ("survey.open_answer", data.open_answers),
        ("survey.rejected", data.rejected),
        ("survey.successor", data.successors),
    ):
        if frame.height:
            _insert(connection, table, frame, data.wave)
    if data.cells:
        cells = pl.DataFrame({"outcome": list(data.cells), "cells": list(data.cells.values())})
        _insert(connection, "survey.cell_account", cells, data.wave)


def _raw(connection: duckdb.DuckDBPyConnection, data: WaveData) -> None:
    name = data.wave.replace('"', '""')
    with _offered(connection, data.raw):
        connection.execute(f'CREATE TABLE raw."{name}" AS SELECT * FROM incoming')


def _recode(questionnaire: Questionnaire, name: str, of: str) -> pl.Expr:
    classification = questionnaire.classifications.get(name)
    if classification is None:
        return pl.lit(None, dtype=pl.Int16).alias(name)
    table = {code: level.code for level in classification.levels for code in level.codes}
    return pl.col(of).replace_strict(table, default=None, return_dtype=pl.Int16).alias(name)
