"""The typefaces of the page, from wheels and carried inside it, so that every machine shows the same report."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.typesetting import SANS, SERIF, font_file
from pipeline.work import replace

if TYPE_CHECKING:
    from pathlib import Path

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
    font = subset.load_font(io.BytesIO(font_file(name).read_bytes()), options)  # by name, the file would stay open
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
