from __future__ import annotations

import pytest

from pipeline.fielding.texts import is_line, plain, unanswerable, wave_texts
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.placeholders import placeholders
from pipeline.wording.fielding import FIELDING
from tests.fielding.conftest import every_type, text, wave_of


def test_neutral_texts_name_whom_to_ask_and_leave_open_what_nobody_else_knows():
    texts = wave_texts(every_type())
    assert placeholders(texts.contact.de) == ("Institution, Anschrift", "Ansprechperson", "E-Mail", "Telefon")
    for language in LANGUAGES:
        assert texts.contact[language] in texts.welcome[language]
        assert texts.contact[language] in texts.data_protection[language]
        assert not placeholders(texts.consent[language])
        assert "{" not in "".join(getattr(texts, key)[language] for key in texts.__dataclass_fields__)
    assert "welcome, data_protection, end_text, contact" in texts.notes[0]


def test_a_wave_with_contact_leaves_only_what_the_notice_needs():
    wave = wave_of(every_type().sections[0].questions, contact=text("Amt für Statistik"))
    texts = wave_texts(wave)
    assert placeholders(texts.welcome.de) == ()
    assert placeholders(texts.data_protection.de) == ("Frist", "Name, E-Mail", "Behörde")
    assert texts.welcome.de.endswith("Amt für Statistik")


def test_the_notice_says_what_is_stored():
    german, english = FIELDING["data_protection"]
    for word in ("freiwillig", "Zugangscode", "Pseudonym", "IP-Adressen werden nicht gespeichert", "widerrufen"):
        assert word in german
    for word in ("voluntary", "access code", "pseudonym", "IP addresses are not stored", "withdraw"):
        assert word in english


def test_a_line_is_a_question_without_a_number_among_numbered_ones():
    wave = every_type()
    assert is_line(wave, wave.question("facility_name"))
    assert not is_line(wave, wave.question("closing"))
    unnumbered = wave_of([wave.question("facility_name").model_copy(update={"shown_if": None})])
    assert not is_line(unnumbered, unnumbered.questions[0])


def test_everything_of_the_2016_questionnaire_can_be_answered(questionnaire):
    assert list(unanswerable(questionnaire, "2016-12")) == []


@pytest.mark.parametrize(("number", "digits"), [(1e15, "1000000000000000"), (0.5, "0.5"), (-3.0, "-3"), (0, "0")])
def test_numbers_have_digits_and_no_exponent(number, digits):
    assert plain(number) == digits
