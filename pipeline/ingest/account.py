"""The account of an export: every cell has an outcome, the outcomes add up, and what the export lost is said in words.

The outcomes add up to rows times columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.export import NO_BLANKS_KEPT
from pipeline.ingest.problems import listing

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from pipeline.ingest.answers import Cells
    from pipeline.ingest.columns import Layout
    from pipeline.ingest.export import Export

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
    "missing_not_asked": "not asked in this wave",
    "ambiguous": "empty, and the export does not tell why; stored as the rule has it",
    "metadata": "about the response, kept in raw",
    "repeated": "answers that other columns have too: checked against them, kept in raw",
    "list": "several answers in one cell: taken apart into one answer a box",
    "personal": "token, name, address, referrer: not stored",
    "ignored_column": "columns named in source.yaml as no answers: not stored",
    "rejected": "cells of rows that are no responses, or that were rejected in the survey tool",
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


def losses(export: Export, layout: Layout, cells: Cells) -> tuple[str, ...]:
    """What this export cannot tell, whatever one does with it: by its format, and by the settings it was made with."""
    lost = list(export.losses)
    if not export.null_distinguished and NO_BLANKS_KEPT not in lost:
        lost.append(NO_BLANKS_KEPT)
    elif cells.mode == "long":
        lost.append(
            "full answers: empty cells of arrays and N/A in yes/no questions do not tell whether they were seen"
        )
    if cells.blanks_written:
        lost.append(
            "'Convert N to': yes/no questions and open lines left empty look like No (and an open line with just Y or "
            "N like a converted one)"
        )
    if layout.by_order:
        names = listing(sorted(set(layout.by_order)))
        lost.append(f"abbreviated headings: {len(layout.by_order)} columns are told apart by their order only: {names}")
    return tuple(lost)
