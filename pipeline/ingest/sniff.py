"""Which format a file has, by its content: names and endings are not to be trusted (LimeSurvey's .xls is XLSX)."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from pipeline.ingest import limesurvey_csv, limesurvey_excel, limesurvey_json
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.ingest.export import Export, Reader

_HEAD = 1 << 16
_EXPECTED = "a CSV, JSON or Excel export of the responses"
_AGAIN = "in LimeSurvey choose Responses - Export, format CSV, headings: question code, answers: answer codes"

_FOREIGN = (
    (b"$FL", "SPSS data (.sav)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
)


def read_export(path: Path, file: str) -> Export:
    """Find out the format of an export and read it.

    Parameters
    ----------
    path:
        The file.
    file:
        How messages name it, usually the path relative to the project.

    Raises
    ------
    IngestError
        If the file is empty, has no responses, or is something else than an export that can be read.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    export = _reader(path, head, file)(path, file)
    if export.rows.height == 0:
        found = f"the export has {len(export.headings)} headings and no response" if export.headings else "no response"
        hint = "wait for the first response, or export with completion state 'all responses'"
        raise IngestError([Problem(file, found, "at least one response", hint)])
    return export


def _reader(path: Path, head: bytes, file: str) -> Reader:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise IngestError([Problem(file, "the file is empty", _EXPECTED, _AGAIN)])
    workbook = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if not workbook and (head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:200]):
        hint = "put the export itself here, unopened; a spreadsheet program saves 'Unicode text' like this"
        raise IngestError([Problem(file, "the file is encoded in UTF-16", "UTF-8, as the survey tool writes it", hint)])
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return limesurvey_excel.read
    if head.startswith(b"PK\x03\x04"):
        return _zip_reader(path, file)
    if text.startswith((b"{", b"[")) and not text.startswith(b"{\\rtf"):
        return limesurvey_json.read
    foreign = _foreign(text)
    if foreign:
        raise IngestError([Problem(file, f"the file is {foreign}", _EXPECTED, _AGAIN)])
    return limesurvey_csv.read


def _zip_reader(path: Path, file: str) -> Reader:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return limesurvey_excel.read
    if any(name.startswith("xl/") for name in names):
        return limesurvey_excel.read
    what = "a LimeSurvey archive (.lsa)" if any(name.endswith(".lss") for name in names) else "a ZIP archive"
    raise IngestError([Problem(file, f"the file is {what}", _EXPECTED, _AGAIN)])


def _foreign(text: bytes) -> str | None:
    for magic, name in _FOREIGN:
        if text.startswith(magic):
            return name
    start = text[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page (perhaps the login page of the survey tool)"
    if start.startswith(b"<"):
        return "XML (a survey structure or Stata data)"
    if b"{question_not_shown}" in text:
        return "a VV export: its second line names the questions once more"
    return None
