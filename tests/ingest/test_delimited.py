from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import delimited
from pipeline.ingest.problems import IngestError

CELL = st.text(st.characters(codec="cp1252", exclude_characters="\0\r"), max_size=12)


def table(rows, separator, quoting=csv.QUOTE_ALL):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, quoting=quoting).writerows(rows)
    return stream.getvalue()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("tables") / "table.txt"


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_every_cell_comes_back_in_any_encoding_with_any_separator(path, rows, separator, encoding):
    rows = [["one", "two", "drei"], *([*row[:2], row[2] + "x"] for row in rows)]
    path.write_bytes(table(rows, separator).encode(encoding))
    found = delimited.read(path, "table.txt", tool="a test")
    assert found.headings == ("one", "two", "drei")
    assert [[cell or "" for cell in row] for row in found.rows.rows()] == rows[1:]


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("latin-1", "windows-1252")]
)
def test_encodings_without_a_mark_are_found(path, encoding, name):
    path.write_bytes(table([["a", "b"], ["Größe", "x"]], ";").encode(encoding))
    export = delimited.read(path, "table.txt", tool="a test")
    assert export.settings == {"separator": "semicolon", "encoding": name}
    assert export.column(0).to_list() == ["Größe"]


def test_a_separator_behind_the_last_cell_is_no_column(path):
    path.write_text("a;b;\n1;2;\n", encoding="utf-8")
    assert delimited.read(path, "table.txt", tool="a test").headings == ("a", "b")


def test_a_character_cut_in_two_at_the_end_of_the_first_bytes(path):
    text = table([["a", "b"], *([["ä" * 50, "x"]] * 2000)], ";").encode()
    for cut in range(60, 66):
        found = delimited.head_of(text[:cut])
        assert found is None or found.encoding == "utf-8"
    path.write_bytes(text)
    assert delimited.read(path, "table.txt", tool="a test").rows.height == 2000


def test_commas_in_headings_do_not_win_over_the_separator(path):
    path.write_bytes(
        table([["Wohnen, Arbeit, Schule, Kita", "b"], ["1", "2"], ["3", "4"]], "\t", csv.QUOTE_MINIMAL).encode()
    )
    assert delimited.read(path, "table.txt", tool="a test").settings["separator"] == "tab"


@pytest.mark.parametrize("data", [b"", b"one column\n1\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"])
def test_what_is_no_table(path, data):
    path.write_bytes(data)
    assert delimited.head_of(data) is None
    with pytest.raises(IngestError, match="one single column"):
        delimited.read(path, "table.txt", tool="a test")
