"""Statistics of rating scales, computed from counts alone.

Counts by value are the sufficient statistic of a Likert item: n, mean, sd, standard error, interval, boxes and
median follow from them exactly, so that a million answers cost no more than a hundred once they are counted.
All functions are vectorised over leading axes: counts of shape ``(..., k)`` for the ``k`` values of a scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MINIMUM_FOR_INTERVAL = 8
"""No interval is given below this number of answers."""


@dataclass(frozen=True)
class LikertSummary:
    """Statistics of one or many items; every array has the shape of ``counts`` without its last axis.

    ``mean``, ``sd``, ``se``, ``ci_low``, ``ci_high`` and ``median`` are in units of the scale, ``top2``, ``top3`` and
    ``bottom2`` are shares from 0 to 1, ``n`` counts substantive answers. NaN means *not defined*: no answers at all,
    fewer than two for ``sd`` and ``se``, fewer than :data:`MINIMUM_FOR_INTERVAL` for the interval.
    """

    n: NDArray[np.int64]
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    se: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    top2: NDArray[np.float64]
    top3: NDArray[np.float64]
    bottom2: NDArray[np.float64]
    median: NDArray[np.float64]


def summarise(
    values: ArrayLike, counts: ArrayLike, *, confidence: float = 0.95, minimum: int = MINIMUM_FOR_INTERVAL
) -> LikertSummary:
    """Summarise items from the counts of their answers.

    Parameters
    ----------
    values:
        The values of the scale, shape ``(k,)``, in any order, each once.
    counts:
        Number of answers per value, shape ``(..., k)``.
    confidence:
        Level of the t interval ``mean ± t(n - 1) * sd / sqrt(n)`` (R: ``t.test(x)$conf.int``).
    minimum:
        Number of answers below which no interval is given.

    Notes
    -----
    ``sd`` has the denominator n - 1 (R: ``sd``). ``median`` averages the two middle answers when n is even (R:
    ``median``). ``top2`` is the share of answers with one of the two highest values of the *scale*, used or not. The
    quantile of t comes from :func:`scipy.special.stdtrit`. The sum of squares is taken around the mean, in float64.

    >>> summary = summarise([1, 2, 3, 4, 5], [0, 1, 2, 3, 4])
    >>> int(summary.n), float(summary.mean), float(summary.median), float(summary.top2)
    (10, 4.0, 4.0, 0.7)
    """
    from scipy.special import stdtrit

    value = np.asarray(values, dtype=np.float64)
    count = np.asarray(counts, dtype=np.int64)
    order = np.argsort(value)
    value, count = value[order], count[..., order]
    n = count.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(n > 0, (count * value).sum(axis=-1) / n, np.nan)
        squares = (count * (value - mean[..., None]) ** 2).sum(axis=-1)
        sd = np.where(n > 1, np.sqrt(squares / (n - 1)), np.nan)
        se = sd / np.sqrt(n)
        half = np.where(n >= minimum, stdtrit(n - 1.0, 0.5 + confidence / 2) * se, np.nan)
        boxes = [np.where(n > 0, part.sum(axis=-1) / n, np.nan) for part in _boxes(count)]
    return LikertSummary(n, mean, sd, se, mean - half, mean + half, *boxes, median=_median(value, count, n))


def _boxes(count: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    return count[..., -2:], count[..., -3:], count[..., :2]


def _median(value: NDArray[np.float64], count: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    cumulative = count.cumsum(axis=-1)
    last = value.size - 1
    low, high = (
        value[np.minimum((cumulative <= rank[..., None]).sum(axis=-1), last)] for rank in ((n - 1) // 2, n // 2)
    )
    return np.where(n > 0, (low + high) / 2, np.nan)
