"""The list of those invited: which access code belongs to which municipality. It stays outside everything that is stored.

A CSV file with the columns ``token`` (access code), ``ags``, ``name``, ``size_class``, ``state`` and ``invited_at``, in
any order, separated by comma, semicolon or tab; what is not known may be left out, but one of ``token`` and ``ags`` must be
there. ``size_class`` and ``state`` are levels of ``questionnaire/classifications.yaml`` (id, or label in either language);
the Land follows from the key where it is not given. ``invited_at`` is a day (2027-01-10, 10.01.2027). A column ``outcome``
may note what the survey tool does not know: *refused*, *undelivered*, *not eligible*.

The list is read in two places: by ``munisurvey monitor`` (``docs/monitor.md``), and, as ``contacts:`` of ``source.yaml``,
while a wave is ingested, so that the unit of a response is its municipality and not its access code
(``docs/panel.md``). Columns about people are not read at all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from pipeline.ingest.handmade import read_table
from pipeline.ingest.problems import IngestError, Problem, listing
from pipeline.questionnaire.ags import ags, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipeline.ingest.handmade import Row, Table
    from pipeline.questionnaire.classification import Classification, Level
    from pipeline.questionnaire.mergers import Mergers

Outcome = Literal["refused", "undelivered", "not_eligible"]

COLUMNS = {
    "token": ("token", "zugangscode", "zugangsschlüssel", "access code"),
    "ags": ("ags", "gemeindeschlüssel", "amtlicher gemeindeschlüssel"),
    "name": ("name", "kommune", "gemeinde", "municipality"),
    "size_class": ("size_class", "größenklasse", "gemeindegröße", "size class"),
    "state": ("state", "land", "bundesland"),
    "invited_at": ("invited_at", "eingeladen am", "einladung", "invited at"),
    "outcome": ("outcome", "ausgang"),
}
"""Our columns, and the headings by which each is known."""

_OUTCOMES: dict[str, Outcome] = {
    "refused": "refused", "verweigert": "refused", "abgelehnt": "refused",
    "undelivered": "undelivered", "unzustellbar": "undelivered",
    "not eligible": "not_eligible", "not_eligible": "not_eligible", "gehört nicht dazu": "not_eligible",
}  # fmt: skip
_PERSONAL = re.compile(
    r"mail|vorname|nachname|firstname|first name|lastname|last name|surname|ansprech|kontakt|contact|person|anrede|"
    r"telefon|phone|anschrift|adress|address",
    re.IGNORECASE,
)
_DATES = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True)
class Invited:
    """One municipality of the list. What names it is kept out of every printed form of this object.

    ``ags`` is the key as the list has it, ``key`` the same in one form (:func:`pipeline.questionnaire.ags.ags`).
    ``size_class`` and ``state`` are codes of the levels of these classifications, None where they are not known.
    """

    line: int
    token: str | None = field(repr=False)
    ags: str = field(repr=False)
    key: str | None = field(repr=False)
    name: str = field(repr=False)
    size_class: int | None
    state: int | None
    invited_at: dt.date | None
    outcome: Outcome | None


@dataclass(frozen=True)
class InvitedList:
    """The list; ``personal`` and ``other`` are the headings that were not read, because of people or as unknown."""

    file: str
    entries: tuple[Invited, ...] = field(repr=False)
    columns: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def keys(self) -> dict[str, str]:
        """Access code to key of the municipality, where both are known."""
        return {one.token: one.key for one in self.entries if one.token and one.key}


def read_invited(
    path: Path,
    file: str,
    classifications: Mapping[str, Classification],
    mergers: Mergers | None = None,
    reference_date: dt.date | None = None,
) -> InvitedList:
    """Read the list that messages call ``file``.

    Parameters
    ----------
    mergers, reference_date:
        The day for which the keys are said to hold; a key that had ended by then is a mistake.

    Raises
    ------
    IngestError
        With every mistake, its line and its column. No message holds an access code or a name.
    """
    table = read_table(path, file)
    columns, personal, other, problems = _columns(table)
    if not problems and not {"token", "ags"} & set(columns):
        found = f"the list has neither tokens nor keys of municipalities (columns: {listing(table.headings)})"
        hint = f"the columns are {', '.join(COLUMNS)}; docs/monitor.md describes them"
        problems.append(Problem(file, found, "a column 'token', a column 'ags', or both", hint))
    if problems:
        raise IngestError(problems)
    reader = _Reader(table, columns, classifications, mergers, reference_date)
    entries = tuple(reader.entry(row) for row in table.rows)
    problems = [*reader.problems, *_twice(table, columns, entries)]
    if problems:
        raise IngestError(problems)
    return InvitedList(file, entries, tuple(columns), personal, other)


def _columns(table: Table) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...], list[Problem]]:
    """Our columns by the headings they have here, the headings left out, and what is wrong with them."""
    known = {heading.casefold(): name for name, headings in COLUMNS.items() for heading in headings}
    columns: dict[str, str] = {}
    personal, other, problems = [], [], []
    for heading in filter(None, table.headings):
        name = known.get(" ".join(heading.casefold().split()))
        if name is None:
            (personal if _PERSONAL.search(heading) else other).append(heading)
        elif name in columns:
            found = f"the columns '{columns[name]}' and '{heading}' are both '{name}'"
            problems.append(Problem(f"{table.file}, line 1", found, "every column once", "remove one", column=heading))
        else:
            columns[name] = heading
    for heading in other:
        close = get_close_matches(heading.casefold(), known, n=1, cutoff=0.8)
        if close and known[close[0]] not in columns:
            hint = f"did you mean '{known[close[0]]}'?"
            problems.append(Problem(f"{table.file}, line 1", "the column is unknown", "", hint, column=heading))
    return columns, tuple(personal), tuple(other), problems


class _Reader:
    """Turns rows into entries and collects what is wrong with them."""

    def __init__(
        self,
        table: Table,
        columns: Mapping[str, str],
        classifications: Mapping[str, Classification],
        mergers: Mergers | None,
        reference_date: dt.date | None,
    ) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._columns = columns
        self._mergers = mergers
        self._date = reference_date
        levels = {name: classifications[name].levels for name in ("size_class", "state") if name in classifications}
        self._ids = {name: [level.id for level in found] for name, found in levels.items()}
        self._levels = {name: _names(found) for name, found in levels.items()}

    def entry(self, row: Row) -> Invited:
        for column in self._columns.values():
            if "@" in row.cells[column]:
                hint = "take e-mail addresses out of the list: nothing here needs them, and they are personal data"
                self._wrong(row, column, "an e-mail address seems to stand here", hint=hint)
        key = self._key(row)
        size_class, state = self._level(row, "size_class"), self._level(row, "state")
        own = self._levels.get("state", {}).get(state_of(key)) if key is not None else None
        if own is not None and state is not None and own != state:
            found = (
                f"the key begins with {key[:2]}, which is another Land than the column '{self._columns['state']}' says"
            )
            self._wrong(row, self._columns["ags"], found, hint="correct the key or the Land")
        return Invited(
            line=row.line,
            token=self._cell(row, "token") or None,
            ags=self._cell(row, "ags"),
            key=key,
            name=self._cell(row, "name"),
            size_class=size_class,
            state=own if state is None else state,
            invited_at=self._day(row),
            outcome=self._outcome(row),
        )

    def _cell(self, row: Row, name: str) -> str:
        return row.cells[self._columns[name]] if name in self._columns else ""

    def _wrong(self, row: Row, column: str, found: str, *, expected: str = "", hint: str = "") -> None:
        self.problems.append(self._table.problem(row, column, found, expected=expected, hint=hint))

    def _key(self, row: Row) -> str | None:
        text = self._cell(row, "ags")
        if not text or "@" in text:
            return None
        try:
            key = ags(text)
        except ValueError as error:
            found, _, hint = str(error).partition(" Hint: ")
            if any(character.isalpha() for character in text):  # perhaps a name: it is not repeated
                found = "what stands here is no AGS"
            self._wrong(row, self._columns["ags"], found, hint=hint)
            return None
        ended = self._mergers.ended(key, self._date) if self._mergers and self._date else None
        if ended is not None:
            found = f"the key {key} ended on {ended.date} and goes on as {ended.new}; the list is said to hold for {self._date}"
            hint = "correct the key, or the reference date of the list"
            self._wrong(row, self._columns["ags"], found, hint=hint)
        return key

    def _level(self, row: Row, name: str) -> int | None:
        text = self._cell(row, name)
        if not text or "@" in text:
            return None
        code = self._levels.get(name, {}).get(text.casefold())
        if code is None:
            ids = ", ".join(self._ids.get(name, ())) or "none, as there is no such classification"
            hint = f"write one of {ids}; or its label in questionnaire/classifications.yaml"
            self._wrong(row, self._columns[name], f"what stands here is no level of {name}", hint=hint)
        return code

    def _day(self, row: Row) -> dt.date | None:
        text = self._cell(row, "invited_at")
        if not text or "@" in text:
            return None
        for notation in _DATES:
            try:
                return (
                    dt.datetime.strptime(text.replace("T", " ").partition(" ")[0], notation)
                    .replace(tzinfo=dt.UTC)
                    .date()
                )
            except ValueError:
                continue
        self._wrong(row, self._columns["invited_at"], "what stands here is no day", hint="write it as 2027-01-10")
        return None

    def _outcome(self, row: Row) -> Outcome | None:
        text = self._cell(row, "outcome")
        if not text or "@" in text:
            return None
        outcome = _OUTCOMES.get(text.casefold())
        if outcome is None:
            expected = "refused, undelivered, not eligible, or nothing"
            self._wrong(row, self._columns["outcome"], "what stands here is no outcome", expected=expected)
        return outcome


def _names(levels: Iterable[Level]) -> dict[str, int]:
    """Whatever a level may be called, in lower case, to its code."""
    found: dict[str, int] = {}
    for level in levels:
        for name in (level.id, level.label.de, level.label.en, level.short_label.de, level.short_label.en):
            found.setdefault(name.casefold(), level.code)
    return found


def _twice(table: Table, columns: Mapping[str, str], entries: Iterable[Invited]) -> Iterator[Problem]:
    """Access codes and municipalities that stand in the list more than once."""
    tokens: dict[str, int] = {}
    keys: dict[str, int] = {}
    for row, entry in zip(table.rows, entries, strict=True):
        for name, seen, value in (("token", tokens, entry.token), ("ags", keys, entry.key)):
            if value is not None and seen.setdefault(value, row.line) != row.line:
                what = "access code" if name == "token" else "municipality"
                found = f"the {what} of line {seen[value]} stands there again"
                yield table.problem(
                    row, columns[name], found, hint="every municipality has one line and one access code"
                )
