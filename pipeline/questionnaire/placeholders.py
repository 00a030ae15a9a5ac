"""What is still to be filled in: a part of a text in double square brackets, as in ``[[name of the foundation]]``.

A new wave is written before anybody knows who answers questions about it. Its texts are whole sentences with a
placeholder where a fact is missing, so that they can be read, drawn and rehearsed; ``munisurvey check`` lists what is
open, and nothing prints a placeholder without saying so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire.model import Wave
    from pipeline.questionnaire.scale import Language

TEXTS = ("title", "welcome", "data_protection", "consent", "end_text", "contact")
"""The texts of a wave that stand around its questions, in the order in which a respondent reads them."""

_PLACEHOLDER = re.compile(r"\[\[\s*(.*?)\s*\]\]", re.DOTALL)


def placeholders(text: str) -> tuple[str, ...]:
    """What a text leaves to be filled in, each thing once, in the order of the text.

    >>> placeholders("Write to [[e-mail]] or call [[telephone]]; [[e-mail]] is faster.")
    ('e-mail', 'telephone')
    """
    return tuple(dict.fromkeys(" ".join(found.split()) for found in _PLACEHOLDER.findall(text)))


def pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """A text cut at its placeholders; each piece with whether it is one, empty pieces left out.

    >>> pieces("By [[date]], please.")
    (('By ', False), ('date', True), (', please.', False))
    """
    cut = _PLACEHOLDER.split(text)
    found = ((" ".join(piece.split()) if place % 2 else piece, place % 2 == 1) for place, piece in enumerate(cut))
    return tuple((piece, placeholder) for piece, placeholder in found if piece)


def open_texts(wave: Wave) -> Iterator[tuple[str, Language, tuple[str, ...]]]:
    """The texts of a wave with something to fill in: key of the wave, language, placeholders."""
    for key in TEXTS:
        text = getattr(wave, key)
        for language in ("de", "en") if text is not None else ():
            found = placeholders(text[language])
            if found:
                yield key, language, found
