"""Phrases in every language at once, as a :class:`~pipeline.questionnaire.scale.Text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.scale import Text
from pipeline.wording import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.wording import Phrases


def said(table: Phrases, key: str, **blanks: object) -> Text:
    """A phrase in every language; a blank that is a :class:`Text` is filled in the same language."""
    return Text(
        **{
            language: phrase(
                table, key, language,
                **{name: value[language] if isinstance(value, Text) else value for name, value in blanks.items()},
            )
            for language in LANGUAGES
        }
    )  # fmt: skip


def joined(texts: Sequence[Text], between: str = " ") -> Text:
    """Several texts as one."""
    return Text(**{language: between.join(text[language] for text in texts) for language in LANGUAGES})
