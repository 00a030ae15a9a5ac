from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.item_wording import Wording, item_wording
from tests.questionnaire.later import LATER, ask_again

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

TASKS = "text: {de: Aufgaben, en: Tasks}"
HOUSING = "{id: housing, label: {de: Wohnen, en: Housing}}"

WORDS = {
    "text": (TASKS, "text: {de: Pflichten, en: Tasks}"),
    "translation": (TASKS, "text: {de: Aufgaben, en: Duties}"),
    "statement": (TASKS, f"{TASKS}\n        statement: {{de: Sie sind, en: They are}}"),
    "instruction": (TASKS, f"{TASKS}\n        instruction: {{de: Bitte, en: Please}}"),
    "item": (HOUSING, "{id: housing, label: {de: Bauen, en: Housing}}"),
    "scale": ("scale: change_3", "scale: importance_3"),
}
NO_WORDS = {
    "title": (TASKS, f"{TASKS}\n        title: {{de: Titel, en: Title}}"),
    "number": ("number: 2", "number: 9"),
    "short": (HOUSING, "{id: housing, label: {de: Wohnen, en: Housing}, short: {de: W, en: H}}"),
    "blanks": (TASKS, "text: {de: '  Aufgaben ', en: Tasks}"),
    "another item": ("{de: Sicherheit, en: Security}", "{de: Schutz, en: Safety}"),
}


def fingerprints(small: Small) -> list[str]:
    questionnaire = small.load()
    asked = [questionnaire.wave(wave).question("tasks") for wave in ("late", "later")]
    return [item_wording(questionnaire, question, "housing").fingerprint for question in asked]


@pytest.mark.parametrize("edit", WORDS.values(), ids=WORDS.keys())
def test_another_word_is_another_fingerprint(small: Small, edit: tuple[str, str]) -> None:
    first, second = fingerprints(ask_again(small, edit))
    assert first != second


@pytest.mark.parametrize("edit", NO_WORDS.values(), ids=NO_WORDS.keys())
def test_what_no_respondent_reads_is_no_wording(small: Small, edit: tuple[str, str]) -> None:
    first, second = fingerprints(ask_again(small, edit))
    assert first == second
    assert len(first) == 64


def test_the_order_of_the_answers_is_part_of_the_wording(small: Small) -> None:
    before = item_wording(small.load(), small.load().wave("late").question("tasks")).fingerprint
    small.change("scales.yaml", "    - {code: 1, value: 1, label: {de: verloren, en: lost}}\n", "")
    small.change(
        "scales.yaml",
        "label: {de: gewonnen, en: gained}}",
        "label: {de: gewonnen, en: gained}}\n    - {code: 1, value: 4, label: {de: verloren, en: lost}}",
    )
    assert item_wording(small.load(), small.load().wave("late").question("tasks")).fingerprint != before


def test_a_unit_and_an_open_line_are_read_too(small: Small) -> None:
    ask_again(
        small, ("{de: Stellen, en: posts}", "{de: Köpfe, en: heads}"), ("{de: Sonstiges, en:", "{de: Weitere, en:")
    )
    questionnaire = small.load()
    late, later = (questionnaire.wave(wave) for wave in ("late", "later"))
    for name, part, both in (("staff", "unit", ("Stellen", "Köpfe")), ("themes", "item", ("Sonstiges", "Weitere"))):
        first, second = (item_wording(questionnaire, wave.question(name)) for wave in (late, later))
        assert first.differences(second, "de") == {part: both}
        assert set(first.differences(second, "en")) == ({part} if part == "unit" else set())


def test_what_was_not_there_is_empty(small: Small) -> None:
    ask_again(small, (TASKS, f"{TASKS}\n        statement: {{de: Sie sind, en: They are}}"))
    questionnaire = small.load()
    first, second = (
        item_wording(questionnaire, questionnaire.wave(wave).question("tasks")) for wave in ("late", "later")
    )
    assert first.differences(second, "de") == {"statement": ("", "Sie sind")}
    assert second.differences(first, "de") == {"statement": ("Sie sind", "")}


def test_an_item_that_is_not_there(small: Small) -> None:
    with pytest.raises(KeyError):
        item_wording(small.load(), small.load().wave("late").question("tasks"), "schools")


def test_a_reconstructed_question_has_no_known_wording(small: Small) -> None:
    late = small.load().wave("late")
    assert item_wording(small.load(), late.question("tasks")).known
    inferred = late.question("tasks").model_copy(update={"reconstructed": ("order",)})
    assert not item_wording(small.load(), inferred).known
    assert small.folder.joinpath(LATER).exists() is False


parts = st.dictionaries(
    st.sampled_from(["text", "statement", "item"]),
    st.fixed_dictionaries({"de": st.text(min_size=1, max_size=5), "en": st.text(min_size=1, max_size=5)}),
)


@given(parts, parts)
def test_wordings_differ_exactly_if_their_fingerprints_do(first: dict, second: dict) -> None:
    one, other = Wording(first, known=True), Wording(second, known=True)
    differs = any(one.differences(other, language) for language in ("de", "en"))
    assert differs == (one.fingerprint != other.fingerprint)
