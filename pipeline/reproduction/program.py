"""Integer programs over counts of answers: what must hold exactly, and among all that holds the smoothest.

*Smoothest* means least relative entropy (minimum discrimination information, Kullback 1959; Csiszár 1975): of all
count vectors ``c`` that meet every requirement the one with the smallest ``sum c log(c / r) - c + r`` against the
reference counts ``r``. The function is convex and separable, so it is linear between neighbouring integers: every
unit of a count is a column with its own marginal cost, which makes the program linear without approximating at the
integers. So that there is one smoothest solution, and the same on every run, references grow by a hundred-thousandth
from count to count, which decides between solutions that would be equally smooth; costs are whole hundred-thousandths of
a nat.

The solver is HiGHS (``scipy.optimize.milp``). Only units within a window around the reference get columns of their
own; beyond it the cost goes on with the slope at the window's edge, which is too cheap there. A solution inside the
windows is therefore the true optimum, and a solution outside doubles the window.

A requirement is a linear form with integer coefficients, compared in exact fractions. Where nothing can meet them all
a set that cannot hold together is named, none of which can be spared (deletion filter, Chinneck/Dravnieks 1991).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.statistics.rounding import Interval

_WINDOW = 16
_RESOLUTION = 100_000
_APART = 1e-5
_LEAST = 1e-6
_INFEASIBLE = 2


class InfeasibleError(Exception):
    """No counts meet every requirement; ``reasons`` is a set that cannot hold together, none of which can be spared.

    The search for that set is done when it is asked for.
    """

    def __init__(self, find: Callable[[], tuple[str, ...]]) -> None:
        self._find = find
        super().__init__("some requirements cannot hold together")

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Names of requirements: any one left out, and the others can hold."""
        return self._find()


@dataclass(frozen=True)
class _Row:
    """``low <= sum coefficient * column <= high``; ``reason`` is what a conflict names, none for structure."""

    coefficients: dict[int, int]
    low: float
    high: float
    reason: str | None

    def holds(self, counts: np.ndarray) -> bool:
        total = sum(coefficient * int(counts[column]) for column, coefficient in self.coefficients.items())
        return self.low <= total <= self.high


@dataclass
class Program:
    """An integer program in the making: counts with references, switches, and linear requirements."""

    _most: list[int] = field(default_factory=list)
    _reference: list[float | None] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)

    def count(self, most: int, reference: float) -> int:
        """A new count from 0 to ``most`` that should lie near ``reference``; returns its column."""
        column = len(self._most)
        self._most.append(most)
        self._reference.append(max(reference, _LEAST) * (1 + _APART * column))
        return column

    def switch(self) -> int:
        """A new 0/1 column without a preference."""
        self._most.append(1)
        self._reference.append(None)
        return len(self._most) - 1

    def equal(self, columns: Iterable[int], total: int, reason: str | None = None) -> None:
        """The columns sum to ``total``."""
        self._rows.append(_Row(dict.fromkeys(columns, 1), total, total, reason))

    def require(self, terms: Mapping[int, Fraction | int], interval: Interval, reason: str | None = None) -> None:
        """A linear form of the columns lies in the interval; open ends are kept exactly."""
        self.ratio(terms, {}, interval, reason)

    def ratio(
        self,
        numerator: Mapping[int, Fraction | int],
        denominator: Mapping[int, int],
        interval: Interval,
        reason: str | None = None,
    ) -> None:
        """``numerator / denominator`` lies in the interval; with an empty denominator, the numerator does.

        ``n * low <= numerator`` is linear in the counts. Both sides are brought to whole numbers, so that an open end
        is the next whole number and nothing depends on a tolerance.
        """
        for limit, sign, is_open in ((interval.low, 1, interval.low_open), (interval.high, -1, interval.high_open)):
            if limit is None:
                continue
            form = {column: sign * Fraction(value) for column, value in numerator.items()}
            constant = Fraction(0) if denominator else sign * limit
            for column, value in denominator.items():
                form[column] = form.get(column, Fraction(0)) - sign * limit * value
            scale = math.lcm(constant.denominator, *(value.denominator for value in form.values()))
            whole = {column: int(value * scale) for column, value in form.items() if value}
            low = int(constant * scale) + (1 if is_open else 0)
            self._rows.append(_Row(whole, low, math.inf, reason))

    def solve(self) -> np.ndarray:
        """The smoothest counts that meet every requirement, one integer per column.

        Raises
        ------
        InfeasibleError
            If there are none; with requirements that cannot hold together, none of which can be spared.
        """
        window = _WINDOW
        while True:
            costed = _Costed(self._most, self._reference, self._rows, window)
            counts = costed.smoothest()
            if counts is None:
                raise InfeasibleError(self._conflict)
            if costed.exact(counts) or window > max(self._most):
                return self._checked(counts)
            window *= 2

    def _checked(self, counts: np.ndarray) -> np.ndarray:
        """The counts, if they meet every requirement in whole numbers."""
        broken = [row.reason or "structure" for row in self._rows if not row.holds(counts)]
        if broken:
            msg = f"the solver returned counts that break {broken[0]}"
            raise ArithmeticError(msg)
        return counts

    def cost(self, counts: np.ndarray) -> int:
        """Relative entropy of the counts against their references, in hundred-thousandths of a nat."""
        return sum(
            round(_RESOLUTION * (_entropy(int(count), reference) - _entropy(0, reference)))
            for count, reference in zip(counts, self._reference, strict=True)
            if reference is not None
        )

    def _conflict(self) -> tuple[str, ...]:
        """The smaller of the two sets that are left when statements are left out from the first and from the last on."""
        reasons = list(dict.fromkeys(row.reason for row in self._rows if row.reason is not None))
        found = [self._irreducible(reasons, order) for order in (reasons, reasons[::-1])]
        return tuple(min(found, key=len))

    def _irreducible(self, reasons: list[str], order: list[str]) -> list[str]:
        """Leave out one statement after the other for good wherever the rest still cannot hold."""
        for reason in order:
            rest = [entry for entry in reasons if entry != reason]
            if not _feasible(self._most, [row for row in self._rows if row.reason is None or row.reason in rest]):
                reasons = rest
        return reasons


