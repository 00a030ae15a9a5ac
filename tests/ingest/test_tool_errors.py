"""What can be wrong with an export of another tool has one message: file, row, column, found, expected, what to do."""

from __future__ import annotations

import json
import shutil

import pyreadstat
import pytest

from pipeline.ingest import IngestError
from pipeline.questionnaire import load
from tests.ingest.tools import QUESTIONNAIRE, TOOLS, cells_of, problem_of, wave_of

SOSCI = (TOOLS / "sosci" / "rdata_utf8.csv").read_bytes()
UNIPARK = (TOOLS / "unipark" / "utf8_semicolon.csv").read_bytes()
QUALTRICS = (TOOLS / "qualtrics" / "split_numeric_recoded.csv").read_bytes()
LISTS = (TOOLS / "qualtrics" / "list_text.csv").read_bytes()
KOBO = (TOOLS / "kobo" / "xml_both.csv").read_bytes()
PANEL = (TOOLS / "generic" / "panel_latin1_bar.txt").read_bytes()


def changed(data, old, new, count=1):
    old, new = (text.encode() if isinstance(text, str) else text for text in (old, new))
    assert old in data
    return data.replace(old, new, count)


@pytest.mark.parametrize(
    ("data", "mapping", "row", "width"),
    [(SOSCI, "sosci", 8, 36), (UNIPARK, "unipark", 8, 45), (QUALTRICS, "qualtrics-split", 8, 32), (KOBO, None, 6, 30)],
)
def test_a_file_that_was_cut_off(tmp_path, data, mapping, row, width):
    end = data.rstrip().rfind(b"\t" if data is SOSCI else b"," if data is QUALTRICS else b";")
    problem = problem_of(tmp_path, data[:end], mapping)
    assert problem.found == f"the file is cut off: its last row has {width - 1} of {width} columns"
    assert problem.row == row
    assert problem.file == "data/raw/2027/export.csv"


def test_a_file_cut_off_in_a_text(tmp_path):
    problem = problem_of(tmp_path, SOSCI[: SOSCI.index(b"Zweite Zeile")], "sosci")
    assert (problem.row, problem.found) == (1, "the file is cut off: a quoted text that begins here never ends")


def test_a_row_with_a_column_too_many(tmp_path):
    problem = problem_of(tmp_path, changed(UNIPARK, '"K003"', '"K003";"x"'), "unipark")
    assert (problem.row, problem.found) == (3, "the row has 46 columns")
    assert problem.expected == "45 columns, like the headings (separator: semicolon)"


def test_two_encodings_in_one_file(tmp_path):
    problem = problem_of(tmp_path, changed(UNIPARK, "Sprachcafé", "Sprachcafé".encode("cp1252")), "unipark")
    assert "line 2 has a character that is not UTF-8 (byte 0xE9), and others are" in problem.found


def test_bytes_of_no_encoding(tmp_path):
    problem = problem_of(tmp_path, changed(PANEL, "Testamt", b"Test\x81amt"), "panel")
    assert problem.found.endswith("has the byte 0x81, which is a character in no encoding known here")


@pytest.mark.parametrize(
    ("data", "mapping", "old", "new", "column", "cell"),
    [
        (SOSCI, "sosci", '"2"\t"2"\t""\t"-1"', '"2"\t"2"\t""\t"7"', "AU01_01", "7"),
        (SOSCI, "sosci", '"2"\t"2"\t""\t"-1"', '"2"\t"2"\t""\t"-2"', "AU01_01", "-2"),
        (UNIPARK, "unipark", '"2";"2";"-66"', '"2";"5";"-66"', "v_2", "5"),
        (QUALTRICS, "qualtrics-split", "2,2,,5,-99,4", "3,2,,5,-99,4", "Q1", "3"),
        (KOBO, None, '"2";"2";"";"";"5"', '"2";"2";"";"";"6"', "page_work/tasks_rows/tasks_housing", "6"),
        (PANEL, "panel", "|20|N|97|", "|20|X|97|", "F2", "X"),
    ],
)
def test_a_code_the_scale_lacks(tmp_path, data, mapping, old, new, column, cell):
    problem = problem_of(tmp_path, changed(data, old, new), mapping)
    assert (problem.row, problem.column) == (2, column)
    assert problem.found.startswith(f"the answer '{cell}' is not in the scale of")
    assert "expected" not in problem.expected
    assert problem.hint


