"""Municipalities of two waves tied together over mergers, as far as it is clear who goes on as whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from pipeline.warehouse.records import SUCCESSOR_SCHEMA
from tests import build

BEFORE, AFTER = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
BETWEEN, LATER = dt.date(2026, 7, 1), dt.date(2028, 1, 1)


def wave(questionnaire, name, units, answer, day, successors=(), source="ags"):
    data = build.wave_data(questionnaire, "2016-12", {"coping": [answer] * len(units)}, wave=name, n=len(units))
    return replace(
        data,
        respondents=data.respondents.with_columns(unit=pl.Series(units, dtype=pl.String)),
        unit_source=source,
        ags_date=day,
        successors=pl.DataFrame(successors, schema=SUCCESSOR_SCHEMA, orient="row"),
    )


@pytest.fixture
def survey(tmp_path, questionnaire):
    """Two waves: the first answered by ``units`` of which some were merged, the second by others."""
    opened = []

    def make(units, successors, second, **options):
        waves = [
            wave(questionnaire, "first", units, 2, BEFORE, successors, **options),
            wave(questionnaire, "second", second, 1, AFTER),
        ]
        opened.append(build.survey(tmp_path, questionnaire, *waves))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def pairs(survey, *waves):
    frame = survey.change("coping", waves or ("first", "second"), internal=True).frame()
    return int(frame["pairs"].iloc[0])


def test_a_merged_municipality_is_paired_with_its_successor(survey):
    found = survey(["a", "b", "c"], [("a", "new", BETWEEN)], ["new", "b", "x"])
    linkage = found.linkage("first", "second")
    assert (linkage.merged, linkage.unclear, linkage.different) == (1, 0, False)
    assert linkage.units("first", ["a", "b", None]) == ["new", "b", None]
    assert linkage.units("second", ["new", None]) == ["new", None]
    assert pairs(found) == 2
    assert pairs(found, "second", "first") == 2, "in either order of the waves"


def test_of_several_steps_the_last_before_the_second_wave_counts(survey):
    steps = [("a", "ab", BETWEEN), ("a", "abc", BETWEEN + dt.timedelta(days=1)), ("a", "abcd", LATER)]
    assert survey(["a"], steps, ["abc"]).linkage("first", "second").successors == {"a": "abc"}


def test_a_merger_after_the_second_wave_plays_no_part(survey):
    found = survey(["a"], [("a", "new", LATER)], ["a"])
    assert found.linkage("first", "second").merged == 0
    assert pairs(found) == 1


@pytest.mark.parametrize(
    ("units", "successors"),
    [
        (
            ["a", "b"],
            [("a", "new", BETWEEN), ("b", "new", BETWEEN)],
        ),  # both answered: whose answer was the successor's?
        (["a"], [("a", None, BETWEEN)]),  # divided
    ],
)
def test_what_is_not_clear_is_not_paired(survey, units, successors):
    found = survey(units, successors, ["new", "x"])
    assert found.linkage("first", "second").unclear == len(units)
    assert pairs(found) == 0


def test_the_one_that_kept_its_key_is_paired_and_those_it_took_in_are_not(survey):
    found = survey(["town", "village"], [("village", "town", BETWEEN)], ["town"])
    linkage = found.linkage("first", "second")
    assert (linkage.merged, linkage.unclear) == (0, 1)
    assert pairs(found) == 1


def test_access_codes_and_municipalities_are_not_tied_together(survey):
    found = survey(["a"], [], ["a"], source="token")
    assert found.linkage("first", "second").different


def test_an_unknown_wave_is_told(survey):
    from pipeline.analysis import SurveyError

    with pytest.raises(SurveyError, match="third"):
        survey(["a"], [], ["a"]).linkage("first", "third")
