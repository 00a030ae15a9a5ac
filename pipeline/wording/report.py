"""Phrases of the report: headings, captions, sentences around the numbers. Blanks in braces are filled by the chapters.

Phrases hold plain text; the report escapes what it fills in. References to figures, tables and chapters are written
``@fig-...`` by the chapters, never here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    # Title block and running lines
    "subtitle": ("Ergebnisse der Befragung · {period}", "Survey results · {period}"),
    "as_of": ("Stand der Daten: {date}", "Data as of {date}"),
    "skip": ("Zum Inhalt springen", "Skip to content"),
    "synthetic_title": ("Erfundene Antworten", "Invented answers"),
    "synthetic_body": (
        "Die Antworten dieser Welle sind synthetisch: Sie wurden erzeugt, um das Verfahren zu zeigen, und geben nicht "
        "wieder, was Kommunen geantwortet haben. Jede Abbildung und jede Tabelle trägt diesen Hinweis.",
        "The answers of this wave are synthetic: they were generated to show the procedure and do not reflect what "
        "municipalities answered. Every figure and every table carries this note.",
    ),
    "synthetic_mark": ("Synthetische Daten.", "Synthetic data."),
    "synthetic_running": ("Synthetische Daten", "Synthetic data"),
    "rendered_by": ("Gesetzt mit {renderer} · munisurvey {version}", "Set with {renderer} · munisurvey {version}"),
    "embedded": (
        "dem eingebauten Renderer (pandoc {pandoc}, Typst {typst})",
        "the embedded renderer (pandoc {pandoc}, Typst {typst})",
    ),
    "quarto": ("Quarto {quarto}", "Quarto {quarto}"),
    "population": ("Befragte Kommunen.", "Municipalities surveyed."),
    "download": ("Zahlen zur Abbildung (CSV)", "Numbers behind the figure (CSV)"),
    "numbers": ("Verteilung als Tabelle", "Distribution as a table"),
    # At a glance
    "glance": ("Auf einen Blick", "At a glance"),
    "glance_fact": ("Angabe", "Fact"),
    "glance_value": ("Wert", "Value"),
    "glance_caption": ("Die Befragung in Zahlen.", "The survey in numbers."),
    "fact_n": ("Ausgewertete Antworten", "Responses counted"),
    "fact_invited": ("Eingeladene Kommunen", "Municipalities invited"),
    "fact_rate": ("Rücklauf", "Response rate"),
    "rate_of": ("{rate} ({n} von {invited})", "{rate} ({n} of {invited})"),
    "fact_period": ("Feldzeit", "Field period"),
    "fact_questions": ("Fragen", "Questions"),
    "fact_source": ("Fragebogen", "Questionnaire"),
    "fact_tool": ("Erhoben mit", "Collected with"),
    "fact_provenance": ("Herkunft der Antworten", "Origin of the answers"),
    "provenance_real": ("erhoben", "collected"),
    "provenance_synthetic": ("synthetisch (erfunden)", "synthetic (invented)"),
    "not_stated": ("nicht angegeben", "not stated"),
    "highest": (
        "{title} ({chapter}): „{item}“, {mean} (n = {n})",
        "{title} ({chapter}): “{item}”, {mean} (n = {n})",
    ),
    "highest_lead": (
        "Am höchsten bewertet, je Frage mit mehreren Punkten (Mittelwert; die Skalen nennen die Kapitel):",
        "Rated highest, by question with several items (mean; the scales are given in the chapters):",
    ),
    "nothing_counted": (
        "In dieser Welle wird keine Antwort gezählt: Kein Fragebogen wurde vollständig abgeschickt. Die folgenden "
        "Kapitel zeigen deshalb, was gefragt wurde, aber keine Ergebnisse.",
        "No response is counted in this wave: no questionnaire was submitted in full. The following chapters therefore "
        "show what was asked, but no results.",
    ),
    # Sample and response
    "sample": ("Stichprobe und Rücklauf", "Sample and response"),
    "response": ("Rücklauf", "Response"),
    "response_caption": ("Eingegangene Fragebögen nach Status.", "Questionnaires received, by status."),
    "status": ("Status", "Status"),
    "status_complete": ("vollständig abgeschickt", "submitted in full"),
    "status_partial": ("begonnen, nicht abgeschickt", "started, not submitted"),
    "status_opened": ("nur geöffnet", "opened only"),
    "status_test": ("Testeintrag", "test entry"),
    "status_duplicate": ("doppelt, eine andere Antwort zählt", "duplicate, another response counts"),
    "counted": ("gezählt", "counted"),
    "yes": ("ja", "yes"),
    "no": ("nein", "no"),
    "total": ("Zusammen", "Total"),
    "number": ("Anzahl", "Number"),
    "rate_sentence": (
        "Eingeladen waren {invited} Kommunen, gezählt werden {n}; das ist ein Rücklauf von {rate}.",
        "{invited} municipalities were invited and {n} are counted; this is a response rate of {rate}.",
    ),
    "rate_unknown": (
        "Gezählt werden {n} Kommunen. Wie viele eingeladen waren, ist nicht angegeben; ein Rücklauf lässt sich deshalb "
        "nicht nennen.",
        "{n} municipalities are counted. How many were invited is not stated, so there is no response rate.",
    ),
    "composition": ("Zusammensetzung", "Composition"),
    "composition_lead": (
        "Die Teilnahme war freiwillig. Die Tabellen zeigen, welche Kommunen geantwortet haben; für welche Gesamtheit "
        "sie stehen, folgt daraus nicht.",
        "Participation was voluntary. The tables show which municipalities answered; it does not follow which "
        "population they stand for.",
    ),
    "composition_caption": ("{title}: ausgewertete Antworten.", "{title}: responses counted."),
    "group": ("Gruppe", "Group"),
    "share": ("Anteil", "Share"),
    "unknown_level": ("ohne Angabe", "not stated"),
    # Questions
    "question_numbered": ("Frage {number}", "Question {number}"),
    "question_unnumbered": ("Frage ohne Nummer", "Unnumbered question"),
    "asked_as": ("im Wortlaut:", "as asked:"),
    "statement": ("Aussage: {text}", "Statement: {text}"),
    "filter": ("Gestellt, wenn: {conditions}.", "Asked if: {conditions}."),
    "filter_condition": ("{question} = {answers}", "{question} = {answers}"),
    "or": (" oder ", " or "),
    "in_sample": (
        "Die Antworten auf diese Frage stehen in {chapter}.",
        "The answers to this question are in {chapter}.",
    ),
    "figure_shows": ("{figures}", "{figures}"),
    "see_both": (
        "{figures} zeigt die Verteilung der Antworten, {shown} die Mittelwerte nach Gemeindegröße.",
        "{figures} shows the distribution of answers, {shown} the means by size of municipality.",
    ),
    "see_both_many": (
        "{figures} zeigen die Antworten, {shown} die Mittelwerte nach Gemeindegröße.",
        "{figures} show the answers, {shown} the means by size of municipality.",
    ),
    "see_figure": ("{figures} zeigt die Antworten.", "{figures} shows the answers."),
    "see_means": (
        "{shown} zeigt die Mittelwerte nach Gemeindegröße.",
        "{shown} shows the means by size of municipality.",
    ),
    "see_distribution": (
        "{shown} zeigt die Verteilung der Antworten nach Gemeindegröße.",
        "{shown} shows the distribution of answers by size of municipality.",
    ),
    "see_figure_distribution": (
        "{figures} zeigt die Antworten, {shown} ihre Verteilung nach Gemeindegröße.",
        "{figures} shows the answers, {shown} their distribution by size of municipality.",
    ),
    "see_figure_distribution_many": (
        "{figures} zeigen die Antworten, {shown} ihre Verteilung nach Gemeindegröße.",
        "{figures} show the answers, {shown} their distribution by size of municipality.",
    ),
    "and": ("{first} und {last}", "{first} and {last}"),
    "item": ("Punkt", "Item"),
    "answer": ("Antwort", "Answer"),
    "all": ("Alle", "All"),
    "means_caption": (
        "{title}: Mittelwerte nach Gemeindegröße ({anchors}). In Klammern die Zahl der Antworten.{mark}",
        "{title}: means by size of municipality ({anchors}). Number of answers in brackets.{mark}",
    ),
    "mark_note": (" ▲ höchster Wert der Zeile.", " ▲ highest value of the row."),
    "assumed_star": (
        "\\* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "\\* Even the distribution is assumed: no published value determines it.",
    ),
    "assumed_all": (
        "Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "Even the distribution is assumed: no published value determines it.",
    ),
    "anchors": ("{high_value} = {high}, {low_value} = {low}", "{high_value} = {high}, {low_value} = {low}"),
    "unit": ("in {unit}", "in {unit}"),
    "numeric": ("Zahlenangabe", "numeric answer"),
    "distribution_caption": (
        "{title}: Antworten nach Gemeindegröße in Prozent der Kommunen, die geantwortet haben; n ist ihre Zahl.",
        "{title}: answers by size of municipality in per cent of the municipalities that answered; n is their number.",
    ),
    "multiple_caption": (
        "{title}: Nennungen nach Gemeindegröße in Prozent; mehrere waren möglich. In Klammern die Zahl der Antworten.",
        "{title}: mentions by size of municipality in per cent; several were possible. Number of answers in brackets.",
    ),
    "mean_row": ("Mittelwert", "Mean"),
    "no_answer_row": ("Ohne Antwort (Anzahl)", "No answer (number)"),
    "nobody": (
        "Auf diese Frage hat keine der gezählten Kommunen geantwortet.",
        "None of the municipalities counted answered this question.",
    ),
    "answers_head": ("Antworten im Wortlaut", "Answers in full"),
    "answers_given": (
        "{n} Antworten, alphabetisch geordnet und unverändert:",
        "{n} answers, in alphabetical order and unchanged:",
    ),
    "answers_given_one": ("Eine Antwort, unverändert:", "One answer, unchanged:"),
    "answers_withheld": (
        "Antworten im Wortlaut werden für diese Welle nicht veröffentlicht.",
        "Answers in full are not published for this wave.",
    ),
    "answers_none": ("Zu dieser Frage liegt kein Text vor.", "No text was given to this question."),
    "other_line": ("Freie Zeile „{label}“.", "Open line “{label}”."),
    # Data quality
    "quality": ("Datenqualität", "Data quality"),
    "checks": ("Prüfungen", "Checks"),
    "checks_missing": (
        "Für diese Welle liegt kein Prüfergebnis vor; die Prüfungen sind vor diesem Bericht nicht gelaufen.",
        "There is no result of checks for this wave; the checks were not run before this report.",
    ),
    "checks_sentence": (
        "Vor der Auswertung wurden {checks} aus dem Fragebogen abgeleitete Regeln geprüft. Verletzt sind {errors} "
        "Regeln der Stufe Fehler und {warnings} der Stufe Warnung.",
        "Before the analysis, {checks} rules derived from the questionnaire were checked. {errors} rules of severity "
        "error and {warnings} of severity warning are broken.",
    ),
    "checks_caption": ("Verletzte Regeln.", "Rules broken."),
    "rule": ("Regel", "Rule"),
    "severity": ("Schwere", "Severity"),
    "severity_error": ("Fehler", "error"),
    "severity_warning": ("Warnung", "warning"),
    "cases": ("Fälle", "Cases"),
    "nonresponse": ("Antwortausfälle", "Item nonresponse"),
    "nonresponse_lead": (
        "{shown} nennt je Frage, wie viele der {n} gezählten Kommunen sie vorgelegt bekamen, wie viele "
        "antworteten und was den übrigen fehlt; bei mehreren Punkten die kleinste und die größte Zahl.",
        "{shown} gives for each question how many of the {n} municipalities counted were shown it, how many answered, "
        "and what is missing for the others; for several items, the smallest and the largest number.",
    ),
    "nonresponse_caption": (
        "Antworten und Ausfälle je Frage (Zahl der Kommunen).",
        "Answers and nonresponse by question (number of municipalities).",
    ),
    "question": ("Frage", "Question"),
    "asked": ("gefragt", "asked"),
    "answered": ("beantwortet", "answered"),
    "no_answer": ("keine Angabe", "no answer"),
    "dont_know": ("weiß nicht", "don’t know"),
    "refused": ("verweigert", "refused"),
    "not_shown": ("nicht gezeigt", "not shown"),
    "not_asked": ("nicht gefragt", "not asked"),
    "not_reached": ("nicht erreicht", "not reached"),
    # Method
    "method": ("Methode", "Method"),
    # Differences and scales
    "differences": ("Unterschiede nach Gemeindegröße", "Differences by size of municipality"),
    "differences_some": (
        "Bei {found} von {total} Aussagen gehen die Antworten mit {by} einher; bei den übrigen ist das nicht belegt.",
        "On {found} of {total} items, answers go along with {by}; on the others this is not established.",
    ),
    "differences_none": (
        "Bei keiner der {total} Aussagen ist belegt, dass die Antworten mit {by} einhergehen.",
        "On none of the {total} items is it established that answers go along with {by}.",
    ),
    "differences_undefined": (
        "Ein Vergleich nach {by} ist bei keiner der {total} Aussagen bestimmt: Es gibt zu wenige Antworten, oder alle sind "
        "gleich.",
        "A comparison by {by} is defined on none of the {total} items: there are too few answers, or all are equal.",
    ),
    "tests_caption": (
        "{title}: Unterschiede zwischen den Größengruppen (Kruskal-Wallis, Effektstärke ε²) und Trend {order} "
        "(Jonckheere-Terpstra, τ_b; Landkreise stehen außerhalb der Ordnung). {families}",
        "{title}: differences between the size groups (Kruskal-Wallis, effect size ε²) and trend {order} "
        "(Jonckheere-Terpstra, τ_b; Landkreise stand outside the order). {families}",
    ),
    "family": ("p angepasst nach {adjustment} über {size} Aussagen.", "p adjusted by {adjustment} over {size} items."),
    "n_head": ("n", "n"),
    "effect": ("ε²", "ε²"),
    "p_head": ("p", "p"),
    "trend": ("τ_b", "τ_b"),
    "scale": ("Als Skala", "As a scale"),
    "methods": ("Verfahren im Einzelnen", "Methods in detail"),
    "methods_lead": (
        "Jedes Verfahren, das dieser Bericht benutzt, mit Literatur und der Bibliothek, die rechnet.",
        "Every method that this report uses, with its literature and the library that computes it.",
    ),
    "computed_by": ("Gerechnet mit {library}.", "Computed with {library}."),
    "software": (
        "Gerechnet mit Python {python}, DuckDB {duckdb}, polars {polars}, pandas {pandas} und NumPy {numpy}. "
        "Diese Seite wurde gesetzt mit {renderer}.",
        "Computed with Python {python}, DuckDB {duckdb}, polars {polars}, pandas {pandas} and NumPy {numpy}. "
        "This page was set with {renderer}.",
    ),
    "scales": ("Skalen", "Scales"),
    "groups_note": ("Gruppen der Gemeindegröße: {note}", "Groups by size of municipality: {note}"),
}
