"""Plain Markdown for the texts of a package: legible as it is, and read by pandoc as it is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*_\[\]<>|#$^~{}@])")
_BLANKS = re.compile(r"\s+")
_LINE = 100


def plain(text: str) -> str:
    r"""A text on one line, with what would be markup taken literally; everything else stays legible.

    >>> plain("a_b (c) 2016-12")
    'a\\_b (c) 2016-12'
    """
    return _MARKUP.sub(r"\\\1", _BLANKS.sub(" ", text).strip())


def code(text: str) -> str:
    """A name as it is typed: of a file, of a variable.

    >>> code("tasks_security")
    '`tasks_security`'
    """
    return f"`{text}`"


def heading(level: int, text: str) -> str:
    """A heading."""
    return f"{'#' * level} {text}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[int], align: str) -> str:
    """A pipe table; ``shares`` of the line for each column, ``align`` one letter a column (``l`` or ``r``)."""
    marks = {"l": (":", "-"), "r": ("-", ":")}
    total = sum(shares)
    rules = [
        marks[side][0] + "-" * max(1, round(_LINE * share / total) - 2) + marks[side][1]
        for side, share in zip(align, shares, strict=True)
    ]
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    lines.insert(1, "|" + "|".join(rules) + "|")
    return "\n".join(lines)


def document(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join(block for block in blocks if block) + "\n"
