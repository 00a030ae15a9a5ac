"""Invented answers keep to the questionnaire: scales, filters, limits, rules; and they look like answers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.questionnaire import QuestionType, question_variables
from pipeline.questionnaire.frame import read_frame
from pipeline.rehearsal.invent import EXTRA, invent
from pipeline.rehearsal.responses import NO_ANSWER, NOT_REACHED, NOT_SHOWN, Answer
from tests.conftest import ROOT
from tests.fielding.random_waves import questionnaires
from tests.rehearsal.waves import next_wave


def codes(sample, name):
    return [response.answers[name].code for response in sample.responses]


def problems(sample):
    """Everything in a sample that a respondent could not have done."""
    for response in sample.responses:
        for page, section in enumerate(sample.wave.sections):
            for question in section.questions:
                for variable in question_variables(question):
                    answer = response.answers[variable.name]
                    if not possible(sample, response, variable, answer, reached=page < response.pages):
                        yield response.number, variable.name, answer
        yield from broken_rules(sample, response)


def possible(sample, response, variable, answer, *, reached):
    question = variable.question
    filters = [(response.answers[other].code, codes) for other, codes in (question.shown_if or {}).items()]
    if any(code not in codes and code != NOT_REACHED for code, codes in filters):
        return answer == Answer(NOT_SHOWN)
    if not reached:
        return answer == Answer(NOT_REACHED)
    if not answer.given:
        is_open_line = question.type is QuestionType.MULTIPLE and variable.scale == "given"
        return answer == Answer(NO_ANSWER) and (is_open_line or not question.mandatory)
    low, high = question.minimum, question.maximum
    within = variable.kind != "number" or (
        (low is None or low <= answer.value) and (high is None or answer.value <= high)
    )
    codes = {option.code for option in sample.questionnaire.scale(variable.scale).options}
    parts = (answer.value is not None, answer.text is not None)
    return within and answer.code in codes and parts == (variable.kind == "number", variable.kind == "text")


def broken_rules(sample, response):
    for name, rule in sample.questionnaire.plausibility.items():
        if set(rule.questions) <= set(response.answers):
            when = all(response.answers[question].code in codes for question, codes in rule.when.items())
            if when and any(response.answers[question].code in codes for question, codes in rule.never.items()):
                yield response.number, name, None


def test_answers_keep_to_the_questionnaire(sample, next_sample):
    assert not list(problems(sample))
    assert not list(problems(next_sample))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires(), st.integers(1, 12), st.integers(0, 99))
def test_answers_keep_to_any_questionnaire(questionnaire, respondents, seed):
    made = invent(questionnaire, "2027", respondents=respondents, seed=seed)
    assert len(made.responses) == respondents + EXTRA
    assert not list(problems(made))


def test_every_kind_of_answer_occurs(sample):
    """Else a round trip would prove nothing."""
    for variable in sample.variables:
        found = set(codes(sample, variable.name))
        options = {option.code for option in sample.questionnaire.scale(variable.scale).options}
        assert options & found, variable.name
        assert NOT_REACHED in found
        assert (NOT_SHOWN in found) == bool(variable.question.shown_if)
        if variable.scale != "checked" and variable.question.role is None:
            assert (NO_ANSWER in found) != variable.question.mandatory, variable.name
        if variable.kind == "number":
            assert len({response.answers[variable.name].value for response in sample.responses}) > 5
    tasks = [code for name in ("tasks_time", "tasks_other", "view") for code in codes(sample, name)]
    assert {6, 7} < set(tasks)
    assert any(r.answers["share"].value and r.answers["share"].value % 1 for r in sample.responses)
    assert any((r.answers["change"].value or 0) < 0 for r in sample.responses)


def test_texts_say_that_they_are_invented(sample):
    texts = {answer.text for response in sample.responses for answer in response.answers.values() if answer.text}
    assert len(texts) > 20
    assert all("erfunden" in text or "invented" in text for text in map(str.lower, texts) if "probelauf" in text)
    assert all("probelauf" in text or "rehearsal" in text for text in map(str.lower, texts))
    for sign in ('"', "'", ";", ",", "\n", "😀", "„"):
        assert any(sign in text for text in texts), sign
    assert any(text.startswith("=") for text in texts)


def test_one_answers_twice_one_is_a_test_one_only_looks_and_some_stop(sample):
    statuses = Counter(response.status for response in sample.responses)
    assert statuses == {"complete": 141, "partial": 9, "duplicate": 1, "test": 1, "opened": 1}
    twice = next(response for response in sample.responses if response.status == "duplicate")
    first = next(r for r in sample.responses if r.token == twice.token and r.status == "complete")
    assert first.begun < twice.begun
    assert first.answers["size"] == twice.answers["size"]
    assert first.answers["land"] == twice.answers["land"]
    assert first.answers != twice.answers
    assert [r.begun for r in sample.responses] == sorted(r.begun for r in sample.responses)
    assert len({response.token for response in sample.responses}) == len(sample.responses) - 1
    period = sample.wave.field_period
    assert all(period[0] <= response.begun.date() <= period[1] for response in sample.responses[:-1])


def test_the_same_seed_gives_the_same_answers_and_another_one_others(asked, sample):
    assert invent(asked, "2027", respondents=150, seed=3) == sample
    assert invent(asked, "2027", respondents=150, seed=4) != sample


def test_items_of_a_battery_go_together_more_than_others(asked):
    many = invent(asked, "2027", respondents=1500, seed=1)

    def correlation(one, other):
        pairs = [(r.answers[one].code, r.answers[other].code) for r in many.responses]
        kept = np.array([pair for pair in pairs if all(1 <= code <= 5 for code in pair)])
        return np.corrcoef(kept.T)[0, 1]

    assert 0.25 < correlation("tasks_time", "tasks_other") < 0.45
    assert 0.02 < correlation("tasks_time", "view") < 0.22


def test_sizes_follow_the_population_and_no_more_answer_than_there_are():
    questionnaire = next_wave()
    frame = read_frame(ROOT / "data" / "reference", questionnaire.classifications)
    made = invent(questionnaire, "2027", respondents=400, seed=2, frame=frame)
    sizes, states = Counter(codes(made, "size_class")), Counter(codes(made, "state"))
    assert sizes[6] > sizes[5] > sizes[4] > sizes[3] > 0
    assert sizes[1] <= 14 + 1  # Statistisches Bundesamt: 14 cities of that size; one of them may answer twice
    assert states[3] <= 2
    assert states[6] <= 2
    assert states[10] > states[12] > 0
    assert not list(problems(made))
    without = Counter(codes(invent(questionnaire, "2027", respondents=400, seed=2), "size_class"))
    assert max(without[code] for code in range(1, 9)) < 1.8 * min(without[code] for code in range(1, 9))


def test_somebody_has_to_answer(asked):
    with pytest.raises(ValueError, match="at least one municipality"):
        invent(asked, "2027", respondents=0, seed=1)


def test_years_to_come_are_not_named(next_sample):
    years = [r.answers["admission_vote_year"].value for r in next_sample.responses]
    given = [year for year in years if year is not None]
    assert given
    assert max(given) <= 2027
    assert all(year == int(year) for year in given)


def test_none_of_these_stands_alone():
    made = invent(next_wave("networks"), "2027", respondents=120, seed=5)
    boxes = [variable.name for variable in made.variables if variable.question.id == "network_members"]
    alone = 0
    for response in made.responses:
        ticked = [name for name in boxes if response.answers[name].code == 1]
        assert ticked == ["network_members_member_none"] or "network_members_member_none" not in ticked
        alone += ticked == ["network_members_member_none"]
    assert 0 < alone < 60
