"""A printed number is an interval, and exact fractions decide what lies in it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics.rounding import Interval, printed_interval


def test_a_half_may_have_been_rounded_either_way():
    assert Fraction("4.375") in printed_interval("4.38", 2)
    assert Fraction("4.375") in printed_interval("4.37", 2)
    assert Fraction("4.3849") in printed_interval("4.38", 2)
    assert Fraction("4.3851") not in printed_interval("4.38", 2)


def test_an_open_end_does_not_belong_to_the_interval():
    interval = Interval(Fraction(1), Fraction(2), low_open=True, high_open=True)
    assert [value in interval for value in (1, Fraction(3, 2), 2)] == [False, True, False]
    assert 10**9 in Interval(Fraction(1), None)
    assert -1 in Interval(None, Fraction(1))


@given(st.integers(1, 400), st.integers(0, 400))
def test_the_numerators_of_a_printed_share_hold_the_count_it_came_from(n, count):
    count = min(count, n)
    printed = f"{100 * count / n:.1f}"
    assert count in list(printed_interval(printed, 1).numerators(n, unit=100))


def test_without_upper_limit_the_numerators_end_at_the_whole():
    assert list(Interval(Fraction(75), None, low_open=True).numerators(4, unit=100)) == [4]
