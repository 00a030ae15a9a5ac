"""How closely two answers go together: rank correlations for ordered ones, Cramér's V for categories, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.concordance import Concordance
from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Tested, Undefined
from pipeline.statistics.samples import all_equal, complete_pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

SPEARMAN = Method(
    "spearman",
    "scipy.stats.spearmanr; interval: numpy",
    "Spearman (1904), Am. J. Psychol. 15, 72-101; interval: Bonett and Wright (2000), Psychometrika 65, 23-28",
)
KENDALL = Method(
    "kendall_tau_b",
    "numpy and scipy.special.ndtr, from the cross table",
    "Kendall (1970), Rank Correlation Methods, 4th ed.; interval: Brown and Benedetti (1977), J. Am. Stat. Assoc. 72, "
    "309-315",
)
GAMMA = Method(
    "goodman_kruskal_gamma",
    "numpy and scipy.special.ndtr, from the cross table",
    "Goodman and Kruskal (1954), J. Am. Stat. Assoc. 49, 732-764; interval: Goodman and Kruskal (1972), J. Am. Stat. "
    "Assoc. 67, 415-421; test: Brown and Benedetti (1977), J. Am. Stat. Assoc. 72, 309-315",
)
CRAMER = Method(
    "cramers_v",
    "scipy.stats.chi2_contingency(correction=False); interval: scipy.special.chndtrinc",
    "Cramér (1946), Mathematical Methods of Statistics, section 21.9; bias correction: Bergsma (2013), J. Korean Stat. "
    "Soc. 42, 323-328; interval: Smithson (2003), Confidence Intervals, ch. 4",
)


@dataclass(frozen=True, kw_only=True)
class Coefficient(Tested):
    """A coefficient from -1 to 1 of ``n`` complete pairs, with its interval and two-sided p-value."""

    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Spearman(Coefficient):
    """``estimate`` is rho, ``statistic`` Spearman's S as R prints it."""

    statistic: float | None = None


@dataclass(frozen=True, kw_only=True)
class Kendall(Coefficient):
    """``estimate`` is tau-b, ``z`` its test statistic under independence."""

    z: float | None = None


@dataclass(frozen=True, kw_only=True)
class Gamma(Coefficient):
    """``estimate`` is gamma, ``z`` its test statistic under independence."""

    z: float | None = None


@dataclass(frozen=True, kw_only=True)
class CramersV(Tested):
    """``estimate`` is V, ``corrected`` V without its upward bias; interval of V. Both from 0 to 1.

    ``rows`` and ``columns`` count the categories in use. A ``min_expected`` under 1, or under 5 in many cells, makes the
    p-value a rough one (Cochran 1954).
    """

    used_rows: int = 0
    used_columns: int = 0
    statistic: float | None = None
    df: int | None = None
    min_expected: float | None = None
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    corrected: float | None = None


def spearman(x: ArrayLike, y: ArrayLike, *, confidence: float = 0.95) -> Spearman:
    """Spearman's rank correlation of the respondents who answered both.

    Computed by :func:`scipy.stats.spearmanr` (R: ``cor.test(method = "spearman", exact = FALSE)``; ``pingouin.corr``
    wraps it). The interval is ``tanh(atanh(rho) +- z sqrt((1 + rho^2 / 2) / (n - 3)))`` (Bonett and Wright 2000), from
    eight pairs on.
    """
    first, second = complete_pairs(x, y)
    n = first.size
    reason = _reason(first, second) or (Undefined.TOO_FEW_ANSWERS if n < 3 else None)
    if reason is not None:
        return Spearman(method=SPEARMAN, n=n, undefined=reason)
    from scipy.stats import spearmanr

    found = spearmanr(first, second)
    rho = float(np.clip(found.statistic, -1.0, 1.0))
    low, high = _fisher(rho, np.sqrt((1 + rho**2 / 2) / (n - 3)) if n > 3 else np.inf, n, confidence)
    s = (n**3 - n) * (1 - rho) / 6
    return Spearman(method=SPEARMAN, n=n, estimate=rho, ci_low=low, ci_high=high, statistic=s, p=float(found.pvalue))


def kendall(x: ArrayLike, y: ArrayLike, *, confidence: float = 0.95) -> Kendall:
    """Kendall's tau-b of the respondents who answered both.

    From the counts of pairs; the same as :func:`scipy.stats.kendalltau` with ``method="asymptotic"`` (R:
    ``cor.test(method = "kendall", exact = FALSE)``), which gives no z and no interval. The interval is ``tau_b +- z
    ASE`` with the asymptotic standard error that does not assume independence (Brown and Benedetti 1977), cut at -1
    and 1, from eight pairs on.
    """
    first, second = complete_pairs(x, y)
    reason = _reason(first, second)
    if reason is not None:
        return Kendall(method=KENDALL, n=first.size, undefined=reason)
    return kendall_of(Concordance.of(first, second), confidence=confidence)


def kendall_of(pairs: Concordance, *, confidence: float = 0.95) -> Kendall:
    """:func:`kendall` from pairs that are counted already, of two variables with spread."""
    from scipy.special import ndtr

    table, n = pairs.table, pairs.n
    rows, columns = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    open_rows, open_columns = n**2 - int((rows**2).sum()), n**2 - int((columns**2).sum())
    w = np.sqrt(float(open_rows) * float(open_columns))
    tau = 2 * pairs.difference / w
    part = 2 * w * (pairs.alike - pairs.opposite) + tau * (rows * open_columns + columns * open_rows)
    variance = ((table * part**2).sum() - n**3 * tau**2 * (open_rows + open_columns) ** 2) / w**4
    low, high = _wald(tau, variance, n, confidence)
    z = pairs.z
    return Kendall(method=KENDALL, n=n, estimate=float(tau), ci_low=low, ci_high=high, z=z, p=float(2 * ndtr(-abs(z))))


