"""Pictures as part of the page instead of files beside it or inside it, at a third of the size.

Each SVG becomes an ``<svg>`` element. Outlines of letters, which every figure brings along, are kept once: figures
name them by font and glyph, so that equal names mean equal outlines.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

_IMAGE = re.compile(r'<img\b[^>]*?src="([^"]+)"[^>]*>', re.DOTALL)
_SVG = "data:image/svg+xml;base64,"
_ALT = re.compile(r'\balt="([^"]*)"')
_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_BOX = re.compile(r'\bviewBox="[^"]*"')
_PREAMBLE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_UNSEEN = re.compile(r"<(title|metadata|desc)\b.*?</\1>", re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_OUTLINE = re.compile(r'<path id="([^"]+)" [^>]*/>', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_EMPTY = re.compile(r"<defs>\s*</defs>\s*")


def pictures(html: str, folder: Path) -> str:
    """``html`` with its pictures inlined; an SVG that cannot share the page with others becomes a ``data:`` address.

    Raises
    ------
    ReportError
        If a picture, given relative to ``folder``, cannot be read.
    """
    outlines: dict[str, str] = {}
    styles: set[str] = set()

    def inlined(match: re.Match[str]) -> str:
        address = match[1] if match[1].startswith("data:") else _data(folder / unquote(match[1]))
        whole = match[0].replace(match[1], address)
        if not address.startswith(_SVG):
            return whole
        svg = base64.b64decode(address.removeprefix(_SVG)).decode("utf-8", errors="replace")
        found = {outline[1]: outline[0] for outline in _OUTLINE.finditer(svg)}
        strange = set(_ID.findall(_UNSEEN.sub("", svg))) - set(found)
        box, root = _BOX.search(svg), _ROOT.search(svg)
        if strange or box is None or root is None or any(outlines.get(key, own) != own for key, own in found.items()):
            return whole
        known = set(outlines)
        outlines.update(found)
        svg = _UNSEEN.sub("", _PREAMBLE.sub("", svg))
        svg = _STYLE.sub(lambda style: "" if style[1] in styles else styles.add(style[1]) or style[0], svg)
        svg = _OUTLINE.sub(lambda outline: "" if outline[1] in known else outline[0], svg)
        alt = (_ALT.search(match[0]) or ["", ""])[1]
        svg = _ROOT.sub(lambda _: f'<svg role="img" aria-label="{alt}" {box[0]}>', svg, count=1)
        return _EMPTY.sub("", svg).replace("xlink:href", "href")

    return _IMAGE.sub(inlined, html)


def _data(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    try:
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
    except OSError as error:
        msg = f"The picture {path.name} could not be read: {error.strerror}."
        raise ReportError(msg) from error
