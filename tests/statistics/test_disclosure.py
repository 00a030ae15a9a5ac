"""Random surveys, and the shapes that must never break protection: nothing withheld can be worked out again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import audit, disclosure
from pipeline.statistics.disclosure import Rules
from pipeline.statistics.exchange import Blocks
from pipeline.warehouse.knowledge import Knowledge, Target

RULES = Rules()
NESTED = ((0, 1, 2, 3), (0, 0, 1, 1), (0, 0, 1, 2))
"""Four classes, in two groups, and in three of which two overlap with the two: {0, 1}, {2, 3} and {0, 1}, {2}, {3}."""


def blocks(groupings=NESTED, classes=4):
    """All respondents, every group once, and last those without a class."""
    rows = [[True] * (classes + 1)]
    for grouping in groupings:
        for level in sorted(set(grouping)):
            row = [level == one for one in grouping] + [False]
            if row not in rows:
                rows.append(row)
    return Blocks(np.array([*rows, [False] * classes + [True]]))


def published(counts, values=None, groupings=NESTED, rules=RULES, barred=None, **options):
    """What is published of one table, with the blocks and the sizes that are."""
    shape = blocks(groupings, len(counts) - 1)
    none = np.zeros(len(shape.members), dtype=bool)
    sample, _ = disclosure.composition(counts.sum(axis=1), shape, rules, none if barred is None else barred)
    return disclosure.answers(counts[None], values, sample, shape, rules, **options), sample, shape


def attacked(counts, values, publication, sample, shape, rules=RULES):
    """Every withheld number of a publication, with the values an attacker must think possible."""
    found = Knowledge(counts.astype(float), values)
    totals = shape.total(counts)
    for block, size in enumerate(totals.sum(axis=1)):
        if sample[block]:
            found.know(shape.members[block], np.ones(counts.shape[1]), size)
    if rules.overall:
        found.know(shape.members[0], found.any_answer, totals[0, :-1].sum())
    for block in range(len(shape.members) - 1):
        members, cells, n = shape.members[block], totals[block, :-1], totals[block, :-1].sum()
        shown = publication.cells[0, block]
        base = int(n) if publication.n[0, block] else None
        statistics = _statistics(cells, values, publication, block) if values is not None else None
        found.group(members, base, [int(x) if s else None for x, s in zip(cells, shown, strict=True)], statistics)
        if base is None and not (block == 0 and rules.overall):
            found.aim(Target(None, str(block), block, None, 0 < n < rules.minimum, 1), members, found.any_answer)
        for at in np.flatnonzero(~shown):
            found.aim(Target(None, str(block), block, int(at), sensitive=False, needed=1), members, found.answer(at))
    low, high = audit.intervals(found.attack(), found.needed)
    return [(target, int(a), int(b)) for target, a, b in zip(found.targets, low, high, strict=True)]


def _statistics(cells, values, publication, block):
    from pipeline.statistics import likert

    found = likert.summarise(values, cells)
    shown = {"mean": publication.mean, "sd": publication.spread, "top2": publication.top2}
    shown |= dict.fromkeys(("top3", "bottom2"), publication.full)
    return [
        float(getattr(found, name)) if flags[0, block] and np.isfinite(getattr(found, name)) else None
        for name, flags in shown.items()
    ]


def recomputed(counts, values=None, **options):
    result = published(np.array(counts), values, **options)
    rules = options.get("rules", RULES)
    return [target for target, low, high in attacked(np.array(counts), values, *result, rules) if low == high]


tables = st.integers(2, 5).flatmap(
    lambda answers: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 8, 13]), min_size=answers + 1, max_size=answers + 1),
        min_size=5, max_size=5,
    )
)  # fmt: skip
rules = st.builds(Rules, minimum=st.sampled_from([3, 5]), protection=st.sampled_from([1, 2]), overall=st.booleans(),
                  prefer_top2=st.booleans())  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(counts=tables, chosen=rules)
def test_nothing_withheld_of_categories_is_recomputed(counts, chosen):
    assert recomputed(counts, rules=chosen) == []


@settings(max_examples=150, deadline=None)
@given(counts=tables, chosen=rules)
def test_nothing_withheld_of_a_rating_scale_is_recomputed(counts, chosen):
    values = list(range(len(counts[0]) - 1, 0, -1))
    assert recomputed(counts, values, rules=chosen) == []


CROSSED = ((0, 1, 2, 3), (0, 0, 1, 1), (0, 1, 1, 1))
"""As region and East/West: the third group of a grouping is the difference of two others."""


@settings(max_examples=60, deadline=None)
@given(counts=tables)
def test_groupings_that_cross_give_nothing_away_by_subtraction(counts):
    values = list(range(len(counts[0]) - 1, 0, -1))
    assert recomputed(counts, values, groupings=CROSSED) == []


@settings(max_examples=60, deadline=None)
@given(counts=tables, chosen=rules)
def test_the_same_answers_give_the_same_publication(counts, chosen):
    (first, sample, _), (second, again, _) = (published(np.array(counts), rules=chosen) for _ in range(2))
    assert (sample == again).all()
    assert all((getattr(first, name) == getattr(second, name)).all() for name in ("n", "mean", "spread", "cells"))


@settings(max_examples=100, deadline=None)
@given(counts=tables, chosen=rules)
def test_no_small_count_of_a_group_is_published(counts, chosen):
    counts = np.array(counts)
    result, sample, shape = published(counts, list(range(counts.shape[1] - 1)), rules=chosen)
    totals = shape.total(counts)
    people = totals.sum(axis=1)
    groups = np.flatnonzero((np.arange(len(people)) > 0) & (people < people[0]))[:-1]
    few = disclosure.small(totals[groups, :-1], chosen.minimum)
    assert not (few & result.cells[0, groups]).any()
    assert not result.n[0, groups][disclosure.small(totals[groups, :-1].sum(axis=1), chosen.minimum)].any()
    assert not sample[groups][disclosure.small(people[groups], chosen.minimum)].any()
    assert (result.mean <= result.n).all()
    assert (result.spread <= result.mean).all()


SHAPES = {
    "nobody": np.zeros((5, 4), dtype=int),
    "one respondent": np.array([[1, 0, 0, 0], *[[0] * 4] * 4]),
    "one respondent without a class": np.array([*[[0] * 4] * 4, [0, 1, 0, 0]]),
    "all equal": np.array([[9, 0, 0, 0], [3, 0, 0, 0], [7, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]),
    "nobody answered": np.array([[0, 0, 0, 9], [0, 0, 0, 3], [0, 0, 0, 7], [0, 0, 0, 1], [0, 0, 0, 2]]),
    "one class": np.array([[2, 5, 9, 1], *[[0] * 4] * 4]),
    "empty groups": np.array([[2, 5, 9, 1], [0] * 4, [0] * 4, [8, 7, 2, 0], [0] * 4]),
    "group of one": np.array([[20, 15, 9, 1], [0, 1, 0, 0], [8, 8, 8, 0], [9, 7, 6, 2], [1, 0, 0, 0]]),
    "no class": np.array([*[[0] * 4] * 4, [7, 8, 2, 1]]),
}


@pytest.mark.parametrize("values", [None, [3, 2, 1]], ids=["categories", "rating"])
@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_published_without_a_leak(name, values):
    assert recomputed(SHAPES[name], values) == []


def test_a_group_is_not_found_as_the_rest_of_a_larger_one():
    """The third class of two answers: its group of two, less the fourth class, would give it."""
    counts = np.array([[20, 20, 0], [20, 20, 0], [1, 1, 0], [9, 9, 0], [0, 0, 0]])
    result, sample, shape = published(counts)
    single = {int(members[:4].argmax()): at for at, members in enumerate(shape.members) if members.sum() == 1}
    assert not sample[single[2]]
    assert not sample[single[3]]
    assert sample[[single[0], single[1]]].all()
    assert result.n[0, [single[0], single[1]]].all()


def test_a_mean_and_its_spread_and_a_share_together_would_give_the_counts_away():
    """Of five-point answers they do: five counts follow from n, mean, sd, top-2 and bottom-2. So not all are shown."""
    counts = np.array([[9, 8, 4, 1, 0, 0], [7, 9, 3, 2, 1, 0], [8, 5, 4, 4, 1, 0], [9, 9, 6, 2, 2, 0], [0] * 6])
    result, sample, _ = published(counts, [5, 4, 3, 2, 1])
    groups = slice(1, -1)
    assert sample.all()
    assert result.mean[0, groups].all()
    assert not (result.spread & result.top2)[0, groups].any()
    assert not result.cells[0, groups].all(axis=1).any()
    shares, *_ = published(counts, [5, 4, 3, 2, 1], rules=Rules(prefer_top2=True))
    assert shares.top2[0, groups].sum() > result.top2[0, groups].sum()


def test_groups_with_few_municipalities_in_the_population_are_withheld_whatever_their_answers():
    counts = np.array([[6, 6, 0], [20, 20, 0], [15, 15, 0], [9, 9, 0], [0, 0, 0]])
    shape = blocks()
    barred = (shape.members == [True, False, False, False, False]).all(axis=1)
    result, sample, _ = published(counts, barred=barred)
    assert not sample[barred].any()
    assert not result.n[0, barred].any()
    assert recomputed(counts, barred=barred) == []


def test_overall_counts_are_published_unless_the_rules_forbid_it():
    counts = np.array([[20, 20, 0], [20, 20, 0], [20, 20, 0], [20, 17, 3], [0, 0, 0]])[:, [0, 2, 1]]
    result, *_ = published(counts)
    assert result.cells[0, 0].all()
    strict, *_ = published(counts, rules=Rules(overall=False))
    assert not strict.cells[0, 0].any()
    assert recomputed(counts, rules=Rules(overall=False)) == []


def test_a_number_keeps_its_mean_in_groups_large_enough_and_never_its_median():
    counts = np.array([[20, 1], [3, 0], [15, 0], [9, 2], [0, 0]])
    result, _, shape = published(counts, numeric=True)
    n = shape.total(counts)[:, 0]
    groups = np.arange(1, len(n) - 1)
    assert not result.full[0, groups].any()
    assert result.full[0, 0]
    assert not result.mean[0, groups][n[groups] < 5].any()
    assert result.mean[0, groups].any()


def test_where_a_filter_is_withheld_the_questions_behind_it_are_too():
    counts = np.array([[20, 20, 0], [20, 20, 0], [20, 20, 0], [20, 20, 3], [0, 0, 0]])
    plain, _, shape = published(counts)
    hidden = np.zeros((1, len(shape.members)), dtype=bool)
    hidden[0, 1] = True
    result, *_ = published(counts, hidden=hidden)
    assert plain.n[0, 1]
    assert not result.n[0, 1]
    assert result.n[0].sum() < plain.n[0].sum() - 1  # something beside it, or it would follow


def test_suppressed_counts_an_empty_group_as_nothing_to_show():
    assert disclosure.suppressed([0, 4, 5, 6]).tolist() == [True, True, False, False]
    assert disclosure.suppressed([9, 10], minimum=10).tolist() == [True, False]
