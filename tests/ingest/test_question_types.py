"""Every question type of LimeSurvey that ours can hold, in every heading and answer mode, VV in both versions.

The three responses are one with everything filled in, one that saw everything and left it empty, and one that a program
wrote without any answer. What was filled in is known by construction (there is no truth.json beside these files).
"""

from __future__ import annotations

import shutil

import pytest
import yaml

from pipeline.questionnaire import load
from tests.conftest import ROOT
from tests.ingest.conftest import EXPORTS, Wave

FILES = sorted(path.name for path in (EXPORTS / "types").iterdir())
SHOWN_ONLY = ["tX", "Textanzeige (keine Spalte?)", "201604X467X7822"]


def scale(*labels):
    return {
        "direction": "none",
        "options": [{"code": code, "label": {"de": label, "en": label}} for code, label in enumerate(labels, start=1)],
    }


SCALES = {
    "type_list": scale("ja & wohl", "nein", "Sonstiges"),
    "type_number_words": scale("eins", "zwei"),
    "type_gender": scale("weiblich", "männlich"),
    "type_ranks": scale("erste", "zweite", "dritte"),
    "type_good_bad": scale("gut", "schlecht"),
    "type_two": scale("1", "2"),
    "type_five": scale(*"12345"),
    "type_ten": scale(*map(str, range(1, 11))),
    "type_uncertain": scale("Ja", "Unsicher", "Nein"),
    "type_change": scale("Zunahme", "Gleich", "Abnahme"),
    "type_left": scale("links 1", "links 2"),
    "type_right": scale("rechts 1", "rechts 2"),
}
CODES = {name: {str(option["code"]): option["code"] for option in each["options"]} for name, each in SCALES.items()} | {
    "yes_no": {"Y": 1, "N": 2},
    "checked": {"Y": 1},
    "type_list": {"A1": 1, "A2": 2, "-oth-": 3},
    "type_number_words": {"1": 1, "2": 2, "A1": 1, "A2": 2},
    "type_gender": {"F": 1, "M": 2},
    "type_ranks": {"A1": 1, "A2": 2, "A3": 3},
    "type_uncertain": {"Y": 1, "U": 2, "N": 3},
    "type_change": {"I": 1, "S": 2, "D": 3},
    "type_left": {"A1": 1, "A2": 2},
    "type_right": {"B1": 1, "B2": 2},
}
# Column, type, text, scale or rows, what the filled response holds (one answer a column), heading if it is not the text.
QUESTIONS = [
    ("tLother", "single", "Liste mit Sonstiges Zeile 2 & mehr", "type_list", 3),
    ("tDrop", "single", "Dropdown", "type_number_words", 2),
    ("tO", "single", "Liste mit Kommentar", "type_number_words", 1),
    ("t5", "single", "Fünf-Punkte-Auswahl", "type_five", 4),
    ("tN", "number", "Zahl", None, 12.5),
    ("tD", "text", "Datum", None, "2016-12-20 00:00:00"),
    ("tG", "single", "Geschlecht", "type_gender", 1),
    ("tY", "yes_no", "Ja/Nein", None, 1),
    ("tEq", "number", "{1+1}", None, 2.0),
    ("tS", "text", "Kurztext", None, "kurz"),
    ("tT", "text", "Langtext", None, "lang"),
    ("tU", "text", "Riesentext", None, "riesig"),
]
ROWS = [
    ("tM", "multiple", "Mehrfach", None, {"a": ("Option a", 1), "b": ("Option b", 2), "other": "andere"}),
    ("tP", "multiple", "Mehrfach mit Kommentar", None, {"a": ("Option a", 1), "b": ("Option b", 2), "other": "andere"}),
    ("tF", "battery", "Matrix", "type_good_bad", {"a": ("Zeile a", 1), "b": ("Zeile b", 1)}),
    ("tFslash", "battery", "Matrix semantisch", "type_two", {"a": ("links|rechts", 1)}),
    ("tH", "battery", "Matrix nach Spalte", "type_good_bad", {"a": ("Spalte a", 1), "b": ("Spalte b", 1)}),
    ("tA", "battery", "Matrix 5 Punkte", "type_five", {"a": ("Zeile a", 3)}),
    ("tB", "battery", "Matrix 10 Punkte", "type_ten", {"a": ("Zeile a", 10)}),
    ("tC", "battery", "Matrix ja/unsicher/nein", "type_uncertain", {"a": ("Zeile a", 2)}),
    ("tE", "battery", "Matrix mehr/gleich/weniger", "type_change", {"a": ("Zeile a", 1)}),
]
PARTS = [  # columns that are questions of their own here, with their full heading
    ("tLother[other]", "text", "Liste mit SonstigesZeile 2 &amp; mehr [Sonstiges]", None, "Sonstiger Text"),
    ("tO[comment]", "text", "Liste mit Kommentar [Kommentar]", None, "Kommentar O"),
    ("tP[acomment]", "text", "Mehrfach mit Kommentar [Option a][Kommentar]", None, "Kommentar acomment"),
    ("tP[bcomment]", "text", "Mehrfach mit Kommentar [Option b][Kommentar]", None, "Kommentar bcomment"),
    ("tP[othercomment]", "text", "Mehrfach mit Kommentar [Anderer Kommentar]", None, "Kommentar othercomment"),
    ("tR[1]", "single", "Rangfolge [Rank 1]", "type_ranks", 2),
    ("tR[2]", "single", "Rangfolge [Rank 2]", "type_ranks", 1),
    ("tR[3]", "single", "Rangfolge [Rank 3]", "type_ranks", -9),
    ("t1[a][1]", "single", "Matrix Dual [Zeile a][Skala 1]", "type_left", 1),
    ("t1[a][2]", "single", "Matrix Dual [Zeile a][Skala 2]", "type_right", 2),
    ("tNum[y1_x1]", "number", "Matrix Zahlen [Zeile 1][Spalte 1]", None, 7.0),
    ("tNum[y1_x2]", "number", "Matrix Zahlen [Zeile 1][Spalte 2]", None, 7.0),
    ("tTxt[y1_x1]", "text", "Matrix Text [Zeile 1][Spalte 1]", None, "Zelle"),
    ("tTxt[y1_x2]", "text", "Matrix Text [Zeile 1][Spalte 2]", None, "Zelle"),
    ("tK[a]", "number", "Mehrere Zahlen [Zahl a]", None, 3.5),
    ("tK[b]", "number", "Mehrere Zahlen [Zahl b]", None, 3.5),
    ("tQ[a]", "text", "Mehrere Kurztexte [Text a]", None, "Q-Text"),
]


