from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import one_factor
from pipeline.statistics.polychoric import polychoric
from pipeline.statistics.result import Undefined
from tests import goldens

SCALE = (1, 2, 3, 4, 5)


# R: cfa("F =~ item_01 + ... + item_06", data = f1, std.lv = TRUE, optim.method = "BFGS", ...)
@pytest.mark.parametrize("golden", goldens.entries("cfa_ml"))
def test_maximum_likelihood_equals_lavaan(golden):
    found = one_factor.maximum_likelihood(goldens.first_factor(complete=False))
    assert found.n == golden.n
    for item, loading, residual in zip(found.items, found.loading, found.residual, strict=True):
        golden.check(loading, "loading", item)
        golden.check(residual, "residual_variance", item)
    golden.check(found.log_likelihood, "logLik")
    golden.check(found.chi2, "chisq")
    golden.check(found.df, "df")


# R: cfa("F =~ item_01 + ... + item_06", data = f1, ordered = TRUE, std.lv = TRUE, ...): DWLS on polychorics
@pytest.mark.parametrize("golden", goldens.entries("cfa_ordered"))
def test_weighted_least_squares_equals_lavaan(golden):
    correlations = polychoric(goldens.first_factor(complete=False), SCALE)
    found = one_factor.weighted_least_squares(correlations)
    assert found.n == golden.n
    for item, loading, thresholds in zip(found.items, found.loading, correlations.thresholds, strict=True):
        golden.check(loading, "loading", item)
        for step, threshold in enumerate(thresholds, start=1):
            golden.check(threshold, "threshold", f"{item}|t{step}")


def test_the_factor_stands_upright():
    answers = 6 - goldens.first_factor()
    assert sum(one_factor.maximum_likelihood(answers).loading) > 0
    assert sum(one_factor.minimum_residuals(answers).loading) > 0


def battery(rows: int, items: int, constant: int | None = None) -> pd.DataFrame:
    generator = np.random.default_rng(rows + items)
    common = generator.normal(size=(rows, 1))
    answers = np.clip(np.round(3 + common + 0.8 * generator.normal(size=(rows, items))), 1, 5)
    if constant is not None:
        answers[:, constant] = 4
    return pd.DataFrame(answers, columns=[f"i{item}" for item in range(items)])


@pytest.mark.parametrize("fit", [one_factor.maximum_likelihood, one_factor.minimum_residuals])
@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (battery(50, 2), Undefined.TOO_FEW_ITEMS),
        (battery(50, 4) * np.nan, Undefined.NO_ANSWERS),
        (battery(4, 4), Undefined.TOO_FEW_ANSWERS),
        (battery(50, 4, constant=1), Undefined.ALL_EQUAL),
        (battery(50, 3).assign(again=lambda frame: frame["i0"]), Undefined.NOT_COMPUTABLE),
    ],
)
def test_what_is_not_defined_says_why(fit, answers, reason):
    found = fit(answers)
    assert found.undefined is reason
    assert found.loading is None
    assert "nan" not in str(found)


def test_an_item_without_a_residual_is_no_solution():
    # r(a, b) r(a, c) / r(b, c) > 1: the loading of a would have to be larger than 1
    latent = np.random.default_rng(3).multivariate_normal(
        [0, 0, 0], [[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]], size=300
    )
    answers = pd.DataFrame(np.digitize(latent, [-1, -0.3, 0.4, 1.2]) + 1.0, columns=list("abc"))
    for found in (
        one_factor.maximum_likelihood(answers),
        one_factor.minimum_residuals(answers),
        one_factor.weighted_least_squares(polychoric(answers, SCALE)),
    ):
        assert found.undefined is Undefined.NOT_CONVERGED


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(1, 3).map(float))] * 4), max_size=30))
def test_no_shape_of_answers_breaks_it(rows):
    answers = pd.DataFrame(rows, columns=list("abcd"), dtype=float)
    for found in (
        one_factor.maximum_likelihood(answers),
        one_factor.minimum_residuals(answers),
        one_factor.weighted_least_squares(polychoric(answers, (1, 2, 3))),
    ):
        assert (found.loading is None) == (found.undefined is not None)
        assert "nan" not in str(found)
        if found.residual is not None:
            assert min(found.residual) > 0
