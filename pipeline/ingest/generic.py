"""Text tables of any other tool: one line of headings, any usual separator and encoding, read by a mapping.

The mapping (``questionnaire/mappings/<name>.yaml``) says which column is which, what codes and missing codes mean, and
which columns are the response's id, token, dates and status. Without one our own names and codes are understood, our
codes of missing answers (-9 to -4) included.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest import delimited
from pipeline.ingest.convention import ISO_DATES, SCHEME, Convention
from pipeline.ingest.export import NO_BLANKS_KEPT, Confidence, Export, Likeness
from pipeline.ingest.headings import metadata_headings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOOL = "another tool"
_LIMESURVEY = ("id", "submitdate", "lastpage", "startlanguage", "seed")
_ENOUGH = 3
CONVENTION = Convention(
    TOOL,
    missing={"choice": SCHEME, "checked": SCHEME, "number": SCHEME},
    dates=(*ISO_DATES, "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y"),
    outside_limits=True,
)


def looks_like(head: bytes) -> Likeness | None:
    """A text table without LimeSurvey's columns; one in UTF-16 can be nothing else, other text may be anything."""
    found = delimited.head_of(head)
    if found is None or is_limesurvey(found.records[0]):
        return None
    sure = Confidence.LIKELY if found.encoding.startswith("utf-16") else Confidence.POSSIBLE
    return Likeness(sure, "a text table")


def is_limesurvey(headings: Sequence[str]) -> bool:
    """Whether these are headings of a LimeSurvey export: the date of submission, or most of what it always writes."""
    known = metadata_headings()
    codes = {known.get(heading.strip().casefold()) or _front(heading) for heading in headings}
    codes |= {known.get("".join(heading.split()).replace("_", "").casefold()) for heading in headings}
    return "submitdate" in codes or len(codes & set(_LIMESURVEY)) >= _ENOUGH


def read(path: Path, file: str) -> Export:
    """Read a text table.

    Raises
    ------
    IngestError
        If it is no regular table.
    """
    return annotate(delimited.read(path, file, tool=TOOL))


def annotate(export: Export) -> Export:
    """The export with our own codes of missing answers."""
    return replace(export, format=f"table ({export.format})", convention=CONVENTION, losses=(NO_BLANKS_KEPT,))


def _front(heading: str) -> str:
    """The code at the front of a heading of code and text, as in ``id. Antwort ID``."""
    for code in _LIMESURVEY:
        if heading.startswith(code) and not heading[len(code) : len(code) + 1].isalnum():
            return code
    return ""
