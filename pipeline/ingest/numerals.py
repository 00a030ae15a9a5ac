"""Numbers as people and survey tools write them, with a German or an English decimal sign."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def parse(cell: str) -> float | None:
    """The number a cell holds; ``None`` if it holds none.

    Of comma and point together the last is the decimal sign. One alone is a decimal sign too (LimeSurvey writes
    ``7.0000000000``); one that comes several times separates thousands.

    >>> parse("1.234,5"), parse("1,234.5"), parse("12,5"), parse("7.0000000000"), parse("1.234.567"), parse("ca. 7")
    (1234.5, 1234.5, 12.5, 7.0, 1234567.0, None)
    """
    text = "".join(cell.split()).replace("−", "-")
    decimal, thousands = (",", ".") if text.rfind(",") > text.rfind(".") else (".", ",")
    if text.count(decimal) > 1 and thousands not in text:
        text = text.replace(decimal, "")
    else:
        text = text.replace(thousands, "").replace(decimal, ".")
    return float(text) if _NUMBER.fullmatch(text) else None
