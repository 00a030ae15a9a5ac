"""``munisurvey monitor`` on the demo wave: what it prints, what it writes, and what it never says."""

from __future__ import annotations

import csv
import shutil

import pytest

from pipeline import cli
from tests.conftest import ROOT, copy_of_project

EXAMPLE = ROOT / "docs" / "examples" / "invited-demo.csv"


@pytest.fixture
def field(tmp_path, monkeypatch, capsys):
    """A copy of the project with the list of those invited beside it, and the command run in it."""
    root = copy_of_project(tmp_path / "project")
    frame = tmp_path / "frame.csv"
    shutil.copy(EXAMPLE, frame)

    def run(*options, invited=frame):
        monkeypatch.chdir(root)
        monkeypatch.setenv("COLUMNS", "90")
        monkeypatch.setattr("sys.argv", ["munisurvey", "monitor", "demo", "--invited", str(invited), *options])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    run.root, run.frame = root, frame
    return run


def listed(path=EXAMPLE):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_field_phase_in_the_terminal_and_on_a_page(field):
    code, out, err = field("--language", "en")
    assert code == 0
    assert "Field monitor demo (Internal)" in out
    assert "RR2 response rate: complete or partial" in out
    assert "34 of 61" in out
    assert "Synthetic data" in out
    internal = field.root / "reports" / "_output" / "internal"
    assert {path.name for path in internal.iterdir()} == {"demo-monitor.html", "demo-reminder.csv"}
    page = (internal / "demo-monitor.html").read_text(encoding="utf-8")
    assert 'id="show-en" lang="en" checked' in page
    reminded = listed(internal / "demo-reminder.csv")
    assert len(reminded) == 30
    for one in listed():
        for secret in (one["token"], one["name"], f",{one['ags']}"):
            assert secret not in out + err + page
    everything = [path for path in field.root.rglob("*") if path.is_file() and path.name != "demo-reminder.csv"]
    silent = next(one["token"] for one in reminded if one["status"] == "nothing").encode()
    assert not any(silent in path.read_bytes() for path in everything), "who has not answered stands in the list only"
    assert not (field.root / "data" / "processed").exists(), "nothing is stored"


def test_the_page_goes_where_it_is_asked_to(field, tmp_path):
    code, out, _ = field("--out", str(tmp_path / "elsewhere.html"))
    assert code == 0
    assert (tmp_path / "elsewhere.html").is_file()
    assert "elsewhere.html" in "".join(out.split())


def test_before_the_first_response_everybody_is_to_be_reminded(field):
    export = next((field.root / "data" / "raw" / "demo").glob("*.csv"))
    export.unlink()
    code, out, _ = field("--language", "en")
    assert code == 0
    assert "No response yet" in out
    assert "61 municipalities have not submitted" in " ".join(out.split())


def test_before_there_is_a_folder_the_questionnaire_is_enough(field):
    shutil.rmtree(field.root / "data" / "raw" / "demo")
    shutil.copy(
        field.root / "questionnaire" / "waves" / "2016-12.yaml", field.root / "questionnaire" / "waves" / "demo.yaml"
    )
    path = field.root / "questionnaire" / "waves" / "demo.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("wave: 2016-12", "wave: demo", 1), encoding="utf-8")
    code, out, _ = field("--language", "en")
    assert code == 0
    assert "No response yet" in out
    assert "Synthetic" not in out


def test_an_unknown_wave_is_exit_code_2(field):
    shutil.rmtree(field.root / "data" / "raw" / "demo")
    code, _, err = field()
    assert code == 2
    assert "there is no such folder" in err


def test_other_limits_are_said(field):
    _, out, _ = field("--language", "en", "--partial", "0.3", "--complete", "0.95")
    assert "more than 95% of the applicable closed questions" in " ".join(out.split())


def test_columns_about_people_are_left_out_with_a_message(field):
    lines = field.frame.read_text(encoding="utf-8").splitlines()
    lines = [f"{line},{'E-Mail' if at == 0 else 'anna@stadt.de'}" for at, line in enumerate(lines)]
    field.frame.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = field()
    assert code == 0
    assert "Nicht gelesen (Angaben zu Personen): E-Mail" in err
    assert "anna" not in out + err


def test_a_list_inside_the_project_is_remarked(field):
    inside = field.root / "frame.csv"
    shutil.copy(field.frame, inside)
    assert "liegt im Projekt" in field(invited=inside)[2]
    assert "liegt im Projekt" not in field()[2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("token,ags\nabc,5315000\n", "frame.csv, line 2, column 'ags': '5315000' has 7 digits"),
        ("name\nX\n", "neither tokens nor keys"),
    ],
)
def test_a_wrong_list_is_exit_code_2_with_line_and_column(field, content, message):
    field.frame.write_text(content, encoding="utf-8")
    code, _, err = field()
    assert code == 2
    assert message in err


def test_limits_the_wrong_way_round_are_a_wrong_use(field):
    code, _, err = field("--partial", "0.9")
    assert code == 2
    assert "partial" in err
