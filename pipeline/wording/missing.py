"""Kinds of missing answers as they are labelled in a data file: short, and the same for every variable of every wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    from pipeline.wording import Phrases

MISSING: Phrases = {
    MissingKind.NO_ANSWER.name: ("keine Angabe", "no answer"),
    MissingKind.DONT_KNOW.name: ("weiß nicht / keine Schätzung", "don't know / no estimate"),
    MissingKind.REFUSED.name: ("verweigert", "refused"),
    MissingKind.NOT_SHOWN.name: ("nicht gezeigt (Filter)", "not shown (filter)"),
    MissingKind.NOT_ASKED.name: ("nicht gefragt", "not asked"),
    MissingKind.NOT_REACHED.name: ("nicht erreicht (Abbruch)", "not reached (break-off)"),
}
"""By name of the kind."""
