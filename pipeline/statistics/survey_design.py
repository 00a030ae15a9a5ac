"""Weighted means and shares with linearised standard errors, for weights, strata and finite populations.

A weighted estimate is a ratio of two sums, so its variance is that of its linearised values (Taylor), and those need
no more than three tables: answers, sums of weights and sums of squared weights by group, stratum and category. A
:class:`Tally` holds them, for one item or for all items and groups at once; what is estimated from a tally is exact,
whether it was made from arrays (:func:`tally`) or counted in a database.

Missing answers are a *domain*: they do not count in the estimate, their rows stay in the design. So the factor
N / (N - 1) and the degrees of freedom belong to all rows of the design, as in R's ``survey``; ``svy`` counts the
answered rows for the degrees of freedom, and leaves levels out that nobody chose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Design:
    """Who stands for how many: one weight a row, and where known the strata and how large they are.

    Attributes
    ----------
    weights:
        Shape ``(rows,)``, zero or more; on any scale.
    strata:
        Position of each row's stratum, shape ``(rows,)``; all zero without strata.
    population:
        Units of the population by stratum, shape ``(strata,)``; ``None`` without finite population correction.
    """

    weights: NDArray[np.float64]
    strata: NDArray[np.int64]
    population: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        if self.weights.shape != self.strata.shape or self.weights.ndim != 1:
            msg = f"one weight and one stratum a row are expected, found {self.weights.shape} and {self.strata.shape}"
            raise ValueError(msg)
        if not np.isfinite(self.weights).all() or (self.weights < 0).any():
            raise ValueError("weights are expected to be finite and not negative")

    @classmethod
    def weighted(cls, weights: ArrayLike) -> Self:
        """Weights alone (R: ``svydesign(ids = ~1, weights = ~w)``)."""
        weight = np.asarray(weights, dtype=np.float64)
        return cls(weight, np.zeros(weight.size, dtype=np.int64))

    @classmethod
    def stratified(
        cls, strata: Sequence[str], population: Mapping[str, float], weights: ArrayLike | None = None
    ) -> Self:
        """Strata of known size (R: ``svydesign(ids = ~1, strata = ~h, fpc = ~N_h, weights = ~w)``).

        Parameters
        ----------
        strata:
            Name of each row's stratum.
        population:
            Units of every stratum, those without a row included.
        weights:
            Default: units of the stratum by its rows, N_h / n_h.
        """
        place = {name: position for position, name in enumerate(population)}
        unknown = sorted({str(name) for name in strata if name not in place})
        if unknown:
            msg = f"strata without a population: {', '.join(unknown)}; known are {', '.join(place)}"
            raise ValueError(msg)
        position = np.array([place[name] for name in strata], dtype=np.int64)
        units = np.array(list(population.values()), dtype=np.float64)
        rows = np.bincount(position, minlength=units.size)
        weight = (units / np.maximum(rows, 1))[position] if weights is None else np.asarray(weights, dtype=np.float64)
        return cls(weight, position, units)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows of each stratum, answered or not."""
        strata = 1 if self.population is None else self.population.size
        return np.bincount(self.strata, minlength=strata)

    @property
    def df(self) -> int:
        """Degrees of freedom: rows minus strata, of the rows with a weight (R: ``degf``)."""
        used = self.weights > 0
        return int(used.sum()) - np.unique(self.strata[used]).size

    def kept(self, rows: ArrayLike) -> Design:
        """The design as if only these rows had been sampled (not a domain: all counts start anew)."""
        keep = np.asarray(rows, dtype=bool)
        return Design(self.weights[keep], self.strata[keep], self.population)


@dataclass(frozen=True)
class Tally:
    """Answers, weights and squared weights by category; leading axes (items, groups) are free.

    Attributes
    ----------
    n, used:
        Answers, and those of them with a weight above zero: shape ``(..., categories)``.
    w, w2:
        Sums of the weights and of their squares, shape ``(..., strata, categories)``.
    rows, population:
        Rows of the whole design and units of the population by stratum; see :class:`Design`.
    """

    n: NDArray[np.int64]
    used: NDArray[np.int64]
    w: NDArray[np.float64]
    w2: NDArray[np.float64]
    rows: NDArray[np.int64]
    population: NDArray[np.float64] | None = None

    @property
    def fraction_left(self) -> NDArray[np.float64]:
        """Finite population correction 1 - n_h / N_h by stratum; 1 where no population is known."""
        if self.population is None:
            return np.ones(self.rows.size)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.rows > 0, 1 - self.rows / self.population, 1.0)


