from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics.result import Undefined
from pipeline.statistics.weighting import kish, rake, trim
from tests import goldens

SIZES = {"city": 80, "town": 690, "village": 7900}


# R: rake(svydesign(ids = ~1, weights = ~rep(1, 270), data = d), sample.margins = list(~size_group, ~region),
#         population.margins = list(...), control = list(maxit = 2000, epsilon = 1e-13)), then weights(...) and kish(...)
@pytest.mark.parametrize("golden", goldens.entries("rake"))
def test_raking_equals_r(golden):
    frame = goldens.wave_1()
    levels = {name: frame[name].astype(str).tolist() for name in golden.result["margins"]}
    result = rake(levels, golden.result["margins"])
    assert result.n == golden.n, golden.quote
    golden.check(result.weights.sum(), "sum")
    golden.check(result.n_eff, "n_eff")
    golden.check(result.deff, "deff")
    golden.check(result.weights.min(), "min")
    golden.check(result.weights.max(), "max")
    for identifier, weight in zip(frame["id"], result.weights, strict=True):
        golden.check(weight, "weight", identifier)
    for margin in result.margins:
        for cell in margin.cells:
            assert cell.after == pytest.approx(cell.target, rel=1e-11)


# R: kish(d$weight)
@pytest.mark.parametrize("golden", goldens.entries("kish"))
def test_effective_n_equals_r(golden):
    result = kish(goldens.wave_1()["weight"])
    assert result.n == golden.n, golden.quote
    for key in ("sum", "n_eff", "deff"):
        golden.check(getattr(result, key), key)


def test_svys_default_tolerance_is_too_wide():
    import polars as pl
    import svy

    (golden,) = goldens.selected("rake")
    frame = goldens.wave_1()
    rows = pl.DataFrame({name: frame[name].astype(str).tolist() for name in golden.result["margins"]} | {"one": 1.0})
    sample = svy.Sample(rows, svy.Design(wgt="one")).weighting.rake(controls=golden.result["margins"], wgt_name="raked")
    theirs = sample.data["raked"].to_numpy()
    ours = np.array([golden.result["weight"][identifier] for identifier in frame["id"]])
    assert np.abs(theirs / ours - 1).max() > golden.rel_tol


def test_small_cells_are_joined_and_it_is_said():
    levels = {"size": ["city"] * 3 + ["town"] * 10 + ["village"] * 7}
    result = rake(levels, {"size": SIZES})
    assert result.collapsed == (("size", ("city", "town")),)
    (margin,) = result.margins
    joined, village = margin.cells
    assert (joined.respondents, joined.population, joined.before) == (13, 770, 0.65)
    assert joined.after == pytest.approx(joined.target) == pytest.approx(770 / 8670)
    assert village.levels == ("village",)
    assert result.rows()[0]["level"] == "city+town"
    np.testing.assert_allclose(result.weights[:13], 770 / 13)


def test_a_level_without_respondents_is_joined():
    result = rake({"size": ["city"] * 5 + ["village"] * 5}, {"size": SIZES})
    assert result.collapsed == (("size", ("city", "town")),)
    assert result.undefined is None


def test_a_level_the_population_lacks_is_joined():
    result = rake({"size": ["city"] * 9 + ["village"] * 9}, {"size": {"city": 0, "town": 5, "village": 5}})
    assert result.collapsed == (("size", ("city", "town")),)
    assert result.n == 18


def test_respondents_without_a_level_have_no_weight():
    levels = {"size": ["city"] * 6 + ["town"] * 6 + [None, float("nan")]}
    result = rake(levels, {"size": {"city": 80, "town": 690}})
    assert (result.n, result.left_out) == (12, 2)
    assert result.weights[-2:].tolist() == [0, 0]
    assert result.weights.sum() == pytest.approx(770)


def test_base_weights_keep_their_proportions_within_a_cell():
    result = rake({"size": ["city"] * 6 + ["town"] * 6}, {"size": {"city": 60, "town": 60}}, base=[1, 2] * 6)
    assert result.weights[1] == pytest.approx(2 * result.weights[0])


