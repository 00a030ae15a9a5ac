from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import approx_fprime

from pipeline.statistics.association import cramers_v, gamma, kendall, kendall_of, spearman
from pipeline.statistics.concordance import Concordance
from pipeline.statistics.result import Undefined
from tests import goldens
from tests.statistics.shapes import PAIRED, no_nan


# R 4.2.2: cor.test(d$item_01, as.integer(factor(d$size_group, levels = c("gemeinde", "kleinstadt", "mittelstadt",
# "grossstadt"))), method = "kendall", exact = FALSE)
@pytest.mark.parametrize("golden", goldens.entries("kendall"))
def test_kendall_equals_r(golden):
    frame = goldens.wave_1()
    (item,) = golden.names(r"item_\d\d")
    rank = dict(zip(goldens.TREND, range(4), strict=True))
    found = kendall(frame[item], frame["size_group"].astype(str).map(rank))
    assert found.n == golden.n, golden.quote
    golden.check(found.estimate, "tau_b")
    golden.check(found.z, "z")
    golden.check(found.p, "p")


# R 4.2.2: cor.test(d$item_01, d$item_02, method = "spearman", exact = FALSE)
@pytest.mark.parametrize("golden", goldens.entries("spearman"))
def test_spearman_equals_r(golden):
    frame = goldens.wave_1()
    found = spearman(*(frame[item] for item in golden.names(r"item_\d\d")))
    assert found.n == golden.n, golden.quote
    golden.check(found.estimate, "rho")
    golden.check(found.statistic, "S")
    golden.check(found.p, "p")


def states_by_answer(golden):
    frame = goldens.wave_1()
    (item,) = golden.names(r"item_\d\d")
    return pd.crosstab(frame["state"], frame[item].astype(pd.CategoricalDtype([1, 2, 3, 4, 5])), dropna=False)


# R 4.2.2: chisq.test(table(droplevels(d$state[!is.na(d$item_01)]), d$item_01[!is.na(d$item_01)]), correct = FALSE)
@pytest.mark.parametrize("golden", goldens.entries("chisq"))
def test_chi_squared_equals_r(golden):
    found = cramers_v(states_by_answer(golden).iloc[:16, :5])
    assert found.n == golden.n, golden.quote
    golden.check(found.statistic, "chisq")
    golden.check(found.df, "df")
    golden.check(found.p, "p")
    golden.check(found.min_expected, "min_expected")


# R 4.2.2, effectsize 0.8.3: cramers_v(table(droplevels(d$state[!is.na(d$item_01)]), d$item_01[!is.na(d$item_01)]),
# adjust = FALSE, ci = NULL), and with adjust = TRUE (Bergsma 2013)
@pytest.mark.parametrize("golden", goldens.entries("cramers_v"))
def test_cramers_v_equals_r(golden):
    found = cramers_v(states_by_answer(golden).iloc[:16, :5])
    assert found.n == golden.n, golden.quote
    golden.check(found.corrected if "bias_corrected" in golden.id else found.estimate, "V")
    assert found.ci_low <= found.ci_high


# Agresti (2002), Categorical Data Analysis, 2nd ed., table 2.8 and section 2.4: income by job satisfaction, gamma
# 0.221 with asymptotic standard error 0.117.
JOBS = np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])


def columns(table):
    rows, values = np.indices(table.shape)
    return np.repeat(rows.ravel(), table.ravel()), np.repeat(values.ravel(), table.ravel())


def test_gamma_and_its_interval_are_those_of_the_textbook():
    found = gamma(*columns(JOBS))
    assert found.estimate == pytest.approx(0.221, abs=5e-4)
    assert (found.ci_high - found.ci_low) / 2 / 1.959964 == pytest.approx(0.117, abs=5e-4)


