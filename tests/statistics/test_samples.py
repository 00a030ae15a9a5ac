from __future__ import annotations

import pandas as pd
import pytest

from pipeline.statistics.samples import all_equal, answered, complete_pairs, split, used

NAN = float("nan")


def test_every_level_has_its_sample_in_questionnaire_order():
    groups = pd.Series(pd.Categorical(["b", None, "a", "b"], categories=["c", "b", "a"]))
    found = split([1, 2, NAN, 4], groups)
    assert list(found) == ["c", "b", "a"]
    assert {level: values.tolist() for level, values in found.items()} == {"c": [], "b": [1, 4], "a": []}
    assert list(used(found)) == ["b"]


def test_missing_answers_are_left_out_pair_by_pair():
    x, y = complete_pairs([1, NAN, 3], [4, 5, NAN])
    assert (x.tolist(), y.tolist()) == ([1], [4])
    assert answered([NAN, 2]).tolist() == [2]


@pytest.mark.parametrize(("values", "expected"), [([], False), ([3.0], True), ([3.0, 3.0], True), ([3.0, 4.0], False)])
def test_equal_answers(values, expected):
    assert all_equal(answered(values)) is expected
