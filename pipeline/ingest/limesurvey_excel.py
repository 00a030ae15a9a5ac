"""Excel exports: XLSX bytes under the name .xls, digits turned into numbers, an unmasked ``=`` turned into a formula.

What a spreadsheet does to text is undone as far as the file still holds it: ``3.0`` becomes ``3`` again, and cells
whose text the reader would lose (formulas, blanks at the ends) are taken from the sheet's XML. Null and the empty
string are both an empty cell; nothing in the file tells them apart.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.ingest.export import Confidence, Export, Likeness, check_size, text_frame, whole, zip_entries
from pipeline.ingest.problems import IngestError, Problem, listing

if TYPE_CHECKING:
    from pathlib import Path

_CELL = re.compile(
    r'<c r="([A-Z]+)(\d+)"[^>]*>\s*'
    r"(?:<f[^>/]*>(?P<formula>[^<]*)</f>|<is><t[^>]*>(?P<text>\s[^<]*|[^<]*\s)</t></is>)"
)
_FIRST_SHEET = "xl/worksheets/sheet1.xml"


def looks_like(head: bytes) -> Likeness | None:
    """A BIFF workbook, or a ZIP archive that has a workbook's parts or is too damaged to show any."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Likeness(Confidence.LIKELY, "an Excel workbook (BIFF)")
    if not head.startswith(b"PK\x03\x04"):
        return None
    names = zip_entries(head)
    if any(name.startswith(("xl/", "[Content_Types].xml")) for name in names):
        return Likeness(Confidence.LIKELY, "an Excel workbook")
    return None if any(names) else Likeness(Confidence.LIKELY, "a damaged Excel workbook")


def read(path: Path, file: str) -> Export:
    """Read the first sheet of an Excel export.

    Raises
    ------
    IngestError
        If the workbook is damaged (an interrupted download) or its first sheet is empty.
    """
    data = whole(path, file, "a workbook")
    try:
        _check_unpacked(data, file)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
        verbatim = _verbatim(data)
    except (CalamineError, zipfile.BadZipFile, KeyError) as error:
        found = f"the workbook is damaged or cut off ({error})"
        hint = "fetch the export again from the survey tool, or choose CSV there"
        raise IngestError([Problem(file, found, "an Excel workbook", hint)]) from None
    others = [name for name in workbook.sheet_names[1:] if workbook.get_sheet_by_name(name).height]
    if others:
        found = f"the workbook has {len(others) + 1} sheets with something on them: {listing(workbook.sheet_names)}"
        hint = "leave the sheet with the responses and delete the others; several waves go into folders of their own"
        raise IngestError([Problem(file, found, "one sheet, as the survey tool writes it", hint)])
    if not cells:
        raise IngestError([Problem(file, "the first sheet is empty", "headings and responses", "export again")])
    for (row, column), text in verbatim.items():
        cells[row][column] = text
    while cells[0] and cells[0][-1] == "":
        cells = [row[:-1] for row in cells]
    headings = tuple(_text(cell) or "" for cell in cells[0])
    columns = [[_text(row[index]) for row in cells[1:]] for index in range(len(headings))]
    settings = {"sheet": sheet.name}
    return Export(file, "excel", headings, text_frame(columns), null_distinguished=False, settings=settings)


def _check_unpacked(data: bytes, file: str) -> None:
    """A packed workbook may be a thousand times as large unpacked."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(sum(entry.file_size for entry in archive.infolist()), file, "a workbook, unpacked,")


def _text(value: Any) -> str | None:
    if value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _verbatim(data: bytes) -> dict[tuple[int, int], str]:
    """Cells whose text calamine does not return, by (row, column) from 0: formulas and texts with outer blanks."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _FIRST_SHEET not in archive.namelist():
            return {}
        sheet = archive.read(_FIRST_SHEET).decode("utf-8")
    found = {}
    for match in _CELL.finditer(sheet):
        formula, text = match["formula"], match["text"]
        found[int(match[2]) - 1, _column_index(match[1])] = unescape(text if formula is None else f"={formula}")
    return found


def _column_index(letters: str) -> int:
    """Index from 0 of a column named by letters.

    >>> _column_index("A"), _column_index("CW")
    (0, 100)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
