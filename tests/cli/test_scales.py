from __future__ import annotations

import csv
import io
import json

import pytest


def test_reliability_says_how_the_items_hold_together(run):
    code, out, _ = run("reliability", "demo", "tasks", "--language", "en", "--reverse", "additional_staff")
    assert code == 0
    assert "Cronbach’s alpha" in " ".join(out.split())
    assert "↔ Additional staff" in out
    assert "Reliable does not mean valid" in " ".join(out.split())
    assert "nan" not in out.lower()


def test_reliability_as_json_and_csv(run):
    code, out, _ = run("reliability", "demo", "tasks", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["coefficients"][0]["coefficient"] == "cronbach_alpha"
    assert all(row["n"] == 22 for row in found["items"])
    assert found["sentences"]
    _, out, _ = run("reliability", "demo", "tasks", "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(out)))) == 15


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reliability", "demo", "coping"), "is no scale"),
        (("reliability", "demo", "tasks", "--reverse", "money"), "has no item 'money' to be reversed"),
    ],
)
def test_wrong_use_is_exit_code_2_with_what_to_do(run, arguments, message):
    code, _, messages = run(*arguments)
    assert code == 2
    assert message in messages
