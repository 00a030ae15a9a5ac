from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire import comparability

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

ENTRY = """\
- between: [late, early]
  question: tasks
  {item}comparable: {comparable}
  reason: {{de: Grund, en: reason}}
"""


def test_same_wave(small: Small) -> None:
    assert comparability(small.load(), "tasks", "late", "late").comparable


def test_same_scale(small: Small) -> None:
    verdict = comparability(small.load(), "size_class", "early", "late")
    assert verdict.comparable
    assert verdict.reason is None


def test_importance_and_change_are_never_compared(small: Small) -> None:
    verdict = comparability(small.load(), "tasks", "early", "late", "housing")
    assert not verdict.comparable
    assert verdict.reason.de == (
        "Verschiedene Antwortskalen: early von „wichtig“ bis „unwichtig“; late von „verloren“ bis „gewonnen“."
    )
    assert "early from “important” to “unimportant”" in verdict.reason.en


def test_another_form_of_the_question(small: Small) -> None:
    verdict = comparability(small.load(), "spirit", "early", "late")
    assert not verdict.comparable
    assert "verschiedene Formen" in verdict.reason.de


@pytest.mark.parametrize(
    ("question", "item", "name"),
    [("strategy", None, "Strategy"), ("tasks", "security", "Security"), ("x", "y", "x, y")],
)
def test_not_asked(small: Small, question: str, item: str | None, name: str) -> None:
    verdict = comparability(small.load(), question, "early", "late", item)
    assert not verdict.comparable
    assert verdict.reason.en.startswith(f"“{name}” was not asked: early")


def test_not_asked_within_one_wave(small: Small) -> None:
    assert not comparability(small.load(), "strategy", "early", "early").comparable


def test_the_crosswalk_refuses_what_looks_alike(small: Small) -> None:
    verdict = comparability(small.load(), "themes", "late", "early", "school")
    assert (verdict.comparable, verdict.reason.en) == (False, "Another list.")


def test_the_crosswalk_allows_what_looks_different(small: Small) -> None:
    small.write("crosswalk.yaml", ENTRY.format(item="", comparable="true"))
    assert comparability(small.load(), "tasks", "early", "late", "housing").comparable


def test_an_entry_for_the_item_goes_first_and_binds_no_other(small: Small) -> None:
    entries = ENTRY.format(item="", comparable="false") + ENTRY.format(item="item: housing\n  ", comparable="true")
    small.write("crosswalk.yaml", entries)
    questionnaire = small.load()
    assert comparability(questionnaire, "tasks", "early", "late", "housing").comparable
    assert not comparability(questionnaire, "tasks", "early", "late").comparable


def test_the_crosswalk_cannot_make_up_answers(small: Small) -> None:
    small.write("crosswalk.yaml", ENTRY.format(item="", comparable="true"))
    assert not comparability(small.load(), "tasks", "early", "late", "security").comparable


def test_an_unknown_wave_is_an_error(small: Small) -> None:
    with pytest.raises(KeyError, match="2099"):
        comparability(small.load(), "tasks", "early", "2099")
