"""Phrases of the DDI description of a wave: what a catalogue says of a study and of its variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

DDI: Phrases = {
    # The description itself
    "document": ("DDI-Beschreibung: {title}", "DDI description: {title}"),
    "standard": (
        "DDI-Codebook 2.5 (Namensraum ddi:codebook:2_5).",
        "DDI-Codebook 2.5 (namespace ddi:codebook:2_5).",
    ),
    "no_data": (
        "Beschrieben ist der Fragebogen; Daten liegen nicht bei.",
        "This describes the questionnaire; no data come with it.",
    ),
    # The study
    "synthetic_title": ("Synthetische Daten", "Synthetic data"),
    "synthetic": (
        "Die Antworten sind synthetisch: Sie wurden erzeugt und geben nicht wieder, was Kommunen geantwortet haben.",
        "The answers are synthetic: they were generated and do not reflect what municipalities answered.",
    ),
    "abstract": ("{title}. Themen: {sections}.", "{title}. Subjects: {sections}."),
    "geography": ("Deutschland", "Germany"),
    "unit": (
        "Kommune (Stadt, Gemeinde oder Landkreis), vertreten durch ihre Verwaltung",
        "Municipality (city, town, rural municipality or Landkreis), represented by its administration",
    ),
    "universe": (
        "Zur Teilnahme eingeladene Städte, Gemeinden und Landkreise in Deutschland.",
        "Cities, towns, rural municipalities and Landkreise in Germany that were invited to take part.",
    ),
    "kind": ("Befragungsdaten", "Survey data"),
    "kind_synthetic": ("Befragungsdaten, synthetisch", "Survey data, synthetic"),
    "time": ("Querschnitt", "Cross-section"),
    "time_repeated": ("Wiederholte Querschnitte", "Repeated cross-sections"),
    "invited": ("Eingeladen waren {invited} Kommunen.", "{invited} municipalities were invited."),
    "invited_unknown": (
        "Wie viele Kommunen eingeladen waren, ist nicht angegeben.",
        "How many municipalities were invited is not stated.",
    ),
    "voluntary": (
        "Die Teilnahme war freiwillig; die befragten Kommunen sind keine Zufallsstichprobe.",
        "Participation was voluntary; the municipalities surveyed are no random sample.",
    ),
    "mode": ("Fragebogen zum Selbstausfüllen", "Self-administered questionnaire"),
    "mode_tool": (
        "Fragebogen zum Selbstausfüllen, erfasst mit: {tool}",
        "Self-administered questionnaire, recorded with: {tool}",
    ),
    "instrument": ("Fragebogen {wave}. Quelle: {source}", "Questionnaire {wave}. Source: {source}"),
    "counted": ("Ausgewertet werden die Antworten von {n} Kommunen.", "The answers of {n} municipalities are counted."),
    "rate": ("Rücklauf: {rate} ({n} von {invited}).", "Response rate: {rate} ({n} of {invited})."),
    "received": ("Eingegangene Fragebögen: {statuses}.", "Questionnaires received: {statuses}."),
    "status_of": ("{n} {status}", "{n} {status}"),
    "unweighted": ("Ungewichtet.", "Not weighted."),
    # Variables
    "everyone": ("Alle befragten Kommunen.", "All municipalities surveyed."),
    "filtered": ("Kommunen, für die gilt: {conditions}.", "Municipalities for which: {conditions}."),
    "condition": ("{variable} = {answers}", "{variable} = {answers}"),
    "answered": ("{variable}: beantwortet", "{variable}: answered"),
    "code": ("{code} („{label}“)", "{code} (“{label}”)"),
    "and": (" und ", " and "),
    "or": (" oder ", " or "),
    "printed": ("Im Fragebogen Antwort {code}.", "Option {code} of the questionnaire."),
    "worth": ("Wert im Mittelwert: {value}.", "Worth in a mean: {value}."),
    "assumed": (
        "Synthetische Antworten, für die kein veröffentlichter Wert bekannt ist: Auch die Verteilung ist angenommen.",
        "Synthetic answers for which no published value is known: even the distribution is assumed.",
    ),
    "published": (
        "Häufigkeiten der ausgewerteten Antworten, soweit veröffentlicht.",
        "Frequencies of the answers counted, as far as they are published.",
    ),
    "unit_of": ("Einheit: {unit}.", "Unit: {unit}."),
    "stata_name": ("Name in der Stata-Datei: {name}", "Name in the Stata file: {name}"),
}
