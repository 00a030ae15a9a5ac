from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics.change import align, combined, stayers
from pipeline.statistics.equivalence import combined_equivalence, equivalence
from pipeline.statistics.paired import paired_t
from pipeline.statistics.result import Undefined
from pipeline.statistics.two_groups import mann_whitney, welch_t
from tests import goldens


@pytest.fixture(scope="module")
def waves():
    """Both synthetic waves with one row a municipality: 80 in both, 190 in the first and 34 in the second only."""
    return align(goldens.wave_1(), goldens.wave_2(), goldens.ITEMS, unit="id")


def test_a_municipality_has_one_row_and_is_paired_with_itself(waves):
    first, second = waves
    assert len(first) == len(second) == 80 + 190 + 34
    assert (first.index == second.index).all()
    assert first.loc["r002", "item_01"] == 4
    assert second.loc["r002", "item_01"] == 3
    assert second.loc["r001"].isna().all()


def test_without_a_pseudonym_nobody_is_paired():
    first = pd.DataFrame({"unit": ["a", None, None], "x": [1.0, 2, 3]})
    second = pd.DataFrame({"unit": [None, "a", None], "x": [4.0, 5, np.nan]})
    before, after = align(first, second, ["x"])
    assert len(before) == 5
    assert (before.notna() & after.notna())["x"].sum() == 1
    assert after["x"].loc["a"] == 5


def test_a_municipality_twice_in_a_wave_is_refused():
    once = pd.DataFrame({"unit": ["a"], "x": [1.0]})
    with pytest.raises(ValueError, match="1 municipalities stand more than once in the second wave"):
        align(once, pd.concat([once, once]), ["x"])


def test_the_combined_estimate_counts_everyone_and_its_error_is_that_of_the_formula(waves):
    first, second = waves
    found = combined(first, second)
    assert len(found) == 12
    for item, result in zip(goldens.ITEMS, found, strict=True):
        x, y = goldens.wave_1()[item].dropna(), goldens.wave_2()[item].dropna()
        pairs = goldens.pairs()[[f"{item}_1", f"{item}_2"]].dropna()
        assert (result.n_first, result.n_second, result.paired) == (len(x), len(y), len(pairs))
        assert result.n == result.paired + result.only_first + result.only_second
        assert result.difference == pytest.approx(y.mean() - x.mean())
        shared = len(pairs) * pairs.cov().iloc[0, 1] / (len(x) * len(y))
        formula = np.sqrt(x.var() / len(x) + y.var() / len(y) - 2 * shared)
        assert result.se == pytest.approx(formula, rel=0.06)  # 2,000 replicates leave 1.6 % of Monte Carlo error
        half = (result.ci_high - result.ci_low) / 2
        assert half == pytest.approx(1.96 * result.se, rel=0.08)
        assert result.ci_low < result.difference < result.ci_high


def test_pairs_make_the_combined_estimate_more_precise(waves):
    first, second = (side[["item_01"]].to_numpy() for side in waves)
    strangers = combined(
        np.vstack([first, np.full_like(second, np.nan)]), np.vstack([np.full_like(first, np.nan), second])
    )
    paired = combined(first, second)
    assert strangers[0].paired == 0
    assert strangers[0].difference == pytest.approx(paired[0].difference)
    assert paired[0].se < 0.9 * strangers[0].se


def test_the_same_seed_gives_the_same_interval(waves):
    first, second = (side[["item_02"]] for side in waves)
    assert combined(first, second) == combined(first, second)
    assert combined(first, second, seed=1) != combined(first, second)


def test_all_paired_approaches_the_paired_t_interval():
    pairs = goldens.pairs()[["item_05_1", "item_05_2"]].dropna().to_numpy()
    (bootstrap,), t = combined(pairs[:, :1], pairs[:, 1:]), paired_t(pairs[:, 0], pairs[:, 1])
    assert bootstrap.difference == pytest.approx(t.mean_difference)
    assert bootstrap.ci_low == pytest.approx(t.ci_low, abs=0.03)
    assert bootstrap.ci_high == pytest.approx(t.ci_high, abs=0.03)


def test_stayers_are_compared_with_leavers_on_their_first_answer(waves):
    first, second = (side["item_01"].to_numpy() for side in waves)
    found = stayers(first, second)
    again = ~np.isnan(second)
    assert (found.n_stayers, found.n_leavers, found.unknown) == (77, 186, 0)
    assert found.p == mann_whitney(first[again], first[~again]).p
    assert found.rank_biserial == mann_whitney(first[again], first[~again]).rank_biserial
    assert found.difference == pytest.approx(found.mean_stayers - found.mean_leavers)
    assert found.ci_low == welch_t(first[again], first[~again]).ci_low


def test_who_is_not_known_neither_stayed_nor_left():
    found = stayers([1, 2, 3, 4, np.nan], [1, np.nan, 3, np.nan, 5], known=[True, True, True, False, True])
    assert (found.n, found.n_stayers, found.n_leavers, found.unknown) == (3, 2, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ([], [], (Undefined.NO_ANSWERS, Undefined.NO_ANSWERS, Undefined.NO_PAIRS, Undefined.NO_ANSWERS)),
        ([3.0], [np.nan], (Undefined.NO_ANSWERS, Undefined.ONE_GROUP, Undefined.NO_PAIRS, Undefined.ONE_GROUP)),
        (
            [3.0] * 9, [3.0] * 9,
            (Undefined.ALL_EQUAL, Undefined.ONE_GROUP, Undefined.ALL_EQUAL, Undefined.ALL_EQUAL),
        ),
        (
            [3.0, np.nan], [np.nan, 4.0],
            (Undefined.TOO_FEW_ANSWERS, Undefined.ONE_GROUP, Undefined.NO_PAIRS, Undefined.TOO_FEW_ANSWERS),
        ),
    ],
)  # fmt: skip
def test_what_is_not_defined_says_why(first, second, reasons):
    found = (
        combined(np.reshape(first, (-1, 1)), np.reshape(second, (-1, 1)))[0], stayers(first, second),
        equivalence(first, second, paired=True), equivalence(first, second, paired=False),
    )  # fmt: skip
    assert tuple(result.undefined for result in found) == reasons


ANSWER = st.one_of(st.none(), st.integers(1, 5))
ROWS = st.lists(st.tuples(ANSWER, ANSWER, st.booleans()), max_size=25)
NO_OVERLAP = st.lists(st.tuples(ANSWER, st.booleans()), max_size=25).map(
    lambda rows: [(a, None, k) if k else (None, a, k) for a, k in rows]
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(ROWS, NO_OVERLAP))
def test_no_shape_of_waves_breaks_it(rows):
    table = np.array([row[:2] for row in rows], dtype=float).reshape(-1, 2)
    first, second = table.T
    known = [row[2] for row in rows]
    (whole,) = combined(table[:, :1], table[:, 1:], replicates=20)
    there = ~np.isnan(table)
    assert whole.n == there.any(axis=1).sum()
    assert whole.paired == there.all(axis=1).sum()
    assert (whole.difference is None) == (min(whole.n_first, whole.n_second) == 0)
    assert (whole.ci_low is None) == (whole.undefined is not None)
    left = stayers(first, second, known=known)
    assert left.n_stayers + left.n_leavers + left.unknown == there[:, 0].sum()
    assert (left.p is None) == (left.undefined is not None)
    for same in (*(equivalence(first, second, paired=side) for side in (True, False)), combined_equivalence(whole)):
        assert (same.p is None) == (same.undefined is not None) == (same.equivalent is None)
        assert "nan" not in str(same)
    assert "nan" not in str(whole)
    assert "nan" not in str(left)
