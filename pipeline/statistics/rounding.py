"""Which exact values a printed number may stand for.

Print rounds, and seldom says how: a half may have gone up or to the even digit. A printed number is therefore a
closed interval, half a unit of its last digit to either side, and everything that is compared with print is compared
with that interval in exact fractions, so that no binary rounding decides a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Interval:
    """The values from ``low`` to ``high``; ``None`` is no limit, an open end does not belong to it.

    >>> Fraction(79, 2) in Interval(Fraction(38), Fraction(40), high_open=True)
    True
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Fraction | int) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def numerators(self, denominator: int, unit: int = 1) -> Iterator[int]:
        """The integers ``k`` from 0 on with ``unit * k / denominator`` inside, in ascending order.

        ``unit`` is 100 for percentages and 1 for means; without an upper limit ``k`` ends at ``denominator``.
        """
        low = self.low if self.low is not None else Fraction(0)
        high = self.high if self.high is not None else Fraction(unit)
        first, last = -(-low * denominator // unit), high * denominator // unit
        for numerator in range(max(int(first), 0), int(last) + 1):
            if Fraction(unit * numerator, denominator) in self:
                yield numerator


def printed_interval(printed: str, digits: int) -> Interval:
    """The exact values that print as ``printed`` with ``digits`` decimals, halves rounded either way.

    >>> interval = printed_interval("4.38", 2)
    >>> Fraction(35, 8) in interval, Fraction(4386, 1000) in interval
    (True, False)
    """
    value, half = Fraction(printed), Fraction(1, 2 * 10**digits)
    return Interval(value - half, value + half)
