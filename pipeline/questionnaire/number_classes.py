"""Classes in which the answers to a number question are counted: from its limits, never from the answers.

So a class nobody falls into keeps its place, and two waves that ask alike are counted alike. A range of up to a thousand is
cut into at most ten classes of one width, a longer or open one into powers of ten, as counts of people and places grow.
Years, which are recognised by their limits, are cut as far as the year of the survey; what was still to come is one class.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire.model import Question

YEARS = (1800, 2200)
"""Limits within these are years."""

_WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100)
_MOST, _WIDE, _LARGEST = 10, 1000, 10**6


@dataclass(frozen=True)
class NumberClass:
    """Numbers from ``low`` to below ``high``; the last class of a question holds its maximum too.

    None stands for a class without that end.
    """

    low: float | None
    high: float | None


def is_year(question: Question) -> bool:
    """Whether a number question asks for a year."""
    low, high = question.minimum, question.maximum
    return low is not None and high is not None and YEARS[0] <= low < high <= YEARS[1]


def number_classes(question: Question, fielded: int) -> tuple[NumberClass, ...]:
    """The classes of a number question, from the lowest to the highest.

    Parameters
    ----------
    question:
        A question of type *number*.
    fielded:
        The year in which the wave ended.
    """
    low, high = question.minimum, question.maximum
    if is_year(question) and low is not None and high is not None and low <= fielded < high:
        edges = [*_even(low, fielded + 1), *([high] if high > fielded + 1 else [])]
        return tuple(NumberClass(*ends) for ends in pairwise(edges))
    if low is not None and high is not None and high - low <= _WIDE:
        edges = list(_even(low, high))
        return tuple(NumberClass(*ends) for ends in pairwise(edges))
    bounds: list[float | None] = [*_powers(low, high)]
    bounds.append(high if high is not None and high <= _LARGEST else None)
    return tuple(NumberClass(*ends) for ends in pairwise(bounds))


def _even(low: float, high: float) -> Iterator[float]:
    """Edges of classes of one width, which begin at multiples of it; the outer ones are the limits."""
    span = high - low
    width = next((width for width in _WIDTHS if span <= _MOST * width), _WIDTHS[-1])
    yield low
    edge = (math.floor(low / width) + 1) * width
    while edge < high:
        yield edge
        edge += width
    yield high


def _powers(low: float | None, high: float | None) -> Iterator[float | None]:
    """Edges at zero and at powers of ten, as far as the limits go."""
    highest = _LARGEST if high is None else min(high, _LARGEST)
    if low is None or low < 0 or low > 0:
        yield low
    edges = [0.0, *(10.0**power for power in range(7))]
    yield from (edge for edge in edges if (low is None or edge > low or edge == low == 0) and edge < highest)
