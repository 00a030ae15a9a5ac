"""What a module for one export format offers, and what it returns: the cells as text, before anyone knows more.

A format is a module with two functions: ``looks_like`` says from the first bytes of a file whether it has that format,
``read`` reads it. Formats of two files (data, and a syntax file that names the columns) have ``read_pair`` instead, and
their ``looks_like`` recognises the syntax. :mod:`pipeline.ingest.sniff` lists the modules and chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = 1 << 16
"""How many bytes of a file a format gets to see before it has to say whether it knows it."""


class Confidence(IntEnum):
    """How sure a format is of a file; the surest one reads it, of two equally sure ones the first in the list."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True)
class Likeness:
    """What a file looks like to a format; ``description`` names it with its article, as in *a VV export*."""

    confidence: Confidence
    description: str


@dataclass(frozen=True)
class Export:
    """One export as text.

    ``rows`` holds the columns ``c0``, ``c1``, ... in the order of ``headings``: headings may repeat, column names
    may not. A null cell is what the survey tool had no value for; ``''`` is a value that is empty. Where a format
    loses that difference, ``null_distinguished`` is false and either stands for both.

    ``settings`` is what was found out about the file (separator, encoding, ...), for the record.

    ``roles`` are columns that the format itself knows: their index, and a code of
    :data:`~pipeline.ingest.headings.METADATA` or :data:`~pipeline.ingest.headings.PERSONAL`. Other columns are
    recognised by their headings.
    """

    file: str
    format: str
    headings: tuple[str, ...]
    rows: pl.DataFrame
    null_distinguished: bool
    settings: dict[str, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)

    def column(self, index: int) -> pl.Series:
        """The cells of one column."""
        return self.rows.to_series(index)


class Format(Protocol):
    """A module that reads one format."""

    def looks_like(self, head: bytes) -> Likeness | None:
        """What a file that begins with these bytes looks like; ``None`` if it has another format for certain."""
        ...

    def read(self, path: Path, file: str) -> Export:
        """Read ``path``, which messages call ``file``.

        Raises :class:`~pipeline.ingest.problems.IngestError` if it is not what it seems.
        """
        ...


class PairFormat(Protocol):
    """A module that reads a format of two files: data without names, and a syntax file that has them."""

    def looks_like(self, head: bytes) -> Likeness | None:
        """What a syntax file that begins with these bytes looks like; ``None`` if it is none of this format."""
        ...

    def read_pair(self, path: Path, file: str, syntax: Path) -> Export:
        """Read the data in ``path``, which messages call ``file``, by the syntax file beside it."""
        ...


def column_name(index: int) -> str:
    """Name of a column of :attr:`Export.rows`."""
    return f"c{index}"


def text_frame(columns: list[list[str | None]]) -> pl.DataFrame:
    """A frame of text from columns of cells."""
    return pl.DataFrame({column_name(i): pl.Series(cells, dtype=pl.String) for i, cells in enumerate(columns)})


def tells_null_apart(rows: pl.DataFrame) -> bool:
    """Whether a text file uses both an empty cell and an empty string, so that the difference means something.

    LimeSurvey 5 writes ``""`` for both and a spreadsheet program writes nothing for both; a file that has only one
    of them may not be read as if it told them apart.
    """
    if not any(series.null_count() for series in rows):
        return False
    return any((series == "").any() for series in rows)


def zip_entries(head: bytes) -> list[str]:
    """Names of the files of a ZIP archive whose headers lie in the first bytes of it."""
    names = []
    for entry in head.split(b"PK\x03\x04")[1:]:
        length = int.from_bytes(entry[22:24], "little")
        name = entry[26 : 26 + length]
        if length and len(name) == length:
            names.append(name.decode("utf-8", "replace"))
    return names
