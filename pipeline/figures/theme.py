"""Typeface, sizes and settings of every figure, and how a figure becomes a file.

The fonts come from a wheel, text is stored as outlines and nothing carries a date: every machine writes the same
bytes. Settings of matplotlib are changed inside :func:`context` only, never for the session of an analyst.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import font_manager

from pipeline.figures import palette
from pipeline.figures.svg import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

FAMILY = "Source Sans Pro"
FALLBACK = "DejaVu Sans"
WIDTH = 7.2 * 72
"""Width of every figure in points: the text width of the page."""
PNG_DPI = 200

_WEIGHTS = {"regular": "Regular", "semibold": "Semibold", "bold": "Bold"}


@dataclass(frozen=True)
class TextStyle:
    """Size in points, weight and colour of a piece of text; ``leading`` is the distance of its lines."""

    size: float
    weight: str = "regular"
    colour: str = palette.INK

    @property
    def leading(self) -> float:
        """Distance between the baselines of two lines, in points."""
        return self.size * 1.19


TITLE = TextStyle(12.5, "bold")
QUESTION = TextStyle(8.6, colour=palette.GREY)
LABEL = TextStyle(8.6)
STRONG = TextStyle(8.6, "bold")
NUMBER = TextStyle(8.2)
QUIET = TextStyle(8.2, colour=palette.GREY)
SMALL = TextStyle(7.6)
SMALL_QUIET = TextStyle(7.6, colour=palette.GREY)
BESIDE = TextStyle(6.6, colour=palette.WARNING)
EVIDENCE = TextStyle(8.2, "semibold", palette.WARNING)


@cache
def font_path(weight: str = "regular") -> Path:
    """The font file of a weight, from the wheel ``font-source-sans-pro``; matplotlib learns of it on first use."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        msg = "the font Source Sans Pro is not installed. Hint: pip install font-source-sans-pro"
        raise ModuleNotFoundError(msg)
    path = Path(spec.origin).parent / "files" / f"SourceSansPro-{_WEIGHTS[weight]}.ttf"
    font_manager.fontManager.addfont(path)
    return path


@cache
def fallback_path() -> Path:
    """The font for characters that Source Sans Pro lacks; matplotlib ships it."""
    return Path(font_manager.findfont(FALLBACK))


@cache
def font(weight: str, size: float, *, plain: bool = True) -> font_manager.FontProperties:
    """Font properties; ``plain`` text needs no other font than ours, which spares a search."""
    font_path(weight)
    return font_manager.FontProperties(family=[FAMILY] if plain else [FAMILY, FALLBACK], weight=weight, size=size)


@contextmanager
def context() -> Iterator[None]:
    """The settings of a figure, for drawing and saving; also for an analyst's own plots in our look."""
    for weight in _WEIGHTS:
        font_path(weight)
    settings = {
        "font.family": [FAMILY, FALLBACK],
        "font.size": LABEL.size,
        "text.color": palette.INK,
        "text.parse_math": False,
        "text.hinting": "no_hinting",
        "axes.prop_cycle": mpl.cycler(color=list(palette.BLUE) + list(palette.OCHRE)),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "munisurvey",
        "figure.dpi": 100,
        "savefig.dpi": PNG_DPI,
        "savefig.facecolor": palette.PAPER,
    }
    with mpl.rc_context(settings):
        yield


def to_svg(figure: Figure, title: str, description: str) -> bytes:
    """The figure as SVG: outlines, no date, title and description for screen readers."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.BytesIO()
    metadata = {"Date": None, "Creator": None, "Title": title, "Description": description}
    with context():
        FigureCanvasSVG(figure).print_svg(buffer, metadata=metadata)
    return compact(buffer.getvalue().decode()).encode()


def to_png(figure: Figure, title: str, description: str, dpi: int = PNG_DPI) -> bytes:
    """The figure as PNG with ``dpi`` pixels an inch, without transparency."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image, PngImagePlugin

    with context():
        figure.set_dpi(dpi)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Title", title)
    info.add_itxt("Description", description)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "png", dpi=(dpi, dpi), pnginfo=info, compress_level=3)
    return buffer.getvalue()
