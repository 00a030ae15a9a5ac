"""A wave that renames, rewords or reorders is caught; what the crosswalk speaks of, or an earlier wave did, is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.changes import Change, _longest_rise, changes
from tests.questionnaire.later import ask_again, declare

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire
    from tests.questionnaire.small import Small

RENAMED_ITEM = ("id: security,", "id: safety,")
RENAMED = ("id: strategy, number: 3,", "id: plan, number: 3,"), ("{strategy: [1]}", "{plan: [1]}")
REWORDED = ("text: {de: Aufgaben, en: Tasks}", "text: {de: Pflichten, en: Duties}")
RELABELLED = ("{de: Wohnen, en: Housing}", "{de: Bauen, en: Building}")
ITEMS = [
    "          - {id: housing, label: {de: Wohnen, en: Housing}}\n",
    "          - {id: security, label: {de: Sicherheit, en: Security}}\n",
]
REORDERED = ("".join(ITEMS), "".join(reversed(ITEMS)))
STAFF = (
    "      - {id: staff, type: number, minimum: 0, unit: {de: Stellen, en: posts}, text: {de: Personal, en: Staff}}\n"
)
MOVED = (
    (STAFF, ""),
    ("    questions:\n      - {id: strategy,", f"    questions:\n{STAFF}      - {{id: strategy,"),
)


def found(small: Small, wave: str = "later") -> list[tuple]:
    """Kind, question, item and former id of each change against the late wave."""
    # The small crosswalk refuses to compare the themes of the early and the late wave, which nothing here is about.
    told = [change for change in changes(small.load(), wave) if change.earlier == "late"]
    return [(change.kind, change.question, change.item, change.was) for change in told]


CASES = {
    "nothing": ((), []),
    "item under another id": ((RENAMED_ITEM,), [("renamed", "tasks", "safety", "security")]),
    "item under another id, a letter changed": (
        (RENAMED_ITEM, ("de: Sicherheit", "de: Sicherheiten")),
        [("renamed", "tasks", "safety", "security")],
    ),
    "another item in its place": ((RENAMED_ITEM, ("de: Sicherheit", "de: Schulen")), []),
    "question under another id": (RENAMED, [("renamed", "plan", None, "strategy")]),
    "question in other words": ((REWORDED,), [("reworded", "tasks", None, None)]),
    "item in other words": ((RELABELLED,), [("reworded", "tasks", "housing", None)]),
    "items in another order": ((REORDERED,), [("reordered", "tasks", None, None)]),
    "question elsewhere": (MOVED, [("moved", "staff", None, None)]),
    "another scale is no other wording": ((("scale: change_3", "scale: importance_3"),), []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_a_wave_changed(small: Small, case: tuple[tuple, list]) -> None:
    edits, expected = case
    assert found(ask_again(small, *edits)) == expected


def test_a_reworded_question_shows_both_wordings(small: Small) -> None:
    (change,) = [c for c in changes(ask_again(small, REWORDED).load(), "later") if c.earlier == "late"]
    assert change == Change("reworded", "late", "later", "tasks", reason=change.reason)
    assert "late “Tasks”, later “Duties”" in change.reason.en


@pytest.mark.parametrize(
    ("edits", "question", "items", "comparable"),
    [
        ((RENAMED_ITEM,), "tasks", "security, safety", False),
        ((RENAMED_ITEM,), "tasks", "safety", False),
        ((REWORDED,), "tasks", "", True),
        ((REWORDED,), "tasks", "", False),
        ((RELABELLED,), "tasks", "housing", True),
        ((REORDERED,), "tasks", "", True),
        (MOVED, "staff", "", True),
    ],
)
def test_what_is_declared_is_not_told(small: Small, edits: tuple, question: str, items: str, comparable: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert found(ask_again(small, *edits))
    assert found(declare(small, question, items=items, comparable=comparable)) == []


def test_a_declared_question_does_not_silence_its_items(small: Small) -> None:
    ask_again(small, REWORDED, RENAMED_ITEM, RELABELLED)
    assert found(declare(small, "tasks")) == [
        ("renamed", "tasks", "safety", "security"),
        ("reworded", "tasks", "housing", None),
    ]


def test_a_change_is_told_of_the_wave_that_made_it(small: Small) -> None:
    ask_again(small, RELABELLED)
    ask_again(small, RELABELLED, name="third", day="2028-11-01")
    assert found(small) == [("reworded", "tasks", "housing", None)]
    assert found(small, "third") == []


def test_a_wave_is_compared_with_earlier_ones_only(small: Small) -> None:
    ask_again(small, RELABELLED, name="first", day="2011-11-01")
    assert found(small, "first") == []
    assert [(c.earlier, c.kind, c.item) for c in changes(small.load(), "late")] == [("first", "reworded", "housing")]


def test_the_waves_there_are_have_no_undeclared_change(questionnaire: Questionnaire) -> None:
    assert [change for wave in questionnaire.waves for change in changes(questionnaire, wave)] == []


@given(st.lists(st.integers(0, 20), unique=True, max_size=9))
def test_the_longest_rise(places: list[int]) -> None:
    kept = [place for place in places if place in _longest_rise(places)]
    assert kept == sorted(kept)
    lengths = [1] * len(places)
    for at, place in enumerate(places):
        lengths[at] = 1 + max((lengths[before] for before in range(at) if places[before] < place), default=0)
    assert len(kept) == max(lengths, default=0)
