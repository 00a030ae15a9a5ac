"""Straight-lining and speed: what is flagged, what is not, and what cannot be judged."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics.response_quality import MINIMUM_ITEMS, speeders, straight_lining
from pipeline.statistics.result import Undefined

NAN = float("nan")


def battery(*rows):
    return pd.DataFrame(rows, dtype="float64")


def test_one_answer_down_two_batteries_is_flagged():
    tasks = battery([3] * 6, [3, 3, 3, 3, 3, 4], [2] * 6)
    needs = battery([4] * 5, [4] * 5, [1, 2, 3, 4, 5])
    result = straight_lining({"tasks": tasks, "needs": needs})
    assert result.judged.tolist() == [2, 2, 2]
    assert result.straight.tolist() == [2, 1, 1]
    assert result.longest.tolist() == [6, 5, 6]
    assert result.flagged.tolist() == [True, True, True]
    assert straight_lining({"needs": needs}).flagged.tolist() == [False, False, False], "one battery is no evidence"


def test_too_few_answers_are_not_judged():
    few = [5.0] * (MINIMUM_ITEMS - 1) + [NAN, NAN]
    result = straight_lining({"a": battery(few), "b": battery(few)})
    assert (result.n, result.judged.tolist(), result.flagged.tolist()) == (0, [0], [False])
    assert result.longest.tolist() == [MINIMUM_ITEMS - 1]
    assert result.undefined is Undefined.NO_ANSWERS


def test_a_missing_answer_ends_a_run_but_not_the_battery():
    result = straight_lining({"a": battery([2, 2, 2, NAN, 2, 2])})
    assert (result.longest.tolist(), result.straight.tolist()) == ([3], [1])


def test_no_battery_and_no_respondent():
    assert straight_lining({}).undefined is Undefined.NO_ANSWERS
    assert straight_lining({"a": battery()}).number_flagged == 0


@given(st.lists(st.lists(st.sampled_from([NAN, 1.0, 2.0, 5.0]), min_size=7, max_size=7), min_size=1, max_size=8))
def test_any_answers_can_be_judged(rows):
    frame = battery(*rows)
    result = straight_lining({"a": frame, "b": frame})
    assert (result.straight <= result.judged).all()
    assert (result.longest <= frame.notna().sum(axis=1).to_numpy()).all()


def test_twice_as_fast_as_the_median():
    result = speeders([600, 1200, 1200, 1300, 599])
    assert result.median_seconds == 1200
    assert result.flagged.tolist() == [False, False, False, False, True]
    assert (result.n, result.number_flagged) == (5, 1)


def test_no_time_and_clocks_that_run_backwards():
    result = speeders([NAN, 0, -30, 900, 100])
    assert (result.n, result.flagged.tolist()) == (2, [False, False, False, False, True])
    assert np.isnan(result.relative[:3]).all()
    nobody = speeders([NAN, NAN])
    assert (nobody.undefined, nobody.median_seconds, nobody.number_flagged) == (Undefined.NO_ANSWERS, None, 0)
