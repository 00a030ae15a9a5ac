"""Names and labels cut to what a file format holds, and a list of everything that was cut.

A name that is too long loses its end to four digits of its checksum, so that it is the same in every wave and in every
language, whatever other variables there are. A label that is too long gives way to the short label, else it is cut at a
word.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

ELLIPSIS = "…"
_DIGITS = 4


@dataclass(frozen=True)
class Shortening:
    """One thing that was cut: in which file, of which column, what (*name*, *label*, *value label*, *text*, ...)."""

    file: str
    column: str
    what: str
    full: str
    short: str


@dataclass
class Shortener:
    """Cuts for one file and remembers it. ``size`` measures a text: its characters, or its bytes in UTF-8."""

    file: str
    size: Callable[[str], int]
    done: list[Shortening] = field(default_factory=list)

    def names(self, names: Iterable[str], longest: int, reserved: Collection[str] = ()) -> dict[str, str]:
        """Every name with the one it has in the file, different names for different columns.

        Raises
        ------
        ValueError
            If two names become the same.
        """
        found = {name: self._name(name, longest, reserved) for name in names}
        if len(set(found.values())) < len(found):
            msg = f"two columns of {self.file} would have the same name. Hint: give one of their items a shorter id"
            raise ValueError(msg)
        return found

    def _name(self, name: str, longest: int, reserved: Collection[str]) -> str:
        short = f"{name}_" if name in reserved else name
        if self.size(short) > longest:
            digits = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
            short = f"{name[: longest - _DIGITS - 1].rstrip('_')}_{digits}"
        return self._noted(name, "name", name, short)

    def text(self, text: str, longest: int, column: str, what: str, instead: str | None = None) -> str:
        """A text of at most this size; ``instead`` is taken where it fits and the text does not."""
        if self.size(text) <= longest:
            return text
        if instead is not None and instead != text:
            short = instead if self.size(instead) <= longest else self.cut(instead, longest)
        else:
            short = self.cut(text, longest)
        return self._noted(column, what, text, short)

    def end(self, text: str, column: str) -> str:
        """A text without the blanks at its end."""
        return self._noted(column, "blanks at the end", text, text.rstrip(" "))

    def cut(self, text: str, longest: int) -> str:
        """A text cut at a word, with an ellipsis; within a word that is itself too long."""
        kept = text
        while self.size(kept + ELLIPSIS) > longest:
            kept = kept[:-1]
        at_word, blank, _ = kept.rpartition(" ")
        if blank and len(at_word) >= len(kept) // 2:
            kept = at_word
        return kept.rstrip(" ,;:(–-") + ELLIPSIS

    def _noted(self, column: str, what: str, full: str, short: str) -> str:
        if short != full:
            self.done.append(Shortening(self.file, column, what, full, short))
        return short


def utf8(text: str) -> int:
    """How many bytes a text has in UTF-8."""
    return len(text.encode())


def listed(shortenings: Iterable[Shortening]) -> bytes:
    """All shortenings as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "column", "what", "full", "short"])
    writer.writerows([one.file, one.column, one.what, one.full, one.short] for one in shortenings)
    return out.getvalue().encode()
