"""The texts around the questions, and whether a wave can be put before respondents at all.

A wave's own texts come first, neutral ones of :mod:`pipeline.wording.fielding` stand in for those it lacks. A text that
is still open (``[[e-mail]]``) is written as it is and named in a note: a draft can be tried out. A *question* that is
open, or of which only a description in square brackets is known, is a problem: nobody could answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Problem
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.placeholders import placeholders
from pipeline.questionnaire.scale import Text
from pipeline.wording import phrase
from pipeline.wording.fielding import FIELDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Language, Questionnaire
    from pipeline.questionnaire.model import Question, Wave

MANY = 12
"""A question with so many answer options or more is a drop-down list."""


@dataclass(frozen=True)
class WaveTexts:
    """What a respondent reads around the questions, complete in every language."""

    title: Text
    welcome: Text
    data_protection: Text
    consent: Text
    end_text: Text
    contact: Text

    @property
    def notes(self) -> tuple[str, ...]:
        """What is still to be filled in, as a sentence for the command line; empty where nothing is."""
        keys = [
            key for key in self.__dataclass_fields__ if any(placeholders(getattr(self, key)[lg]) for lg in LANGUAGES)
        ]
        if not keys:
            return ()
        texts = (getattr(self, key).de for key in keys)
        found = " ".join(dict.fromkeys(f"[[{name}]]" for text in texts for name in placeholders(text)))
        return (f"Still open in {', '.join(keys)}: {found}. Fill in these keys of the wave before it goes out.",)


def wave_texts(wave: Wave) -> WaveTexts:
    """The texts of a wave, with neutral ones for those it does not have."""
    contact = wave.contact or _default("contact")
    own = {
        key: getattr(wave, key) or _default(key, contact)
        for key in ("welcome", "data_protection", "consent", "end_text")
    }
    return WaveTexts(title=wave.title, contact=contact, **own)


def _default(key: str, contact: Text | None = None) -> Text:
    return Text(**{lg: phrase(FIELDING, key, lg, contact=contact[lg] if contact else "") for lg in LANGUAGES})


def unanswerable(questionnaire: Questionnaire, wave_id: str) -> Iterator[Problem]:
    """The questions of a wave that nobody could answer as they stand: descriptions for wordings, open placeholders.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    for question in questionnaire.wave(wave_id).questions:
        for place, text in question_texts(questionnaire, question):
            if text.is_bracketed and not text.de.startswith("[["):
                found = f"'{text.de}' is a description in square brackets, not what is asked"
                hint = "write the wording that respondents are to read; a reconstructed wave cannot be fielded as it is"
                yield Problem(place, found, "the wording of the question", hint)
            for language in LANGUAGES:
                found_open = placeholders(text[language])
                if found_open:
                    found = f"the {language} wording is still open: {', '.join(found_open)}"
                    yield Problem(place, found, "a wording that is complete", "replace what stands in [[ ]]")


def question_texts(questionnaire: Questionnaire, question: Question) -> Iterator[tuple[str, Text]]:
    """Every text of a question that respondents read, with the place it stands at: ``tasks``, ``tasks_security``."""
    for part in (question.text, question.instruction, question.statement, question.unit):
        if part is not None:
            yield question.id, part
    for item in question.items:
        yield f"{question.id}_{item.id}", item.label
    if question.other is not None:
        yield f"{question.id}_other", question.other
    if question.scale is not None:
        for option in questionnaire.scale(question.scale).options:
            yield f"{question.id} ({question.scale}, code {option.code})", option.label


def full_text(asked: Question) -> dict[Language, str]:
    """The question, and below it the sentence that its answers complete, if it has one."""
    return {
        language: "\n".join(part[language] for part in (asked.text, asked.statement) if part is not None)
        for language in LANGUAGES
    }


def is_line(wave: Wave, asked: Question) -> bool:
    """Whether an open question is a line rather than a box: it has no number of its own among questions that have."""
    return asked.number is None and any(question.number for question in wave.questions)


def plain(number: float) -> str:
    """A number in digits, without an exponent and without a decimal point it does not need.

    >>> plain(1e15), plain(0.5)
    ('1000000000000000', '0.5')
    """
    return f"{number:.10f}".rstrip("0").rstrip(".")
