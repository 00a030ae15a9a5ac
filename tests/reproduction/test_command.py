"""``munisurvey reproduce``: the table, the JSON, the exit code."""

from __future__ import annotations

import csv
import json
import shutil

import pytest

from pipeline import cli
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path):
    """A project with the demo wave and the reference data: no answers of 2016."""
    for name in ("questionnaire", "data/reference", "data/raw/demo"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Run ``munisurvey`` in the project; gives exit code, output and messages."""

    def command(*arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr("sys.argv", ["munisurvey", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_every_row_as_json(run):
    code, out, _ = run("reproduce", "--json", "--language", "en")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) == 274
    assert all(row["verdict"] in ("exact", "within", "erratum", "not reproducible") for row in rows)
    assert all(row["reason"] for row in rows)
    asked = next(row for row in rows if row["id"] == "anschreiben_fragen")
    assert asked == {
        "id": "anschreiben_fragen", "verdict": "exact", "printed": "23", "ours": 23.0, "difference": 0.0,
        "reason": "Equal at the printed precision.", "n": 23, "missed": False, "erratum": ["A14"], "voided_by": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "summary", "reason", "section"),
    [
        ("de", "274 gedruckte Zahlen:", "nötig ist ihr Export", "Zusammenfassung"),
        ("en", "274 printed numbers:", "needed is its export", "Annex 2"),
    ],
)
def test_the_table_counts_the_verdicts_and_says_what_is_needed(run, monkeypatch, language, summary, reason, section):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run("reproduce", "--language", language)
    assert code == 0
    assert summary in out
    assert reason in out
    assert section in out
    assert "A12" in out


def test_a_mistake_in_the_ledger_names_its_line(run, folder):
    path = folder / "data" / "reference" / "published_2017.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",mean,", ",medium,", 1), encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if ",mean," in row)
    code, _, messages = run("reproduce")
    assert code == 1
    assert f"data/reference/published_2017.csv, line {line}: column 'statistic' is 'medium'" in messages
    assert "write one of: mean, share" in messages


@pytest.fixture
def surveys_of_2016(folder):
    """The project with the two synthetic surveys of 2016 instead of the demo wave."""
    shutil.rmtree(folder / "data" / "raw" / "demo")
    for wave in ("2016-01", "2016-12"):
        shutil.copytree(ROOT / "data" / "raw" / wave, folder / "data" / "raw" / wave)
    return folder


def change_one_answer(path, column, old, new):
    """Let the first respondent with the answer ``old`` give the answer ``new``."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(csv.reader([lines[0].lstrip("\ufeff")], delimiter=";")).index(column)
    for number, line in enumerate(lines[1:], start=1):
        cells = line.split(";")
        if cells[at] == f'"{old}"':
            cells[at] = f'"{new}"'
            lines[number] = ";".join(cells)
            break
    else:
        pytest.fail(f"nobody answered {old} to {column}")
    path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.slow
def test_what_can_be_met_is_met_and_one_changed_answer_is_named(surveys_of_2016, run, errata):
    code, out, messages = run("reproduce", "--json", "--language", "en")
    rows = {row["id"]: row for row in json.loads(out)}
    assert (code, [row["reason"] for row in rows.values() if row["missed"]]) == (0, [])
    void = {row for erratum in errata for row in erratum.voids}
    assert {row for row in rows if rows[row]["verdict"] == "erratum"} == void
    assert {row for row in rows if rows[row]["verdict"] == "not reproducible"} == {
        "anschreiben_minuten", "vernetzung_veraenderung_2011_2016", "abb15_n_2011", "w0_engagement_aktiv",
    }  # fmt: skip

    export = next((surveys_of_2016 / "data" / "raw" / "2016-01").glob("*.csv"))
    change_one_answer(export, "tasks[language_courses]", "1", "5")
    code, out, messages = run("reproduce", "--json", "--language", "en")
    missed = [row["id"] for row in json.loads(out) if row["missed"]]
    assert (code, missed) == (1, ["w1_aufgaben_sprachkurse"])
    assert "Printed numbers that are computable and missed: 1" in messages
    assert "w1_aufgaben_sprachkurse: Computable, but missed: printed 4.55, here 4.53" in messages
