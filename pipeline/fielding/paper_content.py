"""What is printed on a paper questionnaire, as plain data for its template: texts, options, items, where one goes on.

The template only sets; everything that depends on the questionnaire is decided here. Every text passes
:func:`pipeline.typesetting.readable`, and none of them is read as markup.
"""

from __future__ import annotations

import math
import re
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from pipeline.fielding import routing
from pipeline.questionnaire.codes import question_variables, variable_name
from pipeline.questionnaire.duration import estimated_minutes
from pipeline.questionnaire.model import QuestionType
from pipeline.questionnaire.placeholders import pieces
from pipeline.typesetting import readable
from pipeline.wording import instrument, numbers, phrase
from pipeline.wording.fielding import FIELDING
from pipeline.wording.paper import PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire import Language, Questionnaire
    from pipeline.questionnaire.model import Question, Text, Wave

LINES, FOLLOW_UP_LINES = 8, 2
"""Lines for a text; fewer where it only names what the question before it has asked for."""

_WORDS = (
    "letterhead", "addressee", "reference", "date", "contact", "deadline", "closing", "signature", "instructions",
    "end", "thanks",
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\f\v]+")
_LONGEST = 40
_LONG = re.compile(rf"[^\s\-]{{{_LONGEST + 1},}}")
_BREAK = "\N{ZERO WIDTH SPACE}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

Content = dict[str, Any]


def content(questionnaire: Questionnaire, wave_id: str, language: Language, *, codes: bool = True) -> Content:
    """Everything the template prints.

    Parameters
    ----------
    codes
        Whether the codes of answers and the names of variables are printed, small and grey, for data entry.
    """
    wave = questionnaire.wave(wave_id)
    reconstructed = wave.status == "reconstructed"
    setting = _Setting(questionnaire, wave, language)
    return {
        "language": language,
        "title": shown(wave.title[language]),
        "form": phrase(PAPER, "form", language, wave=wave_id),
        "page": phrase(PAPER, "page", language, page="{page}", pages="{pages}"),
        "mark": phrase(instrument.PHRASES, "title", language) if reconstructed else None,
        "codes": codes,
        "words": {key: phrase(PAPER, key, language) for key in _WORDS},
        "letter": None if reconstructed else _letter(wave, language),
        "first": _first(setting, codes=codes),
        "sections": [
            {
                "number": roman(place),
                "title": shown(section.title[language]),
                "questions": [setting.question(question) for question in section.questions],
            }
            for place, section in enumerate(wave.sections, start=1)
        ],
        "last": None if reconstructed else _last(wave, language),
    }


