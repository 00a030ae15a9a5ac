"""What only shows when the files are read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

LATE, TOOL = "waves/late.yaml", "mappings/tool.yaml"
CLASSES, RULES, CROSSWALK = "classifications.yaml", "plausibility.yaml", "crosswalk.yaml"

# file, what is replaced, by what, (part of) the line that is named, what was found, the hint
SLIPS = {
    "question id twice": (LATE, "id: staff", "id: strategy", "Personal", "duplicate question id 'strategy'", "once"),
    "section id twice": (LATE, "id: second", "id: first", "id: first", "duplicate section id", "once"),
    "number twice": (LATE, "number: 3", "number: 2", "id: strategy,", "duplicate question number '2'", "once"),
    "role twice": (
        LATE,
        "id: spirit, type: single, scale: importance_3",
        "id: spirit, type: single, scale: size_2, role: size_class",
        "id: spirit",
        "duplicate role",
        "once",
    ),
    "item twice": (LATE, "id: security", "id: housing", "Sicherheit", "in question 'tasks' twice", "remove one"),
    "item in two batteries": (LATE, "id: school", "id: security", "Schule", "stands in two batteries: 'tasks'", "one"),
    "variable twice": (LATE, "id: staff", "id: tasks_security", "Personal", "variable 'tasks_security'", "rename"),
    "unknown scale": (LATE, "scale: change_3", "scale: change_5", "change_5", "'change_5'", "did you mean 'change_3'"),
    "filter on a later question": (
        LATE,
        "{strategy: [1]}",
        "{themes: [1]}",
        "shown_if",
        "not asked before it",
        "known",
    ),
    "filter on an unknown question": (
        LATE,
        "{strategy: [1]}",
        "{strategie: [1]}",
        "shown_if",
        "'strategie'",
        "did you mean 'strategy'",
    ),
    "filter on an unknown code": (LATE, "{strategy: [1]}", "{strategy: [9]}", "shown_if", "no answer code 9", "[1, 2]"),
    "filter on a battery": (LATE, "{strategy: [1]}", "{tasks: [1]}", "shown_if", "several items", "one answer"),
    "classification with an unknown code": (
        CLASSES,
        "codes: [2]",
        "codes: [2, 9]",
        "codes: [2, 9]",
        "no answer code 9",
        "[1, 2]",
    ),
    "rule on an unknown question": (
        RULES,
        "{strategy: [1]}",
        "{strategi: [1]}",
        "strategi:",
        "no wave asks",
        "did you mean 'strategy'",
    ),
    "rule on an unknown code": (RULES, "{strategy: [1]}", "{strategy: [3]}", "never", "no answer code 3", "[1, 2]"),
    "mapping to an unknown variable": (
        TOOL,
        "tasks_housing",
        "tasks_hosing",
        "hosing",
        "'tasks_hosing'",
        "did you mean 'tasks_housing'",
    ),
    "mapping of an unknown scale": (
        TOOL,
        "size_2: {A: 1, B: 2}",
        "size_2: {A: 1, B: 2}\n  size_3: {A: 1}",
        "size_3",
        "'size_3' is no scale",
        "did you mean",
    ),
    "mapping to an unknown code": (TOOL, "B: 2", "B: 7", "B: 7", "becomes 7", "[1, 2]"),
    "mapping without codes for a scale": (
        TOOL,
        "  size_2: {A: 1, B: 2}\n",
        "",
        "q1",
        "there are no codes",
        "add size_2",
    ),
    "crosswalk with an unknown wave": (CROSSWALK, "early", "erly", "between", "'erly'", "did you mean 'early'"),
    "crosswalk with itself": (CROSSWALK, "early", "late", "between", "with itself", "two waves"),
    "crosswalk of an unknown question": (CROSSWALK, "themes", "themen", "question", "no wave asks", "did you mean"),
    "crosswalk of an unknown item": (
        CROSSWALK,
        "question: themes",
        "question: themes\n  items: [scool]",
        "items",
        "lacks in every wave",
        "did you mean 'school'",
    ),
    "crosswalk that allows what was not asked": (
        CROSSWALK,
        "question: themes\n  comparable: false",
        "question: strategy\n  comparable: true",
        "question",
        "allows 'strategy', which wave 'early' lacks",
        "nothing makes comparable",
    ),
    "crosswalk that allows another form": (
        CROSSWALK,
        "question: themes\n  comparable: false",
        "question: spirit\n  comparable: true",
        "comparable",
        "has different forms",
        "comparable: false",
    ),
    "crosswalk without matching": (
        CROSSWALK,
        "question: themes\n  comparable: false",
        "question: tasks\n  comparable: true",
        "between",
        "the scales 'importance_3' and 'change_3'",
        "add options: code, or value",
    ),
    "crosswalk with needless matching": (
        CROSSWALK,
        "question: themes\n  comparable: false",
        "question: size_class\n  comparable: true\n  options: code",
        "options",
        "the scales 'size_2' and 'size_2'",
        "remove options:",
    ),
    "crosswalk that matches what does not match": (
        CROSSWALK,
        "question: themes\n  comparable: false",
        "question: tasks\n  comparable: true\n  options: code",
        "options",
        "no counterpart of the same code",
        "mend the scales",
    ),
    "crosswalk twice": (
        CROSSWALK,
        "- between",
        "- {between: [late, early], question: themes, comparable: true, reason: {de: a, en: b}}\n- between",
        "  question: themes",
        "judges 'themes' twice (first on line 1)",
        "keep one",
    ),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_file_line_and_hint(small: Small, slip: tuple[str, ...]) -> None:
    file, old, new, marker, found, hint = slip
    small.change(file, old, new)
    mistakes = small.mistakes()
    assert [mistake.file for mistake in mistakes] == [f"questionnaire/{file}"] * len(mistakes)
    matching = [mistake for mistake in mistakes if found in mistake.found]
    assert len(matching) == 1, mistakes
    assert hint in matching[0].hint
    assert matching[0].line == small.line(file, marker)


def test_a_classification_may_not_drop_anyone(small: Small) -> None:
    small.change(
        "classifications.yaml",
        "    - {code: 2, id: landkreise, label: {de: Landkreise, en: Landkreise}, codes: [2]}\n",
        "",
    )
    mistakes = small.mistakes()
    assert len(mistakes) == 1
    assert "leaves out answer code 2 of 'size_class'" in mistakes[0].found


def test_two_columns_for_one_variable(small: Small) -> None:
    small.change(TOOL, "  q1: size_class\n", "  q1: size_class\n  q1b: size_class\n")
    mistakes = small.mistakes()
    assert [mistake.line for mistake in mistakes] == [small.line(TOOL, "q1:"), small.line(TOOL, "q1b:")]


def test_a_mapping_owes_codes_to_the_wave_it_serves_best(small: Small) -> None:
    small.change(TOOL, "  change_3: {1: 1, 2: 2, 3: 3}\n", "  importance_3: {1: 1, 2: 2, 3: 3, 4: 4}\n")
    assert small.mistakes() == []
    small.change(TOOL, "  q1: size_class\n", '  q1: size_class\n  "q2[b]": tasks_security\n')
    found = [mistake.found for mistake in small.mistakes()]
    assert len(found) == 2
    assert all("answers of the scale 'change_3', for which there are no codes" in each for each in found)
