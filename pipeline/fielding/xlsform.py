"""A wave as XLSForm for KoboToolbox and ODK: a workbook, converted once before it is handed over.

The converter is *pyxform*, the one KoboToolbox and ODK use themselves: what it refuses or only warns of is an error
here. The workbook has no date of its own, so that the same questionnaire gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Artefact, FieldingError, Problem
from pipeline.fielding.texts import unanswerable, wave_texts
from pipeline.fielding.xlsform_rows import CHOICES, SURVEY, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.fielding.xlsform_rows import Row, Sheets
    from pipeline.questionnaire import Questionnaire

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_NOTE = (
    "An XLSForm has no end page and sends no letters: set the text after submission and the invitations in the tool. "
    "The access code is asked as the question 'token' (a link can fill it in)."
)


def write(questionnaire: Questionnaire, wave_id: str) -> tuple[Artefact, ...]:
    """The form as ``.xlsx``.

    Raises
    ------
    KeyError
        If there is no such wave.
    FieldingError
        With everything a form engine would take for something else, or what pyxform says of the form.
    """
    sheets = build(questionnaire, wave_id)
    found = [*unanswerable(questionnaire, wave_id), *sheets.problems]
    content = b""
    if not found:
        content = workbook(sheets)
        found = list(_said(content))
    if found:
        raise FieldingError(wave_id, "XLSForm", found)
    notes = (*wave_texts(questionnaire.wave(wave_id)).notes, _NOTE)
    return (Artefact(f"xlsform-{wave_id}.xlsx", content, notes=notes),)


def workbook(sheets: Sheets) -> bytes:
    """The sheets as a workbook; every cell is text, also one that begins with an equals sign."""
    from openpyxl import Workbook

    version = hashlib.sha256(repr((sheets.survey, sheets.choices, sheets.settings)).encode()).hexdigest()[:12]
    book = Workbook()
    book.remove(book.active)
    settings = sheets.settings | {"version": version}
    for name, columns, rows in (
        ("survey", SURVEY, sheets.survey),
        ("choices", CHOICES, sheets.choices),
        ("settings", tuple(settings), [settings]),
    ):
        _sheet(book.create_sheet(name), columns, rows)
    stream = io.BytesIO()
    book.save(stream)
    return _undated(stream.getvalue())


def _sheet(sheet: Worksheet, columns: tuple[str, ...], rows: list[Row]) -> None:
    for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], start=1):
        for place, column in enumerate(columns, start=1):
            if row.get(column):
                cell = sheet.cell(number, place, row[column])
                cell.data_type = "s"


def _undated(content: bytes) -> bytes:
    """The archive with the same date on every part, and none in its description."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = _MODIFIED.sub(b"", old.read(part)) if part.filename == "docProps/core.xml" else old.read(part)
            info = zipfile.ZipInfo(part.filename, _NO_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return stream.getvalue()


def _said(content: bytes) -> Iterator[Problem]:
    """What pyxform says of the form: its error, or its warnings."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    try:
        convert(content, warnings=warnings, file_type=".xlsx")
    except PyXFormError as error:
        warnings = [str(error)]
    for warning in warnings:
        hint = "change the question's id or wording; if it is fine as it is, please report this"
        yield Problem("form", f"pyxform: {warning}", "a form that converts without a warning", hint)
