"""Change between two waves in which only some municipalities answered twice.

Those who answered twice are paired (:mod:`pipeline.statistics.paired`), the others are two independent samples
(:mod:`pipeline.statistics.two_groups`), and :func:`combined` uses all of them at once. None of it tells a change of
mind from a change of who answered; :func:`stayers` says how far the two kinds of municipalities differed to begin with.
Differences are second minus first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.bootstrap import REPLICATES, bootstrap_means
from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Result, Tested, Undefined
from pipeline.statistics.samples import answered
from pipeline.statistics.two_groups import mann_whitney, welch_t

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike

COMBINED = Method(
    "combined_change",
    "numpy (resampling counts and matrix products)",
    "Field, C. A., & Welsh, A. H. (2007). Bootstrapping clustered data. Journal of the Royal Statistical Society B 69, "
    "369–390; Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap, ch. 13.",
)
STAYERS = Method(
    "stayers_leavers",
    "scipy.stats.mannwhitneyu; interval: scipy.stats.ttest_ind(equal_var=False)",
    "Goodman, J. S., & Blum, T. C. (1996). Assessing the non-random sampling effects of subject attrition in "
    "longitudinal research. Journal of Management 22, 627–652.",
)


@dataclass(frozen=True, kw_only=True)
class Combined(Result):
    """Change of the mean with every answer of both waves: ``n`` municipalities, ``paired`` of which answered twice.

    ``difference``, ``se`` and the percentile interval are in scale points.
    """

    n_first: int
    n_second: int
    paired: int
    only_first: int
    only_second: int
    mean_first: float | None = None
    mean_second: float | None = None
    difference: float | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    confidence: float = 0.95
    replicates: int = REPLICATES
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class Stayers(Tested):
    """First answers of those who answered again, against those who did not; ``unknown`` cannot be told apart.

    ``difference`` is stayers less leavers in scale points with Welch's interval, ``p`` and ``rank_biserial`` are those
    of the Mann-Whitney test.
    """

    n_stayers: int
    n_leavers: int
    unknown: int
    mean_stayers: float | None = None
    mean_leavers: float | None = None
    difference: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    rank_biserial: float | None = None


def align(
    first: pd.DataFrame, second: pd.DataFrame, items: Sequence[str], *, unit: str = "unit"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The answers of two waves with one row a municipality, the same rows in both, NaN where it did not take part.

    Parameters
    ----------
    first, second:
        One row per respondent: column ``unit`` (pseudonym of the municipality, None where it is not known) and one
        column per item.

    Returns
    -------
    tuple of pandas.DataFrame
        The index is the pseudonym; a respondent without one has a row of its own, numbered, and is paired with nobody.

    Raises
    ------
    ValueError
        If a municipality stands twice in one wave.
    """
    import pandas as pd

    sides = []
    for name, frame in (("first", first), ("second", second)):
        known = frame[unit].notna()
        repeated = frame.loc[known & frame[unit].duplicated(), unit]
        if len(repeated):
            msg = (
                f"{len(repeated)} municipalities stand more than once in the {name} wave, so that their answers cannot "
                "be paired. Hint: count one response of each (duplicates in source.yaml)."
            )
            raise ValueError(msg)
        own = [(name, row) for row in range(len(frame))]
        index = [pseudonym if there else key for pseudonym, there, key in zip(frame[unit], known, own, strict=True)]
        sides.append(frame[list(items)].set_axis(pd.Index(index, dtype="object", tupleize_cols=False)))
    every = list(dict.fromkeys([*sides[0].index, *sides[1].index]))
    rows = pd.Index(every, dtype="object", tupleize_cols=False)
    return sides[0].reindex(rows), sides[1].reindex(rows)


