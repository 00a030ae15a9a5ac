"""Outcome rates of a survey, named as in the Standard Definitions of AAPOR: from the final disposition of every case.

The definitions, with I complete and P partial interviews, R refusals and break-offs, NC non-contacts, O other eligible
non-interviews, UH and UO cases of unknown eligibility (together U), BO break-offs::

    RR1   = I / ((I + P) + (R + NC + O) + U)        RR2   = (I + P) / ((I + P) + (R + NC + O) + U)
    RR5   = I / ((I + P) + (R + NC + O))            RR6   = (I + P) / ((I + P) + (R + NC + O))
    COOP1 = I / ((I + P) + R + O)                   COOP2 = (I + P) / ((I + P) + R + O)
    REF1  = R / ((I + P) + (R + NC + O) + U)        CON1  = ((I + P) + R + O) / ((I + P) + (R + NC + O) + U)
    BOR   = BO / ((I + P) + BO)                     completion = submitted / begun

RR5 and RR6 take every case of unknown eligibility for not eligible, or belong to samples that have none. A list of invited
municipalities is of this kind: who stands on it is eligible. RR1 then equals RR5, and RR2 equals RR6.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.statistics.result import Method, Result, Undefined

OUTCOME_RATES = Method(
    "outcome_rates",
    "own code (sums and quotients)",
    "American Association for Public Opinion Research (2023). Standard Definitions: Final Dispositions of Case Codes and "
    "Outcome Rates for Surveys, 10th ed.; break-off rate: Callegaro, M., & DiSogra, C. (2008). Computing response metrics "
    "for online panels. Public Opinion Quarterly 72, 1008-1032; completion rate: Eysenbach, G. (2004). Improving the "
    "quality of web surveys: CHERRIES. Journal of Medical Internet Research 6(3), e34.",
)
PARTIAL, COMPLETE = 0.5, 0.8
"""Share of the applicable questions from which on an interview is partial, and above which it is complete.

One of the rules that the Standard Definitions offer: below 50 per cent a break-off, 50 to 80 partial, above 80 complete.
"""


def disposition(answered: int, applicable: int, *, partial: float = PARTIAL, complete: float = COMPLETE) -> str:
    """What an interview is, by the share of the applicable questions that were answered.

    ``opened`` without any answer (an implicit refusal, AAPOR code 2.1121), ``break_off`` (2.12), ``partial`` (1.2) or
    ``complete`` (1.1).

    >>> [disposition(answered, 10) for answered in (0, 4, 5, 8, 9)]
    ['opened', 'break_off', 'partial', 'partial', 'complete']
    """
    if not answered:
        return "opened"
    share = answered / applicable  # correctly rounded, so that 12 of 15 is the 0.8 that was written
    if share > complete:
        return "complete"
    return "partial" if share >= partial else "break_off"


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """How many cases of a list have which disposition.

    R is ``break_off`` (code 2.12), ``opened`` (2.1121) and ``refused`` (2.111) together, NC ``non_contact`` (2.2), O
    ``other`` (2.3). ``not_eligible`` (4) take no part. ``submitted`` of those who had ``begun`` (given any answer) sent
    the questionnaire off.
    """

    complete: int = 0
    partial: int = 0
    break_off: int = 0
    opened: int = 0
    refused: int = 0
    non_contact: int = 0
    other: int = 0
    unknown: int = 0
    not_eligible: int = 0
    begun: int = 0
    submitted: int = 0

    @property
    def interviews(self) -> int:
        """I + P."""
        return self.complete + self.partial

    @property
    def refusals(self) -> int:
        """R: refusals and break-offs."""
        return self.break_off + self.opened + self.refused

    @property
    def eligible(self) -> int:
        """All cases that are known to be eligible: (I + P) + (R + NC + O)."""
        return self.interviews + self.refusals + self.non_contact + self.other


@dataclass(frozen=True)
class Rate:
    """One rate: ``cases`` of ``base``; ``share`` is 0 to 1, None where the base is empty."""

    id: str
    cases: int
    base: int

    @property
    def share(self) -> float | None:
        """The rate itself."""
        return self.cases / self.base if self.base else None


@dataclass(frozen=True, kw_only=True)
class OutcomeRates(Result):
    """The rates of one list of cases; ``n`` are the eligible ones."""

    rates: tuple[Rate, ...]

    def rate(self, name: str) -> Rate:
        """One of them, by its name in lower case: ``rr2``, ``coop1``, ``bor``, ..."""
        return next(rate for rate in self.rates if rate.id == name)

    def rows(self) -> list[dict[str, object]]:
        """One row a rate: its name, cases, base and share."""
        return [{"rate": one.id, "cases": one.cases, "base": one.base, "share": one.share} for one in self.rates]


def outcome_rates(outcomes: Outcomes) -> OutcomeRates:
    """The rates of the module's docstring, none with an interval: they describe the list, all of it.

    Raises
    ------
    ValueError
        If a number is negative, or more were submitted than begun.
    """
    numbers = vars(outcomes)
    negative = [name for name, number in numbers.items() if number < 0]
    if negative or outcomes.submitted > outcomes.begun:
        name = negative[0] if negative else "submitted"
        msg = f"{name} is {numbers[name]} of {outcomes}. Hint: counts are zero or more, and submitted a part of begun"
        raise ValueError(msg)
    interviews, eligible = outcomes.interviews, outcomes.eligible
    everybody = eligible + outcomes.unknown
    contacted = interviews + outcomes.refusals + outcomes.other
    found = (
        Rate("rr1", outcomes.complete, everybody),
        Rate("rr2", interviews, everybody),
        Rate("rr5", outcomes.complete, eligible),
        Rate("rr6", interviews, eligible),
        Rate("coop1", outcomes.complete, contacted),
        Rate("coop2", interviews, contacted),
        Rate("ref1", outcomes.refusals, everybody),
        Rate("con1", contacted, everybody),
        Rate("bor", outcomes.break_off, interviews + outcomes.break_off),
        Rate("completion", outcomes.submitted, outcomes.begun),
    )
    return OutcomeRates(
        method=OUTCOME_RATES, n=eligible, undefined=None if everybody else Undefined.NO_ANSWERS, rates=found
    )
