"""Columns that say again what other columns say: checked against them, and read where they say more.

KoboToolbox writes the list of ticked answers beside the boxes. SoSci Survey writes the number of ticks, or the residual
option that was chosen instead of any box: only that column has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.lists import parts_of
from pipeline.ingest.problems import Problem, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.ingest.columns import Layout
    from pipeline.ingest.export import Export

_NUMBER = re.compile(r"\d+")


def contradictions(export: Export, layout: Layout) -> list[Problem]:
    """The first row of each column that says something else than the boxes it sums up.

    ``export`` has the rows that are responses, with column ``row``.
    """
    if export.convention is None:
        return []
    ticks = [cell for cell, code in export.convention.boxes.items() if code == 1]
    problems = []
    for index in layout.repeated:
        members = export.repeats.get(index, ())
        if not members:
            continue
        names = [export.headings[member].removeprefix(f"{export.headings[index]}/") for member in members]
        ticked = pl.DataFrame([export.column(member).is_in(ticks).fill_null(value=False) for member in members])
        for row, cell, boxes in zip(export.rows["row"], export.column(index), ticked.iter_rows(), strict=True):
            problem = _contradiction(cell or "", boxes, names)
            if problem is not None:
                found, expected = problem
                hint = "the two come from one question: the export was edited, or exported while the form was changed"
                problems.append(Problem(export.file, found, expected, hint, row=row, column=export.headings[index]))
                break
    return problems


def residuals(series: pl.Series, codes: Mapping[str, int]) -> pl.Series:
    """The missing kind that a column stating a residual option gives to the boxes beside it, else null.

    Markers are no kinds: that nothing was ticked is for the boxes to say.
    """
    kinds = {cell: kind for cell, kind in codes.items() if -100 < kind < 0}
    return series.replace_strict(list(kinds), list(kinds.values()), default=None, return_dtype=pl.Int16)


def _contradiction(cell: str, boxes: Sequence[bool], names: Sequence[str]) -> tuple[str, str] | None:
    """What was found and what was expected, if a cell does not agree with its boxes."""
    count = sum(boxes)
    ticked = [name for name, box in zip(names, boxes, strict=True) if box]
    listed = parts_of(cell, names) if cell else []
    if listed is not None and set(listed) == set(ticked):
        return None
    if listed is not None:
        found = f"'{shorten(cell)}' by this column, '{' '.join(ticked)}' by the boxes beside it"
        return found, "the same answers in both"
    if _NUMBER.fullmatch(cell) and int(cell) != count:
        return f"{cell} answers by this column, {count} by the boxes beside it", f"{count}"
    if cell.startswith("-") and count:
        return f"'{shorten(cell)}' stands for no box, but {count} are ticked", "no tick beside a residual option"
    return None  # labels cannot be compared where the boxes are named by codes
