from __future__ import annotations

import csv
import io
import json
import shutil

import duckdb
import pytest

from pipeline import cli
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def framed(twice, tmp_path_factory):
    """The project of the other commands, with what is known of the population."""
    folder = shutil.copytree(twice.root, tmp_path_factory.mktemp("framed") / "project")
    (folder / "data" / "reference").mkdir(exist_ok=True)
    shutil.copy(ROOT / "data" / "reference" / "frame_2020.csv", folder / "data" / "reference")
    return folder


@pytest.fixture
def run_in(monkeypatch, capsys):
    def command(folder, *arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr("sys.argv", ["munisurvey", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def test_audit_says_what_was_attacked_and_who_stands_alone(framed, run_in):
    code, out, _ = run_in(framed, "audit", "demo")
    assert code == 0
    assert "0 can be worked out" in out
    assert "5 municipalities are alone in their size and Land" in out
    assert "1: Large cities, Brandenburg" in out
    assert "Never published by themselves, with fewer than 5 municipalities: Berlin; Hamburg; Bremen" in out


def test_audit_as_json(framed, run_in):
    code, out, _ = run_in(framed, "audit", "demo", "--json", "--width", "1")
    found = json.loads(out)
    assert code == 0
    assert found["waves"][0]["withheld"] > found["waves"][0]["sensitive"] > 0
    assert found["waves"][0]["recomputed"] == found["waves"][0]["narrow"] == []
    assert {"size_group": "large_cities", "state": "be", "units": 1} in found["population"]["rare"]


def test_a_leak_is_exit_code_1_and_named(twice, tmp_path, run_in):
    """A project without a frame, whose group of seven was shown beside the eleven of which it is a part."""
    folder = shutil.copytree(twice.root, tmp_path / "leaking")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{folder / 'data' / 'processed' / 'survey.duckdb'}' AS warehouse; USE warehouse")
        connection.execute("UPDATE mart.sample SET suppressed = false WHERE grouping = 'size_group' AND level = 3")
    code, out, _ = run_in(folder, "audit", "demo")
    assert code == 1
    assert "can be worked out: composition of the sample, Small municipalities: 4" in out
    assert "has no frame" in out


def test_an_unknown_wave_is_wrong_use(twice, run_in):
    code, _, messages = run_in(twice.root, "audit", "nowhere")
    assert code == 2
    assert "There is no wave 'nowhere'" in messages


MARK = "Internal – not for publication"


def test_internal_tables_say_so_and_withhold_nothing(twice, run_in):
    asked = ("means", "demo", "tasks", "--by", "size_group", "--language", "en")
    _, public, _ = run_in(twice.root, *asked)
    code, internal, _ = run_in(twice.root, *asked, "--internal")
    assert code == 0
    assert internal.startswith(MARK)
    assert MARK not in public
    assert "· not shown: groups and answers of fewer than 5 municipalities" in " ".join(public.split())
    assert "·" in public
    assert "·" not in internal


@pytest.mark.parametrize(
    "asked",
    [
        ("means", "demo", "tasks"),
        ("distribution", "demo", "strategy"),
        ("compare", "demo", "tasks"),
        ("association", "demo", "tasks_security", "strategy"),
        ("reliability", "demo", "tasks"),
        ("change", "tasks", "demo", "again"),
    ],
)
def test_internal_files_of_numbers_say_so_in_every_row(twice, run_in, asked):
    code, out, _ = run_in(twice.root, *asked, "--internal", "--format", "csv", "--language", "en")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["publication"] for row in rows} == {MARK}
    code, out, _ = run_in(twice.root, *asked, "--internal", "--language", "en")
    assert code == 0
    assert out.startswith(MARK)
