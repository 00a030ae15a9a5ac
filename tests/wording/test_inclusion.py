from __future__ import annotations

import pytest

from pipeline.wording import phrase
from pipeline.wording.inclusion import RULE


@pytest.mark.parametrize(
    ("duplicates", "german", "english"), [("first", "ersten", "first"), ("last", "letzten", "last")]
)
def test_the_rule_says_which_of_several_responses_counts(duplicates, german, english):
    assert f"alle außer der {german} Antwort" in phrase(RULE, duplicates, "de")
    assert f"all but the {english} response" in phrase(RULE, duplicates, "en")
