"""What is said where something is withheld, and where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PUBLICATION: Phrases = {
    "internal": ("Intern – nicht zur Veröffentlichung", "Internal – not for publication"),
    "internal_why": (
        "Nichts ist zurückgehalten: Die Zahlen können einzelne Kommunen verraten.",
        "Nothing is withheld: the numbers may give single municipalities away.",
    ),
    "withheld": (
        "{sign} nicht ausgewiesen: Gruppen und Antworten mit weniger als {minimum} Kommunen, und Werte, aus denen sie sich "
        "errechnen ließen.",
        "{sign} not shown: groups and answers of fewer than {minimum} municipalities, and values from which they could be "
        "worked out.",
    ),
}
