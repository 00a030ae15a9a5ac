from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import counting
from pipeline.statistics.counting import Counter


def plain(group, answers, groups, codes, weight):
    """The same sums, one answer at a time."""
    result = np.zeros((len(answers), groups, codes))
    for item, column in enumerate(answers):
        for place, code, amount in zip(group, column, weight, strict=True):
            if place and code:
                result[item, place - 1, code - 1] += amount
    return result


@settings(max_examples=40)
@given(st.data())
def test_joint_counting_is_counting(data):
    rows, items = data.draw(st.integers(0, 30)), data.draw(st.integers(1, 7))
    groups, codes = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 9))
    place = st.lists(st.integers(0, groups), min_size=rows, max_size=rows)
    answer = st.lists(st.integers(0, codes), min_size=rows, max_size=rows)
    amounts = st.lists(st.sampled_from([0.0, 0.25, 1.0, 3.0]), min_size=rows, max_size=rows)
    group = np.array(data.draw(place), dtype=np.int8)
    answers = [np.array(data.draw(answer), dtype=np.int8) for _ in range(items)]
    weight = np.array(data.draw(amounts))
    names = [f"item{number}" for number in range(items)]
    unweighted, weighted = Counter(names, groups, codes), Counter(names, groups, codes, weighted=True)
    half = rows // 2
    for part in (slice(0, half), slice(half, rows)):
        batch = [answer[part] for answer in answers]
        unweighted.add(group[part], batch)
        weighted.add(group[part], batch, weight[part])
    ones = plain(group, answers, groups, codes, np.ones(rows))
    np.testing.assert_array_equal(unweighted.counted().n, ones)
    found = weighted.counted()
    assert found.rows == rows
    np.testing.assert_array_equal(found.n, ones)
    np.testing.assert_array_equal(found.used, plain(group, answers, groups, codes, weight > 0))
    np.testing.assert_allclose(found.w, plain(group, answers, groups, codes, weight), atol=1e-12)
    np.testing.assert_allclose(found.w2, plain(group, answers, groups, codes, weight**2), atol=1e-12)


def test_long_batches_are_looked_at_in_parts(monkeypatch):
    monkeypatch.setattr(counting, "_ROWS", 3)
    counter = Counter(["a", "b"], 1, 2)
    counter.add(np.ones(8, dtype=np.int8), [np.array([1, 2] * 4), np.array([1, 1, 1, 1, 0, 0, 0, 2])])
    assert counter.counted().n.tolist() == [[[4, 4]], [[4, 1]]]


def test_a_scale_too_long_to_be_counted_jointly_is_counted_alone():
    counter = Counter(["a", "b"], 2, 300)
    counter.add(np.array([1, 2]), [np.array([300, 1]), np.array([0, 7])])
    n = counter.counted().n
    assert n.shape == (2, 2, 300)
    assert (n[0, 0, 299], n[0, 1, 0], n[1, 1, 6], n.sum()) == (1, 1, 1, 3)


def test_the_full_table_of_the_benchmark_needs_fewer_passes_than_items():
    names = [f"item{number}" for number in range(62)]
    answers = [np.full(5, number % 5 + 1, dtype=np.int8) for number in range(62)]
    counter = Counter(names, 8, 5)
    counter.add(np.full(5, 8, dtype=np.int8), answers)
    n = counter.counted().n
    assert all(n[number, 7, number % 5] == 5 for number in range(62))
    assert n.sum() == 5 * 62


@pytest.mark.parametrize(
    ("group", "answer", "weight", "message"),
    [
        ([3], [1], [1.0], "group: position 3 to 3, expected 0 to 2"),
        ([1], [6], [1.0], "coping: position 6 to 6, expected 0 to 5"),
        ([1], [-1], [1.0], "coping: position -1 to -1"),
        ([1], [1], [-1.0], "finite and not negative"),
        ([1], [1], [float("nan")], "finite and not negative"),
        ([1], [1], None, "answers to 1 items are expected, with weights"),
    ],
)
def test_what_cannot_be_counted_is_refused_and_changes_nothing(group, answer, weight, message):
    counter = Counter(["coping"], 2, 5, weighted=True)
    with pytest.raises(ValueError, match=message):
        counter.add(np.array(group), [np.array(answer)], None if weight is None else np.array(weight))
    assert counter.counted().rows == counter.counted().n.sum() == 0


def test_counts_without_weights_make_no_weighted_estimate():
    with pytest.raises(ValueError, match="without weights"):
        Counter(["coping"], 1, 5).counted().tally()
