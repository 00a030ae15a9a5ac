from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import variable_name

if TYPE_CHECKING:
    from tests.questionnaire.small import Small


def test_every_question_type_has_its_variables(small: Small) -> None:
    found = [(v.name, v.scale, v.kind, v.position) for v in small.load().variables("late")]
    assert found == [
        ("size_class", "size_2", "choice", 1),
        ("tasks_housing", "change_3", "choice", 1),
        ("tasks_security", "change_3", "choice", 2),
        ("strategy", "yes_no", "choice", 1),
        ("strategy_name", "given", "text", 1),
        ("themes_school", "checked", "choice", 1),
        ("themes_other", "given", "text", 2),
        ("staff", "given", "number", 1),
        ("spirit", "importance_3", "choice", 1),
    ]


def test_a_variable_is_labelled_by_what_it_asks(small: Small) -> None:
    labels = {v.name: v.label.en for v in small.load().variables("late")}
    assert labels["tasks_housing"] == "Housing"
    assert labels["themes_other"] == "Other"
    assert labels["strategy"] == "Strategy"


def test_short_label_prefers_the_short_one(small: Small) -> None:
    small.change(
        "waves/late.yaml", "{de: Sicherheit, en: Security}", "{de: Sicherheit, en: Security}, short: {de: S, en: S}"
    )
    small.change("waves/late.yaml", "shown_if: {strategy: [1]}", "title: {de: Titel, en: Title}")
    short = {v.name: v.short_label.en for v in small.load().variables("late")}
    assert short["tasks_security"] == "S"
    assert short["tasks_housing"] == "Housing"
    assert short["strategy_name"] == "Title"


def test_variable_name() -> None:
    assert variable_name("tasks") == "tasks"
    assert variable_name("tasks", "security") == "tasks_security"
