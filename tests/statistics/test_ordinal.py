from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics.brant import brant
from pipeline.statistics.ordinal import added, cumulative_logit
from pipeline.statistics.result import Undefined
from tests import goldens
from tests.statistics.shapes import no_nan

SCALE = [1, 2, 3, 4, 5]


@pytest.fixture(scope="module")
def model():
    frame = goldens.wave_1()
    return cumulative_logit(frame["item_01"], frame[["size_group"]], SCALE)


# R 4.2.2, ordinal 2022.11-16: clm(factor(item_01) ~ size_group, data = d, link = "logit", control =
# clm.control(gradTol = 1e-12)); MASS 7.3-58.2: polr(factor(item_01) ~ size_group, data = d, Hess = TRUE, method =
# "logistic", control = list(reltol = 1e-15, maxit = 5000))
@pytest.mark.parametrize("golden", goldens.entries("clm", "polr"))
def test_cumulative_logit_equals_r(golden, model):
    assert model.n == golden.n, golden.quote
    for name in golden.result["coef"]:
        term = model.coefficient(f"size_group[{name.removeprefix('size_group')}]")
        golden.check(term.estimate, "coef", name)
        golden.check(term.se, "se", name)
        assert term.odds_ratio == pytest.approx(np.exp(term.estimate))
    for name in golden.result["threshold"]:
        golden.check(model.coefficient(name).estimate, "threshold", name)
        golden.check(model.coefficient(name).se, "se", name)
    golden.check(model.log_likelihood, "logLik")


def test_thresholds_are_not_the_log_increments_of_statsmodels(model):
    thresholds = [term.estimate for term in model.terms if term.threshold]
    assert thresholds == sorted(thresholds)
    assert thresholds[1] - thresholds[0] == pytest.approx(1.4747, abs=1e-3)  # statsmodels prints its logarithm, 0.3885


def test_a_category_nobody_chose_is_left_out_and_named():
    frame = goldens.wave_1()
    found = cumulative_logit(frame["item_11"], frame[["size_group"]], SCALE)  # never 1
    assert found.unused == (1.0,)
    assert [term.term for term in found.terms if term.threshold] == ["2|3", "3|4", "4|5"]
    shorter = cumulative_logit(frame["item_11"], frame[["size_group"]], SCALE[1:])
    assert found.terms == shorter.terms


def test_an_empty_group_has_no_coefficient():
    frame = goldens.wave_1()
    found = cumulative_logit(frame["item_12"], frame[["size_group"]], SCALE)  # not asked in small municipalities
    assert "size_group[gemeinde]" not in [term.term for term in found.terms]
    assert found.undefined is None


def test_a_number_is_taken_as_a_number():
    frame = goldens.wave_1()
    found = cumulative_logit(frame["item_01"], frame[["size_group", "item_02"]], SCALE)
    assert found.coefficient("item_02").estimate > 0
    assert found.n == frame[["item_01", "item_02"]].dropna().shape[0]


def test_what_a_predictor_adds_is_twice_the_gain_in_log_likelihood():
    frame = goldens.wave_1()[["item_01", "item_02", "size_group"]].dropna()
    full = cumulative_logit(frame["item_01"], frame[["size_group", "item_02"]], SCALE)
    reduced = cumulative_logit(frame["item_01"], frame[["item_02"]], SCALE)
    found = added(full, reduced)
    assert (found.n, found.df) == (len(frame), 4)
    assert found.statistic == pytest.approx(full.statistic - reduced.statistic, rel=1e-8)
    assert found.pseudo_r2 == pytest.approx(full.pseudo_r2 - reduced.pseudo_r2)
    assert added(full, full).undefined is Undefined.COLLINEAR
    with pytest.raises(ValueError, match="the respondents with all predictors"):
        added(full, cumulative_logit(frame["item_01"][:50], frame[["item_02"]][:50], SCALE))


@pytest.mark.parametrize(
    ("answers", "groups", "reason"),
    [
        ([], [], Undefined.NO_ANSWERS),
        ([3.0] * 9, ["a", "b", "a"] * 3, Undefined.ALL_EQUAL),
        ([1.0, 2.0, 3.0] * 4, ["a"] * 12, Undefined.ONE_GROUP),
        ([1.0, 2.0, 3.0], ["a", "b", "a"], Undefined.TOO_FEW_ANSWERS),
        ([1.0, 2.0, 2.0, 1.0, 5.0, 5.0, 5.0] * 3, ["a", "a", "a", "a", "b", "b", "b"] * 3, Undefined.SEPARATED),
    ],
)
def test_what_has_no_model_says_why(answers, groups, reason):
    predictors = pd.DataFrame({"group": pd.Categorical(groups, categories=["a", "b", "c"])})
    found = cumulative_logit(answers, predictors, SCALE)
    assert found.terms == ()
    assert found.undefined is reason


