from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import polars as pl
import pytest

from pipeline.analysis import NotComparableError, SurveyError
from pipeline.analysis.change import item_changes
from pipeline.statistics.paired import mcnemar, signed_rank
from tests import build, goldens


def wave(questionnaire, name, answers, units, **options):
    """A wave answered by these municipalities, None for one without a token."""
    data = build.wave_data(questionnaire, "2016-12", answers, wave=name, n=len(units), **options)
    return replace(data, respondents=data.respondents.with_columns(unit=pl.Series(units, dtype=pl.String)))


def codes(values):
    """Codes of a five-point scale whose first option is worth 5."""
    return [None if pd.isna(value) else int(6 - value) for value in values]


@pytest.fixture(scope="module")
def goldens_survey(tmp_path_factory, questionnaire):
    """The two synthetic waves of the reference values, as answers to ``coping`` (item_01) and ``tasks`` (others)."""
    waves = []
    for name, frame in (("a", goldens.wave_1()), ("b", goldens.wave_2())):
        given = {"coping": codes(frame["item_01"])}
        variables = [v.name for v in questionnaire.variables("2016-12") if v.question.id == "tasks"]
        given |= {variable: codes(frame[item]) for variable, item in zip(variables, goldens.ITEMS[:8], strict=False)}
        given["reception_facility"] = [None if pd.isna(value) else 1 if value >= 4 else 2 for value in frame["item_01"]]
        given["strategy_projects_total"] = [3] * len(frame)
        waves.append(wave(questionnaire, name, given, frame["id"].tolist()))
    return build.survey(tmp_path_factory.mktemp("change"), questionnaire, *waves)


def test_change_is_that_of_the_reference_values(goldens_survey):
    row = goldens_survey.change("coping", ("a", "b")).frame().iloc[0]
    signed = goldens.GOLDENS["signed_rank_corrected/item_01"]
    signed.check(row["v_plus"], "V_plus")
    signed.check(row["signed_rank_p"], "p")
    goldens.GOLDENS["rank_biserial_paired/item_01"].check(row["rank_biserial"], "rank_biserial")
    t = goldens.GOLDENS["paired_t/item_01"]
    t.check(row["paired_difference"], "mean_difference")
    t.check(row["paired_ci_low"], "ci_low")
    top = goldens.GOLDENS["mcnemar_top2_exact/item_01"]
    top.check(row["mcnemar_p"], "p")
    assert row["top_first"] == pytest.approx((top.result["both"] + top.result["wave1_only"]) / top.n)
    assert (row["pairs"], row["only_first"], row["only_second"]) == (77, 263 - 77, 34)
    assert (row["stayers"], row["leavers"]) == (77, 186)


def test_a_question_of_yes_and_no_changes_by_its_share(goldens_survey):
    row = goldens_survey.change("reception_facility", ("a", "b")).frame().iloc[0]
    assert row["measure"] == "share"
    assert row["mean_first"] == pytest.approx((goldens.wave_1()["item_01"].dropna() >= 4).mean())
    goldens.GOLDENS["mcnemar_top2_exact/item_01"].check(row["mcnemar_p"], "p")
    assert row["bound"] == 0.1


def test_the_tests_of_a_battery_are_adjusted_in_a_named_family(goldens_survey):
    found = goldens_survey.change("tasks", ("a", "b"))
    frame = found.frame()
    assert len(frame) == 15
    assert [str(family) for family in found.families] == ["fdr_bh over 8 items of tasks"]
    from scipy.stats import false_discovery_control

    defined = frame.dropna(subset="signed_rank_p")
    np.testing.assert_allclose(
        defined["signed_rank_p_adjusted"], false_discovery_control(defined["signed_rank_p"].to_numpy(float))
    )
    assert frame["undefined_paired"].isna().sum() == 8
    assert set(frame["undefined_paired"].dropna()) == {"no_pairs"}
    assert set(frame["undefined_everyone"].dropna()) == {"no_answers"}
    assert not goldens_survey.change("coping", ("a", "b")).families


def test_the_other_way_round_everything_changes_its_sign(goldens_survey):
    there, back = (goldens_survey.change("coping", waves).frame().iloc[0] for waves in (("a", "b"), ("b", "a")))
    for name in ("difference", "paired_difference", "rank_biserial", "independent_difference", "top_difference"):
        assert there[name] == pytest.approx(-back[name])
    assert there["signed_rank_p"] == pytest.approx(back["signed_rank_p"])


