"""The table of mergers: what became of a key, from when on, and what the file may not say."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.questionnaire import QuestionnaireError
from pipeline.questionnaire.mergers import FILE, Mergers, Successor, read_mergers
from tests.conftest import ROOT

HEADING = "old_ags,new_ags,date,name,source\n"


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def table(tmp_path):
    def write(*rows, heading=HEADING):
        (tmp_path / FILE).write_text(heading + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return read_mergers(tmp_path)

    return write


def test_a_key_goes_on_after_its_day_only(table):
    mergers = table("05999001,05999010,2020-01-01,A,law")
    assert mergers.successors("05999001", day("2019-12-31")) == (Successor("05999010", day("2020-01-01")),)
    assert mergers.successors("05999001", day("2020-01-01")) == ()
    assert mergers.successors("05999010", day("2016-01-01")) == ()


def test_mergers_follow_each_other(table):
    mergers = table("05999010,05998,2023-07-01,AB,law", "05999001,05999010,2020-01-01,A,law")
    keys = [step.key for step in mergers.successors("05999001", day("2016-01-01"))]
    assert keys == ["05999010", "05998"]


def test_two_steps_of_one_day_follow_each_other(table):
    mergers = table("05999001,05999010,2020-01-01,A,law", "05999010,05998,2020-01-01,AB,law")
    assert [step.key for step in mergers.successors("05999001", day("2016-01-01"))] == ["05999010", "05998"]


def test_a_divided_municipality_goes_on_as_none(table):
    mergers = table("05999001,05999010,2020-01-01,A,law", "05999001,05999011,2020-01-01,A,law")
    assert mergers.successors("05999001", day("2016-01-01")) == (Successor(None, day("2020-01-01")),)


def test_a_key_that_comes_back_does_not_go_round_for_ever(table):
    mergers = table("05999001,05999010,2020-01-01,A,law", "05999010,05999001,2021-01-01,B,law")
    assert [step.key for step in mergers.successors("05999001", day("2016-01-01"))] == ["05999010", "05999001"]
    assert mergers.ended("05999001", day("2020-06-01")).name == "A"
    assert mergers.ended("05999001", day("2021-01-01")) is None


def test_a_key_that_has_ended_is_known(table):
    mergers = table("05999001,05999010,2020-01-01,A,law")
    assert mergers.ended("05999001", day("2020-01-01")).new == "05999010"
    assert mergers.ended("05999001", day("2019-12-31")) is None
    assert mergers.ended("05999010", day("2030-01-01")) is None


def test_keys_are_brought_to_one_form(table):
    assert table("16056000,16063105,2021-07-01,Eisenach,law").entries[0].old == "16056"


def test_without_a_file_nothing_is_merged(tmp_path):
    assert read_mergers(tmp_path) == Mergers()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("5999001,05999010,2020-01-01,A,law", "line 2: old_ags: '5999001' has 7 digits"),
        ("05999001,05999010,01.01.2020,A,law", r"line 2: date: '01.01.2020' is no day"),
        ("05999001,05999001,2020-01-01,A,law", "old and new key are both 05999001"),
        ("05999001,05999010,2020-01-01,,law", "the name is missing"),
        ("05999001,05999010,2020-01-01,A,", "the source is missing"),
        ("05999001,,2020-01-01,A,law", "new_ags: '' is no AGS"),
    ],
)
def test_a_mistake_has_its_line(table, row, reason):
    with pytest.raises(QuestionnaireError, match=reason):
        table(row)


def test_every_mistake_is_told_at_once(table):
    with pytest.raises(QuestionnaireError) as caught:
        table(
            "x,05999010,2020-01-01,A,law",
            "05999001,05999010,2020-01-01,A,law",
            "05999001,05999010,2020-01-01,A,law",
            "05999002,05999003,2020-01-01,A,law",
            "05999003,05999002,2020-01-01,B,law",
        )
    assert [mistake.line for mistake in caught.value.mistakes] == [2, 4, 5, 6]


def test_a_wrong_heading_is_explained(table):
    with pytest.raises(QuestionnaireError, match="unknown column 'old'") as caught:
        table(heading="old,new_ags,date,name,source\n")
    assert "the column 'old_ags' is missing" in str(caught.value)


def test_what_ships_can_be_read():
    mergers = read_mergers(ROOT / "data" / "reference")
    assert {entry.old for entry in mergers.entries} >= {"03152", "03156", "16056"}
    assert mergers.successors("03156", day("2016-01-01")) == (Successor("03159", day("2016-11-01")),)