@pytest.mark.parametrize("coefficient", [kendall, gamma])
def test_standard_error_is_that_of_the_delta_method(coefficient):
    """A multinomial table: the variance is the gradient's by the covariance of the shares, found numerically."""

    def value(shares):
        pairs = Concordance(shares.reshape(JOBS.shape))
        c, d = pairs.concordant, pairs.discordant
        if coefficient is gamma:
            return (c - d) / (c + d)
        rows, cols = shares.reshape(JOBS.shape).sum(axis=1), shares.reshape(JOBS.shape).sum(axis=0)
        return 2 * (c - d) / np.sqrt((1 - (rows**2).sum()) * (1 - (cols**2).sum()))

    n, shares = JOBS.sum(), (JOBS / JOBS.sum()).ravel()
    slope = approx_fprime(shares, value, 1e-7)
    se = np.sqrt(((shares * slope**2).sum() - (shares @ slope) ** 2) / n)
    found = coefficient(*columns(JOBS))
    assert found.estimate == pytest.approx(value(shares))
    assert found.ci_high - found.estimate == pytest.approx(1.959963985 * se, rel=1e-4)


def test_scipy_gives_the_same_tau_b_and_p():
    x, y = columns(JOBS)
    theirs = stats.kendalltau(x, y, method="asymptotic")
    found = kendall(x, y)
    assert (found.estimate, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-10)
    assert kendall_of(Concordance(JOBS)) == found


def test_pingouin_gives_the_same_rho():
    from pingouin import corr

    frame = goldens.wave_1()[["item_01", "item_02"]].dropna()
    theirs = corr(frame["item_01"], frame["item_02"], method="spearman").iloc[0]
    found = spearman(frame["item_01"], frame["item_02"])
    assert found.estimate == pytest.approx(theirs["r"], rel=1e-12)
    assert found.n == theirs["n"]
    # Bonett and Wright's interval is a little wider than that of a product-moment correlation, which pingouin gives.
    assert found.ci_high - found.ci_low > np.ptp(theirs["CI95"])


def test_scipy_gives_the_same_plain_v_and_the_interval_inverts_the_noncentral_distribution():
    found = cramers_v(JOBS)
    assert found.estimate == pytest.approx(stats.contingency.association(JOBS, method="cramer"), rel=1e-12)
    for limit, tail in ((found.ci_low, 0.975), (found.ci_high, 0.025)):
        noncentrality = limit**2 * JOBS.sum() * 3
        if limit:
            assert stats.ncx2.cdf(found.statistic, found.df, noncentrality) == pytest.approx(tail, rel=1e-8)
        else:
            assert stats.chi2.cdf(found.statistic, found.df) < tail


def test_empty_rows_and_columns_do_not_count():
    padded = np.zeros((6, 6), dtype=int)
    padded[1:5, :4] = JOBS
    assert cramers_v(padded) == cramers_v(JOBS)


def test_perfect_association():
    x = np.arange(20) % 5
    assert (spearman(x, x).estimate, kendall(x, x).estimate, gamma(x, x).estimate) == pytest.approx((1, 1, 1))
    assert spearman(x, -x).ci_low is None
    assert cramers_v(np.diag([4, 4, 4])).estimate == pytest.approx(1)


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([], [], Undefined.NO_PAIRS),
        ([1, float("nan")], [float("nan"), 2], Undefined.NO_PAIRS),
        ([1], [2], Undefined.TOO_FEW_ANSWERS),
        ([3, 3, 3, 3], [1, 2, 3, 4], Undefined.ALL_EQUAL),
    ],
)
def test_what_has_no_association_says_why(x, y, reason):
    for coefficient in (spearman, kendall, gamma):
        found = coefficient(x, y)
        assert (found.estimate, found.p, found.undefined) == (None, None, reason)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="3 and 2 rows"):
        kendall([1, 2, 3], [1, 2])


@given(PAIRED)
def test_any_two_columns_give_numbers_or_a_reason(paired):
    x, y = paired
    for coefficient in (spearman, kendall, gamma):
        found = coefficient(x, y)
        assert no_nan(found)
        assert (found.p is None) == (found.undefined is not None)
        assert coefficient(y, x).estimate == pytest.approx(found.estimate)
        if found.ci_low is not None:
            assert -1 <= found.ci_low <= found.estimate <= found.ci_high <= 1
            assert found.n >= 8


@given(st.lists(st.lists(st.integers(0, 4), min_size=16, max_size=16), min_size=8, max_size=8))
def test_any_table_mostly_empty_or_not_gives_numbers_or_a_reason(table):
    found = cramers_v(np.array(table) // 3)
    assert no_nan(found)
    assert (found.estimate is None) == (found.undefined is not None)
    if found.estimate is not None:
        assert 0 <= found.estimate <= 1
        assert found.corrected is None or 0 <= found.corrected <= 1
