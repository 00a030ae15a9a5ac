"""Intervals by drawing the respondents anew: a cross-check that assumes no distribution.

:func:`bca_interval` is for one statistic and careful; :func:`bootstrap_means` is for a whole table of means at once
and fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Result, Undefined
from pipeline.statistics.samples import all_equal, answered

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

BCA = Method(
    "bootstrap_bca",
    "scipy.stats.bootstrap(method='BCa')",
    "Efron (1987), J. Am. Stat. Assoc. 82, 171-185",
)
PERCENTILE = Method(
    "bootstrap_percentile",
    "numpy (resampling counts and two matrix products)",
    "Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13",
)
REPLICATES = 2000


@dataclass(frozen=True, kw_only=True)
class BootstrapInterval(Result):
    """An interval of the mean in units of the scale, with the standard error of the replicates."""

    mean: float | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    confidence: float = 0.95
    replicates: int = REPLICATES
    seed: int = 0


def bca_interval(
    answers: ArrayLike, *, confidence: float = 0.95, replicates: int = REPLICATES, seed: int = 0
) -> BootstrapInterval:
    """Bias-corrected and accelerated interval of a mean, a check on the t interval.

    Computed by :func:`scipy.stats.bootstrap`; the same ``seed`` gives the same interval. Not defined below
    :data:`~pipeline.statistics.likert.MINIMUM_FOR_INTERVAL` answers or when all answers are equal.
    """
    values = answered(answers)
    evidence = {"method": BCA, "n": values.size, "confidence": confidence, "replicates": replicates, "seed": seed}
    if not values.size:
        return BootstrapInterval(**evidence, undefined=Undefined.NO_ANSWERS)
    mean = float(values.mean())
    if values.size < MINIMUM_FOR_INTERVAL:
        return BootstrapInterval(**evidence, mean=mean, undefined=Undefined.TOO_FEW_ANSWERS)
    if all_equal(values):
        return BootstrapInterval(**evidence, mean=mean, undefined=Undefined.ALL_EQUAL)
    from scipy.stats import bootstrap

    found = bootstrap(
        (values,),
        np.mean,
        confidence_level=confidence,
        n_resamples=replicates,
        method="BCa",
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    low, high = found.confidence_interval
    return BootstrapInterval(
        **evidence, mean=mean, se=float(found.standard_error), ci_low=float(low), ci_high=float(high)
    )


@dataclass(frozen=True)
class BootstrapMeans:
    """Replicates of a table of means; NaN where a replicate drew no answer.

    ``n`` and ``mean`` have the shape ``(items, groups)`` and are those of the sample itself, ``replicates`` has the
    shape ``(replicates, items, groups)``.
    """

    method: Method
    n: NDArray[np.int64]
    mean: NDArray[np.float64]
    replicates: NDArray[np.float64]

    def interval(self, confidence: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Percentile interval of each mean, shape ``(items, groups)`` twice; NaN below eight answers."""
        enough = self.n >= MINIMUM_FOR_INTERVAL
        low, high = np.full((2, *self.n.shape), np.nan)
        if enough.any():
            tail = (1 - confidence) / 2
            low[enough], high[enough] = np.nanquantile(self.replicates[:, enough], [tail, 1 - tail], axis=0)
        return low, high

    def se(self) -> NDArray[np.float64]:
        """Standard error of each mean; NaN below eight answers."""
        enough = self.n >= MINIMUM_FOR_INTERVAL
        se = np.full(self.n.shape, np.nan)
        if enough.any():
            se[enough] = np.nanstd(self.replicates[:, enough], axis=0, ddof=1)
        return se


def bootstrap_means(
    answers: ArrayLike, groups: ArrayLike, n_groups: int, *, replicates: int = REPLICATES, seed: int = 0
) -> BootstrapMeans:
    """Many means by group, all from the same draws of respondents.

    Whole respondents are drawn with replacement, so that items stay as they were answered together and the sizes of
    the groups vary as in a new sample. How often a replicate drew each respondent is a row of a matrix; sums and
    numbers of answers of all items and groups are two matrix products with it.

    Parameters
    ----------
    answers:
        Shape ``(respondents, items)``, NaN where there is no substantive answer.
    groups:
        Shape ``(respondents,)``: number of the group from 0, -1 for none.
    n_groups:
        Number of groups of the questionnaire, used or not.
    """
    answer = np.asarray(answers, dtype=np.float64)
    group = np.asarray(groups, dtype=np.int64)
    people, items = answer.shape
    member = np.where(group[:, None] == np.arange(n_groups), 1.0, 0.0)
    given = ~np.isnan(answer)
    known = (given[:, :, None] * member[:, None, :]).reshape(people, items * n_groups)
    worth = (np.where(given, answer, 0.0)[:, :, None] * member[:, None, :]).reshape(people, items * n_groups)
    n, total = known.sum(axis=0), worth.sum(axis=0)
    drawn = _draws(people, replicates, np.random.default_rng(seed))
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (drawn @ worth) / (drawn @ known)
        mean = total / n
    shape = (items, n_groups)
    return BootstrapMeans(
        PERCENTILE, n.astype(np.int64).reshape(shape), mean.reshape(shape), means.reshape(replicates, *shape)
    )


def _draws(people: int, replicates: int, generator: np.random.Generator) -> NDArray[np.float64]:
    """How often each replicate drew each respondent: multinomial counts, shape ``(replicates, people)``."""
    if not people:
        return np.zeros((replicates, 0))
    chosen = generator.integers(0, people, size=(replicates, people))
    chosen += np.arange(replicates)[:, None] * people
    return np.bincount(chosen.ravel(), minlength=replicates * people).reshape(replicates, people).astype(np.float64)
