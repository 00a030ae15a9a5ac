"""k-anonymity: how many records each one hides among."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics.anonymity import frequencies, smallest

NAN = float("nan")
CODES = st.sampled_from([1.0, 2.0, 3.0, NAN])
TABLES = st.integers(0, 3).flatmap(lambda keys: st.lists(st.tuples(*[CODES] * keys), min_size=1, max_size=12))


@given(TABLES)
def test_as_counted_one_by_one(table):
    expected = [
        sum(all(np.isnan(own) or own == other for own, other in zip(record, one, strict=True)) for one in table)
        for record in table
    ]
    assert frequencies(np.array(table).reshape(len(table), -1)).tolist() == expected


@given(TABLES)
def test_coarser_keys_never_single_out_more(table):
    keys = np.array(table).reshape(len(table), -1)
    coarser = np.where(keys == 3, 2, keys)
    assert (frequencies(coarser) >= frequencies(keys)).all()
    assert smallest(keys[:, :-1]) >= smallest(keys)


def test_without_records_or_keys():
    assert smallest(np.empty((0, 2))) == 0
    assert frequencies(np.empty((4, 0))).tolist() == [4, 4, 4, 4]
    assert smallest([[1.0, NAN]]) == 1


def test_one_column_must_be_a_table():
    with pytest.raises(ValueError, match="records by keys"):
        frequencies([1.0, 2.0])
