"""The document as one HTML page that needs nothing else: pictures, fonts and style are in it."""

from __future__ import annotations

import base64
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pipeline.report import fonts, pandoc
from pipeline.report.document import caption_text, callout, rewrite, text
from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from pipeline.report.document import Node, Numbered


def write(numbered: Numbered, folder: Path, options: dict[str, object]) -> str:
    """The page; ``folder`` holds the template ``page.html``, the style and what pictures are relative to."""
    tree = dict(numbered.document)
    tree["blocks"] = rewrite(tree["blocks"], lambda node: _change(node, numbered, folder))
    style = fonts.stylesheet() + (folder / "report.css").read_text(encoding="utf-8")
    tree["meta"] = {**tree["meta"], "style": {"t": "MetaInlines", "c": [_raw(style)]}}
    arguments = [
        f"--template={folder / 'page.html'}",
        "--mathml",
        "--toc",
        f"--toc-depth={options.get('toc-depth', 3)}",
    ]
    if options.get("number-sections"):
        arguments.append("--number-sections")
    return pandoc.write(tree, "html5", arguments)


def _raw(html: str) -> Node:
    return {"t": "RawInline", "c": ["html", html]}


def _block(html: str) -> Node:
    return {"t": "RawBlock", "c": ["html", html]}


def _change(node: Node, numbered: Numbered, folder: Path) -> Node | list[Node] | None:
    if node["t"] == "Image":
        return _image(node, folder)
    if node["t"] in ("Figure", "Table"):
        return _float(node, numbered)
    if found := callout(node):
        kind, title, body = found
        head = {"t": "Para", "c": [{"t": "Strong", "c": text(title)}]}
        return {"t": "Div", "c": [["", ["callout", f"callout-{kind}"], [["role", "note"]]], [head, *body]]}
    return None


def _image(node: Node, folder: Path) -> Node:
    """A picture with its bytes in place of its address."""
    (label, classes, pairs), _, (address, title) = node["c"]
    path = folder / unquote(address)
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"The picture {path.name} could not be read: {error.strerror}."
        raise ReportError(msg) from error
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    given = dict(pairs)
    alt = given.pop("fig-alt", "")
    shown = [["alt", alt], *([key, value] for key, value in given.items() if key != "width")]
    data = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return {"t": "Image", "c": [[label, classes, shown], [], [data, title]]}


def _float(node: Node, numbered: Numbered) -> Node | list[Node]:
    """A figure or table with its name before the caption; a table that may scroll, its first column as row heads."""
    label = node["c"][0][0]
    if label in numbered.labels:
        caption = [*text(f"{numbered.name(label)}: "), *caption_text(node)]
        node["c"][1] = [None, [{"t": "Plain", "c": caption}]]
    if node["t"] == "Figure":
        return node
    for body in node["c"][4]:
        body[1] = 1
    scroll = ["", ["table-scroll"], [["tabindex", "0"], ["role", "region"]]]
    if label in numbered.labels:
        scroll[2].append(["aria-label", numbered.name(label)])
    return {"t": "Div", "c": [scroll, [node]]}
