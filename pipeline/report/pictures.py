"""A drawn figure on the page: caption, alt text, label, and its numbers for those who cannot or will not look at it."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

from pipeline.report.markdown import attribute, escape, figure, only, table

if TYPE_CHECKING:
    from pipeline.report.context import Report
    from pipeline.report.manifest import Figure


def place(report: Report, picture: Figure) -> str:
    """The figure, and under it, on the page only, its numbers folded away and as a file to keep."""
    path = os.path.relpath(picture.svg, report.folder)
    caption = report.marked(" ".join(filter(None, [escape(picture.caption), escape(picture.note)])))
    shown = figure(path, caption, picture.id, picture.alt)
    numbers = data_block(report, picture)
    return f"{shown}\n\n{numbers}" if numbers else shown


def data_block(report: Report, picture: Figure) -> str | None:
    """The figure's CSV as a table behind a summary, with a link that carries the file itself."""
    address = picture.csv_address
    if address is None or picture.csv is None:
        return None
    with picture.csv.open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    if not lines:
        return None
    header, *rows = [[escape(cell) for cell in line] for line in lines]
    widths = [100 // len(header)] * len(header)
    body = "\n\n".join(
        [
            "<details>",
            f"<summary>{report.say('numbers')}</summary>",
            table(header, rows, widths=widths, align="l" * len(header)),
            f'[{report.say("download")}]({address}){{download="{attribute(picture.csv.name)}"}}',
            "</details>",
        ]
    )
    return only("html", body)
