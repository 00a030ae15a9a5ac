"""Margins of the population from a CSV file: how many municipalities and Landkreise there are, by size or Land.

The file has the columns ``classification, level, population, source, reference_date``, one row a level, and gives
*every* level of a classification that it names. Where only the sum of several levels is known, their ids stand in one
row, joined by ``+``. Every mistake is reported at once, each with line and column.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.questionnaire import Questionnaire

COLUMNS = ("classification", "level", "population", "source", "reference_date")
JOINED = "+"
TOLERANCE = 0.01
"""How far the totals of two margins may differ: they are of one population, but seldom of one day."""


class MarginsError(ValueError):
    """A margins file that cannot be used; the message lists every mistake with line and column."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Population:
    """Known margins of the population.

    ``margins`` maps classification and level (or levels, joined by ``+``) to units, in questionnaire order;
    ``sources`` and ``reference_dates`` are those of the file, each once, in order.
    """

    file: str
    margins: dict[str, dict[str, int]]
    sources: tuple[str, ...]
    reference_dates: tuple[dt.date, ...]


@dataclass(frozen=True)
class _Row:
    line: int
    cells: dict[str, str]


def read_margins(path: Path, questionnaire: Questionnaire, *, file: str) -> Population:
    """Read margins of the population and check them against the classifications.

    Parameters
    ----------
    file:
        How messages name the path.

    Raises
    ------
    MarginsError
        With everything that is wrong.
    """
    rows = list(_rows(path, file))
    problems = [problem for row in rows for problem in _cell_problems(row, questionnaire)]
    if not problems:
        problems = [*_level_problems(rows, questionnaire), *_total_problems(rows)]
    if problems:
        raise MarginsError("\n".join(f"{file}, {problem}" for problem in problems))
    margins: dict[str, dict[str, int]] = {}
    for row in rows:
        margins.setdefault(row.cells["classification"], {})[row.cells["level"]] = int(row.cells["population"])
    ordered = {name: _in_order(name, levels, questionnaire) for name, levels in margins.items()}
    dates = tuple(dict.fromkeys(dt.date.fromisoformat(row.cells["reference_date"]) for row in rows))
    return Population(file, ordered, tuple(dict.fromkeys(row.cells["source"] for row in rows)), dates)


def _rows(path: Path, file: str) -> Iterator[_Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        hint = f"Hint: write a CSV file with the columns {', '.join(COLUMNS)}; see data/reference/README.md."
        msg = f"{file}: there is no such file; margins of the population were expected.\n{hint}"
        raise MarginsError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{file}: byte {error.start + 1} is not UTF-8.\nHint: save the file as 'CSV UTF-8'."
        raise MarginsError(msg) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    head = [name.strip() for name in next(reader, [])]
    lacking = [name for name in COLUMNS if name not in head]
    if lacking:
        found = ", ".join(head) or "nothing"
        hint = "the separator is a comma" if len(head) == 1 and ";" in head[0] else "name every column in line 1"
        msg = f"{file}, line 1: found {found}; expected the columns {', '.join(COLUMNS)}.\nHint: {hint}."
        raise MarginsError(msg)
    empty = True
    for cells in reader:
        if any(cell.strip() for cell in cells):
            empty = False
            yield _Row(reader.line_num, dict(zip(head, [cell.strip() for cell in cells], strict=False)))
    if empty:
        msg = f"{file}: there is no row below the headings; expected one row a level."
        raise MarginsError(msg)


def _cell_problems(row: _Row, questionnaire: Questionnaire) -> Iterator[str]:
    def problem(column: str, expected: str) -> str:
        found = row.cells.get(column, "")
        read = f"found '{found}'" if found else "found nothing"
        return f"line {row.line}, column {column}: {read}; expected {expected}."

    name = row.cells.get("classification", "")
    classification = questionnaire.classifications.get(name)
    if classification is None:
        yield problem("classification", _one_of(name, list(questionnaire.classifications)))
    else:
        known = [level.id for level in classification.levels]
        for level in row.cells.get("level", "").split(JOINED):
            if level not in known:
                yield problem("level", _one_of(level, known))
                break
    if not row.cells.get("population", "").isdecimal():
        yield problem("population", "a whole number without a thousands separator, such as 2254")
    if not row.cells.get("source"):
        yield problem("source", "where the number comes from")
    try:
        dt.date.fromisoformat(row.cells.get("reference_date", ""))
    except ValueError:
        yield problem("reference_date", "a date such as 2020-12-31")


def _one_of(found: str, known: Sequence[str]) -> str:
    close = get_close_matches(found, known, n=1)
    return f"one of {', '.join(known)}" + (f" (did you mean '{close[0]}'?)" if close else "")


def _level_problems(rows: Sequence[_Row], questionnaire: Questionnaire) -> Iterator[str]:
    """Levels that stand twice, and levels that are missing: nobody may be left out of the population unseen."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        name = row.cells["classification"]
        for level in row.cells["level"].split(JOINED):
            first = seen.setdefault((name, level), row.line)
            if first != row.line:
                yield f"line {row.line}, column level: '{level}' of {name} stands in line {first} already."
    for name in dict.fromkeys(row.cells["classification"] for row in rows):
        levels = [level.id for level in questionnaire.classifications[name].levels]
        lacking = [level for level in levels if (name, level) not in seen]
        if lacking:
            listed = ", ".join(lacking)
            yield (
                f"classification {name}: no row for {listed}; expected every level.\nHint: where only the sum of "
                f"several levels is known, give it in one row, their ids joined by '{JOINED}'."
            )


def _total_problems(rows: Sequence[_Row]) -> Iterator[str]:
    totals: dict[str, int] = {}
    for row in rows:
        name = row.cells["classification"]
        totals[name] = totals.get(name, 0) + int(row.cells["population"])
    first, *others = totals
    if totals[first] == 0:
        yield f"classification {first}: the population is 0 in every level; expected units."
        return
    for name in others:
        if abs(totals[name] / totals[first] - 1) > TOLERANCE:
            yield (
                f"classification {name}: found {totals[name]} units in all, but {totals[first]} by {first}; expected "
                f"margins of one population (up to {TOLERANCE:.0%})."
            )


def _in_order(name: str, levels: dict[str, int], questionnaire: Questionnaire) -> dict[str, int]:
    """Levels in questionnaire order; joined ones where the first of them stands."""
    order = [level.id for level in questionnaire.classifications[name].levels]
    return dict(sorted(levels.items(), key=lambda entry: min(order.index(level) for level in entry[0].split(JOINED))))
