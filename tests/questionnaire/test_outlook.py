from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire.outlook import Outlook, outlooks
from tests.questionnaire.later import ask_again, declare

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire
    from tests.questionnaire.small import Small


def test_a_wave_against_all_earlier_ones_the_latest_first(small: Small) -> None:
    ask_again(small, ("{de: Wohnen, en: Housing}", "{de: Bauen, en: Building}"))
    late, early = outlooks(small.load(), "later")
    assert (late.earlier, early.earlier) == ("late", "early")
    assert late.comparable["tasks"] == (1, 2)
    assert late.comparable["strategy_name"] == (1, 1)
    assert late.lost == ()
    assert set(early.comparable) == {"size_class"}
    assert {name: reason.en[:24] for name, reason in early.refused.items()} == {
        "tasks": "Different response scale",
        "themes": "later asks in the words ",
        "spirit": "The question has differe",
    }


def test_what_is_not_asked_again_is_lost(small: Small) -> None:
    (early,) = outlooks(small.load(), "late")
    assert early.lost == ()
    ask_again(small, ("id: staff,", "id: posts,"))
    late, _ = outlooks(small.load(), "later")
    assert late.lost == ("staff",)
    assert "staff" not in late.comparable
    assert "posts" not in late.refused


def test_a_declaration_counts(small: Small) -> None:
    ask_again(small, ("{de: Strategie, en: Strategy}", "{de: Plan, en: Plan}"))
    assert "“Strategy”" in outlooks(small.load(), "later")[0].refused["strategy"].en
    declare(small, "strategy")
    assert outlooks(small.load(), "later")[0].comparable["strategy"] == (1, 1)


def test_the_first_wave_has_nothing_before_it(small: Small) -> None:
    assert outlooks(small.load(), "early") == ()
    with pytest.raises(KeyError):
        outlooks(small.load(), "2099")


def test_the_waves_of_2016(questionnaire: Questionnaire) -> None:
    early, first = outlooks(questionnaire, "2016-12")
    assert first == Outlook("2011", {"networking": (1, 1)}, {}, ())
    assert early.variables == 11
    assert early.comparable["development"] == (3, 12)
    assert set(early.refused) == {"tasks", "resources", "needs", "good_practice"}
