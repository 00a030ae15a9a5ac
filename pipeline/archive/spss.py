"""A data set as SPSS ``.sav`` in one language: labels, measurement levels, and missing answers declared user-missing.

Written by ReadStat (pyreadstat), which cuts what is too long without a word; here it is cut before, and listed. The date
and time in the header are replaced, so that the same data give the same bytes.
"""

from __future__ import annotations

import re
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.errors import ArchiveError
from pipeline.archive.shortening import Shortener, utf8

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.archive.data import Data
    from pipeline.archive.labels import FileLabel
    from pipeline.archive.shortening import Shortening
    from pipeline.fielding.data_file import Column
    from pipeline.questionnaire import Language

NAME, LABEL, VALUE_LABEL, FILE_LABEL, NOTE_LINE, TEXT = 64, 256, 120, 64, 80, 32767
"""The most SPSS holds of each, in bytes."""
RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})

_HEADER = re.compile(rb"\$FL2@\(#\) SPSS DATA FILE .{66}", re.DOTALL)
_STAMP = slice(92, 109)
_STAMPED = re.compile(rb"\d\d [A-Z][a-z]{2} \d\d\d\d:\d\d:\d\d")


def write(data: Data, name: str, language: Language, label: FileLabel, day: dt.date) -> tuple[bytes, list[Shortening]]:
    """The bytes of the file, and what was cut for it.

    Parameters
    ----------
    name
        Of the file, for the list of what was cut.
    day
        The date the header carries.
    """
    import pyreadstat

    shortener = Shortener(name, utf8)
    names = shortener.names((column.name for column in data.columns), NAME, RESERVED)
    frame = _frame(data, names, shortener)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=shortener.text(label.title, FILE_LABEL, "", "file label"),
            column_labels={names[column.name]: _label(column, language, shortener) for column in data.columns},
            note=[line for paragraph in label.notes for line in _lines(paragraph)],
            variable_value_labels={
                names[column.name]: {
                    category.code: shortener.text(category.label[language], VALUE_LABEL, column.name, "value label")
                    for category in column.categories
                }
                for column in data.columns
                if column.categories
            },
            missing_ranges={
                names[column.name]: [{"lo": min(codes), "hi": max(codes)}]
                for column in data.columns
                if (codes := [category.code for category in column.missing])
            },
            variable_measure={names[column.name]: column.measure for column in data.columns},
            variable_format={
                names[column.name]: "F12.2" if column.measure == "scale" else "F10.0"
                for column in data.columns
                if column.kind != "text"
            },
        )
        content = path.read_bytes()
    return dated(content, day), shortener.done


def dated(content: bytes, day: dt.date) -> bytes:
    """A file with the date and time of its header replaced.

    Raises
    ------
    ArchiveError
        If there is no date where the format has it.
    """
    if not (_HEADER.match(content) and _STAMPED.fullmatch(content[_STAMP])):
        msg = "The header of the SPSS file is not as expected, so its date cannot be set. Hint: report it with the version of pyreadstat."
        raise ArchiveError(msg)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    stamp = f"{day.day:02d} {month} {day.year % 100:02d}00:00:00".encode()
    return content[: _STAMP.start] + stamp + content[_STAMP.stop :]


def _frame(data: Data, names: dict[str, str], shortener: Shortener) -> object:
    """The data set as a pandas frame: numbers as they are, texts without the blanks at their end that SPSS cannot hold."""
    import pandas as pd

    made = {}
    for column in data.columns:
        values = data.frame[column.name].to_list()
        if column.kind == "text":
            values = [
                shortener.text(shortener.end(value or "", column.name), TEXT, column.name, "text") for value in values
            ]
        made[names[column.name]] = pd.Series(values, dtype="object" if column.kind == "text" else "float64")
    return pd.DataFrame(made)


def _label(column: Column, language: Language, shortener: Shortener) -> str:
    instead = column.short[language] if column.short is not None else None
    return shortener.text(column.label[language], LABEL, column.name, "label", instead)


def _lines(paragraph: str) -> list[str]:
    """A note as lines that are short enough, in bytes."""
    width = NOTE_LINE
    while True:
        lines = textwrap.wrap(paragraph, width)
        if all(utf8(line) <= NOTE_LINE for line in lines):
            return lines
        width -= 4
