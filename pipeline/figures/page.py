"""A figure as a sheet of paper: marks at places in points, from the top left corner downwards.

A chart of a survey is rows of text and boxes. Placing them directly, instead of arranging axes, makes the layout
exact (nothing is clipped, nothing overlaps by accident), the height a result of the content, and drawing fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from pipeline.figures import measure, palette, theme
from pipeline.figures.hatch import PATTERNS, SIGNS, segments, within_slice
from pipeline.figures.line_of_text import LineOfText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform

    from pipeline.figures.marks import Weight
    from pipeline.figures.theme import TextStyle

Align = Literal["left", "center", "right"]

CAP_MIDDLE = 0.33
"""Height of the middle of a capital letter above the baseline, in units of the font size."""


class Page:
    """Collects marks; :meth:`figure` turns them into a matplotlib figure as high as ``y`` has come.

    All lengths are points (1/72 inch). ``y`` is where the next part may start.
    """

    width = theme.WIDTH

    def __init__(self) -> None:
        self.y = 0.0
        self._marks: list[Callable[[Figure, Transform], Artist]] = []

    def text(
        self, x: float, baseline: float, text: str, style: TextStyle, align: Align = "left",
        *, colour: str | None = None,
    ) -> None:  # fmt: skip
        """One line of text on a baseline."""
        shown = measure.drawable(text)
        if not shown.strip():
            return
        properties = theme.font(style.weight, style.size, plain=measure.is_plain(shown, style.weight))

        def mark(figure: Figure, transform: Transform) -> Artist:
            line = LineOfText(
                x, baseline, shown, fontproperties=properties, color=colour or style.colour, ha=align, va="baseline",
                transform=transform, parse_math=False,
            )  # fmt: skip
            return figure.add_artist(line)

        self._marks.append(mark)

    def clearing(self, x: float, baseline: float, text: str, style: TextStyle) -> None:
        """Centred text on a patch of paper, so that a line behind it does not run through the letters."""
        room = measure.width(measure.drawable(text), style) + 2
        self.box(x - room / 2, baseline - 0.74 * style.size, room, 0.82 * style.size, palette.PAPER)
        self.text(x, baseline, text, style, "center")

    def lines(self, x: float, top: float, lines: Sequence[str], style: TextStyle, align: Align = "left") -> float:
        """Lines of text below each other; returns where they end."""
        for line in lines:
            self.text(x, top + style.size * 0.92, line, style, align)
            top += style.leading
        return top

    def middle(
        self, x: float, y: float, lines: Sequence[str] | str, style: TextStyle, align: Align = "left", *,
        colour: str | None = None,
    ) -> None:  # fmt: skip
        """Lines of text whose block is centred on the height ``y``."""
        block = [lines] if isinstance(lines, str) else lines
        baseline = y - (len(block) - 1) * style.leading / 2 + CAP_MIDDLE * style.size
        for line in block:
            self.text(x, baseline, line, style, align, colour=colour)
            baseline += style.leading

    def box(self, x: float, top: float, width: float, height: float, colour: str, *, edge: str | None = None) -> None:
        """A filled rectangle; with ``edge`` an outlined one."""
        self._patch(Rectangle, (x, top), width, height, facecolor=colour, edgecolor=edge or "none", linewidth=0.9)

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 0.6) -> None:
        """A straight line."""

        def mark(figure: Figure, transform: Transform) -> Artist:
            xs, ys = zip(start, end, strict=True)
            line = Line2D(xs, ys, color=colour, linewidth=width, transform=transform, solid_capstyle="butt")
            return figure.add_artist(line)

        self._marks.append(mark)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        self._patch(Circle, (x, y), radius, facecolor=colour, edgecolor="none")

    def cross(self, centre: tuple[float, float], radius: float, colour: str) -> None:
        """Two short strokes across each other, on a ground of paper."""
        x, y = centre
        reach = radius * 0.8
        self.disc(x, y, radius + 0.8, palette.PAPER)
        self.line((x - reach, y - reach), (x + reach, y + reach), colour, 1.5)
        self.line((x - reach, y + reach), (x + reach, y - reach), colour, 1.5)

    def wedge(self, centre: tuple[float, float], radius: float, start: float, end: float, colour: str) -> None:
        """A slice of a circle; ``start`` and ``end`` in degrees clockwise from the top."""
        self._patch(Wedge, centre, radius, start - 90, end - 90, facecolor=colour, edgecolor=palette.PAPER, linewidth=1)

    def hatch(
        self, corner: tuple[float, float], size: tuple[float, float], weight: Weight, fill: str,
        *, within: tuple[float, float, float] | None = None, dense: bool = False,
    ) -> None:  # fmt: skip
        """The hatch of a mark over a rectangle of colour ``fill``; nothing for an unmarked number.

        ``within`` (radius, start, end in degrees clockwise from the top) cuts it to a slice of the circle in the
        rectangle; ``dense`` draws it for a small sign.
        """
        pattern = (SIGNS if dense else PATTERNS).get(weight)
        if pattern is None or min(size) <= 0:
            return
        (left, top), (wide, high) = corner, size
        lines = segments(pattern, left, top, wide, high)
        if within is not None:
            lines = within_slice(lines, (left + wide / 2, top + high / 2), *within)
        path = Path(
            [point for line in lines for point in line] or [(left, top)],
            [Path.MOVETO, Path.LINETO] * len(lines) or [Path.MOVETO],
        )
        look = {"facecolor": "none", "edgecolor": pattern.colour_on(fill), "linewidth": pattern.width}

        def mark(figure: Figure, transform: Transform) -> Artist:
            return figure.add_artist(PathPatch(path, transform=transform, capstyle="butt", **look))

        self._marks.append(mark)

    def _patch(self, kind: type, *shape: object, **look: object) -> None:
        self._marks.append(lambda figure, transform: figure.add_artist(kind(*shape, transform=transform, **look)))

    def figure(self) -> Figure:
        """The drawn page. Each call gives a new figure, bound to no window and no session."""
        height = max(self.y, 1.0)
        with theme.context():
            figure = Figure(figsize=(self.width / 72, height / 72), facecolor=palette.PAPER)
            points = Affine2D().scale(1 / 72, -1 / 72).translate(0, height / 72) + figure.dpi_scale_trans
            for order, mark in enumerate(self._marks):
                mark(figure, points).set_zorder(order)
        return figure
