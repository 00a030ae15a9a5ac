"""The key of a municipality: one form for every way of writing it, and a reason for what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.ags import STATES, ags, state_of


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("05315000", "05315"),
        ("05315", "05315"),
        (" 05 3 15 000 ", "05315"),
        ("16063105", "16063105"),
        ("02000000", "02000"),
        ("01001000", "01001"),
        ("03159", "03159"),
    ],
)
def test_a_key_has_one_form(written, key):
    assert ags(written) == key


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1001000", r"lost the leading zero \(01001000\?\)"),
        ("3159", r"lost the leading zero \(03159\?\)"),
        ("053340002002", "first five and last three digits, 05334002"),
        ("17001000", "begins with 17"),
        ("00001000", "begins with 00"),
        ("123456", "has 6 digits"),
        ("05.315", "is no AGS"),
        ("Köln", "is no AGS"),
        ("5315000.0", "is no AGS"),
        ("٠٥٣١٥", "is no AGS"),
        ("", "is no AGS"),
    ],
)
def test_what_is_no_key_is_explained(written, reason):
    with pytest.raises(ValueError, match=reason):
        ags(written)


def test_every_land_has_its_digits(questionnaire):
    levels = {level.id for level in questionnaire.classifications["state"].levels}
    assert set(STATES.values()) == levels
    assert state_of("05315") == "nw"
    assert state_of("11000") == "be"


@given(st.sampled_from(sorted(STATES)), st.integers(0, 999_999))
def test_reading_a_key_twice_changes_nothing(state, rest):
    key = ags(f"{state}{rest:06}")
    assert ags(key) == key
    assert state_of(key) == STATES[state]
