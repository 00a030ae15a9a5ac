"""How long a questionnaire takes to answer: an estimate before anybody is asked, to keep a wave as short as the last.

The one measurement there is comes from the questionnaire of December 2016: its cover letter announced "in der Regel
nicht länger als 20 Minuten" (Gesemann/Roth 2017, Anlage 2) for 78 closed fields (62 items of batteries, 16 single
questions), which makes 15.4 seconds a field. What it cannot tell is declared here: a box of a multiple-choice question
is read in a list and takes less, a number has to be looked up, a text to be written.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from pipeline.questionnaire.model import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.questionnaire.model import Question, Wave
    from pipeline.questionnaire.modules import Module

Field = Literal["closed", "box", "number", "open"]

FIELDS_2016, MINUTES_2016 = 78, 20
SECONDS: Mapping[Field, float] = {
    "closed": MINUTES_2016 * 60 / FIELDS_2016,
    "box": 4,  # declared: a quarter of a rating
    "number": 45,  # declared: most numbers stand in another file
    "open": 60,  # declared: one or two sentences
}
"""Seconds one field takes, by kind; ``closed`` is derived from 2016, the others are declared."""


def fields(questions: Iterable[Question]) -> Counter[Field]:
    """How many fields of each kind the questions have; a filtered question counts as if everybody were asked it.

    A closed field is one rating, one choice or one yes or no; the open line of a multiple-choice question counts as a
    box, because few fill it in.
    """
    found: Counter[Field] = Counter(closed=0, box=0, number=0, open=0)
    for question in questions:
        match question.type:
            case QuestionType.SINGLE | QuestionType.YES_NO:
                found["closed"] += 1
            case QuestionType.BATTERY:
                found["closed"] += len(question.items)
            case QuestionType.MULTIPLE:
                found["box"] += len(question.items) + (question.other is not None)
            case QuestionType.NUMBER:
                found["number"] += 1
            case QuestionType.TEXT:
                found["open"] += 1
    return found


def estimated_minutes(of: Wave | Module) -> float:
    """Minutes a respondent needs who is asked everything: fields of each kind times :data:`SECONDS`.

    An upper estimate where there are filters. The questionnaire of December 2016 comes to 23: 20 for its 78 closed
    fields, the rest for the two open questions and the list of good practice, which its letter did not count.
    """
    return sum(SECONDS[kind] * count for kind, count in fields(of.questions).items()) / 60
