from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import stats

from pipeline.analysis import SurveyError
from pipeline.wording.sentences import association_sentence
from tests import build


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    n = 90
    answers = build.random_answers(questionnaire, "2016-12", n)
    generator = np.random.default_rng(2)
    answers["size_class"] = [[2, 4, 5, 6, 8, 8][row % 6] for row in range(n)]
    answers["size_class"][:3] = [3, 3, 3]
    first = generator.integers(1, 6, n)
    answers["tasks_security"] = first.tolist()
    answers["tasks_language_courses"] = np.clip(first + generator.integers(-1, 2, n), 1, 5).tolist()
    answers["tasks_public_information"] = [2] * n
    return build.survey(
        tmp_path_factory.mktemp("association"), questionnaire, build.wave_data(questionnaire, "2016-12", answers)
    )


def test_items_among_each_other_are_paired_once(survey):
    found = survey.association("test", "tasks", "tasks")
    assert len(found.pairs) == 15 * 14 / 2
    table = found.table().set_index(["variable", "other"])
    row = table.loc[("tasks_language_courses", "tasks_security")]
    names = ["tasks_security", "tasks_language_courses"]
    answers = survey.answers("test", names)[names].dropna()
    assert row["rho"] == pytest.approx(stats.spearmanr(answers["tasks_security"], answers["tasks_language_courses"])[0])
    assert row["tau_b"] == pytest.approx(
        stats.kendalltau(answers["tasks_security"], answers["tasks_language_courses"])[0]
    )
    assert row["gamma"] > row["tau_b"]
    assert row["n"] == len(answers)
    assert row["rho_family"] == "fdr_bh over 91 pairs of tasks and tasks"  # 14 pairs hold the item all answered alike


def test_in_words(survey):
    found = survey.association("test", "tasks_security", "tasks_language_courses")
    german, english = (association_sentence(found.pairs[0].facts(), language) for language in ("de", "en"))
    assert "gehen miteinander einher, gleichgerichtet (starker Zusammenhang, ρ = 0,8" in german
    assert "go along with each other, in the same direction (strong association, ρ = 0.8" in english
    assert "p\N{NARROW NO-BREAK SPACE}<\N{NARROW NO-BREAK SPACE}0,001)" in german
    equal = survey.association("test", "tasks_security", "tasks_public_information").pairs[0]
    assert "nicht bestimmt, weil alle Antworten gleich sind" in association_sentence(equal.facts(), "de")


def test_categories_have_cramers_v_alone(survey):
    found = survey.association("test", "tasks_security", "strategy")
    (pair,) = found.pairs
    assert pair.kind == "categories"
    facts = pair.facts()
    assert facts["estimate"] == facts["v"]
    assert "rho" not in facts
    assert "V = " in association_sentence(facts, "de")
    assert [method.id for method in found.methods] == ["cramers_v"]


def test_levels_aside_from_the_order_take_part_in_cramers_v_alone(survey):
    (pair,) = survey.association("test", "tasks_security", "size_group").pairs
    landkreise = 30
    assert pair.cramer.n - pair.spearman.n == landkreise
    assert pair.kind == "ordered"


def test_levels_under_the_limit_take_no_part(survey):
    (public,) = survey.association("test", "tasks_security", "size_class").pairs
    (internal,) = survey.association("test", "tasks_security", "size_class", internal=True).pairs
    assert internal.cramer.n - public.cramer.n > 3  # a level with three answers, and one that would give it away


def test_too_few_answers_to_both_are_not_shown(tmp_path, questionnaire):
    answers = {"tasks_security": [1, 2, 3, None, 5, 1], "tasks_language_courses": [1, 2, None, 2, None, None]}
    with build.survey(tmp_path, questionnaire, build.wave_data(questionnaire, "2016-12", answers)) as survey:
        (pair,) = survey.association("test", "tasks_security", "tasks_language_courses").pairs
        assert pair.facts()["n"] is None
        assert "rho" not in pair.facts()
        assert "nicht ausgewiesen" in association_sentence(pair.facts(), "de")
        (internal,) = survey.association("test", "tasks_security", "tasks_language_courses", internal=True).pairs
        assert internal.facts()["n"] == 2


@pytest.mark.parametrize(
    ("question", "other", "message"),
    [
        ("tasks", "nothing", "has no question 'nothing'"),
        ("priorities", "tasks", "is open"),
        ("attitude", "attitude", "has a single item"),
    ],
)
def test_what_cannot_be_associated_says_why(survey, question, other, message):
    with pytest.raises(SurveyError, match=message):
        survey.association("test", question, other)


SHAPES = {
    "nobody": {},
    "one respondent": {"size_class": [2], "tasks_security": [1], "strategy": [1]},
    "all equal": {"size_class": [2] * 20, "tasks_security": [1] * 20, "strategy": [1] * 20},
    "only missing": {"size_class": [2] * 20, "tasks_security": [None] * 20},
    "no overlap": {"tasks_security": [1] * 9 + [None] * 9, "strategy": [None] * 9 + [2] * 9},
    "perfect": {"size_class": [2, 4, 5] * 6, "tasks_security": [1, 2, 3] * 6, "strategy": [1, 2, 1] * 6},
}


@pytest.fixture(scope="module")
def shapes(tmp_path_factory, questionnaire):
    waves = [
        build.wave_data(questionnaire, "2016-12", answers, wave=name, n=None if answers else 0)
        for name, answers in SHAPES.items()
    ]
    return build.survey(tmp_path_factory.mktemp("shapes"), questionnaire, *waves)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("internal", [False, True])
def test_no_shape_breaks_an_association(shapes, shape, internal):
    for question, other in (("tasks", "strategy"), ("tasks", "size_group"), ("tasks_security", "tasks")):
        found = shapes.association(shape, question, other, internal=internal)
        for language in ("de", "en"):
            sentences = [association_sentence(pair.facts(), language) for pair in found.pairs]
            assert not [text for text in sentences if "nan" in text.lower().split() or "None" in text]
        json.dumps([pair.facts() for pair in found.pairs], allow_nan=False)
        assert "nan" not in str(found).lower()
