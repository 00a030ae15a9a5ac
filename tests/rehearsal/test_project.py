"""The project a rehearsal is reported from: the one wave, announced as a rehearsal, and nothing of the real one changed."""

from __future__ import annotations

from pipeline.project import Project
from pipeline.questionnaire import load
from pipeline.rehearsal.project import announced, reporting_project
from pipeline.rehearsal.run import rehearse
from tests.conftest import ROOT


def test_it_holds_the_wave_its_export_and_the_templates(next_sample, tmp_path):
    (outcome,) = rehearse(next_sample, tmp_path / "exports", ["limesurvey"])
    made = reporting_project(next_sample, outcome, Project(ROOT), tmp_path / "report")
    questionnaire = load(made.questionnaire)
    assert list(questionnaire.waves) == ["2027"]
    assert questionnaire.wave("2027").questions == next_sample.wave.questions
    assert questionnaire.disclosure == next_sample.questionnaire.disclosure
    assert questionnaire.plausibility == next_sample.questionnaire.plausibility
    assert made.raw_waves() == ["2027"]
    assert (made.reports / "wave.qmd").is_file()
    assert (made.reference / "frame_2020.csv").is_file()


def test_title_and_note_say_what_it_is(sample):
    wave = announced(sample.wave)
    assert wave.title.de == "Probelauf: Befragung 2027"
    assert wave.title.en.startswith("Rehearsal: ")
    assert "bevor jemand befragt wurde" in wave.note.de
    noted = announced(sample.wave.model_copy(update={"note": sample.wave.title}))
    assert noted.note.de.endswith("Befragung 2027")
    assert "rehearsal" in noted.note.en
