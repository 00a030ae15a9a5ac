"""What may be compared between two waves, and why not.

The wave of early 2016 asks how important a task is, that of December 2016 how its importance changed: two numbers
from 1 to 5 that must never be subtracted. The rule is therefore strict (same question, same type, same scale), and
every exception stands in ``questionnaire/crosswalk.yaml`` with its reason, and so does what the rule refuses if a reader
should learn why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.model import Frozen, Identifier, Text, WaveId

if TYPE_CHECKING:
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question, Scale


class Comparability(Frozen):
    """A crosswalk entry: what may be compared although it looks different, or must not although it looks alike.

    Without ``items`` it speaks of the question as a whole. ``options`` says how the answers of two different scales
    correspond: those of the same *code* (printed position), or of the same *value*.
    """

    between: Annotated[tuple[WaveId, ...], Field(min_length=2, max_length=2)]
    question: Identifier
    items: tuple[Identifier, ...] = ()
    comparable: bool
    options: Literal["code", "value"] | None = None
    reason: Text

    @model_validator(mode="after")
    def _matches_only_what_is_compared(self) -> Comparability:
        if self.options is not None and not self.comparable:
            msg = "options that are not compared need not be matched. Hint: remove options:, or set comparable: true"
            raise ValueError(msg)
        return self


@dataclass(frozen=True)
class Verdict:
    """Whether two waves may be compared on a question.

    ``reason`` is for readers: always given for a no, and for a yes that the crosswalk had to allow. ``options`` says
    how the answers of two different scales correspond, see :func:`matched_options`.
    """

    comparable: bool
    reason: Text | None = None
    options: Literal["code", "value"] | None = None


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
        makes comparable what was not asked, but an entry may say better why.

    Raises
    ------
    KeyError
        If there is no questionnaire of that id.
    """
    asked = {wave_id: _asked(questionnaire, question_id, wave_id, item) for wave_id in (wave_a, wave_b)}
    if wave_a == wave_b and asked[wave_a] is not None:
        return Verdict(comparable=True)
    entries = [e for e in questionnaire.crosswalk if e.question == question_id and set(e.between) == {wave_a, wave_b}]
    own = next((e for e in entries if (item in e.items if item is not None else not e.items)), None)
    if own is not None and not own.comparable:
        return Verdict(comparable=False, reason=own.reason)
    missing = [wave_id for wave_id, question in asked.items() if question is None]
    if missing:
        return Verdict(comparable=False, reason=_not_asked(questionnaire, question_id, item, missing))
    entry = own or next((e for e in entries if not e.items), None)
    if entry is not None:
        return Verdict(entry.comparable, entry.reason, entry.options)
    return _by_rule(questionnaire, asked)


def _by_rule(questionnaire: Questionnaire, asked: dict[str, Question]) -> Verdict:
    """What holds where the crosswalk is silent: only the same type with the same scale is compared."""
    (wave_a, first), (wave_b, second) = asked.items()
    if first.type is not second.type:
        return Verdict(comparable=False, reason=_other_type(wave_a, wave_b))
    scales = [next(question_variables(question)).scale for question in (first, second)]
    if scales[0] != scales[1]:
        scale_a, scale_b = (questionnaire.scale(scale) for scale in scales)
        return Verdict(comparable=False, reason=_other_scale((wave_a, scale_a), (wave_b, scale_b)))
    return Verdict(comparable=True)


def matched_options(first: Scale, second: Scale, by: Literal["code", "value"]) -> dict[int, int]:
    """Which answer of the second scale corresponds to which of the first: code to code, options in printed order.

    Options that stand for a missing answer have no counterpart.

    Raises
    ------
    ValueError
        If an option of one scale has no counterpart in the other, or one of another value; names the option.
    """
    counterparts = {getattr(option, by): option for option in second.substantive}
    matched: dict[int, int] = {}
    for option in first.substantive:
        other = counterparts.pop(getattr(option, by), None)
        if other is None or other.value != option.value:
            msg = f"option {option.code} ({option.label.de}) has no counterpart of the same {by} and worth"
            raise ValueError(msg)
        matched[option.code] = other.code
    if counterparts:
        left = next(iter(counterparts.values()))
        msg = f"option {left.code} ({left.label.de}) has no counterpart of the same {by} and worth"
        raise ValueError(msg)
    return matched


def _asked(questionnaire: Questionnaire, question_id: str, wave_id: str, item: str | None) -> Question | None:
    for question in questionnaire.wave(wave_id).questions:
        if question.id == question_id and (item is None or item in {entry.id for entry in question.items}):
            return question
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
    # Of a questionnaire that had to be put together again nobody knows what else it asked.
    if any(questionnaire.wave(wave).status == "reconstructed" for wave in waves):
        return Text(
            de=f"Ob nach „{name.de}“ gefragt wurde, ist nicht bekannt: {', '.join(waves)}.",
            en=f"Whether “{name.en}” was asked is not known: {', '.join(waves)}.",
        )
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
