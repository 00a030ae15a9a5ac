"""Unipark / EFS Survey: CSV with semicolons in Windows-1252, variables ``v_1``, ``v_2``, ... in the order of the form.

``0`` is seen and not answered, ``-99`` the same of a text field (numbers are text fields), ``-77`` not seen; ``dispcode`` says who
finished. The box beside an open line is a variable of its own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline.fielding import Artefact
from pipeline.fielding.texts import plain
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
from pipeline.rehearsal.exports.written import Alike, Written, own_ids, separated, stamp
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Variable
    from pipeline.rehearsal.exports.foreign_codes import Codes
    from pipeline.rehearsal.responses import Response, Sample

TOOL = "Unipark/EFS"
_ENCODING = "cp1252"
_BEFORE = ("lfdn", "external_lfdn", "tester", "dispcode", "lastpage", "quality", "duration", "p_0001")
_AFTER = (
    "browser", "referer", "device_type", "quota", "quota_assignment", "page_history", "hflip", "vflip", "output_mode",
    "javascript", "flash", "session_id", "language", "cleaned", "ats", "datetime", "date_of_last_access",
    "date_of_first_mail",
)  # fmt: skip
_TOKEN = "p_0001"  # noqa: S105  (the name of a column)
_COMPLETED, _INTERRUPTED, _NOT_BEGUN = "31", "22", "20"
_FIRST_PAGE = 6028434
_LEFT_CHOICE, _LEFT_FIELD, _UNSEEN = "0", "-99", "-77"
_LANGUAGES = {"de": "1", "en": "2"}
_ALIKE = (
    Alike(
        frozenset({NOT_SHOWN, NOT_REACHED}),
        "what was not seen before breaking off: not shown, or not reached",
        unfinished=True,
    ),
)
_KINDS = {-99.0: NO_ANSWER, -77.0: NOT_SHOWN, -66.0: NOT_SHOWN}


def write(sample: Sample) -> Written:
    """The export; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    coded = codes(sample, by_position, boxes=("1", "0"))
    columns = list(_columns(sample, coded))
    heads = [*_BEFORE, *(column.heading for column in columns), *_AFTER]
    rows = [[*_before(each), *(column.cell(each) for column in columns), *_after(each)] for each in sample.responses]
    content = separated([heads, *rows], separator=";", quote_all=True).encode(_ENCODING, "replace")
    return Written(
        (Artefact("unipark.csv", content),),
        own_ids(sample),
        TOOL,
        mapping=coded.mapping(
            TOOL,
            mapped(columns),
            about={"token": _TOKEN},
            repeated=[column.heading for column in columns if column.variable is None],
        ),
        alike=_ALIKE,
        changed=taken_for_missing(sample, _KINDS) | _unknown_signs(sample),
    )


def _columns(sample: Sample, coded: Codes) -> Iterator[Column]:
    number = 0
    for question in sample.wave.questions:
        _, line = boxes_of(question) if question.type is QuestionType.MULTIPLE else ([], None)
        for variable in question_variables(question):
            number += 1
            if variable is line:
                first = next(iter(question_variables(question)))
                yield Column(f"v_{number}", None, partial(_box_beside, first, variable))
                number += 1
            yield Column(f"v_{number}", variable, partial(_cell, coded, variable))


def _cell(coded: Codes, variable: Variable, response: Response) -> str:
    answer = response.answers[variable.name]
    if answer.code == NO_ANSWER:
        return _LEFT_CHOICE if variable.kind == "choice" else _LEFT_FIELD
    if not answer.given:
        return _UNSEEN
    if answer.text is not None:
        return answer.text
    return plain(answer.value) if answer.value is not None else coded.of(variable, answer.code)


def _box_beside(box: Variable, line: Variable, response: Response) -> str:
    if not response.answers[box.name].given:
        return _UNSEEN
    return "1" if is_ticked(response, line) else "0"


def _unknown_signs(sample: Sample) -> dict[tuple[int, str], tuple[Answer, str]]:
    """Texts with signs that the encoding does not have; a question mark stands for each of them."""
    changed = {}
    for response in sample.responses:
        for name, answer in response.answers.items():
            if answer.text is not None:
                text = answer.text.encode(_ENCODING, "replace").decode(_ENCODING)
                if text != answer.text:
                    reason = "signs that Windows-1252 does not have (export in UTF-8)"
                    changed[response.number, name] = Answer(answer.code, text=text), reason
    return changed


def _before(response: Response) -> list[str]:
    code = _COMPLETED if response.submitted else _INTERRUPTED if response.pages else _NOT_BEGUN
    spent = str(round((response.ended - response.begun).total_seconds())) if response.submitted else "-1"
    tester = "1" if response.status == "test" else "0"
    page = str(_FIRST_PAGE + response.pages)
    return [str(response.number), "0", tester, code, page, "-77", spent, response.token]


def _after(response: Response) -> list[str]:
    history = ",".join(str(_FIRST_PAGE + page) for page in range(response.pages))
    device = ["Firefox", "", "0", "0", "0", history, "0", "0", "HTML", "1", "0", f"a{response.number:05}"]
    times = [stamp(response.begun), stamp(response.ended), "0000-00-00 00:00:00"]
    return [*device, _LANGUAGES[response.language], "0", "0", *times]
