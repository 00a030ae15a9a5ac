"""Every bad input has one clear message: what was read, found and expected, and what to do."""

from __future__ import annotations

import re
import shutil

import pytest

from pipeline import warehouse
from pipeline.ingest import IngestError
from pipeline.questionnaire import inspect
from tests.conftest import ROOT
from tests.ingest.conftest import EXCEL, EXPORTS, JSON, SHORT

COMPLETE = '"2026-11-10 14:44:59";"4"'


def test_a_file_cut_off_in_a_quoted_text(wave, short):
    wave.put(short[:-40])
    problem = wave.problem()
    assert "cut off" in problem.found
    assert problem.row == 39
    assert problem.file == "data/raw/autumn/results.csv"


def test_a_file_cut_off_between_two_cells(wave, short):
    wave.put(short[: short.rfind(";")])
    assert wave.problem().found == "the file is cut off: its last row has 100 of 101 columns"


def test_json_cut_off(wave):
    wave.put(JSON.read_bytes()[:50_000], "results.json")
    assert "cut off" in wave.problem().found


def test_excel_cut_off(wave):
    wave.put(EXCEL.read_bytes()[:10_000], "results.xlsx")
    assert "damaged or cut off" in wave.problem().found


def test_a_separator_no_one_knows(wave, short):
    wave.put(short.replace(";", "|"))
    problem = wave.problem()
    assert "one single column" in problem.found
    assert "comma, semicolon or tab" in problem.expected


def test_a_separator_that_changes_below_the_headings(wave, short):
    head, rest = short.split("\r\n", 1)
    wave.put(head + "\r\n" + rest.replace('";"', '","'))
    problem = wave.problem()
    assert problem.row == 1
    assert problem.expected == "a semicolon, as in the headings"
    assert "another separator" in problem.hint


def test_a_separator_that_changes_in_an_unquoted_file(wave, short):
    head, first = short.replace('"', "").split("\r\n")[:2]
    wave.put(head + "\r\n" + first.replace(";", ",") + "\r\n" + first + "\r\n")
    problem = wave.problem()
    assert (problem.row, problem.found) == (1, "the row has 1 columns")
    assert problem.expected == "101 columns, like the headings (separator: semicolon)"


def test_a_row_with_a_column_too_many(wave, short):
    wave.put(short.replace(COMPLETE, COMPLETE + ';"5"'))
    problem = wave.problem()
    assert (problem.row, problem.found) == (1, "the row has 102 columns")


def test_a_quotation_mark_that_is_not_doubled(wave, short):
    wave.put(short.replace('"Leitbild „', '"Leit"bild „', 1))
    problem = wave.problem()
    assert problem.row == 5
    assert "quotation mark" in problem.found


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_file_saved_by_a_spreadsheet_program(wave, short, encoding):
    wave.put(short.encode(encoding, "replace"))
    problem = wave.problem()
    assert "line 3" in problem.found
    assert "not UTF-8" in problem.found
    assert "unopened" in problem.hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf_16(wave, short, encoding):
    wave.put(short.encode(encoding))
    assert "UTF-16" in wave.problem().found


def test_latin_1_far_down_a_long_file(wave, short):
    head, *rows = short.strip().split("\r\n")
    many = "\r\n".join([head, *rows * 60]).encode()
    wave.put(many + "\r\nGemeindegröße".encode("latin-1"))
    assert "not UTF-8" in wave.problem().found


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_an_empty_file(wave, content):
    wave.put(content)
    assert wave.problem().found == "the file is empty"


def test_headings_only(wave, short):
    wave.put(short.split("\r\n")[0] + "\r\n")
    assert wave.problem().found == "the export has 101 headings and no response"


def test_headings_and_one_empty_record(wave, short):
    wave.put(short.split("\r\n")[0] + "\r\n" + ";".join(['""'] * 101) + "\r\n")
    assert "only empty rows" in wave.problem().found


def test_json_without_responses(wave):
    wave.put('{"responses": []}', "results.json")
    assert wave.problem().found == "no response"


def without(text, column):
    """The export without one of its columns."""
    rows = [line.split(";") for line in text.strip().split("\r\n")[:3]]
    return "\r\n".join(";".join(cells[:column] + cells[column + 1 :]) for cells in rows) + "\r\n"


