"""The key of a municipality (Amtlicher Gemeindeschlüssel, AGS): read as text, checked, and brought to one form.

Eight digits name a municipality, the first five of them a Landkreis or a city that is one of its own (*kreisfreie
Stadt*). A key is text and never a number: a spreadsheet that takes it for one loses the leading zero of nine Länder. It
holds as of a day, because mergers end keys and make new ones (:mod:`pipeline.questionnaire.mergers`).

Source: Statistisches Bundesamt, Gemeindeverzeichnis-Informationssystem (GV-ISys): first two digits the Land, third the
Regierungsbezirk, fourth and fifth the Kreis, last three the municipality.
"""

from __future__ import annotations

import re

STATES = {
    "01": "sh", "02": "hh", "03": "ni", "04": "hb", "05": "nw", "06": "he", "07": "rp", "08": "bw", "09": "by",
    "10": "sl", "11": "be", "12": "bb", "13": "mv", "14": "sn", "15": "st", "16": "th",
}  # fmt: skip
"""First two digits to the id of the Land in the classification ``state``."""

KREIS, MUNICIPALITY, REGIONAL_KEY = 5, 8, 12
_OWN_KREIS = "000"
_BLANKS = re.compile(r"[\s\u00a0]+")


def ags(text: str) -> str:
    """The key in one form: without blanks, and of a city that is a Kreis of its own the five digits of the Kreis.

    Only such cities end in ``000``, so that either way of writing them gives the same.

    Raises
    ------
    ValueError
        If it is no key; the message says why, and after ``Hint:`` what to do.

    >>> ags("05 3 15 000"), ags("05315"), ags("16063105")
    ('05315', '05315', '16063105')
    """
    key = _BLANKS.sub("", text)
    if not (key.isascii() and key.isdecimal()):
        msg = f"'{text.strip()}' is no AGS. Hint: eight digits for a municipality, five for a Landkreis, as text"
        raise ValueError(msg)
    if len(key) in (KREIS - 1, MUNICIPALITY - 1):
        msg = (
            f"'{key}' has {len(key)} digits, an AGS has {KREIS} or {MUNICIPALITY}. Hint: a spreadsheet took it for a "
            f"number and lost the leading zero (0{key}?); store the column as text"
        )
        raise ValueError(msg)
    if len(key) == REGIONAL_KEY:
        msg = (
            f"'{key}' is a Regionalschlüssel of twelve digits. Hint: the AGS is its first five and last three digits, "
            f"{key[:KREIS]}{key[-3:]}"
        )
        raise ValueError(msg)
    if len(key) not in (KREIS, MUNICIPALITY):
        msg = f"'{key}' has {len(key)} digits. Hint: an AGS has {MUNICIPALITY} (municipality) or {KREIS} digits (Landkreis)"
        raise ValueError(msg)
    if key[:2] not in STATES:
        msg = f"'{key}' begins with {key[:2]}, and no Land has these digits. Hint: 01 (Schleswig-Holstein) to 16 (Thüringen)"
        raise ValueError(msg)
    return key.removesuffix(_OWN_KREIS) if len(key) == MUNICIPALITY else key


def state_of(key: str) -> str:
    """The Land of a key, as id of the classification ``state``.

    >>> state_of("05315")
    'nw'
    """
    return STATES[key[:2]]
