from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from pipeline.statistics.groups import compare_groups, dunn, kruskal_wallis, welch_anova
from pipeline.statistics.result import Undefined
from pipeline.statistics.samples import split
from pipeline.statistics.trend import jonckheere_terpstra
from pipeline.statistics.two_groups import mann_whitney, rank_biserial, welch_t
from tests import goldens
from tests.statistics.shapes import COLUMN, LEVELS, SAMPLES, no_nan


def samples(golden, by="size_group"):
    frame = goldens.data(golden)
    (item,) = golden.names(r"item_\d\d")[:1]
    return split(frame[item], frame[by])


# R 4.2.2: kruskal.test(item_01 ~ size_group, data = d)
@pytest.mark.parametrize("golden", goldens.entries("kruskal"))
def test_kruskal_wallis_equals_r(golden):
    found = kruskal_wallis(samples(golden))
    assert found.n == golden.n, golden.quote
    golden.check(found.statistic, "H")
    golden.check(found.df, "df")
    golden.check(found.p, "p")
    golden.check(found.epsilon_squared, "epsilon_squared")
    golden.check(found.groups, "groups")


# R 4.2.2, effectsize 0.8.3: rank_epsilon_squared(item_01 ~ size_group, data = d, ci = NULL)
@pytest.mark.parametrize("golden", goldens.entries("kruskal_effect"))
def test_epsilon_squared_equals_r(golden):
    golden.check(kruskal_wallis(samples(golden)).epsilon_squared, "epsilon_squared")


# R 4.2.2: kruskal.test(item_01 ~ state, data = d), one Land with one answer; kruskal.test(item_04 ~ state, data = d),
# the same Land with none
@pytest.mark.parametrize("golden", goldens.entries("edge/kruskal_group_n1", "edge/kruskal_group_n0"))
def test_kruskal_wallis_with_a_tiny_group_equals_r(golden):
    found = kruskal_wallis(samples(golden, by="state"))
    assert found.n == golden.n, golden.quote
    golden.check(found.statistic, "H")
    golden.check(found.df, "df")
    golden.check(found.p, "p")


# R 4.2.2: kruskal.test(rep(3, 270), d$size_group)
@pytest.mark.parametrize("golden", goldens.entries("edge/constant/kruskal"))
def test_kruskal_wallis_of_equal_answers_is_not_defined(golden):
    found = kruskal_wallis(split(np.full(270, 3.0), goldens.wave_1()["size_group"]))
    assert found.n == golden.n
    assert found.undefined is Undefined.ALL_EQUAL
    golden.check(found.statistic, "H")
    golden.check(found.df, "df")
    golden.check(found.p, "p")


# R 4.2.2, rstatix 0.7.2: dunn_test(d, item_01 ~ size_group, p.adjust.method = "holm")
@pytest.mark.parametrize("golden", goldens.entries("dunn"))
def test_dunn_equals_r(golden):
    found = dunn(samples(golden), of="item")
    assert found.n == golden.n, golden.quote
    assert str(found.family) == f"holm over {len(golden.result)} pairs of item"
    for row, (pair, expected) in enumerate(zip(found.pairs, golden.result, strict=True)):
        assert (pair.group1, pair.group2) == (expected["group1"], expected["group2"])
        for ours, theirs in (("n1", "n1"), ("n2", "n2"), ("z", "z"), ("p", "p"), ("p_adjusted", "p_holm")):
            golden.check(getattr(pair, ours), row, theirs)
        if abs(pair.z) > 1:
            assert np.sign(pair.rank_biserial) == -np.sign(pair.z)


def two(golden):
    first, second = golden.id.split("/")[-1].split("_vs_")
    groups = samples(golden)
    return groups[first], groups[second]


# R 4.2.2: wilcox.test(d$item_01[d$size_group == "grossstadt"], d$item_01[d$size_group == "gemeinde"], exact = FALSE,
# correct = FALSE), and with correct = TRUE
@pytest.mark.parametrize("golden", goldens.entries("mann_whitney"))
def test_mann_whitney_equals_r(golden):
    found = mann_whitney(*two(golden), correction=golden.result["continuity_correction"])
    assert found.n == golden.n, golden.quote
    golden.check(found.statistic, "U1")
    golden.check(min(found.statistic, found.n1 * found.n2 - found.statistic), "U_min")
    golden.check(found.p, "p")
    golden.check(found.n1, "n1")
    golden.check(found.n2, "n2")


