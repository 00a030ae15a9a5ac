"""Names and labels cut to size: never longer, never the same for two, always listed."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.shortening import Shortener, listed, utf8

LONGEST = 20


@given(st.text(min_size=1, max_size=60), st.integers(4, 40), st.sampled_from([len, utf8]))
def test_a_text_is_never_longer_than_asked(text, longest, size):
    shortener = Shortener("f", size)
    short = shortener.text(text, longest, "c", "label")
    assert size(short) <= longest
    assert (short == text) is (size(text) <= longest)
    assert len(shortener.done) == (short != text)


def test_a_text_is_cut_at_a_word_or_gives_way_to_the_short_one():
    shortener = Shortener("f", len)
    assert shortener.text("Unterbringung in Gemeinschaftsunterkünften", 30, "c", "label") == "Unterbringung in…"
    assert shortener.text("Unterbringung in Unterkünften", LONGEST, "c", "label", "Unterkünfte") == "Unterkünfte"
    assert (
        shortener.text("Gemeinschaftsunterkünfte", LONGEST, "c", "label", "Gemeinschaftsunterkunft")
        == "Gemeinschaftsunterk…"
    )


def test_names_stay_apart_and_are_the_same_in_every_wave():
    shortener = Shortener("f", len)
    long = ["engagement_promotion_of_schools", "engagement_promotion_of_clubs", "short", "with"]
    found = shortener.names(long, LONGEST, {"with"})
    assert len(set(found.values())) == 4
    assert all(len(name) <= LONGEST for name in found.values())
    assert (found["short"], found["with"]) == ("short", "with_")
    assert Shortener("g", len).names(long[1:2], LONGEST) == {long[1]: found[long[1]]}
    assert [(one.column, one.what) for one in shortener.done] == [(name, "name") for name in (long[0], long[1], "with")]


def test_two_names_that_become_one_are_refused():
    with pytest.raises(ValueError, match="the same name"):
        Shortener("f", len).names(["with", "with_"], LONGEST, {"with"})


def test_the_list_is_a_table():
    shortener = Shortener("a.sav", utf8)
    shortener.text('Ein „langer" Text, mit Komma', 12, "q", "label")
    shortener.end("blank  ", "t")
    rows = list(csv.DictReader(listed(shortener.done).decode().splitlines()))
    assert rows[0] == {
        "file": "a.sav",
        "column": "q",
        "what": "label",
        "full": 'Ein „langer" Text, mit Komma',
        "short": "Ein…",
    }
    assert rows[1]["what"] == "blanks at the end"
