"""How sure a drawn number is: said by whoever orders a figure, shown by every chart in the same way.

A chart knows what it draws (:class:`Drawn`), not where a number comes from. A *judge* looks at each drawn number and
returns its :class:`Mark`; the chart hatches what is marked, lightly or densely, so that the mark survives a photocopy,
the key under the picture and the alternative text name it, and the CSV carries its word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd


class Weight(IntEnum):
    """How loudly a mark speaks: not at all, as a light hatch, or as a dense one."""

    PLAIN = 0
    LIGHT = 1
    STRONG = 2


@dataclass(frozen=True)
class Mark:
    """What is said of one number.

    ``word`` goes into the CSV, ``said`` follows the number where it is told in words, ``beside`` stands next to it on
    the picture (``gedruckt: 95,2``), ``printed`` is the number that another source gives for it.
    """

    word: str = ""
    weight: Weight = Weight.PLAIN
    said: str = ""
    beside: str = ""
    printed: float | None = None


UNMARKED = Mark()


@dataclass(frozen=True)
class Drawn:
    """One number on a picture and what it is a number of.

    ``codes`` are the answers a share counts (empty for a mean); ``value`` is a share from 0 to 1 or a mean, ``n`` the
    answers it rests on, ``count`` the answers that a share counts.
    """

    wave: str
    variable: str
    statistic: Literal["share", "mean"]
    codes: tuple[int, ...] = ()
    by: str = "all"
    level: int = 0
    value: float | None = None
    count: int | None = None
    n: int | None = None


Judge = Callable[[Drawn], Mark]


@dataclass(frozen=True)
class Key:
    """One entry of the key under a picture: what a kind of hatch means."""

    weight: Weight
    text: str


@dataclass(frozen=True)
class Standing:
    """How much of a whole figure is sure, in one line under it; ``weight`` gives the sign in front of the line."""

    word: str
    text: str
    weight: Weight


def heaviest(marks: Iterable[Mark]) -> Mark:
    """The mark that speaks loudest; the first of equals."""
    return max(marks, key=lambda mark: mark.weight, default=UNMARKED)


def add_columns(frame: pd.DataFrame, marks: Sequence[Mark], suffix: str = "") -> None:
    """Add ``evidence`` and ``printed`` to a table with a row per mark; nothing if nobody judged its numbers."""
    if any(mark.word for mark in marks):
        frame[f"evidence{suffix}"] = [mark.word or None for mark in marks]
        frame[f"printed{suffix}"] = [mark.printed for mark in marks]
        frame[f"printed{suffix}"] = frame[f"printed{suffix}"].astype("float64")
