"""Phrases of the codebook: what a variable is, which answers it can hold, in which waves it was asked, and how often.

Phrases hold plain text; the codebook escapes what it fills in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    # Title block
    "title": ("Codebuch {wave}", "Codebook {wave}"),
    "subtitle": ("{title} · Feldzeit {period}", "{title} · field period {period}"),
    "as_of_questionnaire": (
        "Ohne Häufigkeiten: Zu diesem Fragebogen liegen keine Antworten vor",
        "Without frequencies: there are no answers to this questionnaire",
    ),
    "search": ("Variablen durchsuchen", "Search variables"),
    # Overview
    "overview": ("Überblick", "Overview"),
    "overview_caption": (
        "Der Fragebogen und die Antworten in Zahlen.",
        "The questionnaire and the answers in numbers.",
    ),
    "fact": ("Angabe", "Fact"),
    "value": ("Wert", "Value"),
    "fact_questionnaire": ("Fragebogen", "Questionnaire"),
    "fact_period": ("Feldzeit", "Field period"),
    "fact_questions": ("Fragen", "Questions"),
    "fact_variables": ("Variablen", "Variables"),
    "fact_status": ("Stand des Fragebogens", "State of the questionnaire"),
    "status_complete": ("vollständig", "complete"),
    "status_reconstructed": ("rekonstruiert", "reconstructed"),
    "fact_source": ("Quelle", "Source"),
    "fact_wave": ("Häufigkeiten aus", "Frequencies from"),
    "wave_n": ("Welle {wave}, {n} ausgewertete Antworten", "wave {wave}, {n} responses counted"),
    "wave_none": ("noch keine Antworten", "no answers yet"),
    "fact_provenance": ("Herkunft der Antworten", "Origin of the answers"),
    "reading": ("So liest man dieses Codebuch", "How to read this codebook"),
    "reading_names": (
        "Eine Variable heißt wie ihre Frage; hat die Frage mehrere Punkte, folgt nach einem Unterstrich der Punkt. Die "
        "Namen sind in allen Wellen dieselben.",
        "A variable is named after its question; if the question has several items, the item follows after an "
        "underscore. Names are the same in all waves.",
    ),
    "reading_codes": (
        "Der Code ist die gedruckte Position einer Antwort und das, was gespeichert ist. Der Wert ist, womit sie in "
        "einen Mittelwert eingeht; Antworten ohne Wert haben keinen Mittelwert.",
        "The code is the printed position of an answer and what is stored. The value is what it counts in a mean; "
        "answers without a value have no mean.",
    ),
    "reading_counts": (
        "Gezählt sind die befragten Kommunen, deren Antworten ausgewertet werden. Anteile beziehen sich auf die gültigen "
        "Antworten (n). Wo „{withheld}“ steht, wird eine Zahl zurückgehalten: weniger als {minimum} Antworten, oder sie "
        "ließen sich aus ihr errechnen.",
        "What is counted are the municipalities surveyed whose responses are used. Shares refer to the valid answers "
        "(n). Where “{withheld}” stands, a number is withheld: fewer than {minimum} answers, or they could be worked out "
        "from it.",
    ),
    "reading_wording": (
        "Der Fingerabdruck des Wortlauts sind die ersten acht Stellen der SHA-256-Prüfsumme über Frage, Punkt und "
        "Antworten in beiden Sprachen. Gleicher Fingerabdruck heißt: gleich gefragt. Wo der Wortlaut nicht überliefert ist, "
        "fehlt er.",
        "The fingerprint of the wording is the first eight digits of the SHA-256 checksum of question, item and answers "
        "in both languages. The same fingerprint means: asked in the same words. Where the wording is not "
        "handed down, there is none.",
    ),
    "missing_caption": (
        "Arten fehlender Angaben, gleich in allen Wellen und Variablen.",
        "Kinds of missing answers, the same in all waves and variables.",
    ),
    "code": ("Code", "Code"),
    "name": ("Name", "Name"),
    "meaning": ("Bedeutung", "Meaning"),
    "missing_no_answer": ("keine Angabe: gefragt, nicht beantwortet", "no answer: asked, not answered"),
    "missing_dont_know": (
        "weiß nicht oder keine Schätzung möglich, als Antwort gewählt",
        "don’t know or no estimate possible, chosen as an answer",
    ),
    "missing_refused": ("verweigert, als Antwort gewählt", "refused, chosen as an answer"),
    "missing_not_shown": ("nicht gezeigt: durch einen Filter übersprungen", "not shown: skipped by a filter"),
    "missing_not_asked": ("in dieser Welle nicht gefragt", "not asked in this wave"),
    "missing_not_reached": ("nicht erreicht: vorher abgebrochen", "not reached: broken off before"),
    # Index
    "index": ("Verzeichnis der Variablen", "Index of variables"),
    "index_caption": (
        "Alle Variablen in der Reihenfolge des Fragebogens.",
        "All variables in the order of the questionnaire.",
    ),
    "variable": ("Variable", "Variable"),
    "number": ("Frage", "Question"),
    "label": ("Wortlaut von Frage oder Punkt", "Wording of question or item"),
    "scale": ("Skala", "Scale"),
    "fingerprint": ("Fingerabdruck", "Fingerprint"),
    # One question
    "heading": ("Frage {number}: {title}", "Question {number}: {title}"),
    "type": ("Art", "Type"),
    "type_single": ("eine Antwort", "one answer"),
    "type_battery": ("{n} Punkte mit derselben Skala", "{n} items with the same scale"),
    "type_battery_one": ("ein Punkt mit einer Skala", "one item with a scale"),
    "type_multiple": ("Mehrfachauswahl aus {n} Punkten", "multiple choice from {n} items"),
    "type_yes_no": ("ja oder nein", "yes or no"),
    "type_number": ("Zahl", "number"),
    "type_text": ("Text", "text"),
    "with_other": ("{type} und einer freien Zeile", "{type} and an open line"),
    "number_limits": ("{type}, {limits}", "{type}, {limits}"),
    "in_unit": ("{type} ({unit})", "{type} ({unit})"),
    "mandatory": ("Pflichtfrage", "Mandatory"),
    "yes": ("ja", "yes"),
    "scale_of": ("{scale}, {direction}", "{scale}, {direction}"),
    "descending": ("absteigend gedruckt", "printed in descending order"),
    "ascending": ("aufsteigend gedruckt", "printed in ascending order"),
    "none": ("ohne Ordnung", "without order"),
    "neutral": ("neutraler Punkt {value}", "neutral point {value}"),
    "filter": ("Filter", "Filter"),
    "filter_condition": ("{variable} = {codes} ({labels})", "{variable} = {codes} ({labels})"),
    "role": ("Rolle", "Role"),
    "role_size_class": ("Größe und Art der Kommune", "size and type of the municipality"),
    "role_state": ("Bundesland der Kommune", "federal state of the municipality"),
    "grouping": ("Gruppierung {name}", "Grouping {name}"),
    "first_asked": ("Zuerst gefragt", "First asked"),
    "source": ("Quelle", "Source"),
    "note": ("Anmerkung (englisch)", "Note"),
    "source_of_items": ("Quelle einzelner Punkte", "Source of single items"),
    # Frequencies
    "answer": ("Antwort", "Answer"),
    "kind": ("fehlend", "missing"),
    "count": ("Anzahl", "Number"),
    "share": ("Anteil", "Share"),
    "item": ("Variable und Punkt", "Variable and item"),
    "total": ("gültig (n)", "valid (n)"),
    "n": ("n", "n"),
    "mean": ("Mittelwert", "Mean"),
    "deviation": ("Standardabweichung", "Standard deviation"),
    "answers_caption": ("{title}: Antworten.", "{title}: answers."),
    "variables_caption": ("{title}: Variablen.", "{title}: variables."),
    "frequencies_caption": ("{title}: Häufigkeiten.", "{title}: frequencies."),
    "items_caption": (
        "{title}: Häufigkeiten der Antworten nach Code; n ist die Zahl der gültigen Antworten.",
        "{title}: frequencies of answers by code; n is the number of valid answers.",
    ),
    "answers_head": ("Antworten", "Answers"),
    "answer_of": ("{code}\N{NO-BREAK SPACE}= {label}", "{code}\N{NO-BREAK SPACE}= {label}"),
    "answer_worth": (
        "{code}\N{NO-BREAK SPACE}= {label} (Wert\N{NO-BREAK SPACE}{value})",
        "{code}\N{NO-BREAK SPACE}= {label} (value\N{NO-BREAK SPACE}{value})",
    ),
    "answer_missing": (
        "{code}\N{NO-BREAK SPACE}= {label} (fehlend, {kind})",
        "{code}\N{NO-BREAK SPACE}= {label} (missing, {kind})",
    ),
    "open_line": ("freie Zeile: {label}", "open line: {label}"),
    # History
    "history": ("In anderen Wellen", "In other waves"),
    "history_comparable": ("vergleichbar", "comparable"),
    "history_not_comparable": ("nicht vergleichbar", "not comparable"),
    "history_items": ("{verdict}: {items}.", "{verdict}: {items}."),
    "history_absent": ("nicht gefragt", "not asked"),
    "history_unknown": ("nicht überliefert, ob gefragt", "not known whether asked"),
    "history_nowhere": ("Nur in diesem Fragebogen.", "Only in this questionnaire."),
    "history_all": ("{verdict}.", "{verdict}."),
}
