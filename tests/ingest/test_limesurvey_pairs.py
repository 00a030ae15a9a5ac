"""Formats of two files: data and a syntax that names the columns, told apart by what stands in them."""

from __future__ import annotations

import pytest

from pipeline.ingest import IngestError, limesurvey_r, limesurvey_spss
from tests.ingest.conftest import EXPORTS

FOLDER = EXPORTS / "v2"
DATA, SYNTAX = FOLDER / "admin_spss_all_data.dat", FOLDER / "admin_spss_all_syntax.sps"
R_DATA, R_SYNTAX = FOLDER / "admin_R_data_file.csv", FOLDER / "admin_R_syntax_file.R"


@pytest.fixture
def spss(tmp_path):
    """Read SPSS data and syntax after changing them."""

    def read(data=lambda text: text, syntax=lambda text: text):
        paths = tmp_path / "x.dat", tmp_path / "x.sps"
        for path, source, change in zip(paths, (DATA, SYNTAX), (data, syntax), strict=True):
            path.write_bytes(change(source.read_text(encoding="utf-8-sig")).encode())
        return limesurvey_spss.read_pair(paths[0], "x.dat", paths[1])

    return read


def test_names_labels_and_dates_come_from_the_syntax(spss):
    export = spss()
    cells = dict(zip(export.headings, export.rows.row(0), strict=True))
    assert cells["submitdate"] == "2026-11-10 14:44:59"
    assert (cells["lastname"], cells["q01"], cells["q06"]) == ("Groß 17", "GS2", "1")
    assert export.labels[export.headings.index("q02")] == "Bundesland"


def test_apostrophes_are_doubled(spss):
    assert spss().column(1).to_list()[4] == "d'Arc"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace(",'OK',", ",'OK','OK',", 1), "data row 1: the row has 114 columns"),
        (lambda text: text[: text.rindex(",")], "data row 39: the file is cut off: its last row has 112 columns"),
        (
            lambda text: text[:-30],
            "data row 39: the file is cut off or damaged: a text in apostrophes has no proper end",
        ),
        (lambda text: text.replace(",4,'de'", ",four,'de'", 1), "data row 1: column 15 holds text"),
    ],
)
def test_data_that_do_not_fit(spss, change, message):
    with pytest.raises(IngestError, match=message):
        spss(data=change)


@pytest.mark.parametrize("length", [5_000, 30_000])
def test_a_syntax_that_is_cut_off(spss, length):
    with pytest.raises(IngestError, match=r"gives .* of 113 columns no name; it may be cut off"):
        spss(syntax=lambda text: text[:length])


def test_a_character_that_is_not_utf_8(tmp_path):
    path = tmp_path / "x.dat"
    path.write_bytes(DATA.read_bytes().replace("ö".encode(), b"\xf6"))
    with pytest.raises(IngestError, match=r"line 1 has a character that is not UTF-8 \(byte 0xF6\)"):
        limesurvey_spss.read_pair(path, "x.dat", SYNTAX)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace('names(data)[10] <- "q02"', 'names(data)[10] <- "q03"'), "column 10 is 'q03' in"),
        (lambda text: text[:3_000], "is 'no name' in the syntax x.R: the two do not belong together"),
        (lambda text: text + 'names(data)[102] <- "q99"\n', "the syntax names 102 columns, the data have 101"),
    ],
)
def test_syntax_for_r_that_does_not_fit(tmp_path, change, message):
    syntax = tmp_path / "x.R"
    syntax.write_text(change(R_SYNTAX.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(IngestError, match=message):
        limesurvey_r.read_pair(R_DATA, "x.csv", syntax)


def test_labels_for_r():
    export = limesurvey_r.read_pair(R_DATA, "x.csv", R_SYNTAX)
    assert export.labels[9] == "Bundesland"
    assert export.null_distinguished


@pytest.mark.parametrize("name", [SYNTAX.name, R_SYNTAX.name])
def test_a_syntax_without_data_is_named(wave, name):
    wave.copy("v2", name)
    problem = wave.problem()
    assert "the columns of a data file" in problem.found
    assert "put the data file" in problem.hint


def test_two_data_files_are_no_pair(wave):
    wave.copy("v2", DATA.name, R_DATA.name)
    assert "there are 2 files that could be the export" in wave.problem().found


def test_a_pair_is_found_whatever_its_files_are_called(wave):
    wave.describe()
    (wave.folder / "a.txt").write_bytes(SYNTAX.read_bytes())
    (wave.folder / "b.txt").write_bytes(DATA.read_bytes())
    data = wave.read()
    assert data.respondents.height == 39
    assert data.sources[0].path == "data/raw/autumn/b.txt"