# R 4.2.2, effectsize 0.8.3: rank_biserial(na.omit(d$item_01[d$size_group == "grossstadt"]),
# na.omit(d$item_01[d$size_group == "gemeinde"]), ci = NULL, verbose = FALSE)
@pytest.mark.parametrize("golden", goldens.entries("rank_biserial"))
def test_rank_biserial_equals_r(golden):
    found = mann_whitney(*two(golden))
    assert found.n == golden.n, golden.quote
    golden.check(found.rank_biserial, "rank_biserial")
    assert found.ci_low < found.rank_biserial < found.ci_high


# R 4.2.2: jt(d$item_01, factor(d$size_group, levels = c("gemeinde", "kleinstadt", "mittelstadt", "grossstadt"))), the
# sum of J over the pairs of groups and its variance with ties (Hollander and Wolfe)
@pytest.mark.parametrize("golden", goldens.entries("jonckheere"))
def test_jonckheere_terpstra_equals_r(golden):
    groups = samples(golden)
    found = jonckheere_terpstra({level: groups[level] for level in goldens.TREND})
    assert found.n == golden.n, golden.quote
    golden.check(found.statistic, "J")
    golden.check(found.expected, "expected")
    golden.check(found.variance, "variance")
    golden.check(found.z, "z")
    golden.check(found.p, "p_two_sided")
    golden.check(found.p_increasing, "p_increasing")
    golden.check(found.p_decreasing, "p_decreasing")


# R 4.2.2: t.test(w2_only$item_01, d_only$item_01)
@pytest.mark.parametrize("golden", goldens.entries("welch"))
def test_welch_equals_r(golden):
    (item,) = golden.names(r"item_\d\d")[:1]
    found = welch_t(goldens.only_in_wave_2()[item], goldens.only_in_wave_1()[item])
    assert found.n == golden.n, golden.quote
    for ours, theirs in (
        ("mean1", "mean_y"), ("mean2", "mean_x"), ("difference", "mean_difference"), ("statistic", "t"), ("df", "df"),
        ("p", "p"), ("se", "se"), ("ci_low", "ci_low"), ("ci_high", "ci_high"),
    ):  # fmt: skip
        golden.check(getattr(found, ours), theirs)


@pytest.fixture(scope="module")
def groups():
    frame = goldens.wave_1()
    return split(frame["item_05"], frame["size_group"])


def long(samples):
    rows = [(level, value) for level, values in samples.items() for value in values]
    return pd.DataFrame(rows, columns=["level", "answer"])


def test_pingouin_gives_the_same_numbers(groups):
    import pingouin

    frame = long(groups)
    theirs = pingouin.kruskal(frame, dv="answer", between="level").iloc[0]
    ours = kruskal_wallis(groups)
    assert (ours.statistic, ours.p) == pytest.approx((theirs["H"], theirs["p_unc"]), rel=1e-12)
    theirs = pingouin.welch_anova(frame, dv="answer", between="level").iloc[0]
    anova = welch_anova(groups)
    assert (anova.statistic, anova.df1, anova.df2, anova.p, anova.eta_squared) == pytest.approx(
        tuple(theirs[["F", "ddof1", "ddof2", "p_unc", "np2"]]), rel=1e-10
    )
    first, second = groups["grossstadt"], groups["gemeinde"]
    theirs = pingouin.mwu(first, second).iloc[0]
    test = mann_whitney(first, second)
    assert (test.statistic, test.p, test.rank_biserial) == pytest.approx(
        tuple(theirs[["U_val", "p_val", "RBC"]]), rel=1e-12
    )
    effect = pingouin.compute_effsize(first, second, eftype="hedges")
    assert welch_t(first, second).hedges_g == pytest.approx(effect, rel=1e-12)


def test_statsmodels_agrees_when_asked_for_two_sides_and_not_by_default(groups):
    from statsmodels.stats.nonparametric import jonckheere_terpstra as theirs

    ordered = {level: groups[level] for level in goldens.TREND}
    ours = jonckheere_terpstra(ordered)
    both, default = (theirs(list(ordered.values()), **given) for given in ({"alternative": "two-sided"}, {}))
    assert (ours.statistic, ours.p) == pytest.approx((both.statistic, both.pvalue), rel=1e-9)
    assert ours.p_increasing == pytest.approx(default.pvalue, rel=1e-9)
    assert ours.p != pytest.approx(default.pvalue, rel=0.1)


