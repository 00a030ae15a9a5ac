from __future__ import annotations

import numpy as np
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats import contingency_tables

from pipeline.statistics.paired import mcnemar, mcnemar_top, paired_t, signed_rank
from pipeline.statistics.result import Undefined
from tests import goldens

CELLS = {"both": "both", "first_only": "wave1_only", "second_only": "wave2_only", "neither": "neither"}


def answers(golden):
    """The answers of the pairs an entry is about: item_01_1 and item_01_2."""
    (item,) = set(golden.names(r"item_\d\d"))
    pairs = goldens.pairs()
    return pairs[f"{item}_1"], pairs[f"{item}_2"]


# R: wilcox.test(p$item_01_2, p$item_01_1, paired = TRUE, exact = FALSE, correct = FALSE or TRUE)
@pytest.mark.parametrize("golden", goldens.entries("signed_rank"))
def test_the_signed_rank_test_equals_r(golden):
    found = signed_rank(*answers(golden), corrected=golden.result["continuity_correction"])
    assert (found.n, found.n_nonzero) == (golden.n, golden.result["n_nonzero"])
    golden.check(found.v_plus, "V_plus")
    golden.check(found.v_minus, "V_minus")
    golden.check(min(found.v_plus, found.v_minus), "V_min")
    golden.check(found.p, "p")


# R: rank_biserial(item_01_2, item_01_1, paired = TRUE, ci = NULL) of complete pairs
@pytest.mark.parametrize("golden", goldens.entries("rank_biserial_paired"))
def test_the_matched_rank_biserial_correlation_equals_r(golden):
    found = signed_rank(*answers(golden))
    assert found.n == golden.n
    golden.check(found.rank_biserial, "rank_biserial")


# R: t.test(p$item_01_2, p$item_01_1, paired = TRUE)
@pytest.mark.parametrize("golden", goldens.entries("paired_t"))
def test_the_paired_t_test_equals_r(golden):
    found = paired_t(*answers(golden))
    assert found.n == golden.n
    for name in ("mean_difference", "sd_difference", "t", "df", "p", "ci_low", "ci_high"):
        golden.check(getattr(found, name), name)


# R: mcnemar.test(table(wave1 = factor(p$item_01_1 >= 4, ...), wave2 = factor(p$item_01_2 >= 4, ...)), correct = ...)
# R, exact: binom.test(14, 15), those of wave 2 only among all who changed
@pytest.mark.parametrize("golden", goldens.entries("mcnemar", "mcnemar_exact"))
def test_mcnemar_equals_r(golden):
    found = mcnemar_top(*answers(golden), at_least=4, variant=golden.id.split("/")[0].removeprefix("mcnemar_top2_"))
    assert found.n == golden.n
    assert {r: getattr(found, ours) for ours, r in CELLS.items()} == {r: golden.result[r] for r in CELLS.values()}
    golden.check(found.p, "p")
    if found.variant != "exact":
        golden.check(found.chi2, "chisq")
        golden.check(found.df, "df")


# R: wilcox.test(p$item_01_1, p$item_01_1, paired = TRUE, exact = FALSE, correct = FALSE): V = 0, p not defined
# R: mcnemar.test(table(p$item_01_1 >= 4, p$item_01_1 >= 4), correct = FALSE): not defined
@pytest.mark.parametrize("golden", goldens.entries("edge/paired_no_change"))
def test_no_change_at_all_has_no_p(golden):
    same, _ = answers(golden)
    found = mcnemar_top(same, same, at_least=4, variant="uncorrected")
    if golden.id.endswith("signed_rank"):
        found = signed_rank(same, same, corrected=False)
        golden.check(found.v_plus, "V_plus")
        with pytest.warns(RuntimeWarning, match="invalid value"):  # the library warns, and says p = 1 of few pairs
            assert pingouin.wilcoxon([1, 3, 5], [1, 3, 5])["p_val"].iloc[0] == 1
    else:
        golden.check(found.chi2, "chisq")
    assert found.n == golden.n
    golden.check(found.p, "p")
    assert found.undefined is Undefined.NO_CHANGE


