"""Whether printed numbers can be right: granularity of means and percentages, totals from their groups.

A mean of integer answers and a share of counted answers are fractions with the number of answers below the line. Not
every number with two decimals is one; a printed number that no such fraction rounds to cannot be right, whatever the
answers were. Own code: there is no maintained Python library for these tests (R has ``scrutiny``); it counts in exact
fractions and accepts a half rounded up as well as to the even digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.result import Method, Result, Undefined
from pipeline.statistics.rounding import Interval, printed_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

GRIM = Method(
    "grim",
    "own code, exact fractions (no Python library; R: scrutiny::grim)",
    "Brown, N. J. L., & Heathers, J. A. J. (2017). The GRIM test: A simple technique detects numerous anomalies in the "
    "reporting of results in psychology. Social Psychological and Personality Science, 8(4), 363-369.",
)
REBUILT = Method(
    "rebuilt_total",
    "own code, exact fractions, for print; numpy.average for answers",
    "Cochran, W. G. (1977). Sampling techniques (3rd ed.). Wiley, sec. 5.3: the mean of all is the mean of its strata, "
    "weighted by their size.",
)


@dataclass(frozen=True, kw_only=True)
class Granularity(Result):
    """Whether a printed mean or percentage can come from so many answers; ``n`` is the largest number tried.

    ``possible`` holds every number of answers in the range for which some integer sum or count gives the printed
    number. ``testable`` says whether the test could have failed at all: with enough answers each printed number is
    possible, and passing then means nothing.
    """

    printed: str
    n_low: int
    possible: tuple[int, ...]
    testable: bool

    @property
    def is_possible(self) -> bool:
        """Whether at least one number of answers in the range gives the printed number."""
        return bool(self.possible)


def grim_mean(printed: str, n_low: int, n_high: int, *, values: tuple[int, int] = (1, 5)) -> Granularity:
    """GRIM for a mean of integer answers.

    Parameters
    ----------
    printed:
        The mean with its decimals, ``"4.10"``.
    n_low, n_high:
        Range of the number of answers, both ends tried.
    values:
        Lowest and highest value of the scale.

    Examples
    --------
    The first example of the paper: no sum of 28 integers gives 5.19.

    >>> grim_mean("5.19", 28, 28, values=(1, 7)).is_possible
    False
    """
    possible = [
        n
        for n in range(max(n_low, 1), n_high + 1)
        if any(total >= values[0] * n for total in sums(printed, n, highest=values[1]))
    ]
    return _granularity(printed, n_low, n_high, possible, unit=1)


def grim_percent(printed: str, n_low: int, n_high: int) -> Granularity:
    """GRIM for a percentage of counted answers: whether ``100 * k / n`` prints as ``printed`` for an integer ``k``.

    >>> grim_percent("75.5", 30, 36).is_possible, grim_percent("43.3", 30, 30).possible
    (False, (30,))
    """
    possible = [n for n in range(max(n_low, 1), n_high + 1) if next(counts(printed, n), None) is not None]
    return _granularity(printed, n_low, n_high, possible, unit=100)


def counts(printed: str, n: int) -> Iterator[int]:
    """The counts out of ``n`` answers whose percentage prints as ``printed``.

    >>> list(counts("35", 114)), list(counts("0.4", 104))
    ([40], [])
    """
    inside = printed_interval(printed, digits_of(printed))
    return (count for count in inside.numerators(n, unit=100) if count <= n)


def sums(printed: str, n: int, *, highest: int = 5) -> Iterator[int]:
    """The sums of ``n`` answers whose mean prints as ``printed``; ``highest`` is the highest value of the scale."""
    inside = printed_interval(printed, digits_of(printed))
    return (total for total in inside.numerators(n) if total <= highest * n)


def digits_of(printed: str) -> int:
    """The printed decimals.

    >>> digits_of("4.10"), digits_of("40")
    (2, 0)
    """
    return len(printed.partition(".")[2])


def _granularity(printed: str, n_low: int, n_high: int, possible: list[int], *, unit: int) -> Granularity:
    # Neighbouring fractions lie unit / n apart, and an interval as wide as that always holds one of them.
    step = Fraction(1, 10 ** digits_of(printed))
    return Granularity(
        method=GRIM,
        n=n_high,
        undefined=None if n_high >= 1 else Undefined.NO_ANSWERS,
        printed=printed,
        n_low=n_low,
        possible=tuple(possible),
        testable=any(Fraction(unit, n) > step for n in range(max(n_low, 1), n_high + 1)),
    )


@dataclass(frozen=True, kw_only=True)
class RebuiltTotal(Result):
    """Whether printed shares of groups can add up to a printed total; ``n`` is the largest total tried.

    ``solutions`` holds up to ``limit`` of the ways: per group the count and the number of answers, in the order given,
    those with the most answers first. ``total_low`` and ``total_high`` are the smallest and the largest total, in per
    cent, that the printed groups allow; ``None`` if a group cannot be right by itself.
    """

    total: str
    solutions: tuple[tuple[tuple[int, int], ...], ...]
    total_low: float | None
    total_high: float | None

    @property
    def is_possible(self) -> bool:
        """Whether there is a way."""
        return bool(self.solutions)


def rebuild_total(
    groups: Sequence[tuple[str, tuple[int, int]]], total: str, n: tuple[int, int], *, limit: int = 20
) -> RebuiltTotal:
    """Whether the printed percentages of all groups of a sample can give the printed percentage of the sample.

    Every group's count over every allowed number of answers is tried, and the sums are kept; what is left is exact.

    Parameters
    ----------
    groups:
        Pairs of a printed percentage and the range of the group's number of answers.
    total:
        The printed percentage of all.
    n:
        Range of the number of answers of all.
    limit:
        So many ways are listed; more only cost time.
    """
    options = [
        [(k, size) for size in range(high, low - 1, -1) for k in counts(printed, size)]
        for printed, (low, high) in groups
    ]
    reached: dict[tuple[int, int], list[tuple[tuple[int, int], ...]]] = {(0, 0): [()]}
    for choices in options:
        extended: dict[tuple[int, int], list[tuple[tuple[int, int], ...]]] = {}
        for (count, size), ways in reached.items():
            for k, m in choices:
                kept = extended.setdefault((count + k, size + m), [])
                kept.extend((*way, (k, m)) for way in ways[: max(limit - len(kept), 0)])
        reached = extended
    wanted = printed_interval(total, digits_of(total))
    inside = {key: ways for key, ways in reached.items() if n[0] <= key[1] <= n[1]}
    shares = [Fraction(100 * count, size) for count, size in inside]
    ways = [way for (count, size), found in inside.items() if Fraction(100 * count, size) in wanted for way in found]
    ways.sort(key=lambda way: -sum(size for _, size in way))
    return RebuiltTotal(
        method=REBUILT,
        n=n[1],
        total=total,
        solutions=tuple(ways[:limit]),
        total_low=float(min(shares)) if shares else None,
        total_high=float(max(shares)) if shares else None,
        undefined=None if shares else Undefined.NOT_COMPUTABLE,
    )


@dataclass(frozen=True, kw_only=True)
class RebuiltMean(Result):
    """The mean of all answers as the means of the groups give it, beside the mean that is claimed."""

    rebuilt: float | None
    claimed: float | None
    difference: float | None

    @property
    def agrees(self) -> bool:
        """Whether the two are the same number, but for the last bits of a floating point sum."""
        return self.difference is not None and abs(self.difference) < 1e-9


def rebuild_mean(means: ArrayLike, n: ArrayLike, claimed: float) -> RebuiltMean:
    """The total mean from the means of exhaustive groups: ``sum(n * mean) / sum(n)`` (:func:`numpy.average`).

    Parameters
    ----------
    means:
        One mean, or share, per group; NaN for a group without answers.
    n:
        The groups' numbers of answers.
    claimed:
        The total to compare with.
    """
    sizes = np.asarray(n, dtype=np.float64)
    given = np.asarray(means, dtype=np.float64)
    filled = (sizes > 0) & ~np.isnan(given)
    total = int(sizes[filled].sum())
    if total == 0:
        return RebuiltMean(
            method=REBUILT, n=0, rebuilt=None, claimed=None, difference=None, undefined=Undefined.NO_ANSWERS
        )
    rebuilt = float(np.average(given[filled], weights=sizes[filled]))
    return RebuiltMean(method=REBUILT, n=total, rebuilt=rebuilt, claimed=claimed, difference=rebuilt - claimed)


def possible_counts(limits: Sequence[Interval], n: int) -> tuple[int, ...]:
    """The counts out of ``n`` whose percentage lies in every one of ``limits``: what several statements leave."""
    return tuple(k for k in range(n + 1) if all(Fraction(100 * k, n) in limit for limit in limits))
