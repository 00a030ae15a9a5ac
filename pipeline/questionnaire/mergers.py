"""Mergers of municipalities: which key (AGS) went on under which, from which day on.

A municipality that was merged answers one wave under its own key and the next as part of another. The table
``data/reference/mergers.csv`` ties the two together where waves are compared (``docs/panel.md``). Its columns: ``old_ags``,
``new_ags``, ``date`` (first day under the new key, such as 2016-11-01), ``name`` (of what was merged) and ``source``. A
municipality that was divided has several rows of one day, and goes on as none of its parts. One that took in others and
kept its key has no row.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.questionnaire.ags import ags
from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "mergers.csv"
COLUMNS = ("old_ags", "new_ags", "date", "name", "source")


@dataclass(frozen=True)
class Merger:
    """One key that ended; ``date`` is the first day of the new one."""

    old: str
    new: str
    date: dt.date
    name: str
    source: str


@dataclass(frozen=True)
class Successor:
    """Under which key a municipality goes on from a day on; None if it was divided."""

    key: str | None
    date: dt.date


@dataclass(frozen=True)
class Mergers:
    """All mergers that are known."""

    entries: tuple[Merger, ...] = ()

    def successors(self, key: str, since: dt.date) -> tuple[Successor, ...]:
        """What became of a municipality after the day for which its key holds, step by step, oldest first."""
        found: list[Successor] = []
        passed = {key}
        while (step := self._next(key, since, first=not found)) is not None:
            found.append(step)
            if step.key is None or step.key in passed:
                break
            passed.add(step.key)
            key, since = step.key, step.date
        return tuple(found)

    def ended(self, key: str, by: dt.date) -> Merger | None:
        """The merger that ended a key on or before a day, if it came to life nowhere since."""
        last = max((entry for entry in self.entries if entry.old == key and entry.date <= by), key=_date, default=None)
        if last is None or any(entry.new == key and last.date <= entry.date <= by for entry in self.entries):
            return None
        return last

    def _next(self, key: str, since: dt.date, *, first: bool) -> Successor | None:
        later = [e for e in self.entries if e.old == key and (e.date > since or (e.date == since and not first))]
        if not later:
            return None
        day = min(entry.date for entry in later)
        keys = {entry.new for entry in later if entry.date == day}
        return Successor(keys.pop() if len(keys) == 1 else None, day)


def _date(entry: Merger) -> dt.date:
    return entry.date


def read_mergers(folder: Path) -> Mergers:
    """The table in ``folder`` (``data/reference/``); none where there is no file.

    Raises
    ------
    QuestionnaireError
        With every mistake in the file and its line.
    """
    path = folder / FILE
    if not path.is_file():
        return Mergers()
    mistakes: list[Mistake] = []
    entries: dict[Merger, int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        mistakes += _heading(reader.fieldnames or ())
        for row in () if mistakes else reader:
            merger, problems = _merger({name: (row.get(name) or "").strip() for name in COLUMNS})
            if merger in entries:
                problems.append((f"the row of line {entries[merger]} stands there again", "keep one of them"))
            mistakes += [Mistake(FILE, reader.line_num, *problem) for problem in problems]
            if merger is not None and not problems:
                entries[merger] = reader.line_num
    mistakes += _circles(entries)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return Mergers(tuple(entries))


def _heading(names: tuple[str, ...] | list[str]) -> Iterator[Mistake]:
    for name in names:
        if name not in COLUMNS:
            yield Mistake(FILE, 1, f"unknown column '{name}'", did_you_mean(name, COLUMNS))
    for name in COLUMNS:
        if name not in names:
            yield Mistake(FILE, 1, f"the column '{name}' is missing", f"the columns are {', '.join(COLUMNS)}")


def _merger(row: dict[str, str]) -> tuple[Merger | None, list[tuple[str, str]]]:
    problems = []
    keys = []
    for column in ("old_ags", "new_ags"):
        try:
            keys.append(ags(row[column]))
        except ValueError as error:
            found, _, hint = str(error).partition(" Hint: ")
            problems.append((f"{column}: {found}", hint))
    try:
        date = dt.date.fromisoformat(row["date"])
    except ValueError:
        problems.append((f"date: '{row['date']}' is no day", "write it as 2016-11-01, the first day of the new key"))
    problems += [
        (f"the {column} is missing", "say what was merged, and where that is written")
        for column in ("name", "source")
        if not row[column]
    ]
    if problems:
        return None, problems
    merger = Merger(*keys, date, row["name"], row["source"])
    if merger.old == merger.new:
        hint = "a municipality that kept its key needs no row; give one to those that it took in"
        return None, [(f"old and new key are both {merger.old}", hint)]
    return merger, []


def _circles(entries: dict[Merger, int]) -> Iterator[Mistake]:
    """Keys that go on as each other on one day."""
    for entry, line in entries.items():
        if any(other.old == entry.new and other.new == entry.old and other.date == entry.date for other in entries):
            found = f"{entry.old} and {entry.new} go on as each other on {entry.date}"
            yield Mistake(FILE, line, found, "keep the row of the key that ended")
