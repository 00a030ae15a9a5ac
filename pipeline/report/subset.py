"""The part of Quarto's syntax that templates may use, so that both renderers read them alike.

``docs/quarto-subset.md`` describes it for authors; :func:`mistakes` holds a template to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.report.document import CALLOUTS
from pipeline.report.errors import ReportError
from pipeline.report.qmd import INLINE, Cell, at

if TYPE_CHECKING:
    from pipeline.report.qmd import Line, Source

CELL_OPTIONS = frozenset({"include", "echo", "output", "label", "fig-cap", "fig-alt", "tbl-cap"})
FRONT_MATTER = frozenset({"title", "lang", "toc", "toc-depth", "number-sections"})
DIVISIONS = frozenset({"content-visible", "content-hidden", "answers", *(f"callout-{kind}" for kind in CALLOUTS)})
CONDITIONS = frozenset({"when-format", "unless-format", "when-profile", "unless-profile"})

_FENCE = re.compile(r"^:{3,}\s*(.*)$")
_CLASS = re.compile(r"\.([\w-]+)")
_KEY = re.compile(r"([\w-]+)=")


def mistakes(source: Source) -> list[str]:
    """Everything in a template that only one of the renderers would understand, with file and line."""
    known = ", ".join(sorted(FRONT_MATTER))
    found = [
        f"{at(source.path, 1)}: '{key}' in the front matter; known are: {known}"
        for key in source.front_matter
        if key not in FRONT_MATTER
    ]
    for part in source.parts:
        found += _cell(part) if isinstance(part, Cell) else _line(part)
    return found


def check(source: Source) -> None:
    """Raise :class:`ReportError` that lists the mistakes, if there are any."""
    if found := mistakes(source):
        msg = "The template leaves the syntax that both renderers know (docs/quarto-subset.md):\n" + "\n".join(found)
        raise ReportError(msg)


def _cell(cell: Cell) -> list[str]:
    place = at(cell.file, cell.line - 1)
    found = [f"{place}: cell option '{key}'; known are: {', '.join(sorted(CELL_OPTIONS))}"
             for key in cell.options if key not in CELL_OPTIONS]  # fmt: skip
    if cell.options.get("include") is not False and cell.options.get("output") not in ("asis", False):
        found.append(f"{place}: a cell must have 'include: false', 'output: false' or 'output: asis'")
    return found


def _line(line: Line) -> list[str]:
    place = at(line.file, line.number)
    found = []
    rest = INLINE.sub("", line.text)
    if "{{<" in rest:
        found.append(f"{place}: the only shortcode is include, on a line of its own")
    if rest.lstrip().startswith(("```", "~~~")):
        found.append(f"{place}: the only code blocks are cells that start with ```{{python}}")
    if re.search(r"`\{(?!python\})\w+\}", rest):
        found.append(f"{place}: inline code is written `{{python}} ...`")
    if (fence := _FENCE.match(rest)) and fence[1]:
        attributes = fence[1]
        classes = _CLASS.findall(re.sub(r'"[^"]*"', '""', attributes))
        found += [f"{place}: a division '.{name}' means something to Quarto alone"
                  for name in classes if name not in DIVISIONS]  # fmt: skip
        if {"content-visible", "content-hidden"} & set(classes):
            found += [
                f"{place}: unknown condition '{key}'" for key in _KEY.findall(attributes) if key not in CONDITIONS
            ]
    return found
