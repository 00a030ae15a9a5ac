from __future__ import annotations

import json
import statistics
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import likert

GOLDENS = Path(__file__).parent.parent / "data" / "goldens"
REFERENCE = json.loads((GOLDENS / "reference.json").read_text())["entries"]
DATA = {"d": "likert270.csv", "w2": "likert_wave2.csv"}
DESCRIBE = [name for name in REFERENCE if name.startswith("describe/")]


@pytest.fixture(scope="module")
def frames():
    return {key: pl.read_csv(GOLDENS / name) for key, name in DATA.items()}


def counts(answers) -> list[int]:
    return [int((answers == value).sum() or 0) for value in range(1, 6)]


# R 4.2.2: describe(d$item_01) and describe_by(d$item_01, d$size_group), where describe(x) is, without NA, length(x),
# mean(x), sd(x), sd(x) / sqrt(length(x)), t.test(x)$conf.int; 12 significant digits, rel_tol as given there.
@pytest.mark.parametrize("name", DESCRIBE)
def test_description_equals_r(name, frames):
    entry = REFERENCE[name]
    _, data, item, by = name.split("/")
    frame = frames[data]
    groups = (
        {"overall": frame} if by == "overall" else {g: frame.filter(pl.col("size_group") == g) for g in entry["result"]}
    )
    for level, rows in groups.items():
        expected = entry["result"] if by == "overall" else entry["result"][level]
        summary = likert.summarise([1, 2, 3, 4, 5], counts(rows[item]))
        assert int(summary.n) == (expected["n"] if by == "size_group" else entry["n"])
        for statistic in ("mean", "sd", "se", "ci_low", "ci_high", "top2"):
            found, wanted = float(getattr(summary, statistic)), expected[statistic]
            if wanted is None or (statistic.startswith("ci") and summary.n < likert.MINIMUM_FOR_INTERVAL):
                assert np.isnan(found)
            else:
                assert found == pytest.approx(wanted, rel=entry["rel_tol"]), (statistic, level)


answers = st.lists(st.integers(1, 5), max_size=60)


@given(answers)
def test_agrees_with_the_standard_library(given_answers):
    summary = likert.summarise([1, 2, 3, 4, 5], [given_answers.count(value) for value in range(1, 6)])
    assert int(summary.n) == len(given_answers)
    if not given_answers:
        assert all(np.isnan(getattr(summary, name)) for name in ("mean", "sd", "se", "median", "top2"))
        return
    assert float(summary.mean) == pytest.approx(statistics.fmean(given_answers))
    assert float(summary.median) == statistics.median(given_answers)
    assert float(summary.top2) == pytest.approx(sum(a >= 4 for a in given_answers) / len(given_answers))
    assert float(summary.bottom2) == pytest.approx(sum(a <= 2 for a in given_answers) / len(given_answers))
    if len(given_answers) > 1:
        assert float(summary.sd) == pytest.approx(statistics.stdev(given_answers), abs=1e-12)
    else:
        assert np.isnan(summary.sd)


@given(answers)
def test_printed_order_of_the_options_does_not_matter(given_answers):
    up = likert.summarise([1, 2, 3, 4, 5], [given_answers.count(value) for value in (1, 2, 3, 4, 5)])
    down = likert.summarise([5, 4, 3, 2, 1], [given_answers.count(value) for value in (5, 4, 3, 2, 1)])
    for name in ("mean", "sd", "median", "top2", "top3", "bottom2", "ci_low"):
        np.testing.assert_allclose(getattr(up, name), getattr(down, name))


def test_leading_axes_are_kept():
    summary = likert.summarise([1, 2], np.arange(24).reshape(3, 4, 2))
    assert summary.mean.shape == summary.median.shape == (3, 4)


def test_no_interval_below_the_minimum():
    seven, eight = likert.summarise([1, 2, 3, 4, 5], [[3, 0, 4, 0, 0], [4, 0, 4, 0, 0]]).ci_low
    assert np.isnan(seven)
    assert not np.isnan(eight)


def test_all_equal_has_no_spread():
    summary = likert.summarise([1, 2, 3, 4, 5], [0, 0, 0, 10, 0])
    assert float(summary.sd) == 0
    assert float(summary.ci_low) == float(summary.ci_high) == 4
