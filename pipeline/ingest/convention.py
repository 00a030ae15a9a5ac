"""How a survey tool writes what is no answer, who finished, and what is a test: said by its format module.

LimeSurvey has no convention here: it writes null and the empty string, and :mod:`pipeline.ingest.dialect` reads the
rest off the cells. Other tools write codes. A mapping completes or overrides what is said here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.ingest.missing import EMPTY
from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ingest.export import Export
    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Mapping as ColumnMapping

Kind = Literal["choice", "checked", "number", "text"]
KINDS: tuple[Kind, ...] = ("choice", "checked", "number", "text")

ABOUT, PRIVATE = "about", "private"
"""Roles of any number of columns: about the response and kept in raw; about a person and never stored."""

STATUS, MODE, CHANNEL, VALIDATION = "status", "mode", "channel", "validation"
"""Roles of columns by which a tool says who finished, how a response came in, and whether it was rejected."""

OFFSET = "offset"
"""Notation of dates in ISO 8601 with an offset to UTC, which is UTC where it is left out."""

ISO_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")
SCHEME = {str(int(kind)): int(kind) for kind in MissingKind}
"""Our own codes of missing answers, -9 to -4."""


@dataclass(frozen=True)
class Convention:
    """What the cells of a tool's export mean that are no answers.

    Attributes
    ----------
    tool:
        Its name, for messages.
    missing:
        By kind of variable: content of a cell to a missing kind, or to a marker of :mod:`pipeline.ingest.missing`.
    blank:
        By kind of variable: the marker of an empty cell, by default the one that leaves open whether it was seen.
    boxes:
        Content of a box to 1 (ticked) or 2; where ``any_tick``, any other content is a tick too, for the tool writes
        the code or the label of the option.
    finished, unfinished:
        Contents of the status column that mean submitted and not submitted, in lower case; without ``unfinished``
        everything else is not submitted.
    tests:
        Role of a column to the contents that mark a test entry, in lower case.
    rejected:
        Content of the column with the role *validation* to the reason a response is set aside, in lower case.
    dates:
        Notations of dates, as of ``strptime``, or :data:`OFFSET`.
    no_dates:
        Contents of a date column that are no date.
    outside_limits:
        Whether codes in a number question are missing only where the question rules them out as numbers.
    """

    tool: str
    missing: Mapping[Kind, Mapping[str, int]] = field(default_factory=dict)
    blank: Mapping[Kind, int] = field(default_factory=dict)
    boxes: Mapping[str, int] = field(default_factory=dict)
    any_tick: bool = False
    finished: frozenset[str] = frozenset()
    unfinished: frozenset[str] = frozenset()
    tests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rejected: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ISO_DATES
    no_dates: frozenset[str] = frozenset()
    outside_limits: bool = False

    def blank_of(self, kind: Kind) -> int:
        """The marker of an empty cell."""
        return self.blank.get(kind, EMPTY)


def kind_of(variable: Variable) -> Kind:
    """What conventions distinguish: a choice, a box, a number or a text."""
    if variable.scale == "checked":
        return "checked"
    return "number" if variable.kind == "number" else "text" if variable.kind == "text" else "choice"


def missing_codes(export: Export, column: int, variable: Variable, mapping: ColumnMapping | None) -> dict[str, int]:
    """Cells of a column that are no answer, with their kind or marker.

    What the mapping says comes before what the file declares, and that before what the tool usually does.
    """
    codes: dict[str, int] = {}
    if export.convention is not None:
        codes |= export.convention.missing.get(kind_of(variable), {})
        if variable.kind == "number" and export.convention.outside_limits:
            low, high = variable.question.minimum, variable.question.maximum
            codes = {
                cell: kind
                for cell, kind in codes.items()
                if (low is not None and float(cell) < low) or (high is not None and float(cell) > high)
            }
    codes |= {cell: kind for cell, kind in export.declared.get(column, {}).items() if kind is not None}
    if mapping is not None:
        codes |= {cell: int(MissingKind[name.upper()]) for cell, name in mapping.missing.items()}
    return codes
