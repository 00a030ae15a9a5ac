from __future__ import annotations

import pytest

from pipeline.questionnaire import QuestionnaireError
from pipeline.reproduction.settings import read_settings
from tests.reproduction.conftest import REFERENCE

TEXT = (REFERENCE / "synthesis.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def settings(questionnaire):
    return read_settings(REFERENCE / "synthesis.yaml", questionnaire)


@pytest.mark.parametrize(
    ("old", "new", "found", "hint"),
    [
        ('value: "34"', "value: many", "value is 'many'", "write a number in quotes"),
        ("origin: assumption", "origin: guess", "'origin' is 'guess'", "write one of: 'printed'"),
        ("    mean: 3.7\n", "", "a prior has either a mean (and a spread) or shares", "mean: 3.2"),
        ("common: 0.12", "common: 0.5", "common is a part of within", "not above within"),
        (
            "id: claim_w1_medium_towns",
            "id: claim_w1_large_cities",
            "claim 'claim_w1_large_cities' stands there twice",
            "",
        ),
        ("seed: 2017", "sed: 2017", "unknown key 'sed'", "did you mean 'seed'?"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, questionnaire, old, new, found, hint):
    path = tmp_path / "synthesis.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QuestionnaireError) as raised:
        read_settings(path, questionnaire, "data/reference/synthesis.yaml")
    message = str(raised.value)
    assert "data/reference/synthesis.yaml, line " in message
    assert found in message
    assert hint in message


def test_an_item_goes_before_its_question(settings):
    assert settings.prior("2016-12", "development", "development_local_leeway").mean == 4.1
    assert settings.prior("2016-12", "development", "development_needs_assessment").mean == 3.8
    assert settings.prior("2016-01", "development", "development_needs_assessment") is None


def test_the_last_entry_that_fits_says_how_many_blanks_to_expect(settings):
    assert settings.missing("2016-12", "tasks", "tasks_security", "no_answer") == 0.012
    assert settings.missing("2016-12", "development", "development_local_leeway", "no_answer") == 0.03
    assert settings.missing("2016-12", "development", "development_local_leeway", "dont_know") == 0.03


def test_a_question_without_a_block_is_one_of_its_own(settings):
    dependence = settings.dependence
    assert dependence.block("tasks").questions == ("tasks",)
    assert dependence.block("tasks").within == dependence.default.within
    assert "incidents" in dependence.block("incidents").reversed


@pytest.mark.parametrize(
    ("old", "new", "found", "hint"),
    [
        ("variables: [attitude]", "variables: [attitud]", "no 'attitud'", "did you mean 'attitude'?"),
        ("levels: [large_cities]", "levels: [large_towns]", "no 'large_towns'", "did you mean 'large_cities'?"),
        ("grouping: size_group", "grouping: sizes", "no 'sizes'", "did you mean 'size_class'?"),
        ("codes: [3, 4]", "codes: [3, 44]", "no '44'", "did you mean '4'?"),
        ("before: networking", "before: network", "no 'network'", "did you mean 'networking'?"),
        ("later: 2016-12", "later: 2017-12", "no '2017-12'", "did you mean '2016-12'?"),
        ("limesurvey-named", "limesurvey-nammed", "no 'limesurvey-nammed'", "did you mean 'limesurvey-named'?"),
        ("questions: [budget]", "questions: [budgets]", "no 'budgets'", "did you mean 'budget'?"),
        ("incidents: 0.2", "incident: 0.2", "no 'incident'", "did you mean 'incidents'?"),
        ("8: 147}", "9: 147}", "no weight for size_class 8", "every answer code"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_mistake(tmp_path, questionnaire, old, new, found, hint):
    path = tmp_path / "synthesis.yaml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(QuestionnaireError) as raised:
        read_settings(path, questionnaire)
    assert found in str(raised.value)
    assert hint in str(raised.value)


def test_no_claim_has_the_name_of_a_row(settings, ledger):
    assert not {claim.id for claim in settings.claims} & {row.id for row in ledger}
