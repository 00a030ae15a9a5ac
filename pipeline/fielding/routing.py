"""What leads through a printed questionnaire: the numbers of its questions, and who goes on where.

On a screen a filter is a rule that nobody sees. On paper it has to be said twice: before the question, to whom it is
put, and behind the box, where those go on who are not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.model import QuestionType
from pipeline.wording import phrase
from pipeline.wording.paper import PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire import Language, Questionnaire
    from pipeline.questionnaire.model import Question, Wave

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def question_numbers(wave: Wave) -> dict[str, str]:
    """The number every question has in print: question id to ``7`` or ``10a``, each once and in rising order.

    A wave that gives numbers keeps them, so that print, report and codebook speak of the same question; one without a
    number has that of the question before it and a letter (10a). Where that does not work (no number to begin with,
    numbers that fall, more letters than there are), questions are counted from 1.
    """
    numbers: dict[str, str] = {}
    last, letters = 0, 0
    for question in wave.questions:
        if question.number is not None and question.number > last:
            last, letters = question.number, 0
            numbers[question.id] = str(last)
        elif question.number is None and last and letters < len(_LETTERS):
            numbers[question.id] = f"{last}{_LETTERS[letters]}"
            letters += 1
        else:
            return {each.id: str(number) for number, each in enumerate(wave.questions, start=1)}
    return numbers


def goes_on(wave: Wave, question: Question, code: int) -> int:
    """Where those go on who gave this answer: position of the next question they are asked, from 0.

    The number of questions stands for the end. Filters by other questions do not count: whether they let somebody pass
    is not known from this answer.
    """
    skipped: set[str] = set()
    start = wave.questions.index(question) + 1
    for place, following in enumerate(wave.questions[start:], start=start):
        conditions = following.shown_if or {}
        if skipped.isdisjoint(conditions) and code in conditions.get(question.id, (code,)):
            return place
        skipped.add(following.id)
    return len(wave.questions)


def jumps(wave: Wave, question: Question, code: int) -> int | None:
    """As :func:`goes_on`, but ``None`` where the next question follows, so that nothing has to be said."""
    place = goes_on(wave, question, code)
    return None if place == wave.questions.index(question) + 1 else place


def condition(
    questionnaire: Questionnaire, wave: Wave, question: Question, numbers: Mapping[str, str], language: Language
) -> str | None:
    """To whom a filtered question is put, as a sentence; ``None`` for a question put to everybody."""
    if not question.shown_if:
        return None
    parts = [
        _part(questionnaire, wave.question(other), codes, numbers, language)
        for other, codes in question.shown_if.items()
    ]
    return phrase(PAPER, "only_if", language, conditions=phrase(PAPER, "and", language).join(parts))


def _part(
    questionnaire: Questionnaire,
    other: Question,
    codes: tuple[int, ...],
    numbers: Mapping[str, str],
    language: Language,
) -> str:
    if other.type in (QuestionType.NUMBER, QuestionType.TEXT):
        return phrase(PAPER, "given", language, number=numbers[other.id])
    scale = questionnaire.scale(next(question_variables(other)).scale)
    labels = [phrase(PAPER, "quoted", language, label=scale.option(code).label[language]) for code in codes]
    last = phrase(PAPER, "or", language).join(labels[-2:])
    return phrase(PAPER, "ticked", language, number=numbers[other.id], answers=", ".join([*labels[:-2], last]))
