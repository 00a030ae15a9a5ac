from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.reproduction.program import InfeasibleError, Program
from pipeline.statistics.rounding import Interval, printed_interval

COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=5)


def entropy(counts, references):
    """The criterion, as the module's docstring gives it."""
    return sum(
        (count * math.log(count / reference) if count else 0) - count + reference
        for count, reference in zip(counts, references, strict=True)
    )


def mean_program(references, total, interval):
    """Counts of values 1, 2, ... that sum to a total and whose mean lies in an interval."""
    program = Program()
    columns = [program.count(total, reference) for reference in references]
    program.equal(columns, total)
    values = {column: value for value, column in enumerate(columns, start=1)}
    program.ratio(values, dict.fromkeys(columns, 1), interval, "mean")
    return program


def exact_mean(counts):
    return Fraction(sum(value * int(count) for value, count in enumerate(counts, start=1)), int(sum(counts)))


@settings(deadline=None, max_examples=30)
@given(hidden=COUNTS, digits=st.integers(0, 2))
def test_what_some_counts_meet_is_met_at_least_as_smoothly(hidden, digits):
    total = sum(hidden)
    assume(total)
    interval = printed_interval(f"{float(exact_mean(hidden)):.{digits}f}", digits)
    assume(exact_mean(hidden) in interval)
    references = [total / len(hidden)] * len(hidden)
    counts = mean_program(references, total, interval).solve()
    assert counts.sum() == total
    assert exact_mean(counts) in interval
    assert entropy(counts, references) <= entropy(hidden, references) + 1e-2


@pytest.mark.parametrize("reference", [(2.0, 5.0, 5.0), (0.001, 0.1, 12.0), (4.0, 4.0, 4.0)])
def test_no_counts_are_smoother(reference):
    interval = Interval(Fraction(2), Fraction(9, 4))
    found = mean_program(reference, 12, interval).solve()
    possible = [
        counts for counts in product(range(13), repeat=3) if sum(counts) == 12 and exact_mean(counts) in interval
    ]
    best = min(entropy(counts, reference) for counts in possible)
    assert entropy(found, reference) == pytest.approx(best, abs=1e-4)


def test_counts_far_from_their_references_are_found_too():
    counts = mean_program((300.0, 1e-9, 1e-9), 300, Interval(Fraction(3))).solve()
    assert counts.tolist() == [0, 0, 300]


@pytest.mark.parametrize(("is_open", "expected"), [(False, [6, 6]), (True, [5, 7])])
def test_an_open_end_does_not_belong_to_an_interval(is_open, expected):
    program = mean_program((12.0, 0.1), 12, Interval(Fraction(3, 2), low_open=is_open))
    assert program.solve().tolist() == expected


def test_equally_smooth_counts_are_told_apart_the_same_way_every_time():
    found = set()
    for _ in range(3):
        program = Program()
        columns = [program.count(5, 2.5) for _ in range(2)]
        program.equal(columns, 5)
        found.add(tuple(program.solve().tolist()))
    assert len(found) == 1


def test_a_conflict_names_only_what_cannot_hold_together():
    program = Program()
    columns = [program.count(10, 3.0) for _ in range(3)]
    program.equal(columns, 10)
    program.require({columns[0]: 1}, Interval(Fraction(6)), "many")
    program.require({columns[1]: 1}, Interval(Fraction(5)), "many others")
    program.require({columns[2]: 1}, Interval(None, Fraction(3)), "few")
    with pytest.raises(InfeasibleError) as conflict:
        program.solve()
    assert conflict.value.reasons == ("many", "many others")


def test_one_statement_can_be_impossible_alone():
    program = mean_program((1.0, 1.0, 1.0), 7, printed_interval("2.01", 2))
    with pytest.raises(InfeasibleError) as conflict:
        program.solve()
    assert conflict.value.reasons == ("mean",)


def test_a_switch_is_on_only_where_somebody_is():
    program = Program()
    columns = [program.count(4, 0.1), program.count(4, 4.0)]
    switches = [program.switch() for _ in columns]
    program.equal(columns, 4)
    for column, switch in zip(columns, switches, strict=True):
        program.require({column: 1, switch: -1}, Interval(Fraction(0)))
    program.equal(switches, 2, "both in use")
    assert program.solve().tolist() == [1, 3, 1, 1]
