"""Weighted means, shares and top-2 boxes by group, with the interval of the design or the reason why there is none.

The numbers are those of :func:`pipeline.statistics.survey_design.linearised`; here they get their n, their interval
and, where something is not defined, its reason. A group of one answer has a linearised error of zero in R and in svy:
that is no sign of precision, so here it has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Result, Undefined
from pipeline.statistics.survey_design import Tally, linearised, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from pipeline.statistics.survey_design import Design

WEIGHTED_MEAN = Method(
    "weighted_mean",
    "numpy, from sums of weights and of squared weights; agrees with svymean of R's survey",
    "Särndal, C.-E., Swensson, B. & Wretman, J. (1992): Model Assisted Survey Sampling. New York: Springer, 5.5-5.7",
)
WEIGHTED_SHARE = Method(
    "weighted_share",
    "numpy, from sums of weights and of squared weights; agrees with svymean of R's survey",
    "Särndal, C.-E., Swensson, B. & Wretman, J. (1992): Model Assisted Survey Sampling. New York: Springer, 5.5-5.7",
)
WEIGHTED_TOP2 = Method(
    "weighted_top2",
    "numpy and scipy.special.stdtrit; agrees with svyciprop(method = 'logit') of R's survey",
    "Korn, E. L. & Graubard, B. I. (1998): Confidence intervals for proportions with small expected number of "
    "positive counts estimated from survey data. Survey Methodology 24, 193-201",
)


@dataclass(frozen=True)
class Estimate:
    """One number of one group. ``n`` counts answers, ``n_eff`` what they are worth after weighting (Kish).

    ``category`` is the code whose share is estimated, ``None`` for means and boxes. Whatever has no value is ``None``,
    and ``undefined`` says why the first of them has none.
    """

    group: str
    n: int
    n_eff: float | None
    estimate: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    category: float | None = None
    undefined: Undefined | None = None


@dataclass(frozen=True, kw_only=True)
class WeightedEstimates(Result):
    """Estimates by group, levels without answers included. ``df`` are the degrees of freedom of the design."""

    estimates: tuple[Estimate, ...]
    df: int
    confidence: float

    def rows(self) -> list[dict[str, object]]:
        """One row a group, or a group and category."""
        names = ("group", "category", "n", "n_eff", "estimate", "se", "ci_low", "ci_high", "undefined")
        return [{name: getattr(entry, name) for name in names} for entry in self.estimates]

    def of(self, group: str, category: float | None = None) -> Estimate:
        """The estimate of a group."""
        return next(entry for entry in self.estimates if (entry.group, entry.category) == (group, category))


ALL = ("all",)
"""The one group where none are asked for."""


def means(
    design: Design,
    answers: ArrayLike,
    groups: ArrayLike | None = None,
    levels: Sequence[str] = ALL,
    *,
    confidence: float = 0.95,
) -> WeightedEstimates:
    """Weighted means (R: ``svymean(~x, design, na.rm = TRUE)``, ``svyby(~x, ~g, design, svymean, na.rm = TRUE)``).

    Parameters
    ----------
    answers:
        Values, NaN where missing: a domain of the design.
    groups, levels:
        Position of each row's group in ``levels`` (negative: in none), and the ids of *all* levels in order.
    confidence:
        Level of the interval ``mean ± t(df) * se``; df of the design, all rows minus strata (R: ``confint(x, df =
        degf(design))``; without ``df`` R takes the normal distribution). None below eight answers.
    """
    values, position = _categories(answers)
    counted = tally(design, position, values.size, groups, len(levels))
    estimate, error = linearised(values, counted)
    df = np.full(len(levels), design.df)
    half = _quantile(df, confidence) * error
    table = _table(levels, counted, estimate, error, (estimate - half, estimate + half))
    return WeightedEstimates(
        method=WEIGHTED_MEAN, n=int(counted.n.sum()), estimates=table, df=design.df, confidence=confidence
    )


def shares(
    design: Design,
    answers: ArrayLike,
    codes: Sequence[float],
    groups: ArrayLike | None = None,
    levels: Sequence[str] = ALL,
    *,
    confidence: float = 0.95,
) -> WeightedEstimates:
    """Weighted shares of every code, unused ones included (R: ``svymean(~factor(x, levels = codes), design)``).

    Parameters
    ----------
    answers:
        Codes, NaN where missing.
    codes:
        Every code of the scale, in printed order.
    groups, levels, confidence:
        As in :func:`means`; the interval is that of :func:`logit_interval`, none where the share is 0 or 1.
    """
    position = _positions(answers, codes)
    counted = tally(design, position, len(codes), groups, len(levels))
    estimate, error = linearised(np.eye(len(codes)), counted)
    df = np.full(len(levels), design.df)
    table = []
    for place, code in enumerate(codes):
        bounds = logit_interval(estimate[:, place], error[:, place], df, confidence=confidence)
        table.append(_table(levels, counted, estimate[:, place], error[:, place], bounds, category=code))
    by_group = tuple(entry for entries in zip(*table, strict=True) for entry in entries)
    return WeightedEstimates(
        method=WEIGHTED_SHARE, n=int(counted.n.sum()), estimates=by_group, df=design.df, confidence=confidence
    )


def top2(
    design: Design,
    answers: ArrayLike,
    values: Sequence[float],
    groups: ArrayLike | None = None,
    levels: Sequence[str] = ALL,
    *,
    confidence: float = 0.95,
) -> WeightedEstimates:
    """Weighted share of the two highest values of a scale, with a logit interval.

    R: ``svyciprop(~I(x >= 4), subset(design, !is.na(x)), method = "logit")``. The subset has fewer rows than the
    design, so the degrees of freedom are those of the rows that answered (in each group), not of all.

    Parameters
    ----------
    values:
        All values of the scale, in any order.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    position = _positions(answers, ordered)
    group = np.zeros(position.size, dtype=np.int64) if groups is None else np.asarray(groups, dtype=np.int64)
    counted = tally(design, position, ordered.size, group, len(levels))
    estimate, error = linearised((np.arange(ordered.size) >= ordered.size - 2).astype(float), counted)
    df = np.array([design.kept((position >= 0) & (group == level)).df for level in range(len(levels))])
    bounds = logit_interval(estimate, error, df, confidence=confidence)
    table = _table(levels, counted, estimate, error, bounds)
    return WeightedEstimates(
        method=WEIGHTED_TOP2, n=int(counted.n.sum()), estimates=table, df=design.df, confidence=confidence
    )


