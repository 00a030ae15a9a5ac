"""Whether two waves ask the same: the rule that holds where the crosswalk is silent.

The same is what has the same form, the same answers, the same filter, the same wording and, within a battery, the same
order. Whatever else two waves have in common, a number of one must not be set beside a number of the other before a
person has looked at the difference and said in the crosswalk that it does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.item_wording import item_wording
from pipeline.questionnaire.scale import Text

if TYPE_CHECKING:
    from pipeline.questionnaire.item_wording import Part, Wording
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question
    from pipeline.questionnaire.scale import Language, Scale

Kind = Literal["type", "scale", "filter", "unknown", "wording", "order"]
Asked = tuple[str, "Question"]

_PARTS: dict[Part, tuple[str, str]] = {
    "text": ("Frage", "question"),
    "statement": ("Aussage", "statement"),
    "instruction": ("Hinweis zum Ausfüllen", "instruction"),
    "item": ("Punkt", "item"),
    "unit": ("Einheit", "unit"),
    "answers": ("Antworten", "answers"),
}


@dataclass(frozen=True)
class Difference:
    """Why two waves do not ask the same; ``reason`` shows both sides."""

    kind: Kind
    reason: Text


def difference(questionnaire: Questionnaire, first: Asked, second: Asked, item: str | None = None) -> Difference | None:
    """The first difference between two questions (or one item of them), or ``None`` if they are the same.

    Parameters
    ----------
    first, second:
        Wave id and question; the reason names the waves.
    item:
        Id of an item that both questions have.
    """
    (wave_a, one), (wave_b, other) = first, second
    if one.type is not other.type:
        return Difference("type", _other_type(wave_a, wave_b))
    scales = [next(question_variables(question)).scale for question in (one, other)]
    if scales[0] != scales[1]:
        scale_a, scale_b = (questionnaire.scale(scale) for scale in scales)
        return Difference("scale", _other_scale((wave_a, scale_a), (wave_b, scale_b)))
    if (one.shown_if or {}) != (other.shown_if or {}):
        return Difference("filter", _other_filter(first, second))
    wordings = [(wave, item_wording(questionnaire, question, item)) for wave, question in (first, second)]
    return _difference_in_words(*wordings) or (
        Difference("order", _other_order(wave_a, wave_b)) if reordered(one, other) else None
    )


def _difference_in_words(first: tuple[str, Wording], second: tuple[str, Wording]) -> Difference | None:
    unknown = [wave for wave, wording in (first, second) if not wording.known]
    if unknown:
        return Difference("unknown", _unknown(unknown))
    if first[1].fingerprint != second[1].fingerprint:
        return Difference("wording", other_wording(first, second))
    return None


def reordered(first: Question, second: Question) -> bool:
    """Whether the items that two questions share stand in another order; what is added or left out does not count."""
    orders = [[item.id for item in question.items] for question in (first, second)]
    shared = set(orders[0]) & set(orders[1])
    return [item for item in orders[0] if item in shared] != [item for item in orders[1] if item in shared]


def other_wording(first: tuple[str, Wording], second: tuple[str, Wording]) -> Text:
    """A sentence that shows both wordings of every part that differs.

    A reader is shown the language one reads; where the two differ in the other language only, that one.
    """
    (wave_a, one), (wave_b, other) = first, second
    found = {language: one.differences(other, language) for language in ("de", "en")}

    def listed(language: Language, quotes: str) -> str:
        shown = found[language] or found["en" if language == "de" else "de"]
        names = 0 if language == "de" else 1
        missing = ("nichts", "nothing")[names]
        sides = (
            f"{_PARTS[part][names]} {wave_a} {_quoted(a, quotes, missing)}, {wave_b} {_quoted(b, quotes, missing)}"
            for part, (a, b) in shown.items()
        )
        return "; ".join(sides)

    only = ("" if found["de"] else " in der englischen Fassung", "" if found["en"] else " of the German version")
    return Text(
        de=f"Anderer Wortlaut{only[0]}: {listed('de', '„“')}.", en=f"Different wording{only[1]}: {listed('en', '“”')}."
    )


def _quoted(text: str, quotes: str, missing: str) -> str:
    return f"{quotes[0]}{text}{quotes[1]}" if text else missing


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


def _other_filter(*sides: Asked) -> Text:
    def named(question: Question) -> str:
        return ", ".join(f"{other} = {'/'.join(map(str, codes))}" for other, codes in (question.shown_if or {}).items())

    filters = [(wave, named(question)) for wave, question in sides]
    german = "; ".join(f"{wave} {condition or 'alle'}" for wave, condition in filters)
    english = "; ".join(f"{wave} {condition or 'everybody'}" for wave, condition in filters)
    return Text(de=f"Verschiedene Befragte: {german}.", en=f"Different respondents: {english}.")


def _unknown(waves: list[str]) -> Text:
    return Text(
        de=f"Der genaue Wortlaut ist nicht bekannt: {', '.join(waves)}.",
        en=f"The exact wording is not known: {', '.join(waves)}.",
    )


def _other_order(wave_a: str, wave_b: str) -> Text:
    return Text(
        de=f"Die Punkte stehen in {wave_a} und {wave_b} in verschiedener Reihenfolge.",
        en=f"The items stand in a different order in {wave_a} and {wave_b}.",
    )
