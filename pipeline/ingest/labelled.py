"""From a labelled data file (SPSS, Stata) to an export: cells as text, value labels, and what is declared missing.

Reading is *pyreadstat*'s, the bindings of ReadStat. A declared missing value has the kind its label says; without a label
that is known, our own codes (-9 to -4) stand for themselves, and so do Stata's letters in their order (``.a`` for -9 to
``.f`` for -4; SoSci Survey writes ``.a`` for -1 and ``.i`` for -9). Any other one has to be named in the mapping.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.ingest.convention import SCHEME
from pipeline.ingest.export import Export, column_name
from pipeline.ingest.headings import fold
from pipeline.ingest.tools import annotated, tool_of
from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDINGS = {
    MissingKind.NO_ANSWER: ("keine Angabe", "keine Antwort", "nicht beantwortet", "no answer", "not answered", "k. A."),
    MissingKind.DONT_KNOW: ("weiß nicht", "weiss nicht", "keine Schätzung möglich", "don't know", "do not know"),
    MissingKind.REFUSED: ("verweigert", "Antwort verweigert", "refused", "refusal"),
    MissingKind.NOT_SHOWN: ("nicht gezeigt", "trifft nicht zu (Filter)", "Filter", "not shown", "not shown (filter)"),
    MissingKind.NOT_ASKED: ("nicht gefragt", "nicht erhoben", "not asked", "not asked in this wave"),
    MissingKind.NOT_REACHED: ("nicht erreicht", "Abbruch", "not reached", "break-off"),
}
_KINDS = {fold(wording): int(kind) for kind, wordings in _WORDINGS.items() for wording in wordings}
_LETTERS = dict(zip("abcdef", sorted(SCHEME.values()), strict=True))
_SOSCI_LETTERS = {"a": "-1", "b": "-2", "c": "-3", "h": "-8", "i": "-9"}


def export_of(file: str, name: str, columns: Mapping[str, Any], about: Any) -> Export:
    """The export of a file as pyreadstat returns it with ``output_format="dict"`` and ``user_missing=True``.

    Parameters
    ----------
    file, name:
        The file, for messages, and its format.
    columns, about:
        Cells by column, and pyreadstat's metadata.
    """
    headings = tuple(about.column_names)
    tool = tool_of(headings)
    labels = {name: _labels(about.variable_value_labels.get(name, {})) for name in headings}
    letters = _SOSCI_LETTERS if tool is not None and tool.TOOL == "SoSci Survey" else {}
    frame, declared = [], {}
    for index, heading in enumerate(headings):
        missing = [_cell(value) for value in about.missing_user_values.get(heading, [])]
        cells = [_cell(value) for value in columns[heading]]
        missing += _in_ranges(about.missing_ranges.get(heading, []), cells)
        cells = [letters.get(cell, cell) if cell in missing else cell for cell in cells]
        if missing and not letters:
            declared[index] = {cell: _kind(cell, labels[heading].get(cell, "")) for cell in missing}
        frame.append(pl.Series(column_name(index), cells, dtype=pl.String))
    export = Export(
        file,
        name,
        headings,
        pl.DataFrame(frame),
        null_distinguished=False,
        settings={"encoding": about.file_encoding or "utf-8"},
        labels=tuple(label or "" for label in about.column_labels),
        value_labels={index: labels[heading] for index, heading in enumerate(headings) if labels[heading]},
        declared=declared,
    )
    return annotated(export)


def _labels(labels: Mapping[Any, str]) -> dict[str, str]:
    return {cell: label for value, label in labels.items() if (cell := _cell(value)) is not None}


def _in_ranges(ranges: Sequence[Mapping[str, Any]], cells: Sequence[str | None]) -> list[str]:
    """Cells that lie in a declared range of missing values; a single value is a range of one."""
    found = []
    for cell in dict.fromkeys(cells):
        for limits in ranges:
            low, high = limits["lo"], limits["hi"]
            if cell is not None and (cell == _cell(low) or (not isinstance(low, str) and _between(cell, low, high))):
                found.append(cell)
                break
    return found


def _between(cell: str, low: float, high: float) -> bool:
    try:
        return low <= float(cell) <= high
    except ValueError:
        return False


def _kind(cell: str, label: str) -> int | None:
    return _KINDS.get(fold(label)) or SCHEME.get(cell) or _LETTERS.get(cell)


def _cell(value: Any) -> str | None:
    """A value as text: whole numbers without a decimal point, dates as YYYY-MM-DD HH:MM:SS; null for nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
