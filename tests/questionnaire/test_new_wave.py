"""A wave made from an earlier one: it loads, its core is word for word the same, and what cannot be made is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.questionnaire import comparability, load
from pipeline.questionnaire.hints import hints
from pipeline.questionnaire.item_wording import item_wording
from pipeline.questionnaire.load import review
from pipeline.questionnaire.new_wave import Draft, NewWaveError, new_wave
from pipeline.questionnaire.outlook import outlooks
from pipeline.questionnaire.yaml_source import parse_yaml
from tests.questionnaire.test_modules import MODULE, NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.questionnaire import Questionnaire
    from tests.questionnaire.small import Small

CORE = "2016-12"


def draft(folder: Path, questionnaire: Questionnaire, *modules: str, drop: tuple[str, ...] = ()) -> Draft:
    return new_wave(folder, questionnaire, "2027", based_on=CORE, modules=modules, drop=drop)


def test_nothing_of_the_core_changes(folder: Path, questionnaire: Questionnaire) -> None:
    made = draft(folder, questionnaire, "admission", "housing")
    core, wave = questionnaire.wave(CORE), made.questionnaire.wave("2027")
    assert wave.questions[: len(core.questions)] == core.questions
    original = (folder / "waves" / f"{CORE}.yaml").read_text(encoding="utf-8")
    assert original[original.index("\nsections:") :] in made.text
    assert [section.id for section in wave.sections[-2:]] == ["admission", "housing"]
    numbers = [question.number for question in wave.questions if question.number]
    assert numbers == list(range(1, 44))
    assert made.renumbered == {}
    assert wave.source == "2016-12 + admission + housing"
    assert draft(folder, questionnaire).questionnaire.wave("2027").source == "2016-12"


def test_a_module_enters_as_it_is(folder: Path, questionnaire: Questionnaire) -> None:
    made = draft(folder, questionnaire, *NAMES)
    wave = made.questionnaire.wave("2027")
    for name in NAMES:
        for question in questionnaire.modules[name].questions:
            entered = wave.question(question.id)
            assert entered.first_wave == "2027"
            assert entered.model_copy(update={"number": None, "first_wave": None}) == question


droppable = st.sets(st.sampled_from(["tasks", "needs", "5", "strategy_name", "cohesion", "closing", "21", "budget"]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drop=droppable, modules=st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
def test_any_choice_loads_and_stays_comparable(
    folder: Path, questionnaire: Questionnaire, drop: set[str], modules: list[str]
) -> None:
    made = draft(folder, questionnaire, *modules, drop=tuple(drop))
    wave, core = made.questionnaire.wave("2027"), questionnaire.wave(CORE)
    kept = [question for question in core.questions if question.id not in made.dropped]
    assert [question.id for question in wave.questions[: len(kept)]] == [question.id for question in kept]
    assert len(wave.questions) == len(kept) + sum(len(questionnaire.modules[name].questions) for name in modules)
    numbers = [question.number for question in wave.questions if question.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    for question in kept:
        for item in (None, *(entry.id for entry in question.items)):
            verdict = comparability(made.questionnaire, question.id, CORE, "2027", item)
            assert (verdict.comparable, verdict.reason) == (True, None)
            wordings = [item_wording(made.questionnaire, w.question(question.id), item) for w in (core, wave)]
            assert wordings[0].fingerprint == wordings[1].fingerprint
    (before, *_) = outlooks(made.questionnaire, "2027")
    assert (before.earlier, set(before.lost)) == (CORE, set(made.dropped))
    source = parse_yaml(made.text, "questionnaire/waves/2027.yaml")
    sources = {f"waves/{name}.yaml": source for name in made.questionnaire.waves}
    told = [hint.found for hint in hints(made.questionnaire, sources)]
    assert all("whole year 2027" in hint or "nobody is said" in hint or "contains 2016" in hint for hint in told)


def test_a_written_wave_is_read_back(small: Small) -> None:
    small.write("modules/staffing.yaml", MODULE)
    made = new_wave(small.folder, small.load(), "2027", based_on="late", modules=["staffing"])
    small.write("waves/2027.yaml", made.text)
    questionnaire, told = review(small.folder)
    assert questionnaire.wave("2027") == made.questionnaire.wave("2027")
    assert [hint.found[:20] for hint in told if hint.file.endswith("2027.yaml")] == [
        "the field period is the whole year 2027"[:20],
        "nobody is said to be invited"[:20],
    ]
    again = new_wave(
        small.folder, load(small.folder), "2028", based_on="2027", modules=["staffing"], drop=["staffing", "tasks"]
    )
    assert again.dropped == ("tasks", "posts", "posts_rated")
    wave = again.questionnaire.wave("2028")
    assert [question.first_wave for question in wave.sections[-1].questions] == ["2027", "2027"]
    assert again.renumbered == {3: 2}


def test_sections_and_numbers_can_be_dropped(small: Small) -> None:
    made = new_wave(small.folder, small.load(), "2027", based_on="late", drop=["second", "1"])
    assert [question.id for question in made.questionnaire.wave("2027").questions] == ["tasks"]
    assert made.renumbered == {2: 1}


def test_a_module_named_twice_is_asked_once(small: Small) -> None:
    small.write("modules/staffing.yaml", MODULE)
    made = new_wave(small.folder, small.load(), "2027", based_on="late", modules=["staffing", "staffing"])
    assert made.modules == ("staffing",)


ASKED = {"based_on": "late", "modules": ["staffing"], "drop": []}
REFUSED = {
    "name without a year": ("next", {}, "begin with the year"),
    "name with capitals": ("2027-A", {}, "'2027-A' cannot be the name of a wave"),
    "name of a wave": ("2016-x", {}, "There is a wave '2016-x' already"),
    "unknown wave": ("2027", {"based_on": "lat"}, "did you mean 'late'?"),
    "unknown module": ("2027", {"modules": ["stafing"]}, "did you mean 'staffing'?"),
    "unknown question": ("2027", {"drop": ["task"]}, "did you mean 'tasks'?"),
    "unknown number": ("2027", {"drop": ["9"]}, "no question or section '9'"),
    "filter without its question": ("2027", {"drop": ["strategy"]}, "Hint: drop both (--drop strategy,strategy_name)"),
    "nothing left": ("2027", {"modules": [], "drop": ["first", "second"]}, "Nothing would be asked"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_made_is_explained(small: Small, case: tuple[str, dict, str]) -> None:
    name, asked, found = case
    small.write("modules/staffing.yaml", MODULE)
    questionnaire = small.load()
    small.write("waves/2016-x.yaml", "spoilt: [")
    with pytest.raises(NewWaveError) as refused:
        new_wave(small.folder, questionnaire, name, **{**ASKED, **asked})
    (problem,) = refused.value.problems
    assert found in problem
    assert "Hint: " in problem


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("{id: posts,", "{id: staff,", "both have a question 'staff'.\nHint: drop that of the wave (--drop staff)"),
        ("{id: posts_new,", "{id: security,", "Item 'security' of the module 'staffing' stands in question 'tasks'"),
        ("module: staffing", "module: second", "have the same name"),
    ],
)
def test_names_that_would_stand_there_twice(small: Small, old: str, new: str, found: str) -> None:
    text = MODULE.replace(old, new).replace("{posts: [1]}", "{staff: [1]}" if "staff," in new else "{posts: [1]}")
    name = "second" if "second" in new else "staffing"
    small.write(f"modules/{name}.yaml", text)
    with pytest.raises(NewWaveError) as refused:
        new_wave(small.folder, small.load(), "2027", based_on="late", modules=[name])
    assert found in str(refused.value)


def test_a_module_the_wave_has_already(small: Small) -> None:
    small.write("modules/staffing.yaml", MODULE)
    small.write("waves/2027.yaml", new_wave(small.folder, small.load(), "2027", **ASKED).text)
    with pytest.raises(NewWaveError) as refused:
        new_wave(small.folder, small.load(), "2028", **{**ASKED, "based_on": "2027"})
    assert refused.value.problems == (
        "Wave 2027 has the module 'staffing' already, as its section 'staffing'.\n"
        "Hint: leave staffing out of --modules to keep it as it was, or add --drop staffing to take it afresh.",
    )


def test_nobody_can_be_asked_what_is_reconstructed(folder: Path, questionnaire: Questionnaire) -> None:
    with pytest.raises(NewWaveError, match="The wording of 19 questions of 2016-01 is reconstructed"):
        new_wave(folder, questionnaire, "2027", based_on="2016-01")


def test_all_problems_come_at_once(small: Small) -> None:
    with pytest.raises(NewWaveError) as refused:
        new_wave(small.folder, small.load(), "next", based_on="lat", modules=["a", "b"])
    assert len(refused.value.problems) == 4
