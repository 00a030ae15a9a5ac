"""Pairs of respondents ordered alike or the other way round, counted from a cross table.

Kendall's tau-b, Goodman and Kruskal's gamma and the Jonckheere-Terpstra statistic are all functions of these counts.
A table of levels by answers is small however many respondents there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def cross_table(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Respondents by value of ``x`` (rows) and of ``y`` (columns), both rising, without empty rows or columns."""
    rows, row = np.unique(x, return_inverse=True)
    columns, column = np.unique(y, return_inverse=True)
    table = np.zeros((rows.size, columns.size), dtype=np.int64)
    np.add.at(table, (row, column), 1)
    return table


@dataclass(frozen=True)
class Concordance:
    """The pairs of a table of two ordered variables, shape ``(rows, columns)``, both in rising order."""

    table: NDArray[np.int64]

    @classmethod
    def of(cls, x: NDArray[np.float64], y: NDArray[np.float64]) -> Concordance:
        """From two columns without missing values."""
        return cls(cross_table(x, y))

    @cached_property
    def n(self) -> int:
        """Number of respondents."""
        return int(self.table.sum())

    @cached_property
    def alike(self) -> NDArray[np.float64]:
        """For each cell, how many respondents lie above it or below it on both variables."""
        return _beyond(self.table)

    @cached_property
    def opposite(self) -> NDArray[np.float64]:
        """For each cell, how many respondents lie above it on one variable and below it on the other."""
        return _beyond(self.table[:, ::-1])[:, ::-1]

    @cached_property
    def concordant(self) -> float:
        """Pairs of respondents ordered alike on both variables."""
        return float((self.table * self.alike).sum() / 2)

    @cached_property
    def discordant(self) -> float:
        """Pairs of respondents ordered the other way round."""
        return float((self.table * self.opposite).sum() / 2)

    @property
    def difference(self) -> float:
        """Kendall's S: concordant less discordant pairs."""
        return self.concordant - self.discordant

    @cached_property
    def variance(self) -> float:
        """Variance of S if the variables have nothing to do with each other, ties in both (Kendall 1970, ch. 4).

        The same as in R's ``cor.test(method = "kendall", exact = FALSE)``, and four times the variance of the
        Jonckheere-Terpstra statistic.
        """
        n, x, y = self.n, self.table.sum(axis=1), self.table.sum(axis=0)
        variance = (_fives(n) - _fives(x) - _fives(y)) / 18 + _twos(x) * _twos(y) / (2 * n * (n - 1))
        if n > 2:
            variance += _threes(x) * _threes(y) / (9 * n * (n - 1) * (n - 2))
        return float(variance)

    @property
    def z(self) -> float:
        """S over its standard error under independence."""
        return self.difference / float(np.sqrt(self.variance))


def _beyond(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each cell the sum of the cells up and left of it and of those down and right of it."""
    padded = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
    padded[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
    before = padded[:-1, :-1]
    after = padded[-1, -1] - padded[1:, -1][:, None] - padded[-1, 1:][None, :] + padded[1:, 1:]
    return before + after


def _twos(count: ArrayLike) -> float:
    size = np.asarray(count, dtype=np.float64)
    return float((size * (size - 1)).sum())


def _threes(count: ArrayLike) -> float:
    size = np.asarray(count, dtype=np.float64)
    return float((size * (size - 1) * (size - 2)).sum())


def _fives(count: ArrayLike) -> float:
    size = np.asarray(count, dtype=np.float64)
    return float((size * (size - 1) * (2 * size + 5)).sum())
