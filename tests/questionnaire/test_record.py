"""What was recorded when a wave was fielded does not move along when a shared file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from pipeline.questionnaire.load import review
from pipeline.questionnaire.record import departures, fingerprints, render

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire
    from tests.questionnaire.small import Small

FILE = "wording.yaml"


@pytest.fixture
def recorded(small: Small) -> Small:
    """The small questionnaire with the late wave recorded."""
    small.write(FILE, render({"late": fingerprints(small.load(), "late")}))
    return small


def test_a_record_is_read_back(recorded: Small) -> None:
    questionnaire = recorded.load()
    assert questionnaire.recorded["late"] == fingerprints(questionnaire, "late")
    assert list(questionnaire.recorded["late"]) == [variable.name for variable in questionnaire.variables("late")]
    assert departures(questionnaire, "late") == {}
    assert departures(questionnaire, "early") == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "scales.yaml",
            "{de: verloren, en: lost}",
            "{de: weniger, en: lost}",
            {"tasks": ("tasks_housing", "tasks_security")},
        ),
        ("waves/late.yaml", "{de: Sicherheit, en: Security}", "{de: Schutz, en: Security}", {"tasks": ("tasks_security",)}),
        ("waves/late.yaml", "{de: Strategie, en: Strategy}", "{de: Strategie, en: Plan}", {"strategy": ("strategy",)}),
        ("waves/late.yaml", "id: staff,", "id: posts,", {"staff": ("staff",)}),
        ("waves/late.yaml", "number: 3", "number: 4", {}),
        ("waves/early.yaml", "{de: Wohnen, en: Housing}", "{de: Bauen, en: Housing}", {}),
    ],
)  # fmt: skip
def test_what_departs_from_the_record(recorded: Small, file: str, old: str, new: str, expected: dict) -> None:
    assert departures(recorded.change(file, old, new).load(), "late") == expected


def test_a_departure_is_a_hint_on_the_wave(recorded: Small) -> None:
    recorded.change("scales.yaml", "{de: verloren, en: lost}", "{de: weniger, en: lost}")
    recorded.change("waves/late.yaml", "id: staff,", "id: posts,")
    told = [hint for hint in review(recorded.folder)[1] if "fielded" in hint.found]
    assert [hint.found for hint in told] == [
        "'staff' was asked when late was fielded and is gone",
        "'tasks' (2 items) is not worded as when late was fielded",
    ]
    assert told[1].line == recorded.line("waves/late.yaml", "id: tasks")
    assert "that of the scale 'change_3'" in told[1].hint


def test_a_spoilt_record_is_a_mistake(recorded: Small) -> None:
    first = next(iter(fingerprints(recorded.load(), "late").values()))
    (mistake,) = recorded.change(FILE, first, "tampered").mistakes()
    assert mistake.file == f"questionnaire/{FILE}"
    assert mistake.line == recorded.line(FILE, "tampered")


def test_several_waves_stand_in_order_of_their_names() -> None:
    text = render({"2027": {"tasks": "0" * 16}, "2016-12": {"tasks": "1" * 16}})
    assert list(yaml.safe_load(text)) == ["2016-12", "2027"]


def test_december_2016_is_as_recorded(questionnaire: Questionnaire) -> None:
    assert list(questionnaire.recorded) == ["2016-12"]
    assert len(questionnaire.recorded["2016-12"]) == 93
    assert departures(questionnaire, "2016-12") == {}