def test_every_p_has_its_n_and_its_effect(goldens_survey):
    frame = goldens_survey.change("tasks", ("a", "b")).frame()
    beside = {
        "signed_rank_p": ("pairs", "rank_biserial"), "mcnemar_p": ("pairs", "top_difference"),
        "welch_p": ("only_first", "independent_difference"),
        "mann_whitney_p": ("only_second", "independent_rank_biserial"), "stayers_p": ("leavers", "stayers_rank_biserial"),
        "equivalence_p": ("n_first", "difference"), "paired_equivalence_p": ("pairs", "paired_difference"),
    }  # fmt: skip
    tests = [name for name in frame.columns if name.endswith("_p")]
    assert set(tests) == set(beside)
    for name, others in beside.items():
        assert frame.loc[frame[name].notna(), list(others)].notna().all(axis=None)


def test_methods_come_with_the_table(goldens_survey):
    methods = {method.id for method in goldens_survey.change("coping", ("a", "b")).methods}
    assert {"signed_rank", "combined_change", "mcnemar_exact", "stayers_leavers", "equivalence"} <= methods


@pytest.mark.parametrize(
    ("question", "waves", "message"),
    [
        ("state", ("a", "b"), "categories without order or value"),
        ("coping", ("a", "a"), "between two different waves; given: a, a"),
        ("copin", ("a", "b"), "Did you mean 'coping'"),
        ("coping", ("a", "c"), "no wave 'c'"),
    ],
)
def test_what_cannot_be_asked_is_explained(goldens_survey, question, waves, message):
    with pytest.raises(SurveyError, match=message):
        goldens_survey.change(question, waves)


def test_importance_is_never_compared_with_a_change_of_importance(tmp_path, questionnaire):
    early, late = (
        build.wave_data(questionnaire, id_, build.random_answers(questionnaire, id_, 9), wave=id_)
        for id_ in ("2016-01", "2016-12")
    )
    survey = build.survey(tmp_path, questionnaire, early, late)
    with pytest.raises(NotComparableError, match="how its importance has changed"):
        survey.change("tasks", ("2016-01", "2016-12"), language="en")


def units(start, stop):
    return [f"u{number}" for number in range(start, stop)]


GENERATOR = np.random.default_rng(2)
MANY = GENERATOR.integers(1, 6, 300)
WAVES = {
    # name: answers to ``coping``, municipalities
    "first_24": (1 + np.arange(24) % 5, units(0, 24)),
    "first_23": (1 + np.arange(23) % 5, units(0, 23)),
    "first_40": (1 + np.arange(40) % 5, units(0, 40)),
    "first_one": ([3], units(0, 1)),
    "first_20": (1 + np.arange(20) % 5, units(0, 20)),
    "anonymous_first": (1 + np.arange(40) % 5, [None, None, *units(2, 40)]),
    "shares_4": (1 + np.arange(24) % 4, [*units(0, 4), *units(100, 120)]),
    "shares_20": (1 + np.arange(40) % 4, [*units(0, 20), *units(100, 120)]),
    "one_new": (1 + np.arange(21) % 4, [*units(0, 20), "u100"]),
    "again_20": (1 + np.arange(20) % 4, units(2, 22)),
    "anonymous": ([3, 4, 5, 5, 4] * 4, [None] * 20),
    "low": ([1, 2, 3, 4, 5] * 4, units(0, 20)),
    "many": (MANY, units(0, 300)),
    "many_later": (np.where(np.arange(300) < 30, np.minimum(MANY + 1, 5), MANY), units(0, 300)),
    "nobody": ([], []),
    "silent": ([np.nan] * 3, units(0, 3)),
    "hardly": ([2, 3, np.nan], units(0, 3)),
    "equal": ([4] * 12, units(0, 12)),
}


@pytest.fixture(scope="module")
def shapes(tmp_path_factory, questionnaire):
    waves = [wave(questionnaire, name, {"coping": codes(values)}, ids) for name, (values, ids) in WAVES.items()]
    return build.survey(tmp_path_factory.mktemp("shapes"), questionnaire, *waves)


EVERYONE = ["n_first", "mean_first", "mean_second", "difference", "ci_low"]
PAIRS = ["pairs", "only_first", "only_second", "paired_difference", "v_plus", "signed_rank_p", "mcnemar_p"]
LEVELS = ["top_first", "top_second"]
INDEPENDENT = ["independent_difference", "welch_p", "independent_rank_biserial", "mann_whitney_p"]
LEAVERS = ["stayers", "leavers", "stayers_difference", "stayers_p"]


