"""SoSci Survey: ``rdata_*.csv``, tab-separated, UTF-8, one line of names.

Variables are named by the part of the questionnaire, the question and the item (``AA07_03``). Scales are numbered from their
lowest step. ``-9`` is not answered, ``-1`` and ``-2`` are *don't know* and the like; a question that was not seen is empty,
and so is an open field that was left empty. Beside the boxes of a question stands how many are ticked.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline.fielding import Artefact
from pipeline.fielding.texts import plain
from pipeline.questionnaire import MissingKind, QuestionType, question_variables
from pipeline.rehearsal.exports.foreign_codes import (
    Column,
    boxes_of,
    codes,
    from_least,
    is_ticked,
    mapped,
    taken_for_missing,
)
from pipeline.rehearsal.exports.written import Alike, Written, separated, stamp
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Question
    from pipeline.rehearsal.exports.foreign_codes import Codes
    from pipeline.rehearsal.responses import Response, Sample

TOOL = "SoSci Survey"
_FIRST = 100
_BEFORE = ("CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "LANGUAGE", "STARTED")
_AFTER = (
    "TIME_SUM", "MAILSENT", "LASTDATA", "STATUS", "FINISHED", "Q_VIEWER", "LASTPAGE", "MAXPAGE", "MISSING", "MISSREL",
    "TIME_RSI",
)  # fmt: skip
_NOT_ANSWERED = "-9"
_LANGUAGES = {"de": "ger", "en": "eng"}
_ALIKE = (
    Alike(
        frozenset({NO_ANSWER, NOT_SHOWN, NOT_REACHED}),
        "an empty text or number does not tell whether it was seen",
        of=lambda variable: variable.kind != "choice",
    ),
    Alike(
        frozenset({NOT_SHOWN, NOT_REACHED}),
        "what was not seen before breaking off: not shown, or not reached",
        unfinished=True,
    ),
)
_KINDS = {-9.0: NO_ANSWER, -1.0: int(MissingKind.DONT_KNOW)}


def write(sample: Sample) -> Written:
    """The export; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    coded = codes(sample, from_least, boxes=("TRUE", "FALSE"), residual={"dont_know": "-1", "refused": "-2"})
    columns = list(_columns(sample, coded))
    pages = range(1, len(sample.wave.sections) + 1)
    times = [f"TIME{page:03}" for page in pages]
    lines: list[list[str | None]] = [[*_BEFORE, *(column.heading for column in columns), *times, *_AFTER]]
    for response in sample.responses:
        cells = [column.cell(response) for column in columns]
        spent = ["60" if page <= response.pages else "" for page in pages]
        lines.append([*_before(response), *cells, *spent, *_after(response)])
    content = separated(lines, separator="\t", quote_all=True).encode()
    return Written(
        (Artefact("rdata_survey.csv", content),),
        {response.number: _case(response) for response in sample.responses},
        TOOL,
        mapping=coded.mapping(TOOL, mapped(columns)),
        alike=_ALIKE,
        changed=taken_for_missing(sample, _KINDS),
    )


def _columns(sample: Sample, coded: Codes) -> Iterator[Column]:
    for part, section in enumerate(sample.wave.sections):
        for number, question in enumerate(section.questions, start=1):
            name = f"{chr(ord('A') + part)}A{number:02}"
            if question.type is QuestionType.MULTIPLE:
                yield from _several(name, question, coded)
                continue
            rows = list(question_variables(question))
            has_rows = question.type in (QuestionType.BATTERY, QuestionType.NUMBER, QuestionType.TEXT)
            for row, variable in enumerate(rows, start=1):
                heading = f"{name}_{row:02}" if has_rows else name
                yield Column(heading, variable, partial(_cell, coded, variable))


def _several(name: str, question: Question, coded: Codes) -> Iterator[Column]:
    """The number of ticks, the boxes, and the text of the last box."""
    boxes, line = boxes_of(question)
    yield Column(name, None, partial(_ticks, boxes + ([line] if line else [])))
    for row, variable in enumerate(boxes, start=1):
        yield Column(f"{name}_{row:02}", variable, partial(_cell, coded, variable))
    if line is not None:
        last = f"{name}_{len(boxes) + 1:02}"
        yield Column(last, None, partial(_box_beside, boxes[0], line))
        yield Column(f"{last}a", line, partial(_cell, coded, line))


def _cell(coded: Codes, variable: Variable, response: Response) -> str:
    answer = response.answers[variable.name]
    if not answer.given:
        return _NOT_ANSWERED if answer.code == NO_ANSWER and variable.kind == "choice" else ""
    if answer.text is not None:
        return answer.text
    return plain(answer.value) if answer.value is not None else coded.of(variable, answer.code)


def _ticks(boxes: list[Variable], response: Response) -> str:
    if not response.answers[boxes[0].name].given:
        return ""
    return str(sum(is_ticked(response, box) for box in boxes))


def _box_beside(box: Variable, line: Variable, response: Response) -> str:
    if not response.answers[box.name].given:
        return ""
    return str(is_ticked(response, line)).upper()


def _case(response: Response) -> str:
    return str(_FIRST + response.number)


def _before(response: Response) -> list[str]:
    mode = "pretest" if response.status == "test" else "interview"
    return [_case(response), response.token, "", "base", mode, _LANGUAGES[response.language], stamp(response.begun)]


def _after(response: Response) -> list[str]:
    spent = str(round((response.ended - response.begun).total_seconds()))
    finished, page = str(response.submitted).upper(), str(response.pages)
    status = "complete" if response.submitted else ""
    return [spent, "", stamp(response.ended), status, finished, "FALSE", page, page, "0", "0", "1.0"]
