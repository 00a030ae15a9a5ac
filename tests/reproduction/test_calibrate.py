from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.reproduction.calibrate import BLANK, Item, calibrate, reference
from pipeline.reproduction.constraints import Requirement
from pipeline.reproduction.program import InfeasibleError
from pipeline.reproduction.settings import Claim, Prior
from pipeline.statistics.rounding import printed_interval

GROUND = {"origin": "printed", "source": "a test"}
NAME = "needs_social_housing"


def requirement(statistic, value, *, asked=False, **fields):
    claim = Claim(
        id=fields.pop("id", "row"),
        wave="2016-01",
        variables=(NAME,),
        statistic=statistic,
        value=value,
        **GROUND,
        **fields,
    )
    return Requirement(claim.published(), "printed", asked=asked)


@pytest.fixture(scope="module")
def make(questionnaire):
    """An item of a battery; ``sizes`` are those of its cells, ``groups`` says which cells make up a group."""

    def item(*requirements, sizes=(200,), groups=(), name=NAME, prior=None, blank=0.02, unknown=0.0):
        variable = next(v for v in questionnaire.variables("2016-01") if v.name == name)
        places = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
        return Item(
            "2016-01", variable, questionnaire.scale(variable.scale), tuple(places), dict(groups), requirements, prior,
            0.95, blank, unknown,
        )  # fmt: skip

    return item


def one(item):
    ((counts,),) = calibrate([item], [])
    return counts


def mean(counts):
    values = {code: 6 - code for code in range(1, 6)}
    return Fraction(sum(values[code] * n for code, n in counts.items() if code > 0), answered(counts))


def answered(counts):
    return sum(n for code, n in counts.items() if code != BLANK)


@settings(deadline=None, max_examples=15)
@given(hidden=st.lists(st.integers(0, 60), min_size=5, max_size=5))
def test_a_printed_mean_a_share_and_a_number_are_met_together(make, hidden):
    total = sum(hidden)
    assume(total > 0)
    given_counts = dict(enumerate(hidden, start=1))
    shown_mean = f"{float(mean(given_counts)):.2f}"
    shown_share = f"{100 * (hidden[0] + hidden[1]) / total:.1f}"
    halves = (mean(given_counts) * 200, Fraction(2000 * (hidden[0] + hidden[1]), total))
    assume(
        all(half.denominator > 1 or half % 2 == 0 for half in halves)
    )  # a half prints either way: counts keep off it
    found = one(make(
        requirement("mean", shown_mean, digits=2), requirement("share", shown_share, digits=1, codes=(1, 2)),
        requirement("n", str(total)), sizes=(total + 3,),
    ))  # fmt: skip
    assert answered(found) == total
    assert found[BLANK] == 3
    assert mean(found) in printed_interval(shown_mean, 2)
    assert Fraction(100 * (found[1] + found[2]), total) in printed_interval(shown_share, 1)


def test_groups_and_their_total_are_met_by_one_set_of_counts(make):
    groups = {("size_group", (level,)): (cell,) for cell, level in enumerate(("large_cities", "medium_towns"))}
    parts = [
        requirement("share", value, digits=1, codes=(1, 2), grouping="size_group", levels=(level,), id=level)
        for level, value in (("large_cities", "91.2"), ("medium_towns", "64.4"))
    ]
    found = calibrate([make(*parts, requirement("mean", "3.84", digits=2), sizes=(34, 59, 7), groups=groups)], [])[0]
    assert [sum(cell.values()) for cell in found] == [34, 59, 7]
    assert Fraction(100 * (found[0][1] + found[0][2]), answered(found[0])) in printed_interval("91.2", 1)
    assert Fraction(100 * (found[1][1] + found[1][2]), answered(found[1])) in printed_interval("64.4", 1)
    together = {code: sum(cell[code] for cell in found) for code in found[0]}
    assert mean(together) in printed_interval("3.84", 2)


def test_where_everybody_asked_is_the_base_blanks_count(make):
    found = one(make(requirement("share", "30", codes=(1,), asked=True), requirement("n", "90"), sizes=(100,)))
    assert found[1] == 30
    assert answered(found) == 90


def test_blanks_can_be_counted(make):
    assert one(make(requirement("count", "2", codes=(BLANK,)), sizes=(108,)))[BLANK] == 2


def test_both_ends_of_a_printed_range_occur(make):
    ranges = [requirement("n_range", "190-199", id="range")]
    items = [make(requirement("mean", value, digits=2)) for value in ("4.55", "4.20", "3.90")]
    found = [answered(counts[0]) for counts in calibrate(items, ranges)]
    assert (min(found), max(found)) == (190, 199)


def test_a_range_with_equal_ends_is_the_number_of_every_item(make):
    found = calibrate([make(), make()], [requirement("n_range", "104-104")])
    assert [answered(counts[0]) for counts in found] == [104, 104]


def test_a_range_no_item_can_fill_names_what_keeps_them_from_it(make):
    items = [make(requirement("n", "195", id=name)) for name in ("first", "second")]
    with pytest.raises(InfeasibleError) as conflict:
        calibrate(items, [requirement("n_range", "190-199", id="range")])
    assert set(conflict.value.reasons) == {"range", "first", "second"}


def test_rows_that_contradict_each_other_are_named_and_no_others(make):
    rows = [
        requirement("mean", "4.90", digits=2, id="high"),
        requirement("share", "20", codes=(1, 2), id="few"),
        requirement("n", "198", id="number"),
    ]
    with pytest.raises(InfeasibleError) as conflict:
        calibrate([make(*rows)], [])
    assert conflict.value.reasons == ("high", "few")


@pytest.mark.parametrize("sizes", [(0,), (1,), (0, 1)])
def test_nobody_and_a_single_respondent_have_counts_too(make, sizes):
    (found,) = calibrate([make(sizes=sizes)], [])
    assert [sum(cell.values()) for cell in found] == list(sizes)


def test_a_box_cannot_be_left_blank(make):
    counts = one(make(requirement("share", "66.7", digits=1, codes=(1,)), name="reasons_skills_shortage", sizes=(270,)))
    assert counts == {1: 180, 2: 90}


def test_without_any_statement_the_prior_decides(make):
    def found(**prior):
        return one(make(prior=Prior(waves=("2016-01",), variables=("needs",), **GROUND, **prior), blank=0.0))

    assert float(mean(found(mean=2.2))) == pytest.approx(2.2, abs=0.02)
    assert found(shares={1: 0.5, 5: 0.5}) == {1: 100, 2: 0, 3: 0, 4: 0, 5: 100, BLANK: 0}
    assert float(mean(one(make(blank=0.0)))) == pytest.approx(3, abs=0.02)


def test_the_reference_sets_aside_what_is_expected_to_be_missing(make):
    expected = reference(make(blank=0.1, unknown=0.2, name="migrant_share"), 0)
    assert expected[BLANK] == 0.1
    assert expected[8] == 0.2
    assert sum(expected.values()) == pytest.approx(1)
