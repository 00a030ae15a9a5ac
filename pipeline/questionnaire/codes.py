"""Variable names: how a question and an item become a column, the same in every wave and every export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.questionnaire.model import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire.model import Item, Question, Text, Wave


@dataclass(frozen=True)
class Variable:
    """One column of the data: a question, or one item of it.

    ``scale`` names a scale of the questionnaire or a built-in one (``yes_no``, ``checked``, ``given``).
    ``kind`` is *choice* (a code of the scale), *number* or *text*; for the last two the code only says that an
    answer was given, the number is kept as value, the text apart.
    """

    name: str
    question: Question
    item: Item | None
    scale: str
    position: int
    kind: str

    @property
    def label(self) -> Text:
        """What the variable asks: the item, the open line, or the question itself."""
        if self.item is not None:
            return self.item.label
        if self.name != self.question.id and self.question.other is not None:
            return self.question.other
        return self.question.text

    @property
    def short_label(self) -> Text:
        """The label for narrow places: the item's short label, the question's title, or the label."""
        if self.item is not None:
            return self.item.short or self.item.label
        return self.question.title or self.label


def variable_name(question: str, item: str | None = None) -> str:
    """Name of a variable: ``<question>`` or ``<question>_<item>``.

    >>> variable_name("tasks", "shared_accommodation")
    'tasks_shared_accommodation'
    """
    return question if item is None else f"{question}_{item}"


def question_variables(question: Question) -> Iterator[Variable]:
    """The variables of one question, in printed order; ``position`` counts from 1 within the question."""
    match question.type:
        case QuestionType.BATTERY | QuestionType.MULTIPLE:
            scale = question.scale or "checked"
            for position, item in enumerate(question.items, start=1):
                yield Variable(variable_name(question.id, item.id), question, item, scale, position, "choice")
            if question.other is not None:
                name = variable_name(question.id, "other")
                yield Variable(name, question, None, "given", len(question.items) + 1, "text")
        case QuestionType.SINGLE | QuestionType.YES_NO:
            yield Variable(question.id, question, None, question.scale or "yes_no", 1, "choice")
        case QuestionType.NUMBER | QuestionType.TEXT:
            yield Variable(question.id, question, None, "given", 1, question.type.value)


def wave_variables(wave: Wave) -> tuple[Variable, ...]:
    """All variables of a wave in questionnaire order."""
    return tuple(variable for question in wave.questions for variable in question_variables(question))
