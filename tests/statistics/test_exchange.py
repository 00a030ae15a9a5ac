from __future__ import annotations

import numpy as np
import pytest

from pipeline.statistics import exchange
from pipeline.statistics.exchange import FORMS, MEAN, SAMPLE, SPREAD, TOP2, Blocks, N, Published, Tables


@pytest.mark.parametrize("values", [None, [5, 4, 3, 2, 1], [2.5, 1, 0.5]])
def test_the_catalogue_is_closed_under_reversal_and_says_what_it_breaks(values):
    size = 5 if values is None else len(values)
    found = exchange.answers(size, values)
    assert {tuple(row) for row in found.change} == {tuple(-row) for row in found.change}
    codes = found.change[:, :-1]
    assert (found.breaks[:, SAMPLE] == (found.change.sum(axis=1) != 0)).all()
    assert (found.breaks[:, N] == (codes.sum(axis=1) != 0)).all()
    if values is not None:
        value = np.array(values)
        assert (~found.breaks[:, MEAN] == (codes.sum(axis=1) == 0) & np.isclose(codes @ value, 0)).all()
        kept = codes[~found.breaks[:, SPREAD]]
        assert np.allclose(kept @ value**2, 0)
        assert (codes[~found.breaks[:, TOP2]][:, :2].sum(axis=1) == 0).all()
    assert found.breaks.shape[1] == len(FORMS)


def test_a_rating_scale_has_exchanges_that_keep_mean_and_spread():
    found = exchange.answers(5, [5, 4, 3, 2, 1])
    quiet = found.change[~found.breaks[:, SPREAD] & (found.change[:, :-1] != 0).any(axis=1)]
    assert {(1, -3, 3, -1, 0, 0), (1, -2, 0, 2, -1, 0)} <= {tuple(row) for row in quiet.tolist()}


@pytest.mark.parametrize("size", [2, 5, 7, 11, 16, 101])
def test_the_catalogue_stays_small_on_long_scales_and_touches_every_answer(size):
    for values in (None, list(range(size, 0, -1))):
        found = exchange.answers(size, values)
        assert len(found.change) < 1200
        quiet = found.change[~found.breaks[:, N if values is None else MEAN]]
        assert size < 3 or (quiet != 0).any(axis=0)[:-1].all()


def two(published_cells, counts):
    """Two classes with two answers; everything of all respondents is published, of the classes what is asked for."""
    blocks = Blocks(np.array([[True, True], [True, False], [False, True]]))
    tables = Tables(np.array(counts)[None], blocks, exchange.answers(2))
    forms = np.zeros((1, 3, len(FORMS)), dtype=bool)
    forms[:, :, [SAMPLE, N]] = True
    cells = np.zeros((1, 3, 2), dtype=bool)
    cells[0, 0] = True
    cells[0, 1:] = published_cells
    return tables.room(Published(forms, cells))


def test_two_classes_trade_one_answer_for_another_and_no_published_number_shows_it():
    up, down = two([[False] * 2] * 2, [[3, 1, 0], [4, 6, 0]])
    assert up[0, 1].tolist() == [1, 1, 0]
    assert down[0, 1].tolist() == [-1, -1, 0]
    assert not up[0, 0].any()
    assert not down[0, 0].any()


def test_what_the_other_class_publishes_stands_still():
    up, down = two([[False, False], [True, True]], [[3, 1, 0], [4, 6, 0]])
    assert not up.any()
    assert not down.any()


def test_nobody_gives_what_he_has_not():
    up, down = two([[False] * 2] * 2, [[0, 4, 0], [0, 6, 0]])
    assert not up.any()
    assert not down.any()


def test_classes_that_no_published_block_tells_apart_trade_together():
    """An answer of each of the first two classes is taken; none of them has both."""
    members = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=bool)
    counts = np.array([[0, 0, 2, 0], [2, 0, 0, 0], [3, 9, 3, 0]])
    shown = np.array([True, False, False, True, True])
    blocks = Blocks(members).seen_by(shown)
    assert blocks.unions.tolist() == [[True, True, False]]
    forms = np.zeros((1, 5, len(FORMS)), dtype=bool)
    forms[:, shown] = [True, True, True, False, False]
    cells = np.zeros((1, 5, 3), dtype=bool)
    cells[0, 0] = True
    moves = exchange.answers(3, [3, 2, 1])
    rooms = [Tables(counts[None], one, moves).room(Published(forms, cells)) for one in (Blocks(members), blocks)]
    (alone_up, _), (up, down) = rooms
    assert alone_up[0, 3].tolist() == [0, 0, 0, 0]
    assert up[0, 3].tolist() == [0, 4, 0, 0]
    assert down[0, 3].tolist() == [-2, 0, -2, 0]
