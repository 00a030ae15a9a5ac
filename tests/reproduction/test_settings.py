from __future__ import annotations

import pytest

from pipeline.questionnaire import QuestionnaireError
from pipeline.reproduction.settings import Settings, read_settings
from tests.reproduction.conftest import REFERENCE

TEXT = (REFERENCE / "synthesis.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def settings():
    return read_settings(REFERENCE / "synthesis.yaml")


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
def test_a_mistake_is_named_with_its_line(tmp_path, old, new, found, hint):
    path = tmp_path / "synthesis.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QuestionnaireError) as raised:
        read_settings(path, "data/reference/synthesis.yaml")
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


def test_every_name_in_the_settings_is_one_of_the_questionnaire(settings: Settings, questionnaire, ledger):
    names = {
        wave: {name for v in questionnaire.variables(wave) for name in (v.name, v.question.id)}
        for wave in settings.waves
    }
    used = [(claim.wave, name) for claim in settings.claims for name in claim.variables]
    used += [(wave, name) for prior in settings.priors for wave in prior.waves for name in prior.variables]
    used += [(entry.wave, entry.before) for entry in settings.break_offs]
    blocks = settings.dependence.blocks
    both = names["2016-01"] | names["2016-12"]
    assert [entry for entry in used if entry[1] not in names[entry[0]]] == []
    assert {name for block in blocks for name in (*block.questions, *block.reversed)} <= both
    assert set(settings.dependence.size.questions) <= both
    assert not {claim.id for claim in settings.claims} & {row.id for row in ledger}
