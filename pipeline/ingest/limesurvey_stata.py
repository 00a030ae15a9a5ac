"""LimeSurvey's export to Stata: XML (``dta`` format 113), dates as milliseconds since 1960, yes and no as 1 and 0.

Null and an empty answer are both an empty element, and texts lose the blanks at their ends.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.ingest.export import NO_BLANKS_KEPT, NO_OUTER_BLANKS, Confidence, Export, Likeness, text_frame, whole
from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EPOCH = "1960-01-01"
_AGAIN = "fetch the export again from LimeSurvey (Responses - Export, Stata), or choose CSV there"


def looks_like(head: bytes) -> Likeness | None:
    """XML whose document is a ``dta``."""
    if b"<dta>" in head[:200]:
        return Likeness(Confidence.CERTAIN, "a Stata export of LimeSurvey (XML)")
    return None


def read(path: Path, file: str) -> Export:
    """Read a Stata export.

    Raises
    ------
    IngestError
        If the XML is cut off or damaged, or a response has other variables than the head of the file names.
    """
    from lxml import etree

    data = whole(path, file, "Stata data (XML)")
    try:
        return _read(data, file)
    except etree.XMLSyntaxError as error:
        found = f"the file is cut off or no proper XML (line {error.lineno})"
        raise IngestError([Problem(file, found, "a complete document", _AGAIN)]) from None


def _read(data: bytes, file: str) -> Export:
    names: list[str] = []
    dates: set[str] = set()
    labels: dict[str, str] = {}
    responses: list[list[str | None]] = []
    announced = ""
    for element in elements(data, ("nobs", "variable", "fmt", "vlabel", "o")):
        if element.tag == "nobs":
            announced = element.text or ""
        elif element.tag == "variable":
            names.append(element.get("varname", ""))
        elif element.tag == "fmt" and (element.text or "").startswith("%tc"):
            dates.add(element.get("varname", ""))
        elif element.tag == "vlabel":
            labels[element.get("varname", "")] = element.text or ""
        elif element.tag == "o":
            responses.append([cell.text for cell in element])
            found = [cell.get("varname", "") for cell in element]
            if found != names:
                deviating = next((name for name in found if name not in names), f"{len(found)} variables")
                message = f"the response has other variables than the head of the file names: {deviating}"
                problem = Problem(file, message, f"the same {len(names)} variables", _AGAIN, row=len(responses))
                raise IngestError([problem])
    if announced.isdecimal() and int(announced) != len(responses):
        message = f"the file is cut off: it holds {len(responses)} of {announced} responses"
        raise IngestError([Problem(file, message, f"{announced} responses, as its head says", _AGAIN)])
    frame = text_frame([list(cells) for cells in zip(*responses, strict=True)] if responses else [[] for _ in names])
    return Export(
        file,
        "stata",
        tuple(names),
        frame.with_columns(_date(frame.columns[i]) for i, name in enumerate(names) if name in dates),
        null_distinguished=False,
        settings={"encoding": "utf-8"},
        labels=tuple(labels.get(name, "") for name in names),
        blanks_written=False,
        losses=(NO_BLANKS_KEPT, NO_OUTER_BLANKS),
    )


def elements(data: bytes, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of these names, one at a time and freed when the next is asked for.

    Nothing outside the document is read: entities are not resolved and no network is asked.
    """
    from lxml import etree

    for _, element in etree.iterparse(
        io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    ):
        yield element
        element.clear()


def _date(column: str) -> pl.Expr:
    """Milliseconds since 1960 as LimeSurvey writes dates elsewhere."""
    epoch = pl.lit(_EPOCH).str.to_datetime("%Y-%m-%d")
    dates = epoch + pl.duration(milliseconds=pl.col(column).cast(pl.Float64, strict=False).cast(pl.Int64))
    return dates.dt.strftime("%Y-%m-%d %H:%M:%S").alias(column)
