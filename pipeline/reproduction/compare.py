"""The printed numbers of 2016 beside ours: one verdict for each row of the ledger.

*exact*: equal at the printed precision. *within*: a number in words, or a range, holds. *erratum*: the print is
impossible or contradicts itself. *not reproducible*: there is no number of ours, or ours is another one; the second
is *missed*, and the command that prints this fails then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.reproduction import reasons
from pipeline.reproduction.ledger import Published, Statistic
from pipeline.reproduction.ours import NotReproducibleError, Numbers, Ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.analysis import Survey
    from pipeline.questionnaire.model import Text
    from pipeline.reproduction.errata import Erratum


class Verdict(StrEnum):
    """The four things that can be said of a printed number."""

    EXACT = "exact"
    WITHIN = "within"
    ERRATUM = "erratum"
    NOT_REPRODUCIBLE = "not reproducible"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A printed number, ours, and the verdict.

    Attributes
    ----------
    printed:
        As in the ledger, without its bound.
    ours, n:
        Our number on the printed scale and the answers behind it; of several variables the one furthest from print.
        A range is a text, ``"111-114"``. ``None`` if there is none.
    difference:
        Ours less printed; of a range, at the end where they differ most.
    missed:
        There is a number of ours, no erratum voids the printed one, and they differ.
    errata, voided_by:
        Every erratum that touches the row; those of them that void its number.
    """

    id: str
    verdict: Verdict
    printed: str
    ours: float | str | None
    n: int | None
    difference: float | None
    reason: Text
    missed: bool
    errata: tuple[str, ...]
    voided_by: tuple[str, ...] = ()


def reproduce(survey: Survey, ledger: Sequence[Published], errata: Sequence[Erratum]) -> tuple[Row, ...]:
    """Every printed number beside ours, in the order of the ledger.

    Parameters
    ----------
    survey:
        Where every number of ours comes from. A wave it does not have makes rows *not reproducible*, not *missed*.
    """
    numbers = Numbers(survey)
    asked = {row for erratum in errata for row in erratum.asked}
    voided: dict[str, list[Erratum]] = {}
    for erratum in errata:
        for row in erratum.voids:
            voided.setdefault(row, []).append(erratum)
    return tuple(_judge(numbers, row, voided.get(row.id, []), asked=row.id in asked) for row in ledger)


def _judge(numbers: Numbers, row: Published, voided_by: list[Erratum], *, asked: bool) -> Row:
    try:
        ours = _furthest(row, numbers.of(row, asked=asked))
    except NotReproducibleError as missing:
        if voided_by:
            return _erratum(row, voided_by, None)
        reason = reasons.phrase_of(missing.reason, **missing.blanks)
        return _row(row, Verdict.NOT_REPRODUCIBLE, None, reason, missed=missing.data_lack_it)
    if voided_by:
        return _erratum(row, voided_by, ours)
    if not _holds(row, ours):
        return _row(row, Verdict.NOT_REPRODUCIBLE, ours, reasons.missed(row, ours), missed=True)
    if _equal(row, ours):
        key = "exact_range" if row.statistic is Statistic.N_RANGE else "exact"
        return _row(row, Verdict.EXACT, ours, reasons.phrase_of(key))
    return _row(row, Verdict.WITHIN, ours, reasons.within(row, ours))


def _holds(row: Published, ours: Ours) -> bool:
    interval = row.interval(ours.n)
    return ours.value in interval and (ours.high is None or ours.high in interval)


def _equal(row: Published, ours: Ours) -> bool:
    if row.statistic is Statistic.N_RANGE:
        return (ours.value, ours.high) == (row.value, row.high)
    return row.bound is None


def _furthest(row: Published, found: tuple[Ours, ...]) -> Ours:
    """Of several numbers the first that does not hold, else the one furthest from print."""
    return max(found, key=lambda ours: (not _holds(row, ours), abs(ours.value - row.exact)))


def _erratum(row: Published, voided_by: list[Erratum], ours: Ours | None) -> Row:
    judged = _row(row, Verdict.ERRATUM, ours, reasons.erratum(row, voided_by, ours))
    return replace(judged, voided_by=tuple(erratum.id for erratum in voided_by))


def _row(row: Published, verdict: Verdict, ours: Ours | None, reason: Text, *, missed: bool = False) -> Row:
    return Row(
        id=row.id,
        verdict=verdict,
        printed=row.printed,
        ours=_shown(ours),
        n=ours.n if ours is not None else None,
        difference=_difference(row, ours),
        reason=reason,
        missed=missed,
        errata=row.errata,
    )


def _shown(ours: Ours | None) -> float | str | None:
    if ours is None:
        return None
    return round(float(ours.value), 4) if ours.high is None else f"{ours.value}-{ours.high}"


def _difference(row: Published, ours: Ours | None) -> float | None:
    if ours is None:
        return None
    ends = [ours.value - row.exact]
    if ours.high is not None:
        ends.append(ours.high - int(row.high))
    return round(float(max(ends, key=abs)), 4)
