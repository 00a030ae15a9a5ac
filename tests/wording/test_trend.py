"""A question over several waves in words."""

from __future__ import annotations

import string

import pytest

from pipeline.wording.trend import TREND, interval, measured, value


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TREND)
def test_both_languages_have_the_same_blanks(key):
    german, english = TREND[key]
    assert blanks(german) == blanks(english)


def test_what_is_followed_names_its_answers():
    assert measured("share", ("Ja",), "de") == "Anteil der Antwort „Ja“ (n)"
    assert measured("share", ("Rarely", "Often"), "en") == "Share of the answers “Rarely” and “Often” (n)"
    assert measured("mean", (), "en") == "Means (n)"


def test_means_and_shares_are_written_as_such():
    assert (value(3.456, "mean", "de"), value(0.25, "share", "en")) == ("3,46", "25%")
    assert interval(0.1, 0.456, "share", "en") == "10–46"
    assert interval(3.1, 3.9, "mean", "de") == "3,10–3,90"
    assert interval(None, 0.5, "mean", "de") == "–"


def test_nothing_speaks_of_causes():
    for german, english in TREND.values():
        assert "bewirk" not in german
        assert "cause" not in english
