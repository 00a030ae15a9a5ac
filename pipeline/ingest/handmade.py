"""A list that a person keeps, as CSV: separator found, line and column of everything that is wrong.

Such a list comes out of a spreadsheet program and is read whole; it is small, and it may name people, so that no message
quotes a cell that is not shown to be harmless.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.csv_faults import SEPARATORS
from pipeline.ingest.export import check_size
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 20_000_000
"""Bytes; there are fewer than 11,000 municipalities in Germany."""

_AS_CSV = "save it as 'CSV UTF-8' (the separator does not matter)"


@dataclass(frozen=True)
class Row:
    """One line of the list: its number in the file, and its cells by heading, without outer blanks."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The headings and the rows that are not empty."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def problem(self, row: Row, column: str, found: str, *, expected: str = "", hint: str = "") -> Problem:
        """What is wrong in one cell."""
        return Problem(f"{self.file}, line {row.line}", found, expected, hint, column=column)


def read_table(path: Path, file: str) -> Table:
    """Read a list that messages call ``file``.

    Raises
    ------
    IngestError
        If there is none, or it is no regular CSV in UTF-8, with the line and, where there is one, the column.
    """
    try:
        check_size(path.stat().st_size, file, "a list", largest=LARGEST)
        content = path.read_bytes()
    except OSError as error:
        found = f"the list cannot be read ({error.strerror})"
        raise IngestError([Problem(file, found, "a CSV file", "check the path")]) from None
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise IngestError([Problem(file, "the file is a workbook of a spreadsheet program", "CSV", _AS_CSV)])
    text = _decoded(content, file)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    headings: tuple[str, ...] = ()
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if not any(cells):
                continue
            if not headings:
                headings = tuple(cells)
                problems += _headings(file, headings)
            elif len(cells) != len(headings):
                found = f"the line has {len(cells)} cells"
                expected = f"{len(headings)}, as the headings (separator: {SEPARATORS[separator]})"
                hint = "a cell that holds the separator needs quotation marks around it"
                problems.append(Problem(f"{file}, line {reader.line_num}", found, expected, hint))
            else:
                rows.append(Row(reader.line_num, dict(zip(headings, cells, strict=True))))
    except csv.Error:
        found = "a quotation mark is not closed, or stands within a text"
        raise IngestError([Problem(f"{file}, line {reader.line_num}", found, "regular CSV", _AS_CSV)]) from None
    if not headings:
        raise IngestError([Problem(file, "the file is empty", "a line of headings", "")])
    if problems:
        raise IngestError(problems)
    return Table(file, headings, tuple(rows))


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].rpartition(b"\n")
        line = before[0].count(b"\n") + 1 + bool(before[1])
        found = (
            f"a character is not UTF-8 (byte 0x{content[error.start]:02X}, character {len(before[2]) + 1} of the line)"
        )
        raise IngestError([Problem(f"{file}, line {line}", found, "text in UTF-8", _AS_CSV)]) from None


def _separator(text: str) -> str:
    """The separator that the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def _headings(file: str, headings: tuple[str, ...]) -> list[Problem]:
    twice = dict.fromkeys(name for name in headings if name and headings.count(name) > 1)
    return [
        Problem(f"{file}, line 1", "the column stands twice", "every column once", "remove one of the two", column=name)
        for name in twice
    ]
