"""The account of an export's cells: every one has an outcome, and the outcomes add up to rows times columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

OUTCOMES = {
    "stored": "answers stored as they stand in the export",
    "recoded": "answers translated into our codes",
    "number": "numbers",
    "open_answer": "open answers, kept apart",
    "missing_dont_know": "printed options without substance (don't know, no estimate)",
    "missing_refused": "printed options of refusal",
    "missing_no_answer": "seen and left empty",
    "missing_left_out": "never answered in a submitted response; stored as no answer",
    "missing_not_shown": "not shown because of a filter",
    "missing_not_reached": "not reached before breaking off",
    "ambiguous": "empty, and the export does not tell why; stored as the rule has it",
    "metadata": "about the response, kept in raw",
    "personal": "token, name, address, referrer: not stored",
    "ignored_column": "columns named in source.yaml as no answers: not stored",
    "rejected": "cells of rows that are no responses",
}
"""Every outcome a cell can have, with its meaning; the order is that of the printed account."""


class AccountError(AssertionError):
    """The outcomes do not add up: a bug of ours, never a fault of the data."""


def close(outcomes: Counter[str], rows: int, columns: int) -> dict[str, int]:
    """The account in printed order, after checking that no cell is lost or counted twice.

    Raises
    ------
    AccountError
        If the outcomes do not add up to ``rows * columns``, or one of them has no name.
    """
    unknown = set(outcomes) - set(OUTCOMES)
    if unknown or outcomes.total() != rows * columns:
        cells = f"{rows} x {columns} = {rows * columns} cells"
        msg = f"{outcomes.total()} of {cells} accounted for; unknown outcomes: {sorted(unknown)}"
        raise AccountError(msg)
    return {name: outcomes[name] for name in OUTCOMES if outcomes[name]}


def summary(cells: Mapping[str, int]) -> str:
    """The account as lines of text, with its total.

    >>> print(summary({"stored": 1200, "personal": 34}))
     1200  answers stored as they stand in the export
       34  token, name, address, referrer: not stored
     1234  cells of the export
    """
    total = sum(cells.values())
    width = len(str(total)) + 1
    lines = [f"{count:>{width}}  {OUTCOMES[name]}" for name, count in cells.items()]
    return "\n".join([*lines, f"{total:>{width}}  cells of the export"])
