"""How a file says yes and no, ticked and not ticked: ``Y`` and ``N``, or the digits an export may put in their place.

LimeSurvey's settings *Convert Y to* and *Convert N to*, and its exports to R, SPSS and Stata, write digits. Which
ones is read off the cells of all yes/no questions and boxes together. *Convert N to* also puts its digit into yes/no
questions that were left empty and into empty open lines beside boxes, so that nobody can tell those from a No; where
that has happened, :attr:`Dialect.blanks_written` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_YES = "1"
_NO = ("2", "0")


@dataclass(frozen=True)
class Dialect:
    """Digits that stand for the tool's own codes.

    ``codes`` has, for the scales *yes_no* and *checked*, the cell of the file and the code it stands for (``Y``, ``N``,
    or '' for a box that is not ticked). ``no`` is the digit that also stands in cells which were left empty, if
    there is one.
    """

    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    no: str | None = None

    @property
    def blanks_written(self) -> bool:
        """Whether a No may be an answer that was not given."""
        return self.no is not None

    def explicit(self, scale: str) -> bool:
        """Whether No is written as a digit, so that an empty cell is no No."""
        return any(code != "Y" for code in self.codes.get(scale, {}).values())


def infer(
    cells: Mapping[str, AbstractSet[str]], known: Mapping[str, AbstractSet[str]], *, blanks_written: bool | None
) -> Dialect:
    """The dialect of a file.

    Parameters
    ----------
    cells:
        The distinct cells of all questions with the scale *yes_no*, and of all with *checked*; without null.
    known:
        The codes the two scales have anyway: a digit that is one of them stands for itself.
    blanks_written:
        False where the format rules it out, null where the cells have to tell.
    """
    codes = {}
    for scale, no in (("yes_no", "N"), ("checked", "")):
        found = _digits(cells.get(scale, set()) - known.get(scale, set()) - {""}, no)
        ambiguous = {"Y", "N"} & cells.get(scale, set()) & set(found.values())
        if found and not ambiguous:
            codes[scale] = found
    digits = {
        scale: next((cell for cell, code in found.items() if code != "Y"), None) for scale, found in codes.items()
    }
    no = digits.get("checked") or digits.get("yes_no")
    if blanks_written is False or no is None or "" in cells.get("yes_no", set()):
        return Dialect(codes)
    boxes_plain = cells.get("checked", set()) > set() and digits.get("checked") is None
    if boxes_plain or digits.get("yes_no", no) != no:
        return Dialect(codes)
    return Dialect(codes, no)


def _digits(strange: AbstractSet[str], no: str) -> dict[str, str]:
    """The translation of cells that are digits; empty if any is something else, or if both 0 and 2 occur."""
    for digit in _NO:
        if strange and strange <= {_YES, digit}:
            return {cell: "Y" if cell == _YES else no for cell in sorted(strange)}
    return {}
