"""A line of text whose place is known: no layout is left to do when it is drawn.

Laying out text is most of the work of drawing a figure of this kind, and matplotlib does it anew for every format.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text

from pipeline.figures import measure, theme

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from matplotlib.font_manager import FontProperties

_EXACT = 100.0
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


class LineOfText(Text):
    """Plain text on one baseline, without rotation, mathematics or box."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw from the left end, which follows from the width of the text as the font sets it."""
        if not measure.is_plain(self.get_text(), self.get_fontproperties().get_weight()):
            super().draw(renderer)  # several fonts in one line
            return
        transform = self.get_transform()
        left = self._x - _SHARE[self.get_horizontalalignment()] * self._points()
        x, y = transform.transform((left, self._y))
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, ismath=False, mtext=self)
        gc.restore()
        self.stale = False

    def _points(self) -> float:
        if self.get_horizontalalignment() == "left":
            return 0.0
        properties: FontProperties = self.get_fontproperties()
        return _width(self.get_text(), properties.get_weight()) * properties.get_size_in_points()


@lru_cache(maxsize=4096)
def _width(text: str, weight: str) -> float:
    """Width of a line in units of the font size, kerning included."""
    face = _face(weight)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 / _EXACT


@lru_cache
def _face(weight: str) -> FT2Font:
    face = FT2Font(str(theme.font_path(weight)))
    face.set_size(_EXACT, 72)
    return face
