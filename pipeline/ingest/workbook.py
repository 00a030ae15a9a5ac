"""Workbooks of any tool: the first sheet is read as LimeSurvey's, then its columns tell whose it is.

A workbook loses the difference between nothing and an empty text, and a spreadsheet program may have changed dates and
numbers; where a tool offers CSV, that is the better export.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import limesurvey_excel
from pipeline.ingest.generic import is_limesurvey
from pipeline.ingest.tools import annotated, tool_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.ingest.export import Export, Likeness

_HEADS = 3


def looks_like(head: bytes) -> Likeness | None:
    """A workbook; whose it is shows only when it is read."""
    return limesurvey_excel.looks_like(head)


def read(path: Path, file: str) -> Export:
    """Read the first sheet of a workbook.

    Raises
    ------
    IngestError
        If the workbook is damaged, or its first sheet is not the only one with something on it.
    """
    export = limesurvey_excel.read(path, file)
    if is_limesurvey(export.headings):
        return export
    first = [[cell or "" for cell in row] for row in export.rows.head(_HEADS).rows()]
    tool = tool_of(export.headings, first)
    if tool is None:
        return annotated(export)
    below = tool.heads([export.headings, *first]) - 1
    export = replace(export, rows=export.rows.slice(below), labels=tuple(first[0]) if below else ())
    return tool.annotate(export)
