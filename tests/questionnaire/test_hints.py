"""What stops nothing but should be looked at: with file, line and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire import QuestionnaireError
from pipeline.questionnaire.hints import years
from pipeline.questionnaire.load import review
from tests.questionnaire.later import LATER, ask_again

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.questionnaire import Mistake, Questionnaire
    from tests.questionnaire.small import Small


def hints(small: Small) -> list[Mistake]:
    """The hints on the later wave."""
    return [hint for hint in review(small.folder)[1] if hint.file.endswith("later.yaml")]


# what is changed in the later wave, (part of) the line that is named, what is found, the hint
CASES = {
    "whole year": ("[2027-11-01, 2027-12-20]", "[2027-01-01, 2027-12-31]", "field_period", "the whole year 2027", "first"),
    "nobody invited": ("invited: 270", "invited: null", "invited", "no response rate", "how many"),
    "open contact": (
        "invited: 270",
        "invited: 270\ncontact: {de: 'An [[Name]], [[Ort]]', en: 'To X'}",
        "contact",
        "contact (de) leaves open: Name, Ort",
        "[[ ]]",
    ),
    "open question": (
        "{de: Strategie, en: Strategy}",
        "{de: 'Strategie [[Jahr]]', en: Strategy}",
        "id: strategy,",
        "question 'strategy' leaves open: Jahr",
        "[[ ]]",
    ),
    "year in a text": (
        "text: {de: Name, en: Name}",
        "text: {de: Name, en: Name}\n        instruction: {de: Im Jahr 2016, en: In 2016}",
        "instruction",
        "'strategy_name' contains 2016 (instruction): check",
        "crosswalk.yaml",
    ),
    "year in a title": (
        "text: {de: Name, en: Name}",
        "text: {de: Name, en: Name}\n        title: {de: Name 2015, en: Name}",
        "title: {de: Name",
        "contains 2015 (title)",
        "not part of the wording",
    ),
    "item renamed": ("id: security,", "id: safety,", "id: safety", "item 'safety' of 'tasks' looks like item 'security' of late", "'security'"),
    "item reworded": (
        "{de: Wohnen, en: Housing}",
        "{de: Bauen, en: Building}",
        "id: housing",
        "item 'housing' of 'tasks' is not worded as in late. Different wording: item late “Housing”, later “Building”.",
        "crosswalk.yaml",
    ),
    "question renamed": ("id: spirit,", "id: confidence,", "id: confidence", "looks like question 'spirit' of late", "'spirit'"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_hint_names_line_and_what_to_do(small: Small, case: tuple[str, ...]) -> None:
    old, new, marker, found, hint = case
    (told,) = [told for told in hints(ask_again(small, (old, new))) if found in told.found]
    assert told.file == "questionnaire/waves/later.yaml"
    assert told.line == small.line(LATER, marker)
    assert hint in told.hint


def test_order_of_items_and_of_questions(small: Small) -> None:
    items = [
        "          - {id: housing, label: {de: Wohnen, en: Housing}}\n",
        "          - {id: security, label: {de: Sicherheit, en: Security}}\n",
    ]
    ask_again(small, ("".join(items), "".join(reversed(items))))
    assert [told.found for told in hints(small)] == ["the items of 'tasks' stand in another order than in late"]
    spirit = "      - {id: spirit, type: single, scale: importance_3, text: {de: Zuversicht, en: Confidence}}\n"
    first = "      - {id: strategy, number: 3,"
    ask_again(small, (spirit, ""), (first, spirit + first))
    assert [told.found for told in hints(small)] == [
        "question 'spirit' stands elsewhere among the questions than in late"
    ]


def test_a_wave_asked_again_as_it_was_gives_no_hint(small: Small) -> None:
    assert hints(ask_again(small)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2016", (2016,)),
        ("Haushalt 2016)", (2016,)),
        ("2015/2016 und 1999", (1999, 2015, 2016)),
        ("über 2.016 Einwohner", ()),
        ("20160 Einwohner", ()),
        ("1.2016", ()),
        ("5.000 bis 20.000", ()),
        ("Punkt 2016.", (2016,)),
        ("", ()),
    ],
)
def test_what_is_a_year(small: Small, text: str, found: tuple[int, ...]) -> None:
    ask_again(small, ("text: {de: Name, en: Name}", f"text: {{de: 'Name {text}', en: Name}}"))
    questionnaire = small.load()
    named = years(questionnaire, questionnaire.wave("later").question("strategy_name"))
    assert named == ({"text": found} if found else {})


def test_a_scale_may_name_a_year_too(small: Small) -> None:
    small.change("scales.yaml", "{de: gleich, en: same}", "{de: wie 2016, en: as in 2016}")
    found = [told.found for told in hints(ask_again(small))]
    assert found == ["'tasks' contains 2016 (scale): check"]


def test_the_questionnaires_there_are_leave_nothing_open(folder: Path) -> None:
    assert review(folder)[1] == []


def test_years_of_december_2016(questionnaire: Questionnaire) -> None:
    named = {q.id: years(questionnaire, q) for q in questionnaire.wave("2016-12").questions}
    assert {question: found for question, found in named.items() if found} == {
        "budget": {"title": (2016,), "text": (2016,)},
        "resources": {"text": (2016,)},
        "needs": {"text": (2016,)},
        "attitude": {"text": (2016,)},
        "incidents": {"text": (2016,)},
    }


def test_mistakes_go_first(small: Small) -> None:
    small.change("waves/late.yaml", "invited: 270", "invitd: 270")
    with pytest.raises(QuestionnaireError, match="invitd"):
        review(small.folder)
