"""Why a statistic is not defined, in words; the number of answers stands beside it.

The keys are the values of :class:`pipeline.statistics.result.Undefined`; a test holds that none is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

UNDEFINED: Phrases = {
    "no_answers": ("niemand geantwortet hat", "nobody answered"),
    "too_few_answers": ("es zu wenige Antworten sind", "there are too few answers"),
    "all_equal": ("alle Antworten gleich sind", "all answers are equal"),
    "one_group": ("nur eine Gruppe genug Antworten hat", "only one group has enough answers"),
    "no_pairs": ("es keine Paare gibt, die beides beantwortet haben", "there are no pairs that answered both"),
    "no_change": ("sich keine Antwort geändert hat", "no answer changed"),
    "group_without_spread": (
        "in einer Gruppe alle Antworten gleich sind",
        "all answers within a group are equal",
    ),
    "no_weight": ("keine befragte Kommune ein Gewicht hat", "no municipality surveyed has a weight"),
    "lonely_stratum": (
        "eine Schicht nur eine Antwort hat",
        "a stratum has only one answer",
    ),
    "more_than_population": (
        "eine Schicht mehr Antworten als Kommunen hat",
        "a stratum has more answers than municipalities",
    ),
    "too_few_items": ("es zu wenige Aussagen sind", "there are too few items"),
    "not_converged": ("die Rechnung zu keinem Ergebnis kommt", "the computation reaches no result"),
    "separated": (
        "die Gruppen die Antworten vollständig trennen",
        "the groups separate the answers completely",
    ),
    "two_categories": (
        "nur zwei Stufen der Skala gewählt wurden",
        "only two steps of the scale were chosen",
    ),
    "collinear": (
        "ein Merkmal aus den anderen folgt",
        "a characteristic follows from the others",
    ),
    "not_computable": ("sie sich aus diesen Antworten nicht berechnen lässt", "these answers do not determine it"),
}
"""The reason as a subordinate clause, for ``not_defined``."""

NOT_DEFINED: Phrases = {
    "not_defined": ("nicht bestimmt, weil {reason} ({n})", "not defined, because {reason} ({n})"),
}
"""The whole statement; ``n`` is written ``n = 12``."""
