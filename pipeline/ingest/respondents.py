"""Who answered: one row a response, with a status that decides by a stated rule whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.convention import OFFSET, STATUS
from pipeline.ingest.problems import IngestError, Problem, shorten
from pipeline.ingest.rows import check_one_wave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ingest.columns import Layout
    from pipeline.ingest.contacts import Contacts
    from pipeline.ingest.export import Export
    from pipeline.ingest.source import SourceDescription

_ANONYMISED = "1980-01-01 00:00:00"
_DATE = "%Y-%m-%d %H:%M:%S"


def submitted(export: Export, layout: Layout) -> pl.Series:
    """Whether each response was submitted: by its status where a tool has one, else by having a date of submission.

    An anonymised LimeSurvey survey says 1980-01-01, which is submitted without a date.

    Raises
    ------
    IngestError
        If a status is none that the tool is known to write.
    """
    convention = export.convention
    if convention is None or STATUS not in layout.metadata:
        dates = export.column(layout.metadata["submitdate"]).fill_null("")
        return (~dates.is_in(["", *(convention.no_dates if convention else ())])).alias("submitted")
    index = layout.metadata[STATUS]
    status = export.column(index).fill_null("").str.strip_chars().str.to_lowercase()
    finished = status.is_in(list(convention.finished))
    unknown = ~finished & ~status.is_in(list(convention.unfinished))
    if convention.unfinished and unknown.any():
        row, found = export.rows["row"].filter(unknown)[0], export.column(index).filter(unknown)[0] or ""
        reason = f"the status '{shorten(found)}' is none that {convention.tool} writes ({unknown.sum()} rows)"
        expected = (
            f"submitted: {', '.join(sorted(convention.finished))}; else {', '.join(sorted(convention.unfinished))}"
        )
        hint = "name the column with the status under about:, and what means submitted under finished: in the mapping"
        problem = Problem(export.file, reason, expected, hint, row=row, column=export.headings[index])
        raise IngestError([problem])
    return finished.alias("submitted")


def describe(
    export: Export,
    layout: Layout,
    description: SourceDescription,
    given: pl.Series,
    key: bytes | None,
    municipalities: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """One row a response: unit, dates and status; size class and state are added by the caller.

    Parameters
    ----------
    given:
        Whether the response has any answer.
    key:
        Key of the pseudonyms; without one every unit is null.
    municipalities:
        Token to key of the municipality (AGS), if the units are to be municipalities; a token that is not among them has
        no unit.

    Returns
    -------
    polars.DataFrame
        ``respondent, unit, source_id, completed, included, status, started_at, submitted_at``. The status is the
        first that applies: *test* (named in ``source.yaml``, or marked by the tool), *partial* or *opened* (not submitted, with or without
        any answer), *duplicate* (another submitted response with the same token counts), *complete*. Complete
        responses are included in results and, where ``source.yaml`` says so, partial ones of those who did not come
        back to submit one.
    """
    from pipeline.ingest.pseudonym import units

    token = _token(export, layout)
    identifier = export.column(layout.metadata["id"])
    test = token.is_in(list(description.test.tokens)).fill_null(value=False)
    test |= identifier.is_in([str(response) for response in description.test.responses])
    completed = submitted(export, layout)
    submitted_at = _dates(export, layout, "submitdate")
    if export.convention is not None:  # a tool may date the last change of what was never submitted
        submitted_at = pl.select(pl.when(completed).then(submitted_at)).to_series()
        for role, marks in export.convention.tests.items():
            if role in layout.metadata:
                cells = export.column(layout.metadata[role]).str.to_lowercase()
                test |= cells.is_in(list(marks)).fill_null(value=False)
    frame = pl.DataFrame(
        {
            "respondent": export.rows["row"],
            "source_id": identifier,
            "token": token,
            "unit": units(token, key, municipalities) if key else pl.Series([None] * token.len(), dtype=pl.String),
            "completed": completed,
            "given": given,
            "test": test,
            "started_at": _dates(export, layout, "startdate"),
            "submitted_at": submitted_at,
        }
    )
    check_one_wave(frame.filter(~pl.col("test")), export, layout, description.field_period)
    counting = pl.col("completed") & ~pl.col("test") & pl.col("token").is_not_null()
    order = pl.col("respondent").sort_by("submitted_at", "respondent", nulls_last=True)
    chosen = (order.first() if description.duplicates == "first" else order.last()).over("token", "completed", "test")
    status = (
        pl.when("test")
        .then(pl.lit("test"))
        .when(~pl.col("completed") & pl.col("given"))
        .then(pl.lit("partial"))
        .when(~pl.col("completed"))
        .then(pl.lit("opened"))
        .when(counting & (pl.col("respondent") != chosen))
        .then(pl.lit("duplicate"))
        .otherwise(pl.lit("complete"))
    )
    included = pl.col("status") == "complete"
    if description.partial == "counted":
        known = pl.col("token").is_not_null()
        came_back = known & included.any().over("token")
        one = order.first() if description.duplicates == "first" else order.last()
        chosen_partial = ~known | (pl.col("respondent") == one.over("token", "status"))
        included |= (pl.col("status") == "partial") & ~came_back & chosen_partial
    return (
        frame.with_columns(status.alias("status"))
        .with_columns(included.alias("included"), pl.lit(None, pl.Float64).alias("weight"))
        .drop("token", "given", "test")
    )


def has_tokens(export: Export, layout: Layout) -> bool:
    """Whether any response carries a token, so that a key is needed."""
    return _token(export, layout).null_count() < export.rows.height


def unlisted(
    export: Export, layout: Layout, contacts: Contacts | None, description: SourceDescription
) -> tuple[str, ...]:
    """What the list of contacts does not tell of the responses, in words; nothing where there is no list.

    Raises
    ------
    IngestError
        If there is a list of access codes, and the export has none.
    """
    if contacts is None:
        return ()
    tokens = _token(export, layout)
    if tokens.null_count() == tokens.len():
        found = "source.yaml names a list of contacts, but the export has no access codes to look up in it"
        hint = "export with the column token; an anonymised survey has none, then remove contacts: from source.yaml"
        raise IngestError([Problem(export.file, found, "a column with access codes", hint)])
    known = tokens.is_in([*contacts.keys, *description.test.tokens]) | tokens.is_null()
    strange = int((~known).sum())
    if not strange:
        return ()
    return (f"{strange} responses have access codes that are not in the list of contacts: they are linked to no wave",)


def _token(export: Export, layout: Layout) -> pl.Series:
    if "token" not in layout.personal:
        return pl.Series("token", [None] * export.rows.height, dtype=pl.String)
    series = export.column(layout.personal["token"]).alias("token")
    return series.to_frame().select(pl.when(pl.col("token") != "").then("token").alias("token")).to_series()


def _dates(export: Export, layout: Layout, code: str) -> pl.Series:
    """A metadata column as points in time (the server's local time); null where there is none.

    Raises
    ------
    IngestError
        If a cell holds a date in another notation than the survey tool's, as a spreadsheet program writes it.
    """
    if code not in layout.metadata:
        return pl.Series(code, [None] * export.rows.height, dtype=pl.Datetime("us"))
    index = layout.metadata[code]
    series = export.column(index)
    formats, blank = (_DATE,), [""]
    if export.convention is not None:
        formats, blank = export.convention.dates, ["", *export.convention.no_dates]
    dates = pl.select(pl.coalesce(_parsed(series, notation) for notation in formats)).to_series()
    bad = dates.is_null() & ~series.fill_null("").is_in(blank)
    if bad.any():
        row, found = export.rows["row"].filter(bad)[0], series.filter(bad)[0]
        hint = "a spreadsheet program may have rewritten the dates; put the export itself here, unopened"
        reason = f"'{shorten(found)}' is no date the survey tool writes ({bad.sum()} rows)"
        raise IngestError(
            [Problem(export.file, reason, "YYYY-MM-DD HH:MM:SS", hint, row=row, column=export.headings[index])]
        )
    return pl.select(pl.when(series != _ANONYMISED).then(dates)).to_series()


def _parsed(series: pl.Series, notation: str) -> pl.Series:
    """The dates that are written in one notation; those with an offset to UTC are taken to UTC."""
    if notation != OFFSET:
        return series.str.to_datetime(notation, time_unit="us", strict=False)
    text = series.str.replace(r"^(\d{4}-\d\d-\d\d) ", "${1}T").str.replace(r"Z$", "+00:00")
    offset = text.str.contains(r"[+-]\d\d:?\d\d$")
    text = pl.select(pl.when(offset).then(text).otherwise(text + "+00:00")).to_series()
    dates = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", strict=False, time_zone="UTC")
    return dates.dt.replace_time_zone(None)
