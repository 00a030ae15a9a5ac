"""Answers as tests take them: one array per group, every group of the questionnaire, empty ones too.

The order of the groups is the order given, never that of their appearance in the data, which is where
``scikit_posthocs.test_jonckheere`` takes it from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    Samples = Mapping[str, ArrayLike]
    """Level of a classification to its answers, in questionnaire order."""


def answered(answers: ArrayLike) -> NDArray[np.float64]:
    """The answers without the missing ones (NaN), as scipy wants them.

    >>> answered([1, float("nan"), 5]).tolist()
    [1.0, 5.0]
    """
    values = np.asarray(answers, dtype=np.float64).ravel()
    return values[~np.isnan(values)]


def split(answers: ArrayLike, groups: pd.Series) -> dict[str, NDArray[np.float64]]:
    """The substantive answers of each level of a categorical, unused levels included.

    Parameters
    ----------
    answers:
        One value per respondent, NaN where there is no substantive answer.
    groups:
        The level of each respondent as a categorical column; respondents without a level belong to no group.
    """
    values = np.asarray(answers, dtype=np.float64)
    codes = groups.cat.codes.to_numpy()
    return {str(level): answered(values[codes == code]) for code, level in enumerate(groups.cat.categories)}


def used(samples: Samples) -> dict[str, NDArray[np.float64]]:
    """The groups with at least one answer, in the order given."""
    found = {level: answered(values) for level, values in samples.items()}
    return {level: values for level, values in found.items() if values.size}


def complete_pairs(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The respondents who answered both (pairwise deletion, as R's ``cor.test``)."""
    first, second = np.asarray(x, dtype=np.float64).ravel(), np.asarray(y, dtype=np.float64).ravel()
    if first.size != second.size:
        msg = (
            f"Two columns of answers were given with {first.size} and {second.size} rows. "
            "Hint: both need one row per respondent, NaN where there is no answer."
        )
        raise ValueError(msg)
    both = ~(np.isnan(first) | np.isnan(second))
    return first[both], second[both]


def all_equal(values: NDArray[np.float64]) -> bool:
    """Whether there is no spread at all: nothing to rank, nothing to correlate."""
    return bool(values.size) and bool((values == values[0]).all())
