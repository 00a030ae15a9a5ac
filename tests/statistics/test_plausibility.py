"""Granularity of printed means and percentages, and totals that their groups must give.

Reference: Brown & Heathers (2017) and the examples of R's ``scrutiny::grim``, which has no Python counterpart.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reproduction.ledger import Statistic, read_ledger
from pipeline.statistics import plausibility
from pipeline.statistics.result import Undefined
from pipeline.statistics.rounding import Interval
from tests import build
from tests.conftest import ROOT

GROUPS = {"large_cities": (31, 34), "medium_towns": (56, 59), "small_towns_and_municipalities": (108, 114),
          "landkreise": (56, 59)}  # fmt: skip
ASSUMED_N = {"2016-01": (240, 270), "2016-12": (100, 114)}


@pytest.fixture(scope="module")
def ledger():
    return read_ledger(ROOT / "data" / "reference" / "published_2017.csv")


def answers_behind(row):
    """The range of the number of answers behind a printed number; where none is printed, that of its sample."""
    if row.figure == "Abb. 13" and row.grouping is not None:
        return GROUPS[row.levels[0]]
    return (row.n_low, row.n_high) if row.n_low is not None else ASSUMED_N[row.wave]


@pytest.mark.parametrize(
    ("printed", "n", "possible"),
    [("5.19", 28, False), ("5.18", 28, True), ("5.21", 28, True), ("5.27", 43, False), ("3.00", 1, True)],
)
def test_grim_of_a_mean(printed, n, possible):
    # R: scrutiny::grim(x = "5.19", n = 28)  FALSE; scrutiny::grim(x = "5.21", n = 28)  TRUE
    assert plausibility.grim_mean(printed, n, n, values=(1, 7)).is_possible is possible


@pytest.mark.parametrize(
    ("printed", "low", "high", "possible"),
    [
        ("75.5", 30, 36, ()),
        ("0.4", 104, 104, ()),
        ("21.9", 250, 264, (251, 256, 260)),
        ("43.3", 20, 59, (30,)),
        ("0", 106, 106, (106,)),
    ],
)
def test_grim_of_a_percentage(printed, low, high, possible):
    assert plausibility.grim_percent(printed, low, high).possible == possible


def test_all_printed_means_are_possible_and_none_could_have_failed(ledger):
    results = [
        plausibility.grim_mean(row.printed, *answers_behind(row)) for row in ledger if row.statistic is Statistic.MEAN
    ]
    assert len(results) == 97
    assert all(len(result.possible) == result.n - result.n_low + 1 for result in results)
    assert not any(result.testable for result in results)


def test_the_impossible_percentages_of_the_print_are_exactly_the_known_ones(ledger):
    decimals = [row for row in ledger if row.statistic is Statistic.SHARE and row.digits == 1]
    by_size = {"w1_ressourcen_wohnungsmarkt_gemeinden": (1, 59)}
    results = {
        row.id: plausibility.grim_percent(row.printed, *by_size.get(row.id, answers_behind(row))) for row in decimals
    }
    assert len(results) == 47
    assert {row for row, result in results.items() if not result.is_possible} == {
        "abb13_vernetzung_landkreise", "abb13_monitoring_grossstaedte", "abb16_w2_sehr_niedrig",
    }  # fmt: skip
    assert all(result.testable for result in results.values())


def test_whole_percentages_are_possible_with_the_printed_number_of_answers(ledger):
    whole = [row for row in ledger if row.statistic is Statistic.SHARE and row.digits == 0 and row.n_low]
    assert whole
    for row in whole:
        assert plausibility.grim_percent(row.printed, row.n_low, row.n_high).is_possible, row.id


def test_the_rows_of_abb_13_that_do_not_add_up_are_exactly_the_known_two(ledger):
    cells, totals = defaultdict(list), {}
    for row in ledger:
        if row.figure == "Abb. 13" and row.statistic is Statistic.SHARE:
            if row.grouping is None:
                totals[row.variables] = row.printed
            else:
                cells[row.variables].append((row.printed, GROUPS[row.levels[0]]))
    results = {
        variables[0]: plausibility.rebuild_total(cells[variables], total, (261, 266))
        for variables, total in totals.items()
    }
    assert {name for name, result in results.items() if not result.is_possible} == {
        "strategy_elements_networking_actors", "strategy_elements_monitoring",
    }  # fmt: skip
    for result in results.values():
        assert len(result.solutions) <= 1
    repaired = plausibility.rebuild_total(
        [("97.0", (31, 34)), ("98.3", (56, 59)), ("81.6", (108, 114)), ("93.2", (56, 59))], "89.8", (261, 266)
    )
    assert repaired.solutions[0] == ((32, 33), (58, 59), (93, 114), (55, 59))


def test_rebuilding_finds_the_same_as_trying_everything():
    groups, total, n = [("60.0", (4, 11)), ("33.3", (3, 9)), ("50.0", (2, 8))], "46.7", (10, 24)
    single = [
        [(k, m) for m in range(low, high + 1) for k in plausibility.counts(printed, m)]
        for printed, (low, high) in groups
    ]
    expected = set()
    for way in itertools.product(*single):
        count, size = (sum(part) for part in zip(*way, strict=True))
        if n[0] <= size <= n[1] and abs(Fraction(100 * count, size) - Fraction(total)) <= Fraction(1, 20):
            expected.add(way)
    assert expected
    assert set(plausibility.rebuild_total(groups, total, n, limit=1000).solutions) == expected


def test_a_group_that_cannot_be_right_leaves_no_total():
    result = plausibility.rebuild_total([("75.5", (33, 34)), ("50.0", (10, 10))], "60.0", (40, 44))
    assert not result.is_possible
    assert (result.undefined, result.total_low) == (Undefined.NOT_COMPUTABLE, None)


def test_nobody_answered():
    assert plausibility.grim_mean("4.10", 0, 0).undefined is Undefined.NO_ANSWERS
    assert not plausibility.grim_percent("50", 0, 0).is_possible


def test_statements_on_one_share_leave_the_counts_that_meet_them_all():
    tenth, below = Interval(Fraction("7.5"), Fraction("12.5")), Interval(None, Fraction(10), high_open=True)
    assert plausibility.possible_counts([tenth, below], 106) == (8, 9, 10)


@given(st.lists(st.lists(st.integers(1, 5), max_size=20), min_size=1, max_size=6))
def test_group_means_rebuild_the_total_mean(groups):
    everything = [answer for group in groups for answer in group]
    means = [np.mean(group) if group else np.nan for group in groups]
    claimed = float(np.mean(everything)) if everything else np.nan
    result = plausibility.rebuild_mean(means, [len(group) for group in groups], claimed)
    assert result.n == len(everything)
    if everything:
        assert result.agrees
    else:
        assert result.undefined is Undefined.NO_ANSWERS
        assert not result.agrees


def test_a_total_that_its_groups_do_not_give():
    result = plausibility.rebuild_mean([4.0, 2.0], [30, 10], 3.0)
    assert (result.rebuilt, result.difference, result.agrees) == (3.5, 0.5, False)


def test_the_means_by_size_of_a_survey_rebuild_its_means(tmp_path, questionnaire):
    answers = build.random_answers(questionnaire, "2016-12", 60, missing=0.2)
    answers["size_class"] = [row % 8 + 1 for row in range(60)]
    data = build.wave_data(questionnaire, "2016-12", answers, wave="test")
    with build.survey(tmp_path, questionnaire, data) as survey:
        total = survey.means("test", "needs", internal=True).set_index("variable")
        groups = survey.means("test", "needs", "size_group", internal=True)
    for variable, group in groups.groupby("variable", sort=False):
        result = plausibility.rebuild_mean(group["mean"], group["n"], total.loc[variable, "mean"])
        assert result.n == total.loc[variable, "n"]
        assert result.agrees
