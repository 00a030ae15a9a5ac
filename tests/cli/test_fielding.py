from __future__ import annotations

import shutil

import pytest
import yaml

from pipeline import cli
from pipeline.cli import fielding
from pipeline.fielding import Artefact
from pipeline.questionnaire import load


@pytest.fixture
def run(project, monkeypatch, capsys):
    def command(*arguments):
        monkeypatch.chdir(project.root)
        monkeypatch.setattr("sys.argv", ["munisurvey", "field", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_files_are_written_and_named(run, project):
    code, out, messages = run("2016-12", "--to", "limesurvey", "--to", "xlsform", "--out", "form")
    assert code == 0
    names = {"limesurvey-2016-12.txt", "limesurvey-2016-12.lss", "mapping.yaml", "xlsform-2016-12.xlsx"}
    assert {path.name for path in (project.root / "form").iterdir()} == names
    assert all(name in out for name in names)
    assert "[[Institution, Anschrift]]" in messages


def test_default_folder_and_no_second_mapping_once_there_are_answers(run, project):
    code, _, messages = run("2016-12", "--to", "limesurvey")
    assert code == 0
    assert (project.output / "fielding" / "2016-12" / "mapping.yaml").is_file()
    assert not (project.questionnaire / "mappings" / "limesurvey-2016-12.yaml").exists()
    assert "There already is an export of 2016-12" in messages


def test_mapping_is_put_where_the_export_will_need_it(run, project):
    shutil.rmtree(project.raw / "demo")
    code, out, _ = run("2016-12", "--to", "limesurvey")
    assert code == 0
    assert "questionnaire/mappings/limesurvey-2016-12.yaml" in out
    columns = load(project.questionnaire).mappings["limesurvey-2016-12"].columns
    assert columns["tasks[sharedAccommodation]"] == "tasks_shared_accommodation"


def test_a_wave_that_cannot_be_fielded_writes_nothing(run, project):
    code, out, messages = run("2016-01", "--to", "limesurvey", "--out", "form")
    assert (code, out) == (1, "")
    assert "square brackets" in messages
    assert "nothing was written" in messages
    assert not (project.root / "form").exists()


def test_an_unknown_wave_and_an_unknown_target_are_wrong_use(run):
    code, _, messages = run("2099", "--to", "limesurvey")
    assert code == 2
    assert "found: 2011, 2016-01, 2016-12" in messages
    code, _, messages = run("2016-12", "--to", "papyrus")
    assert code == 2
    assert "papyrus" in messages


def test_everything_a_tool_would_change_is_said_at_once(run, project):
    path = project.questionnaire / "waves" / "2016-12.yaml"
    wave = yaml.safe_load(path.read_text(encoding="utf-8"))
    wave["sections"][0]["questions"][2]["text"]["de"] = "Haushalt {2016}?"
    wave["title"]["de"] = "Befragung " * 25
    path.write_text(yaml.safe_dump(wave, allow_unicode=True, sort_keys=False), encoding="utf-8")
    code, _, messages = run("2016-12", "--to", "limesurvey")
    assert code == 1
    assert "(2 problems)" in messages
    assert "title: the de text has 249 characters" in messages
    assert "budget: the question has { and } (de)" in messages


def test_two_targets_never_write_the_same_file(monkeypatch):
    class Same:
        project = False

        @staticmethod
        def write(_questionnaire, _wave):
            return (Artefact("mapping.yaml", b""),)

    monkeypatch.setattr(fielding, "TARGETS", {"limesurvey": Same, "xlsform": Same})
    assert len(fielding.artefacts(None, "2016-12", ["xlsform", "xlsform"])) == 1
    with pytest.raises(ValueError, match=r"limesurvey and xlsform both write 'mapping\.yaml'"):
        fielding.artefacts(None, "2016-12", ["limesurvey", "xlsform"])


@pytest.mark.slow
def test_paper_and_codebook_are_written_before_there_is_an_answer(run, project):
    code, out, messages = run("2011", "--to", "paper", "--to", "codebook", "--out", "form")
    assert (code, messages) == (0, "")
    names = {path.name for path in (project.root / "form").iterdir()}
    assert names == {
        *(f"questionnaire-2011.{language}.pdf" for language in ("de", "en")),
        *(f"codebook-2011.{language}.{kind}" for language in ("de", "en") for kind in ("html", "pdf")),
    }
    assert all(name in out for name in names)


def test_a_description_is_checked_against_the_schema_where_it_is(run, project, tmp_path):
    code, out, _ = run("2011", "--to", "ddi", "--out", "form")
    assert code == 0
    assert "ddi-2011.xml" in out
    code, _, messages = run("2011", "--to", "ddi", "--schema", str(tmp_path), "--out", "other")
    assert code == 2
    assert "codebook.xsd" in messages
    code, _, messages = run("2016-12", "--to", "xlsform", "--schema", str(tmp_path), "--out", "other")
    assert code == 2
    assert "add --to ddi" in messages
    assert not (project.root / "other").exists()
