"""What a wave will be comparable with: question by question against every earlier wave, before anybody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.crosswalk import comparability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question, Wave
    from pipeline.questionnaire.scale import Text


@dataclass(frozen=True)
class Outlook:
    """One wave against an earlier one.

    ``comparable`` gives for each question how many of its variables may be compared, of how many; ``refused`` the
    reason for those of which none may; ``lost`` are questions of the earlier wave that are not asked again.
    """

    earlier: str
    comparable: Mapping[str, tuple[int, int]]
    refused: Mapping[str, Text]
    lost: tuple[str, ...]

    @property
    def variables(self) -> int:
        """How many variables may be compared."""
        return sum(count for count, _ in self.comparable.values())


def outlooks(questionnaire: Questionnaire, wave_id: str) -> tuple[Outlook, ...]:
    """A wave against all earlier ones, the latest first.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    wave = questionnaire.wave(wave_id)
    earlier = [other for other in questionnaire.waves.values() if other.field_period < wave.field_period]
    earlier.sort(key=lambda other: other.field_period, reverse=True)
    return tuple(_outlook(questionnaire, wave, other) for other in earlier)


def _outlook(questionnaire: Questionnaire, wave: Wave, earlier: Wave) -> Outlook:
    before = {question.id for question in earlier.questions}
    asked = {question.id for question in wave.questions}
    comparable: dict[str, tuple[int, int]] = {}
    refused: dict[str, Text] = {}
    for question in wave.questions:
        if question.id not in before:
            continue
        count, total, reason = _judged(questionnaire, question, (earlier.wave, wave.wave))
        if count:
            comparable[question.id] = (count, total)
        elif reason is not None:
            refused[question.id] = reason
    lost = tuple(question.id for question in earlier.questions if question.id not in asked)
    return Outlook(earlier.wave, comparable, refused, lost)


def _judged(questionnaire: Questionnaire, question: Question, waves: tuple[str, str]) -> tuple[int, int, Text | None]:
    """How many variables of a question may be compared, of how many, and the reason for the first that may not."""
    whole = comparability(questionnaire, question.id, *waves)
    verdicts = [
        comparability(questionnaire, question.id, *waves, variable.item.id) if variable.item is not None else whole
        for variable in question_variables(question)
    ]
    reasons = [verdict.reason for verdict in (whole, *verdicts) if not verdict.comparable]
    return sum(verdict.comparable for verdict in verdicts), len(verdicts), next(iter(reasons), None)
