from __future__ import annotations

import csv
import io
import json

import pytest


def test_change_says_in_words_that_nobody_changed(run):
    code, out, _ = run("change", "coping", "demo", "again", "--internal")
    assert code == 0
    assert "hat keine ihre Antwort geändert" in " ".join(out.split())
    assert "Nicht zur Veröffentlichung" in " ".join(out.split())
    assert "Synthetische Daten: Auch welche Kommunen" in out
    assert "mischt Veränderung und Auswahl" in " ".join(out.split())
    assert "nan" not in out.lower()


def test_change_as_json_has_numbers_methods_and_sentences(run):
    code, out, _ = run("change", "tasks", "demo", "again", "--format", "json", "--language", "en", "--bound", "0.5")
    found = json.loads(out)
    assert code == 0
    assert found["waves"] == ["demo", "again"]
    assert len(found["items"]) == 15
    first = found["items"][0]
    assert (first["difference"], first["bound"], first["signed_rank_p"]) == (0, 0.5, None)
    assert first["n_first"] == first["n_second"]
    assert {"combined_change", "signed_rank"} <= {method["id"] for method in found["methods"]}
    assert all(method["reference"] for method in found["methods"])
    assert first["sentence"].startswith("“Shared accommodation”")


def test_change_as_csv_has_one_row_a_variable(run):
    code, out, _ = run("change", "tasks", "demo", "again", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == 15
    assert rows[0]["variable"] == "tasks_shared_accommodation"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("change", "coping", "demo", "demo"), "between two different waves"),
        (("change", "state", "demo", "again"), "categories without order or value"),
    ],
)
def test_wrong_use_is_exit_code_2_with_what_to_do(run, arguments, message):
    code, _, messages = run(*arguments)
    assert code == 2
    assert message in messages