def gamma(x: ArrayLike, y: ArrayLike, *, confidence: float = 0.95) -> Gamma:
    """Goodman and Kruskal's gamma of the respondents who answered both: pairs with equal answers are left out.

    No library of the project has it. ``gamma = (C - D) / (C + D)`` from the concordant and discordant pairs; interval
    and test with the asymptotic standard errors of the literature (R: ``DescTools::GoodmanKruskalGamma``), the
    interval cut at -1 and 1, from eight pairs on.
    """
    first, second = complete_pairs(x, y)
    n = first.size
    reason = _reason(first, second)
    if reason is not None:
        return Gamma(method=GAMMA, n=n, undefined=reason)
    from scipy.special import ndtr

    pairs = Concordance.of(first, second)
    alike, opposite = 2 * pairs.concordant, 2 * pairs.discordant
    if alike + opposite == 0:
        return Gamma(method=GAMMA, n=n, undefined=Undefined.NO_PAIRS)
    estimate = (alike - opposite) / (alike + opposite)
    cells = opposite * pairs.alike - alike * pairs.opposite
    variance = 16 * (pairs.table * cells**2).sum() / (alike + opposite) ** 4
    independent = (pairs.table * (pairs.alike - pairs.opposite) ** 2).sum() - (alike - opposite) ** 2 / n
    low, high = _wald(estimate, variance, n, confidence)
    z = p = None
    if independent > 1e-9:
        z = float((alike - opposite) / (2 * np.sqrt(independent)))
        p = float(2 * ndtr(-abs(z)))
    reason = None if p is not None else Undefined.NOT_COMPUTABLE
    return Gamma(method=GAMMA, n=n, estimate=estimate, ci_low=low, ci_high=high, z=z, p=p, undefined=reason)


def cramers_v(table: ArrayLike, *, confidence: float = 0.95) -> CramersV:
    """Chi-squared test of a cross table with Cramér's V, plain and corrected for bias.

    Computed by :func:`scipy.stats.chi2_contingency` without Yates' correction on the table without its empty rows and
    columns (R: ``chisq.test(correct = FALSE)``, ``effectsize::cramers_v(adjust = FALSE | TRUE)``). The interval of V
    inverts the noncentral chi-squared distribution (Smithson 2003), from eight respondents on; its lower limit is 0
    when the table could have come about without any association.
    """
    count = np.atleast_2d(np.asarray(table, dtype=np.int64))
    count = count[count.sum(axis=1) > 0][:, count.sum(axis=0) > 0]
    n, (rows, columns) = int(count.sum()), count.shape
    evidence = {"method": CRAMER, "n": n, "used_rows": rows, "used_columns": columns}
    if not n:
        return CramersV(**evidence, undefined=Undefined.NO_ANSWERS)
    if min(rows, columns) < 2:
        return CramersV(**evidence, undefined=Undefined.ALL_EQUAL)
    from scipy.stats import chi2_contingency

    found = chi2_contingency(count, correction=False)
    chi2, df, smaller = float(found.statistic), int(found.dof), min(rows, columns) - 1
    low, high = _cramer_interval(chi2, df, n * smaller, confidence) if n >= MINIMUM_FOR_INTERVAL else (None, None)
    return CramersV(
        **evidence,
        statistic=chi2,
        df=df,
        p=float(found.pvalue),
        min_expected=float(found.expected_freq.min()),
        estimate=float(min(np.sqrt(chi2 / (n * smaller)), 1.0)),
        ci_low=low,
        ci_high=high,
        corrected=_bergsma(chi2, n, rows, columns),
    )


def _bergsma(chi2: float, n: int, rows: int, columns: int) -> float | None:
    excess = max(chi2 / n - (rows - 1) * (columns - 1) / (n - 1), 0.0)
    fewer = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return float(min(np.sqrt(excess / fewer), 1.0)) if fewer > 0 else None


def _cramer_interval(chi2: float, df: int, full: int, confidence: float) -> tuple[float, float]:
    """Limits of V from the noncentrality parameters under which ``chi2`` is just not surprising."""
    from scipy.special import chdtr, chndtrinc

    limits = []
    for probability in (0.5 + confidence / 2, 0.5 - confidence / 2):
        reached = chdtr(df, chi2) > probability
        noncentrality = float(chndtrinc(chi2, df, probability)) if reached else 0.0
        limits.append(float(min(np.sqrt(noncentrality / full), 1.0)))
    return limits[0], limits[1]


def _reason(x: NDArray[np.float64], y: NDArray[np.float64]) -> Undefined | None:
    if not x.size:
        return Undefined.NO_PAIRS
    if x.size < 2:
        return Undefined.TOO_FEW_ANSWERS
    return Undefined.ALL_EQUAL if all_equal(x) or all_equal(y) else None


def _wald(estimate: float, variance: float, n: int, confidence: float) -> tuple[float | None, float | None]:
    if n < MINIMUM_FOR_INTERVAL or variance <= 1e-14:
        return None, None
    from scipy.special import ndtri

    half = float(ndtri(0.5 + confidence / 2)) * float(np.sqrt(variance))
    return max(float(estimate) - half, -1.0), min(float(estimate) + half, 1.0)


def _fisher(estimate: float, se: float, n: int, confidence: float) -> tuple[float | None, float | None]:
    if n < MINIMUM_FOR_INTERVAL or abs(estimate) >= 1 - 1e-12:
        return None, None
    from scipy.special import ndtri

    centre, half = float(np.arctanh(estimate)), float(ndtri(0.5 + confidence / 2)) * float(se)
    return float(np.tanh(centre - half)), float(np.tanh(centre + half))
