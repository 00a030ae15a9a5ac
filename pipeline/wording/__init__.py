"""Everything a reader of pictures, pages and reports reads that is not a number of the survey: formats and phrases.

One table of phrases per kind of reader-facing thing (``figures``, ``report``, ``validation``), each phrase in every
language; :func:`phrase` fills in the blanks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire import Language

Phrases = dict[str, tuple[str, str]]
"""Key to (German, English); blanks in braces are filled by :func:`phrase`."""


def phrase(table: Mapping[str, tuple[str, str]], key: str, language: Language, **blanks: object) -> str:
    """A phrase of a table in one language, its blanks filled."""
    return table[key][0 if language == "de" else 1].format(**blanks)


__all__ = ["Phrases", "numbers", "phrase"]
