"""What a writer of exports hands over: files, how to read them, and what they cannot say."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.fielding import Artefact
    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Mapping as ColumnMapping
    from pipeline.rehearsal.responses import Answer, Response, Sample


@dataclass(frozen=True)
class Alike:
    """Codes that the tool writes in the same way, so that nobody can tell them apart but by the rest of the row.

    Attributes
    ----------
    codes:
        The codes, kinds of missing answers mostly.
    reason:
        Why, for the table of losses.
    of:
        Whether a variable is concerned; by default every one.
    unfinished:
        Whether only responses are concerned that were not submitted.
    """

    codes: frozenset[int]
    reason: str
    of: Callable[[Variable], bool] = field(default=lambda _: True)
    unfinished: bool = False

    def excuses(self, variable: Variable, response: Response, meant: int, read: int) -> bool:
        """Whether the export leaves open which of two codes was meant."""
        concerned = self.of(variable) and not (self.unfinished and response.submitted)
        return concerned and {meant, read} <= self.codes


@dataclass(frozen=True)
class Written:
    """One export.

    Attributes
    ----------
    files:
        The data, and a syntax file for formats of two files.
    ids:
        Number of a response to its id in the export.
    tool:
        Name of the tool, for ``source.yaml``.
    source:
        What else ``source.yaml`` has to say.
    mapping:
        How columns and codes lead back; none where our own names and codes stand in the export.
    alike:
        What the tool writes in the same way.
    left_out:
        Number of a response that the export cannot hold, to the reason.
    changed:
        Response and variable whose answer the tool changes, to what it becomes and the reason.
    """

    files: tuple[Artefact, ...]
    ids: Mapping[int, str]
    tool: str
    source: Mapping[str, Any] = field(default_factory=dict)
    mapping: ColumnMapping | None = None
    alike: tuple[Alike, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    changed: Mapping[tuple[int, str], tuple[Answer, str]] = field(default_factory=dict)


class Writer(Protocol):
    """Writes the responses to a wave as one tool exports them."""

    def __call__(self, sample: Sample) -> Written:
        """The export.

        Raises
        ------
        FieldingError
            If the wave cannot be fielded with the tool.
        """
        ...


def own_ids(sample: Sample) -> dict[int, str]:
    """Ids that count the responses from 1."""
    return {response.number: str(response.number) for response in sample.responses}


def separated(
    rows: Iterable[Sequence[str | None]], *, separator: str = ",", quote_all: bool = False, end: str = "\r\n"
) -> str:
    """Rows as a text table; quotes are doubled, and a null is an empty cell."""
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return stream.getvalue()


def stamp(moment: Any) -> str:
    """A point in time as ``2027-01-15 09:40:00``."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")
