"""A question over the waves: what is comparable with the latest, what is not and why, and the numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.analysis import SurveyError
from pipeline.analysis.trend import comparison, top_codes
from pipeline.statistics.description import wilson
from tests import build

WAVES = {"first": ("2016-01", 2016), "second": ("2016-12", 2017), "third": ("2016-12", 2027)}


def wave(questionnaire, name, answers, n, **options):
    instrument, year = WAVES[name]
    data = build.wave_data(questionnaire, instrument, answers, wave=name, n=n, **options)
    return replace(data, field_period=(dt.date(year, 11, 2), dt.date(year, 11, 20)))


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    """Three waves: networking and yes/no in all of them, tasks only in two that ask alike."""
    waves = [
        wave(questionnaire, "first", {"networking": [1] * 10 + [3] * 10, "reception_facility": [1] * 5 + [2] * 15}, 20),
        wave(
            questionnaire, "second",
            {"networking": [2] * 12, "reception_facility": [1] * 6 + [2] * 6, "tasks_security": [1] * 12,
             "budget": [1] * 3 + [2] * 3 + [4] * 6, "incidents": [1] * 9 + [3] * 3, "good_practice_school": [1, 2] * 6},
            12, provenance="real",
        ),
        wave(questionnaire, "third", {"networking": [5] * 6, "tasks_security": [3] * 6, "size_class": [4] * 5 + [6]}, 6),
    ]  # fmt: skip
    survey = build.survey(tmp_path_factory.mktemp("trend"), questionnaire, *waves)
    yield survey
    survey.close()


def values(found, variable=None):
    frame = found.frame()
    frame = frame if variable is None else frame[frame["variable"] == variable]
    return dict(zip(frame["wave"], frame["value"], strict=True))


def test_means_over_all_comparable_waves(survey):
    found = survey.trend("networking", language="en")
    assert found.waves == ("first", "second", "third")
    assert found.measure == "mean"
    assert values(found) == {"first": 4.0, "second": 4.0, "third": 1.0}
    frame = found.frame()
    assert frame["n"].tolist() == [20, 12, 6]
    assert frame["ci_low"].isna().tolist() == [False, False, True], "no interval under eight answers"
    assert found.remarks, "the crosswalk says what to know of the comparison"
    assert found.synthetic == ("first", "third")
    assert frame["provenance"].tolist() == ["synthetic", "real", "synthetic"]
    assert "4.0" in str(found)


def test_a_wave_that_must_not_be_compared_is_listed_with_its_reason(survey):
    found = survey.trend("tasks", language="de")
    assert found.waves == ("second", "third")
    ((wave, reason),) = found.refused_waves
    assert wave == "first"
    assert reason.startswith("Anfang 2016 wurde gefragt, wie wichtig eine Aufgabe ist")


def test_items_that_must_not_be_compared_are_listed(survey):
    found = survey.trend("development", language="en")
    assert found.waves == ("first", "second", "third")
    assert {wave for wave, _, _ in found.refused} == {"first"}
    local = found.frame()[found.frame()["variable"] == "development_local_leeway"]
    assert local["wave"].tolist() == ["second", "third"]
    assert "Local leeway" in {label for _, label, _ in found.refused}


def test_one_item_of_a_question_can_be_followed(survey):
    found = survey.trend("tasks_security", until="third")
    assert values(found) == {"second": 5.0, "third": 3.0}


@pytest.mark.parametrize(
    ("question", "answers", "share"),
    [
        ("reception_facility", ("Yes",), 0.5),
        ("budget", 2, 0.5),
        ("incidents", 2, 0.25),
        ("good_practice_school", ("named",), 0.5),
    ],
)
def test_shares_of_yes_and_of_the_two_highest(survey, question, answers, share):
    found = survey.trend(question, until="second", language="en")
    assert found.measure == "share"
    assert found.answers == answers if isinstance(answers, tuple) else len(found.answers) == answers
    row = found.frame().iloc[-1]
    box = wilson(int(share * 12), 12)
    assert (row["value"], row["ci_low"], row["ci_high"], row["n"]) == (share, box.ci_low, box.ci_high, 12)


def test_only_waves_up_to_one_are_looked_at(survey):
    assert survey.trend("networking", until="second").waves == ("first", "second")
    assert survey.trend("networking", until="first").waves == ("first",)


def test_groups_are_withheld_as_everywhere(survey):
    def small(**options):
        frame = survey.trend("networking", "size_group", **options).frame()
        return frame[(frame["wave"] == "third") & (frame["level_short"] == "Gemeinden")].iloc[0]

    assert small()["suppressed"]
    assert pd.isna(small()["value"])
    assert (small(internal=True)["n"], small(internal=True)["value"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("question", "until", "message"),
    [
        ("state", None, "has no order"),
        ("priorities", None, "has no order"),
        ("weather", None, "No wave asks a question 'weather'"),
        ("weather", "second", "has no question 'weather'"),
        ("networking", "fourth", "There is no wave 'fourth'"),
    ],
)
def test_what_cannot_be_followed_is_explained(survey, question, until, message):
    with pytest.raises(SurveyError, match=message):
        survey.trend(question, until=until)


def test_a_grouping_that_is_not_there_is_told(survey):
    with pytest.raises(SurveyError, match="cannot be broken down"):
        survey.trend("networking", "weather")


def test_what_is_comparable_can_be_asked_without_the_numbers(survey):
    found = comparison(survey, "tasks", "third")
    assert (found.waves, [wave for wave, _ in found.refused]) == (("second", "third"), ["first"])


def test_the_two_highest_of_an_order_and_yes_are_followed(questionnaire):
    assert top_codes(questionnaire.scale("yes_no"), "yes_no") == (1,)
    assert top_codes(questionnaire.scale("budget_4"), "budget_4") == (1, 2)
    assert top_codes(questionnaire.scale("incidents_3"), "incidents_3") == (2, 3)
    assert top_codes(questionnaire.scale("state_16"), "state_16") == ()


SHAPES = {"nobody": ([], 0), "one": ([1], 1), "equal": ([3] * 9, 9), "silent": ([None] * 6, 6)}


@pytest.mark.parametrize("order", [list(SHAPES), list(SHAPES)[::-1]], ids=" ".join)
def test_no_shape_of_waves_breaks_it(tmp_path, questionnaire, order):
    waves = []
    for year, shape in enumerate(order, start=2017):
        given, n = SHAPES[shape]
        answers = {"networking": given, "reception_facility": [g and 1 for g in given]}
        data = build.wave_data(questionnaire, "2016-12", answers, wave=shape, n=n)
        waves.append(replace(data, field_period=(dt.date(year, 11, 2), dt.date(year, 11, 20))))
    with build.survey(tmp_path, questionnaire, *waves) as survey:
        for question in ("networking", "reception_facility"):
            for by in ("all", "size_group"):
                frame = survey.trend(question, by).frame()
                assert list(dict.fromkeys(frame["wave"])) == order
                assert (frame["value"].isna() | frame["n"].gt(0).fillna(value=False)).all()
