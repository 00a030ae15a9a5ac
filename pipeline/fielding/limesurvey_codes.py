"""Codes for LimeSurvey from our ids: letters and digits only, at most 20, unique whatever the case.

Our ids have underscores and any length, LimeSurvey cuts the one and stumbles over the other. ``shared_accommodation``
becomes ``sharedAccommodation``; what is longer is cut, and what would then be there twice ends in a number. The same
questionnaire always gives the same codes, and the mapping that goes with a structure leads back from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST, LONGEST_ANSWER = 20, 5

RESERVED = frozenset({"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this"})
"""Question codes that LimeSurvey replaces by a random one (compared without regard to case, to be on the safe side)."""

OPERATORS = frozenset({"and", "or", "eq", "ne", "lt", "le", "gt", "ge"})
"""Words of the expression language, which a relevance equation could not tell from a question."""

HEADINGS = frozenset(
    {
        "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl",
        "interviewtime", "firstname", "lastname", "email", "emailstatus", "language", "sent", "remindersent",
        "remindercount", "usesleft", "completed",
    }
)  # fmt: skip
"""Headings of other columns of an export: a question of that code would make two columns of one name."""

TAKEN_AS_QUESTION = RESERVED | OPERATORS | HEADINGS
TAKEN_AS_SUBQUESTION = frozenset({"time", "other"})


def codes(ids: Iterable[str], taken: frozenset[str] = frozenset()) -> dict[str, str]:
    """Id to code, in the order given.

    Parameters
    ----------
    ids
        Ids of ours: small letters, digits and underscores, beginning with a letter.
    taken
        Codes that must not be used, in small letters.

    >>> codes(["shared_accommodation", "cross_departmental_networks", "token"], RESERVED)
    {'shared_accommodation': 'sharedAccommodation', 'cross_departmental_networks': 'crossDepartmentalNet', 'token': 'token2'}
    """
    used = set(taken)
    made: dict[str, str] = {}
    for name in ids:
        first, *rest = name.split("_")
        whole = first + "".join(part.capitalize() for part in rest)
        code, number = whole[:LONGEST], 1
        while code.casefold() in used:
            number += 1
            code = whole[: LONGEST - len(str(number))] + str(number)
        used.add(code.casefold())
        made[name] = code
    return made


def answer_code(code: int) -> str:
    """The code of an answer option: ``A1`` for the option stored as 1."""
    return f"A{code}"
