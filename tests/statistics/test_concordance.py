from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipeline.statistics.concordance import Concordance, cross_table

ROWS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=3, max_size=25)


@given(ROWS)
def test_pairs_are_those_one_would_count_by_hand(rows):
    x, y = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    pairs = Concordance.of(x, y)
    signs = [np.sign((x[i] - x[j]) * (y[i] - y[j])) for i, j in combinations(range(len(rows)), 2)]
    assert pairs.concordant == signs.count(1)
    assert pairs.discordant == signs.count(-1)
    assert pairs.n == len(rows)


@given(ROWS)
def test_z_is_that_of_scipy(rows):
    x, y = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return
    expected = stats.kendalltau(x, y, method="asymptotic").pvalue
    assert 2 * stats.norm.sf(abs(Concordance.of(x, y).z)) == pytest.approx(expected, abs=1e-12)


def test_a_table_has_the_values_in_use_only():
    assert cross_table(np.array([1.0, 5.0]), np.array([2.0, 2.0])).tolist() == [[1], [1]]
