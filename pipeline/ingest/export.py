"""What every reader of exports returns: the cells as text, before anyone knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Export:
    """One export as text.

    ``rows`` holds the columns ``c0``, ``c1``, ... in the order of ``headings``: headings may repeat, column names
    may not. A null cell is what the survey tool had no value for; ``''`` is a value that is empty. Where a format
    loses that difference, ``null_distinguished`` is false and either stands for both.

    ``settings`` is what was found out about the file (separator, encoding, ...), for the record.
    """

    file: str
    format: str
    headings: tuple[str, ...]
    rows: pl.DataFrame
    null_distinguished: bool
    settings: dict[str, str] = field(default_factory=dict)

    def column(self, index: int) -> pl.Series:
        """The cells of one column."""
        return self.rows.to_series(index)


class Reader(Protocol):
    """A function that reads one format; ``file`` is how messages name the path."""

    def __call__(self, path: Path, file: str) -> Export:
        """Read ``path``; raises :class:`~pipeline.ingest.problems.IngestError` if it is not what it seems."""
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
