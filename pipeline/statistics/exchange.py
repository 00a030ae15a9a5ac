"""Exchanges: what two groups could have traded without any published number changing.

A withheld count is safe if another table, with another count in its place, gives exactly the same published numbers:
no reader, however patient, can then tell the two apart. The simplest other table differs from the true one by an
*exchange*: one class of respondents (the finest the answers know, a size class or a Land) takes some answers and
another class gives the same. Such exchanges are the moves of a Markov basis of the table's margins (Diaconis and
Sturmfels 1998, *Annals of Statistics* 26: 363-397) and the idea behind data swapping (Dalenius and Reiss 1982,
*Journal of Statistical Planning and Inference* 6: 73-85; Hundepool et al. 2012, *Statistical Disclosure Control*,
ch. 5). Here nothing is swapped in what is published; that it *could* be is the proof.

The proof is sound, not complete: two tables may also differ by several exchanges at once, so a count may be safer than
one exchange shows. The audit (:mod:`pipeline.statistics.audit`) looks at all tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, permutations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Counts = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FORMS = ("sample", "n", "mean", "spread", "top2")
"""What is published of a block besides its counts: respondents, answers, mean, sd (with error and interval), top-2."""
SAMPLE, N, MEAN, SPREAD, TOP2 = range(len(FORMS))

_LARGEST, _LONG, _NEAR = 6, 12, 2
"""Size of a traded set, less by one for every two answers of the scale; what a long scale is; what is near on one."""
_TOLERANCE = 1e-9
_BOUND = 1 << 22
"""Elements of the largest intermediate array; more variables than fit are looked at in turn."""


@dataclass(frozen=True)
class Exchanges:
    """A catalogue of exchanges, closed under reversal.

    Parameters
    ----------
    change:
        What the receiving class gains of every answer, shape (k, answers + 1); the last column is *no answer*.
    breaks:
        Which published form of a block an exchange across its border changes, shape (k, forms).
    highest:
        Positions of the two answers with the highest values, where answers have values.
    """

    change: Counts
    breaks: Flags
    highest: tuple[int, ...] = ()

    @cached_property
    def effect(self) -> Counts:
        """The change of every answer and, in the last column, of the number of answers, shape (k, answers + 1)."""
        return np.column_stack([self.change[:, :-1], self.change[:, :-1].sum(axis=1)])

    @cached_property
    def touches(self) -> Flags:
        """Which forms and which counts an exchange changes, shape (k, forms + answers)."""
        return np.column_stack([self.breaks, self.change[:, :-1] != 0])


def answers(size: int, values: ArrayLike | None = None, most: int = 1) -> Exchanges:
    """The exchanges of a question with ``size`` answers, worth ``values`` where they are worth something.

    Up to ``most`` respondents move with their answer, up to ``most`` answers are traded for another answer or for
    none, and on rating scales sets of two to four answers are traded for others of the same sum. Of long scales only
    exchanges of neighbouring answers are looked at.
    """
    unit = np.eye(size + 1, dtype=np.int64)
    near = size if size <= _LONG else _NEAR
    pairs = [unit[a] - unit[b] for a, b in permutations(range(size + 1), 2) if size in (a, b) or abs(a - b) <= near]
    found = [times * part for times in range(1, most + 1) for part in (unit, np.array(pairs))]
    if values is not None and size > 2:
        found.append(_balanced(np.asarray(values, dtype=np.float64)))
    change = np.vstack([*found, *(-part for part in found)])
    change = np.unique(change, axis=0)
    return Exchanges(change, _breaks(change, values), _highest(values))


def _balanced(values: NDArray[np.float64]) -> Counts:
    """Sets of answers traded for others with the same number and the same sum."""
    if values.size > _LONG:
        return _neighbouring(values)
    largest = max(2, _LARGEST - values.size // 2)
    traded: dict[tuple[int, ...], None] = {}
    for size in range(2, largest + 1):
        sums: dict[float, list[Counts]] = {}
        for chosen in combinations_with_replacement(range(values.size), size):
            total = round(float(values[list(chosen)].sum()), 9)
            sums.setdefault(total, []).append(np.bincount(chosen, minlength=values.size))
        for equal in sums.values():
            for one, other in permutations(equal, 2):
                if not (one * other).any():
                    traded[tuple(other - one)] = None
    moves = np.array(sorted(traded), dtype=np.int64).reshape(-1, values.size)
    return np.column_stack([moves, np.zeros(len(moves), dtype=np.int64)])


def _neighbouring(values: NDArray[np.float64]) -> Counts:
    """Of long scales only two answers close to each other that come closer or part, as far as their values balance."""
    unit = np.eye(values.size, dtype=np.int64)
    moves = [
        unit[a + 1] + unit[b - 1] - unit[a] - unit[b]
        for a in range(values.size)
        for b in range(a + 2, min(a + 2 + _NEAR, values.size))
    ]
    kept = np.array([move for move in moves if abs(move @ values) <= _TOLERANCE], dtype=np.int64).reshape(
        -1, values.size
    )
    return np.column_stack([kept, np.zeros(len(kept), dtype=np.int64)])


def _breaks(change: Counts, values: ArrayLike | None) -> Flags:
    codes = change[:, :-1]
    n = codes.sum(axis=1) != 0
    mean = spread = top2 = (codes != 0).any(axis=1)
    if values is not None:
        value = np.asarray(values, dtype=np.float64)
        mean = n | (np.abs(codes @ value) > _TOLERANCE)
        spread = mean | (np.abs(codes @ value**2) > _TOLERANCE)
        top2 = n | (codes[:, _highest(values)].sum(axis=1) != 0)
    return np.column_stack([change.sum(axis=1) != 0, n, mean, spread, top2])


def _highest(values: ArrayLike | None) -> tuple[int, ...]:
    return () if values is None else tuple(np.argsort(-np.asarray(values), kind="stable")[:2].tolist())


@dataclass(frozen=True)
class Blocks:
    """The groups results are published for, as sets of classes.

    Parameters
    ----------
    members:
        Which classes a block holds, shape (blocks, classes); block 0 is all respondents.
    unions:
        Sets of classes that only unpublished blocks tell apart, shape (unions, classes): they can trade as one.

    Notes
    -----
    Who trades are the *parties*: the classes, the unions, and last *outside*, which belongs to no block and can trade
    anything, so that only what the total publishes limits it.
    """

    members: Flags
    unions: Flags | None = None

    def seen_by(self, published: Flags) -> Blocks:
        """The same blocks with the unions that follow from which of them are published at all."""
        marks: dict[bytes, list[int]] = {}
        for at, column in enumerate(self.members[published].T):
            marks.setdefault(column.tobytes(), []).append(at)
        everyone = np.arange(self.members.shape[1])
        unions = [np.isin(everyone, alike) for alike in marks.values() if len(alike) > 1]
        return Blocks(self.members, np.array(unions) if unions else None)

    @cached_property
    def parties(self) -> Flags:
        """The classes each party consists of, shape (parties, classes)."""
        size = self.members.shape[1]
        unions = np.zeros((0, size), dtype=bool) if self.unions is None else self.unions
        return np.concatenate([np.eye(size, dtype=bool), unions, np.zeros((1, size), dtype=bool)])

    @cached_property
    def _partly(self) -> tuple[Flags, Flags]:
        """Whether a party can act inside of a block, and outside of it, shape (blocks, parties)."""
        shared = (self.members.astype(np.int64) @ self.parties.T) > 0
        others = (~self.members).astype(np.int64) @ self.parties.T > 0
        others[:, -1] = True
        return shared, others

    @cached_property
    def apart(self) -> Flags:
        """Whether two parties have no class in common, shape (parties, parties)."""
        together = self.parties.astype(np.int64) @ self.parties.T > 0
        together[-1, -1] = True
        return ~together

    @cached_property
    def separates(self) -> Flags:
        """Whether an exchange of two parties can cross the border of a block, shape (blocks, parties, parties)."""
        return self.crosses | self.crosses.transpose(0, 2, 1)

    @cached_property
    def crosses(self) -> Flags:
        """Whether the first of two parties can act inside of a block and the second outside of it."""
        inside, outside = self._partly
        return inside[:, :, None] & outside[:, None, :] & self.apart

    @cached_property
    def borders(self) -> NDArray[np.uint64]:
        """:attr:`separates` as bits, one a block, shape (words, parties, parties)."""
        return _bits(self.separates)

    @cached_property
    def crossings(self) -> NDArray[np.uint64]:
        """:attr:`crosses` as bits."""
        return _bits(self.crosses)

    def total(self, counts: Counts) -> Counts:
        """Counts by class, shape (..., classes, answers), added up to blocks, shape (..., blocks, answers)."""
        return np.einsum("bs,...sc->...bc", self.members.astype(np.int64), counts)


@dataclass
class Published:
    """What is published of every variable and block: forms, shape (v, blocks, forms), and counts, (v, blocks, answers)."""

    forms: Flags
    cells: Flags

    def part(self, chosen: object) -> Published:
        """The same of some of the variables."""
        return Published(self.forms[chosen], self.cells[chosen])

    def shows(self, exchanges: Exchanges) -> Flags:
        """Which exchanges across the border of a block would change what is published of it, shape (v, blocks, k)."""
        both = np.concatenate([self.forms, self.cells], axis=2)
        return (both[:, :, None, :] & exchanges.touches).any(axis=3)


class Tables:
    """The true counts of variables that share a scale, and the exchanges they allow.

    Parameters
    ----------
    counts:
        Answers by variable, class and answer, shape (v, classes, answers + 1); the last column is *no answer*.
    """

    def __init__(self, counts: Counts, blocks: Blocks, exchanges: Exchanges) -> None:
        self.counts, self.blocks, self.exchanges = counts, blocks, exchanges
        held = np.einsum("ps,vsc->vpc", blocks.parties.astype(np.int64), counts)
        self._receive, self._give = (
            (held[:, :, None, :] >= need).all(axis=3) for need in (-exchanges.change, exchanges.change)
        )
        self._receive[:, -1] = self._give[:, -1] = True

    @cached_property
    def totals(self) -> Counts:
        """The counts by block, shape (v, blocks, answers + 1)."""
        return self.blocks.total(self.counts)

    @cached_property
    def at_hand(self) -> Counts:
        """What a block can lose at most: its counts and, in the last column, its answers."""
        return np.concatenate([self.totals[:, :, :-1], self.totals[:, :, :-1].sum(axis=2, keepdims=True)], axis=2)

    def possible(self, chosen: NDArray[np.int64]) -> Flags:
        """Whether one party can receive and another give an exchange with what they have, (v, parties, parties, k)."""
        return self._receive[chosen, :, None, :] & self._give[chosen, None, :, :] & self.blocks.apart[:, :, None]

    def room(self, published: Published, chosen: NDArray[np.int64] | None = None) -> tuple[Counts, Counts]:
        """How far every count of every block can move up and down by one exchange that no published number shows.

        Returns
        -------
        up, down:
            Largest and smallest change, shape (v, blocks, answers + 1), of the variables chosen (default: all); the
            last column is the number of answers.
        """
        picked = np.arange(len(self.counts)) if chosen is None else chosen
        step = max(1, _BOUND // (len(self.blocks.parties) ** 2 * len(self.exchanges.change)))
        up = np.zeros((len(picked), len(self.blocks.members), self.counts.shape[2]), dtype=np.int64)
        down = np.zeros_like(up)
        for at in range(0, len(picked), step):
            here = slice(at, at + step)
            reach = self._reach(published.part(picked[here]), picked[here])
            moved = np.where(reach[:, :, None, :], self.exchanges.effect.T, 0)
            up[here], down[here] = moved.max(axis=3), moved.min(axis=3)
        return up, np.maximum(down, -self.at_hand[picked])

    def _reach(self, published: Published, chosen: NDArray[np.int64]) -> Flags:
        """Whether an unseen exchange can bring its answers into a block, shape (v, blocks, k)."""
        trades = self.possible(chosen)
        shown = _bits(published.shows(self.exchanges).transpose(1, 0, 2))
        for border, show in zip(self.blocks.borders, shown, strict=True):
            trades &= (border[None, :, :, None] & show[:, None, None, :]) == 0
        words = [
            np.bitwise_or.reduce(np.where(trades, crossing[None, :, :, None], np.uint64(0)), axis=(1, 2))
            for crossing in self.blocks.crossings
        ]
        numbers = np.arange(len(self.blocks.members))
        return np.stack([(words[block // 64] >> np.uint64(block % 64)) & np.uint64(1) > 0 for block in numbers], axis=1)


def _bits(flags: Flags) -> NDArray[np.uint64]:
    """Flags along the first axis packed into words of 64 bits, shape (words, ...)."""
    words = [
        np.bitwise_or.reduce(
            [part.astype(np.uint64) << np.uint64(at) for at, part in enumerate(flags[start : start + 64])]
        )
        for start in range(0, len(flags), 64)
    ]
    return np.stack(words)
