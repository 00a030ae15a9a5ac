"""Change in the municipalities that answered twice: each is compared with itself.

Differences are always second minus first, so that a positive number is a rise. Pairs with a missing answer take no
part; arguments hold one value a municipality, NaN where it did not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Tested, Undefined
from pipeline.statistics.samples import complete_pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

SIGNED_RANK = Method(
    "signed_rank",
    "pingouin.wilcoxon on scipy.stats.wilcoxon",
    "Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin 1, 80–83; matched "
    "rank-biserial correlation: Kerby, D. S. (2014). The simple difference formula. Comprehensive Psychology 3, 1.",
)
PAIRED_T = Method(
    "paired_t",
    "scipy.stats.ttest_rel",
    "Student (1908). The probable error of a mean. Biometrika 6, 1–25.",
)
MCNEMAR = Method(
    "mcnemar",
    "statsmodels.stats.contingency_tables.mcnemar(exact=False)",
    "McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. "
    "Psychometrika 12, 153–157; correction: Edwards, A. L. (1948). Psychometrika 13, 185–187.",
)
MCNEMAR_EXACT = Method(
    "mcnemar_exact",
    "statsmodels.stats.contingency_tables.mcnemar(exact=True)",
    "McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. "
    "Psychometrika 12, 153–157.",
)
Variant = Literal["exact", "corrected", "uncorrected"]


@dataclass(frozen=True, kw_only=True)
class SignedRank(Tested):
    """Wilcoxon's signed-rank test of ``n`` pairs, ``n_nonzero`` of which differ.

    ``v_plus`` is the sum of the ranks of rises (R's V of second minus first), ``v_minus`` that of falls;
    ``rank_biserial`` is ``(v_plus - v_minus) / (v_plus + v_minus)``: 1 if all who changed rose, -1 if all fell.
    """

    n_nonzero: int
    v_plus: float | None = None
    v_minus: float | None = None
    rank_biserial: float | None = None
    corrected: bool = True


@dataclass(frozen=True, kw_only=True)
class PairedT(Tested):
    """Mean difference of ``n`` pairs in scale points, with its t interval and test."""

    mean_first: float | None = None
    mean_second: float | None = None
    mean_difference: float | None = None
    sd_difference: float | None = None
    t: float | None = None
    df: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class McNemar(Tested):
    """Shares of ``n`` pairs that said yes, compared by those who said so in one of the waves only.

    ``difference`` is ``share_second - share_first`` as a number from -1 to 1; ``chi2`` and ``df`` are left out of the
    exact test.
    """

    both: int
    first_only: int
    second_only: int
    neither: int
    variant: str
    share_first: float | None = None
    share_second: float | None = None
    difference: float | None = None
    chi2: float | None = None
    df: int | None = None


def signed_rank(first: ArrayLike, second: ArrayLike, *, corrected: bool = True) -> SignedRank:
    """Wilcoxon's signed-rank test (R: ``wilcox.test(second, first, paired = TRUE, exact = FALSE, correct = ...)``).

    Notes
    -----
    Normal approximation with ties corrected for, ``corrected`` for continuity too; pairs without a difference are
    dropped before ranking. pingouin and scipy report min(V+, V-), from which R's V+ is found by the sign of the
    rank-biserial correlation. Where nothing changed, R has no p; of a few such pairs pingouin would say p = 1.
    """
    before, after = complete_pairs(first, second)
    difference = after - before
    nonzero = int(np.count_nonzero(difference))
    if not nonzero:
        reason = Undefined.NO_CHANGE if difference.size else Undefined.NO_PAIRS
        none = 0.0 if difference.size else None
        return SignedRank(
            method=SIGNED_RANK, n=difference.size, n_nonzero=0, v_plus=none, v_minus=none, corrected=corrected,
            undefined=reason,
        )  # fmt: skip
    import pingouin

    # differences alone: with both answers, pingouin compares every first with every second answer as well
    test = pingouin.wilcoxon(difference, correction=corrected, method="asymptotic", zero_method="wilcox").iloc[0]
    total, lower, effect = nonzero * (nonzero + 1) / 2, float(test["W_val"]), float(test["RBC"])
    v_plus = total - lower if effect > 0 else lower
    return SignedRank(
        method=SIGNED_RANK,
        n=difference.size,
        n_nonzero=nonzero,
        v_plus=v_plus,
        v_minus=total - v_plus,
        p=float(test["p_val"]),
        rank_biserial=effect,
        corrected=corrected,
    )


def paired_t(first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95) -> PairedT:
    """Mean difference with t interval (R: ``t.test(second, first, paired = TRUE)``).

    No interval below :data:`~pipeline.statistics.likert.MINIMUM_FOR_INTERVAL` pairs.
    """
    before, after = complete_pairs(first, second)
    n = before.size
    if not n:
        return PairedT(method=PAIRED_T, n=0, undefined=Undefined.NO_PAIRS)
    difference = after - before
    stated = {
        "method": PAIRED_T,
        "n": n,
        "mean_first": float(before.mean()),
        "mean_second": float(after.mean()),
        "mean_difference": float(difference.mean()),
        "sd_difference": float(difference.std(ddof=1)) if n > 1 else None,
    }
    if n == 1:
        return PairedT(undefined=Undefined.TOO_FEW_ANSWERS, **stated)
    if np.ptp(difference) == 0:
        return PairedT(undefined=Undefined.ALL_EQUAL if difference[0] else Undefined.NO_CHANGE, **stated)
    from scipy.stats import ttest_rel

    test = ttest_rel(after, before)
    interval = test.confidence_interval(confidence) if n >= MINIMUM_FOR_INTERVAL else (None, None)
    low, high = (None if end is None else float(end) for end in interval)
    return PairedT(t=float(test.statistic), df=int(test.df), p=float(test.pvalue), ci_low=low, ci_high=high, **stated)


def mcnemar_top(first: ArrayLike, second: ArrayLike, *, at_least: float, variant: Variant = "exact") -> McNemar:
    """McNemar's test on answers of ``at_least`` this value, such as the two highest of the scale (top 2)."""
    before, after = (answers >= at_least for answers in complete_pairs(first, second))
    return mcnemar(
        both=int(np.sum(before & after)),
        first_only=int(np.sum(before & ~after)),
        second_only=int(np.sum(~before & after)),
        neither=int(np.sum(~before & ~after)),
        variant=variant,
    )


def mcnemar(*, both: int, first_only: int, second_only: int, neither: int, variant: Variant = "exact") -> McNemar:
    """McNemar's test of a 2 x 2 table of pairs (R: ``mcnemar.test(table, correct = ...)``, ``binom.test``).

    Notes
    -----
    statsmodels tests exactly by default, R by chi-squared with Edwards' correction. Two guards make them agree: where
    as many rose as fell, R leaves the correction out (chi-squared 0, p 1) and statsmodels does not; where nobody
    changed, there is nothing to test, and statsmodels' corrected test would give p = 0.
    """
    n = both + first_only + second_only + neither
    method = MCNEMAR_EXACT if variant == "exact" else MCNEMAR
    stated = {
        "method": method, "n": n, "both": both, "first_only": first_only, "second_only": second_only,
        "neither": neither, "variant": variant,
    }  # fmt: skip
    if not n:
        return McNemar(undefined=Undefined.NO_PAIRS, **stated)
    stated["share_first"], stated["share_second"] = (both + first_only) / n, (both + second_only) / n
    stated["difference"] = (second_only - first_only) / n
    if not first_only + second_only:
        return McNemar(undefined=Undefined.NO_CHANGE, **stated)
    from statsmodels.stats import contingency_tables

    table = [[both, first_only], [second_only, neither]]
    if variant == "exact":
        return McNemar(p=float(contingency_tables.mcnemar(table, exact=True).pvalue), **stated)
    if first_only == second_only:
        return McNemar(chi2=0.0, df=1, p=1.0, **stated)
    test = contingency_tables.mcnemar(table, exact=False, correction=variant == "corrected")
    return McNemar(chi2=float(test.statistic), df=1, p=float(test.pvalue), **stated)
