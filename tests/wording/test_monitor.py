"""The phrases of the monitor: both languages fill in the same blanks, and what can be one has a singular."""

from __future__ import annotations

import string

import pytest

from pipeline.statistics.outcome_rates import Outcomes, outcome_rates
from pipeline.wording.monitor import MONITOR


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", MONITOR)
def test_both_languages_have_the_same_blanks(key):
    german, english = MONITOR[key]
    assert blanks(german) == blanks(english)


def test_every_rate_has_a_name_and_a_formula():
    for rate in outcome_rates(Outcomes()).rates:
        assert MONITOR[rate.id][0]
        assert "/" in MONITOR[f"formula_{rate.id}"][1]


@pytest.mark.parametrize("key", [key for key in MONITOR if key.endswith("_one")])
def test_a_singular_has_its_plural(key):
    assert "n" in blanks(MONITOR[key.removesuffix("_one")][0])