@pytest.mark.parametrize(
    ("waves", "parts", "hidden"),
    [
        (("first_24", "shares_4"), (4, 20, 20), PAIRS + LEVELS + INDEPENDENT + LEAVERS),
        (("first_23", "shares_20"), (20, 3, 20), LEVELS + INDEPENDENT + LEAVERS),
        (("first_40", "one_new"), (20, 20, 1), LEVELS + INDEPENDENT + LEAVERS),
        (("first_23", "one_new"), (20, 3, 1), PAIRS + LEVELS + INDEPENDENT + LEAVERS),
        (("first_23", "first_20"), (20, 3, 0), PAIRS + LEVELS + INDEPENDENT + LEAVERS),
        (("first_24", "first_one"), (1, 23, 0), EVERYONE[1:] + PAIRS + LEVELS + INDEPENDENT + LEAVERS),
    ],
)
def test_a_part_of_under_five_takes_with_it_what_would_give_it_away(shapes, waves, parts, hidden):
    public = shapes.change("coping", waves).frame().iloc[0]
    internal = shapes.change("coping", waves, internal=True).frame().iloc[0]
    assert (internal["pairs"], internal["only_first"], internal["only_second"]) == parts
    assert public[hidden].isna().all()
    shown = [name for name in EVERYONE + PAIRS + LEVELS + INDEPENDENT + LEAVERS if name not in hidden]
    assert public[shown].equals(internal[shown])
    assert public[shown].notna().all()
    assert public["suppressed"]
    assert public["undefined_stayers"] == public["undefined_independent"] == "withheld" != internal["undefined_stayers"]
    assert (public["undefined_paired"] == "withheld") == ("pairs" in hidden)


def test_the_mean_of_a_small_part_does_not_follow_from_what_is_shown(shapes):
    """Two unknowns, one equation: with 20 strangers in one wave, the three of the other may have answered anything."""
    row = shapes.change("coping", ("first_23", "shares_20")).frame().iloc[0]
    sums = row["n_first"] * row["mean_first"], row["n_second"] * row["mean_second"]
    moved = row["pairs"] * row["paired_difference"]
    possible = {
        three for three in range(3, 16) for twenty in range(20, 101)
        if np.isclose(sums[1] - twenty - (sums[0] - three), moved)
    }  # fmt: skip
    assert possible == set(range(3, 16))


def test_who_left_is_withheld_where_those_without_a_pseudonym_are_few(shapes):
    row = shapes.change("coping", ("anonymous_first", "again_20")).frame().iloc[0]
    assert row["pairs"] == 20
    assert row[["stayers", "leavers", "stayers_p"]].isna().all()
    assert row["undefined_stayers"] == "withheld"


def test_waves_without_a_common_municipality_have_no_pairs(shapes):
    row = shapes.change("coping", ("low", "anonymous")).frame().iloc[0]
    assert (row["pairs"], row["undefined_paired"], row["undefined_stayers"]) == (0, "no_pairs", "one_group")
    assert row["difference"] == pytest.approx(1.2)
    assert row["independent_difference"] == pytest.approx(1.2)
    assert row["direction"] == "rise"


def test_a_change_too_small_to_matter_is_said_to_be_one(shapes):
    waves = ("many", "many_later")
    row = shapes.change("coping", waves).frame().iloc[0]
    assert (row["direction"], row["undefined_stayers"]) == ("rise_small", "one_group")
    assert shapes.change("coping", waves, bound=0.01).frame().iloc[0]["direction"] == "rise"
    assert shapes.change("coping", waves[::-1]).frame().iloc[0]["direction"] == "fall_small"
    (item,) = item_changes(shapes, "coping", waves)
    assert item.signed_rank == signed_rank(WAVES["many"][0], WAVES["many_later"][0])
    assert item.mcnemar.p == mcnemar(both=0, first_only=0, second_only=item.mcnemar.second_only, neither=0).p


SHAPES = ["nobody", "first_one", "silent", "hardly", "equal"]


@pytest.mark.parametrize("waves", list(itertools.permutations(SHAPES, 2)), ids="-".join)
def test_no_shape_of_waves_breaks_it(shapes, waves):
    for question, internal in (("coping", True), ("coping", False), ("reception_facility", True)):
        frame = shapes.change(question, waves, internal=internal).frame()
        assert frame["direction"].isna().all()
        assert frame["undefined_everyone"].notna().all()
        assert (frame["stayers_p"].isna() == frame["undefined_stayers"].notna()).all()
        assert (frame["signed_rank_p"].isna() == frame["undefined_paired"].notna()).all()
        assert internal or frame["undefined_paired"].isin(["withheld", "no_pairs", "no_change"]).all()
