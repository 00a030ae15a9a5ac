"""Numbers and ways through a printed questionnaire: whoever follows the arrows is asked what the filters allow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from pipeline.fielding import routing
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.model import Question
from tests.fielding.conftest import every_type, questionnaire_of, text, wave_of
from tests.fielding.random_waves import questionnaires


def single(name, number=None, **rest):
    return Question(id=name, type="single", scale="two", text=text(f"{name}?"), number=number, **rest)


@pytest.mark.parametrize(
    ("given_numbers", "shown"),
    [
        ([1, 2, None, None, 3], ["1", "2", "2a", "2b", "3"]),
        ([None, 1, 2], ["1", "2", "3"]),
        ([2, 1], ["1", "2"]),
        ([None, None], ["1", "2"]),
        ([1] + [None] * 27, [str(number) for number in range(1, 29)]),
    ],
)
def test_numbers_are_those_of_the_wave_where_they_number_everything(given_numbers, shown):
    wave = wave_of([single(f"q{place}", number) for place, number in enumerate(given_numbers)])
    assert list(routing.question_numbers(wave).values()) == shown


@given(questionnaires())
def test_every_question_has_a_number_of_its_own(questionnaire):
    numbers = list(routing.question_numbers(questionnaire.wave("2027")).values())
    assert len(set(numbers)) == len(numbers) == len(questionnaire.wave("2027").questions)


def test_an_arrow_leads_past_what_hangs_on_a_question_that_is_skipped():
    chain = wave_of(
        [
            single("a"),
            single("b", shown_if={"a": (1,)}),
            single("c", shown_if={"b": (2,)}),
            single("d"),
            single("e", shown_if={"a": (2,)}),
        ]
    )
    a, b, c, d, e = chain.questions
    assert [routing.jumps(chain, a, code) for code in (1, 2)] == [None, 3]
    assert [routing.jumps(chain, b, code) for code in (1, 2)] == [3, None]
    assert [routing.jumps(chain, question, 1) for question in (c, d, e)] == [None] * 3
    last = wave_of([single("a"), single("b", shown_if={"a": (1,)})])
    assert routing.jumps(last, last.questions[0], 2) == 2  # to the end


@settings(max_examples=60)
@given(questionnaires())
def test_whoever_follows_an_arrow_misses_nothing_that_is_meant_for_them(questionnaire):
    wave = questionnaire.wave("2027")
    for place, question in enumerate(wave.questions):
        if question.type not in ("single", "yes_no"):
            continue
        for code in (1, 2):
            passed = wave.questions[place + 1 : routing.goes_on(wave, question, code)]
            unseen = set()
            for other in passed:
                conditions = other.shown_if or {}
                assert code not in conditions.get(question.id, ()) or unseen & set(conditions)
                unseen.add(other.id)


def test_filters_are_said_in_words():
    wave = every_type()
    questionnaire = questionnaire_of(wave)
    numbers = routing.question_numbers(wave)

    def said(question, language):
        return routing.condition(questionnaire, wave, wave.question(question), numbers, language)

    assert said("size", "de") is None
    assert said("facility_name", "de") == "Bitte nur beantworten, wenn Sie bei Frage 3 „Ja“ angekreuzt haben."
    assert said("comments", "en") == "Please answer only if you have given an answer to question 3a."
    assert said("seed", "de") == (
        "Bitte nur beantworten, wenn Sie bei Frage 6 etwas angegeben haben und bei Frage 1 „Stufe 1“ oder „Stufe 2“ "
        "angekreuzt haben."
    )
    for language in LANGUAGES:
        assert all("{" not in (said(question.id, language) or "") for question in wave.questions)
