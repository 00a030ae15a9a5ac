from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from pipeline.statistics import polychoric as module
from pipeline.statistics.polychoric import bivariate_normal, ordinal_alpha, polychoric
from pipeline.statistics.result import Undefined
from tests import goldens

SCALE = (1, 2, 3, 4, 5)


# R: lavCor(f1, ordered = names(f1)); psych::polychoric(f1, correct = 0, global = FALSE, smooth = FALSE)
@pytest.mark.parametrize("golden", goldens.entries("polychoric"))
def test_polychoric_correlations_equal_r(golden):
    found = polychoric(goldens.first_factor(complete=False), SCALE)
    assert found.n == golden.n
    for i, item in enumerate(found.items):
        for j, other in enumerate(found.items):
            golden.check(found.correlation[i][j], "matrix", item, other)


# R: alpha_from_r(lavCor(f1, ordered = names(f1))) with alpha_from_r(r) = k / (k - 1) * (1 - k / sum(r))
@pytest.mark.parametrize("golden", goldens.entries("ordinal_alpha"))
def test_ordinal_alpha_equals_r(golden):
    found = ordinal_alpha(polychoric(goldens.first_factor(), SCALE))
    assert found.n == golden.n
    golden.check(found.ordinal_alpha, "ordinal_alpha")


@given(st.floats(-4, 4), st.floats(-4, 4), st.floats(-0.99, 0.99))
def test_the_bivariate_normal_is_that_of_scipy(h, k, rho):
    expected = multivariate_normal.cdf([h, k], cov=[[1, rho], [rho, 1]], abseps=1e-12, releps=1e-12)
    assert float(bivariate_normal(h, k, rho)) == pytest.approx(float(expected), abs=1e-10)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((0, 0, -0.5), 1 / 6),
        ((0.7, -0.3, 1), 0.3820885778110474),
        ((0.7, -0.3, -1), 0.1401249),
        ((np.inf, 0, 0.5), 0.5),
        ((-np.inf, np.inf, 0.5), 0),
    ],
)
def test_the_bivariate_normal_at_its_edges(limits, expected):
    assert float(bivariate_normal(*limits)) == pytest.approx(expected, abs=1e-6)


def test_independent_items_correlate_with_nothing():
    table = pd.DataFrame([(a, b) for a in SCALE for b in SCALE for _ in range(4)], columns=["a", "b"], dtype=float)
    assert polychoric(table, SCALE).correlation[0][1] == pytest.approx(0, abs=1e-7)


def test_the_standard_error_is_that_of_repeated_samples():
    generator = np.random.default_rng(7)
    found, errors = [], []
    for _ in range(120):
        latent = generator.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], size=200)
        answers = pd.DataFrame(np.digitize(latent, [-1, -0.3, 0.4, 1.2]) + 1.0, columns=["a", "b"])
        result = polychoric(answers, SCALE)
        found.append(result.correlation[0][1])
        errors.append(result.variance[0][1] ** 0.5)
    assert np.mean(found) == pytest.approx(0.5, abs=0.03)
    assert np.mean(errors) == pytest.approx(np.std(found), rel=0.2)


def test_an_unused_value_changes_nothing_but_its_thresholds():
    answers = goldens.first_factor()
    wider = polychoric(answers, (0, 1, 2, 2.5, 3, 4, 5, 6))
    same = polychoric(answers, SCALE)
    np.testing.assert_allclose(wider.correlation, same.correlation, atol=1e-12)
    assert wider.thresholds[0][0] == -np.inf
    assert wider.thresholds[0][-1] == np.inf
    assert wider.thresholds[0][2] == wider.thresholds[0][3] == same.thresholds[0][1]


def test_an_answer_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match=r"\[6\.0\] are none of the values \[1\.0, 2\.0"):
        polychoric(pd.DataFrame({"a": [1.0, 6.0], "b": [1.0, 2.0]}), SCALE)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"a": [1.0, 2.0]}, Undefined.TOO_FEW_ITEMS),
        ({"a": [1.0, np.nan], "b": [np.nan, 1.0]}, Undefined.NO_ANSWERS),
        ({"a": [1.0], "b": [1.0]}, Undefined.TOO_FEW_ANSWERS),
        ({"a": [1.0, 1.0, 1.0], "b": [1.0, 2.0, 3.0]}, Undefined.ALL_EQUAL),
        ({"a": [1.0, 2.0, 3.0] * 9, "b": [1.0, 2.0, 3.0] * 9}, Undefined.NOT_CONVERGED),
    ],
)
def test_what_is_not_defined_says_why(columns, reason):
    found = polychoric(pd.DataFrame(columns), SCALE)
    assert found.undefined is reason
    assert found.correlation is None
    assert {row["n"] for row in found.rows()} <= {found.n}
    assert ordinal_alpha(found).undefined is Undefined.TOO_FEW_ITEMS


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(1, 5).map(float))] * 3),
        max_size=30,
    )
)
def test_no_shape_of_answers_breaks_it(rows):
    found = polychoric(pd.DataFrame(rows, columns=["a", "b", "c"], dtype=float), SCALE)
    alpha = ordinal_alpha(found)
    assert (found.correlation is None) == (found.undefined is not None)
    assert (alpha.ordinal_alpha is None) == (alpha.undefined is not None)
    if found.correlation is not None:
        matrix = np.asarray(found.correlation)
        assert np.isfinite(matrix).all()
        assert np.abs(matrix - np.eye(3)).max() <= module.BOUND
        assert (np.asarray(found.variance)[~np.eye(3, dtype=bool)] > 0).all()
    assert "nan" not in str(found)