# R: mcnemar.test(matrix(c(10, 5, 5, 20), 2), correct = TRUE): the correction is left out, chi-squared 0, p 1
@pytest.mark.parametrize("golden", goldens.entries("edge/mcnemar_equal_discordant"))
def test_as_many_rises_as_falls_give_p_1(golden):
    cells = {"both": 10, "first_only": 5, "second_only": 5, "neither": 20}
    found = mcnemar(**cells, variant="corrected")
    assert found.n == golden.n
    golden.check(found.chi2, "chisq")
    golden.check(found.p, "p")
    library = contingency_tables.mcnemar([[10, 5], [5, 20]], exact=False, correction=True)
    assert library.pvalue == pytest.approx(0.7518, abs=1e-4)  # what statsmodels says
    assert mcnemar(**cells, variant="exact").p == 1


def test_statsmodels_is_exact_by_default_and_r_is_not():
    table = {"both": 33, "first_only": 1, "second_only": 14, "neither": 29}
    default = contingency_tables.mcnemar([[33, 1], [14, 29]])
    assert mcnemar(**table).p == default.pvalue
    assert mcnemar(**table, variant="corrected").p != pytest.approx(default.pvalue)


def test_pingouin_corrects_by_default_and_reports_the_smaller_sum():
    golden = goldens.GOLDENS["signed_rank_corrected/item_01"]
    first, second = (side.to_numpy() for side in answers(golden))
    default = pingouin.wilcoxon(second, first).iloc[0]
    golden.check(default["p_val"], "p")
    golden.check(default["W_val"], "V_min")
    assert golden.result["V_plus"] > golden.result["V_min"]
    uncorrected = goldens.GOLDENS["signed_rank_uncorrected/item_01"]
    assert default["p_val"] != pytest.approx(uncorrected.result["p"], rel=1e-3)


def test_a_fall_is_negative():
    first, second = [5, 5, 4, 3, 3, 2, 5, 4], [4, 3, 3, 3, 1, 2, 4, 2]
    assert signed_rank(first, second).rank_biserial == -1
    assert signed_rank(first, second).v_plus == 0
    assert paired_t(first, second).mean_difference == pytest.approx(-1.125)
    assert mcnemar_top(first, second, at_least=4).difference == pytest.approx(-3 / 8)


def test_no_interval_below_eight_pairs():
    first, second = np.arange(8) % 5, np.arange(8) % 3
    assert paired_t(first[:7], second[:7]).ci_low is None
    assert paired_t(first[:7], second[:7]).p is not None
    assert paired_t(first, second).ci_low is not None


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ([], [], (Undefined.NO_PAIRS, Undefined.NO_PAIRS, Undefined.NO_PAIRS)),
        ([np.nan, 3], [2, np.nan], (Undefined.NO_PAIRS, Undefined.NO_PAIRS, Undefined.NO_PAIRS)),
        ([3], [5], (None, Undefined.TOO_FEW_ANSWERS, None)),
        ([3, 3], [3, 3], (Undefined.NO_CHANGE, Undefined.NO_CHANGE, Undefined.NO_CHANGE)),
        ([1, 2], [2, 3], (None, Undefined.ALL_EQUAL, Undefined.NO_CHANGE)),
    ],
)
def test_what_is_not_defined_says_why(first, second, reasons):
    found = signed_rank(first, second), paired_t(first, second), mcnemar_top(first, second, at_least=4)
    assert tuple(result.undefined for result in found) == reasons


ANSWER = st.one_of(st.none(), st.integers(1, 5))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ANSWER, ANSWER), max_size=20))
def test_no_shape_of_answers_breaks_it(rows):
    first, second = np.array(rows, dtype=float).reshape(-1, 2).T
    n = int((~np.isnan(first) & ~np.isnan(second)).sum())
    back = signed_rank(second, first)
    for result in (
        signed_rank(first, second),
        signed_rank(first, second, corrected=False),
        paired_t(first, second),
        *(mcnemar_top(first, second, at_least=4, variant=v) for v in ("exact", "corrected", "uncorrected")),
    ):
        assert result.n == n
        assert (result.p is None) == (result.undefined is not None)
        assert result.p is None or 0 <= result.p <= 1
        assert "nan" not in str(result)
    assert signed_rank(first, second).v_plus == back.v_minus
    assert signed_rank(first, second).p == pytest.approx(back.p) or back.p is None
