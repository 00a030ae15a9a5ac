"""Differences between the groups of a classification: by ranks, by means, pair by pair, and whether both views agree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.multiplicity import holm
from pipeline.statistics.result import Family, Method, Result, Tested, Undefined
from pipeline.statistics.samples import all_equal, used
from pipeline.statistics.trend import Jonckheere, jonckheere_terpstra
from pipeline.statistics.two_groups import rank_biserial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.statistics.samples import Samples

KRUSKAL = Method(
    "kruskal_wallis",
    "scipy.stats.kruskal; epsilon squared: H / (n - 1)",
    "Kruskal and Wallis (1952), J. Am. Stat. Assoc. 47, 583-621; Kelley (1935), Proc. Natl. Acad. Sci. 21, 554-559; "
    "Tomczak and Tomczak (2014), Trends Sport Sci. 1, 19-25",
)
DUNN = Method(
    "dunn",
    "numpy and scipy.special.ndtr; Holm: pipeline.statistics.multiplicity",
    "Dunn (1964), Technometrics 6, 241-252; Holm (1979), Scand. J. Stat. 6, 65-70",
)
WELCH_ANOVA = Method(
    "welch_anova",
    "scipy.stats.f_oneway(equal_var=False)",
    "Welch (1951), Biometrika 38, 330-336",
)
LEVEL = 0.05
"""A p-value below it is called a finding; the ordinal and the metric view disagree if only one of theirs is."""


@dataclass(frozen=True, kw_only=True)
class KruskalWallis(Tested):
    """``epsilon_squared`` is the part of the spread of the ranks that goes along with the groups, 0 to 1."""

    groups: int
    statistic: float | None = None
    df: int | None = None
    epsilon_squared: float | None = None


@dataclass(frozen=True, kw_only=True)
class WelchAnova(Tested):
    """``eta_squared`` is the part of the variance of the answers that goes along with the groups, 0 to 1."""

    groups: int
    statistic: float | None = None
    df1: int | None = None
    df2: float | None = None
    eta_squared: float | None = None


@dataclass(frozen=True)
class Pair:
    """Two groups in Dunn's test.

    ``z`` is the mean rank of the *second* group less that of the first over its standard error, as R's
    ``rstatix::dunn_test`` prints it; ``rank_biserial`` is positive where the *first* answers higher, as everywhere here.
    """

    group1: str
    group2: str
    n1: int
    n2: int
    z: float
    p: float
    p_adjusted: float
    rank_biserial: float
    ci_low: float | None
    ci_high: float | None


@dataclass(frozen=True, kw_only=True)
class Dunn(Result):
    """Every pair of groups with answers, in the order given."""

    pairs: tuple[Pair, ...] = ()

    def rows(self) -> list[dict[str, object]]:
        """One row per pair; a row with ``n`` alone where the test is not defined."""
        return [{"n": self.n, **vars(pair)} for pair in self.pairs] or [{"n": self.n}]


@dataclass(frozen=True)
class GroupComparison:
    """One item compared between groups; ``trend`` is None where the levels have no order."""

    kruskal: KruskalWallis
    welch: WelchAnova
    dunn: Dunn
    trend: Jonckheere | None

    @property
    def disagreement(self) -> bool | None:
        """Whether the ordinal view (Kruskal-Wallis) and the metric view (Welch) come to different verdicts.

        Judged at :data:`LEVEL` on adjusted p-values where there are any; None where one of the two is not defined.
        """
        ordinal, metric = (
            test.p if test.p_adjusted is None else test.p_adjusted for test in (self.kruskal, self.welch)
        )
        return None if ordinal is None or metric is None else (ordinal < LEVEL) != (metric < LEVEL)


def kruskal_wallis(samples: Samples) -> KruskalWallis:
    """Kruskal-Wallis test over all groups with at least one answer, with epsilon squared.

    Computed by :func:`scipy.stats.kruskal` with tie correction (R: ``kruskal.test``; ``pingouin.kruskal`` gives the
    same H and p). ``epsilon_squared = H (n + 1) / (n^2 - 1)`` (R: ``effectsize::rank_epsilon_squared``).
    """
    groups = used(samples)
    n = sum(values.size for values in groups.values())
    evidence = {"method": KRUSKAL, "n": n, "groups": len(groups)}
    reason = _reason(groups)
    if reason is not None:
        df = len(groups) - 1 if len(groups) > 1 else None
        return KruskalWallis(**evidence, df=df, undefined=reason)
    from scipy.stats import kruskal

    found = kruskal(*groups.values())
    h = max(float(found.statistic), 0.0)
    return KruskalWallis(
        **evidence, statistic=h, df=len(groups) - 1, p=float(found.pvalue), epsilon_squared=h * (n + 1) / (n**2 - 1)
    )


def dunn(samples: Samples, *, of: str) -> Dunn:
    """Dunn's test of every pair of groups after Kruskal-Wallis, Holm within the pairs, each with its effect size.

    Parameters
    ----------
    of:
        What is compared (the id of the item), for the name of the family.

    Notes
    -----
    ``z = (R_2 - R_1) / sqrt((n (n + 1) / 12 - sum(t^3 - t) / (12 (n - 1))) (1 / n_1 + 1 / n_2))`` with the mean ranks
    R of all answers and the ties t (R: ``rstatix::dunn_test(p.adjust.method = "holm")``).
    ``scikit_posthocs.posthoc_dunn(p_adjust="holm")`` gives the p-values without z, its default adjusts nothing, and it
    costs over a second to import; a test compares. The effect size of a pair is its rank-biserial correlation.
    """
    groups = used(samples)
    n = sum(values.size for values in groups.values())
    reason = _reason(groups)
    if reason is not None:
        return Dunn(method=DUNN, n=n, undefined=reason)
    from scipy.special import ndtr
    from scipy.stats import rankdata

    answers = np.concatenate(list(groups.values()))
    ends = np.cumsum([values.size for values in groups.values()])[:-1]
    mean_rank = [part.mean() for part in np.split(rankdata(answers), ends)]
    ties = np.unique(answers, return_counts=True)[1].astype(np.float64)
    spread = n * (n + 1) / 12 - (ties**3 - ties).sum() / (12 * (n - 1))
    found = []
    for (i, first), (j, second) in combinations(enumerate(groups), 2):
        size = groups[first].size, groups[second].size
        z = float((mean_rank[j] - mean_rank[i]) / np.sqrt(spread * (1 / size[0] + 1 / size[1])))
        found.append((first, second, *size, z, float(2 * ndtr(-abs(z)))))
    adjusted = holm([row[-1] for row in found])
    pairs = tuple(
        Pair(*row, p_adjusted, *rank_biserial(groups[row[0]], groups[row[1]]))
        for row, p_adjusted in zip(found, adjusted, strict=True)
    )
    return Dunn(method=DUNN, n=n, pairs=pairs, family=Family("pairs", of, len(pairs), "holm"))


def welch_anova(samples: Samples) -> WelchAnova:
    """Welch's analysis of variance: the metric view, for groups that may differ in spread.

    Computed by :func:`scipy.stats.f_oneway` with ``equal_var=False`` (R: ``oneway.test``; ``pingouin.welch_anova``
    gives the same). Groups with a single answer have no spread of their own and take no part; a group in which all
    answers are equal makes the test undefined.
    """
    groups = {level: values for level, values in used(samples).items() if values.size > 1}
    n = sum(values.size for values in groups.values())
    evidence = {"method": WELCH_ANOVA, "n": n, "groups": len(groups)}
    reason = _reason(groups)
    if reason is None and any(all_equal(values) for values in groups.values()):
        reason = Undefined.GROUP_WITHOUT_SPREAD
    if reason is not None:
        return WelchAnova(**evidence, undefined=reason)
    from scipy.stats import f_oneway

    found = f_oneway(*groups.values(), equal_var=False)
    everything = np.concatenate(list(groups.values()))
    between = sum(values.size * (values.mean() - everything.mean()) ** 2 for values in groups.values())
    return WelchAnova(
        **evidence,
        statistic=float(found.statistic),
        df1=len(groups) - 1,
        df2=_welch_freedom(list(groups.values())),
        p=float(found.pvalue),
        eta_squared=float(between / ((everything - everything.mean()) ** 2).sum()),
    )


def compare_groups(samples: Samples, *, of: str, order: Sequence[str] = ()) -> GroupComparison:
    """Everything about one item and the groups of a classification.

    Parameters
    ----------
    samples:
        Answers by level, every level of the classification.
    of:
        The id of the item.
    order:
        The levels that have an order, rising; the trend is tested over these and leaves the others aside.
    """
    trend = jonckheere_terpstra({level: samples[level] for level in order}) if len(order) > 1 else None
    return GroupComparison(kruskal_wallis(samples), welch_anova(samples), dunn(samples, of=of), trend)


def _welch_freedom(groups: list[NDArray[np.float64]]) -> float:
    weight = np.array([values.size / values.var(ddof=1) for values in groups])
    size = np.array([values.size for values in groups])
    lack = ((1 - weight / weight.sum()) ** 2 / (size - 1)).sum()
    return float((len(groups) ** 2 - 1) / (3 * lack))


def _reason(groups: dict[str, NDArray[np.float64]]) -> Undefined | None:
    if not groups:
        return Undefined.NO_ANSWERS
    if len(groups) < 2:
        return Undefined.ONE_GROUP
    return Undefined.ALL_EQUAL if all_equal(np.concatenate(list(groups.values()))) else None
