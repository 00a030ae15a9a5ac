"""The responses as LimeSurvey 6 keeps them: null where nothing was stored, an empty text where a field was left empty.

Numbers are the exception: a number left empty is null, as if it had not been shown. Pages are the sections.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import FieldingError
from pipeline.fielding.limesurvey_build import build
from pipeline.fielding.limesurvey_checks import problems
from pipeline.fielding.limesurvey_mapping import mapping
from pipeline.fielding.limesurvey_model import ARRAY, MULTIPLE, YES_NO
from pipeline.fielding.texts import plain, unanswerable
from pipeline.rehearsal.exports.written import Alike, Written, own_ids, stamp
from pipeline.rehearsal.fieldwork import TEST_TOKEN
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.fielding import Artefact
    from pipeline.fielding.limesurvey_model import Question, Structure
    from pipeline.questionnaire import Variable
    from pipeline.rehearsal.responses import Answer, Response, Sample

TOOL = "LimeSurvey"
ABOUT = ("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp")
"""Columns before the answers, in the order of a CSV or JSON export."""

EMPTY_NUMBERS = Alike(
    frozenset({NO_ANSWER, NOT_REACHED}),
    "LimeSurvey stores nothing for a number left empty, as if its page had not been reached",
    of=lambda variable: variable.kind == "number",
    unfinished=True,
)
_TAG = re.compile(r"<[^>]*>")
_TICKED, _YES_NO = 1, {1: "Y", 2: "N"}
_SEEDS = 1_000_003


@dataclass(frozen=True)
class Column:
    """One column of answers: its variable, its code in brackets, its question and the row of it that it is."""

    variable: Variable
    code: str
    question: Question
    row: str = ""


def structure(sample: Sample) -> Structure:
    """The survey as it is fielded.

    Raises
    ------
    FieldingError
        If LimeSurvey would change or drop something of it.
    """
    made = build(sample.questionnaire, sample.wave_id)
    found = [*unanswerable(sample.questionnaire, sample.wave_id), *problems(made)]
    if found:
        raise FieldingError(sample.wave_id, TOOL, found)
    return made


def columns(sample: Sample) -> tuple[Column, ...]:
    """The columns of the answers in the order of the form; see :func:`structure` for what is raised."""
    found = []
    variables = iter(sample.variables)
    for question in structure(sample).questions:
        rows = [(row.code, stripped(row.text["de"])) for row in question.subquestions]
        rows += [("other", "Sonstiges")] if question.other else []
        for code, row in rows or [("", "")]:
            found.append(Column(next(variables), f"{question.code}[{code}]" if code else question.code, question, row))
    return tuple(found)


def stripped(text: str) -> str:
    """A wording as LimeSurvey exports it: tags taken out without a blank, entities left."""
    return _TAG.sub("", text)


def cell(variable: Variable, answer: Answer) -> str | None:
    """What is stored of an answer, with codes; ``None`` is null."""
    if not answer.given:
        return "" if answer.code == NO_ANSWER and variable.kind != "number" else None
    if variable.kind == "text":
        return answer.text
    if variable.kind == "number":
        return plain(answer.value or 0.0)
    if variable.scale == "checked":
        return "Y" if answer.code == _TICKED else ""
    return _YES_NO[answer.code] if variable.scale == "yes_no" else f"A{answer.code}"


def label(column: Column, answer: Answer) -> str | None:
    """What a full export has for an answer: its label, and *N/A* or nothing at all where there is none."""
    stored = cell(column.variable, answer)
    kind = column.question.type
    if kind == YES_NO:
        return {"Y": "Ja", "N": "Nein"}.get(stored or "", "N/A")
    if kind == MULTIPLE and column.variable.scale == "checked":
        return "N/A" if stored is None else "Ja" if stored else "Nein"
    if kind == ARRAY and stored is None:
        return ""
    labels = {option.code: stripped(option.text["de"]) for option in column.question.answers}
    return stored if column.variable.kind != "choice" or not stored else labels[stored]


def about(response: Response) -> tuple[str | None, ...]:
    """The cells of :data:`ABOUT`."""
    return (
        str(response.number),
        stamp(response.ended) if response.submitted else None,
        str(response.pages) if response.pages else None,
        response.language,
        str(response.number * _SEEDS),
        response.token,
        stamp(response.begun),
        stamp(response.ended),
    )


def rows(sample: Sample, found: tuple[Column, ...]) -> Iterator[list[str | None]]:
    """The cells of every response, with codes."""
    for response in sample.responses:
        yield [*about(response), *(cell(column.variable, response.answers[column.variable.name]) for column in found)]


def written(sample: Sample, *files: Artefact, alike: tuple[Alike, ...] = ()) -> Written:
    """An export of LimeSurvey, to be read with the mapping that was written with the survey."""
    return Written(
        files,
        own_ids(sample),
        TOOL,
        {"test": {"tokens": [TEST_TOKEN]}},
        mapping(sample.questionnaire, sample.wave_id),
        (EMPTY_NUMBERS, *alike),
    )


def _lost_in_arrays(variable: Variable) -> bool:
    return variable.scale == "yes_no" or (variable.item is not None and variable.scale != "checked")


FULL_ANSWERS = Alike(
    frozenset({NO_ANSWER, NOT_SHOWN, NOT_REACHED}),
    "full answers: an empty cell of an array, or N/A in a yes/no question, does not tell whether it was seen",
    of=_lost_in_arrays,
)
