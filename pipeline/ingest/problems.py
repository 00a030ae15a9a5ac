"""What is wrong with an export, in words for the person who made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHOWN = 20
_LISTED = 12


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a wave from being read.

    Attributes
    ----------
    file:
        The file, relative to the project.
    found, expected, hint:
        What stands there, what would be right, and what to do.
    row:
        Row of the data, counted from 1 below the headings; blank lines are not counted.
    response:
        The export's own response id of that row.
    column:
        Heading of the column as it stands in the file.
    """

    file: str
    found: str
    expected: str = ""
    hint: str = ""
    row: int | None = None
    response: str | None = None
    column: str | None = None

    @property
    def where(self) -> str:
        """The place: file, row with response id, column."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"data row {self.row}" + (f" (response {self.response})" if self.response else ""))
        if self.column is not None:
            parts.append(f"column '{shorten(self.column, 100)}'")
        return ", ".join(parts)

    def __str__(self) -> str:
        expected = f"\n    Expected: {self.expected}" if self.expected else ""
        hint = f"\n    Hint: {self.hint}" if self.hint else ""
        return f"{self.where}: {self.found}{expected}{hint}"


class IngestError(ValueError):
    """An export cannot be read as what it claims to be; ``problems`` lists every reason found.

    Nothing has been stored when this is raised: a wave is read completely or not at all.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        more = len(self.problems) - _SHOWN
        if more > 0:
            lines.append(f"... and {more} more of the kind")
        super().__init__("\n".join(lines))


class NothingYetError(IngestError):
    """There is no export yet, or one without any response: what a wave looks like before the first answer."""


def shorten(text: str, length: int = 60) -> str:
    """``text`` on one line, cut to ``length`` characters.

    >>> shorten("Wie bewerten Sie den Zusammenhalt?", 12)
    'Wie bewer...'
    """
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 3] + "..."


def listing(names: Sequence[str]) -> str:
    """Names in quotes, the first dozen of them."""
    shown = ", ".join(f"'{shorten(name, 100)}'" for name in names[:_LISTED])
    return shown + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def numbered(rows: Sequence[int]) -> str:
    """Row numbers, the first dozen of them.

    >>> numbered([2, 5, 9])
    '2, 5, 9'
    """
    shown = ", ".join(str(row) for row in rows[:_LISTED])
    return shown + (f" and {len(rows) - _LISTED} more" if len(rows) > _LISTED else "")
