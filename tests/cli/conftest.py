from __future__ import annotations

import shutil

import pytest
import yaml

from pipeline import cli
from pipeline.project import Project
from pipeline.stages import Line
from tests.conftest import ROOT, copy_of_project


@pytest.fixture(scope="session")
def twice(tmp_path_factory):
    """A project in which the demo wave was answered a second time, word for word."""
    folder = copy_of_project(tmp_path_factory.mktemp("twice"))
    for wave in (folder / "data" / "raw").iterdir():
        if wave.name != "demo":
            shutil.rmtree(wave)
    again = folder / "data" / "raw" / "again"
    shutil.copytree(folder / "data" / "raw" / "demo", again)
    settings = yaml.safe_load((again / "source.yaml").read_text(encoding="utf-8"))
    settings["field_period"] = ["2027-11-02", "2027-11-20"]
    settings["exported_at"] = "2027-11-20 21:00:00"
    (again / "source.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    project = Project(folder)
    Line(project).ingest()
    return project


@pytest.fixture
def run(twice, monkeypatch, capsys):
    def command(*arguments):
        monkeypatch.chdir(twice.root)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr("sys.argv", ["munisurvey", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


@pytest.fixture
def run_bare(tmp_path, monkeypatch, capsys):
    """Run ``munisurvey`` in a project that is a questionnaire and nothing else."""
    shutil.copytree(ROOT / "questionnaire", tmp_path / "questionnaire")

    def command(*arguments):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.argv", ["munisurvey", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command
