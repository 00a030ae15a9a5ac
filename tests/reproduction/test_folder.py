from __future__ import annotations

import pytest

from pipeline.project import Project, ProjectError
from pipeline.reproduction.folder import check_folders
from tests.conftest import ROOT

WAVE = "2016-01"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data" / "raw" / WAVE
    path.mkdir(parents=True)
    return path


@pytest.fixture
def check(tmp_path):
    return lambda: check_folders(Project(tmp_path), (WAVE,))


def test_no_folder_an_empty_one_and_a_synthetic_wave_may_be_written(check, folder):
    check()
    folder.rmdir()
    check()
    folder.mkdir()
    for path in (ROOT / "data" / "raw" / WAVE).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    check()


@pytest.mark.parametrize("text", ["provenance: real\n", "tool: LimeSurvey\n", ""])
def test_what_is_not_said_to_be_synthetic_is_not_overwritten(check, folder, text):
    (folder / "source.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match="Synthetic answers are never written over others") as refused:
        check()
    assert f"data/raw/{WAVE}/source.yaml says provenance:" in str(refused.value)


def test_a_file_that_was_not_synthesised_stops_the_work(check, folder):
    (folder / "source.yaml").write_text("provenance: synthetic\n", encoding="utf-8")
    (folder / "results-survey123.csv").write_text("id\n1\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"holds results-survey123\.csv, which munisurvey synthesise did not write"):
        check()
