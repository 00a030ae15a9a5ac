"""Unipark / EFS Survey (Tivian, QuestBack): CSV, Excel or SPSS with ``lfdn``, ``dispcode`` and ``v_1``, ``v_2``, ...

Follows the EFS manual (*Meaning of the codes*, *Disposition codes*, *Variables in the export data set*).

* ``0`` is *seen but not answered* in choices and *not ticked* in boxes; in a text box, numbers included, that is ``-99``.
  ``-77`` and ``-66`` are *not seen*, for a filter or because the respondent had left; the code does not say which.
* ``dispcode`` is the status: 31 and 32 are completed (32 after a break; 33 and 34 are codes for completed that a project
  may use), 10 to 19 before, 20 to 29 during the survey, 35 to 39 screened out, quota full or rejected.
* ``tester`` 1 marks tests. The time of the last access is when a completed response was submitted.
* A token is found as ``invcode`` or ``code``, or as ``external_lfdn`` where that is not 0 throughout; where it came as a URL
  parameter (``p_0001``), the mapping names the column. URL parameters and fields of respondents (``u_...``, ``c_...``,
  ``md_...``) may hold anything about a person and are not stored.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import delimited
from pipeline.ingest.convention import ABOUT, ISO_DATES, MODE, PRIVATE, STATUS, Convention
from pipeline.ingest.export import Confidence, Export, Likeness
from pipeline.ingest.missing import EMPTY, SEEN, UNSEEN
from pipeline.ingest.roles import roles_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOOL = "Unipark/EFS"
_MARKS = {"lfdn", "dispcode"}
_TOKENS = ("invcode", "code", "external_lfdn")
_NAMES = {
    "lfdn": "id", "external_lfdn": PRIVATE, "invcode": PRIVATE, "code": PRIVATE, "codelink": PRIVATE, "tester": MODE,
    "dispcode": STATUS, "status": ABOUT, "lastpage": ABOUT, "last_page": ABOUT, "quality": ABOUT,
    "duration": "interviewtime", "datetime": "startdate", "date_of_last_access": "submitdate", "lastaccs": "submitdate",
    "date_of_first_mail": "sent", "dateofremind": PRIVATE, "dateofexpire": PRIVATE, "m_date": PRIVATE, "c_date": PRIVATE,
    "browser": PRIVATE, "referer": PRIVATE, "ex_host": PRIVATE, "ext_host": PRIVATE, "ip_addr": "ipaddr",
    "session_id": PRIVATE, "device_type": ABOUT, "quota": ABOUT, "quota_assignment": ABOUT, "quota_rejected_id": ABOUT,
    "page_history": ABOUT, "hflip": ABOUT, "vflip": ABOUT, "output_mode": ABOUT, "javascript": ABOUT, "flash": ABOUT,
    "language": "startlanguage", "cleaned": ABOUT, "ats": ABOUT,
}  # fmt: skip
_PATTERNS = (
    (re.compile(r"rts\d+"), ABOUT),
    (re.compile(r"p_\d{4}|c_\d{4}|md_\w+|u_\w+|participant_\w+"), PRIVATE),
)
_UNSEEN = {"-77": UNSEEN, "-66": UNSEEN}
_CHOICE = {"0": SEEN, "-99": SEEN, **_UNSEEN}
_OPEN = {"-99": SEEN, **_UNSEEN}
_FINISHED = frozenset({"31", "32", "33", "34"})
_CONVENTION = Convention(
    TOOL,
    missing={"choice": _CHOICE, "checked": _OPEN, "number": _OPEN, "text": _OPEN},
    blank={"choice": EMPTY, "checked": EMPTY, "number": EMPTY, "text": EMPTY},
    boxes={"1": 1, "0": 2},
    finished=_FINISHED,
    unfinished=frozenset(str(code) for code in range(10, 40)) - _FINISHED,
    tests={MODE: frozenset({"1"})},
    dates=ISO_DATES,
    no_dates=frozenset({"0000-00-00 00:00:00", "0"}),
)


def looks_like(head: bytes) -> Likeness | None:
    """A text table with the columns EFS always writes."""
    found = delimited.head_of(head)
    if found is None or not recognises(found.records):
        return None
    return Likeness(Confidence.CERTAIN, "an export of Unipark/EFS")


def recognises(records: Sequence[Sequence[str]]) -> bool:
    """Whether these are column names of EFS."""
    return set(records[0]) >= _MARKS


def heads(records: Sequence[Sequence[str]]) -> int:
    """Two where the second line has labels, not a response."""
    return 2 if len(records) > 1 and not records[1][records[0].index("lfdn")].strip().isdecimal() else 1


def read(path: Path, file: str) -> Export:
    """Read a CSV export.

    Raises
    ------
    IngestError
        If it is no regular table.
    """
    return annotate(delimited.read(path, file, tool=TOOL, heads=heads))


def annotate(export: Export) -> Export:
    """The export with what is known of EFS's columns and codes."""
    roles = roles_of(export.headings, _NAMES, _PATTERNS)
    places = {heading: index for index, heading in enumerate(export.headings)}
    for name in _TOKENS:
        if name in places and not export.column(places[name]).fill_null("").is_in(["", "0"]).all():
            roles[places[name]] = "token"
            break
    return replace(export, format="unipark", roles=roles, convention=_CONVENTION, null_distinguished=True)
