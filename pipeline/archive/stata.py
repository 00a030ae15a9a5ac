"""A data set as Stata ``.dta`` (format 118, Stata 14 or later) in one language: labels, and missing answers as ``.a``.

Written by ReadStat (pyreadstat). The kinds of missing answers are extended missing values: ``.a`` no answer, ``.b`` don't
know, ``.c`` refused, ``.d`` not shown, ``.e`` not asked, ``.f`` not reached, further printed options from ``.g`` on. The
time stamp is replaced, so that the same data give the same bytes.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

from pipeline.archive.errors import ArchiveError
from pipeline.archive.shortening import Shortener
from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.archive.data import Data
    from pipeline.archive.labels import FileLabel
    from pipeline.archive.shortening import Shortening
    from pipeline.fielding.data_file import Column
    from pipeline.questionnaire import Language

VERSION = 14
NAME, LABEL, VALUE_LABEL, FILE_LABEL = 28, 80, 7990, 80
"""The most that is written of each, in characters. Stata holds names of 32, but pyreadstat names a set of value labels after
its variable and the variable's place, so four are left for the place; of value labels Stata holds 32,000 bytes."""
RESERVED = frozenset(
    {
        "byte", "double", "float", "if", "in", "int", "long", "str", "strl", "using", "with",
        *(f"str{length}" for length in range(1, 2046)),
    }
)  # fmt: skip

_STAMP = re.compile(rb"(<timestamp>\x11)\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d(</timestamp>)")


def write(data: Data, name: str, language: Language, label: FileLabel, day: dt.date) -> tuple[bytes, list[Shortening]]:
    """The bytes of the file, and what was cut for it; see :func:`pipeline.archive.spss.write`."""
    import pyreadstat

    shortener = Shortener(name, len)
    renamed = names(data, shortener)
    letters = {column.name: missing_letters(column) for column in data.columns}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.dta"
        pyreadstat.write_dta(
            _frame(data, renamed, letters),
            path,
            version=VERSION,
            file_label=shortener.text(label.title, FILE_LABEL, "", "file label"),
            column_labels={renamed[column.name]: _label(column, language, shortener) for column in data.columns},
            variable_value_labels={
                renamed[column.name]: {
                    letters[column.name].get(category.code, category.code): shortener.text(
                        category.label[language], VALUE_LABEL, column.name, "value label"
                    )
                    for category in column.categories
                }
                for column in data.columns
                if column.categories
            },
            missing_user_values={
                renamed[name]: sorted(found.values()) for name, found in letters.items() if found
            },
        )  # fmt: skip
        content = path.read_bytes()
    return dated(content, day), shortener.done


def names(data: Data, shortener: Shortener | None = None) -> dict[str, str]:
    """The name every column has in the file."""
    return (shortener or Shortener("", len)).names((column.name for column in data.columns), NAME, RESERVED)


def missing_letters(column: Column) -> dict[int, str]:
    """Which extended missing value stands for which code of a column."""
    kinds = list(MissingKind)
    further = iter(ascii_lowercase[len(kinds) :])
    found: dict[int, str] = {}
    seen: set[MissingKind] = set()
    for category in column.missing:
        first = category.missing not in seen
        found[category.code] = ascii_lowercase[kinds.index(category.missing)] if first else next(further)
        seen.add(category.missing)
    return found


def dated(content: bytes, day: dt.date) -> bytes:
    """A file with its time stamp replaced.

    Raises
    ------
    ArchiveError
        If there is no time stamp where the format has it.
    """
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    stamp = f"{day.day:02d} {month} {day.year:04d} 00:00".encode()
    dated_, times = _STAMP.subn(lambda found: found[1] + stamp + found[2], content, count=1)
    if not times:
        msg = "The header of the Stata file is not as expected, so its date cannot be set. Hint: report it with the version of pyreadstat."
        raise ArchiveError(msg)
    return dated_


def _frame(data: Data, renamed: dict[str, str], letters: dict[str, dict[int, str]]) -> object:
    """The data set as a pandas frame, missing answers as letters."""
    import pandas as pd

    made = {}
    for column in data.columns:
        values = data.frame[column.name].to_list()
        if column.kind == "text":
            values = [value or "" for value in values]
        elif letters[column.name]:
            values = [letters[column.name].get(value, value) for value in values]
        kind = "object" if column.kind == "text" or letters[column.name] else data.frame[column.name].to_numpy().dtype
        made[renamed[column.name]] = pd.Series(values, dtype=kind)
    return pd.DataFrame(made)


def _label(column: Column, language: Language, shortener: Shortener) -> str:
    instead = column.short[language] if column.short is not None else None
    return shortener.text(column.label[language], LABEL, column.name, "label", instead)
