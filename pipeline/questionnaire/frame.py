"""The population in numbers: how many municipalities there are of a size and in a Land, as far as that is known.

A municipality that is alone in its Land and size class (Berlin, but also the only large city of a smaller Land) is known
to everyone, whatever a table calls it. The frame says where that is so. It is a CSV file with a column for any
classification of ``questionnaire/classifications.yaml`` and the column ``units``; a row counts the municipalities that
belong to all the levels it names. Levels joined by ``+`` are counted together, an empty cell means every level. A project's
own frame is ``data/reference/frame.csv``; without it what ships in ``data/reference/frame_2020.csv`` is used.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipeline.questionnaire.classification import Classification

OWN, SHIPPED = "frame.csv", "frame_2020.csv"
UNITS = "units"
JOINED = "+"


@dataclass(frozen=True)
class FrameCell:
    """Municipalities of one row: ``levels`` as (classification, level) pairs, ``codes`` by role, None for every code."""

    levels: tuple[tuple[str, str], ...]
    codes: Mapping[str, frozenset[int] | None]
    units: int

    @property
    def pattern(self) -> tuple[str, ...]:
        """The classifications the row names; rows of one pattern do not overlap."""
        return tuple(name for name, _ in self.levels)


@dataclass(frozen=True)
class Frame:
    """What is known of the population."""

    file: str = ""
    cells: tuple[FrameCell, ...] = ()

    def least(self, of: str, codes: Iterable[int]) -> tuple[int, bool] | None:
        """How many municipalities have one of these codes of size class or Land, and whether that is all of them.

        None where the frame says nothing. Rows that only count some of them (large cities of a Land) give a number
        that cannot be undercut.
        """
        wanted = frozenset(codes)
        inside: dict[tuple[str, ...], int] = {}
        for cell in self.cells:
            within, others = cell.codes[of], [part for role, part in cell.codes.items() if role != of]
            if within == wanted and not any(others):
                return cell.units, True
            if within is not None and within <= wanted:
                inside[cell.pattern] = inside.get(cell.pattern, 0) + cell.units
        return (max(inside.values()), False) if inside else None

    def rare(self, most: int) -> list[FrameCell]:
        """The rows by size *and* Land that hold at most so many municipalities, fewest first."""
        crossed = [cell for cell in self.cells if all(cell.codes.values()) and 0 < cell.units <= most]
        return sorted(crossed, key=lambda cell: cell.units)


def read_frame(folder: Path, classifications: Mapping[str, Classification]) -> Frame:
    """The frame in ``folder`` (``data/reference/``): the project's own, else the one that ships, else an empty one.

    Raises
    ------
    QuestionnaireError
        With every mistake in the file.
    """
    path = frame_file(folder)
    return Frame() if path is None else _read(path, classifications)


def frame_file(folder: Path) -> Path | None:
    """The file that :func:`read_frame` reads."""
    return next((folder / name for name in (OWN, SHIPPED) if (folder / name).is_file()), None)


def _read(path: Path, classifications: Mapping[str, Classification]) -> Frame:
    mistakes: list[Mistake] = []
    cells: dict[tuple[tuple[str, str], ...], FrameCell] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        mistakes += _heading(path.name, reader.fieldnames or (), classifications)
        for row in () if mistakes else reader:
            levels = tuple((name, row[name].strip()) for name in classifications if (row.get(name) or "").strip())
            problems = [*_problems(levels, row.get(UNITS) or "", classifications)]
            if levels in cells:
                problems.append(("the row stands there twice", "keep one of them"))
            mistakes += [Mistake(path.name, reader.line_num, *problem) for problem in problems]
            if not problems:
                cells[levels] = FrameCell(levels, _codes(levels, classifications), int(row[UNITS]))
    if mistakes:
        raise QuestionnaireError(mistakes)
    return Frame(path.name, tuple(cells.values()))


def _heading(file: str, names: Iterable[str], classifications: Mapping[str, Classification]) -> Iterator[Mistake]:
    known = {*classifications, UNITS, "source"}
    for name in names:
        if name not in known:
            yield Mistake(file, 1, f"unknown column '{name}'", did_you_mean(name, known))
    if UNITS not in names:
        yield Mistake(file, 1, f"the column '{UNITS}' is missing", "add the number of municipalities of every row")


def _problems(
    levels: tuple[tuple[str, str], ...], units: str, classifications: Mapping[str, Classification]
) -> Iterator[tuple[str, str]]:
    if not levels:
        yield "the row names no level", "name the level of at least one classification"
    for name, joined in levels:
        known = {level.id for level in classifications[name].levels}
        for level in joined.split(JOINED):
            if level not in known:
                yield f"'{name}' has no level '{level}'", did_you_mean(level, known)
    if not units.strip().isdecimal():
        yield f"units are '{units}'", "write a whole number without separators"


def _codes(
    levels: tuple[tuple[str, str], ...], classifications: Mapping[str, Classification]
) -> dict[str, frozenset[int] | None]:
    found: dict[str, frozenset[int] | None] = {"size_class": None, "state": None}
    for name, joined in levels:
        classification = classifications[name]
        named = joined.split(JOINED)
        codes = frozenset(code for level in classification.levels if level.id in named for code in level.codes)
        earlier = found[classification.of]
        found[classification.of] = codes if earlier is None else earlier & codes
    return found
