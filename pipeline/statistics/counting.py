"""Answers of many items counted by group and code in one pass, without a row per answer.

Counts by item, group and code are all that the statistics of :mod:`pipeline.statistics.likert` need, and sums of weights
and of squared weights all that the linearised errors of :mod:`pipeline.statistics.survey_design` need. A
:class:`Counter` takes the answers batch by batch, so that ten million respondents need no more memory than one batch.

Counting is limited by scattered additions, one per answer. Several items are therefore counted together: their codes
and the group make one number, the numbers are counted, and the joint counts are summed to those of each item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.statistics.survey_design import Tally

_JOINT_CELLS = 1 << 16
"""Joint cells counted at once: few enough for the processor's cache."""
_ROWS = 1 << 16
"""Rows of a batch that are looked at together, for the same reason."""


@dataclass(frozen=True)
class Counted:
    """Counts of ``rows`` respondents; arrays have the shape ``(items, groups, codes)``.

    ``n`` counts answers. ``used``, ``w`` and ``w2`` are given with weights only: answers with a weight above zero, and
    the sums of the weights and of their squares.
    """

    rows: int
    n: NDArray[np.int64]
    used: NDArray[np.int64] | None = None
    w: NDArray[np.float64] | None = None
    w2: NDArray[np.float64] | None = None

    def tally(self) -> Tally:
        """The counts as what :func:`pipeline.statistics.survey_design.linearised` takes: one stratum of all rows."""
        from pipeline.statistics.survey_design import Tally

        if self.used is None or self.w is None or self.w2 is None:
            raise ValueError("the answers were counted without weights")
        return Tally(self.n, self.used, self.w[..., None, :], self.w2[..., None, :], np.array([self.rows]))


class Counter:
    """Counts answers batch by batch.

    Parameters
    ----------
    items:
        Names of the items, in the order of their answers.
    groups, codes:
        How many there are.
    weighted:
        Sum weights and squared weights too.

    Examples
    --------
    >>> counter = Counter(["coping"], groups=2, codes=3)
    >>> counter.add(np.array([1, 1, 2, 0]), [np.array([3, 0, 1, 2])])
    >>> counter.counted().n.tolist()
    [[[0, 0, 1], [1, 0, 0]]]
    """

    def __init__(self, items: Sequence[str], groups: int, codes: int, *, weighted: bool = False) -> None:
        self._names, self._shape = tuple(items), (len(items), groups, codes)
        together = 1
        while together < len(items) and (groups + 1) * (codes + 1) ** (together + 1) <= _JOINT_CELLS:
            together += 1
        self._blocks = [range(first, min(first + together, len(items))) for first in range(0, len(items), together)]
        measures = 4 if weighted else 1
        self._joint = [
            [np.zeros((groups + 1) * (codes + 1) ** len(block)) for block in self._blocks] for _ in range(measures)
        ]
        self._rows = 0

    def add(
        self,
        group: NDArray[np.integer],
        answers: Sequence[NDArray[np.integer]],
        weight: NDArray[np.float64] | None = None,
    ) -> None:
        """Count a batch of respondents.

        Parameters
        ----------
        group:
            Position of each respondent's group from 1; 0 for none.
        answers:
            One array an item: position of each answer among the codes from 1; 0 where it is missing.
        weight:
            One a respondent, finite and not negative.

        Raises
        ------
        ValueError
            If a position or a weight is outside its bounds; nothing is counted then.
        """
        items, groups, codes = self._shape
        weighted = len(self._joint) > 1
        if len(answers) != items or weighted != (weight is not None):
            raise ValueError(f"answers to {items} items are expected, {'with' if weighted else 'without'} weights")
        _within(group, groups, "group")
        for name, answer in zip(self._names, answers, strict=True):
            _within(answer, codes, name)
        if weight is not None and not (np.isfinite(weight).all() and (weight >= 0).all()):
            raise ValueError("weights are expected to be finite and not negative")
        for start in range(0, group.size, _ROWS):
            rows = slice(start, start + _ROWS)
            self._add(group[rows], [answer[rows] for answer in answers], None if weight is None else weight[rows])
        self._rows += group.size

    def _add(
        self, group: NDArray[np.integer], answers: Sequence[NDArray[np.integer]], weight: NDArray[np.float64] | None
    ) -> None:
        first, base = group.astype(np.int32), self._shape[2] + 1
        square = None if weight is None else weight * weight
        positive = None if weight is None or weight.all() else (weight > 0).astype(np.float64)
        for number, block in enumerate(self._blocks):
            key = first.copy()
            for item in block:
                key *= base
                key += answers[item]
            index, size = key.astype(np.intp), self._joint[0][number].size
            n = np.bincount(index, minlength=size)
            self._joint[0][number] += n
            if weight is not None:
                used = n if positive is None else np.bincount(index, positive, minlength=size)
                self._joint[1][number] += used
                self._joint[2][number] += np.bincount(index, weight, minlength=size)
                self._joint[3][number] += np.bincount(index, square, minlength=size)

    def counted(self) -> Counted:
        """What has been counted so far."""
        parts = [self._by_item(joint) for joint in self._joint]
        n = np.rint(parts[0]).astype(np.int64)
        if len(parts) == 1:
            return Counted(self._rows, n)
        return Counted(self._rows, n, np.rint(parts[1]).astype(np.int64), parts[2], parts[3])

    def _by_item(self, joint: list[NDArray[np.float64]]) -> NDArray[np.float64]:
        """Joint counts summed to those of each item; the places of *no group* and *missing* are left out."""
        items, groups, codes = self._shape
        result = np.zeros((items, groups, codes))
        for block, counts in zip(self._blocks, joint, strict=True):
            table = counts.reshape((groups + 1,) + (codes + 1,) * len(block))
            for place, item in enumerate(block, start=1):
                others = tuple(axis for axis in range(1, table.ndim) if axis != place)
                result[item] = table.sum(axis=others)[1:, 1:]
        return result


def _within(positions: NDArray[np.integer], highest: int, what: str) -> None:
    if positions.size and (positions.min() < 0 or positions.max() > highest):
        msg = f"{what}: position {positions.min()} to {positions.max()}, expected 0 to {highest}"
        raise ValueError(msg)
