"""Checks of printed numbers against each other. Each names the rows of the ledger it compares.

A check finds a contradiction or none; it never says which number is right. Parameters stand in
``data/reference/errata_2017.yaml``.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.reproduction.evidence import Evidence, Finding, compared, decimal
from pipeline.statistics.plausibility import counts, grim_percent, possible_counts, rebuild_total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def not_falling(evidence: Evidence, rows: Sequence[str]) -> Finding:
    """Rows that are listed in falling order do not fall."""
    rises = [
        f"{first} < {second}"
        for first, second in itertools.pairwise(evidence.printed(*rows))
        if Fraction(first) < Fraction(second)
    ]
    return Finding(bool(rises), "; ".join([", ".join(evidence.printed(*rows)), *rises]))


def equal_values(evidence: Evidence, rows: Sequence[str]) -> Finding:
    """Two rows that should differ are printed with the same number."""
    first, second = evidence.printed(*rows)
    return Finding(first == second, compared(first, second))


def equal_ends(evidence: Evidence, row: str) -> Finding:
    """A range is printed whose ends are the same."""
    low, _, high = evidence.ledger[row].printed.partition("-")
    return Finding(low == high, compared(low, high))


def impossible_percent(evidence: Evidence, row: str, n: Sequence[int]) -> Finding:
    """No count out of ``n`` answers (both ends tried) gives the printed percentage."""
    printed = evidence.ledger[row].printed
    result = grim_percent(printed, *n)
    wanted = Fraction(printed)
    fractions = sorted(
        {
            (abs(Fraction(100 * k, size) - wanted), k, size)
            for size in range(n[0], n[1] + 1)
            for k in _near(wanted, size)
        }
    )
    nearest = [f"{k}/{size} = {decimal(Fraction(100 * k, size), 2)}" for _, k, size in fractions[:2]]
    return Finding(not result.is_possible, f"n = {n[0]}-{n[1]}: {'; '.join(nearest)}; {printed}")


def _near(percent: Fraction, n: int) -> tuple[int, int]:
    count = int(percent * n / 100)
    return count, min(count + 1, n)


def cells_against_total(
    evidence: Evidence,
    cells: Mapping[str, Sequence[int]],
    total: str,
    n: Sequence[int],
    assuming: Mapping[str, Sequence[str]] | None = None,
) -> Finding:
    """The groups of a table row cannot give its total, whatever number in the ranges answered.

    ``cells`` maps the rows of the groups to the range of their number of answers; ``assuming`` gives other numbers to
    try for a cell that is impossible by itself.
    """
    options = [[(printed, tuple(size)) for printed in _tried(evidence, row, assuming)] for row, size in cells.items()]
    results = [
        rebuild_total(list(groups), evidence.ledger[total].printed, tuple(n)) for groups in itertools.product(*options)
    ]
    for result in results:
        if result.is_possible:
            way = result.solutions[0]
            count, size = (sum(part) for part in zip(*way, strict=True))
            parts = " + ".join(f"{k}/{m}" for k, m in way)
            return Finding(
                contradicts=False, arithmetic=f"{parts} = {count}/{size} = {decimal(Fraction(100 * count, size))}"
            )
    reached = [
        "-".join(dict.fromkeys((decimal(result.total_low), decimal(result.total_high))))
        for result in results
        if result.total_low is not None and result.total_high is not None
    ]
    printed = " + ".join(evidence.printed(*cells))
    return Finding(
        contradicts=True, arithmetic=f"{printed}: {'; '.join(reached) or '∅'}; {evidence.ledger[total].printed}"
    )


def _tried(evidence: Evidence, row: str, assuming: Mapping[str, Sequence[str]] | None) -> Sequence[str]:
    return (assuming or {}).get(row, (evidence.ledger[row].printed,))


def rest_of_n(evidence: Evidence, row: str, parts: Sequence[str], n: str) -> Finding:
    """What the other answers leave of all answers is not the printed share."""
    size = int(evidence.exact(n))
    taken = [next(counts(printed, size)) for printed in evidence.printed(*parts)]
    rest = size - sum(taken)
    share = Fraction(100 * rest, size)
    arithmetic = f"{size} - {' - '.join(map(str, taken))} = {rest}; {rest}/{size} = {decimal(share)}"
    return Finding(share not in evidence.ledger[row].interval(size), f"{arithmetic}; {evidence.ledger[row].printed}")


def counts_below_n(evidence: Evidence, rows: Sequence[str], n: str) -> Finding:
    """The counts of all answers that are reported do not reach the printed number of answers."""
    total = sum(evidence.exact(row) for row in rows)
    return Finding(
        total < evidence.exact(n), f"{' + '.join(evidence.printed(*rows))} = {total}; N = {evidence.printed(n)[0]}"
    )


def not_above(evidence: Evidence, row: str, than: str) -> Finding:
    """A group that is said to lie above all does not."""
    return Finding(evidence.exact(row) <= evidence.exact(than), compared(*evidence.printed(row, than)))


def labels_are_counts(evidence: Evidence, rows: Sequence[str], n: str) -> Finding:
    """Numbers printed as percentages add up to the number of answers and not to a hundred."""
    total = sum(evidence.exact(row) for row in rows)
    rounding = Fraction(len(rows), 2)
    contradicts = total == evidence.exact(n) and abs(total - 100) > rounding
    return Finding(contradicts, f"{' + '.join(evidence.printed(*rows))} = {total}; N = {evidence.printed(n)[0]}")


def sum_differs(evidence: Evidence, parts: Sequence[str], whole: str) -> Finding:
    """Parts do not add up to the printed whole."""
    total = sum(evidence.exact(part) for part in parts)
    arithmetic = f"{' + '.join(evidence.printed(*parts))} = {total}; {evidence.printed(whole)[0]}"
    return Finding(total != evidence.exact(whole), arithmetic)


def above_whole(evidence: Evidence, shares: Sequence[str], count: str, n: str) -> Finding:
    """Shares and the share of a count, taken literally, are more than a hundred per cent."""
    part = 100 * evidence.exact(count) / evidence.exact(n)
    total = sum(evidence.exact(row) for row in shares) + part
    printed = evidence.printed(*shares, count, n)
    return Finding(total > 100, f"{' + '.join(printed[:-2])} + {printed[-2]}/{printed[-1]} = {decimal(total)}")


def excluded(evidence: Evidence, row: str, by: str) -> Finding:
    """A number does not meet the bound that is printed for the same thing."""
    bound = evidence.ledger[by]
    return Finding(
        evidence.exact(row) not in bound.interval(), f"{evidence.printed(row)[0]}; {bound.bound} {bound.printed}"
    )


def below_whole(evidence: Evidence, rows: Sequence[str]) -> Finding:
    """The shares of all options, each as large as its rounding allows, stay below a hundred per cent."""
    largest = [evidence.ledger[row].interval().high for row in rows]
    total = sum(largest)
    return Finding(total < 100, f"{' + '.join(map(decimal, largest))} = {decimal(total)}")


def no_common_count(evidence: Evidence, rows: Sequence[str], n: int) -> Finding:
    """No count out of ``n`` meets every statement that is printed about one share."""
    left = possible_counts([evidence.ledger[row].interval(n) for row in rows], n)
    near = [f"{k}/{n} = {decimal(Fraction(100 * k, n), 2)}" for k in left or _near(evidence.exact(rows[0]), n)]
    return Finding(not left, "; ".join(near))


def n_like_sample(evidence: Evidence, row: str, sample: str, neighbours: Sequence[str]) -> Finding:
    """The number of answers is that of the whole sample, although all neighbouring questions have fewer."""
    own, near = evidence.exact(row), [evidence.exact(neighbour) for neighbour in neighbours]
    contradicts = own == evidence.exact(sample) and all(value < own for value in near)
    return Finding(contradicts, f"{own} = {evidence.printed(sample)[0]}; {', '.join(map(str, near))}")


def not_all_above(evidence: Evidence, rows: Sequence[str], others: Sequence[str]) -> Finding:
    """Rows that are said to lie above others lie below some of them."""
    lowest = min(rows, key=evidence.exact)
    above = [other for other in others if evidence.exact(other) > evidence.exact(lowest)]
    return Finding(
        bool(above), "; ".join(f"{evidence.printed(lowest)[0]} < {printed}" for printed in evidence.printed(*above))
    )


def large_drop(evidence: Evidence, row: str, earlier: str, points: int) -> Finding:
    """What is called a slight decrease is at least so many percentage points."""
    drop = evidence.exact(earlier) - evidence.exact(row)
    return Finding(drop >= points, f"{evidence.printed(earlier)[0]} - {evidence.printed(row)[0]} = {drop}")


def both_claims_hold(evidence: Evidence, unchanged: str, better: str, worse: str, n: str) -> Finding:
    """One and the same distribution supports "better rather than worse" and "hardly changed"."""
    lost = 100 * evidence.exact(worse) / evidence.exact(n)
    contradicts = evidence.exact(unchanged) > 50 and evidence.exact(better) > lost
    worse_printed = f"{evidence.printed(worse)[0]}/{evidence.printed(n)[0]} = {decimal(lost)}"
    return Finding(
        contradicts, f"{evidence.printed(unchanged)[0]} > 50; {evidence.printed(better)[0]} > {worse_printed}"
    )


def no_value(evidence: Evidence, wave: str, variable: str, statistic: str) -> Finding:
    """A change is printed without a value for one of its ends."""
    found = [
        row.id
        for row in evidence.ledger.values()
        if row.waves == (wave,) and variable in row.variables and row.statistic == statistic
    ]
    return Finding(not found, f"{wave}: {len(found)}")


def part_of_sample(evidence: Evidence, row: str, sample: str) -> Finding:
    """The second sample is only a part of the first, so that a difference mixes change and selection."""
    own, first = evidence.exact(row), evidence.exact(sample)
    return Finding(own < first, f"{own}/{first} = {decimal(100 * own / first)}")


def outranked(evidence: Evidence, rows: Sequence[str], by: str) -> Finding:
    """Rows that are called the highest are not: another one lies above some of them."""
    below = [row for row in rows if evidence.exact(row) < evidence.exact(by)]
    return Finding(
        bool(below), "; ".join(f"{evidence.printed(by)[0]} > {printed}" for printed in evidence.printed(*below))
    )


def n_above_sample(evidence: Evidence, row: str, sample: str) -> Finding:
    """More answers than the sample has respondents: the number belongs to another wave."""
    return Finding(evidence.exact(row) > evidence.exact(sample), compared(*evidence.printed(row, sample)))


CHECKS = (
    not_falling, equal_values, equal_ends, impossible_percent, cells_against_total, rest_of_n, counts_below_n,
    not_above, labels_are_counts, sum_differs, above_whole, excluded, below_whole, no_common_count, n_like_sample,
    not_all_above, large_drop, both_claims_hold, no_value, part_of_sample, outranked, n_above_sample,
)  # fmt: skip