def logit_interval(
    share: ArrayLike, error: ArrayLike, df: ArrayLike, *, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A t interval of the log odds, turned back into shares, so that it stays between 0 and 1.

    Not defined (NaN) where the share is 0 or 1. The standard error of the log odds is ``error / (p (1 - p))`` (Korn &
    Graubard 1998; R: ``svyciprop(method = "logit")``).
    """
    p, se = np.asarray(share, dtype=np.float64), np.asarray(error, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        centre = np.log(p / (1 - p))
        half = _quantile(df, confidence) * se / (p * (1 - p))
        low, high = (1 / (1 + np.exp(-(centre + sign * half))) for sign in (-1, 1))
        inside = np.isfinite(half)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def _quantile(df: ArrayLike, confidence: float) -> NDArray[np.float64]:
    from scipy.special import stdtrit

    degrees = np.asarray(df, dtype=np.float64)
    return np.where(degrees > 0, stdtrit(np.maximum(degrees, 1), 0.5 + confidence / 2), np.nan)


def _categories(answers: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The distinct answers, and each row's position among them; -1 where it is missing."""
    answer = np.asarray(answers, dtype=np.float64)
    values, place = np.unique(answer[~np.isnan(answer)], return_inverse=True)
    position = np.full(answer.size, -1, dtype=np.int64)
    position[~np.isnan(answer)] = place
    return (values, position) if values.size else (np.zeros(1), position)


def _positions(answers: ArrayLike, codes: ArrayLike) -> NDArray[np.int64]:
    """Each row's position among the codes; -1 where the answer is missing."""
    answer, code = np.asarray(answers, dtype=np.float64), np.asarray(codes, dtype=np.float64)
    found = answer[:, None] == code
    unknown = ~found.any(axis=1) & ~np.isnan(answer)
    if unknown.any():
        msg = f"answers that are none of the codes {code.tolist()}: {np.unique(answer[unknown]).tolist()}"
        raise ValueError(msg)
    return np.where(found.any(axis=1), found.argmax(axis=1), -1)


def _table(
    levels: Sequence[str],
    counted: Tally,
    estimate: NDArray[np.float64],
    error: NDArray[np.float64],
    bounds: tuple[NDArray[np.float64], NDArray[np.float64]],
    *,
    category: float | None = None,
) -> tuple[Estimate, ...]:
    n, used = counted.n.sum(axis=-1), counted.used.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        n_eff = counted.w.sum(axis=(-2, -1)) ** 2 / counted.w2.sum(axis=(-2, -1))
    exceeded = (counted.w.sum(axis=-1) > 0) & (counted.fraction_left < 0)
    entries = []
    for place, level in enumerate(levels):
        enough = used[place] >= MINIMUM_FOR_INTERVAL
        interval = [_number(bound[place]) if enough else None for bound in bounds]
        reason = None
        if n[place] == 0:
            reason = Undefined.NO_ANSWERS
        elif used[place] == 0:
            reason = Undefined.NO_WEIGHT
        elif used[place] == 1:
            reason = Undefined.TOO_FEW_ANSWERS
        elif np.isnan(error[place]):
            reason = Undefined.MORE_THAN_POPULATION if exceeded[place].any() else Undefined.LONELY_STRATUM
        elif interval[0] is None:
            reason = Undefined.ALL_EQUAL if enough else Undefined.TOO_FEW_ANSWERS
        numbers = (n_eff[place], estimate[place], error[place])
        entries.append(Estimate(level, int(n[place]), *map(_number, numbers), *interval, category, reason))
    return tuple(entries)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
