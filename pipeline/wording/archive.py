"""Phrases of an archive package: names of its parts, the method report, what is coarse and why, columns of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

ARCHIVE: Phrases = {
    # Variants
    "scientific": ("Datensatz für die wissenschaftliche Nutzung", "Scientific use file"),
    "internal": ("Interner Datensatz", "Internal data set"),
    "internal_mark": ("INTERN, nicht weitergeben", "INTERNAL, not to be passed on"),
    "access_scientific": (
        "Nur für wissenschaftliche Zwecke und nur gegen eine Nutzungsvereinbarung. Kommunen dürfen nicht "
        "wiedererkannt werden. Größe und Land sind vergröbert, soweit nötig.",
        "For scientific purposes only, and only under a user agreement. Municipalities must not be re-identified. Size "
        "and Land are coarse as far as is needed.",
    ),
    "access_internal": (
        "Intern, nicht weitergeben: Die Einzeldaten enthalten Größe und Land, Zeitpunkte, Pseudonyme und Texte; einzelne "
        "Kommunen sind zu erkennen.",
        "Internal, not to be passed on: the records hold size and Land, times, pseudonyms and texts; single "
        "municipalities can be recognised.",
    ),
    # Columns that nobody was asked
    "column_internal": ("Kennzeichnung", "Mark"),
    "column_wave": ("Welle der Befragung", "Wave of the survey"),
    "column_provenance": (
        "Herkunft der Antworten (real: erhoben, synthetic: erfunden)",
        "Origin of the answers (real: collected, synthetic: invented)",
    ),
    "column_record": ("Laufende Nummer", "Running number"),
    "note_record": (
        "Zufällig: Die Reihenfolge folgt aus einer Prüfsumme der Antworten und sagt nichts über die des Eingangs.",
        "Random: the order follows from a checksum of the answers and tells nothing of that in which they came in.",
    ),
    "column_respondent": ("Zeile im Export", "Row in the export"),
    "column_status": ("Status des Fragebogens", "Status of the questionnaire"),
    "column_included": ("In Ergebnissen gezählt", "Counted in results"),
    "column_unit": ("Pseudonym der Kommune", "Pseudonym of the municipality"),
    "column_source_id": ("Nummer der Antwort im Befragungswerkzeug", "Number of the response in the survey tool"),
    "column_started_at": ("Begonnen (UTC)", "Started (UTC)"),
    "column_submitted_at": ("Abgeschickt (UTC)", "Submitted (UTC)"),
    "column_weight": ("Gewicht", "Weight"),
    "column_text": ("{label} (Text)", "{label} (text)"),
    "note_text": (
        "Offene Antwort im Wortlaut; leer, wo keine gegeben wurde.",
        "Open answer as given; empty where none was given.",
    ),
    "note_coarse": (
        "Vergröbert aus der Frage „{question}“.",
        "Made coarser from the question “{question}”.",
    ),
    # What is left out
    "left_size_class": (
        "Größe: nur als {told} enthalten, damit keine Kommune allein steht",
        "size: contained as {told} only, so that no municipality stands alone",
    ),
    "left_state": (
        "Land: nur als {told} enthalten, damit keine Kommune allein steht",
        "Land: contained as {told} only, so that no municipality stands alone",
    ),
    "left_entirely": (
        "nicht enthalten: Auch in der gröbsten Einteilung stünden Kommunen zusammen mit der anderen Angabe fast allein",
        "not contained: even in the coarsest groups, municipalities would stand almost alone together with the other",
    ),
    "left_filter": (
        "wer gefragt wurde, verriete Größe oder Land genauer als der Datensatz",
        "who was asked would tell size or Land more precisely than the data set does",
    ),
    "left_text": ("Texte: enthalten sein kann, wer geantwortet hat", "texts: they may tell who answered"),
    "left_linked": (
        "ob ein Text vorliegt: Die Texte sind veröffentlicht, und so wenige sind von so wenigen, dass sie zuzuordnen wären",
        "whether there is a text: the texts are published, and so few gave one that they could be attributed",
    ),
    "left_asked": ("auf Wunsch weggelassen", "left out on request"),
    "left_person": (
        "Zugangscode, Pseudonym, Zeitpunkte, Nummer im Befragungswerkzeug: verbinden mit der Kommune",
        "access code, pseudonym, times, number in the survey tool: they lead to the municipality",
    ),
    "left_weight": (
        "Gewichte: Ein Gewicht nennt die Größenklasse, für die es steht",
        "weights: a weight names the size class it stands for",
    ),
    "nothing": ("nicht enthalten", "not contained"),
    # Parts of the package
    "part_data_sav": ("Daten für SPSS", "Data for SPSS"),
    "part_data_dta": ("Daten für Stata (ab Version 14)", "Data for Stata (version 14 or later)"),
    "part_data_parquet": ("Daten als Parquet", "Data as Parquet"),
    "part_data_csv": ("Daten als CSV (UTF-8, Komma)", "Data as CSV (UTF-8, comma)"),
    "part_open_answers": (
        "Offene Antworten, alphabetisch und ohne Bezug zu den Datensätzen",
        "Open answers, in alphabetical order and not linked to records",
    ),
    "part_questionnaire": ("Fragebogen", "Questionnaire"),
    "part_codebook": ("Codebuch", "Codebook"),
    "part_report": ("Ergebnisbericht", "Report of results"),
    "part_method": ("Methodenbericht", "Method report"),
    "part_method_text": ("Methodenbericht als Text", "Method report as text"),
    "part_shortenings": (
        "Was für die Dateiformate gekürzt wurde",
        "What was shortened for the file formats",
    ),
    "part_ddi": ("Beschreibung nach DDI-Codebook 2.5", "Description in DDI-Codebook 2.5"),
    "part_readme": ("Diese Liste", "This list"),
    "part_checksums": ("Prüfsummen (SHA-256)", "Checksums (SHA-256)"),
    # README
    "readme_files": ("Dateien", "Files"),
    "readme_file": ("Datei", "File"),
    "readme_what": ("Inhalt", "Contents"),
    "readme_size": ("Bytes", "Bytes"),
    "readme_check": (
        "Unversehrt ist das Paket, wenn `sha256sum -c {checksums}` jede Datei mit OK nennt.",
        "The package is intact if `sha256sum -c {checksums}` says OK for every file.",
    ),
    "readme_no_open": (
        "Offene Antworten liegen nicht bei; die Einstellung der Welle veröffentlicht sie nicht.",
        "There are no open answers; the settings of the wave do not publish them.",
    ),
    "readme_reuse": (
        "Fragebogen, Codebuch und DDI-Beschreibung enthalten nur, was veröffentlicht werden darf; der Bericht ist der interne.",
        "Questionnaire, codebook and DDI description hold nothing but what may be published; the report is the internal one.",
    ),
    # Method report
    "method_title": ("Methodenbericht: {wave}", "Method report: {wave}"),
    "origin": ("Herkunft der Antworten", "Origin of the answers"),
    "origin_real": ("Die Antworten wurden erhoben.", "The answers were collected."),
    "origin_assumed": (
        "Für {n} Variablen ist kein veröffentlichter Wert bekannt; bei ihnen ist auch die Verteilung angenommen: {names}.",
        "No published value is known for {n} variables; of these even the distribution is assumed: {names}.",
    ),
    "survey": ("Erhebung", "Survey"),
    "fact": ("Angabe", "Fact"),
    "value": ("Wert", "Value"),
    "fact_title": ("Titel", "Title"),
    "fact_population": ("Zielgesamtheit", "Universe"),
    "fact_sampling": ("Auswahl", "Selection"),
    "fact_mode": ("Erhebungsform", "Mode"),
    "fact_exported": ("Stand der Daten", "Data as of"),
    "reconstructed": ("rekonstruiert", "reconstructed"),
    "response": ("Rücklauf", "Response"),
    "who_counts": ("Wer zählt", "Who counts"),
    "cells": (
        "Jede Zelle des Exports ist verbucht; die Zahlen ergeben zusammen alle Zellen.",
        "Every cell of the export is accounted for; the numbers add up to all cells.",
    ),
    "cells_outcome": ("Was aus Zellen wurde", "What became of cells"),
    "files": ("Datensatz", "Data set"),
    "files_size": (
        "{variant}: {records} Datensätze, {columns} Variablen. SPSS, Stata, Parquet und CSV enthalten dasselbe.",
        "{variant}: {records} records, {columns} variables. SPSS, Stata, Parquet and CSV hold the same.",
    ),
    "coding": (
        "Codes sind die des Fragebogens (1 = erste gedruckte Antwort). Fehlende Angaben haben in allen Variablen dieselben "
        "Codes; in SPSS sind sie als benutzerdefiniert fehlend vereinbart, in Stata stehen dafür .a bis .f (weitere ab .g). "
        "Gedruckte Antworten, die für eine fehlende Angabe stehen, wie „weiß nicht“, tragen den Code ihrer Art statt des "
        "gedruckten, den Codebuch und DDI-Beschreibung nennen. In Fragen nach einer Zahl, die auch negativ sein kann, sind "
        "es {first} bis {last}.",
        "Codes are those of the questionnaire (1 = first printed option). Missing answers have the same codes in all "
        "variables; in SPSS they are declared user-missing, in Stata they are .a to .f (others from .g). Printed options "
        "that stand for a missing answer, such as “don't know”, have the code of their kind instead of the printed one, "
        "which codebook and DDI description give. In questions for a number that may be negative they are {first} to "
        "{last}.",
    ),
    "code": ("Code", "Code"),
    "stata": ("Stata", "Stata"),
    "meaning": ("Bedeutung", "Meaning"),
    "shortened": (
        "Namen und Bezeichnungen, die für ein Format zu lang sind, wurden gekürzt: {n} Fälle, alle in {file}.",
        "Names and labels that are too long for a format were shortened: {n} cases, all in {file}.",
    ),
    "shortened_none": ("Nichts musste für ein Format gekürzt werden.", "Nothing had to be shortened for a format."),
    "weights": ("Gewichtung", "Weights"),
    "weights_none": (
        "Die Daten sind ungewichtet und enthalten keine Gewichte. Gewichte auf die Zahl der Kommunen je Größenklasse lassen "
        "sich aus den internen Daten berechnen (`munisurvey weights`); sie liegen nicht bei, weil ein Gewicht die "
        "Größenklasse verriete.",
        "The data are not weighted and hold no weights. Weights to the number of municipalities in each size class can be "
        "computed from the internal data (`munisurvey weights`); they are not included because a weight would tell the size "
        "class.",
    ),
    "weights_internal": (
        "Die Ergebnisse sind ungewichtet. Gewichte auf die Zahl der Kommunen je Größenklasse berechnet `munisurvey weights`.",
        "Results are not weighted. `munisurvey weights` computes weights to the number of municipalities in each size class.",
    ),
    "disclosure": ("Schutz vor Wiedererkennung", "Disclosure control"),
    "disclosure_internal": (
        "Keiner: Dies sind die vollständigen Daten, alle Antworten aller Fragebögen, auch die nicht gezählten.",
        "None: these are the complete data, all answers of all questionnaires, also of those that are not counted.",
    ),
    "rule": (
        "Wer geantwortet hat, gilt als bekannt. Jede Verbindung von Größe und Land, die vorkommt, muss deshalb die von "
        "mindestens {minimum} Datensätzen sein (k-Anonymität) und, soweit die Grundgesamtheit bekannt ist, die von "
        "mindestens {minimum} Kommunen. Genommen ist die feinste Einteilung, für die das gilt: Größe: {size}; Land: {state}.",
        "Who answered is taken to be known. Every combination of size and Land that occurs must therefore be that of at "
        "least {minimum} records (k-anonymity) and, as far as the population is known, that of at least {minimum} "
        "municipalities. What is taken is the finest classification for which this holds: size: {size}; Land: {state}.",
    ),
    "tried": ("Geprüfte Einteilungen", "Classifications tried"),
    "tried_size": ("Größe", "Size"),
    "tried_state": ("Land", "Land"),
    "tried_records": ("Kleinste Zahl von Datensätzen", "Smallest number of records"),
    "tried_population": ("Kommunen in der Grundgesamtheit, höchstens", "Municipalities in the population, at most"),
    "tried_taken": ("Genommen", "Taken"),
    "yes": ("ja", "yes"),
    "no": ("nein", "no"),
    "unknown": ("unbekannt", "unknown"),
    "left_out": ("Nicht enthalten", "Not contained"),
    "left_what": ("Was", "What"),
    "left_why": ("Warum", "Why"),
    "risks": ("Verbleibendes Risiko", "Remaining risk"),
    "risks_lead": (
        "Auch andere Antworten kann ein Außenstehender kennen. Die Tabelle nennt, wie viele Datensätze zusammen mit Größe "
        "und Land allein stehen und wie viele sich mit weniger als {minimum} gleichen. Wer die Daten abgibt, entscheidet, ob "
        "weitere Variablen wegbleiben (`munisurvey archive --leave-out`).",
        "Outsiders may know other answers, too. The table tells how many records stand alone together with size and Land, "
        "and how many are alike with fewer than {minimum}. Whoever deposits the data decides whether more variables are left "
        "out (`munisurvey archive --leave-out`).",
    ),
    "risk_variable": ("Variable", "Variable"),
    "risk_alone": ("Stehen allein", "Stand alone"),
    "risk_few": ("Weniger als {minimum} gleich", "Fewer than {minimum} alike"),
    "risk_all": ("alle zusammen", "all together"),
    "published": (
        "Häufigkeiten in Codebuch, Bericht und DDI-Beschreibung sind die veröffentlichten: Gruppen und Antworten mit weniger "
        "als {minimum} Kommunen sind in Aufgliederungen nicht ausgewiesen, und nichts, woraus sie sich errechnen ließen.",
        "Frequencies in codebook, report and DDI description are the published ones: in breakdowns, groups and answers of "
        "fewer than {minimum} municipalities are withheld, and everything from which they could be worked out.",
    ),
    "software": ("Programme", "Software"),
    "software_what": ("Programm", "Program"),
    "software_version": ("Version", "Version"),
    "software_dates": (
        "Datumsangaben in den Dateiköpfen sind die des Exports, damit dieselben Daten dieselben Dateien ergeben.",
        "Dates in the file headers are those of the export, so that the same data give the same files.",
    ),
    # File labels
    "label": ("{wave}, {variant}", "{wave}, {variant}"),
    "label_internal": ("{mark}: {wave}", "{mark}: {wave}"),
    "label_synthetic": ("SYNTHETISCH: {label}", "SYNTHETIC: {label}"),
    "language_de": ("deutsch", "German"),
    "language_en": ("englisch", "English"),
}