def combined(
    first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95, replicates: int = REPLICATES, seed: int = 0
) -> tuple[Combined, ...]:
    """Change of each item's mean from all answers of both waves, by cluster bootstrap over municipalities.

    Parameters
    ----------
    first, second:
        Shape ``(municipalities, items)``, row by row the same municipality (:func:`align`), NaN without an answer.
    seed:
        The same seed gives the same draws.

    Returns
    -------
    tuple of Combined
        One an item. The estimate is the mean of all answers of the second wave less that of the first.

    Notes
    -----
    A municipality is drawn with whatever it answered in either wave, so that the pairs carry their covariance into
    the standard error: ``s1²/n1 + s2²/n2 - 2 n12 s12 / (n1 n2)`` is what it approaches. No interval below
    :data:`~pipeline.statistics.likert.MINIMUM_FOR_INTERVAL` answers in either wave.
    """
    before, after = (np.atleast_2d(np.asarray(side, dtype=np.float64)) for side in (first, second))
    people, items = before.shape
    drawn = bootstrap_means(
        np.hstack([before, after]), np.zeros(people, dtype=np.int64), 1, replicates=replicates, seed=seed
    )
    moved = drawn.replicates[:, items:, 0] - drawn.replicates[:, :items, 0]
    asked = {"confidence": confidence, "replicates": replicates, "seed": seed}
    return tuple(_combined(before[:, item], after[:, item], moved[:, item], **asked) for item in range(items))


def _combined(
    before: np.ndarray, after: np.ndarray, moved: np.ndarray, *, confidence: float, replicates: int, seed: int
) -> Combined:
    there = ~np.isnan(before), ~np.isnan(after)
    n_first, n_second, paired = (int(part.sum()) for part in (*there, there[0] & there[1]))
    stated = {
        "method": COMBINED, "n": n_first + n_second - paired, "n_first": n_first, "n_second": n_second,
        "paired": paired, "only_first": n_first - paired, "only_second": n_second - paired,
        "confidence": confidence, "replicates": replicates, "seed": seed,
    }  # fmt: skip
    means = [float(answered(side).mean()) if n else None for side, n in ((before, n_first), (after, n_second))]
    stated["mean_first"], stated["mean_second"] = means
    if None in means:
        return Combined(undefined=Undefined.NO_ANSWERS, **stated)
    stated["difference"] = means[1] - means[0]
    if min(n_first, n_second) < MINIMUM_FOR_INTERVAL:
        return Combined(undefined=Undefined.TOO_FEW_ANSWERS, **stated)
    moved = answered(moved)
    if np.ptp(moved) < 1e-12:
        return Combined(undefined=Undefined.ALL_EQUAL, **stated)
    low, high = np.quantile(moved, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Combined(se=float(moved.std(ddof=1)), ci_low=float(low), ci_high=float(high), **stated)


def stayers(first: ArrayLike, second: ArrayLike, *, known: ArrayLike | None = None) -> Stayers:
    """Whether those who answered again differed in the first wave from those who did not.

    Parameters
    ----------
    first, second:
        One value a municipality, NaN without an answer.
    known:
        Whether the municipality of a row is known; of one that is not, nobody can say whether it answered again.
    """
    before, after = (np.asarray(side, dtype=np.float64) for side in (first, second))
    told = np.ones(before.size, dtype=bool) if known is None else np.asarray(known, dtype=bool)
    asked = ~np.isnan(before)
    stayed, left = before[asked & told & ~np.isnan(after)], before[asked & told & np.isnan(after)]
    ranks, means = mann_whitney(stayed, left), welch_t(stayed, left)
    return Stayers(
        method=STAYERS,
        n=ranks.n,
        n_stayers=stayed.size,
        n_leavers=left.size,
        unknown=int(np.sum(asked & ~told)),
        mean_stayers=float(stayed.mean()) if stayed.size else None,
        mean_leavers=float(left.mean()) if left.size else None,
        difference=means.difference,
        ci_low=means.ci_low,
        ci_high=means.ci_high,
        rank_biserial=ranks.rank_biserial,
        p=ranks.p,
        undefined=ranks.undefined,
    )
