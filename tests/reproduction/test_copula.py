from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reproduction.copula import Scores, deal, standardised
from pipeline.reproduction.settings import Block, Dependence, SizeEffect
from pipeline.statistics.draws import generator, normal

BLANK = -9
PLACES = {1: 5.0, 2: 4.0, 3: 3.0, 4: 2.0, 5: 1.0}
GROUND = {"origin": "assumption", "source": "a test"}
UNITS = 4000


@settings(deadline=None)
@given(counts=st.dictionaries(st.sampled_from([*PLACES, 8, BLANK]), st.integers(0, 20)), seed=st.integers(0, 99))
def test_every_count_stays_what_it_was(counts, seed):
    size = sum(counts.values())
    answers = deal(counts, PLACES, normal(generator(seed), size), normal(generator(seed, 1), size), BLANK)
    assert Counter(answers.tolist()) == +Counter(counts)


def test_the_highest_scores_get_the_answers_worth_most_and_the_reluctant_none():
    scores, reluctance = np.array([0.1, 2.0, -1.0, 0.5, 1.0]), np.array([0, 0, 0, 9, 5])
    answers = deal({5: 1, 1: 2, 8: 1, BLANK: 1}, PLACES, scores, reluctance, BLANK)
    assert answers.tolist() == [1, 1, 5, BLANK, 8]


def test_counts_that_do_not_fit_the_respondents_are_refused():
    with pytest.raises(ValueError, match="3 answers for 2 respondents"):
        deal({1: 3}, PLACES, np.zeros(2), np.zeros(2), BLANK)


def scores(blocks=(), size=(), comparable=("a_one", "a_two", "single")):
    default = Block(questions=("battery",), within=0.4, common=0.1, stability=0.5, **GROUND)
    effect = SizeEffect(questions=dict(size), score={1: 1.0}, **GROUND)
    dependence = Dependence(default=default, blocks=blocks, common_stability=0.6, reluctance=0.5, size=effect)
    sizes = standardised(np.arange(UNITS))
    return Scores(1, UNITS, ("early", "late"), dependence, sizes, frozenset(comparable), frozenset({"a", "single"}))


def correlation(first, second):
    return np.corrcoef(first, second)[0, 1]


def test_scores_correlate_as_declared():
    drawn = scores()
    one, two, other = drawn.of("early", "a", "a_one"), drawn.of("early", "a", "a_two"), drawn.of("early", "b", "b_one")
    assert correlation(one, two) == pytest.approx(0.4, abs=0.05)
    assert correlation(one, other) == pytest.approx(0.1, abs=0.05)
    assert (one.mean(), one.std()) == (pytest.approx(0, abs=0.05), pytest.approx(1, abs=0.05))


def test_a_reversed_question_runs_against_its_block():
    block = Block(questions=("good",), reversed=("bad",), within=0.5, common=0.1, stability=0, **GROUND)
    drawn = scores(blocks=(block,))
    assert correlation(drawn.of("early", "good", "good"), drawn.of("early", "bad", "bad")) == pytest.approx(
        -0.5, abs=0.05
    )


def test_only_comparable_answers_of_a_unit_are_alike_in_both_waves():
    drawn = scores()
    comparable = correlation(drawn.of("early", "single", "single"), drawn.of("late", "single", "single"))
    strangers = correlation(drawn.of("early", "c", "c"), drawn.of("late", "c", "c"))
    assert comparable == pytest.approx(0.1 * 0.6 + 0.9 * 0.5, abs=0.05)
    assert strangers == pytest.approx(0.1 * 0.6, abs=0.05)


def test_answers_rise_with_size_as_declared():
    drawn = scores(size={"a": 0.6})
    assert correlation(drawn.of("early", "a", "a_one"), drawn.size) == pytest.approx(0.6, abs=0.05)


def test_sizes_without_a_difference_have_no_effect():
    assert standardised([3, 3, 3]).tolist() == [0, 0, 0]
