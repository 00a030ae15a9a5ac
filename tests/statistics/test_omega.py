from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import one_factor
from pipeline.statistics.omega import omega, ordinal_omega
from pipeline.statistics.polychoric import polychoric
from pipeline.statistics.result import Undefined
from tests import goldens

SCALE = (1, 2, 3, 4, 5)


# R: compRelSEM(cfa(...), obs.var = FALSE or TRUE); sum(l)^2 / (sum(l)^2 + sum(1 - l^2)) of psych::fa(f1, 1, fm = "minres")
@pytest.mark.parametrize("golden", goldens.entries("omega"))
def test_omega_equals_r(golden):
    answers = goldens.first_factor(complete=False)
    found = omega(answers, estimator="minres" if "minres" in golden.id else "ml")
    assert found.n == golden.n
    golden.check(found.observed if "observed" in golden.id else found.model, "omega_total")
    if "minres" in golden.id:
        factor = one_factor.minimum_residuals(answers)
        # psych's optimiser stops at gradients of 1e-5: its loadings are off the minimum, ours are not (next test)
        loose = replace(golden, rel_tol=1e-5)
        for item, loading in zip(factor.items, factor.loading, strict=True):
            loose.check(loading, "loading", item)


def test_minres_loadings_are_nearer_the_minimum_than_those_of_psych():
    answers = goldens.first_factor()
    correlation = answers.corr().to_numpy()

    def gradient(loading):
        residual = correlation - np.outer(loading, loading)
        np.fill_diagonal(residual, 0)
        return np.abs(residual @ loading).max()

    psych = np.array(list(goldens.GOLDENS["omega_minres/f1"].result["loading"].values()))
    assert gradient(psych) > 1e-6
    assert gradient(np.array(one_factor.minimum_residuals(answers).loading)) < 1e-11


# R: compRelSEM(cfa(..., ordered = TRUE), ord.scale = TRUE, obs.var = FALSE or TRUE)
@pytest.mark.parametrize("golden", goldens.entries("omega_ordinal"))
def test_omega_of_green_and_yang_equals_r(golden):
    found = ordinal_omega(polychoric(goldens.first_factor(complete=False), SCALE), SCALE)
    assert found.n == golden.n
    golden.check(found.observed if "observed" in golden.id else found.model, "omega_ordinal")


def test_the_distance_between_answers_weighs_their_threshold():
    correlations = polychoric(goldens.first_factor(), SCALE)
    plain = ordinal_omega(correlations, SCALE)
    assert ordinal_omega(correlations, [10 * value for value in SCALE]).model == pytest.approx(plain.model)
    assert ordinal_omega(correlations, [1, 2, 3, 4, 9]).model != pytest.approx(plain.model, abs=1e-3)


def test_an_unused_answer_between_two_others_counts_as_distance():
    answers = goldens.first_factor().replace({4: 5, 3: 4})
    unused = polychoric(answers, SCALE)
    recoded = answers.replace({4: 3, 5: 4})
    stretched = ordinal_omega(polychoric(recoded, (1, 2, 3, 4)), (1, 2, 4, 5))
    assert ordinal_omega(unused, SCALE).model == pytest.approx(stretched.model)


def test_two_items_have_no_omega():
    answers = goldens.first_factor().iloc[:, :2]
    assert omega(answers).undefined is Undefined.TOO_FEW_ITEMS
    assert ordinal_omega(polychoric(answers, SCALE), SCALE).undefined is Undefined.TOO_FEW_ITEMS


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(1, 4).map(float))] * 3), max_size=25))
def test_no_shape_of_answers_breaks_it(rows):
    answers = pd.DataFrame(rows, columns=list("abc"), dtype=float)
    for found in (
        omega(answers),
        omega(answers, estimator="minres"),
        ordinal_omega(polychoric(answers, SCALE), SCALE),
    ):
        assert (found.model is None) == (found.undefined is not None)
        assert found.n == len(answers.dropna())
        assert found.model is None or 0 <= found.model <= 1
        assert "nan" not in str(found)
