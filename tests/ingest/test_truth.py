"""Every answer cell of every genuine export against the answers as they were before LimeSurvey saw them.

The exports of a folder are taken as they lie there, so that none is left out. Where a format or a setting loses
something, the cells that may differ are worked out from the truth, and no others may.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter

import pytest

from pipeline.ingest import missing
from tests.ingest.conftest import EXPORTS, MAPPINGS

NO_EXPORTS = {"truth.json", "participants_truth.json", "statistics.xls"}
PAIRS = {
    "admin_R_data_file.csv": "admin_R_syntax_file.R",
    "admin_spss_all_data.dat": "admin_spss_all_syntax.sps",
}
FILES = [
    (path.parent.name, path.name)
    for version in ("v1", "v2", "anon")
    for path in sorted((EXPORTS / version).iterdir())
    if path.name not in NO_EXPORTS and path.name not in PAIRS.values()
]
ROWS = {"v1": 40, "v2": 39, "anon": 7}
PARTS = {"v2": {"complete": 34, "incomplete": 5}, "anon": {"complete": 5, "incomplete": 2}}
BLANKS_LOST = (".xls", ".sav", ".dat", ".xml")
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


def kept(text, name):
    """What a format keeps of a text."""
    if name.endswith(".dat"):
        text = html.unescape(re.sub(r"</?[a-z]+>", "", text.replace("\n", " ")))
    return text.strip(" ") if "_vv_" in name or name.endswith((".sav", ".dat", ".xml")) else text


def read(data):
    ids = dict(data.respondents.select("respondent", "source_id").iter_rows())
    texts = {(row, name): text for row, name, text in data.open_answers.iter_rows()}
    return {
        (ids[row], name): (code, texts.get((row, name)))
        for row, name, code in data.answers.select("respondent", "variable", "code").iter_rows()
    }


@pytest.mark.parametrize(("version", "name"), FILES)
def test_every_cell_equals_the_truth_or_is_reported(wave, questionnaire, ambiguous, version, name):
    wave.copy(version, name, *([PAIRS[name]] if name in PAIRS else []))
    data = wave.read()
    found = read(data)
    part = re.search("_(complete|incomplete)_", name)
    rows = PARTS[version][part[1]] if part else ROWS[version]
    assert data.respondents.height == rows
    assert len(found) == rows * 93
    wanted = {
        key: (code, text and kept(text, name))
        for key, (code, text) in expected(questionnaire, version).items()
        if key in found
    }
    undecided = open_cells(questionnaire, version, name)
    assert {key for key in found if found[key] != wanted[key]} <= undecided
    ids = dict(enumerate(data.respondents["source_id"]))
    assert {(ids[row], variable) for row, variable in ambiguous} == undecided
    assert data.cells.get("ambiguous", 0) == len(undecided)
    columns = data.raw.width + data.cells.get("personal", 0) // rows
    assert sum(data.cells.values()) == rows * columns
    if not undecided:
        assert answered(data.cells) == outcomes(questionnaire, wanted)


def answered(cells):
    """The account of the answer cells, with what was never answered in a submitted response counted as no answer."""
    account = {name: count for name, count in cells.items() if name not in ("metadata", "personal")}
    choices = sum(account.pop(name, 0) for name in ("stored", "recoded"))
    no_answer = sum(account.pop(name, 0) for name in ("missing_no_answer", "missing_left_out"))
    return {"choices": choices, "missing_no_answer": no_answer} | account


def outcomes(questionnaire, wanted):
    """The same account, counted from the truth."""
    scales = {variable.name: questionnaire.scale(variable.scale) for variable in questionnaire.variables("2016-12")}
    printed = {(name, o.code) for name, scale in scales.items() for o in scale.options if o.missing == "dont_know"}
    names = {-9: "missing_no_answer", -6: "missing_not_shown", -4: "missing_not_reached"}
    counts = Counter()
    for (_, name), (code, text) in wanted.items():
        kind = "missing_dont_know" if (name, code) in printed else "choices" if text is None else "open_answer"
        counts[names.get(code, kind)] += 1
    return dict(counts)


def test_two_names_for_one_file_are_not_two_formats(wave, questionnaire):
    wave.copy("v2", "admin_R_data_file.csv")
    assert read(wave.read()) == expected(questionnaire, "v2")


def open_cells(questionnaire, version, name):
    """Cells an export of that kind cannot decide, from the truth."""
    if "convertYN" in name:
        return converted_cells(questionnaire, version)
    lost = name.endswith(BLANKS_LOST)
    if not lost and "_long_" not in name:
        return set()
    return empty_cells(questionnaire, version, lost=lost)


def converted_cells(questionnaire, version):
    """Cells with the digit for No: yes/no questions with No or without an answer, open lines beside boxes left empty."""
    variables = {variable.name: variable for variable in questionnaire.variables("2016-12")}
    mapping = questionnaire.mappings[MAPPINGS[version]]
    cells = set()
    for response in truth(version):
        for column, variable in mapping.columns.items():
            cell = response["cells"][column]
            no = cell["code"] == "N" or cell["state"] == "no_answer"
            empty_line = column.endswith("[other]") and cell["state"] == "no_answer"
            if (variables[variable].scale == "yes_no" and no) or empty_line:
                cells.add((str(response["response_id"]), variable))
    return cells


def empty_cells(questionnaire, version, *, lost):
    """Empty cells that may have been seen or not.

    Of unfinished responses: the page that was open, unless something on it proves that it was not stored (long
    answers still tell null from '' in lists, texts and boxes). Of submitted ones, where null and '' look alike
    (``lost``): boxes of a question without any tick.
    """
    mapping = {variable: column for column, variable in questionnaire.mappings[MAPPINGS[version]].columns.items()}
    sections = questionnaire.wave("2016-12").sections
    variables = questionnaire.variables("2016-12")
    undecided = set()
    for response in truth(version):
        identifier = str(response["response_id"])
        cells = {variable.name: response["cells"][mapping[variable.name]] for variable in variables}
        pages = [[v for v in variables if v.question in section.questions] for section in sections]
        if response.get("submitdate") or response["kind"] == "complete":
            boxes = [v for v in variables if v.scale == "checked"]
            other = cells["good_practice_other"]["state"] == "answered"
            if lost and not other and not any(cells[v.name]["state"] == "checked" for v in boxes):
                undecided |= {(identifier, v.name) for v in boxes}
            continue
        page = _pages_left(response, cells, pages)
        given = {"answered", "checked"}
        if page == 0 or any(cells[v.name]["state"] in given for v in pages[page]):
            continue
        arrays = all("[" in mapping[v.name] for v in pages[page])
        if lost or arrays:
            undecided |= {(identifier, v.name) for v in pages[page]}
    return undecided


def _pages_left(response, cells, pages):
    """How many pages were left, which is the index of the one that was open; anonymised responses do not say."""
    if "lastpage" in response:
        return int(response["lastpage"] or 0)
    reached = [any(cells[v.name]["state"] != "not_reached" for v in page) for page in pages]
    return reached.index(False)
