"""What validation says to readers: titles of rules, what was expected and found, what to do, and the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire.model import Text

if TYPE_CHECKING:
    from pipeline.wording import Phrases

RULES: Phrases = {
    "columns.title": ("Spalten und Typen der Tabelle survey.{table}", "Columns and types of the table survey.{table}"),
    "columns.expected": (
        "genau die Spalten des Datenmodells, jede mit ihrem Typ",
        "exactly the columns of the data model, each with its type",
    ),
    "columns.hint": (
        "Die Datenbank löschen und mit „munisurvey build“ neu aufbauen; es geht nichts verloren.",
        "Delete the database and rebuild it with 'munisurvey build'; nothing is lost.",
    ),
    "columns.found": ("Typ {found} statt {wanted}", "type {found} instead of {wanted}"),
    "columns.missing": ("die Spalte fehlt (erwartet: {wanted})", "the column is missing (expected: {wanted})"),
    "columns.extra": ("eine Spalte ({found}), die es nicht geben soll", "a column ({found}) that should not be there"),
    "variables.title": ("Nur Antworten auf Fragen des Fragebogens", "Only answers to questions of the questionnaire"),
    "variables.expected": (
        "eine Variable des Fragebogens {instrument}",
        "a variable of the questionnaire {instrument}",
    ),
    "variables.hint": (
        "Prüfen, ob der Export zu diesem Fragebogen gehört und ob die Zuordnung der Spalten stimmt.",
        "Check that the export belongs to this questionnaire, and the mapping of its columns.",
    ),
    "variables.found": (
        "die Variable „{variable}“ kennt der Fragebogen nicht",
        "no question has the variable '{variable}'",
    ),
    "respondents.title": ("Jede Antwort nur einmal im Datensatz", "Every response once in the data"),
    "respondents.expected": ("eine Zeile je Antwort", "one row per response"),
    "respondents.hint": (
        "Den Export neu laden; vermutlich wurden zwei Exporte aneinandergehängt.",
        "Fetch the export again; two exports have probably been put together.",
    ),
    "respondents.found": (
        "die Zeile steht {times}-mal in survey.respondent",
        "the row stands {times} times in survey.respondent",
    ),
    "answers.title": ("Je Antwort und Variable genau eine Zelle", "Exactly one cell per response and variable"),
    "answers.expected": ("eine Zelle je Antwort und Variable", "one cell per response and variable"),
    "answers.hint": (
        "Prüfen, ob zwei Spalten des Exports derselben Variable zugeordnet sind.",
        "Check whether two columns of the export are mapped to the same variable.",
    ),
    "answers.found": ("die Zelle steht {times}-mal in survey.answer", "the cell stands {times} times in survey.answer"),
    "complete.title": ("Vollständigkeit der Antworttabelle", "Completeness of the table of answers"),
    "complete.expected": (
        "für jede Antwort und jede Variable eine Zelle, auch wo nichts angegeben wurde",
        "a cell for every response and every variable, also where nothing was answered",
    ),
    "complete.hint": ("Die Welle neu einlesen: munisurvey ingest", "Read the wave again: munisurvey ingest"),
    "complete.found": ("die Zelle fehlt in survey.answer", "the cell is missing in survey.answer"),
    "orphans.title": ("Keine Zelle ohne Antwort, zu der sie gehört", "No cell without the response it belongs to"),
    "orphans.expected": ("eine Zeile in survey.respondent zu jeder Zelle", "a row in survey.respondent for every cell"),
    "orphans.hint": ("Die Welle neu einlesen: munisurvey ingest", "Read the wave again: munisurvey ingest"),
    "orphans.found": ("keine Zeile in survey.respondent", "no row in survey.respondent"),
    "units.title": ("Jede Kommune zählt nur einmal", "Every municipality counts once"),
    "units.expected": ("eine gezählte Antwort je Kommune", "one counted response per municipality"),
    "units.hint": (
        "In source.yaml unter duplicates festlegen, welche der Antworten gilt (first oder last).",
        "State under duplicates in source.yaml which of the responses counts (first or last).",
    ),
    "units.found": (
        "eine von {times} gezählten Antworten derselben Kommune",
        "one of {times} counted responses of one municipality",
    ),
    "codes.title": ("Erlaubte Antwortcodes: Skala {scale}", "Allowed answer codes: scale {scale}"),
    "codes.expected": (
        "{options}, oder eine Art fehlender Angabe (−4 bis −9)",
        "{options}, or a kind of missing answer (−4 to −9)",
    ),
    "codes.hint": (
        "Prüfen, ob der Fragebogen in der Feldphase geändert wurde; sonst die Zuordnung der Codes berichtigen.",
        "Check whether the questionnaire changed after fielding began; otherwise correct the mapping of codes.",
    ),
    "codes.found": ("Code {code}, den die Skala nicht kennt", "code {code}, which the scale lacks"),
    "values.title": (
        "Wert und Art der fehlenden Angabe folgen aus dem Code",
        "Value and kind of missing follow from the code",
    ),
    "values.expected": ("der Wert, den die Skala dem Code gibt", "the value that the scale gives to the code"),
    "values.hint": ("Die Welle neu einlesen: munisurvey ingest", "Read the wave again: munisurvey ingest"),
    "values.found": ("Code {code} mit Wert {value}; {detail}", "code {code} with value {value}; {detail}"),
    "range.title": ("Zahl im erlaubten Bereich: {question}", "Number within its limits: {question}"),
    "range.expected": ("eine Zahl {limits}", "a number {limits}"),
    "range.between": ("von {low} bis {high}", "from {low} to {high}"),
    "range.low": ("ab {low}", "of at least {low}"),
    "range.high": ("bis {high}", "of at most {high}"),
    "range.hint": (
        "Die Angabe bei der Kommune klären und im Export berichtigen, oder minimum/maximum der Frage ändern.",
        "Clarify the answer with the municipality and correct the export, or change minimum/maximum of the question.",
    ),
    "range.found": ("{value}", "{value}"),
    "period.title": ("Abgeschickt in der Feldzeit", "Submitted within the field period"),
    "period.expected": (
        "{start} bis {end}, mit einem Tag Nachsicht davor und danach",
        "{start} to {end}, with a day of grace before and after",
    ),
    "period.hint": (
        "Gehört der Export zu dieser Welle? Eine verlängerte Feldzeit steht in source.yaml unter field_period.",
        "Does the export belong to this wave? An extended field period is stated in source.yaml under field_period.",
    ),
    "period.found": ("abgeschickt am {date}", "submitted on {date}"),
    "edge.title": ("Abgeschickt am Rand der Feldzeit", "Submitted at the edge of the field period"),
    "edge.expected": ("{start} bis {end}", "{start} to {end}"),
    "edge.hint": (
        "Die Antwort zählt. Wurde die Frist verlängert, field_period in source.yaml anpassen.",
        "The response counts. If the deadline was extended, adjust field_period in source.yaml.",
    ),
    "edge.found": ("abgeschickt am {date}", "submitted on {date}"),
    "chronology.title": ("Begonnen, bevor abgeschickt wurde", "Started before it was submitted"),
    "chronology.expected": ("Beginn nicht nach dem Abschicken", "a start no later than the submission"),
    "chronology.hint": (
        "Die Uhr des Servers oder eine Tabellenkalkulation hat die Zeiten verändert; Ergebnisse sind nicht betroffen.",
        "The server's clock or a spreadsheet program has changed the times; results are not affected.",
    ),
    "chronology.found": ("begonnen am {started}, abgeschickt am {date}", "started on {started}, submitted on {date}"),
    "completeness.title": ("Beantwortung je Frage", "Completeness by question"),
    "completeness.expected": (
        (
            "mindestens {threshold} der gestellten Fragen beantwortet (geprüft ab {minimum} gezählten Antworten, "
            "denen die Frage gestellt wurde)"
        ),
        "at least {threshold} of what was asked is answered (checked from {minimum} counted responses that were asked)",
    ),
    "completeness.hint": (
        "Ergebnisse dieser Frage mit ihrem n lesen; den Ausfall im Bericht nennen.",
        "Read results of this question with their n; mention the nonresponse in the report.",
    ),
    "completeness.found": ("{share} beantwortet ({answered} von {asked})", "{share} answered ({answered} of {asked})"),
    "plausibility.expected": ("zwei Angaben, die zugleich zutreffen können", "two answers that can both be true"),
    "plausibility.hint": (
        "Bei der Kommune nachfragen oder im Bericht vermerken; die Antwort bleibt, wie sie gegeben wurde.",
        "Ask the municipality or note it in the report; the answer stays as it was given.",
    ),
    "plausibility.found": ("zugleich {others}", "together with {others}"),
    "filter.title": ("Filter eingehalten: {question}", "Filter respected: {question}"),
    "filter.expected": ("eine Antwort nur, wenn {conditions}", "an answer only if {conditions}"),
    "filter.hint": (
        "Prüfen, ob die Umfrage mit derselben Bedingung aufgesetzt war.",
        "Check that the survey was set up with the same condition.",
    ),
    "filter.found": (
        "beantwortet, obwohl die Frage nicht gestellt war",
        "answered although the question was not to be shown",
    ),
    "mandatory.title": ("Pflichtfrage beantwortet: {question}", "Mandatory question answered: {question}"),
    "mandatory.expected": ("eine Angabe", "an answer"),
    "mandatory.hint": (
        "Prüfen, ob die Frage in der Umfrage als Pflichtfrage eingestellt war.",
        "Check that the question was set as mandatory in the survey.",
    ),
    "mandatory.found": ("keine Angabe", "no answer"),
    "speeders.title": ("Auffällig schnell ausgefüllt", "Filled in suspiciously fast"),
    "speeders.expected": (
        "mindestens ein Drittel der mittleren Dauer (Median; geprüft ab {minimum} Antworten mit Zeiten)",
        "at least a third of the median duration (checked from {minimum} responses with times)",
    ),
    "speeders.hint": (
        "Antworten ansehen; ausgeschlossen wird nur, wer in source.yaml unter test steht.",
        "Look at the answers; only what is listed under test in source.yaml is left out.",
    ),
    "speeders.found": ("{duration} (Median: {median})", "{duration} (median: {median})"),
    "straightliners.title": ("Immer dieselbe Antwort in einer Batterie", "The same answer throughout a battery"),
    "straightliners.expected": (
        "verschiedene Antworten, wo ab {minimum} Aussagen alle beantwortet sind",
        "different answers where all of {minimum} or more items are answered",
    ),
    "straightliners.hint": (
        "Antworten ansehen; gleiche Urteile können ehrlich sein und zählen.",
        "Look at the answers; equal judgements may be honest, and they count.",
    ),
    "straightliners.found": ("{times}-mal dieselbe Antwort", "the same answer {times} times"),
    "disclosure.title": (
        "Zurückgehaltene Zahlen folgen nicht aus den veröffentlichten",
        "Withheld numbers do not follow from the published ones",
    ),
    "disclosure.expected": (
        "für jede zurückgehaltene Zahl sind mehrere Werte möglich",
        "several values are possible for every withheld number",
    ),
    "disclosure.hint": (
        "Nichts weitergeben. Die Schwellen in questionnaire/disclosure.yaml anheben und die Stelle melden: "
        "munisurvey audit zeigt sie.",
        "Pass nothing on. Raise the thresholds in questionnaire/disclosure.yaml and report the place: munisurvey audit "
        "shows it.",
    ),
    "disclosure.sample": ("Zusammensetzung der Stichprobe", "Composition of the sample"),
    "disclosure.found": ("{group}: nur {value} ist möglich", "{group}: only {value} is possible"),
    "account.title": ("Jede Zelle des Exports ist verbucht", "Every cell of the export is accounted for"),
    "account.expected": (
        "so viele verbuchte Antwortzellen wie Zellen in survey.answer; insgesamt Zeilen mal Spalten",
        "as many answer cells in the account as cells in survey.answer; in all, rows times columns",
    ),
    "account.hint": ("Die Welle neu einlesen: munisurvey ingest", "Read the wave again: munisurvey ingest"),
    "account.found": ("{value} verbucht, {stored} gespeichert", "{value} in the account, {stored} stored"),
    "account.rows": (
        "{value} Zellen sind kein Vielfaches von {stored} Zeilen",
        "{value} cells are no multiple of {stored} rows",
    ),
}
"""Titles of rules, what they expect, what to do, and what was found in a case."""

PAGE: Phrases = {
    "language": ("Deutsch", "English"),
    "title": ("Datenprüfung", "Data validation"),
    "internal": (
        "Arbeitsunterlage für das Befragungsteam: Sie nennt einzelne Antworten und wird nicht veröffentlicht.",
        "Working paper for the survey team: it names single responses and is not for publication.",
    ),
    "synthetic": (
        "Künstliche Daten: Die Antworten dieser Welle sind erfunden, es darf kein Befund daraus abgeleitet werden.",
        "Synthetic data: the answers of this wave are invented; no finding may be taken from it.",
    ),
    "real": ("Echte Antworten", "Real answers"),
    "waves": ("Wellen", "Waves"),
    "wave": ("Welle {wave}", "Wave {wave}"),
    "field_period": ("Feldzeit {period}", "Field period {period}"),
    "exported": ("exportiert am {date} ({tool})", "exported on {date} ({tool})"),
    "summary": ("Übersicht der Prüfungen", "Summary of checks"),
    "verdict_clean": ("Alle {n} Prüfungen bestanden.", "All {n} checks passed."),
    "verdict": (
        "{n} Prüfungen: {passed} bestanden, {errors}, {warnings}.",
        "{n} checks: {passed} passed, {errors}, {warnings}.",
    ),
    "verdict_unchecked": (
        "{n} Prüfungen wurden nicht ausgeführt, weil Spalten fehlen oder einen falschen Typ haben.",
        "{n} checks were not run because columns are missing or have a wrong type.",
    ),
    "errors_one": ("1 Fehler", "1 error"),
    "errors_many": ("{n} Fehler", "{n} errors"),
    "warnings_one": ("1 Warnung", "1 warning"),
    "warnings_many": ("{n} Warnungen", "{n} warnings"),
    "severities": (
        (
            "Ein Fehler hält die Auswertung an, bis er behoben ist. Eine Warnung ist zu lesen und zu beurteilen; die "
            "Antworten bleiben, wie sie gegeben wurden."
        ),
        (
            "An error stops the analysis until it is mended. A warning is to be read and judged; the answers stay as "
            "they were given."
        ),
    ),
    "check": ("Prüfung", "Check"),
    "rules": ("Regeln", "Rules"),
    "checked": ("Geprüft (n)", "Checked (n)"),
    "cases": ("Fälle", "Cases"),
    "passed": ("bestanden", "passed"),
    "error": ("Fehler", "Error"),
    "warning": ("Warnung", "Warning"),
    "not_checked": ("nicht geprüft", "not checked"),
    "findings": ("Befunde", "Findings"),
    "no_findings": ("Keine Fehler und keine Warnungen.", "No errors and no warnings."),
    "case_count": ("{cases} von {checked} geprüften", "{cases} of {checked} checked"),
    "expected": ("Erwartet", "Expected"),
    "to_do": ("Was tun", "What to do"),
    "response": ("Antwort-ID", "Response id"),
    "row": ("Datenzeile", "Data row"),
    "question": ("Frage", "Question"),
    "answer": ("Angabe", "Answer"),
    "explanation": ("Befund", "Finding"),
    "more": ("… und {n} weitere Fälle", "… and {n} more cases"),
    "responses": ("Antworten und Zählregel", "Responses and the rule for counting"),
    "status": ("Status", "Status"),
    "count": ("Anzahl", "Number"),
    "counted": ("gezählt", "counted"),
    "total": ("insgesamt", "in all"),
    "invited": (
        "Eingeladen: {invited} Kommunen; gezählt: {n} ({share}).",
        "Invited: {invited} municipalities; counted: {n} ({share}).",
    ),
    "status_complete": ("abgeschickt", "submitted"),
    "status_partial": ("abgebrochen", "broken off"),
    "status_opened": ("nur geöffnet", "only opened"),
    "status_test": ("Testeintrag", "test entry"),
    "status_duplicate": ("doppelt (gleicher Zugangscode)", "duplicate (same access code)"),
    "account": ("Verbleib der Zellen des Exports", "Where the cells of the export went"),
    "outcome_of_cells": ("Verbleib", "Outcome"),
    "cells": ("Zellen", "Cells"),
    "nonresponse": ("Antwortausfall je Frage", "Item nonresponse by question"),
    "nonresponse_note": (
        (
            "Anteile an den gezählten Antworten, denen die Frage gestellt wurde (n × Teilfragen = Zellen). Offene "
            "Fragen stehen nicht in der Übersicht, weil eine Antwort dort freiwillig ist."
        ),
        (
            "Shares of the counted responses that were asked the question (n × items = cells). Open questions are left "
            "out because answering them is voluntary."
        ),
    ),
    "asked": ("Gefragt (Zellen)", "Asked (cells)"),
    "answered": ("beantwortet", "answered"),
    "no_answer": ("keine Angabe", "no answer"),
    "dont_know": ("weiß nicht / verweigert", "don't know / refused"),
    "bar": (
        "{answered} beantwortet, {dont_know} weiß nicht oder verweigert, {no_answer} keine Angabe",
        "{answered} answered, {dont_know} don't know or refused, {no_answer} no answer",
    ),
    "nobody": ("Niemand wurde gezählt.", "Nobody was counted."),
    "top": ("nach oben", "to the top"),
    "footer": (
        "Geprüft mit Regeln, die aus dem Fragebogen abgeleitet sind (munisurvey).",
        "Checked by rules derived from the questionnaire (munisurvey).",
    ),
}
"""Everything on the page that is neither a rule nor a number."""

KINDS: Phrases = {
    "columns": ("Spalten und Typen der Tabellen", "Columns and types of the tables"),
    "respondents": ("Jede Antwort nur einmal", "Every response once"),
    "answers": ("Je Antwort und Variable eine Zelle", "One cell per response and variable"),
    "variables": ("Nur Fragen des Fragebogens", "Only questions of the questionnaire"),
    "complete": ("Keine Zelle fehlt", "No cell is missing"),
    "orphans": ("Keine Zelle ohne Antwort", "No cell without its response"),
    "units": ("Jede Kommune zählt einmal", "Every municipality counts once"),
    "account": ("Zellen des Exports verbucht", "Cells of the export accounted for"),
    "codes": ("Erlaubte Antwortcodes je Skala", "Allowed answer codes per scale"),
    "values": ("Werte folgen aus den Codes", "Values follow from the codes"),
    "range": ("Zahlen in ihren Grenzen", "Numbers within their limits"),
    "period": ("Abgeschickt in der Feldzeit", "Submitted within the field period"),
    "edge": ("Nicht am Rand der Feldzeit", "Not at the edge of the field period"),
    "chronology": ("Beginn vor dem Abschicken", "Start before submission"),
    "completeness": ("Fragen ausreichend beantwortet", "Questions sufficiently answered"),
    "plausibility": ("Angaben passen zueinander", "Answers go together"),
    "filter": ("Filter eingehalten", "Filters respected"),
    "mandatory": ("Pflichtfragen beantwortet", "Mandatory questions answered"),
    "speeders": ("Nicht auffällig schnell", "Not suspiciously fast"),
    "straightliners": ("Nicht immer dieselbe Antwort", "Not the same answer throughout"),
    "disclosure": ("Zurückgehaltene Zahlen bleiben verborgen", "Withheld numbers stay hidden"),
}
"""What kinds of rules there are, for the summary."""

CELLS: Phrases = {
    "stored": ("Antworten, wie sie im Export stehen", "answers stored as they stand in the export"),
    "recoded": ("Antworten, in unsere Codes übersetzt", "answers translated into our codes"),
    "number": ("Zahlen", "numbers"),
    "open_answer": ("offene Antworten, getrennt gespeichert", "open answers, kept apart"),
    "missing_dont_know": (
        "gedruckte Antworten ohne Inhalt (weiß nicht, keine Schätzung)",
        "printed options without substance (don't know, no estimate)",
    ),
    "missing_refused": ("gedruckte Antworten der Verweigerung", "printed options of refusal"),
    "missing_no_answer": ("gesehen und leer gelassen", "seen and left empty"),
    "missing_left_out": (
        "in abgeschickten Antworten nie angegeben; gespeichert als keine Angabe",
        "never answered in a submitted response; stored as no answer",
    ),
    "missing_not_shown": ("wegen eines Filters nicht gezeigt", "not shown because of a filter"),
    "missing_not_reached": ("vor dem Abbruch nicht erreicht", "not reached before breaking off"),
    "missing_not_asked": ("in dieser Welle nicht gefragt", "not asked in this wave"),
    "ambiguous": (
        "leer, und der Export sagt nicht warum; gespeichert nach Regel",
        "empty, and the export does not tell why; stored as the rule has it",
    ),
    "metadata": ("Angaben zur Antwort, nicht aus ihr", "about the response, kept in raw"),
    "repeated": (
        "Antworten, die auch in anderen Spalten stehen: mit ihnen abgeglichen",
        "answers that other columns have too: checked against them, kept in raw",
    ),
    "list": (
        "mehrere Antworten in einer Zelle: zerlegt in eine je Kästchen",
        "several answers in one cell: taken apart into one answer a box",
    ),
    "personal": (
        "Zugangscode, Namen, Adressen: nicht gespeichert",
        "token, name, address, referrer: not stored",
    ),
    "ignored_column": (
        "Spalten, die keine Antworten sind: nicht gespeichert",
        "columns that are no answers: not stored",
    ),
    "rejected": (
        "Zellen von Zeilen, die keine Antworten sind oder im Befragungswerkzeug verworfen wurden",
        "cells of rows that are no responses, or that were rejected in the survey tool",
    ),
}
"""The outcomes of ``survey.cell_account``; one without a phrase is shown by its name."""


def text(key: str, **blanks: object) -> Text:
    """A phrase of :data:`RULES` in both languages; a blank that is a :class:`Text` is filled in each language's own."""
    german, english = RULES[key]
    return Text(
        de=german.format(**{name: v.de if isinstance(v, Text) else v for name, v in blanks.items()}),
        en=english.format(**{name: v.en if isinstance(v, Text) else v for name, v in blanks.items()}),
    )
