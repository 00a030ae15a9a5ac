"""The rule that holds where the crosswalk is silent, and what a reader is told of a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.model import Question
from pipeline.questionnaire.sameness import difference, reordered
from tests.questionnaire.later import ask_again

if TYPE_CHECKING:
    from pipeline.questionnaire.sameness import Difference
    from tests.questionnaire.small import Small

TEXT = {"de": "a", "en": "b"}
SWAPPED = (
    "          - {id: housing, label: {de: Wohnen, en: Housing}}\n"
    "          - {id: security, label: {de: Sicherheit, en: Security}}",
    "          - {id: security, label: {de: Sicherheit, en: Security}}\n"
    "          - {id: housing, label: {de: Wohnen, en: Housing}}",
)
CASES = {
    "scale": (("scale: change_3", "scale: importance_3"), "tasks", "housing", "scale", "Verschiedene Antwortskalen"),
    "type": (
        ("{id: spirit, type: single, scale: importance_3,", "{id: spirit, type: yes_no,"),
        "spirit",
        None,
        "type",
        "verschiedene Formen",
    ),
    "filter": (
        ("shown_if: {strategy: [1]}", "shown_if: {strategy: [1, 2]}"),
        "strategy_name",
        None,
        "filter",
        "Verschiedene Befragte: late strategy = 1; later strategy = 1/2.",
    ),
    "no filter": (
        ("        shown_if: {strategy: [1]}\n", ""),
        "strategy_name",
        None,
        "filter",
        "Verschiedene Befragte: late strategy = 1; later alle.",
    ),
    "item": (
        ("{de: Wohnen, en: Housing}", "{de: Bauen, en: Building}"),
        "tasks",
        "housing",
        "wording",
        "Anderer Wortlaut: Punkt late „Wohnen“, later „Bauen“.",
    ),
    "question and instruction": (
        (
            "text: {de: Aufgaben, en: Tasks}",
            "text: {de: Pflichten, en: Duties}\n        instruction: {de: Bitte, en: Do}",
        ),
        "tasks",
        None,
        "wording",
        "Anderer Wortlaut: Frage late „Aufgaben“, later „Pflichten“; Hinweis zum Ausfüllen late nichts, later „Bitte“.",
    ),
    "translation": (
        ("{de: Wohnen, en: Housing}", "{de: Wohnen, en: Homes}"),
        "tasks",
        "housing",
        "wording",
        "Anderer Wortlaut in der englischen Fassung: Punkt late „Housing“, later „Homes“.",
    ),
    "order": (SWAPPED, "tasks", "housing", "order", "in verschiedener Reihenfolge"),
}


def between(small: Small, question: str, item: str | None = None) -> Difference | None:
    questionnaire = small.load()
    sides = [(wave, questionnaire.wave(wave).question(question)) for wave in ("late", "later")]
    return difference(questionnaire, *sides, item)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_difference_shows_both_sides(small: Small, case: tuple[tuple[str, str], str, str | None, str, str]) -> None:
    edit, question, item, kind, german = case
    found = between(ask_again(small, edit), question, item)
    assert found.kind == kind
    assert german in found.reason.de
    assert "late" in found.reason.en


def test_english_readers_are_shown_the_german_where_only_that_differs(small: Small) -> None:
    found = between(ask_again(small, ("{de: Wohnen, en: Housing}", "{de: Bauen, en: Housing}")), "tasks", "housing")
    assert found.reason.en == "Different wording of the German version: item late “Wohnen”, later “Bauen”."


def test_what_is_asked_again_word_for_word_is_the_same(small: Small) -> None:
    ask_again(small)
    for question in small.load().wave("late").questions:
        for item in (None, *(entry.id for entry in question.items)):
            assert between(small, question.id, item) is None


def test_an_item_added_or_left_out_is_no_other_order(small: Small) -> None:
    ask_again(small, ("          - {id: security, label: {de: Sicherheit, en: Security}}\n", ""))
    assert between(small, "tasks", "housing") is None


def test_nobody_knows_whether_a_reconstructed_wording_is_the_same(small: Small) -> None:
    ask_again(small)
    questionnaire = small.load()
    late = questionnaire.wave("late").question("tasks")
    inferred = late.model_copy(update={"reconstructed": ("labels",)})
    found = difference(questionnaire, ("late", late), ("later", inferred), "housing")
    assert (found.kind, found.reason.de) == ("unknown", "Der genaue Wortlaut ist nicht bekannt: later.")


def battery(order: list[str]) -> Question:
    items = [{"id": item, "label": TEXT} for item in order]
    return Question.model_validate({"id": "q", "type": "battery", "scale": "s", "text": TEXT, "items": items})


@given(st.permutations(["a", "b", "c", "d"]), st.sets(st.sampled_from(["a", "b", "c", "d", "x"])))
def test_an_order_is_that_of_the_shared_items(order: list[str], left_out: set[str]) -> None:
    kept = [item for item in order if item not in left_out] + ["x"]
    assert not reordered(battery(order), battery(kept))
    shared = [item for item in kept if item in "abcd"]
    assert reordered(battery(order), battery([*reversed(shared), "y"])) == (len(shared) > 1)
