"""The attack on our own tables: the values of a withheld count that agree with everything published.

An attacker knows every published number as an equation in the unknown answers: how many respondents of a class (a size
class, a Land) gave an answer. Counts are whole and not negative. The smallest and the largest value of a withheld
count under these equations are its feasibility interval (Hundepool et al. 2012, *Statistical Disclosure Control*,
ch. 4.3; Fischetti and Salazar 2001, *Management Science* 47: 1008-1027). If the interval is a point, the count is
published in all but name.

The intervals are found by :func:`scipy.optimize.milp` (HiGHS: Huangfu and Hall 2018, *Mathematical Programming
Computation* 10: 119-142). Whole numbers matter: of twelve answers with a mean of 4.92 the linear programme leaves
several distributions, the integer one a single one. A table that agrees with what is published tells something about
every withheld count, so a few tables spare most of the programmes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_ROUNDS = 3
"""Pairs of programmes that move all open counts at once, before each is moved alone."""
_DIGITS = 6
"""Published sums are rounded to this many decimals: what floating point adds is no information."""
_SEED = 20161201


@dataclass(frozen=True)
class Attack:
    """What is known: ``equations @ unknown == known`` for whole numbers that are not negative.

    ``truth`` is one table that agrees, the true one; ``targets`` are the withheld numbers as sums of unknowns.
    """

    equations: csr_array
    known: NDArray[np.float64]
    truth: NDArray[np.float64]
    targets: csr_array

    def __post_init__(self) -> None:
        gap = np.abs(self.equations @ self.truth - self.known)
        if gap.size and gap.max() > 10.0 ** (1 - _DIGITS) * max(1.0, np.abs(self.known).max()):
            msg = "a published number does not follow from the answers, so nothing can be said about what it gives away"
            raise ValueError(msg)


def intervals(attack: Attack, needed: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The smallest and largest possible value of every target.

    Parameters
    ----------
    needed:
        The width at which a target is left alone, shape (targets,); its interval may then be wider than returned.

    Returns
    -------
    low, high
        Shape (targets,). Exact wherever ``high - low < needed``.
    """
    if not attack.targets.shape[0]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    low = high = attack.targets @ attack.truth
    generator = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        open_ = high - low < needed
        if not open_.any():
            break
        weight = np.where(
            open_, generator.choice([-1.0, 1.0], size=len(open_)) * generator.uniform(0.5, 1, len(open_)), 0.0
        )
        for sign in (1, -1):
            low, high = _seen(attack, _best(attack, sign * (attack.targets.T @ weight)), low, high)
    for target in np.flatnonzero(high - low < needed):
        if high[target] - low[target] >= needed[target]:
            continue
        goal = attack.targets[[target]].toarray()[0]
        for sign in (1, -1):
            low, high = _seen(attack, _best(attack, sign * goal), low, high)
    return np.rint(low).astype(np.int64), np.rint(high).astype(np.int64)


def _seen(attack: Attack, table: NDArray[np.float64], low: NDArray, high: NDArray) -> tuple[NDArray, NDArray]:
    values = attack.targets @ table
    return np.minimum(low, values), np.maximum(high, values)


def _best(attack: Attack, goal: NDArray[np.float64]) -> NDArray[np.float64]:
    """A table that agrees with what is known and makes ``goal @ table`` as small as can be."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    ceiling = attack.truth.sum()
    found = milp(
        goal,
        constraints=LinearConstraint(attack.equations, attack.known, attack.known),
        bounds=Bounds(0, ceiling),
        integrality=np.ones(goal.size),
    )
    if found.x is None:
        msg = f"the programme of an attack on the published tables was not solved: {found.message}"
        raise RuntimeError(msg)
    return np.rint(found.x)
