"""Signs of careless answering: the same answer down a whole battery, and a questionnaire filled in too fast.

Both only point at responses to look at. An administration may well find seven measures equally important, and a
colleague who types in a form filled on paper is fast; nobody is excluded by these functions. Own code: the indices are
one line each, and no maintained Python library has them (R has ``careless::longstring``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

STRAIGHT_LINING = Method(
    "straight_lining",
    "own code (no Python library; R: careless::longstring)",
    "Kim, Y., Dykema, J., Stevenson, J., Black, P., & Moberg, D. P. (2019). Straightlining: Overview of measurement, "
    "comparison of indicators, and effects in mail-web mixed-mode surveys. Social Science Computer Review, 37(2), "
    "214-233 (simple nondifferentiation).",
)
RELATIVE_SPEED = Method(
    "relative_speed",
    "own code, numpy.nanmedian",
    "Leiner, D. J. (2019). Too fast, too straight, too weird: Non-reactive indicators for meaningless data in internet "
    "surveys. Survey Research Methods, 13(3), 229-248.",
)
MINIMUM_ITEMS = 5
"""A battery with fewer answers of a respondent says nothing: four equal answers out of four are common."""
STRAIGHT_SHARE = 0.5
"""From this share of straight-lined batteries on a respondent is pointed at ..."""
MINIMUM_BATTERIES = 2
"""... if at least so many batteries could be judged."""
SPEED_LIMIT = 2.0
"""Twice as fast as the median respondent (Leiner 2019 finds 1.75 to 2 to be strict enough to catch few honest ones)."""


@dataclass(frozen=True, kw_only=True)
class StraightLining(Result):
    """How far each respondent gave the same answer to a whole battery; ``n`` respondents could be judged.

    Every array has one entry per respondent, in the order of the frames: ``judged`` batteries with at least
    :data:`MINIMUM_ITEMS` answers, ``straight`` ones among them with a single answer throughout, ``longest`` run of
    equal answers in printed order over all batteries, and ``flagged``.
    """

    judged: NDArray[np.int64]
    straight: NDArray[np.int64]
    longest: NDArray[np.int64]
    flagged: NDArray[np.bool_]
    number_flagged: int


def straight_lining(batteries: Mapping[str, pd.DataFrame]) -> StraightLining:
    """Simple nondifferentiation over batteries of rating items.

    Parameters
    ----------
    batteries:
        Question to answer frame, shape (respondents, items), items in printed order, NaN where there is no
        substantive answer; the same respondents in the same order in each.

    Notes
    -----
    A battery is straight-lined if all its answers (at least :data:`MINIMUM_ITEMS`) are equal. A respondent is flagged
    from :data:`STRAIGHT_SHARE` of at least :data:`MINIMUM_BATTERIES` judged batteries on.
    """
    frames = [np.asarray(frame, dtype=np.float64) for frame in batteries.values()]
    respondents = frames[0].shape[0] if frames else 0
    judged, straight, longest = (np.zeros(respondents, dtype=np.int64) for _ in range(3))
    for frame in frames:
        answered = ~np.isnan(frame)
        enough = answered.sum(axis=1) >= MINIMUM_ITEMS
        low = np.where(answered, frame, np.inf).min(axis=1, initial=np.inf)
        high = np.where(answered, frame, -np.inf).max(axis=1, initial=-np.inf)
        judged += enough
        straight += enough & (low == high)
        longest = np.maximum(longest, _longest_run(frame))
    flagged = (judged >= MINIMUM_BATTERIES) & (straight >= STRAIGHT_SHARE * judged)
    number = int((judged > 0).sum())
    return StraightLining(
        method=STRAIGHT_LINING,
        n=number,
        judged=judged,
        straight=straight,
        longest=longest,
        flagged=flagged,
        number_flagged=int(flagged.sum()),
        undefined=None if number else Undefined.NO_ANSWERS,
    )


def _longest_run(frame: NDArray[np.float64]) -> NDArray[np.int64]:
    """The longest run of equal neighbouring answers of each respondent; a missing answer ends a run."""
    longest = np.zeros(frame.shape[0], dtype=np.int64)
    run = np.zeros(frame.shape[0], dtype=np.int64)
    before = np.full(frame.shape[0], np.nan)
    for item in frame.T:
        run = np.where(np.isnan(item), 0, np.where(item == before, run + 1, 1))
        longest = np.maximum(longest, run)
        before = item
    return longest


@dataclass(frozen=True, kw_only=True)
class Speed(Result):
    """How fast each respondent was beside the median one; ``n`` respondents have a duration.

    ``relative`` is ``median / duration`` (2 = twice as fast, NaN without a duration), ``flagged`` marks those above
    ``limit``. ``median_seconds`` is ``None`` if nobody has a duration.
    """

    relative: NDArray[np.float64]
    flagged: NDArray[np.bool_]
    median_seconds: float | None
    limit: float
    number_flagged: int


def speeders(seconds: ArrayLike, *, limit: float = SPEED_LIMIT) -> Speed:
    """Relative speed of completion.

    Parameters
    ----------
    seconds:
        Time from start to submission of each respondent; NaN where the export has none. Times of zero or less are
        clock errors and count as missing.
    limit:
        Respondents more than so many times as fast as the median are flagged.
    """
    given = np.asarray(seconds, dtype=np.float64).ravel()
    known = np.where(given > 0, given, np.nan)
    n = int((~np.isnan(known)).sum())
    median = float(np.nanmedian(known)) if n else None
    relative = (median if median is not None else np.nan) / known
    flagged = np.nan_to_num(relative) > limit
    return Speed(
        method=RELATIVE_SPEED,
        n=n,
        relative=relative,
        flagged=flagged,
        median_seconds=median,
        limit=limit,
        number_flagged=int(flagged.sum()),
        undefined=None if n else Undefined.NO_ANSWERS,
    )
