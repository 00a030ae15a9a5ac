"""Text tables of other tools than LimeSurvey: any usual separator, UTF-8, UTF-16 or Windows-1252, read as a whole.

A file that is not UTF-8 is Windows-1252 (which has every character of Latin-1 that people write), unless most of it is
UTF-8: then two encodings are mixed, and no reading of it would be right.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.export import HEAD, Export, column_name, whole
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

SEPARATORS = {
    ",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", "^": "caret", "~": "tilde", "\x1f": "unit separator",
}  # fmt: skip
AGAIN = "fetch the export again from the survey tool and put the new file in place of this one, unopened"
_SEEN = 8
_LONGEST_CELL = 2_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Head:
    """The first records of a text table, and how it is written."""

    encoding: str
    separator: str
    records: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4)
def head_of(data: bytes) -> Head | None:
    """The first complete records of a text that begins with these bytes; ``None`` if it is no table."""
    encoding = _encoding(data[:4096])
    if encoding is None:
        return None
    try:
        # An incremental decoder leaves a character alone that was cut in two at the end.
        text = codecs.getincrementaldecoder(encoding)().decode(data.removeprefix(_mark(data)))
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = data.decode(encoding, "replace")
    complete = len(data) < HEAD
    found = {separator: tuple(_records(text, separator, complete=complete)) for separator in SEPARATORS}
    separator = max(found, key=lambda candidate: _fitness(found[candidate]))
    records = found[separator]
    return Head(encoding, separator, records) if records and len(records[0]) > 1 else None


def read(path: Path, file: str, *, tool: str, heads: Callable[[Sequence[Sequence[str]]], int] | None = None) -> Export:
    """A text table as an export: the first line has the names, and all lines below the headings are responses.

    ``heads`` says how many of the first lines are headings; the second of them has the labels of the columns, the third
    other names of theirs.

    Raises
    ------
    IngestError
        If the file is too large, mixes encodings, is cut off, or has a row of another length than the headings.
    """
    data = whole(path, file, f"a text table of {tool}")
    head = head_of(data[:HEAD])
    if head is None:
        raise IngestError([Problem(file, "the first line holds one single column", "several columns", AGAIN)])
    encoding, text = _text(data, file, head.encoding)
    first = list(_records(text, head.separator, complete=True))  # headings may be longer than the first bytes
    lines = heads(first) if heads is not None else 1
    records = _all(text, file, head.separator, lines)
    width = len(records[0])
    while width > 1 and not any(record[width - 1] for record in records):  # a separator at the end of every line
        width -= 1
    headings = tuple(records[0][:width])
    columns = zip(*(record[:width] for record in records[lines:]), strict=True)
    cells = [[cell or None for cell in column] for column in columns] or [[] for _ in headings]
    frame = pl.DataFrame({column_name(i): pl.Series(column, dtype=pl.String) for i, column in enumerate(cells)})
    settings = {"separator": SEPARATORS[head.separator], "encoding": encoding}
    labels, aliases = (tuple(records[line][:width]) if lines > line else () for line in (1, 2))
    return Export(
        file, "csv", headings, frame, null_distinguished=False, settings=settings, labels=labels, aliases=aliases
    )


def _encoding(data: bytes) -> str | None:
    """The encoding a text begins in; ``None`` for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" not in data:
        return "utf-8"
    even, odd = b"\0" in data[0::2], b"\0" in data[1::2]
    return None if even and odd else "utf-16-be" if even else "utf-16-le"


def _mark(data: bytes) -> bytes:
    return next((mark for mark, _ in _MARKS if data.startswith(mark)), b"")


def _text(data: bytes, file: str, encoding: str) -> tuple[str, str]:
    """The encoding of the whole file, and its text."""
    body = data.removeprefix(_mark(data))
    try:
        name = "utf-8" if encoding == "cp1252" else encoding
        return name, body.decode(name)
    except UnicodeDecodeError as error:
        line = body[: error.start].decode(name, "replace").count("\n") + 1
        if encoding.startswith("utf-16"):
            found = f"the file is cut off or damaged at line {line}"
            raise IngestError([Problem(file, found, "complete text in UTF-16", AGAIN)]) from None
        escaped = body.decode("utf-8", "surrogateescape")
        wrong = sum("\udc80" <= character <= "\udcff" for character in escaped)
        right = sum(character > "\x7f" for character in escaped) - wrong
        if right > wrong:
            found = f"line {line} has a character that is not UTF-8 (byte 0x{body[error.start]:02X}), and others are"
            hint = f"a program has mixed two encodings; {AGAIN}"
            raise IngestError([Problem(file, found, "one encoding in the whole file", hint)]) from None
    try:
        return "windows-1252", body.decode("cp1252")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        found = f"line {line} has the byte 0x{body[error.start]:02X}, which is a character in no encoding known here"
        raise IngestError([Problem(file, found, "UTF-8, UTF-16 or Windows-1252", AGAIN)]) from None


def _records(text: str, separator: str, *, complete: bool) -> Iterator[tuple[str, ...]]:
    """The first records, without the last one if the text may have been cut in it."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    held: tuple[str, ...] | None = None
    count = 0
    try:
        for record in reader:
            if not record:
                continue
            if held is not None:
                yield held
                count += 1
            held = tuple(record)
            if count == _SEEN:
                return
    except csv.Error:
        return
    if held is not None and (complete or count == 0):
        yield held


def _fitness(records: Sequence[Sequence[str]]) -> tuple[bool, int]:
    """How well a separator fits: records of one length first, then the number of columns."""
    widths = {len(record) for record in records}
    width = len(records[0]) if records else 0
    return len(widths) == 1 and width > 1, width


def _all(text: str, file: str, separator: str, heads: int) -> list[list[str]]:
    """Every record, all of the length of the first."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            if record:
                records.append(record)
                if len(record) != len(records[0]):
                    raise IngestError([_wrong_width(records, file, separator, heads, last=not any(reader))])
    except csv.Error as error:
        raise IngestError([_broken(error, file, len(records) - heads + 1, reader.line_num, separator)]) from None
    return records


def _wrong_width(records: list[list[str]], file: str, separator: str, heads: int, *, last: bool) -> Problem:
    width, found, row = len(records[0]), len(records[-1]), len(records) - heads
    where = row if row > 0 else None
    expected = f"{width} columns, like the headings (separator: {SEPARATORS[separator]})"
    if last and found < width:
        message = f"the file is cut off: its last row has {found} of {width} columns"
        return Problem(file, message, expected, AGAIN, row=where)
    message = f"the row has {found} columns" if row > 0 else f"the second line of headings has {found} columns"
    hint = f"the row uses another separator than the headings, or a cell was edited by hand; {AGAIN}"
    return Problem(file, message, expected, hint, row=where)


def _broken(error: csv.Error, file: str, row: int, line: int, separator: str) -> Problem:
    if "end of data" in str(error):
        found = "the file is cut off: a quoted text that begins here never ends"
        return Problem(file, found, "a closing quotation mark", AGAIN, row=max(row, 1))
    if "field larger" in str(error):
        found = f"a text of more than {_LONGEST_CELL:,} characters begins here"
        hint = f"a quotation mark is not closed, or the file is no export; {AGAIN}"
        return Problem(file, found, "cells of the length people write", hint, row=max(row, 1))
    found = f"near line {line} a closing quotation mark is followed by something else than a separator"
    hint = f"a quotation mark in a text is not doubled, or the row uses another separator than the headings; {AGAIN}"
    return Problem(file, found, f"a {SEPARATORS[separator]}, as in the headings", hint, row=max(row, 1))
