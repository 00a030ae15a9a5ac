"""LimeSurvey's export to R: a CSV with question codes, and a syntax file that labels its columns.

The data can be read without the syntax; where it lies beside them, names and labels are checked against the data. Yes
and no are ``1`` and ``2``, boxes ``1`` and ``0``. The syntax that RemoteControl writes expects commas where its data
have semicolons; that does not matter here, for the syntax is read and never executed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import limesurvey_csv
from pipeline.ingest.export import Confidence, Export, Likeness, whole
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r'^names\(data\)\[(\d+)\] <- "(.*)"$', re.MULTILINE)
_LABEL = re.compile(r'^attributes\(data\)\$variable\.labels\[(\d+)\] <- "(.*)"$', re.MULTILINE)
_AGAIN = "fetch data and syntax again from LimeSurvey (Responses - Export to R), both at once"


def looks_like(head: bytes) -> Likeness | None:
    """R syntax that reads a CSV and labels its columns."""
    if b"read.csv(" in head and b"attributes(data)$variable.labels" in head:
        return Likeness(Confidence.CERTAIN, "R syntax that labels the columns of a data file")
    return None


def read_pair(path: Path, file: str, syntax: Path) -> Export:
    """Read a data file and check its columns against the syntax file.

    Raises
    ------
    IngestError
        If the data are no proper CSV, or the syntax names other columns than they have.
    """
    text = whole(syntax, syntax.name, "R syntax").decode("utf-8-sig", "replace")
    names = {int(index): name for index, name in _NAME.findall(text)}
    labels = {int(index): label.replace('\\"', '"') for index, label in _LABEL.findall(text)}
    export = limesurvey_csv.read(path, file)
    for index, heading in enumerate(export.headings, start=1):
        name = names.get(index, "no name")
        if _plain(heading) != _plain(name):
            found = f"column {index} is '{name}' in the syntax {syntax.name}: the two do not belong together"
            hint = f"{_AGAIN}; or remove the syntax file, the data can be read without it"
            raise IngestError([Problem(file, found, "the columns that the syntax names", hint, column=heading)])
    if len(names) > len(export.headings):
        found = f"the syntax names {len(names)} columns, the data have {len(export.headings)}"
        raise IngestError([Problem(file, found, "as many columns as the syntax names", _AGAIN)])
    return replace(
        export,
        format="r",
        settings=export.settings | {"syntax": syntax.name},
        labels=tuple(labels.get(index, "") for index in range(1, len(export.headings) + 1)),
        blanks_written=False,
        losses=("empty cells of yes/no questions do not tell whether the question was seen",),
    )


def _plain(name: str) -> str:
    """``q07[dezentral]`` as R may call it, ``q07_dezentral`` or ``q07.dezentral.``."""
    return re.sub(r"[^A-Za-z0-9]", "", name)
