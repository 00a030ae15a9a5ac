"""One wave from its folder to a :class:`~pipeline.warehouse.WaveData`, or an error that says everything wrong."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest import account, missing, repeats, value_labels
from pipeline.ingest.answers import encode
from pipeline.ingest.columns import find_columns
from pipeline.ingest.contacts import read_contacts
from pipeline.ingest.described import described
from pipeline.ingest.problems import IngestError
from pipeline.ingest.pseudonym import key_of
from pipeline.ingest.respondents import describe, has_tokens, submitted, unlisted
from pipeline.ingest.rows import responses
from pipeline.ingest.sniff import read_export
from pipeline.ingest.source import check_names, read_source
from pipeline.warehouse.records import (
    ANSWER_SCHEMA,
    OPEN_ANSWER_SCHEMA,
    REJECTED_SCHEMA,
    RESPONDENT_SCHEMA,
    SUCCESSOR_SCHEMA,
    SourceFile,
    WaveData,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.ingest.answers import Cells
    from pipeline.ingest.columns import Layout
    from pipeline.ingest.contacts import Contacts
    from pipeline.ingest.export import Export
    from pipeline.ingest.rows import Responses
    from pipeline.ingest.source import Source
    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire, Variable

_log = logging.getLogger(__name__)
_NO_SUCCESSORS = pl.DataFrame(schema=SUCCESSOR_SCHEMA)


def read_wave(project: Project, questionnaire: Questionnaire, wave: str, *, now: dt.datetime) -> WaveData:
    """Read the wave; see :func:`pipeline.ingest.ingest_wave`."""
    source = read_source(project, wave)
    check_names(source, questionnaire)
    variables = questionnaire.variables(source.questionnaire)
    mapping = questionnaire.mappings[source.mapping] if source.mapping else None
    export = read_export(source.path, source.file, source.syntax)
    export = described(export, variables, mapping, source.mapping)
    layout = find_columns(export, questionnaire, source)
    kept = responses(export, layout)
    cells = encode(kept.export, layout, questionnaire, source)
    contradicting = value_labels.contradictions(kept.export, layout, questionnaire, source.questionnaire, mapping)
    problems = (*contradicting, *cells.problems, *repeats.contradictions(kept.export, layout))
    if problems:
        raise IngestError(problems)
    instrument = questionnaire.wave(source.questionnaire)
    lastpage = kept.export.column(layout.metadata["lastpage"]) if "lastpage" in layout.metadata else None
    finished = submitted(kept.export, layout)
    resolved = missing.resolve(cells.codes, variables, instrument, finished, lastpage, export.made)
    columns = len(export.headings) - len(export.made)
    outcomes = account.close(_count(cells, resolved, layout, kept), export.rows.height, columns)
    lost = account.losses(export, layout, cells)
    if "ambiguous" in outcomes:
        message = "%s: %d cells may mean one of two things; they are stored by rule and counted as ambiguous (%s)"
        _log.warning(message, source.file, outcomes["ambiguous"], "; ".join(lost))
    description = source.description
    contacts = read_contacts(project, questionnaire, source)
    linkable = has_tokens(kept.export, layout)
    key = key_of(project, description.provenance) if linkable else None
    respondents = _respondents(
        kept, layout, source=source, codes=resolved.codes, variables=variables, key=key, contacts=contacts
    )
    lost += unlisted(kept.export, layout, contacts, description)
    return WaveData(
        wave=wave,
        questionnaire=source.questionnaire,
        field_period=description.field_period or instrument.field_period,
        invited=description.invited,
        provenance=description.provenance,
        tool=description.tool,
        exported_at=description.exported_at.replace(tzinfo=None),
        open_answers_policy=description.open_answers,
        sources=(_source_file(source, export, layout, cells, lost, now),),
        raw=_raw(export, layout),
        respondents=respondents,
        answers=_answers(kept.export, resolved.codes, cells, questionnaire, variables),
        open_answers=_open_answers(kept.export, resolved.codes, cells),
        rejected=_rejected(kept, export, layout),
        cells=outcomes,
        assumed=frozenset(description.assumed),
        unit_source=("ags" if contacts else "token") if linkable else None,
        ags_date=contacts.reference_date if contacts else None,
        successors=contacts.successors(key, respondents["unit"]) if contacts and key else _NO_SUCCESSORS,
    )


def _count(cells: Cells, resolved: missing.Resolved, layout: Layout, kept: Responses) -> Counter[str]:
    """Outcomes of all cells: answers as they were translated, everything else by column."""
    rows = kept.export.rows.height
    outcomes = cells.outcomes + resolved.outcomes
    outcomes["metadata"] += rows * (len(layout.metadata) + len(layout.paradata))
    outcomes["repeated"] += rows * len(layout.repeated)
    outcomes["list"] += rows * len(layout.lists)
    outcomes["personal"] += rows * (len(layout.personal) + len(layout.attributes))
    outcomes["ignored_column"] += rows * len(layout.ignored)
    outcomes["rejected"] += kept.rejected.height * (len(kept.export.headings) - len(kept.export.made))
    return outcomes


def _source_file(
    source: Source, export: Export, layout: Layout, cells: Cells, lost: Sequence[str], now: dt.datetime
) -> SourceFile:
    with source.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    settings = {
        "format": export.format,
        **export.settings,
        "headings": layout.heading,
        "answers": cells.mode,
        "null_distinguished": export.null_distinguished,
        "losses": list(lost),
        "mapping": source.mapping,
        "duplicates": source.description.duplicates,
        "partial": source.description.partial,
    }
    return SourceFile(
        path=source.file,
        sha256=digest.hexdigest(),
        size=source.path.stat().st_size,
        rows=export.rows.height,
        tool=source.description.tool,
        settings=json.dumps(settings, sort_keys=True),
        ingested_at=now.replace(tzinfo=None),
    )


def _raw(export: Export, layout: Layout) -> pl.DataFrame:
    """The export as it came, without the columns that may not be stored; equal headings get their column's number."""
    in_file = len(export.headings) - len(export.made)
    kept = [index for index in range(in_file) if index not in layout.dropped]
    times = Counter(heading.casefold() for heading in export.headings)
    names = [
        heading if times[heading.casefold()] == 1 else f"{heading} (column {index + 1})"
        for index, heading in enumerate(export.headings)
    ]
    return pl.DataFrame([export.column(index).alias(names[index]) for index in kept])


