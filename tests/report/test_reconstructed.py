"""A report on a wave whose questionnaire had to be put together again says so, above and at every question."""

from __future__ import annotations

import pytest

from pipeline.figures.catalogue import catalogue
from pipeline.report import chapters, context, questions
from tests.report import surveys


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    made = surveys.project(tmp_path_factory.mktemp("early"), instrument="2016-01", provenance="real")
    environment = {context.PROJECT: str(made.root), context.WAVE: "test", context.LANGUAGE: "de"}
    opened = chapters.open_report(environment, made.root)
    yield opened
    opened.survey.close()


def wording(report, name):
    return questions.wording(report, report.survey.question("test", name)).replace("\\", "")


def test_the_note_of_the_questionnaire_stands_above(report):
    above = chapters.evidence(report).replace("\\", "")
    assert above.startswith('::: {.callout-note title="Rekonstruierter Fragebogen"')
    assert "Der Fragebogen vom Januar 2016 liegt nicht vor." in above
    assert "callout-important" not in above  # a reconstructed questionnaire does not make real answers invented


def test_a_description_is_not_called_the_wording(report):
    shown = wording(report, "tasks")
    assert "im Wortlaut:" not in shown
    assert "dem Inhalt nach: [Bedeutung lokaler Aufgaben" in shown
    assert "> Rekonstruiert: Wortlaut der Frage, Antwortstufen, Auswahl der Punkte" in shown


def test_a_printed_question_is_quoted_and_says_what_is_not_known(report):
    shown = wording(report, "advantages")
    assert "im Wortlaut: Was sind aus Sicht Ihrer Kommune Vorzüge" in shown
    assert shown.endswith("> Rekonstruiert: Reihenfolge der Punkte.")


def test_a_wave_that_does_not_ask_who_answers_has_no_composition_and_no_groups(tmp_path):
    made = surveys.project(tmp_path, {"networking": [1, 2, 3, None]}, n=4, instrument="2011")
    opened = chapters.open_report({context.PROJECT: str(made.root), context.LANGUAGE: "en"}, made.root)
    with opened.survey:
        assert "|" not in chapters.composition(opened)
        assert [spec.id for spec in catalogue(opened.survey, "test")] == ["networking-bars"]


def test_a_complete_questionnaire_has_no_such_notes(tmp_path):
    made = surveys.project(tmp_path, n=3, provenance="real")
    opened = chapters.open_report({context.PROJECT: str(made.root), context.LANGUAGE: "en"}, made.root)
    with opened.survey:
        assert chapters.evidence(opened) == ""
        assert "Reconstructed" not in questions.wording(opened, opened.survey.question("test", "tasks"))
