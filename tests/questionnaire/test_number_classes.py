"""Classes of numbers cover the range of a question without gap or overlap, and follow from its limits alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.model import Question, Text
from pipeline.questionnaire.number_classes import is_year, number_classes

LIMIT = st.none() | st.integers(-2000, 3_000_000).map(float) | st.floats(-5, 5, allow_nan=False)


def asked(low, high):
    return Question(id="q", type="number", text=Text(de="Wie viele?", en="How many?"), minimum=low, maximum=high)


def edges(low, high, fielded=2027):
    return [(part.low, part.high) for part in number_classes(asked(low, high), fielded)]


@given(LIMIT, LIMIT)
def test_they_lie_side_by_side_from_the_minimum_to_the_maximum(low, high):
    if low is not None and high is not None and low >= high:
        return
    found = edges(low, high)
    assert 1 <= len(found) <= 12
    assert found[0][0] == low
    assert found[-1][1] == (high if high is not None and high <= 1_000_000 else None)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(start is None or end is None or start < end for start, end in found)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, [(10 * step, 10 * step + 10) for step in range(10)]),
        (0, 52, [(0, 10), (10, 20), (20, 30), (30, 40), (40, 50), (50, 52)]),
        (0, 5000, [(0, 1), (1, 10), (10, 100), (100, 1000), (1000, 5000)]),
        (10, None, [(10, 100), (100, 1000), (1000, 10000), (10000, 100000), (100000, None)]),
    ],
)
def test_shares_and_weeks_have_one_width_and_counts_powers_of_ten(low, high, expected):
    assert edges(low, high) == expected


def test_years_end_with_the_survey_and_what_is_to_come_is_one_class():
    assert is_year(asked(1990, 2099))
    assert not is_year(asked(0, 2099))
    assert edges(1990, 2099)[-2:] == [(2025, 2028), (2028, 2099)]
    assert edges(1990, 2020)[-1] == (2017, 2020) or edges(1990, 2020)[-1][1] == 2020
    assert edges(1990, 2027)[-1][1] == 2027
