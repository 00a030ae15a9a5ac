"""VV exports of LimeSurvey: tabs, a line of texts, a line of names, and words in braces for what a tab cannot hold.

Null is ``{question_not_shown}``, so a VV file tells it from an empty answer. Version 2 names columns by question code
(``q07_dezentral``), version 1 by the ids of one installation (``201602X6X114dezentral``), which only the line of texts
explains. Tabs and line breaks are always written as words, so every line is one response and every tab a separator.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.export import NO_OUTER_BLANKS, Confidence, Export, Likeness, column_name
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_NULL = "{question_not_shown}"
_WORDS = {"{newline}": "\n", "{cr}": "\r", "{tab}": "\t"}
_REQUIRED = {"id", "submitdate", "startlanguage"}
_FIELD_NAME = re.compile(r"\d+X\d+X\d+.*")
_QUOTE = re.compile(r'(\\+")|""')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AGAIN = "fetch the export again from LimeSurvey (Responses - Export - VV file) and put it here unopened"


def looks_like(head: bytes) -> Likeness | None:
    """A second line of tab-separated names with those LimeSurvey always writes."""
    lines = head.split(b"\n", 2)
    names = {unquoted(name) for name in _text(lines[1]).split("\t")} if len(lines) > 1 else set()
    return Likeness(Confidence.CERTAIN, "a VV export of LimeSurvey") if names >= _REQUIRED else None


def read(path: Path, file: str) -> Export:
    """Read a VV export.

    Raises
    ------
    IngestError
        If it is not UTF-8, or a line has another number of cells than the line of names.
    """
    with path.open("rb") as stream:
        labels, names = (_cells(stream.readline(), file, line) for line in (1, 2))
        if len(labels) != len(names):
            found = f"the line of texts has {len(labels)} columns and the line of names {len(names)}"
            raise IngestError([Problem(file, found, "as many texts as names", _AGAIN)])
        for row, line in enumerate(stream, start=1):
            _check(line, len(names), file, row)
    rows = pl.read_csv(
        path,
        separator="\t",
        quote_char=None,
        has_header=False,
        skip_lines=2,
        schema={column_name(index): pl.String for index in range(len(names))},
        empty_string_is_null=False,
        raise_if_empty=False,
        glob=False,
    )
    version = 1 if any(_FIELD_NAME.fullmatch(name) for name in names) else 2
    return Export(
        file,
        "vv",
        tuple(names),
        rows.select(_decoded(series) for series in rows),
        null_distinguished=True,
        settings={"encoding": "utf-8", "version": str(version)},
        labels=tuple(labels),
        blanks_written=False,
        losses=(NO_OUTER_BLANKS,),
    )


def unquoted(field: str) -> str:
    r"""A field without the quotation marks PHP puts around it; one behind a backslash is not doubled there.

    >>> unquoted('"Wer ""Nein"" sagt"'), unquoted(r'"a\"b"'), unquoted("a")
    ('Wer "Nein" sagt', 'a\\"b', 'a')
    """
    if len(field) > 1 and field.startswith('"') and field.endswith('"'):
        return _QUOTE.sub(lambda match: match[1] or '"', field[1:-1])
    return field


def _decoded(series: pl.Series) -> pl.Series:
    series = series.str.strip_chars_end("\r")
    quoted = series.str.starts_with('"')
    if quoted.any():
        cells = {cell: unquoted(cell) for cell in series.filter(quoted).unique()}
        series = series.replace(list(cells), list(cells.values()))
    series = series.to_frame().select(pl.when(pl.all() != _NULL).then(pl.all())).to_series()
    if series.str.contains("{", literal=True).any():
        series = series.str.replace(r"^\{quote\}", '"')
        for word, character in _WORDS.items():
            series = series.str.replace_all(word, character, literal=True)
        series = series.str.replace_all("{lbrace}", "{", literal=True)
    return series


def _cells(line: bytes, file: str, number: int) -> list[str]:
    try:
        return [unquoted(cell) for cell in line.removeprefix(_BYTE_ORDER_MARK).decode().rstrip("\r\n").split("\t")]
    except UnicodeDecodeError as error:
        raise IngestError([_not_utf8(error, file, f"line {number}", None)]) from None


def _check(line: bytes, width: int, file: str, row: int) -> None:
    try:
        line.decode()
    except UnicodeDecodeError as error:
        raise IngestError([_not_utf8(error, file, "the row", row)]) from None
    cells = line.count(b"\t") + 1
    if not line.endswith(b"\n") and cells <= width:
        found = f"the file is cut off: its last row has {cells} of {width} columns and no end"
        raise IngestError([Problem(file, found, f"{width} columns and a line break", _AGAIN, row=row)])
    if cells != width and line.strip(b"\r\n"):
        hint = f"a tab or a line break was put into a cell, or the row was edited by hand; {_AGAIN}"
        expected = f"{width} columns, like the line of names"
        raise IngestError([Problem(file, f"the row has {cells} columns", expected, hint, row=row)])


def _not_utf8(error: UnicodeDecodeError, file: str, where: str, row: int | None) -> Problem:
    column = error.object[: error.start].count(b"\t") + 1
    found = f"{where} has a character that is not UTF-8 (byte 0x{error.object[error.start]:02X}, column {column})"
    return Problem(file, found, "text in UTF-8, as LimeSurvey writes it", _AGAIN, row=row)


def _text(line: bytes) -> str:
    return line.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", "replace").rstrip("\r\n")
