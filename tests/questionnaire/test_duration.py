from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.duration import SECONDS, estimated_minutes, fields
from pipeline.questionnaire.model import Question

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire

TEXT = {"de": "a", "en": "b"}
KINDS = {
    "single": {"type": "single", "scale": "s"},
    "yes_no": {"type": "yes_no"},
    "battery": {"type": "battery", "scale": "s", "items": [{"id": "a", "label": TEXT}, {"id": "b", "label": TEXT}]},
    "multiple": {"type": "multiple", "items": [{"id": "a", "label": TEXT}], "other": TEXT},
    "number": {"type": "number"},
    "text": {"type": "text"},
}


def question(kind: str) -> Question:
    return Question.model_validate({"id": "q", "text": TEXT, **KINDS[kind]})


def test_the_one_measurement_there_is(questionnaire: Questionnaire) -> None:
    found = fields(questionnaire.wave("2016-12").questions)
    assert found == {"closed": 78, "box": 13, "number": 0, "open": 2}
    assert found["closed"] * SECONDS["closed"] / 60 == pytest.approx(20)
    assert estimated_minutes(questionnaire.wave("2016-12")) == pytest.approx(20 + (13 * 4 + 2 * 60) / 60)


def test_modules_are_short(questionnaire: Questionnaire) -> None:
    minutes = {name: round(estimated_minutes(module), 1) for name, module in questionnaire.modules.items()}
    assert minutes == {
        "admission": 4.3,
        "discretion": 2.4,
        "distribution": 3.8,
        "governance": 2.2,
        "housing": 5.8,
        "networks": 4.7,
        "rural": 2.3,
        "sponsorship": 3.6,
    }


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        ("single", {"closed": 1}),
        ("yes_no", {"closed": 1}),
        ("battery", {"closed": 2}),
        ("multiple", {"box": 2}),
        ("number", {"number": 1}),
        ("text", {"open": 1}),
    ],
)
def test_fields_of_every_type(kind: str, counted: dict[str, int]) -> None:
    assert +fields([question(kind)]) == counted


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=8), st.lists(st.sampled_from(sorted(KINDS)), max_size=8))
def test_minutes_add_up_and_no_question_is_free(first: list[str], second: list[str]) -> None:
    class Asked:
        def __init__(self, kinds: list[str]) -> None:
            self.questions = tuple(question(kind) for kind in kinds)

    parts = estimated_minutes(Asked(first)) + estimated_minutes(Asked(second))
    assert estimated_minutes(Asked(first + second)) == pytest.approx(parts)
    assert (estimated_minutes(Asked(first)) > 0) == bool(first)


def test_the_documentation_tells_the_same_minutes(questionnaire: Questionnaire) -> None:
    lines = (Path(__file__).parents[2] / "docs" / "modules.md").read_text(encoding="utf-8").splitlines()
    told = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    assert len(told) == len(questionnaire.modules)
    for name, _, _, counts, minutes in told:
        module = questionnaire.modules[name]
        found = fields(module.questions)
        assert counts == ", ".join(str(found[kind]) for kind in ("closed", "box", "number")), name
        assert minutes == f"{estimated_minutes(module):.1f}", name
