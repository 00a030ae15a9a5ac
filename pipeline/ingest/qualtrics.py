"""Qualtrics: CSV or TSV with three lines of headings (names, texts, import ids), or two in the legacy format.

Follows the support pages *Understanding your dataset*, *Data export options* and *Exporting response data*.

* ``Status`` and ``DistributionChannel`` mark previews and tests, ``Finished`` says who submitted, ``EndDate`` when.
* Empty cells are not seen or not answered. With *Recode seen but unanswered questions as -99* (and multi-value fields as
  0) the export tells them apart: then an empty cell was not seen.
* A multiple-choice question has one column with a list, or with *Split multi-value fields into columns* one a choice, with
  the code or the text of the choice in it where it was ticked.
* Names, e-mail, IP address and location are not stored; the external reference is the token.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import delimited
from pipeline.ingest.convention import ABOUT, CHANNEL, MODE, PRIVATE, STATUS, Convention
from pipeline.ingest.export import Confidence, Export, Likeness
from pipeline.ingest.missing import EMPTY, SEEN, UNSEEN
from pipeline.ingest.roles import roles_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOOL = "Qualtrics"
_MARKS = ({"responseid", "finished"}, {"responseid", "startdate"}, {"responseid", "enddate"})
_NAMES = {
    "startdate": "startdate", "enddate": "submitdate", "status": MODE, "ipaddress": "ipaddr", "progress": ABOUT,
    "duration (in seconds)": "interviewtime", "duration__in_seconds_": "interviewtime", "finished": STATUS,
    "recordeddate": "datestamp", "responseid": "id", "responseset": ABOUT, "name": PRIVATE,
    "recipientlastname": "lastname", "recipientfirstname": "firstname", "recipientemail": "email",
    "emailaddress": PRIVATE, "externalreference": "token", "externaldatareference": "token",
    "locationlatitude": PRIVATE, "locationlongitude": PRIVATE, "locationaccuracy": PRIVATE, "q_url": PRIVATE,
    "distributionchannel": CHANNEL, "userlanguage": "startlanguage", "q_language": ABOUT,
}  # fmt: skip
_PATTERNS = (
    (re.compile(r"Q_[A-Z]\w*"), ABOUT),
    (re.compile(r".+_(First Click|Last Click|Page Submit|Click Count)"), ABOUT),
    (re.compile(r".+_DO(_.+)?"), ABOUT),
)
_IMPORT_ID = re.compile(r'"ImportId"\s*:\s*"([^"]*)"')
_LEGACY = re.compile(r"V\d+")
_NOT_ANSWERED = "-99"
_CONVENTION = Convention(
    TOOL,
    any_tick=True,
    finished=frozenset({"1", "true", "wahr", "ja", "yes"}),
    unfinished=frozenset({"0", "false", "falsch", "nein", "no"}),
    tests={
        MODE: frozenset({"1", "2", "9", "17", "survey preview", "survey test", "spam survey preview",
                         "offline survey preview"}),
        CHANNEL: frozenset({"preview", "test"}),
    },
)  # fmt: skip
_SEEN = {_NOT_ANSWERED: SEEN}


def looks_like(head: bytes) -> Likeness | None:
    """A text table with the columns Qualtrics always writes, in its first or (legacy) its second line."""
    found = delimited.head_of(head)
    if found is None or not recognises(found.records):
        return None
    return Likeness(Confidence.CERTAIN, "an export of Qualtrics")


def recognises(records: Sequence[Sequence[str]]) -> bool:
    """Whether these are column names of Qualtrics; in its oldest format they stand in the second line."""
    return _has_marks(records[0]) or _is_legacy(records)


def heads(records: Sequence[Sequence[str]]) -> int:
    """How many lines of headings there are."""
    if len(records) > 2 and any(_IMPORT_ID.search(cell) for cell in records[2]):
        return 3
    if _is_legacy(records):
        return 2
    places = [index for index, name in enumerate(records[0]) if name.strip().lower() == "responseid"]
    is_response = len(records) > 1 and records[1][places[0]].startswith("R_")
    return 1 if is_response else 2


def read(path: Path, file: str) -> Export:
    """Read a CSV or TSV export.

    Raises
    ------
    IngestError
        If it is no regular table.
    """
    export = delimited.read(path, file, tool=TOOL, heads=heads)
    ids = (_IMPORT_ID.search(cell) for cell in export.aliases)
    return annotate(replace(export, aliases=tuple(match[1] if match else "" for match in ids)))


def annotate(export: Export) -> Export:
    """The export with what is known of Qualtrics' columns and codes."""
    names = [
        label if _LEGACY.fullmatch(heading) and label else heading
        for heading, label in zip(export.headings, export.labels or export.headings, strict=True)
    ]
    roles = roles_of(names, _NAMES, _PATTERNS)
    answers = [export.column(index) for index in range(len(export.headings)) if index not in roles]
    told = any((series == _NOT_ANSWERED).any() for series in answers)
    blank = UNSEEN if told else EMPTY
    convention = replace(
        _CONVENTION,
        missing={"choice": _SEEN, "number": _SEEN, "text": _SEEN} if told else {},
        boxes={_NOT_ANSWERED: 2, "0": 2},
        blank=dict.fromkeys(("choice", "checked", "number", "text"), blank),
    )
    settings = export.settings | {"unanswered": _NOT_ANSWERED if told else "empty"}
    return replace(
        export, format="qualtrics", roles=roles, convention=convention, null_distinguished=told, settings=settings
    )


def _has_marks(names: Sequence[str]) -> bool:
    lower = {name.strip().lower() for name in names}
    return any(lower >= marks for marks in _MARKS)


def _is_legacy(records: Sequence[Sequence[str]]) -> bool:
    """Whether the names stand in the second line, under ``V1``, ``V2``, ..."""
    return len(records) > 1 and _LEGACY.fullmatch(records[0][0]) is not None and _has_marks(records[1])
