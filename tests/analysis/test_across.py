"""Waves side by side: what the crosswalk allows, and what it refuses with its reason."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.analysis import NotComparableError, SurveyError
from pipeline.analysis.across import across, comparable
from pipeline.questionnaire.new_wave import new_wave
from tests import build
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    """The three waves, each under the name of its questionnaire."""
    networking = {"networking": [1, 1, 2, 2, 2, 3, 4, 5]}
    fielded = [build.wave_data(questionnaire, "2011", networking, wave="2011")]
    for seed, wave in enumerate(("2016-01", "2016-12"), start=1):
        answers = build.random_answers(questionnaire, wave, 30, seed)
        fielded.append(build.wave_data(questionnaire, wave, answers, wave=wave))
    with build.survey(tmp_path_factory.mktemp("survey"), questionnaire, *fielded) as opened:
        yield opened


BOTH = ["2016-01", "2016-12"]


@pytest.mark.parametrize(
    ("question", "waves", "reason"),
    [
        ("tasks", BOTH, "At most the rankings can be compared"),
        ("tasks_language_courses", BOTH, "At most the rankings can be compared"),
        ("resources", BOTH, "how far a resource is there"),
        ("resources_strong_engagement", BOTH, "are not the same item"),
        ("needs", BOTH[::-1], "how important a kind of support is"),
        ("development_policy_concepts", BOTH, "is not “drawing up plans and guidelines”"),
        ("development_federal_initiatives", BOTH, "early in 2016 only"),
        ("good_practice", BOTH, "different forms"),
        ("coping", BOTH[::-1], "Whether “Coping with the challenges” was asked is not known: 2016-01"),
        ("advantages", BOTH, "was not asked: 2016-12"),
        ("engagement", ["2016-01", "2016-12", "2011"], "is not known: 2011"),
    ],
)
def test_what_the_crosswalk_refuses_is_refused_with_its_reason(survey, question, waves, reason):
    with pytest.raises(NotComparableError) as refused:
        across(survey, question, waves, language="en")
    assert str(refused.value).startswith(f"Waves {' and '.join(waves)} are not compared on '{question}': ")
    assert reason in str(refused.value)


def test_items_that_are_not_the_same_are_left_out_and_say_why(survey):
    frame = across(survey, "development", BOTH)
    same = ["cross_departmental_networks", "linking_policies", "network_structures"]
    assert sorted(frame["variable"].unique()) == [f"development_{item}" for item in same]
    assert set(frame["wave"]) == set(BOTH)
    refused = frame.attrs["refused"]
    assert len(refused) == 5 + 12 - 2 * 3
    assert "Leitlinien sagen" in refused["development_policy_concepts"]
    assert refused["development_local_leeway"].startswith("Ob nach „Nutzung von kommunalen Spielräumen")
    assert [remark[:24] for remark in frame.attrs["remarks"]] == [
        "Beide Wellen fragen nach",
        "„Netzwerk- und Kooperati",
    ]


def test_three_waves_of_one_question_with_relabelled_answers(survey):
    waves = ["2011", "2016-01", "2016-12"]
    frame = across(survey, "networking", waves, language="en")
    means = {wave: survey.means(wave, "networking")["mean"].item() for wave in waves}
    assert frame["wave"].tolist() == waves
    assert frame["mean"].tolist() == pytest.approx(list(means.values()))
    assert frame["difference"].tolist() == pytest.approx([mean - means["2011"] for mean in means.values()])
    assert len(frame.attrs["remarks"]) == 3
    assert frame.attrs["refused"] == {}
    assert frame.attrs["provenance"] == "synthetic"


def test_categories_are_compared_by_their_code(survey):
    frame = across(survey, "budget", BOTH, by="size_group")
    early, late = (frame[frame["wave"] == wave].set_index(["level", "code"])["share"] for wave in BOTH)
    difference = frame[frame["wave"] == "2016-12"].set_index(["level", "code"])["difference"]
    pd.testing.assert_series_equal(difference, late - early, check_names=False)


def test_one_item_of_a_question(survey):
    frame = across(survey, "development_linking_policies", BOTH)
    assert frame["variable"].unique().tolist() == ["development_linking_policies"]
    assert comparable(survey, "development_linking_policies", BOTH).refused == {}


def test_a_question_that_the_first_wave_does_not_ask(survey):
    with pytest.raises(SurveyError, match="Wave 2011 has no question 'tasks'"):
        across(survey, "tasks", ["2011", "2016-12"])


def test_one_fielding_after_another_of_the_same_questionnaire(tmp_path, questionnaire):
    answers = build.random_answers(questionnaire, "2016-12", 12)
    fielded = [build.wave_data(questionnaire, "2016-12", answers, wave=wave) for wave in ("a", "b")]
    with build.survey(tmp_path, questionnaire, *fielded) as survey:
        frame = across(survey, "tasks", ["a", "b"])
        assert frame["difference"].dropna().eq(0).all()
        assert frame.attrs["refused"] == {}
        assert len(across(survey, "priorities", ["a", "b"])) > 0


def test_a_new_wave_is_set_beside_every_earlier_one(tmp_path, questionnaire):
    made = new_wave(ROOT / "questionnaire", questionnaire, "2027", based_on="2016-12", modules=["networks"])
    waves = ["2016-01", "2016-12", "2027"]
    answers = {wave: build.random_answers(made.questionnaire, wave, 12, seed) for seed, wave in enumerate(waves)}
    fielded = [build.wave_data(made.questionnaire, wave, given, wave=wave) for wave, given in answers.items()]
    with build.survey(tmp_path, made.questionnaire, *fielded) as survey:
        assert across(survey, "cohesion", waves[1:]).attrs["remarks"] == ()
        assert set(across(survey, "tasks", waves[1:])["wave"]) == set(waves[1:])
        frame = across(survey, "networking", waves)
        assert frame["wave"].tolist() == waves
        assert any(remark.startswith("2027 fragt im Wortlaut von 2016-12. ") for remark in frame.attrs["remarks"])
        with pytest.raises(NotComparableError, match="At most the rankings can be compared"):
            across(survey, "tasks", ["2016-01", "2027"], language="en")
        with pytest.raises(NotComparableError, match="was not asked: 2016-12"):
            across(survey, "network_motives", ["2027", "2016-12"], language="en")
