from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap  # noqa: F401  (imported before hypothesis measures the first example)

from pipeline.statistics.description import describe, describe_by, wilson
from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Undefined
from tests import goldens

SCALE = [1, 2, 3, 4, 5]


def counts(answers) -> list[int]:
    return [int((np.asarray(answers) == value).sum()) for value in SCALE]


def check(golden, found, *keys):
    """Compare every number of the R function ``describe`` under ``keys``."""
    expected = golden.result
    for key in keys:
        expected = expected[key]
    if "n" in expected:
        golden.check(found.n, *keys, "n")
    for name in ("mean", "sd", "se", "ci_low", "ci_high"):
        golden.check(getattr(found, name), *keys, name)
    for code in expected["count"]:
        golden.check(found.distribution[float(code)].count, *keys, "count", code)
        golden.check(found.distribution[float(code)].share, *keys, "share", code)
    golden.check(found.top2.count, *keys, "top2_n")
    golden.check(found.top2.share, *keys, "top2")
    golden.check(found.top2.ci_low, *keys, "top2_wilson_low")
    golden.check(found.top2.ci_high, *keys, "top2_wilson_high")


# R 4.2.2: describe(d$item_01) and, for wave 2, describe(w2$item_01), where describe(x) is, without NA, length(x),
# mean(x), sd(x), sd(x) / sqrt(length(x)), mean(x) -+ qt(0.975, n - 1) * se, table(factor(x, levels = 1:5)) and
# prop.test(sum(x >= 4), n, correct = FALSE)$conf.int.
@pytest.mark.parametrize("golden", goldens.entries("describe"))
def test_description_equals_r(golden):
    (item,) = golden.names(r"item_\d\d")
    found = describe(SCALE, counts(goldens.data(golden)[item]))
    assert found.n == golden.n, golden.quote
    check(golden, found)


# R 4.2.2: describe_by(d$item_01, d$size_group), lapply(split(x, g, drop = FALSE), describe); edge cases:
# describe_by(d$item_01, d$state), describe_by(d$item_04, d$state), describe_by(d$all_missing, d$size_group).
# R gives an interval from two answers on; ours stands from eight on, so the numbers are compared with minimum=2.
@pytest.mark.parametrize(
    "golden",
    [*goldens.entries("describe_by", "edge/group_n1", "edge/group_n0"), *goldens.entries("edge/all_missing")[1:]],
)
def test_description_by_group_equals_r(golden):
    frame = goldens.data(golden)
    by = "state" if "/state" in golden.id else "size_group"
    (item,) = golden.names(r"item_\d\d|all_missing")[:1]
    by_level = {level: counts(frame.loc[frame[by] == level, item]) for level in frame[by].cat.categories}
    assert list(by_level) == list(golden.result)
    for level, found in describe_by(SCALE, by_level, minimum=1).items():
        expected = dict(golden.result[level])
        if expected["n"] == 1:
            assert found.ci_low is None
        check(golden, found, level)
    for level, found in describe_by(SCALE, by_level).items():
        enough = golden.result[level]["n"] >= MINIMUM_FOR_INTERVAL
        assert (found.ci_low is not None) == (found.top2.ci_low is not None) == enough


# R 4.2.2: describe(d$all_missing); describe(d$item_03[d$size_group == "grossstadt"]);
# describe(d$item_06[d$size_group == "mittelstadt"]); describe(rep(5, 12))
@pytest.mark.parametrize(
    "golden",
    [
        *goldens.entries("edge/all_missing")[:1],
        *goldens.entries("edge/unused_level", "edge/unused_level_top", "edge/constant/describe"),
    ],
)
def test_edge_cases_of_description_equal_r(golden):
    frame = goldens.wave_1()
    if golden.id == "edge/constant/describe":
        answers = np.full(12, 5)
    elif golden.id == "edge/all_missing/describe":
        answers = frame["all_missing"]
    else:
        _, _, item, group = golden.id.split("/")
        answers = frame.loc[frame["size_group"] == group, item]
    found = describe(SCALE, counts(answers))
    assert found.n == golden.n, golden.quote
    check(golden, found)


# R 4.2.2: lapply(split(d$item_03, d$size_group), function(x) table(factor(x, levels = 1:5)))
@pytest.mark.parametrize("golden", goldens.entries("edge/unused_level_by_group"))
def test_unused_codes_have_their_zero(golden):
    frame = goldens.wave_1()
    for level in frame["size_group"].cat.categories:
        found = describe(SCALE, counts(frame.loc[frame["size_group"] == level, "item_03"]))
        for code in golden.result[level]:
            golden.check(found.distribution[float(code)].count, level, code)


