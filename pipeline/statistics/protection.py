"""Secondary suppression: what must be withheld besides the small counts, so that they stay withheld.

The greedy search of Hundepool et al. (2012, *Statistical Disclosure Control*, ch. 4.4) and Fischetti and Salazar (2001,
*Management Science* 47: 1008-1027) with exchanges (:mod:`pipeline.statistics.exchange`) in the place of their linear
programmes: as long as a sensitive count is not covered, take the exchange that covers it and costs the least of what
is still published; what that exchange would change is withheld from then on. Costs are counted in respondents whose
result is lost, so that large groups stay. Ties go to the first in the order of the questionnaire: the same answers
give the same tables. Optimality is not claimed; safety is checked afterwards by another method.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.exchange import MEAN, N, Published

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.statistics.exchange import Blocks, Counts, Flags, Tables

_NEVER = 1e18
"""A cost that is never paid."""
_WORTH = np.array([_NEVER, 8.0, 4.0, 2.0, 1.0])
"""What a form is worth per respondent, in the order of FORMS; a count is worth what it counts."""
_FREE = 1e-6
"""Cost of an exchange that only touches what is withheld anyway."""


def composition(size: Counts, secret: Flags, blocks: Blocks, minimum: int, fixed: Flags) -> tuple[Flags, bool]:
    """Which sizes of blocks may be published without giving away the secret ones.

    Respondents who could have moved between two classes make both uncertain. Several such moves add up, so the room of
    a block is the number of respondents that could have come in or gone out.

    Parameters
    ----------
    size:
        Respondents by class, shape (classes,).
    minimum:
        A secret size must look as if it could be as large as this, as far as there are so many respondents.
    fixed:
        Blocks whose size is known in any case, shape (blocks,).

    Returns
    -------
    published, failed
        Shape (blocks,); and whether a secret size could not be hidden.
    """
    respondents, inside = size, blocks.members
    total = inside @ respondents
    published = ~secret
    borders = inside[:, :, None] != inside[:, None, :]
    while True:
        open_ = ~(borders & published[:, None, None]).any(axis=0)
        up, down = _flows(open_, inside, respondents)
        short = np.clip(np.minimum(minimum, total[0]) - total - up, 0, None) + ((up + down) == 0)
        short = np.where(secret, short, 0)
        if not short.any():
            return published, False
        block = int(short.argmax())
        pairs = (inside[block][:, None] & ~inside[block][None, :]) & ~open_
        cost = np.einsum("b,bst->st", np.where(published, np.where(fixed, _NEVER, total + 1.0), 0.0), borders)
        gain = np.minimum(respondents[None, :], max(short[block], 1)) + (respondents[:, None] > 0) * 0.5
        score = np.where(pairs & (cost < _NEVER), (cost + _FREE) / np.maximum(gain, 0.25), np.inf)
        if not np.isfinite(score.min()):
            published &= fixed
            return published, bool((short > 0).any())
        receiver, giver = divmod(int(score.argmin()), len(respondents))
        published &= ~borders[:, receiver, giver]


def _flows(open_: Flags, inside: Flags, respondents: Counts) -> tuple[Counts, Counts]:
    """How many respondents could come into every block and go out of it."""
    come = np.einsum("bs,st,bt->bt", inside, open_, ~inside)
    go = np.einsum("bs,st,bt->bs", inside, open_, ~inside)
    return (come > 0) @ respondents, (go > 0) @ respondents


def protect(tables: Tables, published: Published, width: Counts, fixed: Flags) -> tuple[Published, Counts, Flags]:
    """Withhold until every sensitive count is uncertain.

    Parameters
    ----------
    published:
        What may be published as far as primary suppression goes.
    width:
        The least distance between the largest and the smallest possible value of a count that an attacker must be left
        with, shape (v, blocks, answers + 1); the last column is the number of answers. Zero asks for nothing.
    fixed:
        Blocks of which nothing more is withheld, shape (blocks,).

    Returns
    -------
    Published, width, flags
        What stays published; the demand, lowered to 1 where no single exchange gives more; and the variables for which
        even that could not be had.
    """
    kept = Published(published.forms.copy(), published.cells.copy())
    width = width.copy()
    failed = np.zeros(len(width), dtype=bool)
    waiting = np.arange(len(width))
    while waiting.size:
        up, down = tables.room(kept, waiting)
        unmet = up - down < width[waiting]
        open_ = unmet.any(axis=(1, 2))
        waiting, unmet, up, down = waiting[open_], unmet[open_], up[open_], down[open_]
        if not waiting.size:
            break
        block, column = np.divmod(unmet.reshape(len(waiting), -1).argmax(axis=1), unmet.shape[2])
        at = (np.arange(len(waiting)), block, column)
        chosen = _cheapest(
            tables, kept, waiting, (block, column), (up[at], down[at]), width[waiting, block, column], fixed
        )
        for variable, spot, pick in zip(waiting, zip(block, column, strict=True), chosen, strict=True):
            if pick is not None:
                _withhold(kept, variable, pick, tables)
            elif width[(variable, *spot)] > 1:
                width[(variable, *spot)] = 1
            else:
                failed[variable] = True
        waiting = waiting[~failed[waiting]]
    return kept, width, failed


def _cheapest(
    tables: Tables, kept: Published, chosen: NDArray[np.int64], target: tuple[Counts, Counts],
    reached: tuple[Counts, Counts], needed: Counts, fixed: Flags,
) -> list[tuple[int, int, int] | None]:  # fmt: skip
    """For one count of every variable, the exchange (receiver, giver, number) that helps it and costs the least."""
    block, column = target
    crossing = tables.blocks.crosses[block]
    effect = np.maximum(tables.exchanges.effect[:, column].T, -tables.at_hand[chosen, block, column][:, None])
    up, down = np.maximum(reached[0][:, None], effect), np.minimum(reached[1][:, None], effect)
    gain = np.minimum(up - down, needed[:, None]) - (reached[0] - reached[1])[:, None]
    useful = tables.possible(chosen) & crossing[:, :, :, None] & (gain > 0)[:, None, None, :]
    price = _price(tables, kept, chosen, fixed)
    picks: list[tuple[int, int, int] | None] = []
    for at in range(len(chosen)):
        receiver, giver, number = np.nonzero(useful[at])
        lost = (price[at][:, number] * tables.blocks.separates[:, receiver, giver]).sum(axis=0)
        score = np.where(lost < _NEVER, (lost + _FREE) / gain[at, number], np.inf)
        best = int(score.argmin()) if score.size else -1
        found = best >= 0 and np.isfinite(score[best])
        picks.append((int(receiver[best]), int(giver[best]), int(number[best])) if found else None)
    return picks


def _price(tables: Tables, kept: Published, chosen: NDArray[np.int64], fixed: Flags) -> NDArray[np.float64]:
    """What of a block would be lost if an exchange crossed its border, shape (v, blocks, exchanges)."""
    totals = tables.totals[chosen]
    forms = np.where(kept.forms[chosen], _WORTH * np.maximum(totals.sum(axis=2), 1)[:, :, None], 0.0)
    cells = np.where(kept.cells[chosen], np.maximum(totals[:, :, :-1], 1), 0.0)
    worth = np.concatenate([forms, cells], axis=2)
    price = (worth[:, :, None, :] * tables.exchanges.touches).sum(axis=3)
    price[:, 0] = np.where(tables.exchanges.breaks[:, N], _NEVER, price[:, 0])  # told with the nonresponse
    return np.where((price > 0) & fixed[:, None], _NEVER, price)


def _withhold(kept: Published, variable: int, pick: tuple[int, int, int], tables: Tables) -> None:
    receiver, giver, number = pick
    crossed = tables.blocks.separates[:, receiver, giver]
    kept.forms[variable, crossed] &= ~tables.exchanges.breaks[number]
    kept.cells[variable, crossed] &= tables.exchanges.change[number, :-1] == 0


def allow(tables: Tables, published: Published, width: Counts, form: int, candidates: Flags) -> Published:
    """Publish one more form of the candidate blocks, shape (v, blocks), wherever every demand is still met."""
    wanted = candidates & ~published.forms[:, :, form]
    kept = Published(published.forms.copy(), published.cells)
    waiting = np.flatnonzero(wanted.any(axis=1))
    while waiting.size:
        kept.forms[waiting, :, form] = published.forms[waiting, :, form] | wanted[waiting]
        up, down = tables.room(kept, waiting)
        unmet = (up - down < width[waiting]).any(axis=2)
        bad = unmet.any(axis=1)
        waiting, unmet = waiting[bad], unmet[bad]
        fewer = wanted[waiting] & ~unmet
        fewer[(fewer == wanted[waiting]).all(axis=1)] = False
        wanted[waiting] = fewer
    return kept


def reveal(tables: Tables, published: Published, secret: Flags) -> Published:
    """Publish the counts that no unseen exchange changes: they follow from the rest, and nothing else follows from them.

    Every exchange that hides something leaves them alone, so each stays unseen. ``secret`` counts, shape (v, blocks,
    answers), are never published.
    """
    up, down = tables.room(published)
    still = (up == 0) & (down == 0)
    forms = published.forms.copy()
    forms[:, :, N] |= still[:, :, -1] & (tables.totals[:, :, :-1].sum(axis=2) == 0)
    forms[:, :, MEAN] &= forms[:, :, N]
    return Published(forms, published.cells | (still[:, :, :-1] & ~secret))
