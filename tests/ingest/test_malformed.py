"""Malformed exports at the command line: one message with file, row and column, exit code 2, nothing half-loaded."""

from __future__ import annotations

import io
import re
import shutil
import zipfile

import pytest

from pipeline import cli
from pipeline.ingest import csv_faults, export
from pipeline.project import Project
from pipeline.stages import Line
from tests.conftest import ROOT
from tests.ingest.conftest import EXCEL, EXPORTS, JSON, SHORT

TEXT = SHORT.read_bytes().decode("utf-8-sig")
HEAD, *RECORDS = re.split(r'\r\n(?="\d+";)', TEXT.rstrip())
VV = (EXPORTS / "v2" / "admin_vv_v2_all.csv").read_text(encoding="utf-8")
CODE_AND_TEXT = (EXPORTS / "v2" / "rpc_codetext_long_all_semicolon.csv").read_bytes().decode("utf-8-sig")
LABELS = (EXPORTS / "v2" / "rpc_full_short_all_semicolon.csv").read_bytes().decode("utf-8-sig").split("\r\n")[0]
FIRST, SECOND = "Unterbringung in Gemeinschaftsunterkünften", "Dezentrale Unterbringung in Wohneinheiten"


def joined(*records):
    return "\r\n".join([HEAD, *records]) + "\r\n"


def renumbered(records, year):
    """The same responses with other ids, submitted in another year."""
    return [
        re.sub(r'^"\d+"', f'"{index}"', record).replace('"2026-', f'"{year}-')
        for index, record in enumerate(records, start=100)
    ]


def swapped(text, first, second):
    """The first occurrences of two texts in each other's place."""
    return text.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1)


def workbook_with_two_sheets():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(EXCEL.read_bytes()))
    book.create_sheet("2027")["A1"] = "id"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed_zeros():
    """A workbook of a few kilobytes that is large unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    return stream.getvalue()


CASES = {
    "empty": ("", "the file is empty"),
    "truncated in a text": (TEXT[:-40], "data row 39: the file is cut off: a quoted text that begins here never ends"),
    "truncated between cells": (
        TEXT[: TEXT.rfind(";")],
        "data row 39: the file is cut off: its last row has 100 of 101",
    ),
    "VV truncated": (VV[:-40], "data row 39: the file is cut off"),
    "JSON truncated": (JSON.read_bytes()[:50_000], "data row 21: the file is cut off"),
    "SPSS truncated": ((EXPORTS / "v2" / "admin_spss.sav").read_bytes()[:90_000], "the SPSS file is cut off"),
    "Stata truncated": ((EXPORTS / "v2" / "admin_stata.xml").read_bytes()[:90_000], "cut off or no proper XML (line 1"),
    "archive truncated": ((EXPORTS / "v2" / "archive.lsa").read_bytes()[:20_000], "the archive is cut off or damaged"),
    "another delimiter": (TEXT.replace(";", "|"), "the first line holds one single column"),
    "another delimiter below the headings": (joined(RECORDS[0].replace(";", ",")), "data row 1"),
    "another encoding": (
        TEXT.encode("latin-1", "replace"),
        "data row 2, column 'q23': line 3 has a character that is not UTF-8 (byte 0xE9, column 101)",
    ),
    "another encoding of the headings": (
        LABELS.encode("latin-1", "replace") + TEXT[len(HEAD) :].encode(),
        "line 1 has a character that is not UTF-8 (byte 0xE4, column 8)",
    ),
    "a heading twice": (
        TEXT.replace('"q07[dezentral]"', '"q07[umf]"', 1),
        "column 'q07[umf]': the column stands twice (columns 16 and 19)",
    ),
    "a heading twice in JSON": (JSON.read_text().replace('"q02":', '"q01":'), "column 'q01': the heading stands twice"),
    "a cell too many": (joined(RECORDS[0], RECORDS[1] + ';"5"'), "data row 2: the row has 102 columns"),
    "a cell too many in VV": (VV.replace("\t4\tde\t", "\t4\tde\t\t", 2).replace("\tde\t\t", "\tde\t", 1), "data row 2"),
    "a column too many": (
        "\r\n".join([HEAD + ';"remarks"', *(record + ';"x"' for record in RECORDS)]),
        "column 'remarks': column 102 is unknown",
    ),
    "an unknown code": (
        joined(RECORDS[0], RECORDS[1].replace('"MS2"', '"XL"')),
        "data row 2 (response 2), column 'q01': the answer 'XL' is not in the scale of 'size_class'",
    ),
    "an unknown code in many rows": (
        TEXT.replace('"KS"', '"XL"'),
        "data row 4 (response 4), column 'q01': the answer 'XL' is not in the scale of 'size_class'; it stands in 8 rows",
    ),
    "a formula for a code": (joined(RECORDS[0].replace('"GS2"', '"=1+1"')), "the answer '=1+1' is not in the scale"),
    "a shuffled line of labels": (swapped(VV, FIRST, SECOND), "the texts of 2 columns belong to other columns"),
    "shuffled labels behind the codes": (swapped(CODE_AND_TEXT, FIRST, SECOND), "column 15 is 'tasks_shared_accommod"),
    "a line of labels among the responses": (joined(LABELS, *RECORDS), "data row 1, column 'id': a line of headings"),
    "a shuffled line of labels among the responses": (
        joined(";".join(reversed(LABELS.split(";"))), *RECORDS),
        "data row 1, column 'id': a line of headings stands where a response should be",
    ),
    "two waves": (joined(*RECORDS, *renumbered(RECORDS, 2027)), "two waves seem to stand in one file"),
    "two exports": (joined(*RECORDS, HEAD, *RECORDS), "data row 40, column 'id': a line of headings stands among"),
    "two exports without the second headings": (joined(*RECORDS, *RECORDS), "39 ids stand more than once"),
    "two surveys": (
        joined(*RECORDS, *(EXPORTS / "v1" / SHORT.name).read_bytes().decode("utf-8-sig").split("\r\n")),
        "data row 40: another line of headings, with 102 columns, stands among the responses: two exports in one",
    ),
    "two exports in JSON": (JSON.read_bytes() + JSON.read_bytes(), "and another one follows: two exports in one file"),
    "two sheets": (workbook_with_two_sheets, "the workbook has 2 sheets with something on them"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with the demo wave and its warehouse."""
    root = tmp_path_factory.mktemp("malformed")
    shutil.copytree(ROOT / "questionnaire", root / "questionnaire")
    shutil.copytree(ROOT / "data" / "raw" / "demo", root / "data" / "raw" / "demo")
    project = Project(root)
    Line(project).ingest()
    return project


