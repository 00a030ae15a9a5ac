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

from pipeline.ingest.csv_faults import AGAIN, LONGEST_LINE, SEPARATORS, LineTooLongError, diagnose, lines
from pipeline.ingest.export import Confidence, Export, Likeness, column_name, tells_null_apart
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_CHARACTER = 4

_QUERY = """
SELECT * FROM read_csv($path, auto_detect=false, header=true, delim=$separator, quote='"', escape='"',
    columns=$columns, nullstr='', allow_quoted_nulls=false, strict_mode=true, null_padding=false,
    ignore_errors=false, encoding='utf-8', max_line_size=$longest)
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
    csv.field_size_limit(LONGEST_LINE)
    with path.open("rb") as stream:
        head = stream.read(_HEAD).decode("utf-8-sig", "surrogateescape")
    separator, headings, header = _header(head, file)
    if not _is_utf8(head[:-_LONGEST_CHARACTER]):
        raise IngestError([diagnose(path, file, separator, headings)])
    columns = {column_name(index): "VARCHAR" for index in range(len(headings))}
    with _header_on_one_line(path, header) as readable, duckdb.connect() as connection:
        parameters = {"path": str(readable), "separator": separator, "columns": columns, "longest": LONGEST_LINE}
        try:
            rows = pl.DataFrame(pl.from_arrow(connection.sql(_QUERY, params=parameters).to_arrow_table()))
        except duckdb.Error:  # its message quotes the row, tokens included
            raise IngestError([diagnose(path, file, separator, headings)]) from None
    try:
        records = _records(path, separator, rows.height)
    except (csv.Error, LineTooLongError):
        raise IngestError([diagnose(path, file, separator, headings)]) from None
    if rows.height != records:
        found = f"the file holds {records} rows by one way of reading and {rows.height} by another"
        hint = f"line breaks of several kinds may stand between the rows; {AGAIN}"
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
        return sum(1 for record in csv.reader(lines(stream), delimiter=separator) if record) - 1


def _is_utf8(text: str) -> bool:
    """Whether a text read with *surrogateescape* had nothing to escape."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _header(head: str, file: str) -> tuple[str, tuple[str, ...], list[str]]:
    """The separator that gives the first record most columns, that record, and the lines it stands on.

    One that stands behind every closing quotation mark comes first: full texts of questions may hold more semicolons than
    there are columns.
    """
    lines = list(io.StringIO(head, newline=""))
    found = {separator: _first_record(lines, separator) for separator in SEPARATORS}
    regular = {separator: len(_first_record(lines, separator, strict=True)[0]) > 1 for separator in SEPARATORS}
    separator = max(found, key=lambda candidate: (regular[candidate], len(found[candidate][0])))
    headings, last = found[separator]
    if len(headings) == 1:
        message = f"the first line holds one single column, beginning with '{head.strip()[:20]}'"
        expected = "headings separated by comma, semicolon or tab"
        raise IngestError([Problem(file, message, expected, "export as CSV with one of these separators")])
    return separator, headings, lines[:last]


def _first_record(lines: list[str], separator: str, *, strict: bool = False) -> tuple[tuple[str, ...], int]:
    """The first record that is not blank, and the number of lines up to its end."""
    reader = csv.reader(lines, delimiter=separator, strict=strict)
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
