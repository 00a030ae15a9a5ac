"""The numbers of a field phase, over every shape a list and an export may have."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.monitor.cases import cases
from pipeline.monitor.fieldwork import Limits, fieldwork, to_remind
from tests import build
from tests.monitor.building import START, entry, listed, responses

PERIOD = (dt.date(2027, 1, 11), dt.date(2027, 1, 20))


@pytest.fixture
def count(questionnaire):
    def counting(entries, pseudonyms, rows, **options):
        data = build.wave_data(questionnaire, "2016-12", {}, n=0) if len(rows) else None
        given = {"field_period": PERIOD, "synthetic": False, "limits": Limits(), "data": data} | options
        found = cases(entries, pseudonyms, rows)
        return fieldwork(
            questionnaire, "2027", "2016-12", invited=listed(*entries), found=found, frame=rows, **given
        )  # fmt: skip

    return counting


def of_size(*sizes):
    return [entry(line, size_class=size, state=10) for line, size in enumerate(sizes, start=2)]


def test_response_by_size_and_land_is_that_of_the_list(count):
    rows = responses(
        ("a", "complete", "complete", {"size_class": 8}), ("b", "partial", "partial"), ("c", "opened", "opened"),
    )  # fmt: skip
    found = count(of_size(4, 4, 5, 5), ["a", "b", "c", "d"], rows)
    sizes = {group.short.en: group for group in found.by_size}
    assert len(sizes) == 8
    town, small = sizes["Town 20–50k"], sizes["Small town 5–20k"]
    assert (town.invited, town.complete, town.partial, town.response.share) == (2, 1, 1, 1.0)
    assert (small.invited, small.complete, small.started, small.nothing, small.response.share) == (2, 0, 1, 1, 0.0)
    assert sizes["City > 500k"].response.share is None
    (land,) = [group for group in found.by_state if group.invited]
    assert (land.short.en, land.invited, land.complete) == ("NW", 4, 1)


def test_what_the_list_does_not_say_stands_in_a_row_of_its_own(count):
    found = count([*of_size(4), entry(9)], ["a", "b"], responses(("b", "complete", "complete")))
    assert found.by_size[-1].label is None
    assert (found.by_size[-1].invited, found.by_size[-1].complete) == (1, 1)
    assert len(found.by_state) == 17


def test_a_list_without_sizes_has_no_groups(count):
    found = count([entry(2), entry(3)], ["a", "b"], responses(("a", "complete", "complete")))
    assert found.by_size == found.by_state == ()


def test_without_codes_groups_are_as_stated(count):
    rows = responses((None, "complete", "complete", {"size_class": 4, "state": 1}), (None, "partial", "break_off"))
    found = count(of_size(4, 5, 5), ["a", "b", "c"], rows)
    sizes = {group.short.en if group.short else None: group for group in found.by_size}
    assert (sizes["Town 20–50k"].invited, sizes["Town 20–50k"].complete) == (1, 1)
    assert (sizes[None].invited, sizes[None].started) == (0, 1)
    assert found.reminders is None
    assert found.rates.rate("rr2").share == 1 / 3


def test_the_ineligible_are_in_no_rate(count):
    entries = [*of_size(4), entry(3, size_class=4, state=10, outcome="not_eligible")]
    found = count(entries, ["a", "b"], responses(("a", "complete", "complete")))
    assert found.rates.rate("rr1").share == 1
    assert sum(group.invited for group in found.by_size) == 1


def test_the_reminder_leaves_out_who_submitted_and_who_declined(count):
    entries = [entry(line) for line in (2, 3, 4)] + [
        entry(5, outcome="refused"), entry(6, outcome="undelivered"), entry(7, outcome="not_eligible"),
    ]  # fmt: skip
    rows = responses(("a", "complete", "break_off"), ("b", "partial", "complete"))
    found = cases(entries, [*"abcdef"], rows)
    assert [case.entry.line for case in found.cases if to_remind(case)] == [3, 4, 6]
    assert count(entries, [*"abcdef"], rows).reminders == 3


def test_the_curve_counts_municipalities_and_says_what_has_no_date(count):
    rows = responses(
        ("a", "complete", "complete"), ("b", "complete", "complete", {"submitted_at": None}),
        ("x", "complete", "complete"),
    )  # fmt: skip
    found = count([entry(2), entry(3)], ["a", "b"], rows)
    assert [day.total for day in found.days if day.total is not None][-1] == 1
    assert found.undated == 1
    assert found.unlisted == 1


def test_the_moment_is_that_of_the_export_or_of_what_is_in_it(count, questionnaire):
    data = build.wave_data(questionnaire, "2016-12", {}, n=0)  # exported in November 2026
    found = count([entry(2)], ["a"], responses(("a", "complete", "complete")), data=data)
    assert found.as_of == START + dt.timedelta(minutes=20)
    assert found.running
    over = count([entry(2)], ["a"], responses(), data=data, field_period=(PERIOD[0].replace(year=2020),) * 2)
    assert not over.running


@pytest.mark.parametrize("size", [0, 1, 3])
@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("a", "opened", "opened"),),
        (("a", "test", "complete"),),
        (("a", "complete", "complete"),) * 3,
        ((None, "complete", "complete"),) * 2,
        (("a", "complete", "complete"), ("b", "complete", "complete"), ("c", "complete", "complete")),
    ],
)
def test_every_shape_has_numbers(count, size, rows):
    entries = [entry(line, size_class=4, state=10) for line in range(size)]
    found = count(entries, [*"abc"][:size], responses(*rows))
    assert found.responses == len(rows)
    assert found.outcomes.eligible in (0, size)
    for rate in found.rates.rates:
        assert rate.share is None or 0 <= rate.share <= 1


@pytest.mark.parametrize("limits", [(0, 0.8), (0.9, 0.8), (0.5, 1.1)])
def test_limits_that_make_no_sense_are_explained(limits):
    with pytest.raises(ValueError, match=r"AAPOR suggests 0\.5 and 0\.8"):
        Limits(*limits)
