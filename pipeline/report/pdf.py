"""The document as a tagged PDF (PDF/UA-1) through Typst: same bytes for the same report on every machine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline import typesetting
from pipeline.report import pandoc
from pipeline.report.document import callout, caption_text, rewrite, text
from pipeline.report.errors import ReportError
from pipeline.typesetting import readable

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from pipeline.report.document import Node, Numbered

_TALL = 0.5
"""A picture higher than this, in widths, moves to top or bottom of a page; a lower one stays in its place."""

_PICTURE = re.compile(r'#figure\(\[\s*(?:#box\()?#?image\("([^"]+)"')

_HEADED = re.compile(r"(?:^|\n)=+ [^\n]*\n(?:<[^>\n]*>\s*)?\s*$")
"""The end of a text that closes with a heading."""

_CAPTION = re.compile(r"(figure\.caption\(\s*position: \w+,\s*\[)\s+(.*?)\s+\](?=\),\s*kind:)", re.DOTALL)
_NUMBER = re.compile(r"(^ *|\[)(\d+)\.(?=\s)", re.MULTILINE)


def write(numbered: Numbered, folder: Path) -> str:
    """The Typst source; ``folder`` holds the template ``page.typ`` and its parts."""
    tree = dict(numbered.document)
    tree["blocks"] = rewrite(tree["blocks"], lambda node: _change(node, numbered))
    return mend(pandoc.write(tree, "typst", [f"--template={folder / 'page.typ'}"]), folder)


def compile_pdf(source: bytes | Path, root: Path, timestamp: dt.datetime) -> bytes:
    """The PDF of a Typst source, given as text in ``root`` or as a file below it; nothing outside ``root`` is read.

    Raises
    ------
    ReportError
        If Typst refuses the source, a picture has no alt text, or a font is unknown.
    """
    try:
        return typesetting.compile_pdf(source, root, timestamp)
    except typesetting.TypesettingError as error:
        raise ReportError(str(error)) from error


def mend(source: str, folder: Path) -> str:
    """A Typst source as pandoc means it: no blank before a caption, a number at the start of a line not made a list."""
    source = _CAPTION.sub(r"\1\2]", source)
    return let_float(_NUMBER.sub(r"\1\2\\.", source), folder)


def let_float(source: str, folder: Path) -> str:
    """A Typst source whose tall pictures may float, so that they do not leave half a page empty above them.

    What follows a floating picture in the same section floats too: figures keep their order. A picture right under its
    heading stays there.
    """
    parts, end, floating = [], 0, False
    for match in _PICTURE.finditer(source):
        between = source[end : match.start()]
        floating = (floating and "\n=" not in between) or _proportion(folder / match[1]) > _TALL
        floating = floating and not _HEADED.search(between)
        parts += [between, match[0].replace("#figure([", "#figure(placement: auto, [", 1) if floating else match[0]]
        end = match.end()
    return "".join(parts) + source[end:]


def _proportion(path: Path) -> float:
    """Height of an SVG in widths; 0 where it does not say."""
    try:
        root = ET.fromstring(path.read_bytes())  # noqa: S314 - drawn by this project
    except (OSError, ET.ParseError):
        return 0.0
    box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    return box[3] / box[2] if len(box) == 4 and box[2] else 0.0


def _raw(typ: str) -> Node:
    return {"t": "RawBlock", "c": ["typst", typ]}


def _inline(typ: str) -> Node:
    return {"t": "RawInline", "c": ["typst", typ]}


def _string(value: str) -> str:
    """A Typst string literal."""
    return json.dumps(value, ensure_ascii=False)


def _change(node: Node, numbered: Numbered) -> Node | list[Node] | None:
    if node["t"] == "Str":
        return {"t": "Str", "c": readable(node["c"])}
    if node["t"] == "Image":
        (_, _, pairs), _, (address, _) = node["c"]
        alt = readable(dict(pairs).get("fig-alt", ""))
        return _inline(f"#image({_string(address.replace('%20', ' '))}, alt: {_string(alt)}, width: 100%)")
    if node["t"] == "Figure":
        return _figure(node, node["c"][2], numbered, "quarto-float-fig", "bottom")
    if node["t"] == "Table" and node["c"][0][0] in numbered.labels:
        bare = {"t": "Table", "c": [["", ["typst:no-figure"], []], [None, []], *node["c"][2:]]}
        return _figure(node, [bare], numbered, "quarto-float-tbl", "top")
    if found := callout(node):
        kind, title, body = found
        head = [_raw(f"#callout(kind: {_string(kind)}, title: ["), {"t": "Plain", "c": text(title)}, _raw("], body: [")]
        return [*head, *body, _raw("])")]
    return None


def _figure(node: Node, body: list[Node], numbered: Numbered, kind: str, position: str) -> list[Node]:
    """A figure or table as Quarto writes it, so that one template serves both renderers."""
    label = node["c"][0][0]
    if label not in numbered.labels:
        return body
    start = _inline(f"], caption: figure.caption(position: {position}, [")
    end = _inline(f']), kind: "{kind}", supplement: {_string(numbered.word(label))})\n<{label}>\n')
    caption = {"t": "Plain", "c": [start, *caption_text(node), end]}
    return [_raw("#figure(["), *body, caption]
