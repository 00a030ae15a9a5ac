"""What an attacker puts together from published tables: equations on a table of classes by answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.audit import Attack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Target:
    """A withheld number and how much room it must leave.

    ``variable`` is None for the composition of the sample, ``code`` None for a number of answers or respondents.
    """

    variable: str | None
    grouping: str
    level: int
    code: int | None
    sensitive: bool
    needed: int


class Knowledge:
    """Equations and targets on the counts of one variable.

    Parameters
    ----------
    truth:
        The true counts, shape (classes, answers + 1); the last column is *no answer*. Of the composition of a sample the
        one column counts respondents.
    values:
        What the answers are worth, None for categories and numbers.
    """

    def __init__(self, truth: NDArray[np.float64], values: Sequence[float | None] | None = None) -> None:
        self.truth = truth
        self.targets: list[Target] = []
        self._values = None if values is None else np.array(values, dtype=np.float64)
        self._equations: list[NDArray[np.float64]] = []
        self._known: list[float] = []
        self._sums: list[NDArray[np.float64]] = []

    @property
    def any_answer(self) -> NDArray[np.float64]:
        """Weights that count the answers."""
        return np.append(np.ones(self.truth.shape[1] - 1), 0.0)

    def answer(self, at: int) -> NDArray[np.float64]:
        """Weights that count one answer."""
        return np.eye(self.truth.shape[1])[at]

    @property
    def needed(self) -> NDArray[np.int64]:
        """The room every target must leave."""
        return np.array([target.needed for target in self.targets], dtype=np.int64)

    def know(self, members: ArrayLike, weights: ArrayLike, total: float) -> None:
        """Note a published sum over some classes."""
        self._equations.append(np.outer(members, weights).astype(np.float64))
        self._known.append(float(total))

    def aim(self, target: Target, members: ArrayLike, weights: ArrayLike) -> None:
        """Note a withheld sum over some classes."""
        self.targets.append(target)
        self._sums.append(np.outer(members, weights).astype(np.float64))

    def group(
        self,
        members: ArrayLike,
        base: int | None,
        cells: Sequence[int | None],
        statistics: Sequence[float | None] | None,
    ) -> None:
        """Note everything published of a group.

        Parameters
        ----------
        statistics:
            Mean, sd, and shares of the two highest, three highest and two lowest answers; None where withheld.
        """
        for at, n in enumerate(cells):
            if n is not None:
                self.know(members, self.answer(at), n)
        if base is None:
            return
        self.know(members, self.any_answer, base)
        if self._values is None or statistics is None:
            return
        mean, sd, top2, top3, bottom2 = statistics
        if mean is not None:
            self.know(members, np.append(self._values, 0.0), mean * base)
        if mean is not None and sd is not None:
            self.know(members, np.append(self._values**2, 0.0), (base - 1) * sd**2 + base * mean**2)
        falling = np.argsort(-self._values, kind="stable")
        for share, chosen in ((top2, falling[:2]), (top3, falling[:3]), (bottom2, falling[-2:])):
            if share is not None:
                self.know(members, np.isin(np.arange(self.truth.shape[1]), chosen), share * base)

    def attack(self) -> Attack:
        """Everything that was noted."""
        shape = self.truth.shape
        return Attack(
            np.array(self._equations).reshape(-1, *shape), np.array(self._known), self.truth,
            np.array(self._sums).reshape(-1, *shape),
        )  # fmt: skip
