from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire import comparability, matched_options
from pipeline.questionnaire.scale import Scale
from tests.questionnaire.later import ask_again, declare

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

ENTRY = """\
- between: [late, early]
  question: tasks
  {item}comparable: {comparable}
  reason: {{de: Grund, en: reason}}
"""
BY_VALUE = "true\n  options: value"


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
    small.write("crosswalk.yaml", ENTRY.format(item="", comparable=BY_VALUE))
    verdict = comparability(small.load(), "tasks", "early", "late", "housing")
    assert (verdict.comparable, verdict.options, verdict.reason.en) == (True, "value", "reason")


def test_a_refusal_of_the_item_goes_before_what_was_not_asked(small: Small) -> None:
    small.write("crosswalk.yaml", ENTRY.format(item="items: [security]\n  ", comparable="false"))
    verdict = comparability(small.load(), "tasks", "early", "late", "security")
    assert (verdict.comparable, verdict.reason.en) == (False, "reason")
    assert "different response scales" in comparability(small.load(), "tasks", "early", "late").reason.en.lower()


def test_an_entry_for_the_item_goes_first_and_binds_no_other(small: Small) -> None:
    entries = ENTRY.format(item="", comparable="false")
    entries += ENTRY.format(item="items: [housing]\n  ", comparable=BY_VALUE)
    small.write("crosswalk.yaml", entries)
    questionnaire = small.load()
    assert comparability(questionnaire, "tasks", "early", "late", "housing").comparable
    assert not comparability(questionnaire, "tasks", "early", "late").comparable


def test_the_crosswalk_cannot_make_up_answers(small: Small) -> None:
    small.write("crosswalk.yaml", ENTRY.format(item="", comparable=BY_VALUE))
    assert not comparability(small.load(), "tasks", "early", "late", "security").comparable


def test_of_a_reconstructed_wave_nobody_knows_what_else_it_asked(small: Small) -> None:
    note = "status: reconstructed\nnote: {de: Nach dem Bericht., en: After the report.}"
    small.change("waves/early.yaml", "source: invented", f"source: invented\n{note}")
    reason = comparability(small.load(), "strategy", "early", "late").reason
    assert reason.de == "Ob nach „Strategie“ gefragt wurde, ist nicht bekannt: early."
    assert reason.en == "Whether “Strategy” was asked is not known: early."


def test_answers_are_matched_by_value_or_by_code(small: Small) -> None:
    scales = small.load().scales
    importance, change = scales["importance_3"], scales["change_3"]
    assert matched_options(importance, change, "value") == {1: 3, 2: 2, 3: 1}
    assert matched_options(change, change, "code") == {1: 1, 2: 2, 3: 3}
    with pytest.raises(ValueError, match=r"option 1 \(wichtig\) has no counterpart of the same code"):
        matched_options(importance, change, "code")


@given(st.permutations([1, 2, 3, 4, 5]), st.sampled_from(["code", "value"]))
def test_a_match_is_one_to_one_and_keeps_the_worth(order: list[int], by: str) -> None:
    def scale(codes: list[int]) -> Scale:
        options = [
            {"code": code, "value": 6 - at, "label": {"de": str(at), "en": str(at)}}
            for at, code in enumerate(codes, start=1)
        ]
        return Scale.model_validate({"direction": "descending", "options": options})

    first, second = scale([1, 2, 3, 4, 5]), scale(order)
    if by == "code" and order != sorted(order):
        with pytest.raises(ValueError, match="counterpart"):
            matched_options(first, second, by)
    else:
        matched = matched_options(first, second, by)
        assert sorted(matched.values()) == [1, 2, 3, 4, 5]
        assert all(first.option(a).value == second.option(b).value for a, b in matched.items())


def test_matching_leaves_nothing_over(small: Small) -> None:
    whole = small.load().scales["importance_3"]
    part = Scale(direction="descending", options=whole.options[:2])
    for pair in ((whole, part), (part, whole)):
        with pytest.raises(ValueError, match=r"option 3 \(unwichtig\)"):
            matched_options(*pair, "code")


def test_an_unknown_wave_is_an_error(small: Small) -> None:
    with pytest.raises(KeyError, match="2099"):
        comparability(small.load(), "tasks", "early", "2099")


REWORDED = ("text: {de: Aufgaben, en: Tasks}", "text: {de: Pflichten, en: Duties}")
RELABELLED = ("{de: Wohnen, en: Housing}", "{de: Bauen, en: Building}")


