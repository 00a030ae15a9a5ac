from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest import IngestError, limesurvey_csv

CELL = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=12)
TABLE = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1))


def written(table, separator, *, blank_line):
    """A table as LimeSurvey 6 writes it: null is nothing, everything else stands in quotation marks."""
    quoted = [["" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in row] for row in table]
    lines = [[f'"h{index}"' for index in range(len(table[0]))], *quoted]
    return "\ufeff" + "".join(separator.join(line) + "\r\n" for line in lines) + "\r\n" * blank_line


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(table=TABLE, separator=st.sampled_from(",;\t"), blank_line=st.booleans())
def test_every_cell_comes_back_and_null_is_not_the_empty_string(tmp_path, table, separator, blank_line):
    path = tmp_path / "export.csv"
    path.write_bytes(written(table, separator, blank_line=blank_line).encode())
    export = limesurvey_csv.read(path, "export.csv")
    assert export.headings == tuple(f"h{index}" for index in range(len(table[0])))
    assert export.rows.rows() == [tuple(row) for row in table]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_without_quotation_marks(tmp_path, newline):
    path = tmp_path / "export.csv"
    path.write_bytes(newline.join(["id;a", "1;x", "2;"]).encode())
    export = limesurvey_csv.read(path, "export.csv")
    assert export.rows.rows() == [("1", "x"), ("2", None)]
    assert not export.null_distinguished


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_headings_may_hold_separators_and_line_breaks(tmp_path, mark, newline):
    path = tmp_path / "export.csv"
    path.write_bytes(
        mark + newline.join([b'"id","Why,\n\nthen?\nS\xc3\xa4y","b;c;d;e;f"', b'"1","2\n2",""', b'"4",,"6"', b""])
    )
    export = limesurvey_csv.read(path, "export.csv")
    assert export.headings == ("id", "Why,\n\nthen?\nSäy", "b;c;d;e;f")
    assert export.rows.rows() == [("1", "2\n2", ""), ("4", None, "6")]


def test_headings_may_hold_more_of_another_separator_than_there_are_columns(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes('"id","A &amp; B; C &amp; D","„E“; ""F""; G"\r\n"1","x",\r\n'.encode())
    export = limesurvey_csv.read(path, "export.csv")
    assert export.headings == ("id", "A &amp; B; C &amp; D", '„E“; "F"; G')
    assert export.rows.rows() == [("1", "x", None)]


def test_rows_that_one_of_two_readers_loses_are_an_error(tmp_path, monkeypatch):
    path = tmp_path / "export.csv"
    path.write_bytes(b"id,a\r\n1,2\r\n3,4\r\n")
    monkeypatch.setattr(limesurvey_csv, "_QUERY", limesurvey_csv._QUERY + " LIMIT 1")  # noqa: SLF001
    with pytest.raises(IngestError, match="holds 2 rows by one way of reading and 1 by another"):
        limesurvey_csv.read(path, "export.csv")


# Where a carriage return stands alone, in a text or between rows, only Python's csv module is believed.
@pytest.mark.parametrize("alone", [b'"x\ry"', b'"x"'])
@pytest.mark.parametrize("blank", [b"", b"\r\n"])
def test_records_are_counted_alike_by_both_ways_of_counting(tmp_path, monkeypatch, alone, blank):
    path = tmp_path / "export.csv"
    path.write_bytes(b'\xef\xbb\xbf"id","a\nb"\r\n"1",' + alone + b'\r\n"2","q""\n"\r\n' + blank)
    fast = limesurvey_csv._records(path, ",", 2)  # noqa: SLF001
    monkeypatch.setattr(limesurvey_csv.pl, "scan_csv", lambda *_, **__: pytest.fail("asked polars"))
    careful = limesurvey_csv._records(path, ",", 2) if b"\ry" in alone else 2  # noqa: SLF001
    assert fast == careful == 2


def test_rows_that_end_in_a_carriage_return_alone_are_counted(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(b"id,a\r\n1,2\r3,4\r\n")
    assert limesurvey_csv._records(path, ",", 1) == 2  # noqa: SLF001
