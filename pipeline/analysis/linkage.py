"""Which municipality of one wave is which of another: by its pseudonym, and over mergers in between.

A municipality that was merged between two waves goes on under another key, and so under another pseudonym. It is paired
with its successor if it can be said which of the answers is the successor's earlier one: where several predecessors
answered, that is the one that kept its key, or else none. Mergers before the first wave or after the second play no part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import duckdb


@dataclass(frozen=True)
class Linkage:
    """How the units of two waves are tied together.

    Attributes
    ----------
    earlier:
        Which of the two waves has the older keys.
    successors:
        Units of that wave, as they are called in the other one.
    merged:
        How many of its respondents are paired under another key, or could be.
    unclear:
        How many are not, because several predecessors of one municipality answered or one was divided.
    different:
        Whether the units of one wave are access codes and those of the other municipalities: nobody can be paired then.
    """

    earlier: str
    successors: Mapping[str, str] = field(repr=False)
    merged: int
    unclear: int
    different: bool

    def units(self, wave: str, units: list[str | None]) -> list[str | None]:
        """The units of a wave, each as it is called in the other one where it goes on there."""
        if wave != self.earlier:
            return units
        return [self.successors.get(unit, unit) if unit is not None else None for unit in units]


def linkage(connection: duckdb.DuckDBPyConnection, first: str, second: str) -> Linkage:
    """How the respondents of two waves that are counted in results are tied together."""
    known = {
        wave: (source, day)
        for wave, source, day in connection.execute(
            "SELECT wave, unit_source, ags_date FROM survey.wave WHERE wave IN (?, ?)", [first, second]
        ).fetchall()
    }
    (source_a, day_a), (source_b, day_b) = known[first], known[second]
    different = {source_a, source_b} == {"token", "ags"}
    if different or day_a is None or day_b is None or day_a == day_b:
        return Linkage(first, {}, 0, 0, different)
    earlier, until = (first, day_b) if day_a < day_b else (second, day_a)
    return _over_mergers(connection, earlier, until)


def _over_mergers(connection: duckdb.DuckDBPyConnection, earlier: str, until: dt.date) -> Linkage:
    units = [
        row[0]
        for row in connection.execute(
            "SELECT unit FROM survey.respondent WHERE wave = ? AND included AND unit IS NOT NULL", [earlier]
        ).fetchall()
    ]
    later = dict(
        connection.execute(
            "SELECT unit, arg_max(struct_pack(s := successor), since).s FROM survey.successor "
            "WHERE wave = ? AND since <= ? GROUP BY unit",
            [earlier, until],
        ).fetchall()
    )
    answered = set(units)
    moved = {unit: later[unit] for unit in answered & set(later)}
    claims = Counter(successor for successor in moved.values() if successor is not None)
    kept = {
        unit: successor
        for unit, successor in moved.items()
        if successor is not None and claims[successor] == 1 and successor not in answered
    }
    return Linkage(earlier, kept, len(kept), len(moved) - len(kept), different=False)
