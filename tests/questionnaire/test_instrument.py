"""The questionnaire of December 2016: complete, as printed, in both languages. The others: test_reconstructed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pipeline.questionnaire import comparability
from pipeline.questionnaire.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Question, Wave

PRINT = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "questionnaire" / "anlage-2.yaml").read_text(encoding="utf-8")
)
WAVE = "2016-12"
WAVES = ("2011", "2016-01", "2016-12")


@pytest.fixture
def wave(questionnaire: Questionnaire) -> Wave:
    return questionnaire.wave(WAVE)


def by_number(wave: Wave, number: int) -> Question:
    return next(question for question in wave.questions if question.number == number)


def test_twenty_three_numbers_in_printed_order(wave: Wave) -> None:
    assert [question.number for question in wave.questions if question.number] == list(range(1, 24))
    assert [question.id for question in wave.questions if not question.number] == ["strategy_name", "good_practice"]
    assert len(wave.questions) == 25


def test_items_of_each_battery(wave: Wave) -> None:
    assert {question.id: len(question.items) for question in wave.questions if question.items} == {
        "tasks": 15,
        "resources": 12,
        "needs": 9,
        "cohesion_measures": 7,
        "support": 7,
        "development": 12,
        "good_practice": 12,
    }


def test_ninety_three_variables(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.variables(WAVE)) == 93


@pytest.mark.parametrize("number", [number for number in PRINT if isinstance(number, int)])
def test_german_is_as_printed(questionnaire: Questionnaire, wave: Wave, number: int) -> None:
    question, printed = by_number(wave, number), PRINT[number]
    assert question.text.de == printed["text"]
    rows = [item.label.de for item in question.items] or ([question.statement.de] if question.statement else [])
    assert rows == printed.get("rows", [])
    if "options" in printed:
        options = questionnaire.scale(question.scale or "yes_no").options
        assert [[option.label.de, option.value] for option in options] == printed["options"]
        assert [option.code for option in options] == list(range(1, len(options) + 1))


def test_request_for_good_practice_is_as_printed(wave: Wave) -> None:
    question = wave.question("good_practice")
    assert question.text.de == PRINT["good_practice"]["text"]
    assert [item.label.de for item in question.items] == PRINT["good_practice"]["rows"]
    assert question.items[-1].label.de == "Auseinandersetzung mit Rechtpopulismus / Rechtsextremismus"


def test_every_scale_stands_for_what_it_is(questionnaire: Questionnaire) -> None:
    scales = {name: scale for name, scale in questionnaire.scales.items() if not name.endswith("_dk")}
    neutral = {name: scale.neutral for name, scale in scales.items() if scale.is_likert}
    assert neutral == {
        "importance_change_5": 3,
        "networking_5": 2.5,
        "performance_5": 3,
        "engagement_5": 3,
        "engagement_change_5": 3,
        "attitude_5": 3,
        "attitude_change_5": 3,
        "cohesion_5": 3,
        "cohesion_effect_5": 3,
        "importance_5": 2.5,
        "support_importance_5": 2.5,
        "applies_5": 2.5,
        "policy_importance_5": 3,
        "networking_very_low_5": 2.5,
        "engagement_low_5": 3,
    }
    no_answer = {name: [o.label.de for o in scale.options if o.missing] for name, scale in scales.items()}
    assert {name: labels for name, labels in no_answer.items() if labels} == {
        "migrant_share_8": ["Anteil nicht bekannt"],
        "immigration_6": ["Keine Schätzung möglich"],
    }


def test_no_scale_is_unused(questionnaire: Questionnaire) -> None:
    used = {v.scale for wave_id in questionnaire.waves for v in questionnaire.variables(wave_id)}
    used |= {question.scale for module in questionnaire.modules.values() for question in module.questions}
    assert set(questionnaire.scales) <= used


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from texts(entry, f"{path}/{index}")
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}/{name}")


@pytest.mark.parametrize("wave_id", WAVES)
def test_english_is_a_translation(questionnaire: Questionnaire, wave_id: str) -> None:
    wave = questionnaire.wave(wave_id)
    long = {path: text for path, text in texts(wave) if len(text.de) > 25}
    assert [path for path, text in long.items() if text.de == text.en] == []
    assert [path for path, text in texts(wave) if set(text.en) & set("äöüßÄÖÜ„")] == []


@pytest.mark.parametrize("wave_id", WAVES)
def test_every_question_has_heading_and_source(questionnaire: Questionnaire, wave_id: str) -> None:
    wave = questionnaire.wave(wave_id)
    for question in wave.questions:
        assert question.source.startswith(f"{wave.source.partition(', ')[0]}, ")
        assert max(len(question.title.de), len(question.title.en)) <= 60, question.id


def test_short_labels_are_short_and_distinct(questionnaire: Questionnaire) -> None:
    asked = [*questionnaire.waves.values(), *questionnaire.modules.values()]
    questions = [question for one in asked for question in one.questions]
    groups = [[item.short for item in question.items] for question in questions if question.items]
    groups += [[option.short_label for option in scale.options] for scale in questionnaire.scales.values()]
    groups += [[level.short_label for level in c.levels] for c in questionnaire.classifications.values()]
    for group in groups:
        for language in ("de", "en"):
            labels = [label[language] for label in group]
            assert max(map(len, labels)) <= 40, labels
            assert len(set(labels)) == len(labels), labels


def test_levels_of_the_classifications(questionnaire: Questionnaire) -> None:
    groups = {name: [level.label.de for level in c.levels] for name, c in questionnaire.classifications.items()}
    assert groups["size_group"] == ["Großstädte", "Mittelstädte", "Kleinstädte", "Gemeinden", "Landkreise"]
    assert groups["size_group_4"] == ["Großstädte", "Mittelstädte", "Kleinstädte und Gemeinden", "Landkreise"]
    assert groups["region"] == ["Nord", "West", "Ost", "Süd"]
    assert groups["east_west"] == ["West", "Ost"]
    for name, scale in (("size_class", "size_class_8"), ("state", "state_16")):
        levels, options = questionnaire.classifications[name].levels, questionnaire.scales[scale].options
        assert [level.label for level in levels] == [option.label for option in options]
        assert [level.codes for level in levels] == [(option.code,) for option in options]


def test_regions_by_abbreviation(questionnaire: Questionnaire) -> None:
    short = {option.code: option.short.de for option in questionnaire.scales["state_16"].options}
    found = {
        (name, level.id): " ".join(sorted(short[code] for code in level.codes))
        for name in ("region", "east_west")
        for level in questionnaire.classifications[name].levels
    }
    assert found == {
        ("region", "nord"): "HB HH MV NI SH",
        ("region", "west"): "HE NW RP SL",
        ("region", "ost"): "BB BE SN ST TH",
        ("region", "sued"): "BW BY",
        ("east_west", "west"): "BW BY HB HE HH NI NW RP SH SL",
        ("east_west", "ost"): "BB BE MV SN ST TH",
    }


def test_every_impossible_pair_of_land_and_size_is_a_warning(questionnaire: Questionnaire) -> None:
    short = {option.code: option.short.de for option in questionnaire.scales["state_16"].options}
    impossible = set()
    for rule in questionnaire.plausibility.values():
        assert rule.severity == "warning"
        impossible |= {(short[land], size) for land in rule.when["state"] for size in rule.never["size_class"]}
    with_large_city = {land for land in short.values() if (land, 1) not in impossible}
    assert with_large_city == {"BE", "HH", "BY", "NW", "HE", "BW", "SN", "HB", "NI"}
    assert {land for land, size in impossible if size in (7, 8)} == {"BE", "HB", "HH"}
    possible = {land: [size for size in range(1, 9) if (land, size) not in impossible] for land in ("BE", "HH", "HB")}
    assert possible == {"BE": [1], "HH": [1], "HB": [1, 2]}


def test_the_name_of_a_strategy_is_asked_of_those_who_have_one(wave: Wave) -> None:
    assert wave.question("strategy_name").shown_if == {"strategy": (1,)}


def test_a_wave_is_comparable_with_itself(questionnaire: Questionnaire) -> None:
    assert all(comparability(questionnaire, q.id, WAVE, WAVE).comparable for q in questionnaire.wave(WAVE).questions)


def test_options_have_places_from_most_to_least_as_the_scale_says(questionnaire):
    assert questionnaire.scale("importance_5").places[1] == 5
    assert questionnaire.scale("incidents_3").places == {1: 1, 2: 2, 3: 3}
    assert questionnaire.scale("budget_4").places[1] == 4
    assert questionnaire.scale("yes_no").places == {}
