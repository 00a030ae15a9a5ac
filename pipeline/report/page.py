"""The document as one HTML page that needs nothing else: pictures, fonts and style are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report import inline, pandoc
from pipeline.report.document import callout, caption_text, rewrite, text

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.report.document import Node, Numbered


def write(numbered: Numbered, folder: Path, options: dict[str, object], faces: str) -> str:
    """The page; ``folder`` holds the template ``page.html`` and the style, ``faces`` are the rules with the fonts."""
    tree = dict(numbered.document)
    tree["blocks"] = rewrite(tree["blocks"], lambda node: _change(node, numbered))
    style = faces + (folder / "report.css").read_text(encoding="utf-8")
    tree["meta"] = {**tree["meta"], "style": {"t": "MetaInlines", "c": [_raw(style)]}}
    arguments = [
        f"--template={folder / 'page.html'}",
        "--mathml",
        "--toc",
        f"--toc-depth={options.get('toc-depth', 3)}",
    ]
    if options.get("number-sections"):
        arguments.append("--number-sections")
    return inline.pictures(pandoc.write(tree, "html5", arguments), folder)


def _raw(html: str) -> Node:
    return {"t": "RawInline", "c": ["html", html]}


def _change(node: Node, numbered: Numbered) -> Node | list[Node] | None:
    if node["t"] == "Image":
        return _image(node)
    if node["t"] in ("Figure", "Table"):
        return _float(node, numbered)
    if found := callout(node):
        kind, title, body = found
        head = {"t": "Para", "c": [{"t": "Strong", "c": text(title)}]}
        return {"t": "Div", "c": [["", ["callout", f"callout-{kind}"], [["role", "note"]]], [head, *body]]}
    return None


def _image(node: Node) -> Node:
    """A picture with its alt text where HTML has it."""
    (label, classes, pairs), _, target = node["c"]
    given = dict(pairs)
    shown = [["alt", given.pop("fig-alt", "")], *([key, value] for key, value in given.items() if key != "width")]
    return {"t": "Image", "c": [[label, classes, shown], [], target]}


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