def test_a_missing_column(wave, short):
    wave.put(without(short, 15))
    problem = wave.problem()
    assert problem.found == "1 of 93 columns are missing: 'tasks_decentralised_housing (q07[dezentral])'"
    assert "after the field phase" in problem.hint


@pytest.mark.parametrize(("column", "code"), [(0, "id"), (1, "submitdate")])
def test_a_missing_column_about_the_response(wave, short, column, code):
    wave.put(without(short, column))
    assert f"no column '{code}'" in wave.problem().found


def test_a_column_that_stands_twice(wave, short):
    wave.put(short.replace('"q07[dezentral]"', '"q07[umf]"', 1))
    problem = wave.problem()
    assert (problem.column, problem.found) == ("q07[umf]", "the column stands twice (columns 16 and 19)")


def test_a_heading_that_stands_twice_in_json(wave):
    wave.put('{"responses": [{"id": 1, "q01": "A", "q01": "B"}]}', "results.json")
    assert wave.problem().column == "q01"


def test_a_column_no_one_knows(wave, short):
    wave.put(short.replace('"seed"', '"remarks"', 1))
    problem = wave.problem()
    assert (problem.column, problem.found) == ("remarks", "column 5 is unknown")
    assert "ignored_columns" in problem.hint


def test_a_column_that_is_no_answer_can_be_ignored(wave, short):
    wave.describe("ignored_columns: [remarks]")
    wave.put(short.replace('"seed"', '"remarks"', 1))
    data = wave.read()
    assert data.cells["ignored_column"] == 39
    assert "remarks" not in data.raw.columns


def test_answers_the_scale_lacks_are_all_named(wave, short):
    lines = short.split("\r\n")
    lines[2] = lines[2].replace('"MS2"', '"XL"')
    lines[5] = lines[5].replace('"LK2"', '"XL"').replace('"A2"', '"A9"')
    wave.put("\r\n".join(lines))
    problems = wave.problems()
    assert [(p.row, p.response, p.column) for p in problems] == [(2, "2", "q01"), (5, "5", "q03")]
    assert problems[0].found == "the answer 'XL' is not in the scale of 'size_class'; it stands in 2 rows: 2, 5"
    assert "'GS1', 'GS2'" in problems[0].expected
    assert "1 = Großstadt" in problems[0].hint


def test_the_message_names_the_first_twenty_and_counts_the_rest(wave, short):
    wave.put(re.sub(r'(?<=;)"3"(?=;)', lambda match: f'"Z{match.start()}"', short))
    problems = wave.problems()
    with pytest.raises(IngestError, match=f"and {len(problems) - 20} more") as caught:
        wave.read()
    assert len(problems) > 20
    assert str(caught.value).count("data row") == 20


def test_an_export_of_another_survey(wave):
    shutil.copy(EXPORTS / "v2" / "statistics.xls", wave.folder / "statistics.xls")
    problem = wave.problem()
    assert "another survey" in problem.found
    assert problem.found.startswith("0 of the 93 questions")


def test_an_export_that_another_mapping_fits(wave):
    shutil.copy(EXPORTS / "v1" / "rpc_code_short_all_default.csv", wave.folder)
    assert "93 columns fit with questionnaire: 2016-12 and mapping: limesurvey-default" in wave.problem().hint


def test_abbreviated_headings_that_are_alike_in_an_export_that_is_not_in_order(wave):
    text = (EXPORTS / "v2" / "rpc_abbrev15_long_all_comma.csv").read_bytes().decode("utf-8-sig")
    first, second = '"Bundesland"', '"Gibt es in Ihre.. "'
    wave.put(text.replace(first, "?", 1).replace(second, first, 1).replace("?", second, 1))
    problem = wave.problem()
    assert problem.found == "the column stands twice (columns 73 and 74); 2 columns in all stand twice"
    assert "question codes as headings" in problem.hint


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "a web page"),
        (b"<?xml version='1.0'?><document/>", "XML"),
        (b"PK\x03\x04 no more", "damaged"),
        (b'{"status": "No permission"}', "other JSON"),
        (b'[{"id": 1}]', "other JSON"),
    ],
)
def test_something_else_than_an_export(wave, content, name):
    wave.put(content, "results.csv")
    assert name in wave.problem().found


def test_a_line_of_labels_where_a_response_should_be(wave, short):
    head, rest = short.split("\r\n", 1)
    labels = (EXPORTS / "v2" / "rpc_full_short_all_semicolon.csv").read_bytes().decode("utf-8-sig").split("\r\n")[0]
    wave.put(f"{head}\r\n{labels}\r\n{rest}")
    problem = wave.problem()
    assert problem.row == 1
    assert "a line of headings stands where a response should be" in problem.found


