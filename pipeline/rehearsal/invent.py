"""Plausible answers to any wave, from its scales, filters and rules: invented, and the same for the same seed.

Filters and rules of plausibility are kept, numbers stay within their limits, mandatory questions are answered. Some
respondents leave questions empty, choose *don't know* or break off; one answers twice, one is a test, one only looks.
Open answers say that they are invented.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from pipeline.fielding.texts import is_line
from pipeline.questionnaire import QuestionType, question_variables
from pipeline.questionnaire.frame import Frame
from pipeline.rehearsal.draws import Draws
from pipeline.rehearsal.fieldwork import fieldwork
from pipeline.rehearsal.municipalities import Population, population
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN, Answer, Sample
from pipeline.wording.rehearsal import LINES, TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Question
    from pipeline.rehearsal.fieldwork import Begun
    from pipeline.rehearsal.responses import Response

EXTRA = 3
"""Responses beside those of the municipalities: a second one of one of them, a test, one that was only opened."""

_EMPTY, _EMPTY_PERSON = -2.1, 0.5
_EMPTY_NUMBER, _TEXT, _LINE, _OTHER = 0.08, 0.5, 0.85, 0.15
_UNSURE, _SELDOM = (0.02, 0.09), 4
_NOTHING = 0.08
_TICKED, _LEFT = 1, 2
_NONE = re.compile(r"(^|_)none$")
"""Ids of boxes that say that none of the others applies."""


def invent(
    questionnaire: Questionnaire, wave_id: str, *, respondents: int, seed: int, frame: Frame | None = None
) -> Sample:
    """Invent the responses to one wave.

    Parameters
    ----------
    respondents:
        How many municipalities answer, at least one; there are :data:`EXTRA` responses more.
    frame:
        The population, for sizes and Länder; by default every answer is equally likely.

    Raises
    ------
    KeyError
        If there is no such wave.
    ValueError
        If nobody is to answer.
    """
    if respondents < 1:
        msg = f"{respondents} respondents: at least one municipality has to answer"
        raise ValueError(msg)
    begun = fieldwork(questionnaire.wave(wave_id), respondents, seed)
    return _Inventor(questionnaire, wave_id, begun, seed, frame or Frame()).sample()


class _Inventor:
    """The answers of all responses to one wave, question by question."""

    def __init__(
        self, questionnaire: Questionnaire, wave_id: str, begun: Sequence[Begun], seed: int, frame: Frame
    ) -> None:
        self.questionnaire, self.wave, self.begun, self.frame = questionnaire, questionnaire.wave(wave_id), begun, frame
        self.variables = questionnaire.variables(wave_id)
        self._scale_of = {variable.name: variable.scale for variable in self.variables}
        self.answers: dict[str, list[Answer]] = {}
        self.draws = Draws(seed, wave_id, self.wave.field_period[0].year, np.full(len(begun), 0.5))
        self.empty = ndtr(_EMPTY + _EMPTY_PERSON * self.draws.normal("reluctance"))

    def sample(self) -> Sample:
        """All responses, in the order in which they were begun."""
        for question in self.wave.questions:
            self._question(question)
            if question.role == "size_class":
                self.draws = replace(self.draws, places=self._places(question))
        responses = (self._response(one, place) for place, one in enumerate(self.begun))
        return Sample(self.questionnaire, self.wave.wave, tuple(responses))

    def _response(self, one: Begun, place: int) -> Response:
        """The response with its answers; one that was broken off before any answer was only opened."""
        answers = self._as_far_as(one.pages, place)
        boxes = {name for name, scale in self._scale_of.items() if scale == "checked"}
        empty = all(not answer.given or (name in boxes and answer.code == _LEFT) for name, answer in answers.items())
        status = "opened" if one.status == "partial" and empty else one.status
        return replace(one, status=status).response(answers)

    def _as_far_as(self, pages: int, place: int) -> dict[str, Answer]:
        """The answers of one respondent who left so many pages.

        What comes later was not reached, or, where an answer before the break rules it out, would not have been shown.
        """
        given: dict[str, Answer] = {}
        for number, section in enumerate(self.wave.sections):
            for question in section.questions:
                filters = (question.shown_if or {}).items()
                ruled_out = any(given[other].code not in (*codes, NOT_REACHED) for other, codes in filters)
                for variable in question_variables(question):
                    answer = self.answers[variable.name][place]
                    unseen = Answer(NOT_SHOWN if ruled_out else NOT_REACHED)
                    given[variable.name] = answer if number < pages else unseen
        return given

    def _places(self, sized: Question) -> np.ndarray:
        """How large each municipality is, from 0 to 1, by the order of the classification of size."""
        classification = self.questionnaire.classifications.get("size_class")
        rising = classification.rising if classification is not None else ()
        place = {code: number / (len(rising) - 1) for number, level in enumerate(rising) for code in level.codes}
        return np.array([place.get(answer.code, 0.5) for answer in self.answers[sized.id]])

    def _question(self, question: Question) -> None:
        """Answer one question for everybody who is asked."""
        asked = [self._asked(question, place) for place in range(len(self.begun))]
        for variable in question_variables(question):
            answers = self._variable(variable)
            self.answers[variable.name] = [
                answer if shown else Answer(NOT_SHOWN) for answer, shown in zip(answers, asked, strict=True)
            ]
        if question.type is QuestionType.MULTIPLE:
            self._settle_boxes(question, asked)

    def _settle_boxes(self, question: Question, asked: Sequence[bool]) -> None:
        """Whoever ticks *none of these* ticks nothing else; of a mandatory question something is ticked."""
        names = [variable.name for variable in question_variables(question)]
        boxes = [name for name in names if self._scale_of[name] == "checked"]
        none = [name for item, name in zip(question.items, boxes, strict=True) if _NONE.search(item.id)]
        rest = [name for name in names if name not in none]
        nothing = self.draws.uniform("none", question.id) < (_NOTHING if none else 0)
        for place in (place for place, shown in enumerate(asked) if shown):
            if none and (nothing[place] or not any(self.answers[name][place].code == _TICKED for name in rest)):
                chosen = {none[0]}
            elif question.mandatory and not any(self.answers[name][place].code == _TICKED for name in boxes):
                chosen = {boxes[place % len(boxes)]}
            else:
                chosen = {name for name in rest if self.answers[name][place].code == _TICKED}
            for name in boxes:
                self.answers[name][place] = Answer(_TICKED if name in chosen else _LEFT)
            if none and none[0] in chosen and rest[-1] not in boxes:
                self.answers[rest[-1]][place] = Answer(NO_ANSWER)

    def _asked(self, question: Question, place: int) -> bool:
        """Whether the filters let a respondent see the question."""
        return all(self.answers[other][place].code in codes for other, codes in (question.shown_if or {}).items())

    def _variable(self, variable: Variable) -> list[Answer]:
        if variable.scale == "checked":
            return [Answer(_TICKED if ticked else _LEFT) for ticked in self.draws.ticked(variable)]
        if variable.kind == "number":
            answers = [Answer(1, value=float(value)) for value in self.draws.numbers(variable)]
        elif variable.kind == "text":
            answers = self._texts(variable)
        else:
            answers = self._choices(variable)
        if variable.question.mandatory and variable.question.type is not QuestionType.MULTIPLE:
            return answers
        left = self.draws.uniform("left empty", variable.name) < self._emptiness(variable)
        return [Answer(NO_ANSWER) if empty else answer for answer, empty in zip(answers, left, strict=True)]

    def _emptiness(self, variable: Variable) -> np.ndarray:
        """How likely each respondent leaves the variable empty."""
        if variable.kind == "number":
            return self.empty + _EMPTY_NUMBER
        if variable.kind == "text":
            given = _OTHER if variable.scale == "given" and variable.name != variable.question.id else _LINE
            return np.full(self.draws.size, 1 - (given if self._is_line(variable) else _TEXT))
        if variable.question.role is not None:
            return self.empty / 4
        return self.empty

    def _is_line(self, variable: Variable) -> bool:
        question = variable.question
        return question.type is QuestionType.MULTIPLE or is_line(self.wave, question)

    def _texts(self, variable: Variable) -> list[Answer]:
        texts = LINES if self._is_line(variable) else TEXTS
        chosen = self.draws.which(len(texts), "text", variable.name)
        return [
            Answer(1, text=texts[which][one.language != "de"].format(number=one.unit + 1))
            for which, one in zip(chosen, self.begun, strict=True)
        ]

    def _choices(self, variable: Variable) -> list[Answer]:
        scale = self.questionnaire.scale(variable.scale)
        found = self._population(variable)
        preferred = self.draws.preferences(variable, scale, dict(found.weights) if found else None)
        unsure = self._unsure(variable)
        drawn: Counter[int] = Counter()
        first: dict[int, Answer] = {}
        answers = []
        for place, one in enumerate(self.begun):
            if variable.question.role is not None and one.unit in first:  # who answers twice is still the same
                answers.append(first[one.unit])
                continue
            open_codes = [
                code
                for code in preferred[place]
                if found is None or drawn[code] < found.most.get(code, len(self.begun))
            ]
            code = unsure[place] or next(
                (code for code in open_codes if not self._breaks_a_rule(variable.question, code, place)), NO_ANSWER
            )
            drawn[code] += 1
            first[one.unit] = Answer(code)
            answers.append(Answer(code))
        return answers

    def _population(self, variable: Variable) -> Population | None:
        role = variable.question.role
        if role is None:
            return None
        codes = [option.code for option in self.questionnaire.scale(variable.scale).substantive]
        return population(self.frame, role, codes)

    def _unsure(self, variable: Variable) -> list[int]:
        """The printed option without substance that each respondent chooses; 0 for none."""
        options = [option.code for option in self.questionnaire.scale(variable.scale).options if option.missing]
        if not options:
            return [0] * self.draws.size
        first, last = options[0], options[-1]
        chance = self.draws.once(*_UNSURE, "unsure", variable.name)
        draws = self.draws.uniform("unsure", variable.name)
        return [first if draw < chance else last if draw > 1 - chance / _SELDOM else 0 for draw in draws]

    def _breaks_a_rule(self, question: Question, code: int, place: int) -> bool:
        """Whether the answer cannot be true beside what the respondent has answered so far."""

        def is_in(name: str, codes: Sequence[int]) -> bool:
            if name == question.id:
                return code in codes
            return name in self.answers and self.answers[name][place].code in codes

        return any(
            question.id in rule.questions
            and all(is_in(name, codes) for name, codes in rule.when.items())
            and any(is_in(name, codes) for name, codes in rule.never.items())
            for rule in self.questionnaire.plausibility.values()
        )
