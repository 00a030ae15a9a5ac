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

from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.ingest.convention import Convention

HEAD = 1 << 16
"""How many bytes of a file a format gets to see before it has to say whether it knows it."""

LARGEST = 200_000_000
"""Bytes of the largest file of a format that can only be read as a whole; it takes about ten times that in memory."""

NO_BLANKS_KEPT = "empty cells do not tell whether the question was seen"
NO_OUTER_BLANKS = "blanks at the beginning and the end of texts"


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
    :data:`~pipeline.ingest.headings.METADATA` or :data:`~pipeline.ingest.headings.PERSONAL`, or a role of
    :mod:`~pipeline.ingest.convention`. Other columns are recognised by their headings.

    ``labels`` are the texts of the columns where a file carries them beside the headings, '' for a column without one;
    they are checked against the headings. ``blanks_written`` is false where the tool cannot have written an answer
    into a cell that was left empty (as *Convert N to* does), null where only the cells can tell. ``losses`` says in
    words what the format or the chosen settings do not keep.

    Exports of other tools than LimeSurvey have a ``convention``, and what else their format knows: ``aliases`` are other
    names of the columns; ``path`` are the signs that separate group, question and option in a heading; ``repeats``
    lists columns that sum up others (the number of ticks, the list of them); ``value_labels`` and ``declared`` are, by
    column, the labels of codes and the codes declared as missing, with their kind where that is known. ``lists`` are
    columns with several answers in a cell, ``made`` the variables of the columns at the end, which were made of them and
    are in no file.
    """

    file: str
    format: str
    headings: tuple[str, ...]
    rows: pl.DataFrame
    null_distinguished: bool
    settings: dict[str, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    blanks_written: bool | None = None
    losses: tuple[str, ...] = ()
    convention: Convention | None = None
    aliases: tuple[str, ...] = ()
    path: str = ""
    repeats: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    value_labels: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    declared: Mapping[int, Mapping[str, int | None]] = field(default_factory=dict)
    lists: tuple[int, ...] = ()
    made: tuple[str, ...] = ()

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


def whole(path: Path, file: str, description: str, *, largest: int | None = None) -> bytes:
    """The bytes of a file of a format that can only be read as a whole.

    Raises
    ------
    IngestError
        If it is larger than ``largest`` (by default :data:`LARGEST`), before anything of it is read.
    """
    check_size(path.stat().st_size, file, description, largest=largest)
    return path.read_bytes()


def check_size(size: int, file: str, description: str, *, largest: int | None = None) -> None:
    """Refuse what would not fit into memory; ``size`` in bytes, unpacked where the format is packed.

    Raises
    ------
    IngestError
        If it is larger than ``largest``, by default :data:`LARGEST`.
    """
    largest = LARGEST if largest is None else largest
    if size > largest:
        found = f"{description} of {size / 1e6:,.0f} MB, which would have to be read as a whole"
        expected = f"at most {largest / 1e6:,.0f} MB in this format"
        hint = "check whether this is the export of a survey; if so, export it as CSV, which is read piece by piece"
        raise IngestError([Problem(file, found, expected, hint)])


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
