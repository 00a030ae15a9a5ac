"""Which rows of an export are responses of the wave: no empty records, no second headings, no second survey."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.convention import VALIDATION
from pipeline.ingest.headings import fold, metadata_headings
from pipeline.ingest.problems import IngestError, NothingYetError, Problem, numbered, shorten

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.ingest.columns import Layout
    from pipeline.ingest.export import Export

_LONGEST_PAUSE = timedelta(days=180)
_HEADINGS = 2
_AGAIN = "fetch the export again from the survey tool; it was probably edited or is not what it seems"
_ONE_EXPORT = "two exports may have been put together; fetch one export of all responses"


@dataclass(frozen=True)
class Responses:
    """The rows of an export that are responses; ``rejected`` are the others, with ``row``, ``rule`` and ``reason``."""

    export: Export
    rejected: pl.DataFrame


def responses(export: Export, layout: Layout) -> Responses:
    """Separate responses from empty records, and from what was rejected in the survey tool.

    The kept rows get their number in the export as column ``row``.

    Raises
    ------
    IngestError
        If a row is no response (a second line of headings, no response id), if two rows have one id, or if nothing
        is left.
    """
    rows = export.rows.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int32).alias("row"))
    cells = export.rows.columns[: len(export.headings) - len(export.made)]
    empty = pl.all_horizontal(pl.col(name).fill_null("") == "" for name in cells)
    without_id = rows.filter(pl.col(cells[layout.metadata["id"]]).fill_null("") == "")  # seldom any
    reason = pl.lit("all cells are empty").alias("reason")
    rejected = without_id.filter(empty).select("row", pl.lit("empty_record").alias("rule"), reason)
    kept = rows.filter(~empty) if rejected.height else rows
    if export.convention is not None and VALIDATION in layout.metadata:
        reasons = export.convention.rejected
        cell = pl.col(cells[layout.metadata[VALIDATION]]).str.to_lowercase()
        stated = cell.replace_strict(list(reasons), list(reasons.values()), default=None, return_dtype=pl.String)
        refused = kept.select("row", pl.lit("rejected_in_tool").alias("rule"), stated.alias("reason")).drop_nulls()
        rejected = pl.concat([rejected, refused]).sort("row")
        kept = kept.filter(~pl.col("row").is_in(refused["row"].to_list()))
    responses_only = replace(export, rows=kept)
    if kept.height == 0:
        in_tool = "rejected_in_tool" in rejected["rule"]
        found = (
            "every response was rejected in the survey tool"
            if in_tool
            else "the export has headings and only empty rows"
        )
        hint = "wait for the first response, or export with completion state 'all responses'"
        raise NothingYetError([Problem(export.file, found, "at least one response", hint)])
    problem = _bad_ids(responses_only, layout)
    if problem is not None:
        raise IngestError([problem])
    return Responses(responses_only, rejected)


def check_one_wave(
    frame: pl.DataFrame, export: Export, layout: Layout, field_period: tuple[dt.date, dt.date] | None
) -> None:
    """Refuse responses of two field phases in one file.

    Parameters
    ----------
    frame:
        ``respondent`` and ``submitted_at`` of the responses, without test entries.
    field_period:
        First and last day, if a person has stated them: a long pause within is then all right.

    Raises
    ------
    IngestError
        If more than half a year lies between two submissions.
    """
    dates = frame.filter(pl.col("submitted_at").is_not_null()).sort("submitted_at")
    pauses = dates.select("respondent", "submitted_at", before=pl.col("submitted_at").shift())
    for row, after, before in pauses.filter(pl.col("submitted_at") - pl.col("before") > _LONGEST_PAUSE).iter_rows():
        first, last = before.date(), after.date()
        if field_period is not None and field_period[0] <= first and last <= field_period[1]:
            continue
        found = f"submitted on {last}, and nobody between {first} and then: two waves seem to stand in one file"
        hint = (
            "put the responses of each wave into a folder of its own; if it was one wave, say so by field_period: "
            "[first day, last day] in source.yaml, and name test entries under test:"
        )
        column = export.headings[layout.metadata["submitdate"]] if "submitdate" in layout.metadata else None
        problem = Problem(export.file, found, "the responses of one field phase", hint, row=row, column=column)
        raise IngestError([problem])


def headings_again(cells: Sequence[str | None]) -> bool:
    """Whether a row of cells is a line of headings or labels: it names what only headings name."""
    known = metadata_headings()
    return sum(fold(cell or "") in known for cell in cells) >= _HEADINGS


def _bad_ids(export: Export, layout: Layout) -> Problem | None:
    """What is wrong with the first row that is no response, or the first id that stands twice."""
    index = layout.metadata["id"]
    heading = export.headings[index]
    frame = pl.DataFrame({"row": export.rows["row"], "id": export.column(index).fill_null("")})
    given_by_format = export.convention is not None  # other tools number responses in other ways
    proper = ~pl.col("id").is_in(["", heading]) if given_by_format else pl.col("id").str.contains(r"^\d+$")
    odd = frame.filter(~proper)
    if odd.height:
        row, found = odd.row(0)
        if found == heading or headings_again(export.rows.row(by_predicate=pl.col("row") == row)[:-1]):
            return _headings_among_rows(export, row, heading)
        reason = f"the response id is '{shorten(found)}'" if found else "the row has no response id"
        if odd.height > 1:
            reason += f"; {odd.height} rows are like that: {numbered(odd['row'].to_list())}"
        expected = "an id of its own for every response" if given_by_format else "a whole number"
        return Problem(export.file, reason, expected, _AGAIN, row=row, column=heading)
    repeated = frame.filter(pl.col("id").is_duplicated()).group_by("id", maintain_order=True).agg("row")
    if repeated.height:
        identifier, rows = repeated.row(0)
        reason = f"data rows {numbered(rows[:-1])} and {rows[-1]} have one response id, {identifier}"
        if repeated.height > 1:
            reason += f"; {repeated.height} ids stand more than once"
        return Problem(
            export.file, reason, "every response once", _ONE_EXPORT, row=rows[0], response=identifier, column=heading
        )
    return None


def _headings_among_rows(export: Export, row: int, heading: str) -> Problem:
    if row == 1:
        found = "a line of headings stands where a response should be"
        hint = "delete this line, or export again as CSV with one line of headings"
    else:
        found = "a line of headings stands among the responses: two exports seem to stand in one file"
        hint = "put the responses of each wave into a folder of its own, and one export into one file"
    return Problem(export.file, found, "a response", hint, row=row, column=heading)
