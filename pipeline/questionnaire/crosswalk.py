"""What may be compared between two waves, and why not.

The wave of early 2016 asks how important a task is, that of December 2016 how its importance changed: two numbers
from 1 to 5 that must never be subtracted. The rule is therefore strict (the same question in the same words, with the
same answers, see :mod:`pipeline.questionnaire.sameness`), and every exception stands in ``questionnaire/crosswalk.yaml``
with its reason, and so does what the rule refuses if a reader should learn why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from pipeline.questionnaire.item_wording import item_wording
from pipeline.questionnaire.model import Frozen, Identifier, Text, WaveId
from pipeline.questionnaire.sameness import difference, other_wording

if TYPE_CHECKING:
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question, Scale
    from pipeline.questionnaire.sameness import Kind


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
    how the answers of two different scales correspond, see :func:`matched_options`. ``undeclared`` is the difference
    for which the rule refuses what the crosswalk has not judged.
    """

    comparable: bool
    reason: Text | None = None
    options: Literal["code", "value"] | None = None
    undeclared: Kind | None = None


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
        An entry of the crosswalk for the item goes before one for the question, both before what is said of waves that
        ask the same (:func:`inherited`), and that before the rule. Nothing makes comparable what was not asked, but an
        entry may say better why.

    Raises
    ------
    KeyError
        If there is no questionnaire of that id.
    """
    asked = {wave_id: _asked(questionnaire, question_id, wave_id, item) for wave_id in (wave_a, wave_b)}
    if wave_a == wave_b and asked[wave_a] is not None:
        return Verdict(comparable=True)
    said = declared(questionnaire, question_id, (wave_a, wave_b), item)
    if said is not None and not said.comparable:
        return said
    missing = [wave_id for wave_id, question in asked.items() if question is None]
    if missing:
        return Verdict(comparable=False, reason=_not_asked(questionnaire, question_id, item, missing))
    if said is not None:
        return said
    (_, first), (_, second) = asked.items()
    differs = difference(questionnaire, (wave_a, first), (wave_b, second), item)
    known = inherited(questionnaire, question_id, (wave_a, wave_b), item)
    if differs is None:
        return known if known is not None and not known.comparable else Verdict(comparable=True)
    return known or Verdict(comparable=False, reason=differs.reason, undeclared=differs.kind)


def declared(
    questionnaire: Questionnaire, question_id: str, waves: tuple[str, str], item: str | None = None
) -> Verdict | None:
    """What the crosswalk says of these two waves and this item, or ``None`` if it is silent.

    An entry for the item goes before one for the question. One for the question speaks of what all its items share:
    an item whose own label differs needs an entry of its own.
    """
    entries = [e for e in questionnaire.crosswalk if e.question == question_id and set(e.between) == set(waves)]
    own = next((e for e in entries if (item in e.items if item is not None else not e.items)), None)
    entry = own or next((e for e in entries if not e.items), None)
    if entry is None:
        return None
    asked = [_asked(questionnaire, question_id, wave_id, item) for wave_id in waves]
    if own is None and entry.comparable and None not in asked:
        wordings = [item_wording(questionnaire, question, item) for question in asked]
        labels = [replace(w, parts={part: text for part, text in w.parts.items() if part == "item"}) for w in wordings]
        if labels[0].parts != labels[1].parts:
            reason = other_wording((waves[0], labels[0]), (waves[1], labels[1]))
            return Verdict(comparable=False, reason=reason, undeclared="wording")
    return Verdict(entry.comparable, entry.reason, entry.options)


def inherited(
    questionnaire: Questionnaire, question_id: str, waves: tuple[str, str], item: str | None = None
) -> Verdict | None:
    """What the crosswalk says of waves that ask the same as these two, so that it need not be said of every new wave.

    A wave whose question is that of December 2016, word for word, is comparable with early 2016 exactly if that is. A
    refusal goes before a permission: of three waves that ask alike, two of which must not be compared, the third needs
    an entry of its own.
    """
    same = [alike(questionnaire, question_id, wave_id, item) for wave_id in waves]
    found: list[Verdict] = []
    for pair in product(*same):
        said = declared(questionnaire, question_id, pair, item) if pair != waves and pair[0] != pair[1] else None
        if said is not None and said.reason is not None:
            german = [f"{new} fragt im Wortlaut von {old}." for new, old in zip(waves, pair, strict=True) if new != old]
            english = [f"{new} asks in the words of {old}." for new, old in zip(waves, pair, strict=True) if new != old]
            reason = Text(de=" ".join([*german, said.reason.de]), en=" ".join([*english, said.reason.en]))
            found.append(Verdict(said.comparable, reason, said.options))
    return min(found, key=lambda verdict: verdict.comparable, default=None)


def alike(questionnaire: Questionnaire, question_id: str, wave_id: str, item: str | None = None) -> list[str]:
    """The wave itself, and the waves that ask a question (or one item of it) exactly as it does."""
    here = _asked(questionnaire, question_id, wave_id, item)
    others = ((other, _asked(questionnaire, question_id, other, item)) for other in questionnaire.waves)
    return [wave_id] + [
        other
        for other, there in others
        if other != wave_id
        and here is not None
        and there is not None
        and difference(questionnaire, (wave_id, here), (other, there), item) is None
    ]


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
