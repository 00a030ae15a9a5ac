"""The axis of the day curve; what the pictures say is tested with the page."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.monitor.pictures import _scale, _short


@pytest.mark.parametrize(
    ("highest", "axis"), [(0, (4, 1)), (3, (4, 1)), (6, (6, 2)), (31, (40, 10)), (114, (150, 50)), (270, (300, 100))]
)
def test_the_axis_ends_at_a_round_number(highest, axis):
    assert _scale(highest) == axis


@given(st.integers(0, 12_000))
def test_the_axis_holds_every_count_in_few_steps(highest):
    limit, step = _scale(highest)
    assert highest <= limit
    assert limit % step == 0
    assert 2 <= limit // step <= 6


def test_a_day_is_short_in_both_languages():
    assert _short(dt.date(2027, 3, 2), "de") == "2.3."
    assert _short(dt.date(2027, 3, 2), "en") == "2 Mar"
