"""Phrases about differences and associations, and around the tables of both.

Nothing here says that one thing makes another: answers *go along with* ("gehen einher mit") size. The sentences are put
together in :mod:`pipeline.wording.sentences`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.questionnaire import Language
    from pipeline.wording import Phrases

MAGNITUDES: Phrases = {
    "negligible": ("sehr schwacher Zusammenhang", "very weak association"),
    "small": ("schwacher Zusammenhang", "weak association"),
    "medium": ("mittlerer Zusammenhang", "medium association"),
    "large": ("starker Zusammenhang", "strong association"),
}
"""The size of an effect; the conventions are those of ``pipeline.statistics.effect``."""

COMPUTED: Phrases = {
    "negligible": ("sehr schwache", "very weak"),
    "small": ("schwache", "weak"),
    "medium": ("mittlere", "medium"),
    "large": ("starke", "strong"),
}
"""The same in a sentence that says it may be chance: in small groups even strong associations come about by chance."""

COMPARISON: Phrases = {
    "by_size": ("der Gemeindegröße", "size of municipality"),
    "by_other": ("der Einteilung „{title}“", "the division “{title}”"),
    "found": (
        "{item}: Die Antworten gehen mit {by} einher ({evidence}).",
        "{item}: Answers go along with {by} ({evidence}).",
    ),
    "not_found": (
        "{item}: Dass die Antworten mit {by} einhergehen, ist nicht belegt; der rechnerisch {computed} Zusammenhang passt "
        "auch zu bloßem Zufall ({evidence}).",
        "{item}: That answers go along with {by} is not established; the {computed} association found would fit mere "
        "chance as well ({evidence}).",
    ),
    "not_defined": (
        "{item}: Ein Vergleich nach {by} ist nicht bestimmt, weil {reason} ({n}).",
        "{item}: A comparison by {by} is not defined, because {reason} ({n}).",
    ),
    "family": (" nach {adjustment} über {size} {what}", " by {adjustment} over {size} {what}"),
    "items": ("Aussagen", "items"),
    "pairs": ("Paare", "pairs"),
    "item": ("Aussage", "item"),
    "pair": ("Paar", "pair"),
    "extremes": (
        " Am höchsten: {highest} ({high}; {high_n}), am niedrigsten: {lowest} ({low}; {low_n}).",
        " Highest: {highest} ({high}; {high_n}), lowest: {lowest} ({low}; {low_n}).",
    ),
    "rising": (
        " Die Werte steigen von {first} bis {last} ({evidence}).",
        " Values rise from {first} to {last} ({evidence}).",
    ),
    "falling": (
        " Die Werte fallen von {first} bis {last} ({evidence}).",
        " Values fall from {first} to {last} ({evidence}).",
    ),
    "pairs_found": (" Im Paarvergleich: {listed}.", " Pair by pair: {listed}."),
    "pair_found": (
        "{higher} antworten höher als {lower} ({evidence})",
        "{higher} answer higher than {lower} ({evidence})",
    ),
    "pair_n": ("n = {n1} und {n2}", "n = {n1} and {n2}"),
    "disagreement": (
        " Mit Vorsicht zu lesen: Der Vergleich der Mittelwerte kommt zu einem anderen Schluss ({evidence}).",
        " To be read with caution: the comparison of the means comes to a different conclusion ({evidence}).",
    ),
    "variance": ("η² = {value}", "η² = {value}"),
    "withheld": (
        " Nicht ausgewiesen und nicht einbezogen: {groups} (zum Schutz von Gruppen unter 5 Antworten).",
        " Not shown and not included: {groups} (to protect groups under 5 answers).",
    ),
    "added": (
        " Auch bei gleicher Ausprägung von {covariates} gehen die Antworten mit {by} einher ({evidence}).",
        " With {covariates} held equal, answers still go along with {by} ({evidence}).",
    ),
    "not_added": (
        " Bei gleicher Ausprägung von {covariates} ist das nicht belegt ({evidence}).",
        " With {covariates} held equal this is not established ({evidence}).",
    ),
    "added_undefined": (
        " Ein Modell mit {covariates} ist nicht bestimmt, weil {reason} ({n}).",
        " A model with {covariates} is not defined, because {reason} ({n}).",
    ),
    "added_evidence": (
        "Zuwachs an Pseudo-R² = {value}; {n}; {p}{family}",
        "gain in pseudo R² = {value}; {n}; {p}{family}",
    ),
    "proportional": (
        " Das Modell unterstellt an jeder Schwelle der Skala denselben Zusammenhang; das trifft nicht zu "
        "(größtes Verhältnis der Chancenverhältnisse = {spread}; {n}; {p}).",
        " The model assumes the same association at every threshold of the scale; that does not hold (largest ratio of "
        "odds ratios = {spread}; {n}; {p}).",
    ),
    "association_found": (
        "{first} und {second}: Die Antworten gehen miteinander einher{direction} ({evidence}).",
        "{first} and {second}: Answers go along with each other{direction} ({evidence}).",
    ),
    "association_not_found": (
        "{first} und {second}: Dass die Antworten miteinander einhergehen, ist nicht belegt; der rechnerisch {computed} "
        "Zusammenhang passt auch zu bloßem Zufall ({evidence}).",
        "{first} and {second}: That answers go along with each other is not established; the {computed} association "
        "found would fit mere chance as well ({evidence}).",
    ),
    "association_undefined": (
        "{first} und {second}: Ein Zusammenhang ist nicht bestimmt, weil {reason} ({n}).",
        "{first} and {second}: An association is not defined, because {reason} ({n}).",
    ),
    "association_withheld": (
        "{first} und {second}: nicht ausgewiesen, weniger als 5 Antworten zu beiden.",
        "{first} and {second}: not shown, fewer than 5 answers to both.",
    ),
    "alike": (", gleichgerichtet", ", in the same direction"),
    "opposite": (", gegenläufig", ", in opposite directions"),
    "corrected": (", ohne Verzerrung {value}", ", without bias {value}"),
    "rough": (
        " Der p-Wert ist grob: Viele Felder der Kreuztabelle sind schwach besetzt.",
        " The p-value is rough: many cells of the cross table hold few answers.",
    ),
    # Table of the command line
    "hidden": ("·", "·"),
    "item_head": ("Frage", "Item"),
    "means": (
        "Mittelwert (n). · Gruppen unter 5 Antworten, und solche, aus denen sie sich errechnen ließen: nicht ausgewiesen "
        "und an keiner Prüfung beteiligt.",
        "Mean (n). · Groups under 5 answers, and those from which they could be computed: not shown, and part of no test.",
    ),
    "means_internal": (
        "Mittelwert (n).",
        "Mean (n).",
    ),
    "internal": (
        "Intern: Auch Gruppen unter 5 Antworten. Nicht zur Veröffentlichung.",
        "Internal: groups under 5 answers too. Not for publication.",
    ),
    "method": ("{name}: {sentence} ({reference})", "{name}: {sentence} ({reference})"),
    "self_selected": (
        "Befragte Kommunen, die sich selbst zur Teilnahme entschieden haben: p-Werte sagen, wie gut ein Unterschied zu "
        "bloßem Zufall passte, nicht, woher er kommt.",
        "Municipalities surveyed that chose to take part: p-values say how well a difference would fit mere chance, not "
        "where it comes from.",
    ),
    "synthetic": ("Synthetische Daten.", "Synthetic data."),
    "assumed": (
        "* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "* Even the distribution is assumed: no published value determines it.",
    ),
}


def say(key: str, language: Language, **blanks: object) -> str:
    """A phrase of :data:`COMPARISON`."""
    return COMPARISON[key][language != "de"].format(**blanks)
