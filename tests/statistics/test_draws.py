"""Streams of random numbers belong to a seed and a name, and scores are normal."""

from __future__ import annotations

from pipeline.statistics.draws import generator, normal


def test_a_variable_keeps_its_draws_when_others_come_and_another_seed_changes_them():
    assert (
        normal(generator(1, "early", "own", "x"), 3).tolist() == normal(generator(1, "early", "own", "x"), 3).tolist()
    )
    assert normal(generator(1, "x"), 3).tolist() != normal(generator(2, "x"), 3).tolist()
    assert normal(generator(1, "x"), 3).tolist() != normal(generator(1, "y"), 3).tolist()


def test_scores_are_standard_normal():
    scores = normal(generator(1, "x"), 20_000)
    assert abs(scores.mean()) < 0.02
    assert abs(scores.std() - 1) < 0.02
