"""SPSS files of any tool (``.sav``, ``.zsav``), with value labels and declared missing values.

LimeSurvey's own are read by :mod:`pipeline.ingest.limesurvey_sav`. System-missing is an empty cell, and nothing in the
file says why it is empty; declared missing values say it.
"""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.export import Confidence, Export, Likeness, whole
from pipeline.ingest.labelled import export_of
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = (b"$FL2", b"$FL3")
_CASES = 80
_AGAIN = "fetch the file again from where it came, or export as CSV"


def looks_like(head: bytes) -> Likeness | None:
    """SPSS data."""
    return Likeness(Confidence.LIKELY, "SPSS data (.sav)") if head.startswith(_MAGIC) else None


def read(path: Path, file: str) -> Export:
    """Read a ``.sav`` or ``.zsav``.

    Raises
    ------
    IngestError
        If the file is cut off or damaged.
    """
    import pyreadstat

    data = whole(path, file, "SPSS data")
    try:
        columns, about = pyreadstat.read_sav(io.BytesIO(data), output_format="dict", user_missing=True)
        (cases,) = struct.unpack_from("<i", data, _CASES)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, struct.error, UnicodeDecodeError) as error:
        found = f"the SPSS file is cut off or damaged ({str(error).rstrip('.')})"
        raise IngestError([Problem(file, found, "all of its data", _AGAIN)]) from None
    found = len(next(iter(columns.values()))) if columns else 0
    if 0 < cases != found:
        message = f"the SPSS file is cut off: it holds {found} of {cases} responses"
        raise IngestError([Problem(file, message, f"{cases} responses, as its header says", _AGAIN)])
    export = export_of(file, "sav", columns, about)
    return replace(export, losses=(*export.losses, "blanks at the end of texts"))
