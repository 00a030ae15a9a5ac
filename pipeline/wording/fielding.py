"""What a respondent reads around the questions where a wave has no texts of its own.

Neutral texts for every medium; what only the people who field the survey know stands in double square brackets (see
:mod:`pipeline.questionnaire.placeholders`). The data-protection notice says what this project does with answers. It is
a beginning for whoever is responsible for data protection, not legal advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

FIELDING: Phrases = {
    "contact": (
        "[[Institution, Anschrift]], [[Ansprechperson]], [[E-Mail]], [[Telefon]]",
        "[[institution, address]], [[contact person]], [[e-mail]], [[telephone]]",
    ),
    "welcome": (
        "Sehr geehrte Damen und Herren,\n\n"
        "vielen Dank, dass Sie sich an dieser Befragung beteiligen. Bitte antworten Sie für Ihre Kommune. Was Sie nicht "
        "beantworten können oder möchten, lassen Sie frei.\n\n"
        "Bei Fragen wenden Sie sich bitte an: {contact}",
        "Dear Sir or Madam,\n\n"
        "thank you for taking part in this survey. Please answer for your municipality. Leave out what you cannot or do "
        "not wish to answer.\n\n"
        "If you have any questions, please contact: {contact}",
    ),
    "data_protection": (
        "Verantwortlich: {contact}\n\n"
        "Die Teilnahme ist freiwillig. Wer nicht teilnimmt oder abbricht, hat keine Nachteile.\n\n"
        "Gespeichert werden Ihre Antworten und der Zugangscode oder die Kennnummer Ihrer Einladung, bei Antworten im Netz "
        "auch Beginn und Ende der Bearbeitung. Code und Nummer verhindern doppelte Antworten und erlauben den Vergleich "
        "mit früheren und späteren Befragungen; für die Auswertung werden sie durch ein Pseudonym ersetzt. IP-Adressen "
        "werden nicht gespeichert.\n\n"
        "Veröffentlicht werden zusammengefasste Ergebnisse, aus denen eine einzelne Kommune nicht zu erkennen ist. Die "
        "Rohdaten werden gelöscht und Fragebögen auf Papier vernichtet: [[Frist]]. An Dritte werden sie nicht "
        "weitergegeben.\n\n"
        "Grundlage ist Ihre Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO). Sie können sie jederzeit für die Zukunft "
        "widerrufen und Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung und Übertragung Ihrer Daten "
        "verlangen. Datenschutzbeauftragte Person: [[Name, E-Mail]]. Beschwerden nimmt die Aufsichtsbehörde entgegen: "
        "[[Behörde]].",
        "Controller: {contact}\n\n"
        "Taking part is voluntary. Not taking part, or stopping, has no disadvantages.\n\n"
        "What is stored are your answers and the access code or reference number of your invitation, and of online "
        "answers when you began and finished. Code and number prevent double answers and allow comparison with earlier "
        "and later surveys; for the analysis they are replaced by a pseudonym. IP addresses are not stored.\n\n"
        "What is published are aggregate results from which no single municipality can be recognised. The raw data will "
        "be deleted and paper questionnaires destroyed: [[date]]. They are not passed on to third parties.\n\n"
        "The legal basis is your consent (Art. 6(1)(a) GDPR). You may withdraw it at any time for the future, and ask "
        "for access, rectification, erasure, restriction of processing and portability of your data. Data protection "
        "officer: [[name, e-mail]]. Complaints go to the supervisory authority: [[authority]].",
    ),
    "consent": (
        "Ich habe die Hinweise zum Datenschutz gelesen und bin mit der Verarbeitung meiner Angaben einverstanden.",
        "I have read the data-protection notice and consent to the processing of my answers.",
    ),
    "consent_missing": (
        "Ohne Ihr Einverständnis kann die Befragung nicht beginnen.",
        "The survey cannot begin without your consent.",
    ),
    "end_text": (
        "Vielen Dank. Ihre Antworten sind gespeichert.\n\nBei Fragen wenden Sie sich bitte an: {contact}",
        "Thank you. Your answers have been saved.\n\nIf you have any questions, please contact: {contact}",
    ),
    "invitation_subject": ("Einladung: {title}", "Invitation: {title}"),
    "invitation": (
        "Sehr geehrte Damen und Herren,\n\n"
        "wir laden Ihre Kommune zur Teilnahme ein: {title}. Der folgende Zugang gilt nur für Ihre Kommune; Sie können "
        "die Bearbeitung unterbrechen und über ihn fortsetzen.\n\n{link}\n\n"
        "Bei Fragen wenden Sie sich bitte an: {contact}",
        "Dear Sir or Madam,\n\n"
        "we invite your municipality to take part: {title}. The following link is for your municipality only; you may "
        "interrupt your work and continue through it.\n\n{link}\n\n"
        "If you have any questions, please contact: {contact}",
    ),
    "reminder_subject": ("Erinnerung: {title}", "Reminder: {title}"),
    "reminder": (
        "Sehr geehrte Damen und Herren,\n\n"
        "vor Kurzem haben wir Ihre Kommune zur Teilnahme eingeladen: {title}. Eine abgeschlossene Antwort liegt uns "
        "noch nicht vor; über eine Teilnahme freuen wir uns.\n\n{link}\n\n"
        "Bei Fragen wenden Sie sich bitte an: {contact}",
        "Dear Sir or Madam,\n\n"
        "we recently invited your municipality to take part: {title}. We have not yet received a completed "
        "questionnaire and would be glad if you took part.\n\n{link}\n\n"
        "If you have any questions, please contact: {contact}",
    ),
    "data_protection_title": ("Hinweise zum Datenschutz", "Data protection"),
    "access_code": ("Zugangscode (steht in der Einladung)", "Access code (as in the invitation)"),
    "each_row": ("Bitte wählen Sie in jeder Zeile eine Antwort.", "Please choose one answer in each row."),
    "unit": ("Einheit: {unit}", "Unit: {unit}"),
    "number_between": ("Bitte eine Zahl von {low} bis {high} angeben.", "Please enter a number from {low} to {high}."),
    "number_at_least": ("Bitte eine Zahl ab {low} angeben.", "Please enter a number of {low} or more."),
    "number_at_most": ("Bitte eine Zahl bis {high} angeben.", "Please enter a number of {high} or less."),
}
