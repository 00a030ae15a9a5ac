from __future__ import annotations

import pytest

from pipeline.wording.inclusion import rule


@pytest.mark.parametrize(
    ("duplicates", "german", "english"), [("first", "ersten", "first"), ("last", "letzten", "last")]
)
def test_the_rule_says_which_of_several_responses_counts(duplicates, german, english):
    assert f"alle außer der {german} Antwort" in rule(duplicates, "left_out", "de")
    assert f"all but the {english} response" in rule(duplicates, "left_out", "en")


def test_the_rule_says_whether_responses_broken_off_count():
    assert "Nicht gezählt werden abgebrochene" in rule("first", "left_out", "de")
    assert "abgebrochene, soweit sie reichen" in rule("first", "counted", "de")
    assert "broken off as far as they go" in rule("first", "counted", "en")
    assert "der letzten abgeschickten, sonst der letzten abgebrochenen" in rule("last", "counted", "de")
