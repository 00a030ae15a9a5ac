"""The typefaces of page and PDF, from wheels, so that every machine sets the same report."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.work import replace

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"

_FACES = (
    (SANS, "SourceSansPro-Regular.ttf", 400, "normal"),
    (SANS, "SourceSansPro-Semibold.ttf", 600, "normal"),
    (SANS, "SourceSansPro-It.ttf", 400, "italic"),
    (SERIF, "SourceSerifPro-Regular.ttf", 400, "normal"),
    (SERIF, "SourceSerifPro-Semibold.ttf", 600, "normal"),
)
_WHEELS = ("font-source-sans-pro", "font-source-serif-pro", "fonttools")
_FEATURES = ("ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum")
_RANGES = (
    range(0x20, 0x180), range(0x2000, 0x2070), (0x20AC, 0x2190, 0x2192, 0x2212, 0x2248, 0x2264, 0x2265, 0x25B2, 0x25BC),
)  # fmt: skip
"""What the page embeds: Latin with its extensions, punctuation, a few signs. Other scripts use the reader's fonts."""


@cache
def folders() -> tuple[Path, ...]:
    """Where the font files are: Source Sans, Source Serif, and DejaVu as what fills the gaps."""
    import font_source_sans_pro
    import font_source_serif_pro
    from matplotlib import get_data_path

    wheels = (font_source_sans_pro, font_source_serif_pro)
    return (*(Path(wheel.__file__).parent / "files" for wheel in wheels), Path(get_data_path()) / "fonts" / "ttf")


def _file(name: str) -> Path:
    return next(path for folder in folders() if (path := folder / name).is_file())


@cache
def stylesheet(store: Path) -> str:
    """``@font-face`` rules that carry the fonts, reduced to the characters of European languages.

    Reducing them takes a second, so the result is kept in the folder ``store`` under a name made of what goes into it.
    """
    made_of = repr((_FACES, _FEATURES, _RANGES, [version(name) for name in _WHEELS]))
    kept = store / f"fonts-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}.css"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    rules = "".join(_face(*face) for face in _FACES)
    replace(kept, rules)
    return rules


def _face(family: str, name: str, weight: int, style: str) -> str:
    from fontTools import subset

    options = subset.Options()
    options.flavor = "woff"
    options.layout_features = list(_FEATURES)
    options.drop_tables += ["DSIG"]
    options.recalc_timestamp = False
    font = subset.load_font(io.BytesIO(_file(name).read_bytes()), options)  # by name, the file would stay open
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for codes in _RANGES for code in codes])
    subsetter.subset(font)
    content = io.BytesIO()
    subset.save_font(font, content, options)
    data = base64.b64encode(content.getvalue()).decode()
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:swap;'
        f"src:url(data:font/woff;base64,{data}) format('woff')}}\n"
    )


@cache
def drawable() -> frozenset[int]:
    """The characters that some font of the PDF can draw."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for name in ("SourceSansPro-Regular.ttf", "SourceSerifPro-Regular.ttf", "DejaVuSans.ttf"):
        with TTFont(_file(name), lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