def _entropy(count: int, reference: float) -> float:
    return (count * math.log(count / reference) if count else 0.0) - count + reference


def _feasible(most: list[int], rows: list[_Row]) -> bool:
    return _milp([0] * len(most), most, [1] * len(most), rows) is not None


class _Costed:
    """The program with a column for every unit of every count within a window."""

    def __init__(self, most: list[int], reference: list[float | None], rows: list[_Row], window: int) -> None:
        self.counts, self.rows = len(most), list(rows)
        self.cost = [0.0] * len(most)
        self.upper = [float(entry) for entry in most]
        self.inside: list[tuple[int, int]] = []
        self.pieces: dict[int, list[int]] = {}
        for column, (limit, expected) in enumerate(zip(most, reference, strict=True)):
            if expected is None:
                self.inside.append((0, limit))
                continue
            first, last = max(0, math.floor(expected) - window), min(limit, math.ceil(expected) + window)
            self.inside.append((min(first, last), last))
            self.pieces[column] = [*self._units(limit, expected, *self.inside[-1])]
            self.rows.append(_Row({column: 1, **dict.fromkeys(self.pieces[column], -1)}, 0, 0, None))

    def _units(self, limit: int, expected: float, first: int, last: int) -> Iterator[int]:
        """Columns that sum to a count: one per unit in the window, one each below and above it."""
        units = [(1, unit) for unit in range(first, last)]
        units = [(first, first - 1)] * (first > 0) + units + [(limit - last, last)] * (limit > last)
        for width, unit in units:
            self.cost.append(_marginal(unit, expected))
            self.upper.append(width)
            yield len(self.cost) - 1

    def smoothest(self) -> np.ndarray | None:
        integrality = [1] * self.counts + [0] * (len(self.cost) - self.counts)
        found = _milp(self.cost, self.upper, integrality, self.rows)
        return None if found is None else np.rint(found[: self.counts]).astype(int)

    def exact(self, counts: np.ndarray) -> bool:
        return all(first <= count <= last for count, (first, last) in zip(counts, self.inside, strict=True))


def _marginal(unit: int, reference: float) -> int:
    """Cost of the answer after ``unit`` answers, in hundred-thousandths of a nat."""
    return round(_RESOLUTION * (_entropy(unit + 1, reference) - _entropy(unit, reference)))


def _milp(cost: list[float], upper: list[float], integrality: list[int], rows: list[_Row]) -> np.ndarray | None:
    """HiGHS on the program; ``None`` if nothing is feasible."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    places = [(index, column) for index, row in enumerate(rows) for column in row.coefficients]
    values = [float(value) for row in rows for value in row.coefficients.values()]
    matrix = csr_array((values, np.array(places).T), shape=(len(rows), len(cost)))
    limits = LinearConstraint(matrix, [row.low for row in rows], [row.high for row in rows])
    result = milp(
        cost, constraints=limits, bounds=Bounds(0, upper), integrality=integrality, options={"mip_rel_gap": 0}
    )
    if result.status == _INFEASIBLE:
        return None
    if result.x is None:
        msg = f"the solver stopped without an answer: {result.message}"
        raise ArithmeticError(msg)
    return result.x
