"""Make matplotlib's SVG small: a report carries forty of them inside one page.

Most of the file is a reference per letter and outlines written one point a line. Shortening these leaves half of
the size and the same picture. The ids of letters stay derived from font and glyph: where several figures are put
into one page, equal ids mean equal outlines. All other ids are dropped, because they would collide.
"""

from __future__ import annotations

import re

_FONT = re.compile(r"SourceSansPro-(Regular|Semibold|Bold)-(?=[0-9a-f]+\")")
_USE = re.compile(r'<use xlink:href="(#[^"]+)"(?: transform="translate\((-?[\d.]+) 0\)")?/>')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAME = re.compile(r'(?<=<g) id="(?:figure|text|patch|line2d|axes)_\d+"')
_BETWEEN = re.compile(r">\s+<")
_OUTLINE = re.compile(r' d="([^"]*)"')
_DECIMALS = re.compile(r"\d+\.\d{3,}")
_SPACE = re.compile(r"\s*([A-Za-z])\s*|\s+")


def compact(svg: str) -> str:
    """The same picture in fewer bytes."""
    svg = _COMMENT.sub("", svg)
    svg = _NAME.sub("", svg)
    svg = _OUTLINE.sub(_outline, svg)
    svg = _FONT.sub(lambda found: f"S{found[1][0]}-", svg)
    svg = _USE.sub(_use, svg)
    return _BETWEEN.sub(">\n<", svg)


def _outline(found: re.Match[str]) -> str:
    points = _SPACE.sub(lambda space: space[1] or " ", found[1]).strip()
    points = _DECIMALS.sub(lambda number: f"{float(number[0]):.2f}", points)
    return f' d="{points}"'


def _use(found: re.Match[str]) -> str:
    glyph, shift = found[1], found[2]
    return f'<use xlink:href="{glyph}"/>' if shift is None else f'<use xlink:href="{glyph}" x="{float(shift):.1f}"/>'
