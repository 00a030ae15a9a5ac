"""Both files make the survey that was meant, whatever is asked; the same questionnaire makes the same bytes."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings

from pipeline.fielding import FieldingError
from pipeline.fielding.limesurvey import write
from pipeline.fielding.limesurvey_build import build
from pipeline.questionnaire.model import Mapping, Text
from tests.fielding.conftest import every_type, questionnaire_of, text, wave_of
from tests.fielding.limesurvey_importer import RANDOM, lss, tab_separated
from tests.fielding.random_waves import questionnaires


def content(artefacts, end):
    return next(artefact.content for artefact in artefacts if artefact.name.endswith(end))


def meant(structure):
    """What the import should make of a structure, in plain values."""
    return [
        [
            dict(group.title),
            [
                [
                    question.code, question.type, dict(question.text), {k: v for k, v in question.help.items() if v},
                    question.relevance, "Y" if question.mandatory else "N", "Y" if question.other else "N",
                    {
                        **{(name, ""): value for name, value in question.attributes.items()},
                        **{(name, lg): texts[lg] for name, texts in question.texts.items() for lg in texts},
                    },
                    [(row.code, dict(row.text)) for row in question.subquestions],
                    [(answer.code, dict(answer.text)) for answer in question.answers],
                ]
                for question in group.questions
            ],
        ]
        for group in structure.groups
    ]  # fmt: skip


def made(survey):
    """What an import has made, in the same plain values."""
    return [
        [
            group.texts,
            [
                [
                    question.code, question.type, question.texts, {k: v for k, v in question.help.items() if v},
                    question.relevance, question.mandatory, question.other, question.attributes,
                    [(row.code, row.texts) for row in question.subquestions],
                    [(answer.code, answer.texts) for answer in question.answers],
                ]
                for question in group.questions
            ],
        ]
        for group in survey.groups
    ]  # fmt: skip


@settings(max_examples=40)
@given(questionnaires())
def test_both_files_make_the_survey_that_was_meant(questionnaire):
    artefacts = write(questionnaire, "2027")
    structure = build(questionnaire, "2027")
    for survey in (tab_separated(content(artefacts, ".txt")), lss(content(artefacts, ".lss"))):
        assert made(survey) == meant(structure)
        assert survey.settings == structure.settings
        assert survey.texts == {name: dict(texts) for name, texts in structure.texts.items()}
        assert survey.languages == ["de", "en"]
        assert survey.activates
        assert not any(question.code == RANDOM for question in survey.questions)


@settings(max_examples=25)
@given(questionnaires())
def test_codes_are_short_and_the_mapping_leads_back_from_each(questionnaire):
    structure = build(questionnaire, "2027")
    for question in structure.questions:
        assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", question.code)
        assert all(re.fullmatch("[A-Za-z0-9]{1,20}", row.code) for row in question.subquestions)
        assert all(re.fullmatch("[A-Za-z0-9]{1,5}", answer.code) for answer in question.answers)
    columns = [
        column
        for question in structure.questions
        for column in (
            [f"{question.code}[{row.code}]" for row in question.subquestions] or [question.code]
        ) + ([f"{question.code}[other]"] if question.other else [])
    ]  # fmt: skip
    from pipeline.fielding.limesurvey_mapping import mapping, mapping_yaml

    back = mapping(questionnaire, "2027")
    assert list(back.columns) == columns
    assert list(back.columns.values()) == [variable.name for variable in questionnaire.variables("2027")]
    for variable in questionnaire.variables("2027"):
        if variable.kind == "choice" and variable.scale not in ("yes_no", "checked"):
            assert set(back.codes[variable.scale].values()) == {
                o.code for o in questionnaire.scale(variable.scale).options
            }
    assert Mapping.model_validate(yaml.safe_load(mapping_yaml(back))) == back


def test_same_questionnaire_same_bytes(asked):
    assert write(asked, "2027") == write(questionnaire_of(every_type()), "2027")


def test_file_says_its_encoding_before_its_first_letter_beyond_ascii(asked, questionnaire):
    for known, wave in ((asked, "2027"), (questionnaire, "2016-12")):
        written = content(write(known, wave), ".txt")
        assert written.startswith(b"\xef\xbb\xbf")
        assert written[3:1000].isascii()


def test_no_address_no_times_no_answer_after_the_end(asked):
    settings_of = build(asked, "2027").settings
    expected = {
        "ipaddr": "N", "refurl": "N", "savetimings": "N", "anonymized": "N", "datestamp": "Y", "publicstatistics": "N",
        "alloweditaftercompletion": "N", "showsurveypolicynotice": "1", "showwelcome": "Y", "format": "G",
    }  # fmt: skip
    assert {name: settings_of[name] for name in expected} == expected
    assert b"QTA" not in content(write(asked, "2027"), ".txt")
    assert "sid" not in settings_of


def test_own_texts_of_a_wave_go_before_the_neutral_ones(asked):
    wave = every_type().model_copy(
        update={
            "welcome": Text(de="Guten Tag.\n\nEs geht los.", en="Hello."),
            "data_protection": text("Wir speichern <wenig>."),
            "consent": text("Einverstanden."),
            "end_text": text("Danke."),
            "contact": text("Amt, amt@example.org"),
        }
    )
    texts = build(questionnaire_of(wave), "2027").texts
    assert texts["surveyls_welcometext"]["de"] == "<p>Guten Tag.</p><p>Es geht los.</p>"
    assert texts["surveyls_policy_notice"]["de"] == "<p>Wir speichern &lt;wenig&gt;.</p>"
    assert texts["surveyls_policy_notice_label"]["en"] == "Einverstanden. (en)"
    assert "amt@example.org" in texts["surveyls_email_invite"]["de"]
    assert "{SURVEYURL}" in texts["surveyls_email_remind"]["en"]
    notes = write(questionnaire_of(wave), "2027")[0].notes
    assert not any("[[" in note for note in notes)
    assert any("[[" in note for note in write(asked, "2027")[0].notes)


def test_filters_of_every_kind(asked):
    shown = {question.place: question.relevance for question in build(asked, "2027").questions}
    assert shown["facility_name"] == 'facility.NAOK == "Y"'
    assert shown["seed"] == '(!is_empty(staff.NAOK)) and (size.NAOK == "A1" or size.NAOK == "A2")'
    assert shown["comments"] == "!is_empty(facilityName.NAOK)"
    assert shown["closing"] == "1"


def test_a_reconstructed_wave_is_not_put_before_respondents(questionnaire):
    with pytest.raises(FieldingError, match="square brackets") as caught:
        write(questionnaire, "2016-01")
    assert {problem.question for problem in caught.value.problems} >= {"size_class", "resources (applies_5, code 4)"}


def test_an_open_question_is_not_put_before_respondents():
    asked = every_type().questions[0].model_copy(update={"text": text("Wie groß ist [[Ort]]?", "Is [[place]] large?")})
    with pytest.raises(FieldingError) as caught:
        write(questionnaire_of(wave_of([asked])), "2027")
    assert [problem.question for problem in caught.value.problems] == ["size", "size"]
    assert "Ort" in str(caught.value)
    assert "place" in str(caught.value)