def test_a_second_residual_option_has_to_be_explained_and_then_is_read(tmp_path):
    data = changed(SOSCI, '"2"\t"2"\t""\t"-1"', '"2"\t"2"\t""\t"-2"')
    problem = problem_of(tmp_path, data, "sosci")
    assert 'missing: {"-2": dont_know}' in problem.hint
    folder = tmp_path / "questionnaire"
    shutil.copytree(TOOLS / "questionnaire", folder)
    path = folder / "mappings" / "sosci.yaml"
    path.write_text(path.read_text(encoding="utf-8") + 'missing: {"-2": refused}\n', encoding="utf-8")
    assert cells_of(wave_of(tmp_path, data, "sosci", questionnaire=load(folder)))["2"]["tasks_housing"] == -7


@pytest.mark.parametrize(
    ("data", "mapping", "old", "new", "found"),
    [
        (
            SOSCI,
            "sosci",
            '"complete"\t"TRUE"',
            '"complete"\t"maybe"',
            "the status 'maybe' is none that SoSci Survey writes",
        ),
        (UNIPARK, "unipark", '"0";"31"', '"0";"99"', "the status '99' is none that Unipark/EFS writes"),
    ],
)
def test_a_status_no_one_knows(tmp_path, data, mapping, old, new, found):
    problem = problem_of(tmp_path, changed(data, old, new), mapping)
    assert problem.found.startswith(found)
    assert problem.row == 1


def test_a_date_rewritten_by_a_spreadsheet_program(tmp_path):
    problem = problem_of(tmp_path, changed(QUALTRICS, "2026-11-10 09:30:05", "11/10/2026 9:30"), "qualtrics-split")
    assert (problem.column, problem.row) == ("StartDate", 1)
    assert "spreadsheet" in problem.hint


def test_boxes_that_contradict_the_number_of_ticks(tmp_path):
    problem = problem_of(tmp_path, changed(SOSCI, '"3"\t"3"\t"TRUE"', '"3"\t"2"\t"TRUE"'), "sosci")
    assert (problem.row, problem.column) == (1, "MA01")
    assert problem.found == "2 answers by this column, 3 by the boxes beside it"


def test_boxes_that_contradict_the_list(tmp_path):
    problem = problem_of(tmp_path, changed(KOBO, '"dialogue other";"0"', '"dialogue other";"1"'), None)
    assert problem.row == 3
    assert problem.found == "'dialogue other' by this column, 'early_information dialogue other' by the boxes beside it"


def test_a_list_with_an_answer_no_one_offered(tmp_path):
    problem = problem_of(
        tmp_path, changed(LISTS, "Dialogforen,Sonstiges", "Dialogforen,Internet,Sonstiges"), "qualtrics-list"
    )
    assert (problem.row, problem.column) == (3, "Q5")
    assert "holds something else than the answers" in problem.found
    assert "lists: in the mapping" in problem.hint


def test_a_box_with_two_different_contents(tmp_path):
    data = changed(QUALTRICS, "4,-99,,4,4,4,0,1,0,1", "4,-99,,4,4,4,2,1,0,1")
    with pytest.raises(IngestError) as caught:
        wave_of(tmp_path, data, "qualtrics-split")
    assert {(problem.column, problem.row) for problem in caught.value.problems} == {("Q5_1", 1), ("Q5_1", 3)}
    assert "one code or one text" in caught.value.problems[0].hint


def test_a_column_that_is_missing_or_unknown(tmp_path):
    data = changed(SOSCI, '"EN01"', '"EN02"')
    with pytest.raises(IngestError, match=r"1 of 13 columns are missing: 'development \(EN01\)'") as caught:
        wave_of(tmp_path, data, "sosci")
    assert "columns of SoSci Survey itself" in str(caught.value)


def test_a_column_named_by_the_mapping_that_is_not_there(tmp_path):
    problem = problem_of(tmp_path, changed(PANEL, "Kennung", "Code"), "panel")
    assert problem.found == "there is no column 'Kennung', which the mapping 'panel' names under about:"


def test_texts_of_columns_that_belong_to_other_columns(tmp_path):
    first, second = "diese Aufgaben? - Sprachkurse", "diese Aufgaben? - Kitas und Schulen"
    text = QUALTRICS.decode().replace(first, "?").replace(second, first).replace("diese Aufgaben? - ?", second)
    text = text.replace("Wie wichtig sind ?", f"Wie wichtig sind {second}")
    problem = problem_of(tmp_path, text.encode(), "qualtrics-split")
    assert problem.found.startswith(
        "the texts of 2 columns belong to other columns; column 22 is 'tasks_language' by its code"
    )


def test_headings_longer_than_the_first_bytes_of_a_file(tmp_path):
    long = changed(QUALTRICS, "Haben Sie Anmerkungen?", f'"{"Bitte beachten Sie: " * 8000}, Haben Sie Anmerkungen?"')
    assert wave_of(tmp_path, long, "qualtrics-split").respondents.height == 8


