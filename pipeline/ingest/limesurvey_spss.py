"""LimeSurvey's export to SPSS of old: a data file without names, and a syntax file that has them.

The data are comma-separated with apostrophes for quotation marks. LimeSurvey writes nothing for null and for an empty
answer alike, turns line breaks into blanks and takes markup out of texts. The syntax is read, never executed.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.export import NO_BLANKS_KEPT, NO_OUTER_BLANKS, Confidence, Export, Likeness, text_frame, whole
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_VARIABLE = re.compile(r"^ (V\d+) ([A-Z]+)[\d.]+", re.MULTILINE)
_RENAME = re.compile(r"^RENAME VARIABLES \( (V\d+) = (\S+) \)\.", re.MULTILINE)
_LABEL = re.compile(r'^VARIABLE LABELS (V\d+) "((?:[^"]|"")*)"\.', re.MULTILINE)
_DATE = r"^(\d\d)-(\d\d)-(\d{4}) (.*)$"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_MARKUP = "line breaks and markup in texts"
_LONGEST_CELL = 1 << 21
_AGAIN = "fetch data and syntax again from LimeSurvey (Responses - Export to SPSS), both at once"


def looks_like(head: bytes) -> Likeness | None:
    """SPSS syntax that reads a text file."""
    text = head.removeprefix(b"\xef\xbb\xbf")
    if b"GET DATA" in text and b"/VARIABLES" in text and b"/TYPE=TXT" in text:
        return Likeness(Confidence.CERTAIN, "SPSS syntax that names the columns of a data file")
    return None


def read_pair(path: Path, file: str, syntax: Path) -> Export:
    """Read a data file by the names and types in its syntax file.

    Raises
    ------
    IngestError
        If a file is not UTF-8, the syntax names no columns, or a row has another number of cells than it names.
    """
    names, kinds, labels = _columns(_decoded(whole(syntax, syntax.name, "SPSS syntax"), syntax.name), syntax.name)
    text = _decoded(whole(path, file, "SPSS data"), file)
    rows = list(_rows(text, file, kinds))
    columns = [[cells[index] or None for cells in rows] for index in range(len(names))]
    frame = text_frame(columns)
    dates = [pl.col(frame.columns[i]).str.replace(_DATE, "$3-$2-$1 $4") for i, kind in enumerate(kinds) if kind == "D"]
    return Export(
        file,
        "spss",
        tuple(names),
        frame.with_columns(dates),
        null_distinguished=False,
        settings={"encoding": "utf-8", "syntax": syntax.name},
        labels=tuple(labels),
        blanks_written=False,
        losses=(NO_BLANKS_KEPT, NO_OUTER_BLANKS, _MARKUP),
    )


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = f"line {line} has a character that is not UTF-8 (byte 0x{error.object[error.start]:02X})"
        raise IngestError([Problem(file, found, "text in UTF-8, as LimeSurvey writes it", _AGAIN)]) from None


def _columns(syntax: str, file: str) -> tuple[list[str], list[str], list[str]]:
    """Names, kinds (A text, F number, D date) and labels of the columns."""
    kinds = {name: kind[0] for name, kind in _VARIABLE.findall(syntax)}
    names, labels = dict(_RENAME.findall(syntax)), dict(_LABEL.findall(syntax))
    unnamed = [name for name in kinds if name not in names]
    if not kinds or unnamed:
        found = f"the syntax gives {len(unnamed)} of {len(kinds)} columns no name" if kinds else "no columns are named"
        raise IngestError([Problem(file, f"{found}; it may be cut off", "RENAME VARIABLES for every column", _AGAIN)])
    texts = [labels.get(name, "").replace('""', '"') for name in kinds]
    return [names[name] for name in kinds], list(kinds.values()), texts


def _rows(text: str, file: str, kinds: list[str]) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    expected = f"{len(kinds)} columns, as the syntax names"
    reader = csv.reader(io.StringIO(text, newline=""), quotechar="'", strict=True)
    row = 0
    try:
        for row, cells in enumerate(filter(None, reader), start=1):
            if len(cells) != len(kinds):
                cut_off = not text.endswith("\n") and next(reader, None) is None
                found = "the file is cut off: its last row" if cut_off else "the row"
                raise IngestError([Problem(file, f"{found} has {len(cells)} columns", expected, _AGAIN, row=row)])
            odd = next((i for i, cell in enumerate(cells) if kinds[i] == "F" and cell and not _number(cell)), None)
            if odd is not None:
                found = f"column {odd + 1} holds text"
                hint = f"data and syntax may belong to different exports; {_AGAIN}"
                raise IngestError([Problem(file, found, "a number, as the syntax says", hint, row=row)])
            yield cells
    except csv.Error:
        found = "the file is cut off or damaged: a text in apostrophes has no proper end"
        raise IngestError([Problem(file, found, expected, _AGAIN, row=row + 1)]) from None


def _number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None
