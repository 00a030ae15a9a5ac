"""The day curve, where questionnaires are left, and how long answering takes."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.monitor.course import daily, durations, stops
from tests.monitor.building import START, responses

FIRST, LAST = dt.date(2027, 1, 11), dt.date(2027, 1, 20)
DAY = dt.timedelta(days=1)


def test_every_day_of_the_field_period_is_there():
    days = daily([FIRST, FIRST, FIRST + 2 * DAY], (FIRST, LAST), FIRST + 3 * DAY, [FIRST, FIRST])
    assert [day.date for day in days] == [FIRST + at * DAY for at in range(10)]
    assert [day.submitted for day in days] == [2, 0, 1, 0] + [None] * 6
    assert [day.total for day in days] == [2, 2, 3, 3] + [None] * 6
    assert (days[0].invited, days[1].invited) == (2, 0)


def test_before_the_first_export_no_day_has_passed():
    days = daily([], (FIRST, LAST), None, [])
    assert len(days) == 10
    assert all(day.total is None for day in days)


def test_submissions_outside_the_field_period_are_shown():
    days = daily([FIRST - DAY, LAST + 2 * DAY], (FIRST, LAST), FIRST, [])
    assert (days[0].date, days[-1].date, days[-1].total) == (FIRST - DAY, LAST + 2 * DAY, 2)


def test_a_field_period_of_years_is_cut():
    assert len(daily([FIRST], (FIRST, FIRST + 5000 * DAY), FIRST, [])) == 366


@given(st.lists(st.integers(-3, 20), max_size=30), st.integers(0, 15))
def test_the_curve_ends_at_all_submissions(offsets, as_of):
    dates = [FIRST + offset * DAY for offset in offsets]
    days = daily(dates, (FIRST, LAST), FIRST + as_of * DAY, [])
    past = [day for day in days if day.total is not None]
    assert past[-1].total == sum(day.submitted for day in past) == len(dates)
    assert all(before.total <= after.total for before, after in pairwise(past))


def test_where_questionnaires_are_left(questionnaire):
    rows = responses(
        ("a", "complete", "complete"), ("b", "partial", "break_off"), ("c", "partial", "partial"),
        ("d", "opened", "opened"), ("a", "partial", "break_off"), ("e", "test", "break_off"), (None, "opened", "opened"),
    )  # fmt: skip
    found = stops(rows, questionnaire.wave("2016-12"))
    assert [(stop.question, stop.stopped, stop.reached) for stop in found if stop.stopped] == [
        (None, 2, 5), ("state", 1, 3), ("reception_facility", 1, 2),
    ]  # fmt: skip
    assert len(found) == 1 + len(questionnaire.wave("2016-12").questions)
    assert found[-1].reached == 1


def test_nobody_left_nothing(questionnaire):
    found = stops(responses(), questionnaire.wave("2016-12"))
    assert all((stop.stopped, stop.reached) == (0, 0) for stop in found)


def test_the_median_duration():
    def submitted(minutes):
        return (f"u{minutes}", "complete", "complete", {"submitted_at": START + dt.timedelta(minutes=minutes)})

    found = durations(responses(*map(submitted, (10, 20, 30, 40, 1000)), ("x", "partial", "partial")))
    assert (found.n, found.first_quartile, found.median, found.third_quartile) == (5, 20, 30, 40)


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("a", "complete", "complete", {"started_at": None}),),
        (("a", "complete", "complete", {"submitted_at": START - DAY}),),
        (("a", "complete", "complete", {"submitted_at": None}),),
    ],
)
def test_without_dates_there_is_no_duration(rows):
    assert durations(responses(*rows)).median is None
