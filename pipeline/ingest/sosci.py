"""SoSci Survey: ``rdata_*.csv`` and ``data_*.csv``, tab-separated, UTF-8 or UTF-16, with or without a line of labels.

Follows the tool's manual (soscisurvey.de/help: *Additional variables in the data set*, *Encoding and output values*, the
answer on missing codes in its support forum) and the import scripts for R that it writes beside its data.

* Answers are positive. ``-9`` is *not answered*, ``-1``, ``-2``, ``-3`` are the residual options of the question; what the
  first is called is usually *don't know*, what the others mean only the project knows. Empty: not seen, or an empty text.
* Boxes are ``TRUE``/``FALSE`` in ``rdata`` and ``2``/``1`` elsewhere. A multiple-choice question has a column of its own
  beside them (``TA03`` beside ``TA03_01``): the number of ticks, or the residual option.
* ``FINISHED`` says whether the last page was reached, ``LASTDATA`` when data came last. ``MODE`` marks tests.
* The participant's code (``SERIAL``) or, without one, the reference in the link (``REF``) is the token.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import delimited
from pipeline.ingest.convention import ABOUT, MODE, PRIVATE, STATUS, Convention
from pipeline.ingest.export import Confidence, Export, Likeness
from pipeline.ingest.missing import EMPTY, SEEN, UNSEEN
from pipeline.ingest.roles import roles_of
from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOOL = "SoSci Survey"
_MARKS = {"CASE", "QUESTNNR", "STARTED"}
_NAMES = {
    "case": "id", "serial": PRIVATE, "ref": PRIVATE, "questnnr": ABOUT, "mode": MODE, "language": "startlanguage",
    "started": "startdate", "mailsent": "sent", "lastdata": "submitdate", "status": ABOUT, "finished": STATUS,
    "q_viewer": ABOUT, "lastpage": "lastpage", "maxpage": ABOUT, "missing": ABOUT, "missrel": ABOUT,
    "time_sum": "interviewtime", "time_rsi": ABOUT, "deg_time": ABOUT, "deg_miss": ABOUT, "degrade": ABOUT,
    "degtime": ABOUT,
}  # fmt: skip
_PATTERNS = ((re.compile(r"TIME\d{3}"), ABOUT),)
_BOX = re.compile(r"(?P<question>[A-Z][A-Z0-9]\d{2})_\d{2}")
_RESIDUAL = {"-1": int(MissingKind.DONT_KNOW), "-9": SEEN}
_CONVENTION = Convention(
    TOOL,
    missing={"choice": _RESIDUAL, "checked": _RESIDUAL, "number": _RESIDUAL},
    blank={"choice": UNSEEN, "checked": UNSEEN, "number": EMPTY, "text": EMPTY},
    boxes={"TRUE": 1, "FALSE": 2, "T": 1, "F": 2, "2": 1, "1": 2},
    finished=frozenset({"1", "true", "t"}),
    unfinished=frozenset({"0", "false", "f"}),
    tests={MODE: frozenset({"pretest", "admin", "test", "observer"})},
)


def looks_like(head: bytes) -> Likeness | None:
    """A text table with the columns SoSci Survey always writes."""
    found = delimited.head_of(head)
    if found is None or not recognises(found.records):
        return None
    return Likeness(Confidence.CERTAIN, "an export of SoSci Survey")


def recognises(records: Sequence[Sequence[str]]) -> bool:
    """Whether these are column names of SoSci Survey."""
    return set(records[0]) >= _MARKS


def heads(records: Sequence[Sequence[str]]) -> int:
    """Two where the second line has labels, not a response."""
    if len(records) > 1 and not records[1][records[0].index("CASE")].strip().isdecimal():
        return 2
    return 1


def read(path: Path, file: str) -> Export:
    """Read a data file.

    Raises
    ------
    IngestError
        If it is no regular table.
    """
    return annotate(delimited.read(path, file, tool=TOOL, heads=heads))


def annotate(export: Export) -> Export:
    """The export with what is known of SoSci Survey's columns and codes."""
    roles = roles_of(export.headings, _NAMES, _PATTERNS)
    places = {heading: index for index, heading in enumerate(export.headings)}
    tokens = (places[name] for name in ("SERIAL", "REF") if name in places)
    token = next((index for index in tokens if (export.column(index).fill_null("") != "").any()), None)
    if token is not None:
        roles[token] = "token"
    boxes: dict[int, list[int]] = {}
    for heading, index in places.items():
        match = _BOX.fullmatch(heading)
        if match and match["question"] in places:
            boxes.setdefault(places[match["question"]], []).append(index)
    repeats = {index: tuple(columns) for index, columns in boxes.items()}
    losses = ("empty texts and numbers do not tell whether the question was seen",)
    return replace(
        export,
        format="sosci",
        null_distinguished=True,
        roles=roles,
        convention=_CONVENTION,
        repeats=repeats,
        losses=losses,
    )