# R 4.2.2: prop.test(0, 12, correct = FALSE)$conf.int
@pytest.mark.parametrize("golden", goldens.entries("edge/wilson_zero"))
def test_wilson_at_zero_equals_r(golden):
    share = wilson(0, 12)
    golden.check(share.ci_low, "ci_low")
    golden.check(share.ci_high, "ci_high")


def test_wilson_is_not_the_default_of_statsmodels():
    from statsmodels.stats.proportion import proportion_confint

    share = wilson(3, 40)
    assert (share.ci_low, share.ci_high) == pytest.approx(proportion_confint(3, 40, method="wilson"), rel=1e-9)
    assert share.ci_low != pytest.approx(proportion_confint(3, 40)[0], rel=0.1)


# R 4.2.2: svyby(~item_01, ~size_group, svydesign(ids = ~1, strata = ~size_group, fpc = ~N_h,
# data = subset(d, !is.na(item_01))), svymean): within a stratum se = sd / sqrt(n) * sqrt(1 - n / N).
@pytest.mark.parametrize("golden", goldens.entries("mean_fpc_answered"))
def test_finite_population_correction_within_a_stratum_equals_r(golden):
    frame = goldens.wave_1()
    (item,) = golden.names(r"item_\d\d")[:1]
    population = goldens.META["population"]
    by_level = {level: counts(frame.loc[frame["size_group"] == level, item]) for level in population}
    for level, found in describe_by(SCALE, by_level, population=population).items():
        golden.check(found.mean, level, "mean")
        golden.check(found.se, level, "se")


def test_correction_over_strata_is_the_textbook_sum():
    table, sizes = np.array([[4, 6, 2, 0, 0], [0, 0, 5, 5, 10]]), np.array([20, 400])
    n, strata = table.sum(axis=1), [np.repeat(SCALE, row) for row in table]
    variance = sum(
        (size / n.sum()) ** 2 * (1 - size / population) * np.var(rows, ddof=1) / size
        for size, population, rows in zip(n, sizes, strata, strict=True)
    )
    found = describe(SCALE, table, population=sizes)
    assert found.se == pytest.approx(np.sqrt(variance), rel=1e-12)
    assert found.mean == pytest.approx(np.concatenate(strata).mean())
    assert found.population == 420
    assert found.ci_high - found.mean == pytest.approx(2.0422724563 * found.se, rel=1e-9)  # R: qt(0.975, 30)


def test_a_census_has_no_sampling_error():
    assert describe(SCALE, [3, 0, 4, 0, 3], population=10).se == 0


def test_correction_says_why_it_is_not_defined():
    lonely = describe(SCALE, [[1, 0, 0, 0, 0], [0, 5, 5, 5, 0]], population=[9, 90])
    assert (lonely.se, lonely.undefined) == (None, Undefined.LONELY_STRATUM)
    too_many = describe(SCALE, [5, 5, 0, 0, 0], population=9)
    assert (too_many.se, too_many.undefined) == (None, Undefined.MORE_THAN_POPULATION)
    with pytest.raises(ValueError, match="one population count per stratum"):
        describe(SCALE, [5, 5, 0, 0, 0], population=[9, 9])


def test_counts_that_do_not_fit_the_scale_are_refused():
    with pytest.raises(ValueError, match="unused values included"):
        describe(SCALE, [1, 2, 3])
    with pytest.raises(ValueError, match="count is a part of n"):
        wilson(5, 4)


def test_kinds_of_missing_stand_in_the_row():
    (row,) = describe(SCALE, [0, 1, 2, 3, 4], missing={"no_answer": 2, "dont_know": 0}).rows()
    assert (row["missing_no_answer"], row["missing_dont_know"], row["count_1"], row["count_5"]) == (2, 0, 0, 4)
    assert row["top2"] == pytest.approx(0.7)
    assert row["n"] == 10


@given(
    st.lists(st.integers(0, 20), min_size=5, max_size=5),
    st.integers(1, 5000),
    st.permutations(SCALE),
)
def test_any_counts_give_numbers_or_a_reason(given_counts, more, order):
    n = sum(given_counts)
    found = describe(order, given_counts, population=n + more)
    plain = describe(order, given_counts)
    for result in (found, plain):
        assert result.n == n
        (row,) = result.rows()
        assert not any(isinstance(value, float) and np.isnan(value) for value in row.values())
        assert (result.ci_low is None) == (n < MINIMUM_FOR_INTERVAL)
        assert (result.undefined is None) == (n >= MINIMUM_FOR_INTERVAL)
        assert sum(share.count for share in result.distribution.values()) == n
        assert "nan" not in str(result).lower()
        if result.top2.ci_low is not None:
            assert 0 <= result.top2.ci_low <= result.top2.share <= result.top2.ci_high <= 1
    if found.se is not None and plain.se is not None:
        assert found.se <= plain.se
