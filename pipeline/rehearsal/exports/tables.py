"""Tables of a tool that nobody knows: a CSV file and a workbook with headings of their own, read by a mapping.

Both say in words why an answer is missing. The CSV file has semicolons, decimal commas, German dates, labels in place of
codes, and several answers in one cell; the workbook has codes and numbers as numbers, and a column for every box.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.fielding import Artefact
from pipeline.fielding.texts import plain
from pipeline.questionnaire import MissingKind, QuestionType, question_variables
from pipeline.rehearsal.exports.foreign_codes import Column, boxes_of, codes, is_ticked, mapped
from pipeline.rehearsal.exports.written import Alike, Written, own_ids, separated, stamp
from pipeline.rehearsal.fieldwork import TEST_TOKEN
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Question
    from pipeline.rehearsal.exports.foreign_codes import Codes
    from pipeline.rehearsal.responses import Response, Sample

TOOL = "eigene Tabelle"
_ABOUT = {"id": "Nr.", "token": "Kennung", "status": "Stand", "startdate": "Beginn", "submitdate": "Ende"}
_FINISHED, _OPEN = "fertig", "offen"
_WORDS = {NO_ANSWER: "k. A.", NOT_SHOWN: "Filter", NOT_REACHED: "Abbruch"}
_UNTICKED = 2
_EMPTY_LIST = Alike(
    frozenset({_UNTICKED, NOT_SHOWN, NOT_REACHED}),
    "an empty list does not tell whether the question was seen",
    of=lambda variable: variable.scale == "checked",
)


def write_csv(sample: Sample) -> Written:
    """A CSV file; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    coded = codes(sample, _labels, boxes=("x", "-"))
    columns = []
    lists: dict[str, dict[str, str]] = {}
    for number, question in enumerate(sample.wave.questions, start=1):
        if question.type is QuestionType.MULTIPLE:
            _, line = boxes_of(question)
            parts = _parts(question)
            lists[f"Frage {number}"] = parts
            columns.append(Column(f"Frage {number}", None, partial(_list, question, parts)))
            columns += [Column(f"Frage {number} (offen)", line, partial(_german, coded, line))] if line else []
        else:
            columns += [
                Column(heading, variable, partial(_german, coded, variable))
                for heading, variable in _fields(number, question)
            ]
    heads = [*_ABOUT.values(), *(column.heading for column in columns)]
    rows = [
        [*_about(each, "%d.%m.%Y %H:%M:%S"), *(column.cell(each) for column in columns)] for each in sample.responses
    ]
    content = separated([heads, *rows], separator=";").encode("utf-8-sig")
    return _written(sample, Artefact("tabelle.csv", content), coded, columns, lists=lists, alike=(_EMPTY_LIST,))


def write_xlsx(sample: Sample) -> Written:
    """A workbook; see :class:`~pipeline.rehearsal.exports.written.Writer`."""
    from openpyxl import Workbook

    coded = codes(sample, _tens, boxes=("1", "0"))
    columns = [
        Column(heading, variable, partial(_words, coded, variable))
        for number, question in enumerate(sample.wave.questions, start=1)
        for heading, variable in _fields(number, question)
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Antworten")
    sheet.append([*_ABOUT.values(), *(column.heading for column in columns)])
    for response in sample.responses:
        cells = [_typed(column, response) for column in columns]
        sheet.append([_text(sheet, cell) for cell in [*_about(response), *cells]])
    stream = io.BytesIO()
    book.save(stream)
    return _written(sample, Artefact("tabelle.xlsx", stream.getvalue()), coded, columns)


def _written(
    sample: Sample,
    file: Artefact,
    coded: Codes,
    columns: list[Column],
    *,
    lists: Mapping[str, Mapping[str, str]] | None = None,
    alike: tuple[Alike, ...] = (),
) -> Written:
    mapping = coded.mapping(TOOL, mapped(columns), about=_ABOUT, finished=[_FINISHED], lists=lists or {})
    words = {word: MissingKind(kind).name.lower() for kind, word in _WORDS.items()}
    mapping = mapping.model_copy(update={"missing": words})
    return Written((file,), own_ids(sample), TOOL, {"test": {"tokens": [TEST_TOKEN]}}, mapping, alike)


def _fields(number: int, question: Question) -> Iterator[tuple[str, Variable]]:
    variables = list(question_variables(question))
    for row, variable in enumerate(variables, start=1):
        yield (f"Frage {number}" if len(variables) == 1 else f"Frage {number}.{row}"), variable


def _labels(questionnaire: Questionnaire, scale: str) -> dict[int, str]:
    """Options by their labels, in German."""
    return {option.code: option.label.de for option in questionnaire.scale(scale).options}


def _tens(questionnaire: Questionnaire, scale: str) -> dict[int, str]:
    """Options numbered 10, 20, 30 as they are printed."""
    return {option.code: str(10 * place) for place, option in enumerate(questionnaire.scale(scale).options, start=1)}


def _words(coded: Codes, variable: Variable, response: Response) -> str:
    answer = response.answers[variable.name]
    if not answer.given:
        return _WORDS[answer.code]
    if answer.text is not None:
        return answer.text
    return plain(answer.value) if answer.value is not None else coded.of(variable, answer.code)


def _german(coded: Codes, variable: Variable, response: Response) -> str:
    cell = _words(coded, variable, response)
    return cell.replace(".", ",") if response.answers[variable.name].value is not None else cell


def _parts(question: Question) -> dict[str, str]:
    """What a list names the answers, to their variables: by their labels, or by numbers where two labels are the same."""
    variables = list(question_variables(question))
    parts = {variable.label.de: variable.name for variable in variables}
    return parts if len(parts) == len(variables) else {str(row): v.name for row, v in enumerate(variables, start=1)}


def _list(question: Question, parts: Mapping[str, str], response: Response) -> str:
    """What was ticked, or why nothing could be."""
    variables = {variable.name: variable for variable in question_variables(question)}
    first = response.answers[next(iter(variables))]
    if not first.given:
        return _WORDS[first.code]
    return "; ".join(part for part, name in parts.items() if is_ticked(response, variables[name]))


def _typed(column: Column, response: Response) -> str | float | None:
    """A cell of the workbook: codes and numbers are numbers."""
    cell = column.cell(response) or ""
    is_text = column.variable is None or column.variable.kind == "text"
    return cell if is_text or cell in _WORDS.values() else float(cell)


def _text(sheet: Any, cell: str | float | None) -> Any:
    """A cell that is never a formula."""
    if not isinstance(cell, str):
        return cell
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, cell)
    made.data_type = "s"
    return made


def _about(response: Response, notation: str | None = None) -> list[str]:
    begun, ended = (f"{each:{notation}}" if notation else stamp(each) for each in (response.begun, response.ended))
    status = _FINISHED if response.submitted else _OPEN
    return [str(response.number), response.token, status, begun, ended]
