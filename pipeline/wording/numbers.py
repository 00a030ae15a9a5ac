"""Numbers and dates as a German or an English reader expects them, with a real minus and thin spaces."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.questionnaire import Language

MINUS = "\N{MINUS SIGN}"
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
NOT_SHOWN = EN_DASH
"""Stands where there is no number: an empty group, or a statistic that is not defined."""
WITHHELD = "\N{MIDDLE DOT}"
"""Stands where there is a number that is not published, however large: a sign that told small from large would tell."""

_GERMAN_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def defined(value: object) -> bool:
    """Whether there is a number to show: not None, NaN or a missing value of pandas."""
    if value is None:
        return False
    try:
        return not math.isnan(value)  # type: ignore[arg-type]
    except TypeError:  # pandas.NA compares to NA
        return False


def number(value: float | None, language: Language, digits: int = 2) -> str:
    """A decimal number: ``4,38`` or ``4.38``; an en dash where it is not defined.

    >>> number(-1234.5, "de", 1), number(4.375, "en")
    ('−1.234,5', '4.38')
    """
    if not defined(value):
        return NOT_SHOWN
    text = f"{_half_up(value, digits):,.{digits}f}"
    if not any(character in "123456789" for character in text):
        text = text.removeprefix("-")
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", MINUS)


def _half_up(value: float, digits: int) -> float:
    """Round halves away from zero as print does (4.375 to 4.38), not to the even digit."""
    scaled = abs(value) * 10**digits
    return math.copysign(math.floor(scaled + 0.5 + 1e-9 * max(1.0, scaled)) / 10**digits, value)


def integer(value: float | None, language: Language) -> str:
    """A count: ``1.234`` or ``1,234``."""
    return number(value, language, 0)


def percent(share: float | None, language: Language, digits: int = 0, *, sign: bool = True) -> str:
    """A share between 0 and 1 in percent: ``12 %`` (German, with a thin space) or ``12%``.

    >>> percent(0.125, "en"), percent(0.125, "de", 1, sign=False)
    ('13%', '12,5')
    """
    if not defined(share):
        return NOT_SHOWN
    text = number(share * 100, language, digits)
    if not sign:
        return text
    return f"{text}{THIN_SPACE}%" if language == "de" else f"{text}%"


def interval(low: float | None, high: float | None, language: Language, digits: int = 2) -> str:
    """An interval ``4,12–4,64``; an en dash where it is not defined."""
    if not (defined(low) and defined(high)):
        return NOT_SHOWN
    separator = EN_DASH if min(low, high) >= 0 else f" {EN_DASH} "
    return f"{number(low, language, digits)}{separator}{number(high, language, digits)}"


def count(n: float | None, language: Language) -> str:
    """A number of answers; where publication withholds it (missing), a middle dot."""
    return integer(n, language) if defined(n) else WITHHELD


def n_equals(low: float | None, high: float | None, language: Language) -> str:
    """``n = 32`` or, for items with different numbers of answers, ``n = 30–32``; ``n ·`` where it is withheld."""
    if not (defined(low) and defined(high)):
        return f"n{THIN_SPACE}{count(None, language)}"
    first, last = count(low, language), count(high, language)
    return f"n{THIN_SPACE}={THIN_SPACE}{first}" + ("" if first == last else f"{EN_DASH}{last}")


def p_value(p: float | None, language: Language, *, named: bool = True) -> str:
    """``p = 0,012``, ``p < 0,001`` or ``p > 0,999``: three digits, and never exactly 0 or 1; without ``p =`` in a column.

    >>> p_value(0.0004, "en").replace(THIN_SPACE, " "), p_value(0.25, "de").replace(THIN_SPACE, " ")
    ('p < 0.001', 'p = 0,250')
    >>> p_value(0.0004, "en", named=False).replace(THIN_SPACE, " "), p_value(0.25, "de", named=False)
    ('< 0.001', '0,250')
    """
    if not defined(p):
        return f"p{THIN_SPACE}={THIN_SPACE}{NOT_SHOWN}" if named else NOT_SHOWN
    sign, shown = "=", p
    if p < 0.001:
        sign, shown = "<", 0.001
    elif p > 0.999:
        sign, shown = ">", 0.999
    value = number(shown, language, 3)
    if named:
        return f"p{THIN_SPACE}{sign}{THIN_SPACE}{value}"
    return value if sign == "=" else f"{sign}{THIN_SPACE}{value}"


def date(day: dt.date, language: Language) -> str:
    """A day in words: ``2. November 2026`` or ``2 November 2026``."""
    months = _GERMAN_MONTHS if language == "de" else _ENGLISH_MONTHS
    return f"{day.day}{'.' if language == 'de' else ''} {months[day.month - 1]} {day.year}"


def months(start: dt.date, end: dt.date, language: Language) -> str:
    """The months of a field period: ``Dezember 2016``, ``Januar–März 2016``, ``November 2015–Januar 2016``."""
    first, last = (date(day, language).split(" ", 1)[1] for day in (start, end))
    if first == last:
        return first
    return f"{first.removesuffix(f' {end.year}')}{EN_DASH}{last}"


def period(start: dt.date, end: dt.date, language: Language) -> str:
    """A field period: ``2. November 2026 bis 20. November 2026``, shortened where month or year repeat."""
    dot = "." if language == "de" else ""
    to = "bis" if language == "de" else "to"
    if start == end:
        return date(start, language)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{dot} {to} {date(end, language)}"
    if start.year == end.year:
        return f"{date(start, language).rsplit(' ', 1)[0]} {to} {date(end, language)}"
    return f"{date(start, language)} {to} {date(end, language)}"
