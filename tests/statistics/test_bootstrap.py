from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics.bootstrap import bca_interval, bootstrap_means
from pipeline.statistics.description import describe
from pipeline.statistics.result import Undefined
from tests import goldens


@pytest.fixture(scope="module")
def sample():
    frame = goldens.wave_1()
    return frame[goldens.ITEMS].to_numpy(float), frame["size_group"].cat.codes.to_numpy()


def test_bca_is_close_to_the_t_interval_on_a_large_sample():
    answers = goldens.wave_1()["item_01"]
    found = bca_interval(answers)
    known = describe(range(1, 6), [(answers == value).sum() for value in range(1, 6)])
    assert found.n == known.n
    assert (found.ci_low, found.ci_high) == pytest.approx((known.ci_low, known.ci_high), abs=0.02)
    assert found.se == pytest.approx(known.se, rel=0.05)
    assert bca_interval(answers) == found


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([], Undefined.NO_ANSWERS),
        ([float("nan")] * 9, Undefined.NO_ANSWERS),
        ([1, 2, 3, 4, 5, 5, 5], Undefined.TOO_FEW_ANSWERS),
        ([4] * 20, Undefined.ALL_EQUAL),
    ],
)
def test_bca_says_why_it_is_not_defined(answers, reason):
    found = bca_interval(answers)
    assert found.ci_low is None
    assert found.undefined is reason


def test_many_means_are_those_of_the_sample_and_their_errors_those_of_theory(sample):
    answers, groups = sample
    found = bootstrap_means(answers, groups, 5, replicates=1000)
    low, high = found.interval()
    for item in (0, 3, 8):
        for group in range(5):
            rows = answers[groups == group, item]
            rows = rows[~np.isnan(rows)]
            assert found.n[item, group] == rows.size
            assert found.mean[item, group] == pytest.approx(rows.mean())
            assert found.se()[item, group] == pytest.approx(rows.std(ddof=1) / np.sqrt(rows.size), rel=0.12)
            assert low[item, group] < rows.mean() < high[item, group]


def test_a_group_that_was_not_asked_has_no_interval(sample):
    answers, groups = sample
    found = bootstrap_means(answers, groups, 5, replicates=50)
    not_asked = (11, 3)  # item_12 in small municipalities
    assert found.n[not_asked] == 0
    assert np.isnan(found.mean[not_asked])
    assert np.isnan(found.interval()[0][not_asked])


def test_replicates_are_means_of_respondents_drawn_with_replacement():
    answers, groups = np.array([[1.0, 2.0], [3.0, np.nan], [5.0, 4.0]]), np.array([0, 0, -1])
    found = bootstrap_means(answers, groups, 2, replicates=400, seed=3)
    first = found.replicates[:, 0, 0]
    possible = {round(value, 9) for value in (1, 3, 2, 5 / 3, 7 / 3)}
    assert {round(value, 9) for value in first[~np.isnan(first)].tolist()} == possible
    assert np.isnan(found.replicates[:, :, 1]).all()


@settings(max_examples=40)
@given(st.integers(0, 12), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_any_shape_has_its_replicates(people, items, seed):
    generator = np.random.default_rng(seed)
    answers = generator.choice([np.nan, 1, 2, 3, 4, 5], size=(people, items))
    found = bootstrap_means(answers, generator.integers(-1, 4, people), 4, replicates=20)
    low, high = found.interval()
    assert low.shape == high.shape == found.se().shape == (items, 4)
    assert np.isnan(low[found.n < 8]).all()
    assert not np.isnan(low[found.n >= 8]).any()
