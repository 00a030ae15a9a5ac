"""Every municipality invited with what has come of it: the list set against the responses.

Both meet in the pseudonym. That of a municipality on the list is computed as ingest computes that of a response, so that
nothing here sees an access code of the export.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.pseudonym import municipality, pseudonym

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pipeline.ingest.invited import Invited

_RANK = {"complete": 2, "partial": 1, "opened": 0}


@dataclass(frozen=True)
class Case:
    """One municipality. ``entry`` is its line in the list, None for a response in a survey without access codes.

    ``outcome`` is *complete*, *partial*, *break_off* or *opened* as its answers have it, or else *refused*, *undelivered*,
    *not_eligible* as the list notes it, or *nothing*. ``submitted_at`` is missing, too, where the tool keeps no dates.
    """

    entry: Invited | None = field(repr=False)
    size_class: int | None
    state: int | None
    outcome: str
    submitted: bool = False
    submitted_at: dt.datetime | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return self.outcome in ("complete", "partial", "break_off")


@dataclass(frozen=True)
class Cases:
    """All cases; ``linked`` says whether list and responses could be tied together, and if not ``reason`` why.

    Then the cases are the responses as they are, up to the number of those listed. There are none, and so no rates, where
    the list is empty (``empty_list``) or shorter than the responses (``more_than_listed``). ``unlisted`` responses have an
    access code that is not on the list, ``without_code`` have none; neither counts where list and responses are linked.
    """

    cases: tuple[Case, ...] = field(repr=False)
    linked: bool
    reason: str = ""
    unlisted: int = 0
    without_code: int = 0


def units(entries: Sequence[Invited], source: str | None, key: bytes | None) -> list[str | None]:
    """The pseudonym of each municipality of the list, as the wave has made them: of access codes, or of municipalities."""
    if key is None or source is None:
        return [None] * len(entries)
    if source == "ags":
        return [None if one.key is None else municipality(one.key, key) for one in entries]
    return [None if one.token is None else pseudonym(one.token, key) for one in entries]


def cases(entries: Sequence[Invited], pseudonyms: Sequence[str | None], responses: pl.DataFrame) -> Cases:
    """Set the list against the responses; test entries take no part.

    Of several responses of one municipality the submitted one that counts is taken, or else the one that got furthest.
    """
    if not entries:
        return Cases((), linked=False, reason="empty_list")
    real = responses.filter(pl.col("status") != "test")
    known = set(pseudonyms) - {None}
    some_unit = real["unit"].null_count() < real.height
    if real.height and (not known or not some_unit):
        answered = [_case(None, row) for row in _counting(real).iter_rows(named=True)]
        silent = [entry.outcome or "nothing" for entry in entries]
        if len(answered) > len(silent):
            return Cases((), linked=False, reason="more_than_listed")
        rest = sorted(silent, key=lambda outcome: outcome == "nothing")[: len(silent) - len(answered)]
        found = (*answered, *(Case(None, None, None, outcome) for outcome in rest))
        return Cases(found, linked=False, reason="no_codes_in_export" if not some_unit else "no_codes_in_list")
    best = _best(real.filter(pl.col("unit").is_not_null()))
    found = tuple(
        _case(entry, best.get(unit) if unit is not None else None)
        for entry, unit in zip(entries, pseudonyms, strict=True)
    )
    counting = _counting(real)
    unlisted = counting.filter(pl.col("unit").is_not_null() & ~pl.col("unit").is_in(list(known))).height
    return Cases(found, linked=True, unlisted=unlisted, without_code=counting["unit"].null_count())


def _counting(responses: pl.DataFrame) -> pl.DataFrame:
    return responses.filter(pl.col("status") != "duplicate")


def _best(responses: pl.DataFrame) -> dict[str, dict]:
    """One response a unit."""
    ranked = _counting(responses).with_columns(
        pl.col("status").replace_strict(_RANK, return_dtype=pl.Int8).alias("rank")
    )
    order = ["rank", "answered", "respondent"]
    chosen = ranked.sort(order, descending=[True, True, False]).unique("unit", keep="first", maintain_order=True)
    return {row["unit"]: row for row in chosen.iter_rows(named=True)}


def _case(entry: Invited | None, response: Mapping | None) -> Case:
    size_class = entry.size_class if entry is not None else response["size_class"]
    state = entry.state if entry is not None else response["state"]
    if response is None:
        return Case(entry, size_class, state, entry.outcome or "nothing")
    submitted = response["status"] == "complete"
    return Case(entry, size_class, state, response["outcome"], submitted, response["submitted_at"])
