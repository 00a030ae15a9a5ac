"""Every file that LimeSurvey did something to in silence: what is wrong with it is said, or such a file is never written."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pipeline.fielding.limesurvey_build import build
from pipeline.fielding.limesurvey_checks import problems
from pipeline.fielding.limesurvey_model import Answer, Condition, Group, Question, Structure, Subquestion
from pipeline.fielding.limesurvey_structure import COLUMNS, tab_separated
from tests.conftest import ROOT

FILES = ROOT / "tests" / "data" / "limesurvey" / "import-tests"
TRIED = {tried["file"] for tried in json.loads((FILES / "results.json").read_text(encoding="utf-8"))}

GOOD = {
    "ok_minimal.txt", "ok_bom_crlf.txt", "ok_quoted_all.txt", "ok_minimal_columns.txt", "authored_v1.txt",
}  # fmt: skip
REFUSED = {
    "no_S_row.txt": "languages",
    "no_SL_row.txt": "no title",
    "underscore_question_code.txt": "'q07_a1' would be changed",
    "underscore_collision_after_strip.txt": "'q07_1' would be changed",
    "underscore_subquestion_code.txt": "'a_1' would be changed",
    "underscore_answer_code.txt": "'A_1' is not taken",
    "answer_code_longer_than_5.txt": "'gross1' is not taken",
    "answer_code_duplicate.txt": "'A1' stands in the question twice",
    "answer_code_umlaut.txt": "'ä1' is not taken",
    "question_code_starts_with_digit.txt": "'1frage' would be changed",
    "question_code_umlaut_dash_dot.txt": "'größe' would be changed",
    "question_code_21_chars.txt": "stop the import half-way",
    "subquestion_code_21_chars.txt": "stop the import half-way",
    "duplicate_question_code_same_group.txt": "is that of 'q01' too",
    "duplicate_question_code_other_group.txt": "is that of 'q01' too",
    "duplicate_subquestion_code.txt": "'a1' stands in the question twice",
    "subquestion_code_case_only.txt": "'AB' stands in the question twice",
    "question_code_case_only.txt": "is that of 'q01' too",
    "reserved_codes.txt": "'this' is a word of LimeSurvey's own",
    "subquestion_other_with_other_Y.txt": "'other' is a word of LimeSurvey's own",
    "list_without_answers.txt": "has no answer options",
    "array_without_subquestions.txt": "has no items",
    "array_without_answers.txt": "has no answer options",
    "group_without_question.txt": "has no question",
    "unknown_question_type.txt": "'Z' is none",
    "html_and_braces_in_text.txt": "evaluates what stands in braces",
    "language_mismatch_en_rows.txt": "has no de text",
    "linebreak_in_text.txt": "control character (U+000A, de)",
    "sid_already_used.txt": "takes another",
    "authored_v2.txt": "takes another",
    "title_over_200_chars.txt": "characters",
}
NEVER_WRITTEN = {
    "header_missing.txt", "no_language_column.txt", "semicolon_separated.txt", "empty_file.txt", "latin1_encoded.txt",
    "question_before_group.txt", "two_groups_without_type_scale_number.txt", "unknown_class.txt",
    "mandatory_lowercase.txt", "relevance_empty.txt", "bad_relevance.txt",
}  # fmt: skip


def meant_by(content):
    """A structure file row by row, nothing corrected."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter="\t"))
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    texts: dict = {}
    groups: list = []
    for row in rows:
        kind, text = row["class"], {row["language"]: row["text"] or row["name"]}
        if kind == "SL":
            texts.setdefault(row["name"], {})[row["language"]] = row["text"]
        elif kind == "G":
            groups.append(({row["language"]: row["name"]}, row["name"], []))
        elif kind == "Q":
            question = {
                "code": row["name"], "type": row["type/scale"], "text": text, "place": row["name"],
                "other": row.get("other") == "Y", "subquestions": [], "answers": [],
            }  # fmt: skip
            groups[-1][2].append(question)
        elif kind == "SQ":
            question["subquestions"].append(Subquestion(row["name"], text, row["name"]))
        elif kind == "A":
            question["answers"].append(Answer(row["name"], text))
    return Structure(
        ("de",), {name: text for name, text in settings.items() if name in ("language", "sid")}, texts,
        tuple(Group(title, tuple(Question(**q) for q in questions), place) for title, place, questions in groups),
    )  # fmt: skip


def test_every_tried_file_is_accounted_for():
    assert GOOD | set(REFUSED) | NEVER_WRITTEN == TRIED


