"""The document tree between Markdown and the output: what is visible, what is numbered, what refers to what.

Numbers and words are Quarto's: figures and tables are counted through, chapters by level, and a reference reads
"Abbildung 1", "Table 2", "Kapitel 3.1" with a no-break space. The tree is pandoc's JSON.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Node = dict[str, Any]

WORDS = {
    "fig": ("Abbildung", "Figure"),
    "tbl": ("Tabelle", "Table"),
    "sec": ("Kapitel", "Section"),
}
"""What a kind of label is called (German, English)."""

CALLOUTS = ("note", "tip", "important", "warning", "caution")


@dataclass
class Numbered:
    """A document whose labels have numbers; ``labels`` maps ``fig-x`` to ``"1"``, ``sec-y`` to ``"3.1"``."""

    document: Node
    language: str
    labels: dict[str, str] = field(default_factory=dict)

    def word(self, label: str) -> str:
        """What a label is called in this language: *Abbildung*, *Table*, ..."""
        return WORDS[label.partition("-")[0]][0 if self.language == "de" else 1]

    def name(self, label: str) -> str:
        """How the document calls a label: *Abbildung 1*."""
        return f"{self.word(label)}\N{NO-BREAK SPACE}{self.labels[label]}"


def prepare(document: Node, *, language: str, output: str) -> Numbered:
    """The tree as it is for one output (``html``, ``typst``): hidden parts gone, labels numbered, references resolved.

    Raises
    ------
    ReportError
        If a label is given twice or a reference has no target.
    """
    tree = copy.deepcopy(document)
    tree["blocks"] = list(_visible(tree["blocks"], output, language))
    tree["blocks"] = list(_floats(tree["blocks"]))
    numbered = Numbered(tree, language)
    _count(numbered)
    tree["blocks"] = rewrite(tree["blocks"], lambda node: _reference(node, numbered))
    return numbered


def rewrite(node: Any, change: Callable[[Node], Any]) -> Any:
    """A tree with every node replaced by ``change(node)``, from the leaves up; a list is spliced in, None keeps."""
    if isinstance(node, list):
        result = []
        for child in node:
            new = rewrite(child, change)
            if isinstance(child, dict) and isinstance(new, list):
                result.extend(new)
            else:
                result.append(new)
        return result
    if isinstance(node, dict):
        if "t" in node:
            node = {key: rewrite(value, change) if key == "c" else value for key, value in node.items()}
            changed = change(node)
            return node if changed is None else changed
        return {key: rewrite(value, change) for key, value in node.items()}
    return node


def walk(node: Any) -> Iterator[Node]:
    """Every node of a tree, in reading order, parents first."""
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    elif isinstance(node, dict):
        if "t" in node:
            yield node
        yield from walk(node.get("c", []))


def plain(inlines: list[Node]) -> str:
    """The text of inlines."""
    blanks = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
    return "".join(node["c"] if node["t"] == "Str" else blanks.get(node["t"], "") for node in walk(inlines))


def text(value: str) -> list[Node]:
    """Inlines that show ``value`` as it is."""
    return [{"t": "Str", "c": value}]


def _visible(blocks: list[Node], output: str, profile: str) -> Iterator[Node]:
    """Blocks without those that are for another output or profile; the divisions that say so are taken off."""
    for block in blocks:
        if block["t"] != "Div":
            yield block
            continue
        (_, classes, pairs), body = block["c"]
        conditions = dict(pairs)
        if "content-visible" in classes or "content-hidden" in classes:
            given = {"format": output, "profile": profile}
            holds = all(
                (conditions[key] == value) == key.startswith("when")
                for kind, value in given.items()
                for key in (f"when-{kind}", f"unless-{kind}")
                if key in conditions
            )
            if holds == ("content-visible" in classes):
                yield from _visible(body, output, profile)
        else:
            block["c"][1] = list(_visible(body, output, profile))
            yield block


def _floats(blocks: list[Node]) -> Iterator[Node]:
    """Divisions labelled ``fig-`` or ``tbl-`` as figures and tables; their last paragraph is the caption."""
    for block in blocks:
        if block["t"] != "Div" or not block["c"][0][0].startswith(("fig-", "tbl-")):
            yield block
            continue
        (label, _, pairs), body = block["c"]
        content, caption = body[:-1], body[-1]
        if content and content[0]["t"] == "Table":
            content[0]["c"][0][0] = label
            content[0]["c"][1] = [None, [{"t": "Plain", "c": caption["c"]}]]
            yield content[0]
            continue
        image = next((node for node in walk(content) if node["t"] == "Image"), None)
        if image is None:
            msg = f"'{label}' is labelled as a figure or table, but shows neither."
            raise ReportError(msg)
        image["c"][0][2] += [pair for pair in pairs if pair[0] == "fig-alt"]
        figure = [[label, [], []], [None, [{"t": "Plain", "c": caption["c"]}]], [{"t": "Plain", "c": [image]}]]
        yield {"t": "Figure", "c": figure}


def _count(numbered: Numbered) -> None:
    levels = [0] * 6
    counts = {"fig": 0, "tbl": 0}
    for node in walk(numbered.document["blocks"]):
        if node["t"] == "Header":
            level, (label, classes, _), _ = node["c"]
            if "unnumbered" in classes:
                continue
            levels[level - 1 :] = [levels[level - 1] + 1, *[0] * (6 - level)]
            number = ".".join(str(part) for part in levels[:level])
        elif node["t"] in ("Figure", "Table"):
            label = node["c"][0][0]
            kind = label.partition("-")[0]
            if kind not in counts:
                continue
            counts[kind] += 1
            number = str(counts[kind])
        else:
            continue
        if label in numbered.labels:
            msg = f"The label '{label}' is given twice; every figure, table and chapter needs its own."
            raise ReportError(msg)
        numbered.labels[label] = number


def _reference(node: Node, numbered: Numbered) -> list[Node] | None:
    """A citation of a label as a link to it."""
    if node["t"] != "Cite":
        return None
    citations, _ = node["c"]
    links: list[Node] = []
    for citation in citations:
        label = citation["citationId"]
        if label not in numbered.labels or label.partition("-")[0] not in WORDS:
            msg = f"The report refers to @{label}, but nothing has that label."
            raise ReportError(msg)
        bare = citation["citationMode"]["t"] == "SuppressAuthor"
        shown = numbered.labels[label] if bare else numbered.name(label)
        attributes = ["", ["quarto-xref"], []]
        links += [*(text(", ") if links else []), {"t": "Link", "c": [attributes, text(shown), [f"#{label}", ""]]}]
    return links


def callout(node: Node) -> tuple[str, str, list[Node]] | None:
    """Kind, title and body of a callout; ``None`` for any other node."""
    if node["t"] != "Div":
        return None
    (_, classes, pairs), body = node["c"]
    kind = next((name for name in CALLOUTS if f"callout-{name}" in classes), None)
    return None if kind is None else (kind, dict(pairs).get("title", ""), body)


def caption_text(node: Node) -> list[Node]:
    """The inlines of the caption of a figure or table."""
    _, blocks = node["c"][1]
    return [inline for block in blocks for inline in block["c"]]
