from __future__ import annotations

import shutil

import pytest

from pipeline import cli
from pipeline.questionnaire import load
from tests.ingest.tools import TOOLS

SOSCI = str(TOOLS / "sosci" / "data_utf16_labels.csv")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    shutil.copytree(TOOLS / "questionnaire", tmp_path / "questionnaire")
    shutil.rmtree(tmp_path / "questionnaire" / "mappings")

    def command(*arguments):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr("sys.argv", ["munisurvey", "map", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_a_proposal_is_written_and_what_is_open_is_said(run, tmp_path):
    code, out, messages = run(SOSCI, "2027")
    assert code == 0
    assert "SoSci Survey: 36 columns; 13 are answers of 2027" in out
    assert "questionnaire/mappings/sosci-survey-2027.yaml" in out
    assert "To be decided: 0 columns, the codes of 4 scales, 0 missing codes; 0 questions have no column." in messages
    questionnaire = load(tmp_path / "questionnaire")
    assert questionnaire.mappings["sosci-survey-2027"].columns["MA01_01"] == "measures_early_information"


def test_nothing_is_overwritten(run, tmp_path):
    run(SOSCI, "2027")
    path = tmp_path / "questionnaire" / "mappings" / "sosci-survey-2027.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "note: decided\n", encoding="utf-8")
    code, _, messages = run(SOSCI, "2027")
    assert code == 2
    assert "is not overwritten" in messages
    assert path.read_text(encoding="utf-8").endswith("note: decided\n")
    assert run(SOSCI, "2027", "--out", "second")[0] == 0
    assert {found.name for found in path.parent.iterdir()} == {"sosci-survey-2027.yaml", "second.yaml"}


def test_columns_nobody_can_be_sure_of_are_shown(run):
    _, out, messages = run(str(TOOLS / "unipark" / "utf8_comma.csv"), "2027")
    assert "v_31" in out
    assert "unsure" in out
    assert "lfdn" not in out
    assert "13 questions have no column" in messages


def test_all_columns_are_shown_where_that_is_asked_for(run):
    _, out, _ = run(SOSCI, "2027", "--all")
    assert "CASE" in out
    assert "not stored" in out


def test_an_export_that_needs_no_mapping(run, tmp_path):
    code, out, _ = run(str(TOOLS / "kobo" / "xml_both.csv"), "2027")
    assert (code, "needs no mapping" in out) == (0, True)
    assert not (tmp_path / "questionnaire" / "mappings").exists()


def test_an_export_that_a_mapping_fits(run, tmp_path):
    shutil.copytree(TOOLS / "questionnaire" / "mappings", tmp_path / "questionnaire" / "mappings")
    _, out, _ = run(SOSCI, "2027")
    assert "write mapping: sosci in source.yaml" in out
    assert not (tmp_path / "questionnaire" / "mappings" / "sosci-survey-2027.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((SOSCI, "2028"), "There is no questionnaire '2028'"),
        (("nowhere.csv", "2027"), "There is no file nowhere.csv"),
        ((str(TOOLS / "questionnaire" / "waves" / "2027.yaml"), "2027"), "2027.yaml"),
    ],
)
def test_what_cannot_be_mapped(run, arguments, message):
    code, _, messages = run(*arguments)
    assert code == 2
    assert message in messages
