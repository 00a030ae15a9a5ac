"""Why a printed number of 2016 is judged as it is, and the table of ``munisurvey reproduce``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

VERDICTS: Phrases = {
    # Reasons
    "exact": ("Stimmt auf die gedruckte Stelle.", "Equal at the printed precision."),
    "exact_range": ("Beide Enden der Spanne stimmen.", "Both ends of the range are equal."),
    "within_range": (
        "Alle Werte liegen in der gedruckten Spanne; hier {ours}.",
        "All values lie in the printed range; here {ours}.",
    ),
    "within": ("Hier {ours}; gedruckt ist: {bound}.", "Here {ours}; printed is: {bound}."),
    "erratum": (
        "{titles}. Gedruckt {printed}, hier {ours}.",
        "{titles}. Printed {printed}, here {ours}.",
    ),
    "erratum_alone": ("{titles}. Gedruckt {printed}.", "{titles}. Printed {printed}."),
    "candidate": (
        "Am ehesten gemeint: {value} ({reason}; {grade}).",
        "Best candidate: {value} ({reason}; {grade}).",
    ),
    "missed": (
        "Errechenbar, aber verfehlt: gedruckt {printed}, hier {ours}. Nötig sind Antworten, die die gedruckte Zahl ergeben.",
        "Computable, but missed: printed {printed}, here {ours}. Needed are answers that give the printed number.",
    ),
    "no_wave": (
        "Es liegen keine Antworten der Befragung {wave} vor; nötig ist ihr Export unter data/raw/{wave}/.",
        "There are no answers of the survey {wave}; needed is its export under data/raw/{wave}/.",
    ),
    "no_question": (
        "Der Fragebogen der Befragung {wave} ist nicht überliefert, soweit er danach fragt; nötig sind seine Frage und die "
        "Antworten.",
        "The part of the questionnaire of the survey {wave} that asked for it is not known; needed are its question and "
        "the answers.",
    ),
    "not_asked": (
        "Der Fragebogen {wave} enthält „{variable}“ nicht; nötig ist die Frage mit ihren Antworten.",
        "The questionnaire {wave} does not have “{variable}”; needed is the question with its answers.",
    ),
    "no_invited": (
        "Es ist nicht bekannt, wie viele Kommunen eingeladen waren; nötig ist invited im Fragebogen {wave}.",
        "How many municipalities were invited is not known; needed is invited in the questionnaire {wave}.",
    ),
    "no_answers": (
        "Niemand in dieser Gruppe hat „{variable}“ beantwortet ({wave}); nötig sind Antworten.",
        "Nobody in this group answered “{variable}” ({wave}); needed are answers.",
    ),
    "no_timing": (
        "Eine Schätzung des Anschreibens vor der Befragung; nötig wären die Bearbeitungszeiten der Befragten von 2016.",
        "An estimate of the cover letter before the survey; needed would be the times the respondents of 2016 took.",
    ),
    # Numbers
    "with_n": ("{value} (n = {n})", "{value} (n = {n})"),
    "of_variable": ("{value} bei „{variable}“", "{value} for “{variable}”"),
    "points": ("{value} Prozentpunkte", "{value} percentage points"),
    "<": ("unter {value}", "under {value}"),
    "<=": ("höchstens {value}", "at most {value}"),
    ">": ("mehr als {value}", "more than {value}"),
    ">=": ("mindestens {value}", "at least {value}"),
    "knapp": ("knapp {value}", "just under {value}"),
    "rund": ("rund {value}", "about {value}"),
    "range": ("{low} bis {high}", "{low} to {high}"),
    "grade_E": ("rechnerisch erwiesen", "established by arithmetic"),
    "grade_P": ("wahrscheinlich", "probable"),
    "grade_D": ("ungewiss", "doubtful"),
    # Table
    "verdict_exact": ("exakt", "exact"),
    "verdict_within": ("innerhalb", "within"),
    "verdict_erratum": ("Erratum", "erratum"),
    "verdict_not reproducible": ("nicht reproduzierbar", "not reproducible"),
    "missed_short": ("verfehlt", "missed"),
    "id": ("Angabe", "Statement"),
    "printed": ("gedruckt", "printed"),
    "ours": ("hier", "here"),
    "difference": ("Differenz", "difference"),
    "verdict": ("Urteil", "verdict"),
    "section": ("Abschnitt {section}", "Section {section}"),
    "section_Vorwort": ("Vorwort", "Preface"),
    "section_Zusammenfassung": ("Zusammenfassung", "Summary"),
    "section_Anlage 2": ("Anlage 2 (Fragebogen)", "Annex 2 (questionnaire)"),
    "total": ("{n} gedruckte Zahlen: {parts}", "{n} printed numbers: {parts}"),
    "why_erratum": (
        "Erratum, weil der Druck hier nicht stimmen kann:",
        "Erratum because the print cannot be right here:",
    ),
    "why": ("Nicht reproduzierbar, weil:", "Not reproducible because:"),
    "synthetic": (
        "„Hier“ ist aus synthetischen Antworten gerechnet, die zu den gedruckten Zahlen passend erzeugt wurden.",
        "“Here” is computed from synthetic answers that were generated to agree with the printed numbers.",
    ),
    "missed_head": (
        "Gedruckte Zahlen, die errechenbar sind und verfehlt werden: {n}",
        "Printed numbers that are computable and missed: {n}",
    ),
}
