from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import Survey, SurveyError
from pipeline.cli.comparison import comparison_record
from pipeline.statistics.groups import kruskal_wallis
from pipeline.statistics.trend import jonckheere_terpstra
from pipeline.wording import sentences
from tests import build

# Codes of size_class: 2 large city, 4 medium town, 5 small town, 6 small municipality, 8 Landkreis.
SIZES = [2] * 16 + [4] * 20 + [5] * 20 + [6] * 16 + [8] * 3 + [None] * 5


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    answers = build.random_answers(questionnaire, "2016-12", len(SIZES))
    generator = np.random.default_rng(4)
    answers["size_class"] = SIZES
    answers["state"] = [[1, 9, 10, 13, 14][row % 5] for row in range(len(SIZES))]
    # Code 1 is the highest value: large cities answer higher.
    answers["tasks_security"] = [
        int(np.clip(round(generator.normal({2: 1.6, 4: 2.5, 5: 3.0, 6: 4.2}.get(size, 3), 0.8)), 1, 5))
        for size in SIZES
    ]
    answers["tasks_language_courses"] = [3] * len(SIZES)
    answers["tasks_basic_supplies"] = [None] * len(SIZES)
    return build.survey(
        tmp_path_factory.mktemp("groups"), questionnaire, build.wave_data(questionnaire, "2016-12", answers)
    )


@pytest.fixture(scope="module")
def found(survey):
    """Every group, the one of three respondents too."""
    return survey.compare("test", "tasks", internal=True)


@pytest.fixture(scope="module")
def published(survey):
    return survey.compare("test", "tasks")


def told(found, language="de", covariates=()):
    return sentences.comparison_sentences(
        found.items, language, title=found.by_title, by_size=found.by_size, covariates=covariates
    )


def item(found, name):
    return next(item for item in found.items if item.variable == f"tasks_{name}")


def test_the_tests_are_those_of_the_answers(survey, found):
    answers = survey.answers("test", ["tasks_security"])
    samples = {level: rows["tasks_security"] for level, rows in answers.groupby("size_group", observed=False)}
    facts = item(found, "security").facts()
    expected = kruskal_wallis(samples)
    assert (facts["n"], facts["statistic"], facts["p"]) == (expected.n, expected.statistic, expected.p)
    rising = ["small_municipalities", "small_towns", "medium_towns", "large_cities"]
    trend = jonckheere_terpstra({level: samples[level] for level in rising})
    assert (facts["trend_n"], facts["trend_tau_b"]) == (trend.n, trend.tau_b)
    assert facts["trend_tau_b"] > 0
    assert facts["trend_order"] == ("Gemeinden", "Kleinstädte", "Mittelstädte", "Großstädte")


def test_p_values_are_adjusted_over_the_items_and_the_family_is_named(found):
    tests = found.tests()
    assert len(tests) == 15
    defined = tests[tests["p"].notna()]
    assert len(defined) == 13  # one item nobody answered, one answered by all alike
    assert set(tests["family"]) == {"fdr_bh over 13 items of tasks"}
    ranked = defined.sort_values("p")
    stepped = (ranked["p"] * 13 / np.arange(1, 14))[::-1].cummin()[::-1]
    np.testing.assert_allclose(ranked["p_adjusted"], stepped.clip(upper=1))
    assert {str(family) for family in found.families} >= {"holm over 10 pairs of tasks_security"}


def test_what_is_not_published_takes_no_part_and_is_named(survey, published):
    means = survey.means("test", "tasks", by="size_group")
    for one in published.items:
        rows = means[means["variable"] == one.variable]
        hidden = set(rows[rows["suppressed"] & ~rows["n"].eq(0).fillna(value=False)]["level_short"])
        assert set(one.withheld) == hidden
        assert all((group.n, group.mean) == (None, None) for group in one.groups if group.withheld)
        assert not hidden & {pair[name] for pair in one.pairs() for name in ("group1", "group2")}
        assert one.facts()["n"] == sum(group.n for group in one.tested)
    security = item(published, "security")
    assert "Landkreise" in security.withheld
    place = published.items.index(security)
    assert "Landkreise (zum Schutz" in told(published)[place]


def test_an_internal_survey_compares_every_group(survey, questionnaire, found):
    internal = Survey(survey._connection, questionnaire, internal=True)  # noqa: SLF001  (one warehouse, two readers)
    assert internal.compare("test", "tasks").internal
    assert internal.compare("test", "tasks").tests().equals(found.tests())
    assert internal.association("test", "tasks_security", "size_group").internal


def test_means_are_those_of_the_mart(survey, published):
    ours = published.means()
    theirs = survey.means("test", "tasks", by="size_group")
    shown = ours["mean"].notna().to_numpy()
    np.testing.assert_allclose(ours["mean"][shown].astype(float), theirs["mean"].to_numpy()[shown])
    assert theirs["mean"].isna().to_numpy()[~shown].all()


