from __future__ import annotations

import json
import re

import pytest
import yaml

from pipeline import cli


@pytest.fixture
def run(project, monkeypatch, capsys):
    """Run ``munisurvey`` in a copy of the project; gives exit code, output and messages."""

    def command(*arguments):
        monkeypatch.chdir(project.root)
        monkeypatch.setattr("sys.argv", ["munisurvey", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_check_counts_what_it_checked(run):
    code, out, _ = run("check")
    assert code == 0
    assert "23 numbered questions" in out


def test_check_names_file_line_and_what_to_do(run, project):
    path = project.questionnaire / "scales.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "direction:" in line)
    lines[at] = lines[at].replace("direction:", "directoin:")
    path.write_text("\n".join(lines), encoding="utf-8")
    code, _, messages = run("check")
    assert code == 1
    assert f"scales.yaml, line {at + 1}: unknown key 'directoin'" in messages
    assert "did you mean 'direction'" in messages


def test_means_as_json_are_numbers_with_n(run):
    code, out, _ = run("means", "demo", "tasks", "--by", "size_group", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) == 15 * 5
    middle = next(row for row in rows if row["variable"] == "tasks_labour_market_access" and row["level"] == 2)
    assert middle["n"] == 9
    assert 1 <= middle["mean"] <= 5
    small = [row for row in rows if row["suppressed"]]
    assert small
    assert all(row["mean"] is None for row in small)


def test_means_as_csv_and_table(run):
    code, out, _ = run("means", "demo", "7", "--format", "csv")
    assert code == 0
    assert out.startswith("variable,label,label_short,level,level_label,level_short,n,mean")
    code, out, _ = run("means", "demo", "tasks", "--by", "east_west", "--language", "en")
    assert code == 0
    assert "Synthetic data." in out
    assert re.search(r"\d\.\d\d \(\d+\)", out)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("means", "2031", "tasks"), "no wave '2031'"),
        (("means", "demo", "taks"), "Did you mean 'tasks'"),
        (("means", "demo", "tasks", "--by", "land"), "cannot be broken down by 'land'"),
        (("ingest", "2031"), "data/raw/2031"),
        (("means", "demo", "tasks", "--format", "pdf"), "--format"),
    ],
)
def test_wrong_use_is_exit_code_2_with_what_to_do(run, arguments, message):
    code, _, messages = run(*arguments)
    assert code == 2
    assert message in messages


def test_outside_a_project_says_where_it_looked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["munisurvey", "check"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert "questionnaire/waves" in capsys.readouterr().err


def test_a_malformed_export_is_exit_code_2_and_leaves_the_warehouse(run, project):
    run("ingest")
    before = project.warehouse.read_bytes()
    export = next(path for path in (project.raw / "demo").iterdir() if path.suffix == ".csv")
    text = export.read_bytes()
    export.write_bytes(text[: len(text) // 2])
    code, _, messages = run("ingest")
    assert code == 2
    assert export.name in messages
    assert "Hint" in messages
    assert project.warehouse.read_bytes() == before


def test_ingest_prints_an_account_that_adds_up(run):
    code, out, _ = run("ingest")
    assert code == 0
    cells = [int(number.replace(",", "")) for number in re.findall(r"^ +([\d,]+)  ", out, flags=re.MULTILINE)]
    assert sum(cells[:-1]) == cells[-1] == 39 * 101


def test_a_wave_that_answers_no_questionnaire_is_explained(run, project):
    source = project.raw / "demo" / "source.yaml"
    settings = yaml.safe_load(source.read_text(encoding="utf-8"))
    settings["questionnaire"] = "1999"
    source.write_text(yaml.safe_dump(settings), encoding="utf-8")
    code, _, messages = run("ingest")
    assert code == 1
    assert "1999" in messages
    assert "2016-12" in messages


@pytest.mark.parametrize("signal", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_an_interruption_says_how_to_go_on(run, monkeypatch, signal):
    def interrupted(*_):
        raise signal

    monkeypatch.setattr("pipeline.stages.Line.ingest", interrupted)
    code, _, messages = run("ingest")
    assert code == 130
    assert "run the same command again" in messages