@pytest.mark.parametrize("name", sorted(GOOD))
def test_good_files_are_good(name):
    found = [
        problem for problem in problems(meant_by((FILES / name).read_bytes())) if "takes another" not in problem.found
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_changed_in_silence_is_refused(name):
    found = list(problems(meant_by((FILES / name).read_bytes())))
    assert any(REFUSED[name] in problem.found for problem in found), found
    assert all(problem.accepted and problem.hint and problem.question for problem in found)


def test_what_makes_a_bad_file_is_never_written(asked):
    content = tab_separated(build(asked, "2027"))
    text = content.decode("utf-8-sig")
    lines = text.split("\n")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    assert lines[0].split("\t")[: len(COLUMNS)] == list(COLUMNS)
    assert len(rows) == len(lines) - 2  # no line break within a cell, and one at the end
    assert not any("\r" in line for line in lines)
    classes = [row["class"] for row in rows]
    assert set(classes) == {"S", "SL", "G", "Q", "SQ", "A"}
    order = ["S", "SL", "G", "Q"]
    assert sorted(order, key=classes.index) == order
    assert {row["mandatory"] for row in rows if row["class"] == "Q"} == {"Y", "N"}
    assert all(row["relevance"] for row in rows if row["class"] in ("G", "Q", "SQ"))
    numbers = [row["type/scale"] for row in rows if row["class"] == "G"]
    assert numbers == ["1", "2", "3"] * 2
    assert [row["language"] for row in rows if row["class"] == "G"] == ["de"] * 3 + ["en"] * 3


def survey(*questions, title=None, texts=None):
    answers = {"de": "Frage?", "en": "Question?"}
    base = {"surveyls_title": {"de": "T", "en": "T"}}
    parts = tuple(Question(**{"text": answers, "place": q.get("code", ""), **q}) for q in questions)
    settings = {"language": "de", "additional_languages": "en"}
    return Structure(("de", "en"), settings, base | (texts or {}), (Group(title or answers, parts, "part"),))


def found_in(structure):
    return [problem.found for problem in problems(structure)]


def test_a_filter_that_can_never_be_met_is_refused():
    two = (Answer("A1", {"de": "ja", "en": "yes"}), Answer("A2", {"de": "nein", "en": "no"}))
    first = {"code": "q1", "type": "L", "answers": two}
    for condition, said in (
        (Condition("q99", ("A1",)), "not asked before it"),
        (Condition("q1", ("A3",)), "A3, which is no answer"),
        (Condition("q2", None), "not asked before it"),
    ):
        found = found_in(survey(first, {"code": "q2", "type": "T", "conditions": (condition,)}))
        assert len(found) == 1
        assert said in found[0]
    assert found_in(survey(first, {"code": "q2", "type": "T", "conditions": (Condition("q1", ("A1",)),)})) == []


def test_a_filter_on_several_items_is_refused():
    boxes = (Subquestion("a", {"de": "a", "en": "a"}, "a"),)
    second = {"code": "q2", "type": "T", "conditions": (Condition("q1", None),)}
    (found,) = found_in(survey({"code": "q1", "type": "M", "subquestions": boxes}, second))
    assert "filtered by 'q1'" in found


def test_texts_that_would_be_evaluated_cut_or_parted_are_refused():
    row = (Subquestion("a", {"de": "links|rechts", "en": "left|right"}, "q1_a"),)
    two = (Answer("A1", {"de": "{ja}", "en": "yes"}),)
    found = found_in(survey({"code": "q1", "type": "F", "subquestions": row, "answers": two}))
    assert len(found) == 2
    assert "left and a right end" in found[0]
    assert "{ and } (de)" in found[1]
    assert (
        "control character (U+0000, en)"
        in found_in(survey({"code": "q1", "type": "T"}, title={"de": "T", "en": "T\0"}))[0]
    )
    long = {"surveyls_policy_notice_label": {"de": "a" * 193, "en": "&amp;"}}
    (problem,) = problems(survey({"code": "q1", "type": "T"}, texts=long))
    assert (problem.question, problem.accepted) == ("consent", "at most 192")
    assert "data_protection" in problem.hint


def test_an_open_line_or_items_that_would_be_dropped_are_refused():
    row = (Subquestion("a", {"de": "a", "en": "a"}, "q1_a"),)
    found = found_in(survey({"code": "q1", "type": "T", "other": True, "subquestions": row}))
    assert len(found) == 2
    assert "no open line" in found[0]
    assert "the items are dropped" in found[1]
