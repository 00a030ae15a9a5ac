"""A drawn figure on the page: caption, alt text, label, and its numbers for those who want them as a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline.report.markdown import attribute, escape, figure, join, only

if TYPE_CHECKING:
    from pipeline.report.context import Report
    from pipeline.report.manifest import Figure


def place(report: Report, picture: Figure) -> str:
    """The figure, and under it, on the page only, a link that carries its numbers."""
    path = os.path.relpath(picture.svg, report.folder)
    said = [text if text.endswith((".", "?", "!")) else f"{text}." for text in (picture.caption, picture.note) if text]
    caption = report.marked(" ".join(map(escape, said)))
    return join(figure(path, caption, picture.id, picture.alt), download(report, picture))


def download(report: Report, picture: Figure) -> str | None:
    """A link to the figure's CSV, the file itself in its address."""
    address = picture.csv_address
    if address is None or picture.csv is None:
        return None
    return only("html", f'[{report.say("download")}]({address}){{.download download="{attribute(picture.csv.name)}"}}')
