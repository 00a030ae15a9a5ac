"""Every answer cell of the genuine exports against the answers as they were before LimeSurvey saw them."""

from __future__ import annotations

import json

import pytest

from pipeline.ingest import missing
from tests.ingest.conftest import EXPORTS, MAPPINGS

SHORT = ["rpc_code_short_all_default.csv", "rpc_code_short_all.json"]
LONG = ["admin_full_long_all_comma_DEFAULT.csv", "rpc_full_long_all_semicolon.csv"]
EXCEL = "rpc_code_short_all.xls"
V2 = [
    "admin_code_short_all_comma_with_participant_fields.csv",
    "rpc_code_short_all_comma_maskequations.csv",
    "rpc_code_short_all_tab.csv",
    "rpc_code_short_incomplete_comma.csv",
    "rpc_emcode_short_all_comma.csv",
    "rpc_full_short_all_semicolon.csv",
]
V2_LONG = ["rpc_code_long_all_comma.csv", "rpc_codetext_long_all_semicolon.csv"]
PROVED = [
    *((version, name) for version in ("v1", "v2") for name in SHORT),
    ("v1", "admin_code_short_all_comma.csv"),
    *(("v2", name) for name in V2),
]
LOSSY = [
    *((version, name) for version in ("v1", "v2") for name in (*LONG, EXCEL)),
    *(("v2", name) for name in V2_LONG),
]
STATES = {
    "checked": 1,
    "unchecked": 2,
    "no_answer": -9,
    "null_in_complete": -9,  # an answer that a program left out in a submitted response
    "not_shown": -6,
    "not_reached": -4,
}


@pytest.fixture
def ambiguous(monkeypatch):
    """Pairs (row of the frame, variable) that the reader reports as ambiguous; filled while a wave is read."""
    cells = set()
    resolve = missing.resolve

    def spy(*args):
        resolved = resolve(*args)
        frame = resolved.ambiguous
        cells.update((row, name) for name in frame.columns for row in frame[name].arg_true())
        return resolved

    monkeypatch.setattr(missing, "resolve", spy)
    return cells


def truth(version):
    return json.loads((EXPORTS / version / "truth.json").read_text(encoding="utf-8"))["responses"]


def expected(questionnaire, version):
    """(response id, variable) to (code, text) as generated."""
    mapping = questionnaire.mappings[MAPPINGS[version]]
    variables = {variable.name: variable for variable in questionnaire.variables("2016-12")}
    cells = {}
    for response in truth(version):
        for column, name in mapping.columns.items():
            cell, variable = response["cells"][column], variables[name]
            key = str(response["response_id"]), name
            if cell["state"] != "answered":
                cells[key] = STATES[cell["state"]], None
            elif variable.kind == "text":
                cells[key] = 1, cell["code"]
            else:
                cells[key] = mapping.codes[variable.scale][cell["code"]], None
    return cells


def read(data):
    ids = dict(data.respondents.select("respondent", "source_id").iter_rows())
    texts = {(row, name): text for row, name, text in data.open_answers.iter_rows()}
    return {
        (ids[row], name): (code, texts.get((row, name)))
        for row, name, code in data.answers.select("respondent", "variable", "code").iter_rows()
    }


@pytest.mark.parametrize(("version", "name"), PROVED)
def test_every_cell_equals_the_truth(wave, questionnaire, ambiguous, version, name):
    wave.copy(version, name)
    data = wave.read()
    found = read(data)
    rows = data.respondents.height
    assert len(found) == rows * 93
    assert rows == {"v1": 40, "v2": 5 if "incomplete" in name else 39}[version]
    wanted = expected(questionnaire, version)
    assert found == {key: wanted[key] for key in found}
    assert not ambiguous
    assert "ambiguous" not in data.cells


@pytest.mark.parametrize(("version", "name"), LOSSY)
def test_what_a_lossy_export_cannot_tell_is_reported(wave, questionnaire, ambiguous, version, name):
    wave.copy(version, name)
    data = wave.read()
    found, wanted = read(data), expected(questionnaire, version)
    assert found.keys() == wanted.keys()
    ids = dict(enumerate(data.respondents["source_id"]))
    reported = {(ids[row], variable) for row, variable in ambiguous}
    assert {key for key in wanted if found[key] != wanted[key]} <= reported
    assert data.cells["ambiguous"] == len(reported) == open_cells(questionnaire, version, name)
    assert {found[key][0] for key in reported} <= {-4, 2}


def open_cells(questionnaire, version, name):
    """Cells an export of that kind cannot decide, counted from the truth.

    Of unfinished responses: the page that was open, unless something on it proves that it was not stored (long
    answers still tell null from '' in lists, texts and boxes). Of submitted ones, in Excel: boxes of a question
    without any tick.
    """
    excel = name.endswith(".xls")
    mapping = {variable: column for column, variable in questionnaire.mappings[MAPPINGS[version]].columns.items()}
    sections = questionnaire.wave("2016-12").sections
    variables = questionnaire.variables("2016-12")
    count = 0
    for response in truth(version):
        cells = {variable.name: response["cells"][mapping[variable.name]] for variable in variables}
        pages = [[v for v in variables if v.question in section.questions] for section in sections]
        if response["submitdate"]:
            boxes = [v for v in variables if v.scale == "checked"]
            other = cells["good_practice_other"]["state"] == "answered"
            if excel and not other and not any(cells[v.name]["state"] == "checked" for v in boxes):
                count += len(boxes)
            continue
        page = int(response["lastpage"] or 0)
        given = {"answered", "checked"}
        if page == 0 or any(cells[v.name]["state"] in given for v in pages[page]):
            continue
        arrays = all("[" in mapping[v.name] for v in pages[page])
        if excel or arrays:
            count += len(pages[page])
    return count
