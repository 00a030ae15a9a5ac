"""The list of those invited: what is understood, what is left out, and where a mistake stands; nobody is named."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import IngestError
from pipeline.ingest.invited import read_invited
from pipeline.questionnaire.mergers import Merger, Mergers

HEADING = "token;ags;name;size_class;state;invited_at"
ROW = "Xk3SecretToken;05315000;Geheimstadt;city_100k_500k;nw;2027-01-10"
DAY = dt.date(2027, 1, 10)


@pytest.fixture
def read(tmp_path, questionnaire):
    def reading(*lines, encoding="utf-8", **options):
        path = tmp_path / "frame.csv"
        path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
        return read_invited(path, "frame.csv", questionnaire.classifications, **options)

    return reading


@pytest.fixture
def refused(read):
    def reading(*lines, **options):
        with pytest.raises(IngestError) as caught:
            read(*lines, **options)
        text = str(caught.value)
        assert "SecretToken" not in text
        assert "Geheim" not in text
        return text

    return reading


def test_a_list_is_understood(read):
    found = read(HEADING, ROW)
    (entry,) = found.entries
    assert (entry.token, entry.key, entry.name) == ("Xk3SecretToken", "05315", "Geheimstadt")
    assert (entry.size_class, entry.state, entry.invited_at, entry.outcome) == (2, 10, DAY, None)
    assert found.keys() == {"Xk3SecretToken": "05315"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_separator_is_found(read, separator, encoding):
    lines = [line.replace(";", separator) for line in (HEADING, ROW)]
    assert read(*lines, encoding=encoding).entries[0].state == 10


def test_german_headings_labels_and_dates_are_understood(read):
    (entry,) = read(
        "Gemeindeschlüssel;Zugangscode;Kommune;Größenklasse;Bundesland;eingeladen am;Ausgang",
        "05 3 15 000;abc;X;Kleinstadt (5.000 bis unter 20.000 Einwohner);Nordrhein-Westfalen;10.01.2027;Unzustellbar",
    ).entries
    assert (entry.key, entry.token, entry.size_class, entry.state) == ("05315", "abc", 5, 10)
    assert (entry.invited_at, entry.outcome) == (DAY, "undelivered")


def test_the_land_follows_from_the_key(read):
    (entry,) = read("ags", "16063105").entries
    assert (entry.token, entry.state, entry.size_class) == (None, 16, None)


def test_what_names_people_is_left_out_and_said(read):
    found = read(f"{HEADING};E-Mail;Ansprechpartnerin;Bemerkung", f"{ROW};a@b.de;Frau A;nichts")
    assert found.personal == ("E-Mail", "Ansprechpartnerin")
    assert found.other == ("Bemerkung",)
    assert "a@b.de" not in repr(found)


def test_an_entry_does_not_print_whom_it_is_about(read):
    found = read(HEADING, ROW)
    for text in (repr(found), repr(found.entries[0]), str(found.entries[0])):
        assert "SecretToken" not in text
        assert "05315" not in text
        assert "Geheim" not in text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Xk3SecretToken;5315000;Geheim;;;", "line 3, column 'ags': '5315000' has 7 digits"),
        ("Xk3SecretToken;Geheimstadt;05315;;;", "line 3, column 'ags': what stands here is no AGS"),
        ("Xk3SecretToken;05315;Geheim;large;;", "line 3, column 'size_class': what stands here is no level"),
        ("Xk3SecretToken;05315;Geheim;;bw;", "line 3, column 'ags': the key begins with 05, which is another Land"),
        ("Xk3SecretToken;05315;Geheim;;;tomorrow", "line 3, column 'invited_at': what stands here is no day"),
        ("Xk3SecretToken;05315;geheim@stadt.de;;;", "line 3, column 'name': an e-mail address seems to stand here"),
        ("Xk3SecretToken;05315;Geheim;;", "line 3: the line has 5 cells"),
        ('Xk3SecretToken;05315;"Geheim;;;', "line 3: a quotation mark is not closed"),
    ],
)
def test_a_mistake_has_its_line_and_column(refused, row, reason):
    assert reason in refused(HEADING, "a;;;;;", row)


def test_nobody_is_listed_twice(refused):
    text = refused(HEADING, ROW, "other;05315;Geheim;;;", "Xk3SecretToken;01001;Geheim;;;")
    assert "line 3, column 'ags': the municipality of line 2 stands there again" in text
    assert "line 4, column 'token': the access code of line 2 stands there again" in text


def test_a_key_that_had_ended_is_told(refused, read):
    mergers = Mergers((Merger("05315", "05998", dt.date(2026, 1, 1), "Geheim", "law"),))
    text = refused(HEADING, ROW, mergers=mergers, reference_date=DAY)
    assert "the key 05315 ended on 2026-01-01 and goes on as 05998" in text
    assert read(HEADING, ROW, mergers=mergers, reference_date=dt.date(2025, 12, 31)).entries


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("name;state", "A;nw"), "neither tokens nor keys"),
        (("token;agss", "a;05315"), "line 1, column 'agss': the column is unknown\n    Hint: did you mean 'ags'?"),
        (("token;token", "a;b"), "line 1, column 'token': the column stands twice"),
        (("token;Zugangscode", "a;b"), "are both 'token'"),
        (("",), "the file is empty"),
        (("PK\x03\x04",), "a workbook"),
    ],
)
def test_a_file_that_is_no_list_is_explained(refused, lines, reason):
    assert reason in refused(*lines)


def test_another_encoding_is_told_with_its_line(refused):
    text = refused(HEADING, "a;05315;Köln;;;", encoding="latin-1")
    assert "line 2: a character is not UTF-8 (byte 0xF6, character 10 of the line)" in text


def test_a_list_that_is_not_there_is_told(tmp_path, questionnaire):
    with pytest.raises(IngestError, match=r"gone\.csv: the list cannot be read"):
        read_invited(tmp_path / "gone.csv", "gone.csv", questionnaire.classifications)


def test_headings_alone_are_an_empty_list(read):
    assert read(HEADING).entries == ()


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_no_file_makes_it_stumble(tmp_path_factory, questionnaire, content):
    path = tmp_path_factory.mktemp("lists") / "frame.csv"
    path.write_bytes(b"token;ags\n" + content)
    with contextlib.suppress(IngestError):
        read_invited(path, "frame.csv", questionnaire.classifications)