def test_what_is_not_defined_says_why(found):
    assert item(found, "language_courses").facts()["undefined"] == "all_equal"
    assert item(found, "basic_supplies").facts()["undefined"] == "no_answers"
    texts = dict(zip([i.variable for i in found.items], told(found), strict=True))
    assert "nicht bestimmt, weil alle Antworten gleich sind" in texts["tasks_language_courses"]
    assert "nicht bestimmt, weil niemand geantwortet hat" in texts["tasks_basic_supplies"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["gehen mit der Gemeindegröße einher (starker Zusammenhang, ε²", "steigen von Gemeinden bis Großstädte",
                "Großstädte antworten höher als Gemeinden", "Benjamini-Hochberg über 13 Aussagen", "Holm über 10 Paare"]),
        ("en", ["go along with size of municipality (strong association, ε²", "Values rise from", "answer higher than",
                "Benjamini-Hochberg over 13 items", "Holm over 10 pairs"]),
    ],
)  # fmt: skip
def test_a_finding_in_words(survey, language, expected):
    found = survey.compare("test", "tasks", language=language, internal=True)
    place = [item.variable for item in found.items].index("tasks_security")
    sentence = told(found, language)[place]
    for words in expected:
        assert words in sentence
    assert sentence.count("n\N{NARROW NO-BREAK SPACE}=") + sentence.count("n = ") >= sentence.count(
        "p\N{NARROW NO-BREAK SPACE}"
    )


def test_further_characteristics_are_held_equal(survey):
    found = survey.compare("test", "tasks", covariates=["east_west"], internal=True)
    security = item(found, "security")
    assert "east_west[ost]" in [term.term for term in security.model.terms]
    assert security.added.df == 4
    assert security.added.p_adjusted < 0.05
    assert "tasks_language_courses" not in set(found.models().dropna(subset=["term"])["variable"])
    texts = told(found, covariates=["West und Ost"])
    place = found.items.index(security)
    assert (
        "Auch bei gleicher Ausprägung von West und Ost gehen die Antworten mit der Gemeindegröße einher" in texts[place]
    )


def test_groups_without_order_have_no_trend(survey):
    found = survey.compare("test", "tasks", by="region")
    assert found.order == ()
    assert not [name for name in found.tests().columns if name.startswith("trend")]
    assert "mit der Einteilung „Region“ einher" in told(found)[0]


def test_frames_and_record_are_complete(found):
    assert set(found.pairs()["variable"]) == {item.variable for item in found.items if item.pairs()}
    record = comparison_record(found, told(found, "en"), "en")
    text = json.dumps(record, allow_nan=False)
    assert len(json.loads(text)["items"]) == 15
    assert [method["id"] for method in record["methods"]] == [
        "kruskal_wallis",
        "dunn",
        "jonckheere_terpstra",
        "welch_anova",
    ]
    assert "nan" not in str(found).lower()


@pytest.mark.parametrize(
    ("question", "arguments", "message"),
    [
        ("tasks", {"by": "all"}, "Known classifications are: size_class, size_group"),
        ("tasks", {"covariates": ["strategy"]}, "cannot be compared by 'strategy'"),
        ("strategy", {}, "has no mean"),
        ("task", {}, "Did you mean 'tasks'"),
    ],
)
def test_what_cannot_be_compared_says_why(survey, question, arguments, message):
    with pytest.raises(SurveyError, match=message):
        survey.compare("test", question, **arguments)


STATES = [1, 9, 13, 14, 10] * 4
SHAPES = {
    "nobody": {},
    "one respondent": {"size_class": [2], "tasks_security": [1]},
    "one group": {"size_class": [2] * 12, "tasks_security": [1, 2, 3] * 4},
    "groups of one": {"size_class": [1, 2, 3, 4, 5, 6, 7, 8], "tasks_security": [1, 2, 3, 4, 5, 1, 2, 3]},
    "all equal": {"size_class": [2, 4] * 10, "state": STATES, "tasks_security": [1] * 20},
    "only missing": {"size_class": [2, 4] * 10, "state": STATES, "tasks_security": [None] * 20},
    "no size": {"size_class": [None] * 20, "state": STATES, "tasks_security": [1, 5] * 10},
    "only Landkreise": {"size_class": [7, 8] * 10, "state": STATES, "tasks_security": [1, 5] * 10},
    "two ends": {"size_class": [2] * 10 + [6] * 10, "state": STATES, "tasks_security": [1] * 10 + [5] * 10},
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
def test_no_shape_breaks_a_comparison_or_prints_what_is_no_number(shapes, shape, internal):
    for by, covariates in (("size_group", ["east_west"]), ("state", [])):
        found = shapes.compare(shape, "tasks", by=by, covariates=covariates, internal=internal)
        for language in ("de", "en"):
            texts = told(found, language, covariates)
            json.dumps(comparison_record(found, texts, language), allow_nan=False)
            assert not [text for text in texts if "nan" in text.lower().split() or "None" in text]
        tests = found.tests()
        assert ((tests["p"].isna()) == (tests["undefined"].notna())).all()
        assert isinstance(found.models(), pd.DataFrame)
