"""CSV exports: comma, semicolon or tab, with the difference between nothing and an empty string kept.

LimeSurvey 6 writes ``,,`` for a question that was not shown or not reached and ``""`` for one that was seen and left
empty. DuckDB's reader keeps that difference, polars' does not. DuckDB takes the first line break of a file for the end
of a record, and then may lose rows without a word, so the headings are read here and the number of records is counted
in another way as well. Python's csv module says which row is broken where DuckDB refuses a file.
"""

from __future__ import annotations

import csv
import io
import mmap
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipeline.ingest.export import Confidence, Export, Likeness, column_name, tells_null_apart
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_HEAD = 1 << 20
_LONGEST_CELL = (1 << 31) - 1
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AGAIN = "fetch the export again from the survey tool and put the new file in place of this one"

_QUERY = """
SELECT * FROM read_csv($path, auto_detect=false, header=true, delim=$separator, quote='"', escape='"',
    columns=$columns, nullstr='', allow_quoted_nulls=false, strict_mode=true, null_padding=false,
    ignore_errors=false, encoding='utf-8')
"""


def looks_like(head: bytes) -> Likeness | None:
    """Any text in an encoding of one byte or UTF-8 may be CSV."""
    return None if b"\0" in head else Likeness(Confidence.POSSIBLE, "a CSV file")


def read(path: Path, file: str) -> Export:
    """Read a CSV export.

    Raises
    ------
    IngestError
        If it is not UTF-8, has no separator that fits, is cut off, or has a row of another length than the header.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with path.open("rb") as stream:
        head = _decode(stream.read(_HEAD), file, whole=False)
    separator, headings, lines = _header(head, file)
    columns = {column_name(index): "VARCHAR" for index in range(len(headings))}
    with _header_on_one_line(path, lines) as readable, duckdb.connect() as connection:
        parameters = {"path": str(readable), "separator": separator, "columns": columns}
        try:
            rows = pl.DataFrame(pl.from_arrow(connection.sql(_QUERY, params=parameters).to_arrow_table()))
        except duckdb.Error:  # its message quotes the row, tokens included
            raise IngestError([_diagnose(path, file, separator, len(headings))]) from None
    records = _records(path, separator, rows.height)
    if rows.height != records:
        found = f"the file holds {records} rows by one way of reading and {rows.height} by another"
        hint = f"line breaks of several kinds may stand between the rows; {_AGAIN}"
        raise IngestError([Problem(file, found, "one kind of line break between rows", hint)])
    settings = {"separator": SEPARATORS[separator], "encoding": "utf-8"}
    return Export(file, "csv", headings, rows, tells_null_apart(rows), settings)


def _records(path: Path, separator: str, expected: int) -> int:
    """The number of records by another way of reading, the headings left out.

    polars counts them fast where no carriage return stands alone, in a text or as the end of a record; in doubt
    Python's csv module decides.
    """
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        alone = re.search(rb"\r(?!\n)", data) is not None
    if not alone:
        rows = pl.scan_csv(path, separator=separator, infer_schema=False, truncate_ragged_lines=True)
        if rows.select(pl.len()).collect().item() == expected:
            return expected
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for record in csv.reader(stream, delimiter=separator) if record) - 1


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
            "the file was probably saved by a spreadsheet program as Windows-1252 or Latin-1; put the export itself "
            "here, unopened, or save it as 'CSV UTF-8'"
        )
        raise IngestError([Problem(file, found, "text in UTF-8, as the survey tool writes it", hint)]) from None


def _header(head: str, file: str) -> tuple[str, tuple[str, ...], list[str]]:
    """The separator that gives the first record most columns, that record, and the lines it stands on."""
    lines = list(io.StringIO(head, newline=""))
    found = {separator: _first_record(lines, separator) for separator in SEPARATORS}
    separator = max(found, key=lambda candidate: len(found[candidate][0]))
    headings, last = found[separator]
    if len(headings) == 1:
        message = f"the first line holds one single column, beginning with '{head.strip()[:20]}'"
        expected = "headings separated by comma, semicolon or tab"
        raise IngestError([Problem(file, message, expected, "export as CSV with one of these separators")])
    return separator, headings, lines[:last]


def _first_record(lines: list[str], separator: str) -> tuple[tuple[str, ...], int]:
    """The first record that is not blank, and the number of lines up to its end."""
    reader = csv.reader(lines, delimiter=separator)
    try:
        return next(((tuple(record), reader.line_num) for record in reader if record), (("",), 1))
    except csv.Error:
        return ("",), 1


@contextmanager
def _header_on_one_line(path: Path, lines: list[str]) -> Iterator[Path]:
    """The file itself, or for as long as it is read a copy whose first line break is the end of a record."""
    if len(lines) == 1:
        yield path
        return
    breaks = str.maketrans("\r\n", "  ")
    end = lines[-1][len(lines[-1].rstrip("\r\n")) :]
    header = "".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "export.csv"
        with path.open("rb") as source, copy.open("wb") as target:
            mark = len(_BYTE_ORDER_MARK) if source.read(len(_BYTE_ORDER_MARK)) == _BYTE_ORDER_MARK else 0
            source.seek(mark + len(header.encode()))
            target.write((header.removesuffix(end).translate(breaks) + end).encode())
            shutil.copyfileobj(source, target)
        yield copy


def _diagnose(path: Path, file: str, separator: str, width: int) -> Problem:
    """Why a file is no regular CSV: the first broken row, or that its end is missing."""
    text = _decode(path.read_bytes(), file, whole=True)
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
        found = f"near line {reader.line_num} a closing quotation mark is followed by something else than a separator"
        hint = (
            f"the row uses another separator than the headings, or a quotation mark in a text is not doubled; {_AGAIN}"
        )
        return Problem(file, found, f"a {SEPARATORS[separator]}, as in the headings", hint, row=row)
    expected = f"{width} columns, like the headings (separator: {SEPARATORS[separator]})"
    if len(record) < width and not any(reader):
        found = f"the file is cut off: its last row has {len(record)} of {width} columns"
        return Problem(file, found, expected, _AGAIN, row=row)
    hint = f"the row uses another separator than the headings, or a cell was edited by hand; {_AGAIN}"
    return Problem(file, f"the row has {len(record)} columns", expected, hint, row=row)
