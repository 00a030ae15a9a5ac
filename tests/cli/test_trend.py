from __future__ import annotations

import csv
import io
import json

import pytest


def test_a_question_over_the_waves_in_the_terminal(run):
    code, out, _ = run("trend", "networking")
    words = " ".join(out.split())
    assert code == 0
    assert "demo" in out
    assert "again" in out
    assert "mischt Veränderung und Auswahl" in words
    assert "Synthetische Daten: demo, again." in words
    assert "nan" not in out.lower()


def test_groups_have_their_rows_and_say_what_is_withheld(run):
    code, out, _ = run("trend", "networking", "--by", "size_group", "--language", "en")
    assert code == 0
    assert "Medium-sized" in out
    assert "not shown: groups and answers of fewer than 5" in " ".join(out.split())
    _, inside, _ = run("trend", "networking", "--by", "size_group", "--language", "en", "--internal")
    assert "Internal" in inside


def test_shares_name_their_answers(run):
    _, out, _ = run("trend", "budget", "--language", "en")
    assert "Share of the answers “Surplus or balanced budget” and" in " ".join(out.split())
    _, out, _ = run("trend", "reception_facility")
    assert "Anteil der Antwort „Ja“" in " ".join(out.split())


def test_one_wave_alone_is_said(run):
    _, out, _ = run("trend", "networking", "--until", "demo", "--language", "en")
    assert "No earlier wave is comparable; only demo is shown" in " ".join(out.split())


def test_as_csv_and_json(run):
    _, out, _ = run("trend", "tasks", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 15 * 2
    assert [row["wave"] for row in rows[:2]] == ["demo", "again"]
    _, out, _ = run("trend", "tasks", "--format", "json", "--language", "en")
    found = json.loads(out)
    assert (found["waves"], found["measure"], len(found["items"])) == (["demo", "again"], "mean", 30)
    assert found["methods"][0]["id"] == "description"


@pytest.mark.parametrize(("question", "message"), [("state", "has no order"), ("weather", "No wave asks")])
def test_wrong_use_is_exit_code_2(run, question, message):
    code, _, messages = run("trend", question)
    assert code == 2
    assert message in messages