@pytest.mark.parametrize(("found", "message"), [("7b", "the response id is '7b'"), ("", "no response id")])
def test_a_row_without_a_proper_id(wave, short, found, message):
    wave.put(short.replace('"5";"2026', f'"{found}";"2026', 1))
    problem = wave.problem()
    assert problem.row == 5
    assert message in problem.found


def test_two_rows_with_one_response_id(wave, short):
    wave.put(short.replace('"5";"2026', '"3";"2026', 1))
    problem = wave.problem()
    assert problem.found == "data rows 3 and 5 have one response id, 3"


def test_an_empty_record_at_the_end_is_set_aside(wave, short):
    wave.put(short.strip() + "\r\n" + ";" * 100 + "\r\n")
    data = wave.read()
    assert data.rejected.select("source_row", "rule").rows() == [(40, "empty_record")]
    assert "token" not in data.rejected["row"][0]
    assert data.cells["rejected"] == 101
    assert data.respondents.height == 39


def test_dates_rewritten_by_a_spreadsheet_program(wave, short):
    wave.put(short.replace("2026-11-10 14:44:59", "10.11.2026 14:44"))
    problem = wave.problem()
    assert problem.column == "submitdate"
    assert "'10.11.2026 14:44'" in problem.found


def test_formulas_and_html_arrive_as_text(wave):
    shutil.copy(SHORT, wave.folder)
    texts = set(wave.read().open_answers["text"])
    assert '=HYPERLINK("http://example.org/?a="&A1;"Klick mich")' in texts
    assert "a < b & c > d; <b>fett</b> &amp; 5 % \\ Backslash \\n 'einfach'" in texts


def changed(wave, tmp_path, file, old, new):
    """Change the questionnaire after the field phase; the mistakes `munisurvey check` finds are left aside."""
    folder = tmp_path / "questionnaire"
    shutil.copytree(ROOT / "questionnaire", folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    wave.questionnaire, _ = inspect(folder)


def test_an_item_added_after_the_field_phase(wave, tmp_path):
    new = "          - {id: parking, label: {de: Parken, en: Parking}}\n          - id: security\n"
    changed(wave, tmp_path, "waves/2016-12.yaml", "          - id: security\n", new)
    shutil.copy(SHORT, wave.folder)
    problem = wave.problem()
    assert problem.found == "1 of 94 columns are missing: 'tasks_parking'"
    assert "changed after the field phase" in problem.hint
    assert "limesurvey-named.yaml" in problem.hint


def test_an_item_renamed_after_the_field_phase(wave, tmp_path):
    changed(wave, tmp_path, "waves/2016-12.yaml", "- id: security\n", "- id: public_safety\n")
    shutil.copy(SHORT, wave.folder)
    missing, unknown = wave.problems()
    assert "'tasks_public_safety'" in missing.found
    assert unknown.column == "q07[sicherheit]"
    assert "'tasks_security', which the questionnaire does not have" in unknown.hint


def test_an_option_removed_after_the_field_phase(wave, tmp_path):
    old = "    - {code: 3, label: {de: Häufiger, en: More often}}\n"
    changed(wave, tmp_path, "scales.yaml", old, "")
    shutil.copy(SHORT, wave.folder)
    problems = wave.problems()
    assert {problem.column for problem in problems} == {"q17"}
    assert "'A3' is not in the scale of 'incidents'" in problems[0].found
    assert "changed after the field phase" in problems[0].hint


def test_converted_yes_and_no_where_null_is_lost_as_well(wave):
    text = (EXPORTS / "v2" / "rpc_code_short_all_comma_convertYN_1_2.csv").read_text(encoding="utf-8-sig")
    wave.put(text.replace('""', ""))
    problem = wave.problem()
    assert "No stands in cells that were left empty" in problem.found
    assert "without 'Convert N to'" in problem.hint


def test_a_wave_that_cannot_be_read_leaves_the_warehouse_as_it_was(wave, questionnaire, short):
    wave.put(short)
    warehouse.build(wave.project.warehouse, questionnaire, [wave.read()])
    before = wave.project.warehouse.read_bytes()
    wave.put(short[:-40])
    wave.problem()
    assert wave.project.warehouse.read_bytes() == before