def test_predictors_that_say_the_same_are_named():
    frame = goldens.wave_1()
    twice = frame[["size_group"]].assign(again=frame["size_group"])
    assert cumulative_logit(frame["item_01"], twice, SCALE).undefined is Undefined.COLLINEAR


def by_hand(counts):
    """Brant's statistic for one group against another, from log odds ratios and the multinomial covariance."""
    thresholds = counts.shape[1] - 1
    slopes, cov = np.zeros(thresholds), np.zeros((thresholds, thresholds))
    for sign, row in ((-1, counts[0]), (1, counts[1])):
        n = row.sum()
        above = np.array([row[t + 1 :].sum() for t in range(thresholds)]) / n
        slopes += sign * np.log(above / (1 - above))
        for j in range(thresholds):
            for k in range(thresholds):
                joint = above[max(j, k)] - above[j] * above[k]
                cov[j, k] += joint / n / (above[j] * (1 - above[j]) * above[k] * (1 - above[k]))
    contrast = np.column_stack([np.ones(thresholds - 1), -np.eye(thresholds - 1)])
    difference = contrast @ slopes
    return difference @ np.linalg.solve(contrast @ cov @ contrast.T, difference), slopes


def respondents(counts):
    answers = np.concatenate([np.repeat(np.arange(1.0, row.size + 1), row) for row in counts])
    groups = pd.Categorical(np.repeat(["a", "b"], counts.sum(axis=1)), categories=["a", "b"])
    return answers, pd.DataFrame({"group": groups})


def test_brant_equals_the_closed_form_for_two_groups():
    counts = np.array([[12, 9, 14, 20], [5, 16, 18, 9]])
    found = brant(*respondents(counts), [1, 2, 3, 4])
    statistic, slopes = by_hand(counts)
    assert found.statistic == pytest.approx(statistic, rel=1e-8)
    assert (found.n, found.df) == (counts.sum(), 2)
    assert found.terms[0].statistic == pytest.approx(statistic, rel=1e-8)
    assert np.log([found.terms[0].odds_ratio_low, found.terms[0].odds_ratio_high]) == pytest.approx(
        [slopes.min(), slopes.max()], rel=1e-6
    )


def test_brant_rejects_where_a_predictor_turns_round_and_not_where_odds_are_proportional():
    crossed = np.array([[30, 10, 10, 30], [10, 30, 30, 10]])
    assert brant(*respondents(crossed), [1, 2, 3, 4]).p < 0.001
    proportional = np.array([[40, 40, 40, 40], [18, 28, 46, 68]])  # odds ratio near 2.6 at every threshold
    assert brant(*respondents(proportional), [1, 2, 3, 4]).p > 0.5


def test_brant_needs_three_categories():
    found = brant([1.0, 5.0, 5.0, 1.0] * 4, pd.DataFrame({"x": [0.0, 1.0, 0.0, 1.0] * 4}), SCALE)
    assert found.undefined is Undefined.TWO_CATEGORIES


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(0, 60), st.integers(1, 5), st.integers(1, 4), st.floats(0, 3))
def test_any_answers_give_a_model_or_a_reason(seed, n, chosen, groups, association):
    generator = np.random.default_rng(seed)
    group, x = generator.integers(-1, groups, n), generator.integers(0, 4, n).astype(float)
    step = np.clip(np.round(generator.normal(association * group, 1.5)), 0, chosen - 1)
    answers = np.where(generator.random(n) < 0.05, np.nan, np.array([1, 2, 3, 4, 5])[step.astype(int)])
    predictors = pd.DataFrame({"group": pd.Categorical.from_codes(group, categories=["a", "b", "c", "d"]), "x": x})
    found = cumulative_logit(answers, predictors, SCALE)
    assert no_nan(found)
    assert bool(found.terms) == (found.undefined is None)
    assert set(found.unused) == set(SCALE) - set(answers[~np.isnan(answers) & (group >= 0)])
    if found.terms:
        assert no_nan(found.proportional_odds)
        assert (found.proportional_odds.p is None) == (found.proportional_odds.undefined is not None)
