"""KoboToolbox and ODK Central: CSV (or Excel) of the submissions to an XLSForm, with XML names or with labels.

Follows the exporters themselves (*formpack*, which KoboToolbox exports with, and ODK Central's documentation of
submission downloads). Names in a form that munisurvey wrote are our variable names, and its choices our codes, so that an
export with *XML values and headers* needs no mapping.

* Every submission is complete; there are no break-offs. One that was not approved (rejected in ODK) is set aside.
* Empty is not relevant or not answered; the filters of the questionnaire tell.
* A question with several answers has one column with the list, or one a choice with 1 and 0, or both. A form asks for
  the text of *other* in a question of its own. Groups stand before names, with a slash (Kobo) or a hyphen (ODK).
* Notes and the heads of tables have columns without any cell, a consent has ``OK``. Dates are taken to UTC, in which the server writes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import delimited
from pipeline.ingest.convention import ABOUT, OFFSET, PRIVATE, VALIDATION, Convention
from pipeline.ingest.export import NO_BLANKS_KEPT, Confidence, Export, Likeness
from pipeline.ingest.roles import roles_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOOL = "KoboToolbox/ODK"
_MARKS = ({"_id", "_uuid"}, {"_id", "_submission_time"}, {"KEY", "SubmissionDate"})
_NAMES = {
    "_id": "id", "_uuid": ABOUT, "_submission_time": "submitdate", "_validation_status": VALIDATION, "_notes": ABOUT,
    "_status": ABOUT, "_submitted_by": PRIVATE, "__version__": ABOUT, "_tags": ABOUT, "_index": ABOUT,
    "_attachments": ABOUT, "_geolocation": PRIVATE, "_version_": ABOUT, "_version__001": ABOUT, "start": "startdate",
    "end": "datestamp", "today": ABOUT, "consent": ABOUT, "username": PRIVATE, "deviceid": PRIVATE, "simserial": PRIVATE,
    "subscriberid": PRIVATE, "phonenumber": PRIVATE, "audit": PRIVATE, "meta/instanceid": ABOUT,
    "meta/rootuuid": ABOUT, "meta/deprecatedid": ABOUT, "formhub/uuid": ABOUT, "background-audio": PRIVATE,
}  # fmt: skip
_ODK_NAMES = {
    "submissiondate": "submitdate", "key": "id", "submitterid": PRIVATE, "submittername": PRIVATE,
    "attachmentspresent": ABOUT, "attachmentsexpected": ABOUT, "status": ABOUT, "reviewstate": VALIDATION,
    "deviceid": PRIVATE, "edits": ABOUT, "formversion": ABOUT, "meta-instanceid": ABOUT, "meta-instancename": ABOUT,
    "instanceid": ABOUT, "instancename": ABOUT, "start": "startdate", "end": "datestamp", "today": ABOUT,
    "consent": ABOUT, "username": PRIVATE, "phonenumber": PRIVATE,
}  # fmt: skip
_NOT_APPROVED = "not approved when the submission was checked in the survey tool"
_CONVENTION = Convention(
    TOOL,
    boxes={"1": 1, "0": 2, "True": 1, "False": 2, "TRUE": 1, "FALSE": 2},
    rejected=dict.fromkeys(
        ("validation_status_not_approved", "not approved", "nicht genehmigt", "rejected"), _NOT_APPROVED
    ),
    dates=(OFFSET,),
)


def looks_like(head: bytes) -> Likeness | None:
    """A text table with the columns KoboToolbox or ODK Central always write."""
    found = delimited.head_of(head)
    if found is None or not recognises(found.records):
        return None
    return Likeness(Confidence.CERTAIN, "an export of KoboToolbox or ODK")


def recognises(records: Sequence[Sequence[str]]) -> bool:
    """Whether these are column names of KoboToolbox or ODK."""
    return any(set(records[0]) >= marks for marks in _MARKS)


def heads(records: Sequence[Sequence[str]]) -> int:
    """Two where a line of HXL tags stands below the names."""
    tags = [cell for cell in records[1] if cell] if len(records) > 1 else []
    return 2 if tags and all(cell.startswith("#") for cell in tags) else 1


def read(path: Path, file: str) -> Export:
    """Read a CSV export; a line of HXL tags below the headings is left out.

    Raises
    ------
    IngestError
        If it is no regular table.
    """
    return annotate(delimited.read(path, file, tool=TOOL, heads=heads))


def annotate(export: Export) -> Export:
    """The export with what is known of the columns and codes of KoboToolbox and ODK."""
    is_odk = "KEY" in export.headings
    path = "-/" if is_odk else "/"
    names = _ODK_NAMES if is_odk else _NAMES
    roles = roles_of(export.headings, names)
    last = [heading.rpartition(path[0])[2] for heading in export.headings]
    for index, role in roles_of(last, {"token": "token", "consent": ABOUT}).items():
        roles.setdefault(index, role)
    return replace(
        export,
        format="kobo",
        labels=(),
        roles=roles,
        convention=_CONVENTION,
        path=path,
        repeats=_lists(export.headings),
        losses=(NO_BLANKS_KEPT,),
    )


def _lists(headings: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """Columns with a list of answers, and the columns of these answers."""
    found = {}
    for index, heading in enumerate(headings):
        members = [other for other, name in enumerate(headings) if name.startswith(f"{heading}/")]
        if members:
            found[index] = tuple(members)
    return found