def tally(design: Design, categories: ArrayLike, size: int, groups: ArrayLike | None = None, levels: int = 1) -> Tally:
    """Count one item.

    Parameters
    ----------
    categories:
        Position of each row's answer among ``size`` categories, negative where it is missing.
    groups:
        Position of each row's group among ``levels``, negative where the row is in none. Default: one group of all.

    Returns
    -------
    Tally
        With leading axis ``(levels,)``.
    """
    category = np.asarray(categories, dtype=np.int64)
    group = np.zeros(category.size, dtype=np.int64) if groups is None else np.asarray(groups, dtype=np.int64)
    inside = (category >= 0) & (group >= 0)
    strata = design.rows.size
    cell = ((group * strata + design.strata) * size + category)[inside]
    weight = design.weights[inside]
    shape = (levels, strata, size)
    sums = [
        np.bincount(cell, weights=values, minlength=levels * strata * size).reshape(shape)
        for values in (np.ones(weight.size), weight > 0, weight, weight**2)
    ]
    n, used = (part.sum(axis=1).astype(np.int64) for part in sums[:2])
    return Tally(n, used, sums[2], sums[3], design.rows, design.population)


def linearised(scores: ArrayLike, counted: Tally) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Weighted means of scores and their linearised standard errors.

    Parameters
    ----------
    scores:
        What each category is worth, shape ``(categories,)``; or several columns of it, ``(categories, m)``, such as
        the identity for all shares at once.

    Returns
    -------
    tuple of numpy.ndarray
        Estimates and standard errors, of the tally's leading axes, then ``(m,)`` if there were columns. NaN where
        no answer has a weight; the standard error also with a single such answer, and where a stratum of one row
        takes part or has more rows than units.

    Notes
    -----
    With :math:`u_i = w_i (y_i - \bar y) / \sum w` for rows of the domain and 0 elsewhere, the variance is
    :math:`\sum_h (1 - n_h / N_h) \, n_h / (n_h - 1) \sum_{i \in h} (u_i - \bar u_h)^2`, n_h counting all rows
    (Särndal, Swensson & Wretman 1992, 5.5; R: ``svymean``, ``svyby``).
    """
    score = np.asarray(scores, dtype=np.float64)
    columns = score if score.ndim == 2 else score[:, None]
    by_category = counted.w.sum(axis=-2)
    total = by_category.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = by_category / total[..., None]
        estimate = share @ columns
        single = (counted.used > 0).sum(axis=-1) == 1
        only = columns[np.argmax(counted.used > 0, axis=-1)]
        estimate = np.where(single[..., None], only, estimate)
        residual = columns - estimate[..., None, :]
        first = np.einsum("...hk,...km->...hm", counted.w, residual) / total[..., None, None]
        second = np.einsum("...hk,...km->...hm", counted.w2, residual**2) / total[..., None, None] ** 2
        factor = counted.rows / (counted.rows - 1.0) * counted.fraction_left
        spread = np.maximum(second - first**2 / np.maximum(counted.rows, 1)[:, None], 0.0)
        taking_part = counted.w.sum(axis=-1)[..., None] > 0
        parts = np.where(taking_part, _census(factor, counted)[:, None] * spread, 0.0)
        error = np.sqrt(parts.sum(axis=-2))
    error = np.where((counted.used.sum(axis=-1) > 1)[..., None], error, np.nan)
    estimate = np.where((total > 0)[..., None], estimate, np.nan)
    return (estimate, error) if score.ndim == 2 else (estimate[..., 0], error[..., 0])


def _census(factor: NDArray[np.float64], counted: Tally) -> NDArray[np.float64]:
    """The factor of each stratum: none where all units answered, not defined where one row stands for others."""
    left = counted.fraction_left
    lonely = np.where(counted.rows == 1, np.nan, factor)
    return np.where(left == 0, 0.0, np.where(left < 0, np.nan, lonely))
