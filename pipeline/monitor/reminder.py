"""The list for the reminder: who has not submitted yet. The only thing of the monitor that names anybody."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

from pipeline.monitor.fieldwork import to_remind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.monitor.cases import Case
    from pipeline.project import Project

COLUMNS = ("token", "ags", "name", "invited_at", "status")


def reminder_file(project: Project, wave: str) -> Path:
    """Where the list lies: with what is internal, which is neither committed nor published."""
    return project.reports / "_output" / "internal" / f"{wave}-reminder.csv"


def write_reminder(path: Path, cases: Sequence[Case]) -> int:
    """Write the list as CSV (UTF-8 with a mark for spreadsheet programs), readable by its owner only; how many are on it.

    ``status`` is *nothing*, *opened* or *begun*, or *undelivered* as the list of those invited notes it.
    """
    rows = [
        (one.entry.token or "", one.entry.ags, one.entry.name, one.entry.invited_at or "", _status(one))
        for one in cases
        if one.entry is not None and to_remind(one)
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            stream.write(("\ufeff" + text.getvalue()).encode())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return len(rows)


def _status(case: Case) -> str:
    return "begun" if case.begun else case.outcome
