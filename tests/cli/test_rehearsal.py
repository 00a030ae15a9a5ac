"""``munisurvey rehearse``: the table, the folder that is kept, the exit code, and that the project stays as it was."""

from __future__ import annotations

import re

import pytest

from pipeline import cli
from pipeline.questionnaire.model import Wave
from pipeline.questionnaire.yaml_source import parse_yaml
from tests.small_project import small_project


@pytest.fixture
def wave(run_bare):
    """The project with a wave of 2027 that ``new-wave`` wrote."""
    run_bare("new-wave", "2027", "--from", "2016-12", "--modules", "admission,housing")
    return run_bare


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_table_says_what_came_back(wave, tmp_path):
    before = files(tmp_path)
    code, out, _ = wave("rehearse", "2027", "--n", "30", "--no-report", "--tools", "kobo,limesurvey")
    assert code == 0
    assert out.startswith("2027: 33 invented responses (28 complete, 2 partial")
    rows = [line for line in out.splitlines() if "CSV" in line]
    assert [re.sub(r"\W+CSV.*", "", row) for row in rows] == ["LimeSurvey", "KoboToolbox"]
    cells = [[int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", row)[:5]] for row in rows]
    for row, (read, all_, equal, lost, differ) in zip(rows, cells, strict=True):
        assert all_ == 33 * 113, row
        assert equal + lost == all_
        assert differ == 0
        assert read == (33 if "Lime" in row else 30)
    assert "only forms that were sent reach the server: no break-offs: kobo 339" in out
    assert files(tmp_path) == before


def test_the_exports_can_be_kept_and_are_not_overwritten(wave, tmp_path):
    kept = tmp_path / "kept"
    code, _, _ = wave("rehearse", "2027", "--n", "5", "--no-report", "--tools", "unipark", "--keep", str(kept))
    assert code == 0
    raw = kept / "unipark" / "data" / "raw" / "2027"
    assert {path.name for path in raw.iterdir()} == {"unipark.csv", "source.yaml"}
    assert "unipark-2027" in (raw / "source.yaml").read_text(encoding="utf-8")
    assert (kept / "unipark" / "questionnaire" / "mappings" / "unipark-2027.yaml").is_file()
    code, _, messages = wave("rehearse", "2027", "--no-report", "--tools", "unipark", "--keep", str(kept))
    assert code == 2
    assert "is not empty" in messages


def test_what_is_not_known_is_said(wave):
    code, _, messages = wave("rehearse", "2029", "--no-report")
    assert code == 2
    assert "There is no questionnaire '2029'" in messages
    code, _, messages = wave("rehearse", "2027", "--no-report", "--tools", "limesurfer")
    assert code == 2
    assert "There is no export 'limesurfer'.\nHint: known are limesurvey, limesurvey-full" in messages


def test_a_wave_that_no_tool_can_field_ends_with_exit_code_1(run_bare):
    code, out, messages = run_bare("rehearse", "2016-01", "--n", "5", "--tools", "limesurvey")
    assert code == 1
    assert "not read" in out
    assert "description in square brackets" in messages


@pytest.mark.slow
def test_the_report_says_on_every_page_that_it_is_a_rehearsal(tmp_path, monkeypatch, capsys):
    project = small_project(tmp_path)
    before = files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["munisurvey", "rehearse", "2016-12", "--n", "25", "--tools", "limesurvey"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert not stopped.value.code, capsys.readouterr().err
    folder = project.output / "rehearsal" / "2016-12"
    names = [f"2016-12.{language}.{kind}" for language in ("de", "en") for kind in ("html", "pdf")]
    assert {path.name for path in folder.iterdir()} == {*names, "validation.html"}
    for language, said in (("de", "Probelauf: "), ("en", "Rehearsal: ")):
        page = (folder / f"2016-12.{language}.html").read_text(encoding="utf-8")
        assert said in page
        assert {"de": "bevor jemand befragt wurde", "en": "before anybody was asked"}[language] in page
        assert "PROBELAUF(erfunden" in page  # the open answers are there, too
    for path, content in before.items():
        assert path.read_bytes() == content
    assert not project.warehouse.exists()
    wave = parse_yaml((project.questionnaire / "waves" / "2016-12.yaml").read_text(encoding="utf-8"), "wave").data
    assert not Wave.model_validate(wave).title.de.startswith("Probelauf")
