"""What stands on a printed questionnaire around its questions: letter, instructions, filters in words, return address.

The data-protection notice and the consent are those of :mod:`pipeline.wording.fielding`: a survey has one notice,
whichever way one answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PAPER: Phrases = {
    # The letter
    "letterhead": ("Briefkopf der Institution", "Letterhead of the institution"),
    "addressee": ("Anschrift der Kommune", "Address of the municipality"),
    "reference": ("Kennnummer", "Reference number"),
    "date": ("Datum", "Date"),
    "contact": ("Kontakt", "Contact"),
    "deadline": ("Rücksendung bis", "Return by"),
    "deadline_open": ("[[Tag der Rücksendung]]", "[[day of return]]"),
    "letter": (
        "Sehr geehrte Damen und Herren,\n\n"
        "wir bitten Ihre Kommune, an dieser Befragung teilzunehmen. Der Fragebogen richtet sich an die Stelle Ihrer "
        "Verwaltung, die das Thema verantwortet; bitte leiten Sie ihn gegebenenfalls dorthin weiter.\n\n"
        "Bitte antworten Sie für Ihre Kommune. Was Sie nicht beantworten können oder möchten, lassen Sie frei.",
        "Dear Sir or Madam,\n\n"
        "We ask your municipality to take part in this survey. The questionnaire is for the department of your "
        "administration that is responsible for the subject; please pass it on if necessary.\n\n"
        "Please answer for your municipality. Leave out what you cannot or do not wish to answer.",
    ),
    "minutes": (
        "Das Ausfüllen dauert etwa {minutes} Minuten.",
        "Filling it in takes about {minutes} minutes.",
    ),
    "letter_return": (
        "Bitte senden Sie den ausgefüllten Fragebogen bis zum {deadline} zurück; die Anschrift steht auf seiner letzten "
        "Seite. Die Teilnahme ist freiwillig. Was mit Ihren Angaben geschieht, lesen Sie auf seiner ersten Seite.",
        "Please return the completed questionnaire by {deadline}; the address is on its last page. Taking part is "
        "voluntary. What happens to your answers is explained on its first page.",
    ),
    "closing": ("Mit freundlichen Grüßen", "Yours faithfully"),
    "signature": ("Unterschrift, Name, Funktion", "Signature, name, position"),
    # The first page
    "instructions": ("So füllen Sie den Fragebogen aus", "How to fill in the questionnaire"),
    "tick": ("Kreuzen Sie bitte an, was zutrifft: {ticked}", "Please tick what applies: {ticked}"),
    "mistake": (
        "Haben Sie sich geirrt, füllen Sie das falsche Kästchen ganz aus ({filled}) und kreuzen das richtige an.",
        "If you have made a mistake, fill in the wrong box completely ({filled}) and tick the right one.",
    ),
    "one_box": (
        "Wenn nichts anderes dabeisteht, kreuzen Sie je Frage und je Zeile ein Kästchen an.",
        "Unless it says otherwise, tick one box per question and per line.",
    ),
    "letters": (
        "Zahlen und Texte schreiben Sie bitte in Druckschrift.",
        "Please write numbers and texts in block letters.",
    ),
    "arrows": (
        "Ein Pfeil (→) hinter einem Kästchen sagt, wo es weitergeht. Ohne Pfeil folgt die nächste Frage.",
        "An arrow (→) behind a box says where to go on. Without an arrow, the next question follows.",
    ),
    "codes": (
        "Die kleinen grauen Zahlen und Namen dienen der Datenerfassung.",
        "The small grey numbers and names are for data entry.",
    ),
    "numbers_ours": (
        "Die Nummern der Fragen sind nicht überliefert; hier sind sie durchgezählt.",
        "The numbers of the questions are not handed down; here they are counted through.",
    ),
    # Questions
    "battery": ("Bitte kreuzen Sie in jeder Zeile ein Kästchen an.", "Please tick one box in every line."),
    "multiple": ("Mehrere Antworten sind möglich.", "Several answers are possible."),
    "continued": ("Frage {number}, Fortsetzung", "Question {number}, continued"),
    "range": ("({low} bis {high})", "({low} to {high})"),
    "at_least": ("(mindestens {low})", "({low} or more)"),
    "at_most": ("(höchstens {high})", "({high} or less)"),
    "specify": ("{other} (bitte angeben):", "{other} (please specify):"),
    # Filters
    "only_if": ("Bitte nur beantworten, wenn Sie {conditions}.", "Please answer only if you {conditions}."),
    "ticked": (
        "bei Frage {number} {answers} angekreuzt haben",
        "have ticked {answers} in question {number}",
    ),
    "given": ("bei Frage {number} etwas angegeben haben", "have given an answer to question {number}"),
    "and": (" und ", " and "),
    "or": (" oder ", " or "),
    "quoted": ("„{label}“", "“{label}”"),
    "go_on": ("weiter mit Frage {number}", "go on with question {number}"),
    "go_to_end": ("weiter mit dem Schluss, letzte Seite", "go on to the end, last page"),
    # The last page
    "end": ("Schluss", "End"),
    "thanks": ("Vielen Dank für Ihre Mitarbeit.", "Thank you for taking part."),
    "return_to": (
        "Bitte senden Sie den Fragebogen bis zum {deadline} zurück an:",
        "Please return the questionnaire by {deadline} to:",
    ),
    # Running lines and notes
    "page": ("Seite {page} von {pages}", "Page {page} of {pages}"),
    "form": ("Fragebogen {wave}", "Questionnaire {wave}"),
}
