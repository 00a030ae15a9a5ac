from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics.groups import kruskal_wallis
from pipeline.statistics.multiplicity import adjust, benjamini_hochberg, holm
from pipeline.statistics.samples import split
from tests import goldens


def items_by_size():
    frame = goldens.wave_1()
    return {item: kruskal_wallis(split(frame[item], frame["size_group"])) for item in goldens.ITEMS[:8]}


# R 4.2.2: p.adjust(sapply(c("item_01", ..., "item_08"), function(i) kruskal.test(d[[i]], d$size_group)$p.value),
# "holm"), and the same with "BH"
@pytest.mark.parametrize("golden", goldens.entries("p_adjust"))
def test_adjusted_p_values_equal_r(golden):
    tests = items_by_size()
    how = "holm" if "holm" in golden.id else "fdr_bh"
    adjusted = adjust(list(tests.values()), kind="items", of="battery", adjustment=how)
    assert str(adjusted[0].family) == f"{how} over {golden.n} items of battery"
    for item, result in zip(tests, adjusted, strict=True):
        golden.check(result.p, "p", item)
        golden.check(result.p_adjusted, "p_adjusted", item)


P = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12)


@settings(max_examples=15)  # each call of statsmodels takes 35 ms
@given(P)
def test_statsmodels_agrees_when_the_method_is_named(p):
    from statsmodels.stats.multitest import multipletests

    known = [value for value in p if value is not None]
    for ours, theirs in ((holm, "holm"), (benjamini_hochberg, "fdr_bh")):
        found = ours(p)
        assert [value is None for value in found] == [value is None for value in p]
        if known:
            expected = multipletests(known, method=theirs)[1]
            np.testing.assert_allclose([value for value in found if value is not None], expected, atol=1e-15)


def test_the_default_of_statsmodels_is_another_method():
    from statsmodels.stats.multitest import multipletests

    p = [0.01, 0.02, 0.04]
    assert multipletests(p)[1].tolist() != pytest.approx(holm(p))


def test_pingouin_agrees():
    from pingouin import multicomp

    p = [0.01, 0.02, 0.04, 0.5]
    assert multicomp(p, method="holm")[1].tolist() == pytest.approx(holm(p))
    assert multicomp(p, method="fdr_bh")[1].tolist() == pytest.approx(benjamini_hochberg(p))


def test_a_test_that_is_not_defined_does_not_count_in_the_family():
    frame = goldens.wave_1()
    tests = [kruskal_wallis(split(frame[item], frame["size_group"])) for item in ("item_01", "all_missing")]
    adjusted = adjust(tests, kind="items", of="battery", adjustment="fdr_bh")
    assert adjusted[0].p_adjusted == adjusted[0].p
    assert adjusted[1].p_adjusted is None
    assert {result.family.size for result in adjusted} == {1}
    assert adjusted[1].undefined is not None


def test_nan_is_no_p_value():
    with pytest.raises(ValueError, match="p-value None"):
        holm([0.1, float("nan")])
