"""Which counts are sensitive, and what is published so that none of them can be worked out again.

Who answered can be guessed from outside by size and Land, so the *breakdowns* by them are what may give a municipality
away. Sensitive (primary suppression, the threshold rule of Hundepool et al. 2012, *Statistical Disclosure Control*,
ch. 4.2) are, by default with a threshold of five:

- a group with 1 to 4 respondents in the composition of the sample, and every group of the population that holds fewer
  municipalities than the threshold, however many of them answered;
- a group with 1 to 4 answers to a question: its n, its mean and every count of it;
- an answer given by 1 to 4 municipalities of a larger group.

Zero is not sensitive. Counts over all municipalities are not either, unless the rules say so: without size or Land a
single "1 of 266" leads to nobody. Kinds of missing answers are never broken down.

A mean is information, too. Of a five-point item the number of answers, the mean, the standard deviation and the share
of the two highest answers together give every single count back; sums of one group follow from those of the others.
So all of it takes part in the search for what must be withheld besides (:mod:`pipeline.statistics.protection`), by
variable, over all nested groupings of size or of Land at once. A group keeps its n and its mean as long as that is
safe, then what the rules prefer: spread (sd, standard error, interval) or the share of the two highest answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics import exchange, likert, protection
from pipeline.statistics.exchange import MEAN, SAMPLE, SPREAD, TOP2, N, Published, Tables

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from pipeline.statistics.exchange import Blocks, Counts, Flags

MINIMUM_ANSWERS = 5
"""A group with fewer answers is not shown in published output."""
PROTECTION = 2
"""How far apart the smallest and the largest possible value of a sensitive count must lie."""


@dataclass(frozen=True)
class Rules:
    """What counts as small and how well it is protected.

    ``overall`` says whether counts over all respondents are published whatever their size, ``prefer_top2`` which of
    two statistics a group keeps where both would give its counts away.
    """

    minimum: int = MINIMUM_ANSWERS
    protection: int = PROTECTION
    overall: bool = True
    prefer_top2: bool = False


@dataclass(frozen=True)
class Publication:
    """What is published of every variable (v) and block (b), and for which variables not every demand could be met.

    ``n``, ``mean``, ``spread``, ``top2`` and ``full`` (every statistic) have the shape (v, b), ``cells`` (counts)
    has (v, b, answers).
    """

    n: Flags
    mean: Flags
    spread: Flags
    top2: Flags
    full: Flags
    cells: Flags
    failed: Flags


def suppressed(n: ArrayLike, minimum: int = MINIMUM_ANSWERS) -> NDArray[np.bool_]:
    """Whether a statistic that rests on ``n`` answers is withheld from published output.

    An empty group counts as suppressed: there is nothing to show.

    >>> suppressed([0, 4, 5]).tolist()
    [True, True, False]
    """
    return np.asarray(n) < minimum


def small(counts: Counts, minimum: int) -> Flags:
    """Whether a count is sensitive: not zero, and below the threshold."""
    return (counts > 0) & (counts < minimum)


def composition(respondents: Counts, blocks: Blocks, rules: Rules, barred: Flags) -> tuple[Flags, bool]:
    """Which sizes of blocks are published.

    Parameters
    ----------
    respondents:
        Number of respondents by class, shape (classes,); the last class has no answer to the question that classes
        are made of. Its size is known from the nonresponse and belongs to the last block.
    barred:
        Blocks with too few municipalities in the population, shape (blocks,).

    Returns
    -------
    published, failed
        Shape (blocks,); and whether the small ones could not be hidden whatever is withheld.
    """
    size = blocks.total(respondents[:, None])[:, 0]
    secret = small(size, rules.minimum) | barred
    fixed = np.zeros(len(size), dtype=bool)
    fixed[[0, -1]] = True
    return protection.composition(respondents, secret & ~fixed, blocks, rules.minimum, fixed)


def answers(
    counts: Counts, values: ArrayLike | None, sample: Flags, blocks: Blocks, rules: Rules, *,
    numeric: bool = False, hidden: Flags | None = None,
) -> Publication:  # fmt: skip
    """What is published of variables that share a scale.

    Parameters
    ----------
    counts:
        Answers by variable, class and answer, shape (v, classes, answers + 1); the last column is *no answer*.
    values:
        What the answers are worth, shape (answers,); None for categories.
    sample:
        Blocks whose size is published, from :func:`composition`.
    numeric:
        The one answer is a number: groups have a mean, and every exchange changes it.
    hidden:
        Blocks to withhold for another reason, shape (v, blocks).
    """
    size = counts.shape[2] - 1
    blocks = blocks.seen_by(sample)
    tables = Tables(counts, blocks, exchange.answers(size, values, max(1, rules.protection - 1)))
    start, width = _primary(tables.totals, sample, rules, rated=values is not None, numeric=numeric, hidden=hidden)
    total = np.arange(len(blocks.members)) == 0
    kept, width, failed = protection.protect(tables, start, width, total & rules.overall)
    if failed.any():
        _last_resort(kept, failed, tables.totals)
    if values is not None and size > 2:
        kept = _second_statistic(tables, kept, width, rules)
    kept = protection.reveal(tables, kept, width[:, :, :-1] > 0)
    if size == 1:
        kept.cells[:, :, 0] = kept.forms[:, :, N]  # the one count is the number of answers
    kept.forms[:, 0, N] &= ~small(tables.totals[:, 0, :-1].sum(axis=1), rules.minimum)
    full = kept.cells.all(axis=2) & kept.forms[:, :, N]
    full[:, 1:] &= not numeric  # the median of a few numbers is one of them
    n, mean, spread, top2 = (kept.forms[:, :, form] | full for form in (N, MEAN, SPREAD, TOP2))
    return Publication(n, mean, spread, top2, full, kept.cells, failed)


def _primary(
    totals: Counts, sample: Flags, rules: Rules, *, rated: bool, numeric: bool, hidden: Flags | None
) -> tuple[Published, Counts]:
    """What the threshold alone leaves, and what must be protected."""
    cells, n = totals[:, :, :-1], totals[:, :, :-1].sum(axis=2)
    people = totals.sum(axis=2)
    same_as_total = (people == people[:, :1]) & sample & rules.overall
    few = small(n, rules.minimum)
    hidden = np.zeros_like(few) if hidden is None else hidden & (n > 0)
    withheld = few | ~sample | hidden
    withheld[:, -1] = True  # who left size or Land out is no group of any table
    secret = small(cells, rules.minimum) & ~same_as_total[:, :, None]
    secret[few] = (cells > 0)[few]
    secret[:, -1] = False
    cells_open = ~secret
    mixed = secret.any(axis=2) & ~withheld
    if rated:
        cells_open[mixed] = False
    else:
        _complement(cells, cells_open, mixed, rules.minimum)
    cells_open[withheld] = False
    total_shown = rules.overall & ~few[:, 0]
    cells_open |= (cells[:, :1] == 0) & total_shown[:, None, None]
    forms = np.zeros((*n.shape, len(exchange.FORMS)), dtype=bool)
    forms[:, :, SAMPLE] = sample
    forms[:, :, N] = ~withheld
    forms[:, 0, N] |= rules.overall  # told with the nonresponse
    if rated or numeric:
        forms[:, :, MEAN] = ~withheld
    if numeric or (rated and not rules.prefer_top2):
        forms[:, :, SPREAD] = ~withheld & (n >= likert.MINIMUM_FOR_INTERVAL)
    numbers = few | hidden
    numbers[:, -1] = False
    numbers[:, 0] &= not rules.overall
    caps = np.concatenate(
        [np.broadcast_to(cells[:, :1], cells.shape), people[:, :1, None].repeat(n.shape[1], 1)], axis=2
    )
    wanted = np.concatenate([secret, numbers[:, :, None]], axis=2)
    width = np.where(wanted, np.clip(rules.protection, 1, np.maximum(caps, 1)), 0)
    return Published(forms, cells_open), width


def _complement(cells: Counts, cells_open: Flags, mixed: Flags, minimum: int) -> None:
    """Withhold beside the small counts of a group its next larger ones, until together they are no small count."""
    for variable, block in np.argwhere(mixed):
        row, shown = cells[variable, block], cells_open[variable, block]
        for code in np.argsort(row, kind="stable"):
            closed = row[~shown]
            if closed.sum() >= minimum and (closed > 0).sum() > 1:
                break
            shown[code] &= row[code] == 0


def _second_statistic(tables: Tables, kept: Published, width: Counts, rules: Rules) -> Published:
    """Add what the rules prefer less, wherever it is safe; a share of two answers is a count under the threshold too."""
    cells = tables.totals[:, :, :-1]
    n = cells.sum(axis=2)
    top2 = cells[:, :, tables.exchanges.highest].sum(axis=2)
    rated = kept.forms[:, :, MEAN]
    candidates = {
        SPREAD: rated & (n >= likert.MINIMUM_FOR_INTERVAL),
        TOP2: rated & ~small(top2, rules.minimum) & ~small(n - top2, rules.minimum),
    }
    for form in (TOP2, SPREAD) if rules.prefer_top2 else (SPREAD, TOP2):
        kept = protection.allow(tables, kept, width, form, candidates[form])
    return kept


def _last_resort(kept: Published, failed: Flags, totals: Counts) -> None:
    """Withhold all but the total of variables for which no exchange was found."""
    kept.forms[failed, 1:, N:] = False
    kept.cells[failed, 1:] &= totals[failed][:, :1, :-1] == 0
