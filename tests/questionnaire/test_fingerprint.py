from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire.fingerprint import structure, wording

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

LATE = "waves/late.yaml"

STRUCTURE = {
    "value": ("scales.yaml", "code: 1, value: 1", "code: 1, value: 0"),
    "code": ("scales.yaml", "code: 4, missing", "code: 5, missing"),
    "missing": ("scales.yaml", "missing: dont_know", "missing: refused"),
    "item id": (LATE, "id: security", "id: safety"),
    "filter": (LATE, "shown_if: {strategy: [1]}", "shown_if: {strategy: [2]}"),
    "period": (LATE, "2016-12-20", "2016-12-21"),
    "open line": (LATE, "        other: {de: Sonstiges, en: Other}\n", ""),
    "limit": (LATE, "minimum: 0", "minimum: 1"),
    "severity": ("plausibility.yaml", "severity: warning", "severity: error"),
    "rule": ("plausibility.yaml", "{strategy: [1]}", "{strategy: [2]}"),
    "level": ("classifications.yaml", "code: 2, id", "code: 3, id"),
    "mapping": ("mappings/tool.yaml", "{A: 1, B: 2}", "{A: 2, B: 1}"),
    "column": ("mappings/tool.yaml", "q1:", "q01:"),
}
WORDING = {
    "question": (LATE, "{de: Strategie, en: Strategy}", "{de: Strategie, en: Plan}"),
    "item": (LATE, "{de: Sicherheit, en: Security}", "{de: Sicherheit, en: Safety}"),
    "number": (LATE, "number: 3", "number: 4"),
    "open line": (LATE, "{de: Sonstiges, en: Other}", "{de: Anderes, en: Other}"),
    "wave": (LATE, "{de: Spät, en: Late}", "{de: Später, en: Late}"),
    "data protection": (LATE, "invited: 270", "invited: 270\ndata_protection: {de: Hinweis, en: Notice}"),
    "history": (LATE, "{id: strategy, number: 3,", "{id: strategy, number: 3, first_wave: early,"),
    "option": ("scales.yaml", "{de: verloren, en: lost}", "{de: verloren, en: gone}"),
    "level": ("classifications.yaml", "{de: Städte, en: Towns}", "{de: Städte, en: Cities}"),
    "reason": ("plausibility.yaml", "{de: erfunden, en: invented}", "{de: erfunden, en: made up}"),
    "crosswalk": ("crosswalk.yaml", "{de: Andere Liste., en: Another list.}", "{de: Neue Liste., en: Another list.}"),
}
NEITHER = {
    "comment": (LATE, "wave: late", "# a remark\nwave: late"),
    "other wave": ("waves/early.yaml", "{de: Wohnen, en: Housing}", "{de: Wohnen, en: Homes}"),
}


def changed(small: Small, edit: tuple[str, str, str]) -> tuple[bool, bool]:
    before = small.load()
    after = small.change(*edit).load()
    return structure(before, "late") != structure(after, "late"), wording(before, "late") != wording(after, "late")


@pytest.mark.parametrize("edit", STRUCTURE.values(), ids=STRUCTURE.keys())
def test_what_changes_data_changes_the_structure(small: Small, edit: tuple[str, str, str]) -> None:
    assert changed(small, edit)[0]


@pytest.mark.parametrize("edit", WORDING.values(), ids=WORDING.keys())
def test_what_is_only_read_changes_the_wording_alone(small: Small, edit: tuple[str, str, str]) -> None:
    assert changed(small, edit) == (False, True)


@pytest.mark.parametrize("edit", NEITHER.values(), ids=NEITHER.keys())
def test_what_concerns_neither(small: Small, edit: tuple[str, str, str]) -> None:
    assert changed(small, edit) == (False, False)


def test_a_value_is_no_wording(small: Small) -> None:
    assert changed(small, STRUCTURE["value"]) == (True, False)


def test_same_files_same_fingerprint(small: Small) -> None:
    first, second = small.load(), small.load()
    assert structure(first, "late") == structure(second, "late")
    assert wording(first, "late") == wording(second, "late")
    assert len(structure(first, "late")) == 64
    assert structure(first, "late") != structure(first, "early")