def both(text):
    return {"de": text, "en": text}


def identifier(column):
    return "".join(letter if letter.isalnum() else "_" for letter in column).strip("_").lower().replace("__", "_")


def item(column, row):
    """An id for a row: it belongs to one question of a wave only."""
    return row if row == "other" else f"{row}_of_{identifier(column)}"


def described():
    """Questions, columns, headings, and what the filled response holds by variable."""
    questions, columns, headings, filled = [], {}, {}, {}
    asked = {column for column, *_ in [*QUESTIONS, *ROWS]}
    for column, kind, text, name, answer in [*QUESTIONS, *PARTS]:
        shown = text if column.partition("[")[0] in asked else text.partition(" [")[0]
        question = {"id": identifier(column), "type": kind, "text": both(shown)}
        questions.append(question | ({"scale": name} if name else {}))
        columns[column] = identifier(column)
        filled[identifier(column)] = answer
        if "[" in column:
            headings[text] = identifier(column)
    for column, kind, text, name, rows in ROWS:
        question = {"id": identifier(column), "type": kind, "text": both(text)} | ({"scale": name} if name else {})
        question["items"] = [
            {"id": item(column, row), "label": both(cell[0])} for row, cell in rows.items() if row != "other"
        ]
        if "other" in rows:
            question["other"] = both("Sonstiges")
        questions.insert(0, question)
        for row, cell in rows.items():
            variable = f"{identifier(column)}_{item(column, row)}"
            columns[f"{column}[{row}]"] = variable
            filled[variable] = cell if isinstance(cell, str) else cell[1]
    return questions, dict(sorted(columns.items(), key=lambda entry: "[" in entry[0])), headings, filled


@pytest.fixture(scope="module")
def instrument(tmp_path_factory):
    """The questionnaire of this repository with one more wave, its scales and its mapping."""
    folder = tmp_path_factory.mktemp("types") / "questionnaire"
    shutil.copytree(ROOT / "questionnaire", folder)
    questions, columns, headings, _ = described()
    section = {"id": "types", "title": both("Typen"), "questions": questions}
    wave = {"wave": "types", "title": both("Fragetypen-Muster"), "field_period": ["2026-11-20", "2026-11-20"]}
    wave |= {"source": "question types of LimeSurvey", "sections": [section]}
    mapping = {"tool": "LimeSurvey", "columns": columns, "codes": CODES, "headings": headings}
    with (folder / "scales.yaml").open("a", encoding="utf-8") as stream:
        yaml.safe_dump(SCALES, stream, allow_unicode=True)
    for place, content in (("waves/types.yaml", wave), ("mappings/types.yaml", mapping)):
        (folder / place).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load(folder)


def read(data):
    """By response and variable: the text, the number, or else the code."""
    found = {(row, name): code for row, name, code in data.answers.select("respondent", "variable", "code").iter_rows()}
    numbers = data.answers.filter(data.answers["variable"].is_in(NUMBERS) & data.answers["value"].is_not_null())
    found |= {(row, name): value for row, name, value in numbers.select("respondent", "variable", "value").iter_rows()}
    return found | {(row, name): text for row, name, text in data.open_answers.iter_rows()}


NUMBERS = [identifier(column) for column, kind, *_ in [*QUESTIONS, *PARTS] if kind == "number"]


@pytest.mark.parametrize("name", FILES)
def test_every_type_in_every_mode(tmp_path, instrument, name):
    wave = Wave(tmp_path / "project", instrument)
    (wave.folder / "source.yaml").write_text(
        "tool: LimeSurvey\nexported_at: 2026-11-20 21:12:30\nprovenance: synthetic\n"
        f"questionnaire: types\nmapping: types\nignored_columns: {SHOWN_ONLY}\n",
        encoding="utf-8",
    )
    shutil.copy(EXPORTS / "types" / name, wave.folder)
    data = wave.read()
    _, _, _, filled = described()
    boxes = {variable.name for variable in instrument.variables("types") if variable.scale == "checked"}
    expected = {(1, variable): answer for variable, answer in filled.items()}
    expected |= {(2, variable): 2 if variable in boxes else -9 for variable in filled}
    expected |= {(3, variable): -9 for variable in filled}
    assert read(data) == expected
    assert data.cells["ignored_column"] == 3
    assert "ambiguous" not in data.cells
