"""One item described: n, kinds of missing answers, distribution, mean, spread, median, boxes, and how precise they are.

Everything follows from the counts by value, which :mod:`pipeline.statistics.likert` summarises; here they get the
intervals of shares, the finite population correction, and the reason where a number is not defined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics import likert
from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

DESCRIPTION = Method(
    "description",
    "numpy; scipy.special.stdtrit; scipy.stats.binomtest(...).proportion_ci(method='wilson')",
    "Student (1908), Biometrika 6, 1-25; Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; Brown, Cai and DasGupta "
    "(2001), Stat. Sci. 16, 101-133",
)
CORRECTED = Method(
    "description_fpc",
    "numpy; scipy.special.stdtrit",
    "Cochran (1977), Sampling Techniques, 3rd ed., sections 2.6 and 5.3",
)


@dataclass(frozen=True)
class Share:
    """A share of the substantive answers: ``count`` of ``n``, ``share`` 0-1 with its Wilson interval."""

    count: int
    n: int
    share: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Description(Result):
    """An item in numbers; ``mean``, ``sd``, ``se``, interval and ``median`` in units of the scale.

    ``missing`` counts respondents without a substantive answer by kind. ``distribution`` has every value of the scale,
    chosen or not. ``top2``, ``top3``, ``bottom2`` are shares of the two or three highest and the two lowest values of
    the scale. ``population`` is the number of municipalities behind the finite population correction, None without.
    """

    mean: float | None = None
    sd: float | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    median: float | None = None
    confidence: float = 0.95
    population: int | None = None
    missing: Mapping[str, int] = field(default_factory=dict)
    distribution: Mapping[float, Share] = field(default_factory=dict)
    top2: Share
    top3: Share
    bottom2: Share

    def rows(self) -> list[dict[str, object]]:
        """One row: the numbers, each box with its interval, then counts by value and by kind of missing."""
        (row,) = super().rows()
        for name in ("top2", "top3", "bottom2"):
            box: Share = getattr(self, name)
            row |= {name: box.share, f"{name}_ci_low": box.ci_low, f"{name}_ci_high": box.ci_high}
        row |= {f"count_{value:g}": share.count for value, share in self.distribution.items()}
        row |= {f"missing_{kind}": count for kind, count in self.missing.items()}
        return [row]


def wilson(count: int, n: int, *, confidence: float = 0.95, minimum: int = likert.MINIMUM_FOR_INTERVAL) -> Share:
    """A share with Wilson's score interval, which stays within 0 and 1 and is never of width 0.

    Computed by :func:`scipy.stats.binomtest` without continuity correction (R: ``prop.test(count, n, correct = FALSE)``;
    ``statsmodels``' ``proportion_confint`` gives it for ``method="wilson"``, its default is the normal interval). No
    share without answers, no interval below ``minimum`` of them.

    >>> box = wilson(0, 12)
    >>> box.ci_low, round(box.ci_high, 6)
    (0.0, 0.242494)
    """
    if not 0 <= count <= n:
        msg = f"A share of {count} out of {n} answers cannot be. Hint: count is a part of n."
        raise ValueError(msg)
    if n == 0:
        return Share(count, n)
    if n < minimum:
        return Share(count, n, count / n)
    from scipy.stats import binomtest

    interval = binomtest(int(count), int(n)).proportion_ci(confidence, method="wilson")
    return Share(count, n, count / n, float(interval.low), float(interval.high))


def describe(
    values: ArrayLike,
    counts: ArrayLike,
    *,
    missing: Mapping[str, int] | None = None,
    population: ArrayLike | None = None,
    confidence: float = 0.95,
    minimum: int = likert.MINIMUM_FOR_INTERVAL,
) -> Description:
    """Describe one item from the counts of its answers.

    Parameters
    ----------
    values:
        The values of the scale, shape ``(k,)``, each once.
    counts:
        Answers by value, shape ``(k,)``, or by stratum and value, shape ``(strata, k)``.
    missing:
        Respondents without a substantive answer, by kind.
    population:
        Ask for the finite population correction: the number of municipalities, one number for counts of shape
        ``(k,)`` or one per stratum. The standard error of a stratum becomes ``sd / sqrt(n) * sqrt(1 - n / N)`` (R:
        ``svymean`` with ``fpc``); over several strata that of the plain mean of all answers,
        ``sqrt(sum((n_h / n)^2 * (1 - n_h / N_h) * sd_h^2 / n_h))``, with ``n - strata`` degrees of freedom. The mean
        itself stays unweighted. A stratum without answers takes no part; one of unknown size is given as ``inf`` and is
        not corrected.
    minimum:
        Number of answers below which no interval is given.

    Raises
    ------
    ValueError
        If counts, values and population do not fit each other. A stratum with more answers than municipalities makes
        the correction ``MORE_THAN_POPULATION``, one with a single answer out of many ``LONELY_STRATUM``.
    """
    value, table = _checked(values, counts)
    total = table.sum(axis=0)
    summary = likert.summarise(value, total, confidence=confidence, minimum=minimum)
    n = int(summary.n)
    numbers = {name: _defined(getattr(summary, name)) for name in ("mean", "sd", "se", "ci_low", "ci_high", "median")}
    undefined = _reason(n, minimum)
    covered = None
    if population is not None:
        sizes = _population(population, table)
        covered = int(sizes[np.isfinite(sizes)].sum())
        corrected, reason = _corrected(value, table, sizes, confidence, minimum)
        numbers |= corrected
        undefined = undefined or reason
    order = np.argsort(value)
    ranked = total[order]
    boxes = {"top2": ranked[-2:], "top3": ranked[-3:], "bottom2": ranked[:2]}
    return Description(
        method=DESCRIPTION if population is None else CORRECTED,
        n=n,
        undefined=undefined,
        confidence=confidence,
        population=covered,
        missing=dict(missing or {}),
        distribution={
            float(answer): wilson(int(count), n, confidence=confidence, minimum=minimum)
            for answer, count in zip(value, total, strict=True)
        },
        **numbers,
        **{name: wilson(int(part.sum()), n, confidence=confidence, minimum=minimum) for name, part in boxes.items()},
    )


def describe_by(
    values: ArrayLike,
    counts: Mapping[str, ArrayLike],
    *,
    population: Mapping[str, int] | None = None,
    confidence: float = 0.95,
    minimum: int = likert.MINIMUM_FOR_INTERVAL,
) -> dict[str, Description]:
    """:func:`describe` for every level of a classification, in the order given; an empty group has its row.

    ``population`` gives the number of municipalities of each level, if the finite population correction is asked for.
    """
    return {
        level: describe(
            values,
            count,
            population=None if population is None else population[level],
            confidence=confidence,
            minimum=minimum,
        )
        for level, count in counts.items()
    }


def _checked(values: ArrayLike, counts: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    value = np.asarray(values, dtype=np.float64)
    table = np.atleast_2d(np.asarray(counts, dtype=np.int64))
    if table.shape[-1] != value.size or (table < 0).any():
        msg = (
            f"Counts of shape {table.shape} do not describe a scale of {value.size} values. "
            "Hint: one count, zero or more, per value of the scale, unused values included."
        )
        raise ValueError(msg)
    return value, table


def _reason(n: int, minimum: int) -> Undefined | None:
    if n == 0:
        return Undefined.NO_ANSWERS
    return Undefined.TOO_FEW_ANSWERS if n < minimum else None


def _population(population: ArrayLike, table: NDArray[np.int64]) -> NDArray[np.float64]:
    sizes = np.atleast_1d(np.asarray(population, dtype=np.float64))
    answers = table.sum(axis=1)
    if sizes.shape != answers.shape:
        msg = (
            f"Population counts {sizes.tolist()} do not fit strata with {answers.tolist()} answers. "
            "Hint: one population count per stratum."
        )
        raise ValueError(msg)
    return sizes


def _corrected(
    value: NDArray[np.float64], table: NDArray[np.int64], sizes: NDArray[np.float64], confidence: float, minimum: int
) -> tuple[dict[str, float | None], Undefined | None]:
    """Standard error and interval with the finite population correction; a census of a stratum has no error."""
    from scipy.special import stdtrit

    strata = likert.summarise(value, table)
    n_h, total = strata.n, int(strata.n.sum())
    some = n_h > 0
    census = some & (n_h == sizes)
    nothing = {"se": None, "ci_low": None, "ci_high": None}
    if (n_h > sizes).any():
        return nothing, Undefined.MORE_THAN_POPULATION
    if (some & ~census & (n_h < 2)).any() or not total:
        return nothing, Undefined.LONELY_STRATUM
    open_strata = some & ~census
    part = n_h[open_strata]
    variance = (part / total) ** 2 * (1 - part / sizes[open_strata]) * strata.sd[open_strata] ** 2 / part
    se = float(np.sqrt(variance.sum()))
    freedom = total - int(some.sum())
    mean = float((table.sum(axis=0) * value).sum() / total)
    if total < minimum or freedom < 1:
        return nothing | {"se": se}, Undefined.TOO_FEW_ANSWERS
    half = float(stdtrit(freedom, 0.5 + confidence / 2)) * se
    return {"se": se, "ci_low": mean - half, "ci_high": mean + half}, None


def _defined(number: ArrayLike) -> float | None:
    found = float(np.asarray(number))
    return None if np.isnan(found) else found
