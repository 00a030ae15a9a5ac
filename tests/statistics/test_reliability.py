from __future__ import annotations

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics.reliability import cronbach_alpha, item_analysis, reverse_keyed, spearman_brown
from pipeline.statistics.result import Undefined
from tests import goldens


# R: psych::alpha(f1), complete cases; psych::alpha(f1_na), pairwise covariances of all rows
@pytest.mark.parametrize("golden", goldens.entries("alpha"))
def test_alpha_equals_r(golden):
    answers = goldens.first_factor(complete=False)
    found, items = cronbach_alpha(answers), item_analysis(answers)
    if "pairwise" in golden.id:
        assert found.n_pairwise == golden.n
        golden.check(found.pairwise, "alpha")
        return
    assert found.n == items.n == golden.n
    golden.check(found.alpha, "alpha")
    golden.check(found.standardised, "alpha_standardised")
    for row in items.rows():
        golden.check(row["item_rest"], "item_rest", row["item"])
        golden.check(row["alpha_if_deleted"], "alpha_if_deleted", row["item"])


# R: psych::alpha.ci(psych::alpha(f1)$total$raw_alpha, n.obs = 211, n.var = 6)
@pytest.mark.parametrize("golden", goldens.entries("alpha_feldt"))
def test_the_interval_of_feldt_equals_r(golden):
    found = cronbach_alpha(goldens.first_factor(complete=False))
    assert found.n == golden.n
    for name in ("alpha", "ci_low", "ci_high"):
        golden.check(getattr(found, name), name)


def test_pingouin_rounds_its_interval_and_takes_pairs_by_default():
    answers = goldens.first_factor(complete=False)
    alpha, interval = pingouin.cronbach_alpha(answers)
    ours = cronbach_alpha(answers)
    assert alpha == ours.pairwise != ours.alpha
    rounded = pingouin.cronbach_alpha(answers, nan_policy="listwise")[1]
    assert ours.ci_low not in interval
    # with gaps, pingouin's degrees of freedom count the incomplete rows too: the third digit differs already
    assert rounded == pytest.approx([ours.ci_low, ours.ci_high], abs=0.006)
    assert (np.round(rounded, 3) == rounded).all()
    assert ours.ci_low != round(ours.ci_low, 3)


def test_a_reversed_item_is_turned_on_the_scale_not_on_the_answers():
    answers = pd.DataFrame({"a": [2.0, 3.0, np.nan], "b": [1.0, 1.0, 2.0]})
    turned = reverse_keyed(answers, ["a"], (1, 2, 3, 4, 5))
    np.testing.assert_array_equal(turned["a"], [4, 3, np.nan])
    pd.testing.assert_series_equal(turned["b"], answers["b"])
    with pytest.raises(KeyError, match="No item 'c' to be reversed; there are: a, b"):
        reverse_keyed(answers, ["c"], (1, 5))
    raw = goldens.wave_1()[goldens.FIRST_FACTOR]
    again = reverse_keyed(raw, ["item_06"], (1, 2, 3, 4, 5))
    assert cronbach_alpha(again) == cronbach_alpha(goldens.first_factor(complete=False))
    assert cronbach_alpha(raw).alpha < 0.6


def test_two_items_have_a_spearman_brown_coefficient_and_no_alpha():
    answers = goldens.first_factor()[["item_01", "item_02"]]
    assert cronbach_alpha(answers).undefined is Undefined.TOO_FEW_ITEMS
    assert item_analysis(answers).undefined is Undefined.TOO_FEW_ITEMS
    found = spearman_brown(answers)
    assert found.reliability == pytest.approx(2 * found.r / (1 + found.r))
    # two items of equal spread: Spearman-Brown and alpha are the same (Eisinga et al. 2013)
    same_spread = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0], "b": [2.0, 1.0, 4.0, 3.0]})
    assert spearman_brown(same_spread).reliability == pytest.approx(pingouin.cronbach_alpha(same_spread)[0])
    with pytest.raises(ValueError, match="for two items, not for 3"):
        spearman_brown(goldens.first_factor().iloc[:, :3])


def test_alpha_without_one_of_three_would_be_one_of_two():
    found = item_analysis(goldens.first_factor().iloc[:, :3])
    assert found.alpha_if_deleted == (None, None, None)
    assert None not in found.item_rest


def test_no_interval_below_eight_respondents():
    answers = goldens.first_factor()
    assert cronbach_alpha(answers.head(7)).ci_low is None
    assert cronbach_alpha(answers.head(7)).alpha is not None
    assert cronbach_alpha(answers.head(8)).ci_low is not None


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"a": [1, 2], "b": [2, 1], "c": [np.nan, np.nan]}, Undefined.NO_ANSWERS),
        ({"a": [1, 2], "b": [2, 1], "c": [np.nan, 1]}, Undefined.TOO_FEW_ANSWERS),
        ({"a": [3, 3], "b": [3, 3], "c": [4, 4]}, Undefined.ALL_EQUAL),
        ({"a": [1, 2, 3], "b": [3, 2, 1], "c": [3, 3, 3]}, Undefined.NOT_COMPUTABLE),
    ],
)
def test_what_is_not_defined_says_why(columns, reason):
    found = cronbach_alpha(pd.DataFrame(columns, dtype=float))
    assert found.undefined is reason
    assert (found.alpha, found.ci_low) == (None, None)


def test_an_item_nobody_told_apart_has_no_item_rest_correlation():
    answers = pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 2], "c": [4, 4, 4]}, dtype=float)
    found = {row["item"]: row for row in item_analysis(answers).rows()}
    assert found["c"]["item_rest"] is None
    assert found["c"]["sd"] == 0
    assert found["a"]["item_rest"] == pytest.approx(answers["a"].corr(answers["b"]))
    assert cronbach_alpha(answers).standardised is None


ROW = st.tuples(*[st.one_of(st.none(), st.integers(1, 5).map(float))] * 4)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=25), st.integers(0, 4))
def test_no_shape_of_answers_breaks_it(rows, items):
    answers = pd.DataFrame(rows, columns=list("abcd"), dtype=float).iloc[:, :items]
    alpha, analysis = cronbach_alpha(answers), item_analysis(answers)
    results = [alpha, analysis, *([spearman_brown(answers)] if items <= 2 else [])]
    assert (alpha.alpha is None) == (alpha.undefined is not None)
    assert alpha.alpha is None or alpha.alpha <= 1 + 1e-12
    for result in results:
        assert result.n == len(answers.dropna())
        assert "nan" not in str(result)
        assert len(result.frame()) == (items if result is analysis else 1)
