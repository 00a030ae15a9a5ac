from __future__ import annotations

import pytest

from pipeline.questionnaire.model import Reconstructed
from pipeline.wording import instrument


def said(questionnaire, instrument_id, name, language="de", **options):
    question = questionnaire.wave(instrument_id).question(name)
    scale = questionnaire.scale(question.scale) if question.scale else None
    return instrument.reconstruction(question, scale, language, **options)


def test_every_part_has_its_name():
    assert {part.value for part in Reconstructed} <= set(instrument.PHRASES)


@pytest.mark.parametrize(
    ("name", "german"),
    [
        ("advantages", "Rekonstruiert: Reihenfolge der Punkte."),
        ("engagement", "Rekonstruiert: Antwortstufen."),
        (
            "resources",
            "Rekonstruiert: Wortlaut der Frage, Antwortstufen, Wortlaut der Punkte, Reihenfolge der Punkte. In eckigen "
            "Klammern steht, was keine Quelle im Wortlaut nennt.",
        ),
        (
            "good_practice",
            "Rekonstruiert: Wortlaut der Frage. In eckigen Klammern steht, was keine Quelle im Wortlaut nennt.",
        ),
    ],
)
def test_what_is_reconstructed_is_said(questionnaire, name, german):
    assert said(questionnaire, "2016-01", name) == german


def test_of_several_waves_the_one_is_named(questionnaire):
    english = said(questionnaire, "2016-01", "engagement", "en", wave="January 2016")
    assert english == "Reconstructed (January 2016): answers offered."


def test_nothing_is_said_of_a_question_as_printed(questionnaire):
    assert said(questionnaire, "2016-12", "engagement") == ""