def test_a_table_without_an_id(tmp_path):
    data = changed((TOOLS / "generic" / "own_names.csv").read_bytes(), "id;token", "number;token")
    with pytest.raises(IngestError, match="there is no column 'id'") as caught:
        wave_of(tmp_path, data, "own-names")
    assert "under about: in the mapping" in str(caught.value)


@pytest.mark.parametrize("data", [SOSCI, UNIPARK, QUALTRICS, KOBO, PANEL])
def test_headings_only(tmp_path, data):
    lines = 3 if data is QUALTRICS else 1
    head = b"\n".join(data.split(b"\n")[:lines]) + b"\n"
    mapping = {SOSCI: "sosci", UNIPARK: "unipark", QUALTRICS: "qualtrics-split", PANEL: "panel"}.get(data)
    assert "no response" in problem_of(tmp_path, head, mapping).found


def test_headings_among_the_responses(tmp_path):
    head, rest = UNIPARK.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)
    problem = problem_of(tmp_path, head + b"\n" + rest + head + b"\n" + rest, "unipark")
    assert (problem.row, problem.column) == (9, "lfdn")
    assert "two exports seem to stand in one file" in problem.found


def test_every_response_rejected_in_the_tool(tmp_path):
    data = KOBO.replace(b'"validation_status_approved"', b'""')
    data = data.replace(b'";"";"";"submitted_via_web"', b'";"validation_status_not_approved";"";"submitted_via_web"')
    assert problem_of(tmp_path, data).found == "every response was rejected in the survey tool"


@pytest.mark.parametrize("name", ["spss/panel.sav", "spss/panel.zsav", "stata/panel_v15.dta", "stata/panel_v10.dta"])
@pytest.mark.parametrize("part", [0.3, 0.7])
def test_a_damaged_data_file(tmp_path, name, part):
    data = (TOOLS / name).read_bytes()
    problem = problem_of(tmp_path, data[: int(len(data) * part)], "labelled")
    assert "cut off" in problem.found


def test_labels_that_an_old_stata_file_has_lost_are_said(tmp_path):
    data = (TOOLS / "stata" / "panel_v10.dta").read_bytes()
    (source,) = wave_of(tmp_path, data[: int(len(data) * 0.97)], "labelled").sources
    assert "the value labels of 'f5', 'f6', which the file announces" in source.settings


def labelled(tmp_path, **codes):
    """The questionnaire with other codes in the mapping of the labelled files."""
    folder = tmp_path / "questionnaire"
    shutil.copytree(TOOLS / "questionnaire", folder)
    path = folder / "mappings" / "labelled.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip().partition(":")[0] not in codes]
    added = [f"  {name}: {json.dumps(table)}" for name, table in codes.items() if table]
    at = kept.index("codes:") + 1
    path.write_text("\n".join([*kept[:at], *added, *kept[at:]]) + "\n", encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize("name", ["spss/panel.sav", "stata/panel_v15.dta"])
def test_a_scale_that_runs_the_other_way_is_seen_by_its_labels(tmp_path, name):
    questionnaire = labelled(tmp_path, change_3={"1": 1, "2": 2, "3": 3})
    problem = problem_of(tmp_path, TOOLS / name, "labelled", questionnaire=questionnaire)
    assert problem.column == "f5"
    assert problem.found == (
        "the file calls 1 'hat abgenommen', but it is read as 1, 'hat zugenommen', in 'development'; 2 codes in all are "
        "labelled otherwise"
    )
    assert problem.hint.startswith(
        'the scale runs the other way in this file: write development: {"1": 3, "2": 2, "3": 1}'
    )


def test_one_column_that_runs_the_other_way_is_seen_by_its_labels(tmp_path):
    questionnaire = labelled(tmp_path, tasks_schools=None)
    problem = problem_of(tmp_path, TOOLS / "spss" / "panel.sav", "labelled", questionnaire=questionnaire)
    assert problem.column == "f3_3"
    assert 'write tasks_schools: {"1": 4, "2": 3, "3": 2, "4": 1' in problem.hint


def test_a_declared_missing_value_without_a_kind_has_to_be_named(tmp_path):
    columns, about = pyreadstat.read_sav(str(TOOLS / "spss" / "panel.sav"), user_missing=True)
    del about
    ranges = {"f5": [{"lo": 77, "hi": 77}]}
    columns["f5"] = columns["f5"].replace(99.0, 77.0)
    path = tmp_path / "other.sav"
    pyreadstat.write_sav(columns.replace({99.0: 1.0}), str(path), missing_ranges=ranges)
    problem = problem_of(tmp_path, path, "labelled", questionnaire=QUESTIONNAIRE)
    assert problem.found.startswith("the answer '77' is not in the scale of 'development'")
    assert 'missing: {"77": dont_know}' in problem.hint
