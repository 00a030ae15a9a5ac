"""A ``.qmd`` source taken apart: front matter, text and code cells, each with the file and line it comes from.

Only the subset of Quarto's syntax described in ``docs/quarto-subset.md`` is understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INCLUDE = re.compile(r"^\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
CELL = re.compile(r"^```\s*\{python\}\s*$")
END = re.compile(r"^```\s*$")
OPTION = re.compile(r"^#\|\s?(.*)$")
INLINE = re.compile(r"`\{python\}\s+([^`]+)`")


@dataclass(frozen=True)
class Line:
    """One line of a source."""

    file: Path
    number: int
    text: str


@dataclass(frozen=True)
class Cell:
    """A code cell: its code (from ``line`` on) and its ``#|`` options."""

    file: Path
    line: int
    code: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A template, includes resolved."""

    path: Path
    front_matter: dict[str, Any]
    parts: tuple[Line | Cell, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """The code cells in order."""
        return (part for part in self.parts if isinstance(part, Cell))


def at(file: Path, line: int) -> str:
    """A place in a source, as shown to people."""
    return f"{file.parent.name}/{file.name}, line {line}"


def read(path: Path) -> Source:
    """Take a template apart.

    Raises
    ------
    ReportError
        If a file is missing or includes itself, a cell does not end, or YAML is malformed; with file and line.
    """
    lines = list(_lines(path, ()))
    front: dict[str, Any] = {}
    if lines and lines[0].text.strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], start=1) if line.text.strip() in ("---", "...")), None)
        if end is None:
            msg = f"{at(path, 1)}: the front matter does not end. Hint: close it with a line of three hyphens."
            raise ReportError(msg)
        front = _yaml("\n".join(line.text for line in lines[1:end]), lines[0])
        lines = lines[end + 1 :]
    return Source(path, front, tuple(_parts(lines)))


def _lines(path: Path, above: tuple[Path, ...]) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        asked = f", included by {above[-1].name}," if above else ""
        msg = f"The template {path.name}{asked} could not be read: {error.strerror}."
        raise ReportError(msg) from error
    if path in above:
        msg = f"The template {path.name} includes itself, by way of {', '.join(file.name for file in above)}."
        raise ReportError(msg)
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if inside or CELL.match(line):
            inside = not (inside and END.match(line))
        elif included := INCLUDE.match(line):
            yield from _lines(path.parent / included[1], (*above, path))
            continue
        yield Line(path, number, line)


def _parts(lines: list[Line]) -> Iterator[Line | Cell]:
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not CELL.match(line.text):
            yield line
            continue
        body: list[Line] = []
        while position < len(lines) and not END.match(lines[position].text):
            body.append(lines[position])
            position += 1
        if position == len(lines):
            msg = f"{at(line.file, line.number)}: the code cell does not end. Hint: close it with three backticks."
            raise ReportError(msg)
        position += 1
        options = [match[1] for entry in body if (match := OPTION.match(entry.text))]
        code = "\n".join("" if OPTION.match(entry.text) else entry.text for entry in body)
        yield Cell(line.file, line.number + 1, code, _yaml("\n".join(options), line))


def _yaml(text: str, where: Line) -> dict[str, Any]:
    try:
        found = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        msg = f"{at(where.file, where.number)}: the options are not valid YAML: {error}"
        raise ReportError(msg) from error
    if not isinstance(found, dict):
        msg = f"{at(where.file, where.number)}: expected options as 'key: value', found {found!r}."
        raise ReportError(msg)
    return found
