"""Hatching as plain lines: the same in SVG, PNG and print, and countable in grey.

Matplotlib's own hatch is a tile whose density follows the resolution of the file; lines in points do not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures import palette
from pipeline.figures.marks import Weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Segment = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Pattern:
    """Lines at 45°: distance and width in points; ``crossed`` adds the other diagonal."""

    distance: float
    width: float
    crossed: bool
    contrast: float

    def colour_on(self, fill: str) -> str:
        """The colour of the lines on a fill: its ink, thinned by ``contrast``."""
        return palette.mixed(fill, palette.ink_on(fill), self.contrast)


PATTERNS = {
    Weight.LIGHT: Pattern(distance=5.4, width=0.5, crossed=False, contrast=0.36),
    Weight.STRONG: Pattern(distance=3.6, width=0.6, crossed=True, contrast=0.62),
}
SIGNS = {
    Weight.LIGHT: Pattern(distance=2.4, width=0.7, crossed=False, contrast=0.85),
    Weight.STRONG: Pattern(distance=2.0, width=0.6, crossed=True, contrast=0.85),
}
"""The same hatches for a sign of a few points."""


def segments(pattern: Pattern, left: float, top: float, width: float, height: float) -> list[Segment]:
    """The lines of a pattern inside a rectangle, cut at its edges; they meet across neighbouring rectangles.

    >>> pattern = Pattern(distance=50**0.5, width=1.0, crossed=False, contrast=1.0)
    >>> [((round(a), round(b)), (round(c), round(d))) for (a, b), (c, d) in segments(pattern, 0.0, 0.0, 10.0, 8.0)]
    [((2, 8), (10, 0))]
    """
    right, bottom = left + width, top + height
    found = list(_rising(pattern.distance, (left, top, right, bottom)))
    if pattern.crossed:
        mirrored = _rising(pattern.distance, (-right, top, -left, bottom))
        found += [((-x0, y0), (-x1, y1)) for (x0, y0), (x1, y1) in mirrored]
    return found


def _rising(distance: float, box: tuple[float, float, float, float]) -> Iterator[Segment]:
    """Lines x + y = k * distance * sqrt(2) inside a box, k whole."""
    left, top, right, bottom = box
    step = distance * 2**0.5
    k = int((left + top) // step) + 1
    while k * step < right + bottom:
        total = k * step
        x0, x1 = max(left, total - bottom), min(right, total - top)
        if x1 > x0:
            yield (x0, total - x0), (x1, total - x1)
        k += 1


def within_slice(
    lines: Iterable[Segment], centre: tuple[float, float], radius: float, start: float, end: float
) -> list[Segment]:
    """Lines cut to a slice of a circle; ``start`` and ``end`` in degrees clockwise from the top, y downwards.

    Cut here and not by a clip path: the names of clip paths collide where several pictures share a page.
    """
    found = []
    for line in lines:
        (x0, y0), (x1, y1) = line
        for low, high in _kept(line, centre, radius, start, end):
            found.append(((x0 + (x1 - x0) * low, y0 + (y1 - y0) * low), (x0 + (x1 - x0) * high, y0 + (y1 - y0) * high)))
    return found


def _kept(
    line: Segment, centre: tuple[float, float], radius: float, start: float, end: float
) -> list[tuple[float, float]]:
    """The parts of a line inside a slice, each from and to a share of its length."""
    disc = _in_disc(line, centre, radius)
    if disc is None or end - start >= 360:
        return [disc] if disc else []
    if end - start <= 180:
        part = _in_wedge(line, centre, start, end, disc)
        return [part] if part else []
    hole = _in_wedge(line, centre, end, start + 360, disc)
    if hole is None:
        return [disc]
    return [part for part in ((disc[0], hole[0]), (hole[1], disc[1])) if part[1] > part[0]]


def _in_disc(line: Segment, centre: tuple[float, float], radius: float) -> tuple[float, float] | None:
    (x0, y0), (x1, y1) = line
    dx, dy, fx, fy = x1 - x0, y1 - y0, x0 - centre[0], y0 - centre[1]
    a, b, c = dx * dx + dy * dy, fx * dx + fy * dy, fx * fx + fy * fy - radius * radius
    root = b * b - a * c
    if root <= 0:
        return None
    low, high = max((-b - math.sqrt(root)) / a, 0.0), min((-b + math.sqrt(root)) / a, 1.0)
    return (low, high) if high > low else None


def _in_wedge(
    line: Segment, centre: tuple[float, float], start: float, end: float, part: tuple[float, float]
) -> tuple[float, float] | None:
    """The part of a line between two rays that enclose at most half a circle."""
    (x0, y0), (x1, y1) = line
    low, high = part
    for angle, side in ((start, 1.0), (end, -1.0)):
        ray = math.sin(math.radians(angle)), -math.cos(math.radians(angle))
        at_start = side * (ray[0] * (y0 - centre[1]) - ray[1] * (x0 - centre[0]))
        slope = side * (ray[0] * (y1 - y0) - ray[1] * (x1 - x0))
        if abs(slope) < 1e-12:
            if at_start < 0:
                return None
        elif slope > 0:
            low = max(low, -at_start / slope)
        else:
            high = min(high, -at_start / slope)
    return (low, high) if high > low else None
