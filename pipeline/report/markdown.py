"""Markdown as both renderers read it: escaping, attributes, and the few blocks a chapter is made of.

Every text that comes from respondents or from the questionnaire passes :func:`escape`. Everything that looks like
markup to pandoc or to Quarto (HTML, formulas, shortcodes, citations, inline code) then arrives letter by letter.
"""

from __future__ import annotations

import re
import string
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_LIKE_A_BLOCK = re.compile(r"(?:[-+/]|=+|\d+\.)(?: |$)")
_NOTHING = "`#[]`{=typst}"


class Markdown(str):
    """Text that is Markdown already: printed as it is by an output cell and by inline code."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


def escape(text: object) -> str:
    r"""``text`` on one line, with every ASCII punctuation character taken literally.

    pandoc writes a dash at the beginning of a list item or a cell into Typst as it is, where it would begin a list (and
    an equals sign a heading); an empty piece of Typst before it prevents that, and is nothing elsewhere.

    >>> escape("=1+1 | <b> {{< x >}}")
    '\\=1\\+1 \\| \\<b\\> \\{\\{\\< x \\>\\}\\}'
    """
    line = _BLANKS.sub(" ", printable(str(text))).strip()
    escaped = _PUNCTUATION.sub(lambda match: "\\" + match[0], line)
    return _NOTHING + escaped if _LIKE_A_BLOCK.match(line) else escaped


def printable(text: str) -> str:
    """``text`` without control characters, which neither HTML nor PDF can hold; line breaks stay."""
    return "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))


def paragraphs(text: str) -> str:
    """An answer of several lines: escaped, its line breaks kept."""
    lines = [escape(line) for line in printable(text).splitlines()]
    return "\\\n".join(line for line in lines if line)


def attribute(value: str) -> str:
    """A value for ``{key="..."}``: straight quotes would end it, and Quarto reads shortcodes inside it."""
    line = _BLANKS.sub(" ", printable(value)).strip()
    line = line.replace("\\", "\\\\").replace('"', '\\"')
    return line.replace("{{", "{\N{WORD JOINER}{").replace("}}", "}\N{WORD JOINER}}")


def slug(identifier: str) -> str:
    """An identifier as it stands in a label: ``@fig-tasks-stacked``."""
    return re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")


def join(*blocks: str | None) -> Markdown:
    """Blocks under each other, empty ones left out."""
    return Markdown("\n\n".join(block.strip("\n") for block in blocks if block and block.strip()) + "\n")


def heading(level: int, text: str, label: str) -> str:
    """A heading of escaped ``text`` that ``@sec-label`` refers to."""
    return f"{'#' * level} {text} {{#sec-{slug(label)}}}"


def figure(path: str, caption: str, label: str, alt: str) -> str:
    """A picture with caption (Markdown), alt text (plain) and the label ``fig-<label>``."""
    source = path.replace("\\", "/").replace(" ", "%20")
    return f'![{caption}]({source}){{#fig-{slug(label)} fig-alt="{attribute(alt)}" width=100%}}'


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int],
    align: str,
    caption: str | None = None,
    label: str | None = None,
) -> str:
    """A pipe table of cells that are Markdown already.

    Parameters
    ----------
    widths
        Relative width of each column; together at least 72, so that pandoc takes them as shares of the line.
    align
        One letter a column: ``l``, ``r`` or ``c``.
    """
    marks = {"l": (":", "-"), "r": ("-", ":"), "c": (":", ":")}
    scale = max(1.0, 100 / sum(widths))
    rule = [marks[a][0] + "-" * max(1, round(w * scale) - 2) + marks[a][1] for a, w in zip(align, widths, strict=True)]
    lines = ["| " + " | ".join(cells) + " |" for cells in (header, *rows)]
    lines.insert(1, "|" + "|".join(rule) + "|")
    if caption is not None:
        lines += ["", f": {caption} {{#tbl-{slug(label or '')}}}"]
    return "\n".join(lines)


def callout(kind: str, title: str, body: str) -> str:
    """A callout (``note``, ``warning``, ``important``); ``title`` is plain text, ``body`` Markdown."""
    return f'::: {{.callout-{kind} title="{attribute(title)}" icon=false}}\n{body.strip()}\n:::'


def only(output: str, body: str) -> str:
    """``body`` in one output only: ``html`` or ``typst``."""
    return f'::: {{.content-visible when-format="{output}"}}\n{body.strip()}\n:::'
