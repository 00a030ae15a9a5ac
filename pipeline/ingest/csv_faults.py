"""Why a file is no regular CSV: the first place that is wrong, found line by line so that no size of file matters."""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING

from pipeline.ingest.problems import Problem
from pipeline.ingest.rows import headings_again

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
LONGEST_LINE = 2_000_000
"""Characters of the longest line, and of the longest cell: more is a quotation mark that was never closed."""

AGAIN = "fetch the export again from the survey tool and put the new file in place of this one"
_ESCAPED = ("\udc80", "\udcff")
_SPREADSHEET = (
    "the file was probably saved by a spreadsheet program as Windows-1252 or Latin-1; put the export itself here, "
    "unopened, or save it as 'CSV UTF-8'"
)


class LineTooLongError(ValueError):
    """A line is longer than :data:`LONGEST_LINE`."""


def diagnose(path: Path, file: str, separator: str, headings: Sequence[str]) -> Problem:
    """The first thing wrong with a file whose headings are known: encoding, quotation marks, number of columns, end.

    The message never quotes what stands in a row, for it may be about a person.
    """
    csv.field_size_limit(LONGEST_LINE)
    width, row = len(headings), -1
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        reader = csv.reader(lines(stream), delimiter=separator, strict=True)
        try:
            for record in reader:
                row += bool(record)
                byte = _not_utf8(record)
                if byte is not None:
                    return _wrong_encoding(file, reader.line_num, row, byte, headings)
                if record and len(record) != width:
                    return _wrong_width(file, record, row, separator, width, last=not any(reader))
        except (csv.Error, LineTooLongError) as error:
            return _unclosed(file, error, row + 1, reader.line_num, separator)
    return Problem(file, "the file is no regular CSV", "one record per response", AGAIN)


def lines(stream: IO[str]) -> Iterator[str]:
    """The lines of a file.

    Raises
    ------
    LineTooLongError
        Instead of reading one that might not fit into memory.
    """
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise LineTooLongError
        yield line


def _not_utf8(record: Sequence[str]) -> tuple[int, int] | None:
    """Index of the first cell with a byte that is no UTF-8, and that byte."""
    for index, cell in enumerate(record):
        if not cell.isascii():
            for character in cell:
                if _ESCAPED[0] <= character <= _ESCAPED[1]:
                    return index, ord(character) - 0xDC00
    return None


def _wrong_encoding(file: str, line: int, row: int, byte: tuple[int, int], headings: Sequence[str]) -> Problem:
    index, value = byte
    found = f"line {line} has a character that is not UTF-8 (byte 0x{value:02X}, column {index + 1})"
    column = headings[index] if row > 0 and index < len(headings) else None
    expected = "text in UTF-8, as the survey tool writes it"
    return Problem(file, found, expected, _SPREADSHEET, row=row or None, column=column)


def _wrong_width(file: str, record: Sequence[str], row: int, separator: str, width: int, *, last: bool) -> Problem:
    expected = f"{width} columns, like the headings (separator: {SEPARATORS[separator]})"
    if headings_again(record):
        found = f"another line of headings, with {len(record)} columns, stands among the responses: two exports in one"
        hint = "put the responses of each wave into a folder of its own, and one export into one file"
    elif len(record) < width and last:
        found, hint = f"the file is cut off: its last row has {len(record)} of {width} columns", AGAIN
    else:
        found = f"the row has {len(record)} columns"
        hint = f"the row uses another separator than the headings, or a cell was edited by hand; {AGAIN}"
    return Problem(file, found, expected, hint, row=row)


def _unclosed(file: str, error: Exception, row: int, line: int, separator: str) -> Problem:
    if "end of data" in str(error):
        found = "the file is cut off: a quoted text that begins here never ends"
        return Problem(file, found, "a closing quotation mark", AGAIN, row=row)
    if isinstance(error, LineTooLongError) or "field larger" in str(error):
        found = f"a text of more than {LONGEST_LINE:,} characters begins here"
        hint = f"a quotation mark is not closed, or the file is no export; {AGAIN}"
        return Problem(file, found, "cells of the length people write", hint, row=row)
    found = f"near line {line} a closing quotation mark is followed by something else than a separator"
    hint = f"the row uses another separator than the headings, or a quotation mark in a text is not doubled; {AGAIN}"
    return Problem(file, found, f"a {SEPARATORS[separator]}, as in the headings", hint, row=row)
