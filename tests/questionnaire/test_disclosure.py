from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire import inspect, load
from pipeline.questionnaire.disclosure import Disclosure
from pipeline.questionnaire.fingerprint import structure

if TYPE_CHECKING:
    from pathlib import Path

    from tests.questionnaire.small import Small


def test_the_rules_of_this_project_are_the_documented_defaults(folder: Path) -> None:
    assert load(folder).disclosure == Disclosure()
    assert Disclosure().model_dump() == {
        "minimum_answers": 5, "protection": 2, "overall": "published", "prefer": "interval",
    }  # fmt: skip


def test_a_changed_rule_changes_the_structure(small: Small) -> None:
    before = structure(load(small.folder), "late")
    (small.folder / "disclosure.yaml").write_text("minimum_answers: 10\n", encoding="utf-8")
    assert load(small.folder).disclosure.minimum_answers == 10
    assert structure(load(small.folder), "late") != before


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("minimum_answers: 0", "'minimum_answers' is 0"),
        ("overall: hidden", "'overall' is 'hidden'"),
        ("minimum: 5", "unknown key 'minimum'"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(small: Small, line: str, found: str) -> None:
    (small.folder / "disclosure.yaml").write_text(f"# rules\n{line}\n", encoding="utf-8")
    _, mistakes = inspect(small.folder)
    assert [(mistake.line, mistake.found) for mistake in mistakes] == [(2, found)]
