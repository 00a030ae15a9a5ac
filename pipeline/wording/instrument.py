"""What a reader is told of a questionnaire, above all of one that had to be put together again from a report on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.wording import phrase

if TYPE_CHECKING:
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question, Scale
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    "title": ("Rekonstruierter Fragebogen", "Reconstructed questionnaire"),
    "note": ("Zu dieser Welle", "About this wave"),
    "in_substance": ("dem Inhalt nach:", "in substance:"),
    "reconstructed": ("Rekonstruiert: {parts}.", "Reconstructed: {parts}."),
    "reconstructed_in": ("Rekonstruiert ({wave}): {parts}.", "Reconstructed ({wave}): {parts}."),
    "brackets": (
        "In eckigen Klammern steht, was keine Quelle im Wortlaut nennt.",
        "Square brackets hold what no source gives verbatim.",
    ),
    "text": ("Wortlaut der Frage", "wording of the question"),
    "scale": ("Antwortstufen", "answers offered"),
    "items": ("Auswahl der Punkte", "choice of items"),
    "labels": ("Wortlaut der Punkte", "wording of the items"),
    "order": ("Reihenfolge der Punkte", "order of the items"),
}


def reconstruction(question: Question, scale: Scale | None, language: Language, *, wave: str = "") -> str:
    """What of a question is reconstructed, in a sentence or two; empty if nothing is.

    ``scale`` is the scale of its answers (None for open questions), ``wave`` a name to tell it from other waves.
    """
    if not question.reconstructed:
        return ""
    parts = ", ".join(phrase(PHRASES, part.value, language) for part in question.reconstructed)
    said = phrase(PHRASES, "reconstructed_in" if wave else "reconstructed", language, wave=wave, parts=parts)
    if question.text.is_bracketed or any(option.reconstructed for option in (scale.options if scale else ())):
        said += " " + phrase(PHRASES, "brackets", language)
    return said
