from __future__ import annotations

import numpy as np
import pytest

from pipeline.analysis import SurveyError
from pipeline.analysis.description import describe
from pipeline.analysis.margins import Population
from tests import build

POPULATION = Population(
    "margins.csv",
    {
        "size_class": {
            "city_over_500k": 14, "city_100k_500k": 66, "town_50k_100k": 113, "town_20k_50k": 508, "small_town": 2254,
            "small_municipality": 40, "landkreis_over_150k+landkreis_under_150k": 294,
        }
    },
    ("invented",),
    (),
)  # fmt: skip


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    answers = build.random_answers(questionnaire, "2016-12", 90)
    answers["size_class"] = ([2, 4, 5, 6, 7, 8] * 15)[:87] + [None] * 3
    answers["tasks_security"] = [1, 2, 3, 4, 5, None] * 15
    answers["tasks_language_courses"] = [None] * 90
    return build.survey(
        tmp_path_factory.mktemp("description"), questionnaire, build.wave_data(questionnaire, "2016-12", answers)
    )


def test_numbers_are_those_of_the_means_and_kinds_of_missing_are_counted(survey):
    found = describe(survey, "test", "tasks", by="size_group", internal=True)
    means = survey.means("test", "tasks", by="size_group", internal=True)
    for name in ("n", "mean", "sd", "ci_low", "top2", "median"):
        np.testing.assert_allclose(found[name].astype(float), means[name].astype(float))
    security = describe(survey, "test", "tasks_security", internal=True).iloc[0]
    assert (security["n"], security["missing_no_answer"], security["count_5"], security["count_1"]) == (75, 15, 15, 15)
    assert security["top2_ci_low"] < security["top2"] < security["top2_ci_high"]


def test_an_item_nobody_answered_says_so(survey):
    row = describe(survey, "test", "tasks_language_courses", internal=True).iloc[0]
    assert (row["n"], row["undefined"], row["missing_no_answer"]) == (0, "no_answers", 90)


def test_the_finite_population_narrows_what_was_asked_nearly_completely(survey):
    plain = describe(survey, "test", "tasks_security", by="size_group", internal=True).set_index("level")
    finite = describe(
        survey, "test", "tasks_security", by="size_group", finite=True, margins=POPULATION, internal=True
    ).set_index("level")
    np.testing.assert_allclose(finite["mean"].astype(float), plain["mean"].astype(float))
    small = finite.loc[4]
    assert small["population"] == 40
    assert small["se"] == pytest.approx(plain.loc[4, "se"] * np.sqrt(1 - small["n"] / 40))
    overall = describe(survey, "test", "tasks_security", finite=True, margins=POPULATION, internal=True).iloc[0]
    assert overall["n"] == 75  # with those who did not say how large they are
    assert overall["population"] == sum(POPULATION.margins["size_class"].values())
    assert overall["method"] == "description_fpc"


def test_levels_whose_distribution_is_not_published_have_no_numbers(survey):
    found = describe(survey, "test", "tasks_security", by="state")
    answers = survey.distribution("test", "tasks_security", by="state")
    published = answers[~answers["missing"]].groupby("level")["n"].apply(lambda counts: counts.isna().any())
    assert found.set_index("level")["withheld"].to_dict() == published.to_dict()
    assert found["missing_no_answer"].isna().all()
    assert found.loc[found["withheld"], "mean"].isna().all()
    assert found["withheld"].any()


@pytest.mark.parametrize(
    ("question", "arguments", "message"),
    [
        ("strategy", {}, "is no rating scale"),
        ("tasks", {"by": "state", "finite": True, "margins": POPULATION}, "groups by 'state' have no strata"),
        ("tasks", {"by": "size_class", "finite": True, "margins": POPULATION}, "cuts through landkreis_over_150k"),
    ],
)
def test_what_cannot_be_described_says_why(survey, question, arguments, message):
    with pytest.raises(SurveyError, match=message):
        describe(survey, "test", question, internal=True, **arguments)
