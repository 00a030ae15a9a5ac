"""Equality between waves, shown rather than assumed: two one-sided tests against a smallest difference of interest.

A difference that is not significant may be one that too few answers could show. Whether a change can be ruled out is
another question, and it needs a number that somebody has to state: how large a change would be of interest.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Tested, Undefined
from pipeline.statistics.samples import all_equal, answered, complete_pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from pipeline.statistics.change import Combined

EQUIVALENCE = Method(
    "equivalence",
    "pingouin.tost; interval: scipy.stats.ttest_rel or ttest_ind(equal_var=False)",
    "Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach. Journal of "
    "Pharmacokinetics and Biopharmaceutics 15, 657–680; Lakens, D. (2017). Equivalence tests. Social Psychological and "
    "Personality Science 8, 355–362.",
)
EQUIVALENCE_COMBINED = Method(
    "equivalence_combined",
    "scipy.special.ndtr and ndtri on the bootstrap's standard error",
    "Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach. Journal of "
    "Pharmacokinetics and Biopharmaceutics 15, 657–680.",
)
SMALLEST_DIFFERENCE = 0.3
"""Scale points: a change of the mean below this is of no interest. Three municipalities in ten move by one step."""
SMALLEST_SHARE = 0.1
"""The same for a share of municipalities: ten percentage points."""


@dataclass(frozen=True, kw_only=True)
class Equivalence(Tested):
    """Whether a change of ``bound`` scale points or more, up or down, can be ruled out.

    ``part`` says from whom: ``paired`` (those who answered twice), ``independent`` or ``combined`` (everyone).
    ``p`` is the larger of two one-sided tests; ``equivalent`` says that it lies below ``level``, which is when the
    interval (``1 - 2 * level``) lies between ``-bound`` and ``bound``.
    """

    part: str
    bound: float
    level: float
    difference: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    equivalent: bool | None = None


def equivalence(
    first: ArrayLike, second: ArrayLike, *, paired: bool, bound: float = SMALLEST_DIFFERENCE, level: float = 0.05
) -> Equivalence:
    """Two one-sided tests (TOST) that the mean changed by less than the smallest difference of interest.

    That no difference is significant does not say that there is none; this does, for differences of ``bound`` and more.

    Parameters
    ----------
    paired:
        Compare each municipality with itself (rows are the same municipality); else as independent samples by Welch.
    bound:
        Smallest difference of interest in scale points, larger than 0.
    """
    _check_bound(bound)
    before, after = complete_pairs(first, second) if paired else (answered(first), answered(second))
    n = before.size if paired else before.size + after.size
    part = "paired" if paired else "independent"
    stated = {"method": EQUIVALENCE, "n": n, "part": part, "bound": float(bound), "level": level}
    if not (before.size and after.size):
        reason = Undefined.NO_PAIRS if paired else (Undefined.ONE_GROUP if n else Undefined.NO_ANSWERS)
        return Equivalence(undefined=reason, **stated)
    stated["difference"] = float(after.mean() - before.mean())
    if min(before.size, after.size) < 2:
        return Equivalence(undefined=Undefined.TOO_FEW_ANSWERS, **stated)
    if all_equal(after - before) if paired else all_equal(before) and all_equal(after):
        return Equivalence(undefined=Undefined.ALL_EQUAL, **stated)
    import pingouin
    from scipy.stats import ttest_ind, ttest_rel

    with warnings.catch_warnings():
        # scipy warns of rounding in a group whose answers are all equal; the variance of integers is exactly 0 there
        warnings.filterwarnings("ignore", message="Precision loss", category=RuntimeWarning)
        test = ttest_rel(after, before) if paired else ttest_ind(after, before, equal_var=False)
        low, high = test.confidence_interval(1 - 2 * level) if n >= MINIMUM_FOR_INTERVAL else (None, None)
        tost = pingouin.tost(after, before, bound=float(bound), paired=paired, correction=not paired)
    p = float(tost["pval"].iloc[0])
    return Equivalence(
        p=p,
        ci_low=None if low is None else float(low),
        ci_high=None if high is None else float(high),
        equivalent=p < level,
        **stated,
    )


def combined_equivalence(change: Combined, *, bound: float = SMALLEST_DIFFERENCE, level: float = 0.05) -> Equivalence:
    """Two one-sided tests on the combined estimate, taken for normal with the bootstrap's standard error."""
    from scipy.special import ndtr, ndtri

    _check_bound(bound)
    stated = {
        "method": EQUIVALENCE_COMBINED, "n": change.n, "part": "combined", "bound": float(bound), "level": level,
        "difference": change.difference,
    }  # fmt: skip
    if change.difference is None or change.se is None:
        return Equivalence(undefined=change.undefined, **stated)
    p = float(ndtr((abs(change.difference) - bound) / change.se))
    half = float(ndtri(1 - level)) * change.se
    low, high = change.difference - half, change.difference + half
    return Equivalence(p=p, ci_low=low, ci_high=high, equivalent=p < level, **stated)


def _check_bound(bound: float) -> None:
    if not bound > 0:
        msg = f"The smallest difference of interest was given as {bound}. Hint: a number of scale points above 0."
        raise ValueError(msg)
