"""CSV exports of KoboToolbox and ODK Central, of the XLSForm that the wave is fielded with: XML names and values.

Both put groups before names, Kobo with a slash, ODK with a hyphen. Kobo adds to a question with several answers one column
for each (1 and 0, all empty where nothing was chosen). Notes and the heads of tables have columns that are always empty. Only
what was sent reaches the server, so that there are no break-offs. Dates of the form carry an offset, the server's are UTC.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fielding import Artefact, FieldingError
from pipeline.fielding.texts import plain, unanswerable
from pipeline.fielding.xlsform_rows import build
from pipeline.questionnaire import variable_name
from pipeline.rehearsal.exports.written import Alike, Written, separated
from pipeline.rehearsal.fieldwork import TEST_TOKEN
from pipeline.rehearsal.responses import NO_ANSWER, NOT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire.model import Question
    from pipeline.rehearsal.responses import Answer, Response, Sample

_TICKED, _LEFT = 1, 2
_OFFSET = dt.timedelta(hours=1)
_ALIKE = (
    Alike(
        frozenset({NO_ANSWER, NOT_SHOWN}),
        "an empty cell does not tell whether the question was seen",
        of=lambda variable: variable.scale != "checked",
    ),
    Alike(
        frozenset({_LEFT, NOT_SHOWN}),
        "nothing chosen does not tell whether the question was seen",
        of=lambda variable: variable.scale == "checked",
    ),
)
_UNSENT = "only forms that were sent reach the server: no break-offs"
_KOBO_END = (
    "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags",
    "_index",
)  # fmt: skip
_ODK_END = (
    "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
    "ReviewState", "DeviceID", "Edits", "FormVersion",
)  # fmt: skip


@dataclass(frozen=True)
class _Field:
    """One row of the form that has a column: its groups and name, its type, and the question with several answers."""

    path: tuple[str, ...]
    kind: str
    several: Question | None = None

    @property
    def name(self) -> str:
        return self.path[-1]


def write_kobo(sample: Sample) -> Written:
    """KoboToolbox: semicolons, lists and columns of answers. See :class:`~pipeline.rehearsal.exports.written.Writer`."""
    fields = list(_fields(sample))
    heads: list[str] = []
    for field in fields:
        heads.append("/".join(field.path))
        heads += ["/".join((*field.path, choice)) for choice in _choices(field)]
    lines: list[list[str | None]] = [[*heads, *_KOBO_END]]
    for place, response in enumerate(_sent(sample), start=1):
        cells: list[str | None] = []
        for field in fields:
            cells.append(_cell(field, response))
            chosen = (cells[-1] or "").split()
            cells += [("1" if choice in chosen else "0") if chosen else "" for choice in _choices(field)]
        about = [_kobo_id(response), _uuid(response), f"{response.ended:%Y-%m-%dT%H:%M:%S}", "", ""]
        lines.append([*cells, *about, "submitted_via_web", "", "vPROBELAUF1", "", str(place)])
    content = separated(lines, separator=";", quote_all=True)
    ids = {response.number: _kobo_id(response) for response in sample.responses}
    return _written(sample, Artefact("kobo.csv", content.encode()), "KoboToolbox", ids)


def write_odk(sample: Sample) -> Written:
    """ODK Central: commas, lists of answers. See :class:`~pipeline.rehearsal.exports.written.Writer`."""
    fields = list(_fields(sample))
    lines: list[list[str | None]] = [["SubmissionDate", *("-".join(field.path) for field in fields), *_ODK_END]]
    for response in _sent(sample):
        key = f"uuid:{_uuid(response)}"
        about = [key, key, "", "", "0", "0", "", "", "", "0", "1"]
        sent = f"{response.ended:%Y-%m-%dT%H:%M:%S}.000Z"
        lines.append([sent, *(_cell(field, response) for field in fields), *about])
    ids = {response.number: f"uuid:{_uuid(response)}" for response in sample.responses}
    return _written(sample, Artefact("odk.csv", separated(lines, end="\n").encode()), "ODK Central", ids)


def _written(sample: Sample, file: Artefact, tool: str, ids: dict[int, str]) -> Written:
    unsent = {response.number: _UNSENT for response in sample.responses if not response.submitted}
    source = {"test": {"tokens": [TEST_TOKEN]}}
    return Written((file,), ids, tool, source, alike=_ALIKE, left_out=unsent)


def _sent(sample: Sample) -> Iterator[Response]:
    return (response for response in sample.responses if response.submitted)


def _fields(sample: Sample) -> Iterator[_Field]:
    """The rows of the form that have a column, in its order.

    Raises
    ------
    FieldingError
        If a form engine would change or drop something of the form.
    """
    sheets = build(sample.questionnaire, sample.wave_id)
    found = [*unanswerable(sample.questionnaire, sample.wave_id), *sheets.problems]
    if found:
        raise FieldingError(sample.wave_id, "XLSForm", found)
    groups: list[str] = []
    for row in sheets.survey:
        kind, name = row["type"], row["name"]
        if kind == "begin_group":
            groups.append(name)
        elif kind == "end_group":
            groups.pop()
        else:
            several = sample.wave.question(name) if kind.startswith("select_multiple") else None
            is_head = row.get("appearance") == "label"
            yield _Field((*groups, name), "note" if is_head else kind, several)


def _choices(field: _Field) -> list[str]:
    """The names of the answers to a question with several."""
    if field.several is None:
        return []
    return [*(item.id for item in field.several.items), *(["other"] if field.several.other is not None else [])]


def _cell(field: _Field, response: Response) -> str | None:
    """What the export has in a field of the form."""
    if field.kind in ("start", "end"):
        moment = response.begun if field.kind == "start" else response.ended
        return f"{moment + _OFFSET:%Y-%m-%dT%H:%M:%S}.000+01:00"
    if field.kind == "note":
        return ""
    if field.kind == "acknowledge":
        return "OK"
    if field.name == "token":
        return response.token
    if field.several is not None:
        names = {choice: variable_name(field.several.id, choice) for choice in _choices(field)}
        return " ".join(choice for choice, name in names.items() if response.answers[name].code == _TICKED)
    return _single(response.answers[field.name])


def _single(answer: Answer) -> str | None:
    if not answer.given:
        return ""
    if answer.text is not None:
        return answer.text
    return str(answer.code) if answer.value is None else plain(answer.value)


def _uuid(response: Response) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, response.token + str(response.number)))


def _kobo_id(response: Response) -> str:
    return str(500 + response.number)
