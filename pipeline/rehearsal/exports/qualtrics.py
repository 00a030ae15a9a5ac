"""Qualtrics: CSV with three lines of headings, numeric values, several answers split into columns.

*Recode seen but unanswered questions as -99* (boxes: 0) is on, so that an empty cell was not seen. Whoever broke off has an
end date too: their session was closed.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from pipeline.fielding import Artefact
from pipeline.fielding.texts import full_text, plain
from pipeline.questionnaire import QuestionType, question_variables
from pipeline.rehearsal.exports.foreign_codes import (
    Column,
    boxes_of,
    by_position,
    codes,
    is_ticked,
    mapped,
    taken_for_missing,
)
from pipeline.rehearsal.exports.written import Alike, Written, separated, stamp
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Variable
    from pipeline.rehearsal.exports.foreign_codes import Codes
    from pipeline.rehearsal.responses import Response, Sample

TOOL = "Qualtrics"
_ABOUT = {
    "StartDate": ("Start Date", "startDate"), "EndDate": ("End Date", "endDate"), "Status": ("Response Type", "status"),
    "IPAddress": ("IP Address", "ipAddress"), "Progress": ("Progress", "progress"),
    "Duration (in seconds)": ("Duration (in seconds)", "duration"), "Finished": ("Finished", "finished"),
    "RecordedDate": ("Recorded Date", "recordedDate"), "ResponseId": ("Response ID", "_recordId"),
    "RecipientLastName": ("Recipient Last Name", "recipientLastName"),
    "RecipientFirstName": ("Recipient First Name", "recipientFirstName"),
    "RecipientEmail": ("Recipient Email", "recipientEmail"),
    "ExternalReference": ("External Data Reference", "externalDataReference"),
    "LocationLatitude": ("Location Latitude", "locationLatitude"),
    "LocationLongitude": ("Location Longitude", "locationLongitude"),
    "DistributionChannel": ("Distribution Channel", "distributionChannel"),
    "UserLanguage": ("User Language", "userLanguage"),
}  # fmt: skip
_LEFT, _PREVIEW, _COLLECTED = "-99", "1", "0"
_ALIKE = (
    Alike(
        frozenset({NOT_SHOWN, NOT_REACHED}),
        "what was not seen before breaking off: not shown, or not reached",
        unfinished=True,
    ),
)


def write(sample: Sample) -> Written:
    """The export; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    coded = codes(sample, by_position, boxes=("1", "0"))
    columns = list(_columns(sample, coded))
    heads = [[*_ABOUT, *(column.heading for column in columns)]]
    heads.append([*(text for text, _ in _ABOUT.values()), *(column.text for column in columns)])
    names = [*(name for _, name in _ABOUT.values()), *(f"QID{column.heading[1:]}" for column in columns)]
    heads.append([json.dumps({"ImportId": name}, separators=(",", ":")) for name in names])
    rows = [[*_about(sample, each), *(column.cell(each) for column in columns)] for each in sample.responses]
    repeated = [column.heading for column in columns if column.variable is None]
    return Written(
        (Artefact("qualtrics.csv", separated([*heads, *rows], end="\n").encode("utf-8-sig")),),
        {response.number: _id(response) for response in sample.responses},
        TOOL,
        mapping=coded.mapping(TOOL, mapped(columns), repeated=repeated),
        alike=_ALIKE,
        changed=taken_for_missing(sample, {-99.0: NO_ANSWER}),
    )


def _columns(sample: Sample, coded: Codes) -> Iterator[Column]:
    for number, question in enumerate(sample.wave.questions, start=1):
        name, text = f"Q{number}", full_text(question)["de"]
        _, line = boxes_of(question) if question.type is QuestionType.MULTIPLE else ([], None)
        has_rows = question.type in (QuestionType.BATTERY, QuestionType.MULTIPLE)
        for row, variable in enumerate(question_variables(question), start=1):
            heading = f"{name}_{row}" if has_rows else name
            shown = f"{text} - {variable.label.de}" if has_rows else text
            if variable is line:
                first = next(iter(question_variables(question)))
                yield Column(heading, None, partial(_box_beside, first, variable), shown)
                heading, shown = f"{heading}_TEXT", f"{shown} - Text"
            yield Column(heading, variable, partial(_cell, coded, variable), shown)


def _cell(coded: Codes, variable: Variable, response: Response) -> str | None:
    answer = response.answers[variable.name]
    if not answer.given:
        return _LEFT if answer.code == NO_ANSWER else None
    if answer.text is not None:
        return answer.text
    return plain(answer.value) if answer.value is not None else coded.of(variable, answer.code)


def _box_beside(box: Variable, line: Variable, response: Response) -> str | None:
    if not response.answers[box.name].given:
        return None
    return "1" if is_ticked(response, line) else "0"


def _id(response: Response) -> str:
    return f"R_{response.number:015}"


def _about(sample: Sample, response: Response) -> list[str | None]:
    is_test = response.status == "test"
    spent = str(round((response.ended - response.begun).total_seconds()))
    progress = str(round(100 * response.pages / len(sample.wave.sections)))
    finished = "1" if response.submitted else "0"
    return [
        stamp(response.begun), stamp(response.ended), _PREVIEW if is_test else _COLLECTED, "198.51.100.7", progress, spent,
        finished, stamp(response.ended), _id(response), "", "", "", response.token, "", "",
        "preview" if is_test else "anonymous", response.language.upper(),
    ]  # fmt: skip
