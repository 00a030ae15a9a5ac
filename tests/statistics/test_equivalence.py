from __future__ import annotations

import numpy as np
import pingouin
import pytest

from pipeline.statistics.change import align, combined
from pipeline.statistics.equivalence import SMALLEST_DIFFERENCE, combined_equivalence, equivalence
from tests import goldens


@pytest.fixture(scope="module")
def waves():
    return align(goldens.wave_1(), goldens.wave_2(), goldens.ITEMS, unit="id")


@pytest.mark.parametrize("paired", [True, False])
def test_equivalence_is_that_of_pingouin_and_agrees_with_its_interval(waves, paired):
    for item in goldens.ITEMS:
        first, second = (side[item].to_numpy() for side in waves)
        for bound in (SMALLEST_DIFFERENCE, 0.6, 1.0):
            found = equivalence(first, second, paired=paired, bound=bound)
            inside = -bound < found.ci_low and found.ci_high < bound
            assert found.equivalent is inside is (found.p < 0.05)
    both = ~np.isnan(first) & ~np.isnan(second)
    x, y = (first[both], second[both]) if paired else (first[~np.isnan(first)], second[~np.isnan(second)])
    assert found.p == pingouin.tost(y, x, bound=1.0, paired=paired, correction=not paired)["pval"].iloc[0]


def test_equivalence_of_everyone_is_near_that_of_the_pairs_where_all_are_paired():
    pairs = goldens.pairs()[["item_02_1", "item_02_2"]].dropna().to_numpy()
    (whole,) = combined(pairs[:, :1], pairs[:, 1:])
    for bound in (0.1, 0.2, 0.3):
        found = combined_equivalence(whole, bound=bound)
        pingouins = equivalence(pairs[:, 0], pairs[:, 1], paired=True, bound=bound)
        assert found.p == pytest.approx(pingouins.p, abs=0.02)
        assert found.equivalent is (-bound < found.ci_low and found.ci_high < bound)


def test_a_smallest_difference_is_a_number_above_zero():
    with pytest.raises(ValueError, match="given as 0"):
        equivalence([1, 2], [2, 3], paired=True, bound=0)
