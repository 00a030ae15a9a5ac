"""The figures that were drawn for a wave, as the drawing left them: this room only places them.

``reports/_output/figures/<wave>/<language>/manifest.json`` is a list of objects with ``id``, ``kind``, ``question``
(null for the whole wave), ``by``, ``title``, ``caption``, ``alt``, ``note``, the file names ``svg``, ``png``, ``csv``
relative to the manifest, and for a figure of 2016 ``status`` and ``standing``: how much of it is in print.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class Figure:
    """One picture with the words that go with it."""

    id: str
    kind: str
    question: str | None
    by: str | None
    title: str
    caption: str
    alt: str
    note: str
    svg: Path
    csv: Path | None
    status: str | None = None
    standing: str | None = None

    @property
    def csv_address(self) -> str | None:
        """The numbers of the picture as a ``data:`` address, so that the page carries them along."""
        if self.csv is None or not self.csv.is_file():
            return None
        return "data:text/csv;charset=utf-8;base64," + base64.b64encode(self.csv.read_bytes()).decode()


def path(project: Project, wave: str, language: Language) -> Path:
    """Where the manifest of a wave's figures is."""
    return project.output / "figures" / wave / language / "manifest.json"


def read(project: Project, wave: str, language: Language) -> list[Figure]:
    """The figures of a wave, in the order of the manifest; empty if none were drawn.

    Raises
    ------
    ReportError
        If the manifest is not readable, or names a picture that is not there or has no alt text.
    """
    source = path(project, wave, language)
    if not source.is_file():
        return []
    shown = project.relative(source)
    try:
        entries = json.loads(source.read_text(encoding="utf-8"))
        found = [_figure(entry, source.parent) for entry in entries]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = (
            f"{shown}: the list of figures could not be read ({type(error).__name__}: {error}).\n"
            "Hint: delete the folder and draw the figures again: munisurvey figures"
        )
        raise ReportError(msg) from error
    for figure in found:
        if not figure.svg.is_file():
            msg = f"{shown} names {figure.svg.name}, which is not there.\nHint: draw it again: munisurvey figures"
            raise ReportError(msg)
        if not figure.alt.strip():
            msg = f"{shown}: figure '{figure.id}' has no alt text, without which the PDF is not accessible."
            raise ReportError(msg)
    return found


def _figure(entry: dict, folder: Path) -> Figure:
    csv = entry.get("csv")
    return Figure(
        id=entry["id"],
        kind=entry.get("kind") or "",
        question=entry.get("question"),
        by=entry.get("by"),
        title=entry.get("title") or "",
        caption=entry.get("caption") or entry.get("title") or "",
        alt=entry.get("alt") or "",
        note=entry.get("note") or "",
        svg=folder / entry["svg"],
        csv=folder / csv if csv else None,
        status=entry.get("status"),
        standing=entry.get("standing"),
    )
