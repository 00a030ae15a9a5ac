"""How wide a text is and where it breaks, known before anything is drawn.

The height of a figure follows from the number of its wrapped lines, so widths are taken from the font's own
metrics. Kerning is left out: it only ever makes text a little narrower.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matplotlib.ft2font import FT2Font, LoadFlags

from pipeline.figures import theme

if TYPE_CHECKING:
    from pipeline.figures.theme import TextStyle

_BREAK = re.compile(r"[ \t\r\n\f\v]+")
_AFTER = re.compile(r"(?<=[\w).-][-–/])(?=\w)")
_ABBREVIATION = re.compile(r"(?<=\b\w\.) (?=\w\.)")
_PLACEHOLDER = "\N{WHITE SQUARE}"


@cache
def _face(weight: str) -> tuple[FT2Font, frozenset[int]]:
    path = theme.fallback_path() if weight == "fallback" else theme.font_path(weight)
    face = FT2Font(str(path))
    return face, frozenset(face.get_charmap())


@cache
def _advance(character: str, weight: str) -> float:
    """Width of a character in units of the font size."""
    for name in (weight, "fallback"):
        face, known = _face(name)
        if ord(character) in known:
            glyph = face.load_char(ord(character), flags=LoadFlags.NO_SCALE)
            return glyph.horiAdvance / face.units_per_EM
    return 1.0


def drawable(text: str) -> str:
    """``text`` with a square for every character that no font has, and no control characters."""
    if text.isascii() and text.isprintable():
        return text
    known = _face("regular")[1] | _face("fallback")[1]
    characters = (" " if c in "\t\r\n\f\v" else c for c in text)
    return "".join(
        c if ord(c) in known else _PLACEHOLDER for c in characters if c.isprintable() or c.isspace() or ord(c) in known
    )


def is_plain(text: str, weight: str) -> bool:
    """Whether our own font has every character of ``text``."""
    known = _face(weight)[1]
    return all(ord(character) in known for character in text)


@cache
def width(text: str, style: TextStyle) -> float:
    """Width of one line in points."""
    return style.size * sum(_advance(character, style.weight) for character in text)


@cache
def wrap(text: str, room: float, style: TextStyle, *, balanced: bool = False) -> tuple[str, ...]:
    """Break ``text`` into lines no wider than ``room`` points.

    Lines break at spaces and after hyphens and slashes, never at a no-break space or inside an abbreviation such as
    "z. B."; a word that is wider than the room is cut with a hyphen, because text is never truncated. ``balanced`` evens out the lengths of the lines
    without adding one.
    """
    text = _ABBREVIATION.sub("\N{NO-BREAK SPACE}", drawable(text))
    lines = _greedy(text, room, style)
    if balanced and len(lines) > 1:
        narrow, wide = room / len(lines) * 0.8, room
        for _ in range(7):
            middle = (narrow + wide) / 2
            if len(_greedy(text, middle, style)) <= len(lines) and not _cuts_more(text, middle, room, style):
                wide = middle
            else:
                narrow = middle
        lines = _greedy(text, wide, style)
    return tuple(lines)


def _cuts_more(text: str, narrow: float, room: float, style: TextStyle) -> bool:
    """Whether the narrower room would cut a word that fits into the wider one."""
    widths = [width(piece, style) for word in _BREAK.split(text) for piece in _AFTER.split(word)]
    return any(narrow < wide <= room for wide in widths)


def _greedy(text: str, room: float, style: TextStyle) -> list[str]:
    lines = [""]
    for word in _BREAK.split(text.strip()):
        for position, piece in enumerate(_AFTER.split(word)):
            glue = " " if position == 0 and lines[-1] else ""
            if width(lines[-1] + glue + piece, style) <= room:
                lines[-1] += glue + piece
                continue
            *cut, rest = _cut(piece, room, style)
            lines += [*cut, rest]
            if not lines[0]:
                lines.pop(0)
    return lines


def _cut(word: str, room: float, style: TextStyle) -> list[str]:
    """A word that is too wide, cut with hyphens into parts that fit; at least one letter a line."""
    parts = []
    while len(word) > 1 and width(word, style) > room:
        end = len(word) - 1
        while end > 1 and width(word[:end] + "-", style) > room:
            end -= 1
        parts.append(word[:end] + "-")
        word = word[end:]
    return [*parts, word]