def _respondents(
    kept: Responses,
    layout: Layout,
    *,
    source: Source,
    codes: pl.DataFrame,
    variables: Sequence[Variable],
    key: bytes | None,
    contacts: Contacts | None,
) -> pl.DataFrame:
    """The table of respondents, with the size class and the state they gave."""
    boxes = {variable.name for variable in variables if variable.scale == "checked"}
    # An unchecked box is no answer: a questionnaire that was only looked at has nothing but these.
    given = pl.any_horizontal(pl.col(name) == 1 if name in boxes else pl.col(name) > 0 for name in codes.columns)
    roles = {variable.question.role: variable.name for variable in variables if variable.question.role}
    group = [
        pl.Series(role, codes[roles[role]] if role in roles else [None] * codes.height, dtype=pl.Int16)
        for role in ("size_class", "state")
    ]
    some, keys = codes.select(given).to_series(), contacts.keys if contacts else None
    frame = describe(kept.export, layout, source.description, some, key, keys).with_columns(group)
    positive = [pl.when(pl.col(role) > 0).then(pl.col(role)).alias(role) for role in ("size_class", "state")]
    return frame.with_columns(positive).select(RESPONDENT_SCHEMA.keys()).cast(RESPONDENT_SCHEMA)


def _answers(
    export: Export, codes: pl.DataFrame, cells: Cells, questionnaire: Questionnaire, variables: Sequence[Variable]
) -> pl.DataFrame:
    """One row per respondent and variable, variable by variable."""
    respondent = export.rows["row"].alias("respondent")
    names = pl.Enum([variable.name for variable in variables])  # one byte a row instead of a text
    parts = []
    for variable in variables:
        options = questionnaire.scale(variable.scale).options
        values = {option.code: option.value for option in options if option.value is not None}
        kinds = {option.code: int(option.missing_kind) for option in options if option.missing_kind is not None}
        code = codes[variable.name].alias("code")
        value: pl.Series | pl.Expr = pl.lit(None, pl.Float64)
        if variable.kind == "number":
            value = cells.numbers[variable.name]
        elif values:
            value = pl.col("code").replace_strict(values, default=None, return_dtype=pl.Float64)
        kind = pl.when(pl.col("code") < 0).then(pl.col("code"))
        if kinds:
            kind = kind.otherwise(pl.col("code").replace_strict(kinds, default=None, return_dtype=pl.Int16))
        frame = pl.DataFrame([respondent, code])
        parts.append(
            frame.with_columns(
                pl.lit(variable.name, names).alias("variable"), value.alias("value"), kind.alias("missing_kind")
            ).select(ANSWER_SCHEMA.keys())
        )
    return pl.concat(parts, rechunk=False)


def _open_answers(export: Export, codes: pl.DataFrame, cells: Cells) -> pl.DataFrame:
    """What was written, as it was written; HTML and formulas are text, and every output escapes them."""
    parts = [pl.DataFrame(schema=OPEN_ANSWER_SCHEMA)]
    for name, texts in cells.texts.items():
        frame = pl.DataFrame([export.rows["row"].alias("respondent"), texts.alias("text")])
        frame = frame.filter(codes[name] == 1).with_columns(pl.lit(name).alias("variable"))
        parts.append(frame.select(OPEN_ANSWER_SCHEMA.keys()))
    return pl.concat(parts)


def _rejected(kept: Responses, export: Export, layout: Layout) -> pl.DataFrame:
    """Rows that are no responses, with the reason, without personal columns."""
    raw = _raw(export, layout)
    rows = [json.dumps(raw.row(row - 1, named=True), ensure_ascii=False) for row in kept.rejected["row"]]
    frame = kept.rejected.select(pl.col("row").alias("source_row"), "rule", "reason")
    return frame.with_columns(pl.Series("row", rows, dtype=pl.String)).cast(REJECTED_SCHEMA)
