"""Stata XML and survey archives: what is damaged, and that nothing outside the file is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.ingest import IngestError, limesurvey_archive, limesurvey_stata
from tests.ingest.conftest import EXPORTS

STATA, ARCHIVE = EXPORTS / "v2" / "admin_stata.xml", EXPORTS / "v2" / "archive.lsa"
QUESTION = "<row><qid>{}</qid><gid>5</gid><title>{}</title></row>"


def stata(tmp_path, change):
    path = tmp_path / "x.xml"
    path.write_text(change(STATA.read_text(encoding="utf-8")), encoding="utf-8")
    return limesurvey_stata.read(path, "x.xml")


def test_dates_labels_and_null(tmp_path):
    export = stata(tmp_path, lambda text: text)
    cells = dict(zip(export.headings, export.rows.row(6), strict=True))
    assert (cells["id"], cells["submitdate"], cells["startdate"]) == ("7", None, "2026-11-20 21:01:04")
    assert export.labels[9] == "Bundesland"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[: len(text) // 2], "cut off or no proper XML"),
        (lambda text: text.replace("<nobs>39</nobs>", "<nobs>40</nobs>"), "holds 39 of 40 responses"),
        (lambda text: text.replace('<v varname="q03">A2</v>', '<v varname="q99">A2</v>', 1), "other variables .* q99"),
    ],
)
def test_damaged_stata_exports(tmp_path, change, message):
    with pytest.raises(IngestError, match=message):
        stata(tmp_path, change)


def test_entities_do_not_open_other_files(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    declaration = f'<!DOCTYPE dta [<!ENTITY other SYSTEM "{(tmp_path / "secret").as_uri()}">]>\n<dta>'
    export = stata(tmp_path, lambda text: text.replace("<dta>", declaration, 1).replace(">KS<", ">&other;<", 1))
    assert "secret" not in str(export.rows.rows())


def archive(tmp_path, questions, fields, *, rows="", names=("survey_1.lss", "survey_1_responses.lsr")):
    structure = (
        f"<document><questions><rows>{questions}</rows></questions>"
        f"<subquestions><rows>{rows}</rows></subquestions></document>"
    )
    named = "".join(f"<fieldname>{name}</fieldname>" for name in fields)
    cells = "".join(f"<_{name}>{name}</_{name}>" for name in fields).replace("#", "-")
    responses = f"<document><responses><fields>{named}</fields><rows><row>{cells}</row></rows></responses></document>"
    path = tmp_path / "x.lsa"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in zip(names, (structure, responses), strict=False):
            packed.writestr(name, content)
    return path


def test_ids_that_run_together_with_codes_of_rows(tmp_path):
    rows = "<row><parent_qid>11</parent_qid><title>4</title></row>"
    questions = QUESTION.format("11", "first") + QUESTION.format("1", "other")
    path = archive(tmp_path, questions, ["7X5X114", "7X5X1", "7X5X11", "7X5X11a#1"], rows=rows)
    export = limesurvey_archive.read(path, "x.lsa")
    assert export.headings == ("first[4]", "other", "first", "first[a][2]")
    assert export.rows.row(0) == ("7X5X114", "7X5X1", "7X5X11", "7X5X11a-1")


def test_a_column_that_the_structure_lacks(tmp_path):
    path = archive(tmp_path, QUESTION.format("11", "first"), ["7X6X11"])
    with pytest.raises(IngestError, match="has no question for 1 columns: '7X6X11'"):
        limesurvey_archive.read(path, "x.lsa")


@pytest.mark.parametrize("names", [("survey_1.lss",), ("survey_1.lss", "notes.txt")])
def test_an_archive_without_responses(tmp_path, names):
    path = archive(tmp_path, QUESTION.format("11", "first"), ["7X5X11"], names=names)
    with pytest.raises(IngestError, match=r"the archive holds 0 files \*_responses.lsr"):
        limesurvey_archive.read(path, "x.lsa")


def test_the_participants_in_an_archive_are_never_opened(monkeypatch):
    opened = []
    read = zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, name: opened.append(name) or read(self, name))
    limesurvey_archive.read(ARCHIVE, "x.lsa")
    with zipfile.ZipFile(io.BytesIO(ARCHIVE.read_bytes())) as packed:
        assert "survey_201602_tokens.lst" in packed.namelist()
    assert opened == ["survey_201602.lss", "survey_201602_responses.lsr"]
