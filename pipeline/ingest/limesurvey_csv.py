"""CSV exports: comma, semicolon or tab, with the difference between nothing and an empty string kept.

LimeSurvey 6 writes ``,,`` for a question that was not shown or not reached and ``""`` for one that was seen and left
empty. DuckDB's reader keeps that difference, polars' does not. What DuckDB refuses is read once more with Python's
csv module, slowly, to say which row is broken and how.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipeline.ingest.export import Export, column_name, tells_null_apart
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_HEAD = 1 << 20
_AGAIN = "fetch the export again from the survey tool and put the new file in place of this one"

_QUERY = """
SELECT * FROM read_csv($path, auto_detect=false, header=true, delim=$separator, quote='"', escape='"',
    columns=$columns, nullstr='', allow_quoted_nulls=false, strict_mode=true, null_padding=false,
    ignore_errors=false, encoding='utf-8')
"""


def read(path: Path, file: str) -> Export:
    """Read a CSV export.

    Raises
    ------
    IngestError
        If it is not UTF-8, has no separator that fits, is cut off, or has a row of another length than the header.
    """
    with path.open("rb") as stream:
        head = _decode(stream.read(_HEAD), file, whole=False)
    separator, headings = _header(head, file)
    columns = {column_name(index): "VARCHAR" for index in range(len(headings))}
    parameters = {"path": str(path), "separator": separator, "columns": columns}
    with duckdb.connect() as connection:
        try:
            table = connection.sql(_QUERY, params=parameters).to_arrow_table()
        except duckdb.Error as error:
            raise IngestError([_diagnose(path, file, separator, len(headings))]) from error
    rows = pl.DataFrame(pl.from_arrow(table))
    settings = {"separator": SEPARATORS[separator], "encoding": "utf-8"}
    return Export(file, "csv", headings, rows, tells_null_apart(rows), settings)


def _decode(data: bytes, file: str, *, whole: bool) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut_in_two = not whole and len(data) == _HEAD and len(data) - error.start < 4
        if cut_in_two:
            return data[: error.start].decode("utf-8-sig")
        line = data[: error.start].count(b"\n") + 1
        found = f"line {line} has a character that is not UTF-8 (byte 0x{data[error.start]:02X})"
        hint = (
            "the file was probably saved by a spreadsheet program as Windows-1252 or Latin-1; put the export itself here, "
            "unopened, or save it as 'CSV UTF-8'"
        )
        raise IngestError([Problem(file, found, "text in UTF-8, as the survey tool writes it", hint)]) from None


def _header(head: str, file: str) -> tuple[str, tuple[str, ...]]:
    """The separator that gives the first record most columns, and that record."""
    found = {separator: _first_record(head, separator) for separator in SEPARATORS}
    separator = max(found, key=lambda candidate: len(found[candidate]))
    headings = found[separator]
    if len(headings) == 1:
        message = f"the first line holds one single column, beginning with '{head.strip()[:20]}'"
        expected = "headings separated by comma, semicolon or tab"
        raise IngestError([Problem(file, message, expected, "export as CSV with one of these separators")])
    return separator, headings


def _first_record(head: str, separator: str) -> tuple[str, ...]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    try:
        return tuple(next((record for record in reader if record), [""]))
    except csv.Error:
        return ("",)


def _diagnose(path: Path, file: str, separator: str, width: int) -> Problem:
    """Why a file is no regular CSV: the first broken row, or that its end is missing."""
    text = _decode(path.read_bytes(), file, whole=True)
    csv.field_size_limit(max(len(text), 1 << 17))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    record, row = [], -1
    try:
        for record in reader:
            if not record:
                continue
            row += 1
            if len(record) != width:
                break
        else:
            return Problem(file, "the file is no regular CSV", "one record per response", _AGAIN)
    except csv.Error as error:
        row += 1
        if "end of data" in str(error):
            found = f"the file is cut off: a quoted text that begins in data row {row} never ends"
            return Problem(file, found, "a closing quotation mark", _AGAIN, row=row)
        found = f"a quotation mark stands in the middle of a cell, near line {reader.line_num}"
        hint = "quotation marks inside a text must be doubled; " + _AGAIN
        return Problem(file, found, "every cell in quotation marks or none of its own", hint, row=row)
    expected = f"{width} columns, like the headings (separator: {SEPARATORS[separator]})"
    if len(record) < width and not any(reader):
        found = f"the file is cut off: its last row has {len(record)} of {width} columns"
        return Problem(file, found, expected, _AGAIN, row=row)
    hint = f"the row uses another separator than the headings, or a cell was edited by hand; {_AGAIN}"
    return Problem(file, f"the row has {len(record)} columns", expected, hint, row=row)
