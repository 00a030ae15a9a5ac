"""The reports' typeface for a single file: the few letters a page needs, small enough to be carried inside it."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO

_LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—−„“”‚‘’…•→↑✓×≥≤€\u2009\u202f"
_CUTS = {400: "SourceSansPro-Regular", 600: "SourceSansPro-Semibold"}


@cache
def font_faces() -> str:
    """CSS ``@font-face`` rules with Source Sans Pro (regular and semibold, Latin letters) as embedded WOFF.

    Embedding is what its licence (SIL Open Font License) allows; a page without any request needs it.
    """
    return "\n".join(
        f"@font-face{{font-family:'Source Sans Pro';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_subset(name)}) format('woff')}}"
        for weight, name in _CUTS.items()
    )


def _subset(name: str) -> str:
    from importlib.resources import files

    from fontTools import subset, ttLib

    font = ttLib.TTFont(BytesIO(files("font_source_sans_pro").joinpath("files", f"{name}.ttf").read_bytes()))
    font.recalcTimestamp = False  # the same page, the same bytes
    options = subset.Options(hinting=False, layout_features=["kern", "liga", "tnum"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=_LETTERS)
    subsetter.subset(font)
    font.flavor = "woff"
    written = BytesIO()
    font.save(written, reorderTables=False)
    return base64.b64encode(written.getvalue()).decode("ascii")
