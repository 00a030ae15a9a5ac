from __future__ import annotations

import json

import pytest

from pipeline.questionnaire.model import Text
from pipeline.validation import Case, Finding, ValidationResult, quality, read, save


def text(word):
    return Text(de=f"{word} (de)", en=word)


def finding(rule, severity="warning", outcome="failed", cases=1, rows=()):
    return Finding(
        wave="demo", rule=rule, kind=rule, severity=severity, outcome=outcome, title=text(f"title of {rule}"),
        expected=text("expected"), hint=text("hint"), checked=10, cases=cases, rows=tuple(rows),
    )  # fmt: skip


def case(respondent=4, answer="Berlin"):
    return Case(respondent, "12", "state", text("2. State"), answer and text(answer), text("is wrong"))


@pytest.fixture
def result():
    outcomes = (
        finding("warns", rows=[case()]),
        finding("held", outcome="passed", cases=0),
        finding("fails", severity="error", cases=7, rows=[case(row, None) for row in range(1, 8)]),
        finding("skipped", outcome="not_checked", cases=0),
    )
    return ValidationResult("demo", "2016-12", "synthetic", {"state": text("2. State")}, outcomes)


def test_findings_come_errors_first(result):
    assert [entry.rule for entry in result.findings] == ["fails", "warns"]
    assert [entry.rule for entry in result.errors] == ["fails"]
    assert [entry.rule for entry in result.warnings] == ["warns"]
    assert [entry.rule for entry in result.passed] == ["held"]
    assert [entry.rule for entry in result.not_checked] == ["skipped"]


def test_results_survive_the_file(result, tmp_path):
    path = tmp_path / "processed" / "validation.json"
    save([result], path)
    assert read(path) == [result]
    before = path.read_bytes()
    save(read(path), path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_file_has_what_reports_rely_on(result, tmp_path):
    save([result], tmp_path / "validation.json")
    (entry,) = json.loads((tmp_path / "validation.json").read_text(encoding="utf-8"))
    assert (entry["wave"], entry["checks"]) == ("demo", 4)
    assert [(f["severity"], f["message"]["de"], f["cases"]) for f in entry["findings"]] == [
        ("error", "title of fails (de)", 7),
        ("warning", "title of warns (de)", 1),
    ]


def test_the_message_names_row_question_answer_and_the_way_out(result):
    assert result.warnings[0].message == (
        "warning in wave demo: title of warns (1 of 10)\n"
        "  response 12 (data row 4), 2. State, “Berlin”: is wrong\n"
        "  expected: expected\n"
        "  Hint: hint"
    )


def test_a_long_list_is_cut_and_says_so(result):
    lines = result.errors[0].message.splitlines()
    assert sum("data row" in line for line in lines) == 5
    assert "  ... and 2 more, see reports/_output/validation.html" in lines


def test_a_case_can_be_told_in_german():
    assert case().line("de") == "Antwort 12 (Datenzeile 4), 2. State (de), „Berlin (de)“: is wrong (de)"


def test_a_case_of_the_whole_wave_has_no_place():
    assert Case(None, None, None, None, None, text("does not add up")).line() == "does not add up"


def test_rows_for_the_quality_chapter(result):
    rows = quality([result], "de")
    assert [row["severity"] for row in rows] == ["error", "warning"]
    assert rows[0] == {
        "wave": "demo",
        "severity": "error",
        "rule": "fails",
        "finding": "title of fails (de)",
        "checked": 10,
        "cases": 7,
    }
