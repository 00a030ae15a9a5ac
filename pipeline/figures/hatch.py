"""Hatching as plain lines: the same in SVG, PNG and print, and countable in grey.

Matplotlib's own hatch is a tile whose density follows the resolution of the file; lines in points do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures import palette
from pipeline.figures.marks import Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

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
