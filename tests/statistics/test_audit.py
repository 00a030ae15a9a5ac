"""The audit must be able to fail: what it says is held against all tables, and planted leaks are found."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import exchange
from pipeline.statistics.audit import Attack, intervals


def attack(truth, equations, targets):
    """An attack that knows sums of a table: ``equations`` and ``targets`` are arrays of weights of its shape."""
    truth = np.array(truth, dtype=float)
    weights = np.array(equations, dtype=float).reshape(-1, *truth.shape)
    known = (weights * truth).sum(axis=(1, 2))
    return Attack(weights, known, truth, np.array(targets, dtype=float).reshape(-1, *truth.shape))


def cell(at, of=(2, 3)):
    return np.eye(np.prod(of))[np.ravel_multi_index(at, of)].reshape(of)


def row(at, weights=(1, 1, 1)):
    return np.outer(np.eye(2)[at], weights)


COLUMNS = [np.outer([1, 1], np.eye(3)[at]) for at in range(3)]
TRUTH = [[3, 1, 8], [5, 6, 0]]
MARGINS = [row(0), row(1), *COLUMNS]


def brute(attacked):
    """The interval of every target by trying all tables; only for tables of a few answers."""
    ceiling = int(attacked.truth.sum())
    found = [
        (attacked.targets * table).sum(axis=(1, 2))
        for cells in product(range(ceiling + 1), repeat=attacked.truth.size)
        if attacked.agrees(table := np.array(cells, dtype=float).reshape(attacked.truth.shape))
    ]
    return np.min(found, axis=0), np.max(found, axis=0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.lists(st.sampled_from(["first", "second", "left", "right", "value"]), unique=True, max_size=4),
)
def test_intervals_are_those_of_all_tables(counts, known):
    weights = {
        "first": [[1, 1], [0, 0]], "second": [[0, 0], [1, 1]], "left": [[1, 0], [1, 0]], "right": [[0, 1], [0, 1]],
        "value": [[1, 2], [0, 0]],
    }  # fmt: skip
    truth = np.reshape(counts, (2, 2))
    everything = np.ones((1, 2, 2))
    equations = np.concatenate([everything, *[np.array(weights[name])[None] for name in known]])
    attacked = attack(truth, equations, np.eye(4))
    needed = np.full(4, 99)
    for changes in (None, exchange.answers(1).change):
        low, high = intervals(attacked, needed, changes)
        least, most = brute(attacked)
        assert low.tolist() == least.tolist()
        assert high.tolist() == most.tolist()


def test_margins_leave_the_cells_of_a_table_open():
    low, high = intervals(attack(TRUTH, MARGINS, [cell((0, 1)), cell((1, 2))]), np.array([9, 9]))
    assert (low.tolist(), high.tolist()) == ([0, 0], [7, 8])


@pytest.mark.parametrize(
    ("leak", "known"),
    [
        ("the count beside it and the row", [cell((0, 0)), cell((0, 2))]),
        ("the same column in the other group", [cell((1, 1))]),
        ("the mean of few answers", [row(0, (5, 4, 3)), row(0, (25, 16, 9))]),
    ],
)
def test_a_planted_leak_is_found(leak, known):
    low, high = intervals(attack(TRUTH, [*MARGINS, *known], [cell((0, 1))]), np.array([1]))
    assert (low.tolist(), high.tolist()) == ([1], [1]), leak


def test_whole_numbers_tell_more_than_fractions():
    """Twelve answers with a mean of 59/12 on a five-point scale: eleven times 5, once 4, although the line allows more."""
    truth = [[11, 1, 0, 0, 0]]
    known = [[[1, 1, 1, 1, 1]], [[5, 4, 3, 2, 1]]]
    low, high = intervals(attack(truth, known, np.eye(5).reshape(5, 1, 5)), np.full(5, 9))
    assert low.tolist() == high.tolist() == truth[0]


def test_a_target_is_left_alone_once_it_is_uncertain_enough():
    attacked = attack(TRUTH, [np.ones((2, 3))], [cell((0, 1))])
    low, high = intervals(attacked, np.array([1]))
    assert high[0] - low[0] >= 1


def test_nothing_withheld_is_nothing_to_attack():
    low, high = intervals(attack(TRUTH, MARGINS, np.zeros((0, 2, 3))), np.array([], dtype=int))
    assert (low.size, high.size) == (0, 0)


def test_a_published_number_that_contradicts_the_answers_is_refused():
    with pytest.raises(ValueError, match="does not follow from the answers"):
        Attack(np.ones((1, 2, 3)), np.array([99.0]), np.array(TRUTH, dtype=float), np.zeros((0, 2, 3)))