def test_margins_of_different_years_are_brought_to_the_first_total():
    levels = {"size": ["a"] * 10 + ["b"] * 10, "place": ["x", "y"] * 10}
    result = rake(levels, {"size": {"a": 30, "b": 70}, "place": {"x": 101, "y": 101}})
    assert result.weights.sum() == pytest.approx(100)
    assert [row["after"] for row in result.rows()] == pytest.approx([0.3, 0.7, 0.5, 0.5])


@pytest.mark.parametrize(
    ("levels", "population", "base", "reason"),
    [
        ([], SIZES, None, Undefined.NO_ANSWERS),
        ([None] * 9, SIZES, None, Undefined.NO_ANSWERS),
        (["city"] * 9, SIZES, [0] * 9, Undefined.NO_WEIGHT),
        (["city"] * 9, dict.fromkeys(SIZES, 0), None, Undefined.NO_WEIGHT),
    ],
)
def test_what_cannot_be_weighted_says_why(levels, population, base, reason):
    result = rake({"size": levels}, {"size": population}, base=base, bounds=(0.2, 5))
    assert (result.undefined, result.n, result.n_eff) == (reason, 0, None)
    assert not result.weights.any()
    assert str(result)


def test_margins_that_contradict_each_other_are_said():
    levels = {"size": ["a"] * 10 + ["b"] * 10, "place": ["x"] * 10 + ["y"] * 10}
    result = rake(levels, {"size": {"a": 1, "b": 2}, "place": {"x": 2, "y": 1}})
    assert result.undefined is Undefined.NOT_CONVERGED


def test_unknown_levels_are_named():
    with pytest.raises(ValueError, match="without a population: hamlet; known are city, town, village"):
        rake({"size": ["hamlet"]}, {"size": SIZES})


def test_one_respondent_stands_for_all():
    result = rake({"size": ["city"]}, {"size": SIZES})
    assert result.weights.tolist() == [8670]
    assert len(result.margins[0].cells) == 1


def test_trimming_costs_the_margin_and_says_so():
    levels = {"size": ["city"] * 50 + ["village"] * 5}
    population = {"size": {"city": 10, "village": 90}}
    free, bound = rake(levels, population), rake(levels, population, bounds=(0.1, 5))
    assert free.trimmed == 0
    assert bound.trimmed == 5
    assert bound.weights.max() == pytest.approx(5 * bound.weights.mean())
    assert bound.margins[0].cells[1].after < bound.margins[0].cells[1].target == 0.9
    assert bound.n_eff > free.n_eff
    assert bound.weights.sum() == pytest.approx(free.weights.sum())


@pytest.mark.parametrize(("low", "high"), [(1, 5), (0.2, 1), (-1, 5), (5, 0.2)])
def test_impossible_bounds_are_refused(low, high):
    with pytest.raises(ValueError, match="multiples of the mean"):
        trim([1.0, 2.0], low, high)


@settings(max_examples=50)
@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=40))
def test_trimmed_weights_keep_their_sum_and_their_order(weights):
    trimmed, count = trim(weights, 0.2, 5)
    mean = np.mean(weights)
    assert trimmed.sum() == pytest.approx(np.sum(weights))
    assert trimmed.max() <= 5 * mean * (1 + 1e-6)
    assert trimmed.min() >= 0.2 * mean * (1 - 1e-6)
    assert 0 <= count <= len(weights)
    order = np.argsort(weights)
    assert (np.diff(trimmed[order]) >= -1e-9 * mean).all()


@settings(max_examples=30)
@given(st.data())
def test_no_shape_breaks_raking(data):
    size = data.draw(st.integers(0, 60))
    names = ["a", "b", "c", "d"]
    draw = st.lists(st.sampled_from([*names, None]), min_size=size, max_size=size)
    units = st.fixed_dictionaries({name: st.integers(0, 50) for name in names})
    population = {"size": data.draw(units), "place": data.draw(units)}
    base = data.draw(st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=size, max_size=size))
    result = rake({"size": data.draw(draw), "place": data.draw(draw)}, population, base=base, bounds=(0.2, 5))
    assert np.isfinite(result.weights).all()
    assert (result.n_eff is None) == (result.undefined is not None)
    assert result.undefined is not None or result.n + result.left_out == size
    assert [level for row in result.rows() for level in row["level"].split("+")] == [
        level for margin in population.values() for level in margin
    ]
    assert str(result)
