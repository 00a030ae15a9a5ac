from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest import IngestError, limesurvey_vv

WORDS = {"{": "{lbrace}", "\n": "{newline}", "\r": "{cr}", "\t": "{tab}"}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
CELL = st.none() | TEXT.map(str.strip)


def field(cell):
    """A cell as LimeSurvey writes it: words for what a tab cannot hold, then PHP's fputcsv."""
    if cell is None:
        return "{question_not_shown}"
    text = "".join(WORDS.get(character, character) for character in cell)
    text = f"{{quote}}{text[1:]}" if text.startswith('"') else text
    if not any(character in text for character in ' "\\'):
        return text
    quoted, escaped = "", False
    for character in text:
        quoted += '"' if character == '"' and not escaped else ""
        escaped = character == "\\"
        quoted += character
    return f'"{quoted}"'


def written(path, rows, *, names=("id", "submitdate", "startlanguage", "q1")):
    lines = ["\t".join(["text"] * len(names)), "\t".join(names), *("\t".join(map(field, row)) for row in rows)]
    path.write_bytes("".join(line + "\n" for line in lines).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1))
def test_every_cell_comes_back(tmp_path, rows):
    path = tmp_path / "vv.csv"
    written(path, rows)
    assert limesurvey_vv.read(path, "vv.csv").rows.rows() == rows


@pytest.mark.parametrize(("name", "version"), [("q07_dezentral", "2"), ("201602X6X114dezentral", "1")])
def test_the_version_is_told_by_the_names(tmp_path, name, version):
    path = tmp_path / "vv.csv"
    written(path, [("1", "", "de", None)], names=("id", "submitdate", "startlanguage", name))
    export = limesurvey_vv.read(path, "vv.csv")
    assert (export.settings["version"], export.labels) == (version, ("text",) * 4)
    assert export.null_distinguished


def test_a_tab_separated_file_with_one_line_of_headings_is_no_vv():
    assert limesurvey_vv.looks_like(b"id\tsubmitdate\tstartlanguage\n1\t\tde\n") is None


def test_texts_and_names_of_another_number(tmp_path):
    path = tmp_path / "vv.csv"
    path.write_bytes(b"a\tb\nid\tsubmitdate\tstartlanguage\n1\t\tde\n")
    with pytest.raises(IngestError, match="the line of texts has 2 columns and the line of names 3"):
        limesurvey_vv.read(path, "vv.csv")


@pytest.mark.parametrize(("line", "message"), [(1, "line 1 has"), (2, "line 2 has"), (4, "data row 2: the row has")])
def test_another_encoding_is_named_with_row_and_column(tmp_path, line, message):
    lines = [b"a\tb\tc", b"id\tsubmitdate\tstartlanguage", b"1\t\tde", b"2\t\tde"]
    lines[line - 1] = lines[line - 1][:-1] + b"\xe4"
    path = tmp_path / "vv.csv"
    path.write_bytes(b"\n".join([*lines, b""]))
    with pytest.raises(IngestError, match=rf"{message} a character that is not UTF-8 \(byte 0xE4, column 3\)"):
        limesurvey_vv.read(path, "vv.csv")
