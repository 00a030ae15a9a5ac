from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.numerals import parse


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_german_and_english_numbers_are_the_same(whole, cents):
    english = f"{whole:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse(english) == parse(german) == float(f"{whole}.{cents:02d}")


@pytest.mark.parametrize("cell", ["", "ca. 7", "7-8", "1,2,3.4.5", ".", "1e5", "٣٣x"])
def test_no_numbers(cell):
    assert parse(cell) is None
