"""What a respondent reads of one item: question, statement, instruction, item, answers; and whether two are the same.

Two waves ask the same only if they say the same. An id says what was meant, the wording what was asked; comparing waves
therefore goes by the wording, and the fingerprint of it is what a codebook or an archive keeps of an item.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pipeline.questionnaire.codes import question_variables

if TYPE_CHECKING:
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question
    from pipeline.questionnaire.scale import Language, Scale, Text

Part = Literal["text", "statement", "instruction", "item", "unit", "answers"]


@dataclass(frozen=True)
class Wording:
    """The wording of an item (or of a question as a whole), part by part, in both languages.

    ``parts`` has blanks and line breaks evened out and leaves out what is not there. ``answers`` are codes and labels
    in printed order. ``known`` is false where a part is reconstructed: what nobody has handed down equals nothing.
    """

    parts: dict[Part, dict[Language, str]]
    known: bool

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the parts in both languages."""
        text = json.dumps(self.parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def differences(self, other: Wording, language: Language) -> dict[Part, tuple[str, str]]:
        """The parts that differ in a language, each with both wordings; empty where one of the two lacks it."""
        found: dict[Part, tuple[str, str]] = {}
        for part in (*self.parts, *(part for part in other.parts if part not in self.parts)):
            both = tuple(wording.parts.get(part, {}).get(language, "") for wording in (self, other))
            if both[0] != both[1]:
                found[part] = both
        return found


def item_wording(questionnaire: Questionnaire, question: Question, item: str | None = None) -> Wording:
    """The wording of one item of a question, or of the question as a whole.

    Parameters
    ----------
    item:
        Id of an item of the question. Without it the parts are those that all items share, and the open line.

    Raises
    ------
    KeyError
        If the question has no such item.
    """
    scale = questionnaire.scale(next(question_variables(question)).scale)
    texts: dict[Part, Text | None] = {
        "text": question.text,
        "statement": question.statement,
        "instruction": question.instruction,
        "item": question.other if item is None else _label(question, item),
        "unit": question.unit,
    }
    parts: dict[Part, dict[Language, str]] = {
        part: {language: " ".join(text[language].split()) for language in ("de", "en")}
        for part, text in texts.items()
        if text is not None
    }
    parts["answers"] = {language: _answers(scale, language) for language in ("de", "en")}
    return Wording(parts, known=not question.reconstructed)


def _label(question: Question, item: str) -> Text:
    for entry in question.items:
        if entry.id == item:
            return entry.label
    raise KeyError(item)


def _answers(scale: Scale, language: Language) -> str:
    return " | ".join(f"{option.code} {' '.join(option.label[language].split())}" for option in scale.options)
