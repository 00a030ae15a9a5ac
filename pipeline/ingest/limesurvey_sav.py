"""SPSS files as LimeSurvey writes them: proper data behind one record that no reader but SPSS itself accepts.

LimeSurvey puts a broken record of long value labels (type 7, subtype 21) into the dictionary, and ReadStat, which
pyreadstat is built on, refuses the file for it. The record is cut out before reading. It holds labels of text codes,
which nothing here needs: the questionnaire has them.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.ingest.export import NO_BLANKS_KEPT, NO_OUTER_BLANKS, Confidence, Export, Likeness, column_name, whole
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"$FL2"
_HEADER, _CASES = 176, 80
_FIRST_NAME = slice(200, 208)
_VARIABLE, _LABELS, _DOCUMENT, _EXTENSION, _END = 2, 3, 6, 7, 999
_LONG_LABELS = 21
_EPOCH = "1582-10-14"
_AGAIN = "fetch the export again from LimeSurvey (Responses - Export to SPSS), or choose CSV there"


def looks_like(head: bytes) -> Likeness | None:
    """SPSS data whose first variable has the short name that LimeSurvey gives it."""
    if not head.startswith(_MAGIC) or head[_FIRST_NAME].rstrip() != b"V00001":
        return None
    return Likeness(Confidence.CERTAIN, "SPSS data as LimeSurvey writes it")


def read(path: Path, file: str) -> Export:
    """Read a ``.sav`` of LimeSurvey.

    Raises
    ------
    IngestError
        If the file is cut off or damaged.
    """
    import pyreadstat

    data = whole(path, file, "SPSS data")
    try:
        columns, about = pyreadstat.read_sav(
            io.BytesIO(repaired(data)), output_format="dict", disable_datetime_conversion=True
        )
    except (pyreadstat.ReadstatError, struct.error, UnicodeDecodeError):
        raise IngestError([Problem(file, "the SPSS file is cut off or damaged", "all of its data", _AGAIN)]) from None
    (cases,) = struct.unpack_from("<i", data, _CASES)
    found = len(next(iter(columns.values()))) if columns else 0
    if cases not in (found, -1):
        message = f"the SPSS file is cut off: it holds {found} of {cases} responses"
        raise IngestError([Problem(file, message, f"{cases} responses, as its header says", _AGAIN)])
    series = [
        _text(column_name(index), columns[name], about.original_variable_types[name])
        for index, name in enumerate(about.column_names)
    ]
    return Export(
        file,
        "sav",
        tuple(about.column_names),
        pl.DataFrame(series),
        null_distinguished=False,
        settings={"encoding": about.file_encoding},
        labels=tuple(label or "" for label in about.column_labels),
        blanks_written=False,
        losses=(NO_BLANKS_KEPT, NO_OUTER_BLANKS),
    )


def repaired(data: bytes) -> bytes:
    """The bytes of a ``.sav`` without its records of long value labels.

    The dictionary is walked record by record (PSPP developers' guide, *System File Format*), so that no data that
    happen to look like the record are touched.

    Raises
    ------
    struct.error
        If the dictionary ends before its last record does.
    """
    kept, position = [data[:_HEADER]], _HEADER
    kind = 0
    while kind != _END:
        start = position
        kind, subtype = struct.unpack_from("<2i", data, start)
        position = _end(data, start, kind)
        if position <= start:
            msg = f"record {kind} has a negative length"
            raise struct.error(msg)
        if (kind, subtype) != (_EXTENSION, _LONG_LABELS):
            kept.append(data[start:position])
    return b"".join(kept)


def _end(data: bytes, position: int, kind: int) -> int:
    """Where the record that begins at ``position`` ends; the last one ends with the file."""
    if kind == _VARIABLE:
        labelled, missing = struct.unpack_from("<2i", data, position + 8)
        position += 32 + 8 * abs(missing)
        if labelled:
            position += 4 + _padded(struct.unpack_from("<i", data, position - 8 * abs(missing))[0], 4)
        return position
    if kind == _LABELS:
        (labels,) = struct.unpack_from("<i", data, position + 4)
        position += 8
        for _ in range(labels):
            position += 8 + _padded(1 + struct.unpack_from("<B", data, position + 8)[0], 8)
        return position + 8 + 4 * struct.unpack_from("<i", data, position + 4)[0]  # record 4: which variables
    if kind == _DOCUMENT:
        return position + 8 + 80 * struct.unpack_from("<i", data, position + 4)[0]
    if kind == _EXTENSION:
        size, count = struct.unpack_from("<2I", data, position + 8)
        return position + 16 + size * count
    if kind == _END:
        return len(data)
    msg = f"unknown record {kind}"
    raise struct.error(msg)


def _padded(length: int, multiple: int) -> int:
    return -(-length // multiple) * multiple


def _text(name: str, cells: Any, kind: str) -> pl.Series:
    """A column as text: whole numbers without a decimal point, dates as LimeSurvey writes them elsewhere."""
    if kind.startswith("A"):
        return pl.Series(name, cells, dtype=pl.String)
    numbers = pl.Series(name, cells, dtype=pl.Float64).fill_nan(None)
    if kind.startswith("DATETIME"):
        epoch = pl.lit(_EPOCH).str.to_datetime("%Y-%m-%d")
        dates = epoch + pl.duration(seconds=numbers.cast(pl.Int64))
        return pl.select(dates.dt.strftime("%Y-%m-%d %H:%M:%S").alias(name)).to_series()
    return number_text(numbers)


def number_text(numbers: pl.Series) -> pl.Series:
    """Numbers as text, whole ones without a decimal point."""
    whole_number = numbers == numbers.round()
    text = pl.when(whole_number).then(numbers.cast(pl.Int64, strict=False).cast(pl.String))
    return pl.select(text.otherwise(numbers.cast(pl.String)).alias(numbers.name)).to_series()