@pytest.fixture
def ingest(project, monkeypatch, capsys):
    """Put something in place of the export of the demo wave and read it; gives exit code, output and messages."""

    def command(content):
        (project.raw / "demo" / "results-survey201602.csv").unlink(missing_ok=True)
        path = project.raw / "demo" / "export"
        content = content() if callable(content) else content
        if content is not None:
            path.write_bytes(content.encode("utf-8-sig") if isinstance(content, str) else content)
        monkeypatch.chdir(project.root)
        monkeypatch.setattr("sys.argv", ["munisurvey", "ingest", "demo"])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return stopped.value.code or 0, captured.out, captured.err

    return command


def refused(project, ingest, content):
    """The message about an export, after checking that nothing has come of it."""
    before = project.warehouse.read_bytes()
    code, out, messages = ingest(content)
    assert code == 2
    assert out == ""
    assert project.warehouse.read_bytes() == before
    assert messages.count("data/raw/demo/export") == 1
    assert messages.count("    Expected: ") == messages.count("    Hint: ") == 1
    return messages


@pytest.mark.parametrize("case", CASES)
def test_one_message_exit_code_2_and_nothing_half_loaded(project, ingest, case):
    content, message = CASES[case]
    assert message in refused(project, ingest, content)


def test_formulas_in_texts_are_texts(project, ingest):
    formulas = ["=1+1", "+49 30 1234", "-5", "@SUM(1)", '=cmd|"/c calc"!A1', "\t=2"]
    start, _, _ = RECORDS[0].rpartition(";")
    rows = [
        start.replace('"1"', f'"{index}"', 1) + ';"' + formula.replace('"', '""') + '"'
        for index, formula in enumerate(formulas, start=1)
    ]
    code, out, _ = ingest(joined(*rows))
    assert code == 0
    assert "6 responses" in out
    from pipeline import warehouse

    with warehouse.connect(project.warehouse) as connection:
        query = "SELECT text FROM survey.open_answer WHERE variable = 'priorities' ORDER BY respondent"
        assert [text for (text,) in connection.execute(query).fetchall()] == formulas


def test_what_an_export_does_not_keep_is_printed_with_its_account(ingest):
    code, out, _ = ingest(VV)
    assert code == 0
    assert "not kept by this export: blanks at the beginning and the end of texts" in out


def test_300_megabytes_of_nothing_are_known_by_their_beginning(project, ingest):
    path = project.raw / "demo" / "export"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)
    try:
        assert "the file is binary" in refused(project, ingest, None)
    finally:
        path.unlink()


@pytest.mark.parametrize("content", [JSON.read_bytes, EXCEL.read_bytes, packed_zeros])
def test_what_must_be_read_as_a_whole_has_a_largest_size(project, ingest, monkeypatch, content):
    monkeypatch.setattr(export, "LARGEST", 15_000)
    message = refused(project, ingest, content)
    assert "which would have to be read as a whole" in message
    assert "at most 0 MB" in message
    assert "export it as CSV" in message


@pytest.mark.parametrize("long", ['"' + "line\n" * 60_000, "word " * 60_000])
def test_a_text_that_never_ends_is_not_read_to_its_end(project, ingest, monkeypatch, long):
    monkeypatch.setattr(csv_faults, "LONGEST_LINE", 100_000)
    monkeypatch.setattr("pipeline.ingest.limesurvey_csv.LONGEST_LINE", 100_000)
    message = refused(project, ingest, f"{HEAD}\r\n{RECORDS[0]}\r\n{RECORDS[1]}{long}")
    assert "data row 2" in message
