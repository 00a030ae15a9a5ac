"""Stata files of any tool (``.dta``, versions 8 to 15+), with value labels and extended missing values (``.a`` to ``.z``).

The XML that LimeSurvey calls Stata is read by :mod:`pipeline.ingest.limesurvey_stata`. ``.`` is an empty cell, and
nothing in the file says why it is empty; extended missing values say it.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.export import Confidence, Export, Likeness, whole
from pipeline.ingest.labelled import export_of
from pipeline.ingest.problems import IngestError, Problem, listing

if TYPE_CHECKING:
    from pathlib import Path

_XML, _END = b"<stata_dta>", b"</stata_dta>"
_OLD_VERSIONS = (105, 108, 110, 111, 112, 113, 114, 115)
_BYTE_ORDERS = (1, 2)
_AGAIN = "fetch the file again from where it came, or export as CSV"


def looks_like(head: bytes) -> Likeness | None:
    """Stata data: since version 13 it says so, before that by version number, byte order and file type."""
    old = len(head) > 4 and head[0] in _OLD_VERSIONS and head[1] in _BYTE_ORDERS and head[2] == 1 and head[3] == 0
    return Likeness(Confidence.CERTAIN, "Stata data (.dta)") if head.startswith(_XML) or old else None


def read(path: Path, file: str) -> Export:
    """Read a ``.dta``.

    Raises
    ------
    IngestError
        If the file is cut off or damaged.
    """
    import pyreadstat

    data = whole(path, file, "Stata data")
    if data.startswith(_XML) and not data.rstrip().endswith(_END):
        raise IngestError([Problem(file, "the Stata file is cut off: its end is missing", "all of its data", _AGAIN)])
    try:
        columns, about = pyreadstat.read_dta(io.BytesIO(data), output_format="dict", user_missing=True)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as error:
        found = f"the Stata file is cut off or damaged ({str(error).rstrip('.')})"
        raise IngestError([Problem(file, found, "all of its data", _AGAIN)]) from None
    export = export_of(file, "dta", columns, about)
    unlabelled = [name for name, label in about.variable_to_label.items() if label not in about.value_labels]
    if unlabelled:
        loss = f"the value labels of {listing(unlabelled)}, which the file announces and does not have"
        export = replace(export, losses=(*export.losses, loss))
    return export
