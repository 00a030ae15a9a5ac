"""The wave of December 2016 as this project writes it, beside the form of the same wave that LimeSurvey imported."""

from __future__ import annotations

import html

import pytest

from pipeline.fielding.limesurvey import write
from tests.conftest import ROOT
from tests.fielding.limesurvey_importer import tab_separated

FILES = ROOT / "tests" / "data" / "limesurvey" / "import-tests"
FORMS = {"authored_v1.txt": "limesurvey-default", "authored_v2.txt": "limesurvey-named"}
WITH_STATEMENT = {
    "networking", "coping", "engagement", "engagement_change", "attitude", "attitude_change", "cohesion", "cohesion_effect",
}  # fmt: skip
OTHER_HELP = {"incidents", "good_practice"}  # "please choose" is not in print, the request for material is


@pytest.fixture(scope="module")
def ours(questionnaire):
    return tab_separated(write(questionnaire, "2016-12")[0].content)


@pytest.fixture(scope="module", params=FORMS)
def genuine(request, questionnaire):
    """The genuine form, and its question codes by our question ids."""
    survey = tab_separated((FILES / request.param).read_bytes())
    columns = questionnaire.mappings[FORMS[request.param]].columns
    ids = {v.name: v.question.id for v in questionnaire.variables("2016-12")}
    return survey, {ids[variable]: column.partition("[")[0] for column, variable in columns.items()}


def pairs(ours, genuine, questionnaire):
    survey, codes = genuine
    theirs = {question.code: question for question in survey.questions}
    asked = questionnaire.wave("2016-12").questions
    for question, made in zip(asked, ours.questions, strict=True):
        yield question, made, theirs[codes[question.id]]


def folded(text):
    """Without line breaks, entities and blanks, which the print and the form set differently."""
    return "".join(html.unescape(text.replace("<br />", "")).split())


def test_settings_that_both_give(ours, genuine):
    survey, _ = genuine
    differing = {
        name: (survey.settings[name], value)
        for name, value in ours.settings.items()
        if survey.settings.get(name, value) != value
    }
    kept_personal = {name: values for name, values in differing.items() if name in ("ipaddr", "refurl", "savetimings")}
    assert all(values == ("Y", "N") for values in kept_personal.values())
    assert set(differing) <= {"ipaddr", "refurl", "savetimings", "alloweditaftercompletion"}
    assert set(survey.settings) - set(ours.settings) <= {"sid", "admin", "adminemail", "template"}


def test_groups_in_order(ours, genuine):
    survey, _ = genuine
    mine, theirs = ([group.texts["de"].casefold() for group in form.groups] for form in (ours, survey))
    assert mine[:-1] == theirs[:-1]  # the print has no heading over the last two questions
    by_group = [[len(question.subquestions) for question in group.questions] for group in ours.groups]
    assert sum(map(len, by_group)) == len(survey.questions) == 25


def test_questions(ours, genuine, questionnaire):
    for asked, made, their in pairs(ours, genuine, questionnaire):
        assert (made.type, their.type) in ({("L", "F")} if asked.id in WITH_STATEMENT else {(made.type, made.type)})
        statement = their.subquestions[0].texts["de"] if asked.id in WITH_STATEMENT else ""
        assert folded(made.texts["de"]) == folded(their.texts["de"] + statement)
        if asked.id not in OTHER_HELP:
            assert folded(made.help.get("de", "")) == folded(their.help.get("de", ""))
        assert made.other == their.other
        assert (made.relevance == "1") == (their.relevance == "1")
        assert set(made.texts) == {"de", "en"}


def test_the_one_filter(ours, genuine, questionnaire):
    filters = {
        asked.id: (made.relevance, their.relevance) for asked, made, their in pairs(ours, genuine, questionnaire)
    }
    mine, theirs = filters["strategy_name"]
    assert mine == 'strategy.NAOK == "Y"'
    assert theirs.endswith('.NAOK == "Y"')


def test_subquestions_in_order(ours, genuine, questionnaire):
    for asked, made, their in pairs(ours, genuine, questionnaire):
        if asked.id not in WITH_STATEMENT:
            mine = [folded(row.texts["de"]) for row in made.subquestions]
            assert mine == [folded(row.texts["de"]) for row in their.subquestions]


def test_answers_in_order(ours, genuine, questionnaire):
    for _, made, their in pairs(ours, genuine, questionnaire):
        mine = [folded(answer.texts["de"]) for answer in made.answers]
        assert mine == [folded(answer.texts["de"]) for answer in their.answers]
        assert [answer.code for answer in made.answers] == [f"A{n}" for n in range(1, len(mine) + 1)]
