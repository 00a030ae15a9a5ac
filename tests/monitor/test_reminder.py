"""The list for the reminder: who is on it, and who can read it."""

from __future__ import annotations

import csv
import datetime as dt
import stat

from pipeline.monitor.cases import cases
from pipeline.monitor.reminder import COLUMNS, reminder_file, write_reminder
from pipeline.project import Project
from tests.monitor.building import entry, responses


def test_it_lists_who_has_not_submitted(tmp_path):
    entries = [
        entry(2, "t2", "05315000", invited_at=dt.date(2027, 1, 11)), entry(3, "t3"), entry(4, "t4", outcome="undelivered"),
        entry(5, "t5", outcome="refused"), entry(6, "t6"),
    ]  # fmt: skip
    rows = responses(("a", "partial", "break_off"), ("b", "complete", "complete"), ("e", "opened", "opened"))
    path = tmp_path / "internal" / "list.csv"
    assert write_reminder(path, cases(entries, [*"abcde"], rows).cases) == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert tuple(found[0]) == COLUMNS
    assert found[0] == {
        "token": "t2", "ags": "05315000", "name": "Geheim 2", "invited_at": "2027-01-11", "status": "begun",
    }  # fmt: skip
    assert [(row["token"], row["status"]) for row in found[1:]] == [("t4", "undelivered"), ("t6", "opened")]


def test_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("an older one", encoding="utf-8")
    write_reminder(path, ())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]


def test_it_lies_with_what_is_internal(tmp_path):
    path = reminder_file(Project(tmp_path), "2027")
    assert path.relative_to(tmp_path).as_posix() == "reports/_output/internal/2027-reminder.csv"
