"""The finest pair of recodes of size and Land that leaves no municipality alone."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis.coarsening import NOTHING, coarsen, most, recodes
from pipeline.questionnaire.frame import Frame, FrameCell, read_frame
from pipeline.statistics.anonymity import smallest
from tests.conftest import ROOT


def people(*cells):
    """Respondents from (size class, Land, how many)."""
    rows = [(size, state) for size, state, times in cells for _ in range(times)]
    return pl.DataFrame(rows, schema={"size_class": pl.Int16, "state": pl.Int16}, orient="row")


def chosen(questionnaire, respondents, frame=None):
    found = coarsen(questionnaire, respondents, frame or Frame())
    return found.chosen.size.name, found.chosen.state.name


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([(5, 1, 5), (5, 2, 6)], ("size_class", "state")),
        ([(5, 1, 4), (5, 2, 6)], ("size_class", "region")),  # Baden-Württemberg and Bavaria are the South
        ([(5, 1, 4), (6, 2, 6)], ("size_group_4", "region")),
        ([(5, 1, 4), (6, 10, 6)], ("size_group_4", "east_west")),
        ([(1, 1, 5), (5, 13, 5), (5, 1, 1)], ("size_class", NOTHING)),
        ([(1, 1, 4), (5, 13, 4), (5, 1, 2)], (NOTHING, NOTHING)),
        ([(1, 13, 3), (5, 13, 3), (5, 1, 3), (7, 1, 3)], (NOTHING, "state")),
    ],
)
def test_no_finer_than_needed_and_size_before_land(questionnaire, cells, expected):
    assert chosen(questionnaire, people(*cells)) == expected


def test_a_record_without_land_hides_among_its_size(questionnaire):
    assert chosen(questionnaire, people((5, 1, 5), (5, None, 1))) == ("size_class", "state")
    assert chosen(questionnaire, people((5, 1, 5), (None, None, 1))) == ("size_class", "state")


def test_a_land_that_is_one_municipality_is_never_told(questionnaire):
    frame = read_frame(ROOT / "data" / "reference", questionnaire.classifications)
    berlin = people((1, 3, 5), (1, 10, 5))
    assert chosen(questionnaire, berlin) == ("size_class", "state")
    assert chosen(questionnaire, berlin, frame) == ("size_class", "region")


def test_too_few_records_for_anything(questionnaire):
    assert coarsen(questionnaire, people((5, 1, 4)), Frame()) is None
    assert chosen(questionnaire, people((5, 1, 1), (1, 13, 4))) == (NOTHING, NOTHING)


@given(st.lists(st.tuples(st.none() | st.integers(1, 8), st.none() | st.integers(1, 16)), min_size=5, max_size=60))
@settings(max_examples=30)
def test_what_is_chosen_holds_and_what_is_preferred_does_not(questionnaire, rows):
    respondents = people(*((*row, 1) for row in rows))
    found = coarsen(questionnaire, respondents, Frame())
    told = [found.recode(role).keys(respondents[role]) for role in ("size_class", "state") if found.recode(role).name]
    if told:
        assert smallest([list(key) for key in zip(*told, strict=True)]) >= found.minimum
    before = found.tried[: found.tried.index(found.chosen)]
    assert not any(trial.holds(found.minimum) for trial in before)


def test_recodes_run_from_the_answer_to_nothing(questionnaire):
    assert [one.name for one in recodes(questionnaire, "state")] == ["state", "region", "east_west", NOTHING]
    assert [one.detail for one in recodes(questionnaire, "size_class")] == [8, 5, 4, 0]


def test_how_many_there_can_be_at_most():
    def cell(units, size=None, state=None):
        names = [name for name, codes in (("size_class", size), ("state", state)) if codes]
        codes = {"size_class": frozenset(size) if size else None, "state": frozenset(state) if state else None}
        return FrameCell(tuple((name, "x") for name in names), codes, units)

    frame = Frame("f", (cell(10, [1]), cell(20, [2]), cell(3, [1, 2], [3]), cell(4, [1, 2], [4]), cell(1, None, [5])))
    one = frozenset
    assert most(frame, one({1}), None) == 10
    assert most(frame, one({1, 2}), None) == 30
    assert most(frame, one({1}), one({3})) == 3  # all that are 1 or 2 in Land 3
    assert most(frame, one({1, 2}), one({3, 4})) == 7
    assert most(frame, one({2}), one({5})) == 1
    assert most(frame, None, one({5})) == 1
    assert most(frame, one({9}), None) is None
    assert most(frame, one({1, 9}), one({3})) is None
    assert most(frame, None, None) is None
