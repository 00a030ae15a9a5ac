from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics.margins import MINIMUM_CELL, collapse

counts = st.lists(st.integers(0, 12), min_size=1, max_size=8)


def test_the_smaller_neighbour_takes_the_small_level():
    assert collapse([10, 3, 30], [1, 1, 1]) == ((0, 1), (2,))
    assert collapse([30, 3, 10], [1, 1, 1]) == ((0,), (1, 2))
    assert collapse([10, 3, 10], [1, 1, 1]) == ((0, 1), (2,))


def test_enough_respondents_stay_alone():
    assert collapse([5, 5, 5], [1, 1, 1]) == ((0,), (1,), (2,))


@given(counts)
def test_every_level_is_in_one_cell_and_every_cell_is_large_enough(respondents):
    cells = collapse(respondents, [1.0] * len(respondents))
    assert [place for cell in cells for place in cell] == list(range(len(respondents)))
    sizes = [sum(respondents[place] for place in cell) for cell in cells]
    assert len(cells) == 1 or min(sizes) >= MINIMUM_CELL
