"""Two groups side by side: by ranks (Mann-Whitney with its rank-biserial correlation) and by means (Welch)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Tested, Undefined
from pipeline.statistics.samples import all_equal, answered

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MANN_WHITNEY = Method(
    "mann_whitney",
    "scipy.stats.mannwhitneyu(method='asymptotic'); interval: numpy",
    "Mann and Whitney (1947), Ann. Math. Stat. 18, 50-60; Cureton (1956), Psychometrika 21, 287-290; interval: DeLong, "
    "DeLong and Clarke-Pearson (1988), Biometrics 44, 837-845, on the scale of Fisher's z",
)
WELCH_T = Method(
    "welch_t",
    "scipy.stats.ttest_ind_from_stats(equal_var=False); interval: scipy.special.stdtrit",
    "Welch (1947), Biometrika 34, 28-35; Hedges (1981), J. Educ. Stat. 6, 107-128",
)


@dataclass(frozen=True, kw_only=True)
class MannWhitney(Tested):
    """``statistic`` is U of the first group; ``rank_biserial`` is positive where the first group answers higher."""

    n1: int
    n2: int
    statistic: float | None = None
    rank_biserial: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    correction: bool = True


@dataclass(frozen=True, kw_only=True)
class WelchT(Tested):
    """``difference`` is the mean of the first group less that of the second, ``hedges_g`` the same in units of sd."""

    n1: int
    n2: int
    mean1: float | None = None
    mean2: float | None = None
    difference: float | None = None
    se: float | None = None
    statistic: float | None = None
    df: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    hedges_g: float | None = None


def mann_whitney(
    first: ArrayLike, second: ArrayLike, *, correction: bool = True, confidence: float = 0.95
) -> MannWhitney:
    """Mann-Whitney U test of two groups, two-sided, with the rank-biserial correlation and its interval.

    Computed by :func:`scipy.stats.mannwhitneyu` with the normal approximation and its tie correction at every n (five
    steps of a scale are always tied); ``correction`` is that for continuity (R: ``wilcox.test(first, second, exact =
    FALSE, correct = correction)``). ``pingouin.mwu`` wraps the same call. NaN stands for no answer.
    """
    x, y = answered(first), answered(second)
    evidence = {"method": MANN_WHITNEY, "n": x.size + y.size, "n1": x.size, "n2": y.size, "correction": correction}
    if not (x.size and y.size):
        return MannWhitney(**evidence, undefined=_without_two(x, y))
    r, low, high = rank_biserial(x, y, confidence=confidence)
    numbers = {"statistic": (r + 1) / 2 * x.size * y.size, "rank_biserial": r, "ci_low": low, "ci_high": high}
    if all_equal(np.concatenate([x, y])):
        return MannWhitney(**evidence, **numbers, undefined=Undefined.ALL_EQUAL)
    from scipy.stats import mannwhitneyu

    found = mannwhitneyu(x, y, use_continuity=correction, method="asymptotic")
    return MannWhitney(**evidence, **numbers, p=float(found.pvalue))


def rank_biserial(
    first: NDArray[np.float64], second: NDArray[np.float64], *, confidence: float = 0.95
) -> tuple[float, float | None, float | None]:
    """Rank-biserial correlation of two groups without missing values, with the limits of its interval.

    The share of pairs in which the first group answers higher less the share in which the second does (Cliff's delta;
    R: ``effectsize::rank_biserial``). The variance is that of the placements (DeLong et al. 1988), the interval is
    built on Fisher's z. ``effectsize`` takes the variance under no difference instead; with five-point answers that
    interval holds the true value in only about 70 of 100 samples when the groups are far apart (simulated with 60 in
    each group, delta 0.9), this one in 94. No interval below eight answers in either group, or when the groups do not
    overlap at all.
    """
    x, y = np.sort(first), np.sort(second)
    place_x = (np.searchsorted(y, x, "left") + np.searchsorted(y, x, "right")) / y.size - 1
    place_y = 1 - (np.searchsorted(x, y, "left") + np.searchsorted(x, y, "right")) / x.size
    r = float(place_x.mean())
    if min(x.size, y.size) < MINIMUM_FOR_INTERVAL or abs(r) >= 1 - 1e-12:
        return r, None, None
    from scipy.special import ndtri

    variance = place_x.var(ddof=1) / x.size + place_y.var(ddof=1) / y.size
    if variance == 0:
        return r, None, None
    half = float(ndtri(0.5 + confidence / 2)) * np.sqrt(variance) / (1 - r**2)
    return r, float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))


def welch_t(first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95) -> WelchT:
    """Welch's t test: two means whose groups may differ in spread.

    Computed by :func:`scipy.stats.ttest_ind_from_stats` with ``equal_var=False``, which is not its default (R:
    ``t.test(first, second)``); Welch-Satterthwaite degrees of freedom and the t interval follow from the same numbers. ``hedges_g`` divides by the pooled sd and corrects for small samples with ``1 - 3 / (4 n - 9)``
    (``pingouin.compute_effsize(eftype="hedges")``). No interval below eight answers in all.
    """
    x, y = answered(first), answered(second)
    evidence = {"method": WELCH_T, "n": x.size + y.size, "n1": x.size, "n2": y.size}
    if not (x.size and y.size):
        return WelchT(**evidence, undefined=_without_two(x, y))
    means = {"mean1": float(x.mean()), "mean2": float(y.mean()), "difference": float(x.mean() - y.mean())}
    if min(x.size, y.size) < 2:
        return WelchT(**evidence, **means, undefined=Undefined.TOO_FEW_ANSWERS)
    se = float(np.sqrt(x.var(ddof=1) / x.size + y.var(ddof=1) / y.size))
    if all_equal(x) and all_equal(y):
        reason = Undefined.ALL_EQUAL if x[0] == y[0] else Undefined.GROUP_WITHOUT_SPREAD
        return WelchT(**evidence, **means, se=0.0, undefined=reason)
    from scipy.special import stdtrit
    from scipy.stats import ttest_ind_from_stats

    found = ttest_ind_from_stats(x.mean(), x.std(ddof=1), x.size, y.mean(), y.std(ddof=1), y.size, equal_var=False)
    df = _welch_satterthwaite(x, y)
    low = high = None
    if x.size + y.size >= MINIMUM_FOR_INTERVAL:
        half = float(stdtrit(df, 0.5 + confidence / 2)) * se
        low, high = means["difference"] - half, means["difference"] + half
    return WelchT(
        **evidence,
        **means,
        se=se,
        statistic=float(found.statistic),
        df=df,
        p=float(found.pvalue),
        ci_low=low,
        ci_high=high,
        hedges_g=_hedges_g(x, y),
    )


def _welch_satterthwaite(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    first, second = x.var(ddof=1) / x.size, y.var(ddof=1) / y.size
    return float((first + second) ** 2 / (first**2 / (x.size - 1) + second**2 / (y.size - 1)))


def _hedges_g(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    freedom = x.size + y.size - 2
    pooled = np.sqrt(((x.size - 1) * x.var(ddof=1) + (y.size - 1) * y.var(ddof=1)) / freedom)
    return float((x.mean() - y.mean()) / pooled * (1 - 3 / (4 * (x.size + y.size) - 9)))


def _without_two(x: NDArray[np.float64], y: NDArray[np.float64]) -> Undefined:
    return Undefined.ONE_GROUP if x.size or y.size else Undefined.NO_ANSWERS
