"""What a check of the print is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.ledger import Published


@dataclass(frozen=True)
class Evidence:
    """The printed numbers by id, and the questionnaire they are about."""

    ledger: Mapping[str, Published]
    questionnaire: Questionnaire

    def exact(self, row: str) -> Fraction:
        """The printed number as a fraction; of a range, its lower end."""
        return self.ledger[row].exact

    def printed(self, *rows: str) -> list[str]:
        """The numbers as printed."""
        return [self.ledger[row].printed for row in rows]

    def mended(self, values: Mapping[str, str]) -> Evidence:
        """The same evidence if other numbers had been printed."""
        changed = {}
        for row, printed in values.items():
            low, _, high = printed.partition("-")
            changed[row] = replace(self.ledger[row], printed=printed, value=float(low), high=float(high or low))
        return Evidence({**self.ledger, **changed}, self.questionnaire)


@dataclass(frozen=True)
class Finding:
    """Whether the print contradicts itself, and the arithmetic that shows it, with decimal points and no words."""

    contradicts: bool
    arithmetic: str


def decimal(value: Fraction | float, digits: int = 1) -> str:
    """A number as the arithmetic shows it; trailing zeros of integers are left out.

    >>> decimal(Fraction(67 * 100, 104)), decimal(Fraction(24))
    ('64.4', '24')
    """
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.{digits}f}"


def compared(first: str, second: str) -> str:
    """Two printed numbers with the sign between them that is true.

    >>> compared("43.3", "43.4"), compared("4.10", "4.1")
    ('43.3 < 43.4', '4.10 = 4.1')
    """
    left, right = Fraction(first.partition("-")[0]), Fraction(second.partition("-")[0])
    sign = "=" if left == right else "<" if left < right else ">"
    return f"{first} {sign} {second}"
