"""What is said of weights: headings of the tables of margins and means, and what stands below them.

The keys ``no_answers``, ``no_weight`` and ``not_converged`` are reasons why a wave has no weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

WEIGHTS: Phrases = {
    "level": ("{margin}", "{margin}"),
    "respondents": ("befragt", "surveyed"),
    "population": ("alle", "all"),
    "before": ("befragt", "surveyed"),
    "target": ("alle", "all"),
    "after": ("gewichtet", "weighted"),
    "item": ("Frage", "Item"),
    "group": ("Gruppe", "Group"),
    "unweighted": ("Mittel (n)", "Mean (n)"),
    "weighted": ("gewichtet", "weighted"),
    "interval": ("Intervall", "interval"),
    "difference": ("Diff.", "Diff."),
    "effective": (
        "{n} befragte Kommunen mit Gewicht; effektive Fallzahl nach Kish {n_eff}, Designeffekt {deff}.",
        "{n} municipalities surveyed have a weight; Kish's effective n is {n_eff}, the design effect {deff}.",
    ),
    "left_out": (
        "{count} ohne Gewicht: eines der Merkmale fehlt.",
        "{count} without a weight: one of the margins is missing.",
    ),
    "joined": (
        "Zusammen gewichtet, weil ihre Größe in der Stichprobe nicht ausgewiesen ist: {levels}.",
        "Weighted as one because their sizes in the sample are not published: {levels}.",
    ),
    "collapsed": (
        "Zusammengefasst, weil eine Ausprägung weniger als {minimum} befragte Kommunen hat: {levels}.",
        "Joined because a level has fewer than {minimum} municipalities surveyed: {levels}.",
    ),
    "trimmed": (
        "Gewichte begrenzt auf das {low}- bis {high}-Fache des Mittels; {count} liegen an einer Grenze, deshalb weichen "
        "die gewichteten Anteile von denen aller Kommunen ab.",
        "Weights are kept between {low} and {high} times their mean; {count} stand at a bound, so the weighted shares "
        "differ from those of all municipalities.",
    ),
    "sensitivity": (
        "Gegenprobe: Gewichte zeigen, wie sehr ein Ergebnis davon abhängt, wer geantwortet hat. Sie machen aus "
        "freiwilligen Antworten keine Zufallsauswahl. Intervalle: Genauigkeit unter dieser Annahme.",
        "Sensitivity check: weights show how far a result depends on who answered. They do not turn volunteers into a "
        "random sample. Intervals: precision if they were one.",
    ),
    "source": ("Alle Kommunen: {sources} (Stand {dates}).", "All municipalities: {sources} (as of {dates})."),
    "columns": (
        "Kommunen, Anteile an den befragten, an allen und nach Gewichten.",
        "Municipalities, shares of those surveyed, of all, and by weights.",
    ),
    "means": (
        "Mittelwert mit n und 95-%-Intervall, daneben gewichtet mit effektiver Fallzahl.",
        "Mean with n and 95% interval, beside it weighted with the effective n.",
    ),
    "not_defined": (
        "– ist nicht bestimmt, weil {reasons}.",
        "– is not defined, because {reasons}.",
    ),
    "or": (" oder ", " or "),
    "withheld": ("Gruppen unter 5 Antworten werden nicht gezeigt.", "Groups under 5 answers are not shown."),
    "synthetic": ("Synthetische Daten.", "Synthetic data."),
    "assumed": (
        "* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "* Even the distribution is assumed: no published value determines it.",
    ),
    "no_answers": (
        "Keine Gewichte: Von keiner befragten Kommune sind alle Merkmale bekannt.",
        "No weights: no municipality surveyed has all margins known.",
    ),
    "no_weight": (
        "Keine Gewichte: Die Randverteilung hat keine Kommunen, wo Kommunen geantwortet haben.",
        "No weights: the margins have no municipalities where municipalities answered.",
    ),
    "not_converged": (
        "Keine Gewichte: Die Randverteilungen widersprechen einander in den Gruppen, aus denen Antworten vorliegen.",
        "No weights: the margins contradict each other in the groups that have respondents.",
    ),
}
