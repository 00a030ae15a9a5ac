"""What a wave changed that its author may not have noticed: an id, a word, an order.

Every such change ends a comparison with earlier waves unless somebody says in the crosswalk what it means. Here they are
found, so that ``munisurvey check`` can name them while there is still time to put them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from typing import TYPE_CHECKING, Literal

from pipeline.questionnaire.crosswalk import alike, comparability
from pipeline.questionnaire.sameness import difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Item, Question, Wave
    from pipeline.questionnaire.scale import Text

ALIKE = 0.85
"""From which share of equal characters on (difflib's ratio, German, case set aside) two wordings look like one."""


@dataclass(frozen=True)
class Change:
    """One change from an earlier wave to a later one.

    ``kind`` is *renamed* (the wording under another id), *reworded*, *reordered* (the items of a battery) or *moved*
    (the question among the others). ``question`` and ``item`` are ids of the later wave, ``was`` the id in the
    earlier one where it was renamed, ``reason`` shows the wordings.
    """

    kind: Literal["renamed", "reworded", "reordered", "moved"]
    earlier: str
    later: str
    question: str
    item: str | None = None
    was: str | None = None
    reason: Text | None = None


def changes(questionnaire: Questionnaire, wave_id: str) -> Iterator[Change]:
    """What a wave changed against every earlier one and the crosswalk does not speak of, in order of the waves.

    A change that an intermediate wave made already is told there and not again. Waves that had to be put together
    again count only where their wording is known.
    """
    later = questionnaire.wave(wave_id)
    for earlier in sorted(questionnaire.waves.values(), key=lambda wave: wave.field_period):
        if earlier.field_period < later.field_period:
            pair = _Pair(questionnaire, earlier, later)
            yield from pair.renamed()
            yield from pair.altered()
            yield from pair.moved()


@dataclass(frozen=True)
class _Pair:
    questionnaire: Questionnaire
    earlier: Wave
    later: Wave

    @property
    def waves(self) -> tuple[str, str]:
        return self.earlier.wave, self.later.wave

    def renamed(self) -> Iterator[Change]:
        """Questions and items that only one of the two waves has, and that read alike."""
        lost, new = self._left_over(self.earlier, self.later), self._left_over(self.later, self.earlier)
        for question in new:
            was = _likest(question.text.de, [(old.id, old.text.de) for old in lost if _could_be(old, question)])
            if was is not None and not self._said(was, None) and not self._said(question.id, None):
                yield Change("renamed", *self.waves, question.id, was=was)
        for question in self.later.questions:
            before = next((old for old in self.earlier.questions if old.id == question.id), None)
            if before is not None and before.items:
                yield from self._renamed_items(before, question)

    def _renamed_items(self, before: Question, question: Question) -> Iterator[Change]:
        lost, new = _items_of(before, question), _items_of(question, before)
        for item in new:
            was = _likest(item.label.de, [(old.id, old.label.de) for old in lost])
            if was is not None and not self._said(question.id, item.id) and not self._said(question.id, was):
                yield Change("renamed", *self.waves, question.id, item.id, was)

    def altered(self) -> Iterator[Change]:
        """Questions and items of the same id that are worded or ordered differently."""
        for question in self.later.questions:
            before = next((old for old in self.earlier.questions if old.id == question.id), None)
            if before is None or self._told(question, None):
                continue
            verdict = comparability(self.questionnaire, question.id, *self.waves)
            if verdict.undeclared == "wording":
                yield Change("reworded", *self.waves, question.id, reason=verdict.reason)
            elif verdict.undeclared == "order":
                yield Change("reordered", *self.waves, question.id, reason=verdict.reason)
            elif verdict.comparable:
                yield from self._altered_items(before, question)

    def _altered_items(self, before: Question, question: Question) -> Iterator[Change]:
        shared = {item.id for item in before.items}
        for item in question.items:
            if item.id in shared and not self._told(question, item.id):
                verdict = comparability(self.questionnaire, question.id, *self.waves, item.id)
                if verdict.undeclared == "wording":
                    yield Change("reworded", *self.waves, question.id, item.id, reason=verdict.reason)

    def moved(self) -> Iterator[Change]:
        """Questions that stand elsewhere among those the waves share: the fewest whose move explains the new order."""
        if "reconstructed" in (self.earlier.status, self.later.status):
            return
        before = {question.id: place for place, question in enumerate(self.earlier.questions)}
        shared = [question for question in self.later.questions if question.id in before]
        kept = _longest_rise([before[question.id] for question in shared])
        for question in shared:
            if before[question.id] not in kept and not self._told(question, None) and not self._said(question.id, None):
                yield Change("moved", *self.waves, question.id)

    def _left_over(self, wave: Wave, other: Wave) -> list[Question]:
        asked = {question.id for question in other.questions}
        return [q for q in wave.questions if q.id not in asked and not q.text.is_bracketed]

    def _said(self, question: str, item: str | None) -> bool:
        """Whether an entry of the crosswalk names it, for these waves or for ones that ask the same."""
        earlier, later = (alike(self.questionnaire, question, wave, item) for wave in self.waves)
        pairs = {frozenset(pair) for pair in product(earlier, later)}
        return any(
            entry.question == question
            and frozenset(entry.between) in pairs
            and (item in entry.items if item is not None else not entry.items)
            for entry in self.questionnaire.crosswalk
        )

    def _told(self, question: Question, item: str | None) -> bool:
        """Whether a wave between the two asks the same as the later one, so that the change is told of that wave."""
        for wave in self.questionnaire.waves.values():
            if not self.earlier.field_period < wave.field_period < self.later.field_period:
                continue
            for asked in wave.questions:
                has_item = item is None or any(entry.id == item for entry in asked.items)
                if asked.id == question.id and has_item:
                    sides = (wave.wave, asked), (self.later.wave, question)
                    if difference(self.questionnaire, *sides, item) is None:
                        return True
        return False


def _items_of(question: Question, other: Question) -> list[Item]:
    """The items of a question that the other lacks."""
    known = {item.id for item in other.items}
    return [item for item in question.items if item.id not in known]


def _could_be(old: Question, new: Question) -> bool:
    return old.type is new.type and old.scale == new.scale


def _likest(wording: str, candidates: list[tuple[str, str]]) -> str | None:
    """The id of the candidate that reads most like a wording, if any reads alike."""

    def likeness(other: str) -> float:
        return SequenceMatcher(None, wording.casefold(), other.casefold(), autojunk=False).ratio()

    rated = [(likeness(text), name) for name, text in candidates]
    best = max(rated, key=lambda entry: entry[0], default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _longest_rise(places: list[int]) -> set[int]:
    """The longest rising subsequence, as a set (the first of several)."""
    best: list[list[int]] = []
    for place in places:
        longest = max((run for run in best if run[-1] < place), key=len, default=[])
        best.append([*longest, place])
    return set(max(best, key=len, default=[]))
