"""Files that come from every tool: whose it is shows by the columns, and declared missing values have kinds."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pyreadstat
import pytest
from openpyxl import Workbook

from pipeline.ingest import delimited
from pipeline.ingest.sniff import read_export
from pipeline.questionnaire.model import Wave
from tests.ingest.tools import QUESTIONNAIRE, TOOLS, VARIABLES, cells_of, truths, wave_of

TRUTH = {"/".join(path.parts[-2:]): responses for path, _, responses in truths()}


def records_of(name):
    data = (TOOLS / name).read_bytes()
    head = delimited.head_of(data)
    separator = next(sign for sign in delimited.SEPARATORS if sign == head.separator)
    return list(
        csv.reader(io.StringIO(data.decode(head.encoding).removeprefix("\ufeff"), newline=""), delimiter=separator)
    )


@pytest.mark.parametrize(
    ("name", "mapping"),
    [
        ("sosci/data_utf16_labels.csv", "sosci"),
        ("unipark/utf8_comma.csv", "unipark"),
        ("qualtrics/split_numeric_recoded.csv", "qualtrics-split"),
        ("kobo/xml_both.csv", None),
    ],
)
def test_a_workbook_is_known_by_its_columns(tmp_path, name, mapping):
    book = Workbook()
    for row in records_of(name):
        book.active.append([int(cell) if cell.isdigit() and len(cell) < 9 else cell or None for cell in row])
    path = tmp_path / "export.xlsx"
    book.save(path)
    tool = name.partition("/")[0]
    assert read_export(path, "export.xlsx").format == tool
    assert cells_of(wave_of(tmp_path, path, mapping)) == {str(r["id"]): r["cells"] for r in TRUTH[name]}


def sosci_frame(letters):
    """The SoSci fixture as SPSS or Stata would hold it: numbers, and codes of missing answers declared."""
    heads, *rows = records_of("sosci/data_latin1.csv")
    frame = pd.DataFrame(rows, columns=heads)
    numeric = [
        name for name in heads if name[:4] in ("BA01", "BA02", "AU01", "MA01", "EN01") and not name.endswith("a")
    ]
    for name in numeric:
        column = frame[name].map(lambda cell: None if cell == "" else letters.get(cell, float(cell)))
        frame[name] = column.astype(object if letters else float)
    frame["CASE"] = frame["CASE"].astype(float)
    return frame, numeric


def test_an_spss_file_of_sosci_survey_is_known_by_its_columns(tmp_path):
    frame, numeric = sosci_frame({})
    path = tmp_path / "sosci.sav"
    labels = {name: {-9: "[NA] nicht beantwortet", -1: "weiß nicht"} for name in numeric}
    ranges = {name: [{"lo": -9, "hi": -1}] for name in numeric}
    pyreadstat.write_sav(frame, str(path), variable_value_labels=labels, missing_ranges=ranges)
    assert read_export(path, "x").format == "sosci"
    assert cells_of(wave_of(tmp_path, path, "sosci")) == {
        str(r["id"]): r["cells"] for r in TRUTH["sosci/data_latin1.csv"]
    }


def test_a_stata_file_of_sosci_survey_has_letters_of_its_own(tmp_path):
    letters = {"-1": "a", "-9": "i"}
    frame, numeric = sosci_frame(letters)
    path = tmp_path / "sosci.dta"
    pyreadstat.write_dta(frame, str(path), missing_user_values={name: ["a", "i"] for name in numeric}, version=15)
    assert cells_of(wave_of(tmp_path, path, "sosci")) == {
        str(r["id"]): r["cells"] for r in TRUTH["sosci/data_latin1.csv"]
    }


def own_frame(code):
    """The answers with our own names and codes; ``code`` makes of a missing kind what the format has for it."""
    responses = TRUTH["generic/own_names.csv"]
    frame = pd.DataFrame([r["cells"] for r in responses], columns=VARIABLES)
    texts = [v.name for v in QUESTIONNAIRE.variables("2027") if v.kind == "text"]
    for name in VARIABLES:
        if name in texts:
            frame[name] = frame[name].map(lambda cell: cell if isinstance(cell, str) else "")
        else:
            frame[name] = frame[name].map(lambda cell: code(cell) if cell < 0 else float(cell))
    frame.insert(0, "id", [float(r["id"]) for r in responses])
    frame.insert(
        1, "submitdate", ["" if r["status"] in ("partial", "opened") else "2026-11-10 10:00:00" for r in responses]
    )
    return frame, [name for name in VARIABLES if name not in texts]


def test_our_own_codes_of_missing_answers_need_no_mapping_in_spss(tmp_path):
    frame, numeric = own_frame(float)
    path = tmp_path / "own.sav"
    pyreadstat.write_sav(frame, str(path), missing_ranges={name: [{"lo": -9, "hi": -4}] for name in numeric})
    assert cells_of(wave_of(tmp_path, path)) == {str(r["id"]): r["cells"] for r in TRUTH["generic/own_names.csv"]}


def test_letters_from_a_to_f_are_our_kinds_in_stata(tmp_path):
    letters = dict(zip(range(-9, -3), "abcdef", strict=True))
    frame, numeric = own_frame(letters.get)
    path = tmp_path / "own.dta"
    pyreadstat.write_dta(frame, str(path), missing_user_values={name: list("abcdef") for name in numeric}, version=15)
    assert cells_of(wave_of(tmp_path, path)) == {str(r["id"]): r["cells"] for r in TRUTH["generic/own_names.csv"]}


def test_a_label_that_is_known_comes_before_the_number(tmp_path):
    frame, _ = own_frame(float)
    frame["size"] = [-9.0, *frame["size"][1:]]
    path = tmp_path / "own.sav"
    pyreadstat.write_sav(
        frame,
        str(path),
        missing_ranges={"size": [{"lo": -9, "hi": -4}]},
        variable_value_labels={"size": {-9: "verweigert"}},
    )
    assert cells_of(wave_of(tmp_path, path))["1"]["size"] == -7


def test_codes_of_missing_numbers_are_numbers_where_the_question_allows_them(tmp_path):
    def third(questionnaire):
        data = wave_of(tmp_path, TOOLS / "generic" / "own_names.csv", "own-names", questionnaire=questionnaire)
        return data.answers.filter(variable="persons", respondent=3).select("code", "value").row(0)

    assert third(QUESTIONNAIRE) == (-9, None)
    described = QUESTIONNAIRE.wave("2027").model_dump(mode="json")
    for section in described["sections"]:
        for question in section["questions"]:
            question["minimum"] = None
    assert third(replace(QUESTIONNAIRE, waves={"2027": Wave.model_validate(described)})) == (1, -9.0)