def test_other_words_are_refused_until_they_are_declared(small: Small) -> None:
    ask_again(small, REWORDED)
    verdict = comparability(small.load(), "tasks", "late", "later", "housing")
    assert (verdict.comparable, verdict.undeclared) == (False, "wording")
    assert verdict.reason.de == "Anderer Wortlaut: Frage late „Aufgaben“, later „Pflichten“."
    verdict = comparability(declare(small, "tasks").load(), "tasks", "late", "later", "housing")
    assert (verdict.comparable, verdict.reason.en, verdict.undeclared) == (True, "reason", None)


def test_what_is_declared_of_a_question_excuses_no_item(small: Small) -> None:
    declare(ask_again(small, REWORDED, RELABELLED), "tasks")
    questionnaire = small.load()
    assert comparability(questionnaire, "tasks", "late", "later").comparable
    assert comparability(questionnaire, "tasks", "late", "later", "security").comparable
    verdict = comparability(questionnaire, "tasks", "later", "late", "housing")
    assert (verdict.comparable, verdict.undeclared) == (False, "wording")
    assert verdict.reason.en == "Different wording: item later “Building”, late “Housing”."
    questionnaire = declare(small, "tasks", items="housing").load()
    assert comparability(questionnaire, "tasks", "late", "later", "housing").comparable


def test_another_order_is_refused_until_it_is_declared(small: Small) -> None:
    items = [f"          - {{id: {name}, label: {{de: {de}, en: {en}}}}}\n" for name, de, en in (
        ("housing", "Wohnen", "Housing"), ("security", "Sicherheit", "Security"))]  # fmt: skip
    ask_again(small, ("".join(items), "".join(reversed(items))))
    verdict = comparability(small.load(), "tasks", "late", "later", "security")
    assert (verdict.comparable, verdict.undeclared) == (False, "order")
    assert comparability(declare(small, "tasks").load(), "tasks", "late", "later", "security").comparable


@pytest.mark.parametrize("allowed", [True, False])
def test_what_is_said_of_a_wave_holds_for_those_that_ask_the_same(small: Small, allowed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The later wave is the late one in other words; the third asks as the later one does."""
    ask_again(small, REWORDED)
    ask_again(small, REWORDED, name="third", day="2028-11-01")
    questionnaire = declare(small, "tasks", comparable=allowed).load()
    assert comparability(questionnaire, "tasks", "later", "third", "housing").reason is None
    verdict = comparability(questionnaire, "tasks", "late", "third", "housing")
    assert (verdict.comparable, verdict.undeclared) == (allowed, None)
    assert verdict.reason.de == "third fragt im Wortlaut von later. Grund"
    assert comparability(questionnaire, "tasks", "third", "late", "housing").reason == verdict.reason


def test_an_entry_of_its_own_goes_before_what_is_inherited(small: Small) -> None:
    ask_again(small, REWORDED)
    ask_again(small, REWORDED, name="third", day="2028-11-01")
    declare(small, "tasks")
    questionnaire = declare(small, "tasks", comparable=False, second="third").load()
    assert not comparability(questionnaire, "tasks", "late", "third", "housing").comparable
    assert comparability(questionnaire, "tasks", "late", "later", "housing").comparable


def test_nothing_is_inherited_from_a_wave_that_asks_otherwise(small: Small) -> None:
    ask_again(small, REWORDED)
    ask_again(small, (REWORDED[0], "text: {de: Lasten, en: Burdens}"), name="third", day="2028-11-01")
    verdict = comparability(declare(small, "tasks").load(), "tasks", "late", "third", "housing")
    assert (verdict.comparable, verdict.undeclared) == (False, "wording")


def test_of_three_waves_that_ask_alike_a_refusal_of_two_leaves_the_third_open(small: Small) -> None:
    """Early and late have the same words, and the crosswalk says why they are not compared all the same."""
    ask_again(small)
    questionnaire = small.load()
    for first, same in (("early", "late"), ("late", "early")):
        verdict = comparability(questionnaire, "themes", first, "later", "school")
        assert not verdict.comparable
        assert verdict.reason.de == f"later fragt im Wortlaut von {same}. Andere Liste."
    questionnaire = declare(small, "themes").load()
    assert comparability(questionnaire, "themes", "late", "later", "school").comparable
    assert not comparability(questionnaire, "themes", "early", "later", "school").comparable