def test_scikit_posthocs_orders_by_appearance_and_ours_does_not(groups):
    from scikit_posthocs import test_jonckheere as by_appearance

    ordered = {level: groups[level] for level in goldens.TREND}
    frame = long(ordered)
    shuffled = frame.sample(frac=1, random_state=1)
    ours = jonckheere_terpstra(ordered)
    as_given = split(shuffled["answer"], pd.Series(pd.Categorical(shuffled["level"], categories=goldens.TREND)))
    assert jonckheere_terpstra(as_given).z == pytest.approx(ours.z, rel=1e-12)
    with pytest.warns(UserWarning, match="Ties are present"):
        _, theirs = by_appearance(shuffled, val_col="answer", group_col="level")
    assert abs(theirs) != pytest.approx(abs(ours.z), rel=0.01)


def test_scikit_posthocs_gives_the_same_adjusted_p_values_when_asked_for_holm(groups):
    from scikit_posthocs import posthoc_dunn

    frame = long(groups)
    ours = dunn(groups, of="item")
    holm, default = (posthoc_dunn(frame, "answer", "level", **given) for given in ({"p_adjust": "holm"}, {}))
    for pair in ours.pairs:
        assert pair.p_adjusted == pytest.approx(holm.loc[pair.group1, pair.group2], rel=1e-10)
        assert pair.p == pytest.approx(default.loc[pair.group1, pair.group2], rel=1e-10)


def test_interval_of_the_rank_biserial_correlation_holds_what_it_promises():
    """Of 400 intervals from five-point answers about 95 % hold the true value, also where groups are far apart."""
    generator = np.random.default_rng(5)
    p, q = np.array([0.02, 0.05, 0.13, 0.3, 0.5]), np.array([0.4, 0.3, 0.2, 0.07, 0.03])
    true = float(np.sign(np.subtract.outer(range(5), range(5))).ravel() @ np.outer(p, q).ravel())
    hits = 0
    for _ in range(400):
        _, low, high = rank_biserial(generator.choice(5, 40, p=p), generator.choice(5, 30, p=q))
        hits += low <= true <= high
    assert 0.92 <= hits / 400 <= 0.98


def test_a_disagreement_of_the_two_views_is_flagged():
    # One group answers in the middle, the other at both ends: ranks see nothing, and neither do means.
    middle, ends = [3.0] * 19 + [2.0, 4.0], [1.0] * 10 + [5.0] * 10
    assert compare_groups({"a": middle, "b": ends}, of="item").disagreement is False
    # A few very low answers move the mean and hardly the ranks.
    most, few = [4.0] * 30 + [5.0] * 30, [5.0] * 31 + [4.0] * 24 + [1.0] * 9
    found = compare_groups({"a": most, "b": few}, of="item")
    assert found.kruskal.p > 0.05 > found.welch.p
    assert found.disagreement is True


def test_groups_outside_the_order_take_no_part_in_the_trend(groups):
    found = compare_groups(groups, of="item", order=goldens.TREND)
    assert found.trend.order == tuple(goldens.TREND)
    assert found.trend.n == found.kruskal.n - groups["landkreis"].size
    assert compare_groups(groups, of="item").trend is None


def test_groups_that_do_not_overlap_have_an_effect_of_one_and_no_interval():
    found = mann_whitney([5.0] * 10, [1.0] * 10)
    assert found.rank_biserial == 1
    assert found.ci_low is None
    assert found.p < 0.001


@given(SAMPLES)
def test_any_samples_give_numbers_or_a_reason(samples):
    found = compare_groups(samples, of="item", order=LEVELS[:4])
    n = sum(value == value for values in samples.values() for value in values)  # noqa: PLR0124
    for result in (found.kruskal, found.welch, found.dunn, found.trend):
        assert no_nan(result)
        value = getattr(result, "pairs", None) or getattr(result, "statistic", None)
        assert (not value and value != 0) == (result.undefined is not None)
    assert found.kruskal.n == found.dunn.n == n
    if found.kruskal.p is not None:
        assert 0 <= found.kruskal.epsilon_squared <= 1 + 1e-12
        assert 0 <= found.kruskal.p <= 1
    if found.trend.p is not None:
        assert -1 <= found.trend.tau_b <= 1
    for pair in found.dunn.pairs:
        assert pair.p <= pair.p_adjusted <= 1
        assert -1 <= pair.rank_biserial <= 1


@given(COLUMN, COLUMN)
def test_any_two_groups_give_numbers_or_a_reason(first, second):
    for test in (mann_whitney, welch_t):
        found, turned = test(first, second), test(second, first)
        assert no_nan(found)
        assert (found.p is None) == (found.undefined is not None)
        assert turned.p == pytest.approx(found.p) if found.p is not None else turned.p is None
    found, turned = mann_whitney(first, second), mann_whitney(second, first)
    if found.rank_biserial is not None:
        assert turned.rank_biserial == pytest.approx(-found.rank_biserial)
