"""Which groups are too small to be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MINIMUM_ANSWERS = 5
"""A group with fewer answers is not shown in published output."""


def suppressed(n: ArrayLike, minimum: int = MINIMUM_ANSWERS) -> NDArray[np.bool_]:
    """Whether a statistic that rests on ``n`` answers is withheld from published output.

    An empty group counts as suppressed: there is nothing to show.

    >>> suppressed([0, 4, 5]).tolist()
    [True, True, False]
    """
    return np.asarray(n) < minimum
