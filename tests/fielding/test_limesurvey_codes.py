from __future__ import annotations

import doctest
import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.fielding import limesurvey_codes, limesurvey_model, texts, xlsform_text
from pipeline.fielding.limesurvey_codes import TAKEN_AS_QUESTION, codes

PARTS = st.sampled_from(["a", "ab", "b", "1", "coordination", "time", "token", "id", "other", "and"])
IDS = st.lists(PARTS, max_size=4).map(lambda parts: "_".join(["a", *parts])) | st.sampled_from(
    sorted(TAKEN_AS_QUESTION)
)


def test_examples():
    for module in (limesurvey_codes, limesurvey_model, texts, xlsform_text):
        assert doctest.testmod(module).failed == 0


@given(st.lists(IDS, unique=True, max_size=30))
def test_codes_keep_the_rules_whatever_the_ids(names):
    made = codes(names, TAKEN_AS_QUESTION)
    assert list(made) == names
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", code) for code in made.values())
    folded = [code.casefold() for code in made.values()]
    assert len(set(folded)) == len(folded)
    assert not set(folded) & TAKEN_AS_QUESTION


def test_more_than_nine_that_begin_alike():
    made = codes(f"cooperation_between_the_levels_{end}" for end in range(12))
    assert made["cooperation_between_the_levels_11"] == "cooperationBetween12"
    assert len(set(made.values())) == 12


def test_a_later_question_does_not_change_the_codes_before_it():
    names = ["volunteer_coordination_a", "volunteer_coordination_b"]
    assert codes([*names, "volunteer_coordination_c"]) | codes(names) == codes([*names, "volunteer_coordination_c"])
