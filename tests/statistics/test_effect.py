from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics.effect import CONVENTIONS, Magnitude, magnitude


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("epsilon_squared", 0.0099, "negligible"),
        ("epsilon_squared", 0.01, "small"),
        ("epsilon_squared", 0.06, "medium"),
        ("epsilon_squared", 0.14, "large"),
        ("rank_biserial", -0.33, "medium"),
        ("correlation", -0.5, "large"),
        ("cramers_v", 0.29, "small"),
    ],
)
def test_limits_are_those_of_the_literature(kind, value, expected):
    assert magnitude(kind, value) == expected


def test_the_limits_of_v_sink_with_the_size_of_the_table():
    assert magnitude("cramers_v", 0.25, freedom=1) is Magnitude.SMALL
    assert magnitude("cramers_v", 0.25, freedom=4) is Magnitude.LARGE


def test_nothing_has_no_size():
    assert magnitude("correlation", None) is None


@given(st.sampled_from(sorted(CONVENTIONS)), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_effect_is_never_called_smaller(kind, one, other):
    order = list(Magnitude)
    small, large = sorted([one, other])
    assert order.index(magnitude(kind, small)) <= order.index(magnitude(kind, large))
    assert magnitude(kind, -large) == magnitude(kind, large)
