"""What may be compared between two waves, and why not.

The wave of early 2016 asks how important a task is, that of December 2016 how its importance changed: two numbers
from 1 to 5 that must never be subtracted. The rule is therefore strict (same question, same type, same scale), and
every exception stands in ``questionnaire/crosswalk.yaml`` with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.model import Text

if TYPE_CHECKING:
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Comparability, Question, Scale


@dataclass(frozen=True)
class Verdict:
    """Whether two waves may be compared on a question; ``reason`` is for readers and always given for a no."""

    comparable: bool
    reason: Text | None = None


def comparability(
    questionnaire: Questionnaire, question_id: str, wave_a: str, wave_b: str, item: str | None = None
) -> Verdict:
    """Whether a question (or one item of it) may be compared between two waves.

    Parameters
    ----------
    question_id, item:
        Ids of the questionnaire. Without ``item`` the verdict is on the question as a whole.
    wave_a, wave_b:
        Ids of questionnaires, in either order.

    Returns
    -------
    Verdict
        An entry of the crosswalk for the item goes before one for the question, and both before the rule. Nothing
        makes comparable what was not asked.

    Raises
    ------
    KeyError
        If there is no questionnaire of that id.
    """
    asked = {wave_id: _asked(questionnaire, question_id, wave_id, item) for wave_id in (wave_a, wave_b)}
    if wave_a == wave_b and asked[wave_a] is not None:
        return Verdict(comparable=True)
    missing = [wave_id for wave_id, question in asked.items() if question is None]
    if missing:
        return Verdict(comparable=False, reason=_not_asked(questionnaire, question_id, item, missing))
    entry = _entry(questionnaire, question_id, {wave_a, wave_b}, item)
    if entry is not None:
        return Verdict(entry.comparable, entry.reason)
    first, second = asked[wave_a], asked[wave_b]
    if first.type is not second.type:
        return Verdict(comparable=False, reason=_other_type(wave_a, wave_b))
    scales = [next(question_variables(question)).scale for question in (first, second)]
    if scales[0] != scales[1]:
        scale_a, scale_b = (questionnaire.scale(scale) for scale in scales)
        return Verdict(comparable=False, reason=_other_scale((wave_a, scale_a), (wave_b, scale_b)))
    return Verdict(comparable=True)


def _asked(questionnaire: Questionnaire, question_id: str, wave_id: str, item: str | None) -> Question | None:
    for question in questionnaire.wave(wave_id).questions:
        if question.id == question_id and (item is None or item in {entry.id for entry in question.items}):
            return question
    return None


def _entry(questionnaire: Questionnaire, question_id: str, waves: set[str], item: str | None) -> Comparability | None:
    entries = [e for e in questionnaire.crosswalk if e.question == question_id and set(e.between) == waves]
    for wanted in dict.fromkeys((item, None)):
        for entry in entries:
            if entry.item == wanted:
                return entry
    return None


def _name(questionnaire: Questionnaire, question_id: str, item: str | None) -> Text:
    for wave in questionnaire.waves.values():
        for question in wave.questions:
            if question.id != question_id:
                continue
            if item is None:
                return question.title or question.text
            for entry in question.items:
                if entry.id == item:
                    return entry.label
    name = question_id if item is None else f"{question_id}, {item}"
    return Text(de=name, en=name)


def _not_asked(questionnaire: Questionnaire, question_id: str, item: str | None, waves: list[str]) -> Text:
    name = _name(questionnaire, question_id, item)
    return Text(
        de=f"„{name.de}“ wurde nicht gefragt: {', '.join(waves)}.",
        en=f"“{name.en}” was not asked: {', '.join(waves)}.",
    )


def _other_type(wave_a: str, wave_b: str) -> Text:
    return Text(
        de=f"Die Frage hat in {wave_a} und {wave_b} verschiedene Formen.",
        en=f"The question has different forms in {wave_a} and {wave_b}.",
    )


def _other_scale(*sides: tuple[str, Scale]) -> Text:
    ends = [(wave_id, scale.substantive[0].label, scale.substantive[-1].label) for wave_id, scale in sides]
    german = "; ".join(f"{wave_id} von „{first.de}“ bis „{last.de}“" for wave_id, first, last in ends)
    english = "; ".join(f"{wave_id} from “{first.en}” to “{last.en}”" for wave_id, first, last in ends)
    return Text(de=f"Verschiedene Antwortskalen: {german}.", en=f"Different response scales: {english}.")
