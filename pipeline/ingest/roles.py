"""What the columns of a tool's export are that are no answers: by their names, or by how their names are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence


def roles_of(
    headings: Sequence[str], names: Mapping[str, str], patterns: Sequence[tuple[re.Pattern[str], str]] = ()
) -> dict[int, str]:
    """Index of a column to its role; names are compared in lower case, patterns with the whole name."""
    found = {}
    for index, heading in enumerate(headings):
        name = heading.strip()
        role = names.get(name.lower())
        role = role or next((role for pattern, role in patterns if pattern.fullmatch(name)), None)
        if role is not None:
            found[index] = role
    return found