def roman(number: int) -> str:
    """A number as it stands before the heading of a part.

    >>> roman(4), roman(23)
    ('IV', 'XXIII')
    """
    shown = ""
    for worth, sign in _ROMAN:
        shown += sign * (number // worth)
        number %= worth
    return shown


def shown(text: str) -> str:
    r"""A text as it is printed: blanks evened out, line breaks kept, and room to break in what is too long for a line.

    >>> shown("a  b\tc \n d")
    'a b c\nd'
    """
    lines = (_BLANKS.sub(" ", line).strip() for line in readable(text).splitlines())
    return _LONG.sub(lambda word: _BREAK.join(wrap(word[0], _LONGEST // 2)), "\n".join(filter(None, lines)))


def limit_shown(limit: float, language: Language) -> str:
    """The least or greatest number that is allowed; four digits are not grouped, because they may be a year.

    >>> limit_shown(1950, "de"), limit_shown(100000, "de"), limit_shown(0.5, "en")
    ('1950', '100.000', '0.50')
    """
    if float(limit).is_integer() and abs(limit) < 10_000:
        return f"{limit:.0f}".replace("-", numbers.MINUS)
    return numbers.number(limit, language, 0 if float(limit).is_integer() else 2)


def deadline(wave: Wave, language: Language) -> str:
    """The day by which a questionnaire is to be back: the last of the field period, as long as it is one.

    A new wave's period is a whole year until its days are known; then the day is left to be filled in.
    """
    start, end = wave.field_period
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return phrase(PAPER, "deadline_open", language)
    return numbers.date(end, language)


def data_protection(wave: Wave, language: Language) -> str:
    """The notice of the wave, else a neutral one."""
    return _own(wave.data_protection, FIELDING, "data_protection", wave, language)


def consent(wave: Wave, language: Language) -> str:
    """The sentence one agrees to."""
    return _own(wave.consent, FIELDING, "consent", wave, language)


def contact(wave: Wave, language: Language) -> str:
    """Who answers questions, and where the questionnaire goes back to."""
    return wave.contact[language] if wave.contact else phrase(FIELDING, "contact", language)


def _own(text: Text | None, table: Mapping[str, tuple[str, str]], key: str, wave: Wave, language: Language) -> str:
    return text[language] if text is not None else phrase(table, key, language, contact=contact(wave, language))


def paragraphs(text: str) -> list[list[Content]]:
    """A text as paragraphs of pieces; what is to be filled in is marked as ``field``."""
    found = [part for part in text.split("\n\n") if part.strip()]
    return [[{"text": piece, "field": field} for piece, field in pieces(shown(part))] for part in found]


def _letter(wave: Wave, language: Language) -> Content:
    until = deadline(wave, language)
    minutes = 5 * math.ceil(estimated_minutes(wave) / 5)
    body = _own(wave.welcome, PAPER, "letter", wave, language)
    back = phrase(PAPER, "letter_return", language, deadline=until)
    effort = phrase(PAPER, "minutes", language, minutes=minutes)
    return {
        "contact": paragraphs(contact(wave, language)),
        "deadline": paragraphs(until),
        "body": [*paragraphs(body), *paragraphs(f"{effort} {back}")],
    }


def _first(setting: _Setting, *, codes: bool) -> Content:
    wave, language = setting.wave, setting.language
    if wave.status == "reconstructed":
        said = [wave.note[language]] if wave.note else []
        if all(question.number is None for question in wave.questions):
            said.append(phrase(PAPER, "numbers_ours", language))
        return {"note": paragraphs("\n\n".join(said)), "instructions": []}
    kinds = {question.type for question in wave.questions}
    said = ["tick", "mistake", "one_box"]
    if setting.any_jump:
        said.append("arrows")
    if kinds & {QuestionType.NUMBER, QuestionType.TEXT} or any(question.other for question in wave.questions):
        said.append("letters")
    if codes:
        said.append("codes")
    return {
        "instructions": [phrase(PAPER, key, language, ticked="☒", filled="■") for key in said],
        "data_protection": {
            "title": phrase(FIELDING, "data_protection_title", language),
            "body": paragraphs(data_protection(wave, language)),
        },
        "consent": paragraphs(consent(wave, language)),
    }


def _last(wave: Wave, language: Language) -> Content:
    return {
        "body": paragraphs(wave.end_text[language]) if wave.end_text else [],
        "return_to": paragraphs(phrase(PAPER, "return_to", language, deadline=deadline(wave, language))),
        "address": paragraphs(contact(wave, language)),
    }


class _Setting:
    """One wave in one language, with the numbers of its questions."""

    def __init__(self, questionnaire: Questionnaire, wave: Wave, language: Language) -> None:
        self.questionnaire, self.wave, self.language = questionnaire, wave, language
        self.numbers = routing.question_numbers(wave)

    @property
    def any_jump(self) -> bool:
        return any(option["jump"] for question in self.wave.questions for option in self._options(question))

    def question(self, question: Question) -> Content:
        scale = self.questionnaire.all_scales.get(question.scale) if question.scale else None
        filtered = routing.condition(self.questionnaire, self.wave, question, self.numbers, self.language)
        return {
            "id": question.id,
            "number": self.numbers[question.id],
            "kind": question.type.value,
            "text": shown(question.text[self.language]),
            "filter": shown(filtered) if filtered else None,
            "instruction": self._instruction(question),
            "statement": self._text(question.statement),
            "note": instrument.reconstruction(question, scale, self.language) or None,
            "continued": phrase(PAPER, "continued", self.language, number=self.numbers[question.id]),
            "options": self._options(question),
            "items": [
                {"variable": variable_name(question.id, item.id), "id": item.id, "label": self._text(item.label)}
                for item in question.items
            ],
            "other": self._other(question),
            "lines": FOLLOW_UP_LINES if question.shown_if else LINES,
            "unit": self._text(question.unit),
            "range": self._range(question),
        }

    def _text(self, text: Text | None) -> str | None:
        return None if text is None else shown(text[self.language])

    def _instruction(self, question: Question) -> str | None:
        if question.instruction is not None:
            return self._text(question.instruction)
        said = {QuestionType.BATTERY: "battery", QuestionType.MULTIPLE: "multiple"}.get(question.type)
        return phrase(PAPER, said, self.language) if said else None

    def _options(self, question: Question) -> list[Content]:
        if question.type not in (QuestionType.SINGLE, QuestionType.YES_NO, QuestionType.BATTERY):
            return []
        scale = self.questionnaire.scale(next(question_variables(question)).scale)
        return [
            {
                "code": option.code,
                "label": self._text(option.label),
                "missing": option.missing is not None,
                "jump": None if question.items else self._jump(question, option.code),
            }
            for option in scale.options
        ]

    def _jump(self, question: Question, code: int) -> str | None:
        place = routing.jumps(self.wave, question, code)
        if place is None:
            return None
        if place == len(self.wave.questions):
            return phrase(PAPER, "go_to_end", self.language)
        return phrase(PAPER, "go_on", self.language, number=self.numbers[self.wave.questions[place].id])

    def _other(self, question: Question) -> Content | None:
        if question.other is None:
            return None
        label = phrase(PAPER, "specify", self.language, other=question.other[self.language].rstrip(": "))
        return {"variable": variable_name(question.id, "other"), "id": "other", "label": shown(label)}

    def _range(self, question: Question) -> str | None:
        low, high = (
            None if limit is None else limit_shown(limit, self.language)
            for limit in (question.minimum, question.maximum)
        )
        if low is not None and high is not None:
            return phrase(PAPER, "range", self.language, low=low, high=high)
        if low is not None:
            return phrase(PAPER, "at_least", self.language, low=low)
        return None if high is None else phrase(PAPER, "at_most", self.language, high=high)
