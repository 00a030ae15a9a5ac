from __future__ import annotations

import pytest

from pipeline.ingest import IngestError, csv_faults, limesurvey_csv


def fault(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(IngestError) as caught:
        limesurvey_csv.read(path, "x.csv")
    (problem,) = caught.value.problems
    return problem.row, problem.column, problem.found


@pytest.mark.parametrize(
    ("content", "row", "column", "found"),
    [
        (b'"id";"a"\r\n"1";"\xe4"\r\n', 1, "a", "line 2 has a character that is not UTF-8 (byte 0xE4, column 2)"),
        (b'"id";"\xe4"\r\n"1";"x"\r\n', None, None, "line 1 has a character that is not UTF-8 (byte 0xE4, column 2)"),
        (b'"id";"a"\r\n"1";"x\r\ny"\r\n"2";"\xff"\r\n', 2, "a", "line 4 has a character that"),
        (b'"id";"a"\r\n"1";"x";""\r\n"2";"\xff"\r\n', 1, None, "the row has 3 columns"),
        (b'"id";"a"\r\n"1";"x"\r\n"2"', 2, None, "the file is cut off: its last row has 1 of 2 columns"),
        (b'"id";"a"\r\n"1";"x"\r\n"2";"y', 2, None, "the file is cut off: a quoted text that begins here never ends"),
        (b'"id";"a"\r\n"1";"x"y"\r\n', 1, None, "near line 2 a closing quotation mark is followed by something else"),
        (
            b'"id";"a"\r\n"1";"x"\r\n"Antwort ID";"Letzte Seite";"b"\r\n',
            2,
            None,
            "another line of headings, with 3 col",
        ),
    ],
)
def test_the_first_fault_is_named_with_its_place(tmp_path, content, row, column, found):
    at, heading, message = fault(tmp_path, content)
    assert (at, heading) == (row, column)
    assert message.startswith(found)


def test_the_first_of_two_faults_counts(tmp_path):
    assert fault(tmp_path, b'"id";"a"\r\n"1";"\xff"\r\n"2";"x";""\r\n')[0] == 1


def test_characters_of_several_bytes_at_the_end_of_the_beginning_are_no_fault(tmp_path, monkeypatch):
    path = tmp_path / "x.csv"
    path.write_bytes("id;a\r\n1;ää\r\n2;😀\r\n".encode())
    for head in range(6, 24):
        monkeypatch.setattr(limesurvey_csv, "_HEAD", head)
        assert limesurvey_csv.read(path, "x.csv").rows.rows() == [("1", "ää"), ("2", "😀")]


def test_a_line_that_would_not_fit_into_memory_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_faults, "LONGEST_LINE", 50)
    monkeypatch.setattr(limesurvey_csv, "LONGEST_LINE", 50)
    content = b"id;a\r\n1;" + b"x" * 100 + b"\r\n"
    assert fault(tmp_path, content) == (1, None, "a text of more than 50 characters begins here")
