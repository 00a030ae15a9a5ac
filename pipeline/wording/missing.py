"""Kinds of missing answers as they are labelled in a data file: short, and the same for every variable of every wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

MISSING: Phrases = {
    "NO_ANSWER": ("keine Angabe", "no answer"),
    "DONT_KNOW": ("weiß nicht / keine Schätzung", "don't know / no estimate"),
    "REFUSED": ("verweigert", "refused"),
    "NOT_SHOWN": ("nicht gezeigt (Filter)", "not shown (filter)"),
    "NOT_ASKED": ("nicht gefragt", "not asked"),
    "NOT_REACHED": ("nicht erreicht (Abbruch)", "not reached (break-off)"),
}
"""By name of the kind, see :class:`pipeline.questionnaire.MissingKind`."""
