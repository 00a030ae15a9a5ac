"""The attack on our own tables: the values of a withheld count that agree with everything published.

An attacker knows every published number as an equation in the unknown answers: how many respondents of a class (a size
class, a Land) gave an answer. Counts are whole and not negative. The smallest and the largest value of a withheld
count under these equations are its feasibility interval (Hundepool et al. 2012, *Statistical Disclosure Control*,
ch. 4.3; Fischetti and Salazar 2001, *Management Science* 47: 1008-1027). If the interval is a point, the count is
published in all but name.

The intervals are found by :func:`scipy.optimize.milp` (HiGHS: Huangfu and Hall 2018, *Mathematical Programming
Computation* 10: 119-142). Whole numbers matter: of twelve answers with a mean of 4.92 the linear programme leaves
several distributions, the integer one a single one. A table that agrees with what is published tells something about
every withheld count, so a few tables, first of all those an exchange away, spare most of the programmes. Whether a table
agrees is decided by the equations alone, never by how the publication came about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_ROUNDS = 3
"""Pairs of programmes that move all open counts at once, before each is moved alone."""
_TOLERANCE = 1e-6
"""What floating point adds to a published sum is no information."""
_SEED = 20161201


@dataclass(frozen=True)
class Attack:
    """What is known of a table of whole numbers that are not negative: ``equations @ table == known``.

    ``truth`` is one table that agrees, the true one, shape (classes, answers); ``equations`` has the shape (e, classes,
    answers), ``known`` (e,). ``targets``, shape (t, classes, answers), are the withheld numbers as sums of the table.
    """

    equations: Numbers
    known: Numbers
    truth: Numbers
    targets: Numbers

    def __post_init__(self) -> None:
        if not self.agrees(self.truth):
            msg = "a published number does not follow from the answers, so nothing can be said about what it gives away"
            raise ValueError(msg)

    def agrees(self, table: Numbers) -> bool:
        """Whether a table is possible and gives every known number."""
        gap = np.abs(_sums(self.equations, table) - self.known)
        return bool((table >= 0).all() and (gap <= _TOLERANCE * np.maximum(1.0, np.abs(self.known))).all())


def _sums(parts: Numbers, table: Numbers) -> Numbers:
    return parts.reshape(len(parts), -1) @ table.reshape(-1)


def intervals(
    attack: Attack, needed: NDArray[np.int64], changes: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The smallest and largest possible value of every target.

    Parameters
    ----------
    needed:
        The width at which a target is left alone, shape (targets,); its interval may then be wider than returned.
    changes:
        What a class may gain and another lose, shape (k, answers): where to look for other tables before any programme
        is solved.

    Returns
    -------
    low, high
        Shape (targets,). Exact wherever ``high - low < needed``.
    """
    if not len(attack.targets):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    low = high = _sums(attack.targets, attack.truth)
    gathered = _gathered(attack)
    for table in gathered:
        low, high = _seen(attack, table, low, high)
    for start in () if changes is None else (attack.truth, *gathered):
        for table in _exchanged(attack, start, needed - (high - low), changes):
            low, high = _seen(attack, table, low, high)
    low, high = _programmes(attack, needed, low, high)
    return np.rint(low).astype(np.int64), np.rint(high).astype(np.int64)


def _programmes(attack: Attack, needed: NDArray[np.int64], low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """What the solver finds for the targets that are still open: a few at once, then each alone."""
    generator = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        open_ = high - low < needed
        if open_.sum() < 2 * _ROUNDS:
            break
        weight = np.where(open_, generator.uniform(-1, 1, len(open_)), 0.0)
        for sign in (1, -1):
            low, high = _seen(attack, _best(attack, sign * weight), low, high)
    for target in np.flatnonzero(high - low < needed):
        for sign in (1, -1):
            if high[target] - low[target] < needed[target]:
                low, high = _seen(attack, _best(attack, sign * np.eye(len(low))[target]), low, high)
    return low, high


def _seen(attack: Attack, table: Numbers, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    values = _sums(attack.targets, table)
    return np.minimum(low, values), np.maximum(high, values)


def _gathered(attack: Attack) -> list[Numbers]:
    """Tables in which classes that no equation tells apart have given all they have to one of them, each in turn."""
    alike: dict[bytes, list[int]] = {}
    for at in range(len(attack.truth)):
        alike.setdefault(attack.equations[:, at].tobytes(), []).append(at)
    largest = max(len(classes) for classes in alike.values())
    tables = []
    for turn in range(largest if largest > 1 else 0):
        table = np.zeros_like(attack.truth)
        for classes in alike.values():
            table[classes[turn % len(classes)]] = attack.truth[classes].sum(axis=0)
        tables.append(table)
    return tables


def _exchanged(
    attack: Attack, start: Numbers, needed: NDArray[np.float64], changes: NDArray[np.int64]
) -> list[Numbers]:
    """Tables an exchange away from one that agrees, enough of them to widen every target they can.

    An exchange between two classes is unseen if both count it alike in every equation; a random sum over the equations
    finds the candidates, the equations themselves confirm each that is used.
    """
    wanted = np.flatnonzero(needed > 0)
    if not wanted.size:
        return []
    held = start.astype(np.int64)
    mixed = np.random.default_rng(_SEED).uniform(1, 2, (2, len(attack.equations)))
    seen = np.einsum("psc,kc->psk", np.einsum("pe,esc->psc", mixed, attack.equations), changes)
    receive = (held[:, None, :] + changes >= 0).all(axis=2)
    give = (held[:, None, :] - changes >= 0).all(axis=2)
    alike = (np.abs(seen[:, :, None, :] - seen[:, None, :, :]) < _TOLERANCE).all(axis=0)
    receiver, giver, number = np.nonzero(alike & receive[:, None, :] & give[None, :, :])
    if not receiver.size:
        return []
    used, number = np.unique(number, return_inverse=True)
    changes = changes[used]
    needed = needed[wanted]
    effect = np.einsum("tsc,kc->tsk", attack.targets[wanted], changes)
    moved = effect[:, receiver, number] - effect[:, giver, number]
    tables, low, high = [], np.zeros(len(needed)), np.zeros(len(needed))
    for target in range(len(needed)):
        for pick in (moved[target].argmax(), moved[target].argmin()):
            if high[target] - low[target] >= needed[target] or moved[target, pick] == 0:
                continue
            table = start.copy()
            table[receiver[pick]] += changes[number[pick]]
            table[giver[pick]] -= changes[number[pick]]
            if attack.agrees(table):
                tables.append(table)
                low, high = np.minimum(low, moved[:, pick]), np.maximum(high, moved[:, pick])
    return tables


def _best(attack: Attack, weight: Numbers) -> Numbers:
    """A table that agrees with what is known and makes the weighted sum of the targets as small as can be."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    goal = np.einsum("t,tsc->sc", weight, attack.targets).reshape(-1)
    found = milp(
        goal,
        constraints=LinearConstraint(attack.equations.reshape(len(attack.known), -1), attack.known, attack.known),
        bounds=Bounds(0, attack.truth.sum()),
        integrality=np.ones(goal.size),
    )
    if found.x is None:
        msg = f"the programme of an attack on the published tables was not solved: {found.message}"
        raise RuntimeError(msg)
    return np.rint(found.x).reshape(attack.truth.shape)
