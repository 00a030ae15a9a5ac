from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.wording import numbers


@pytest.mark.parametrize(
    ("value", "language", "digits", "expected"),
    [
        (4.385, "de", 2, "4,39"),  # print rounds halves up, Python's format would give 4,38
        (4.375, "en", 2, "4.38"),
        (-0.5, "de", 1, "−0,5"),
        (-0.001, "de", 2, "0,00"),
        (1234567.891, "de", 1, "1.234.567,9"),
        (1234567.891, "en", 1, "1,234,567.9"),
        (None, "de", 2, "–"),
        (math.nan, "en", 2, "–"),
        (pd.NA, "en", 2, "–"),
    ],
)
def test_number(value, language, digits, expected):
    assert numbers.number(value, language, digits) == expected


@given(st.floats(min_value=-1e6, max_value=1e6), st.integers(min_value=0, max_value=3))
def test_number_reads_back(value, digits):
    text = numbers.number(value, "de", digits).replace(".", "").replace(",", ".").replace("−", "-")
    assert abs(float(text) - value) <= 0.5 * 10**-digits + 1e-3 * 10**-digits + abs(value) * 1e-8


def test_percent_takes_the_typography_of_the_language():
    assert numbers.percent(0.125, "de", 1) == "12,5\u202f%"
    assert numbers.percent(0.125, "en", 1) == "12.5%"
    assert numbers.percent(math.nan, "de") == "–"


def test_counts_withheld_from_publication_say_so():
    assert numbers.count(pd.NA, "de") == "·"
    assert numbers.n_equals(pd.NA, pd.NA, "de") == "n\u202f·"
    assert numbers.n_equals(30, 32, "de") == "n\u202f=\u202f30–32"
    assert numbers.n_equals(32, 32, "en") == "n\u202f=\u202f32"


def test_interval_with_negative_bound_keeps_the_dash_apart():
    assert numbers.interval(-0.25, 0.5, "de") == "−0,25 – 0,50"
    assert numbers.interval(3.9, 4.1, "en") == "3.90–4.10"


def test_period_names_month_and_year_once():
    assert numbers.period(dt.date(2026, 11, 2), dt.date(2026, 11, 20), "de") == "2. bis 20. November 2026"
    assert numbers.period(dt.date(2026, 11, 2), dt.date(2026, 12, 1), "en") == "2 November to 1 December 2026"
    assert numbers.period(dt.date(2025, 12, 2), dt.date(2026, 1, 1), "de") == "2. Dezember 2025 bis 1. Januar 2026"


@pytest.mark.parametrize(
    ("p", "german", "english"),
    [
        (0.0, "p < 0,001", "p < 0.001"),
        (0.00099, "p < 0,001", "p < 0.001"),
        (0.0125, "p = 0,013", "p = 0.013"),
        (0.9995, "p > 0,999", "p > 0.999"),
        (None, "p = –", "p = –"),
    ],
)
def test_p_values_are_never_nothing_and_never_certain(p, german, english):
    assert numbers.p_value(p, "de").replace(numbers.THIN_SPACE, " ") == german
    assert numbers.p_value(p, "en").replace(numbers.THIN_SPACE, " ") == english
