"""Phrases of the report on the surveys of 2016, their print, and what can be computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    # Title block
    "title": ("2016, nachgerechnet", "2016, reproduced"),
    "subtitle": (
        "Die Befragungen zur kommunalen Flüchtlings- und Integrationspolitik: Abbildungen, Zahlen, Druckfehler",
        "The surveys on municipal refugee and integration policy: figures, numbers, errors of the print",
    ),
    "as_of": ("Nach dem Bericht von Gesemann und Roth, 2017", "After the report by Gesemann and Roth, 2017"),
    "search": ("Im Verzeichnis suchen, z. B. Abb. 13 oder Erratum", "Search the ledger, e.g. Abb. 13 or erratum"),
    "synthetic_title": ("Erzeugte Antworten, gedruckte Zahlen", "Generated answers, printed numbers"),
    "synthetic_body": (
        "Die Antworten der Kommunen von 2016 sind nicht veröffentlicht. Was dieser Bericht zeigt, ist aus Antworten "
        "gerechnet, die zu den gedruckten Zahlen passend erzeugt wurden. Jede Abbildung sagt, welche ihrer Werte gedruckt "
        "sind.",
        "The answers of the municipalities of 2016 were not published. What this report shows is computed from answers "
        "that were generated to agree with the printed numbers. Every figure says which of its values are printed.",
    ),
    # At a glance
    "glance": ("Auf einen Blick", "At a glance"),
    "glance_lead": (
        "Der Bericht von 2017 nennt {total} Zahlen. {agree} davon stimmen mit den hier gerechneten überein, {errata} "
        "stehen an Stellen, an denen der Druck unmöglich ist oder sich widerspricht, {open} lassen sich aus dem, was "
        "vorliegt, nicht errechnen.",
        "The report of 2017 states {total} numbers. {agree} of them agree with those computed here, {errata} stand where "
        "the print is impossible or contradicts itself, and {open} cannot be computed from what is at hand.",
    ),
    "glance_missed": (
        "{missed} Zahlen, die sich errechnen lassen müssten, weichen ab; das Verzeichnis nennt sie.",
        "{missed} numbers that should be computable differ; the ledger names them.",
    ),
    "overview_title": (
        "Was sich von den gedruckten Zahlen nachrechnen lässt",
        "What of the printed numbers can be computed again",
    ),
    "overview_explanation": (
        "Anteil an den gedruckten Zahlen jeder Art, in Prozent",
        "Share of the printed numbers of each kind, in per cent",
    ),
    "overview_base": ("Gedruckte Zahlen in Gesemann/Roth 2017, {n}.", "Numbers printed in Gesemann/Roth 2017, {n}."),
    "synthetic_evidence": (
        "Verglichen mit synthetischen Daten, kalibriert an Gesemann/Roth 2017",
        "Compared with synthetic data, calibrated to Gesemann/Roth 2017",
    ),
    "verdicts_caption": (
        "Die gedruckten Zahlen nach Art und Urteil (n = {n}).",
        "The printed numbers by kind and verdict (n = {n}).",
    ),
    "kind": ("Art der Angabe", "Kind of statement"),
    "kind_mean": ("Mittelwerte", "Means"),
    "kind_share": ("Anteile", "Shares"),
    "kind_count": ("Anzahlen", "Counts"),
    "kind_n": ("Zahl der Antwortenden", "Numbers of respondents"),
    "kind_n_range": ("Spannen der Antwortenden", "Ranges of respondents"),
    "kind_difference": ("Veränderungen", "Changes"),
    "kind_number": ("Angaben zum Fragebogen", "Facts about the questionnaire"),
    "all": ("Zusammen", "Total"),
    "verdict": ("Urteil", "Verdict"),
    "verdict_exact": ("exakt", "exact"),
    "verdict_within": ("innerhalb", "within"),
    "verdict_erratum": ("Erratum", "erratum"),
    "verdict_not_reproducible": ("nicht reproduzierbar", "not reproducible"),
    "verdict_missed": ("weicht ab", "differs"),
    # Chapters
    "method": ("Wie gerechnet wurde", "How it was computed"),
    "samples": ("Zwei Stichproben", "Two samples"),
    "samples_lead": (
        "An der ersten Befragung ({first_period}) beteiligten sich {first} Kommunen, an der zweiten ({second_period}) "
        "{second} von ihnen. Die zweite ist damit eine Auswahl, die sich aus der ersten selbst gebildet hat: Unterschiede "
        "zwischen beiden können Veränderung sein oder Auswahl.",
        "{first} municipalities took part in the first survey ({first_period}), {second} of them in the second "
        "({second_period}). The second is a selection that formed itself out of the first: differences between the two "
        "may be change or selection.",
    ),
    "samples_linked": (
        "Die Kommunen der zweiten Befragung tragen hier dasselbe Kennzeichen wie in der ersten. Welche es waren, ist nicht "
        "bekannt und angenommen; die gedruckten Anteile nach Größe und Land sind eingehalten.",
        "The municipalities of the second survey carry the same mark here as in the first. Which ones they were is not "
        "known and is assumed; the printed shares by size and state are kept.",
    ),
    "wave_missing": (
        "Es fehlen Antworten einer der beiden Befragungen; sie gehören nach data/raw/.",
        "The answers of one of the two surveys are missing; they belong under data/raw/.",
    ),
    "samples_caption": (
        "{title}: befragte Kommunen, Anzahl und Anteil an allen der Welle.",
        "{title}: municipalities surveyed, number and share of all in the wave.",
    ),
    "unknown_level": ("ohne Angabe", "not stated"),
    "group": ("Gruppe", "Group"),
    "figures": ("Die Abbildungen 2 bis 26", "Figures 2 to 26"),
    "figures_lead": (
        "Nummern und Darstellungsformen sind die des Berichts von 2017; Abbildung 1 zeigte dort Asylanträge und ist kein "
        "Ergebnis der Befragung. Unter jeder Abbildung steht, was von ihr gedruckt wurde.",
        "Numbers and chart types are those of the report of 2017; its figure 1 showed applications for asylum and is no "
        "result of the survey. Below every figure stands what of it was printed.",
    ),
    "status_table": ("Was zu {figure} gedruckt wurde", "What was printed on {figure}"),
    "nothing_printed": (
        "Zu dieser Abbildung ist kein Wert gedruckt, nur die Zahl der Antwortenden.",
        "No value of this figure is printed, only the number of respondents.",
    ),
    "not_drawn": (
        "Diese Abbildung ist noch nicht gezeichnet: munisurvey figures.",
        "This figure has not been drawn yet: munisurvey figures.",
    ),
    "views": ("Dieselben Antworten, anders gezeichnet", "The same answers, drawn differently"),
    "views_lead": (
        "Torten und gestapelte Balken der Vorlage lassen sich schwer vergleichen. Dieses Kapitel zeigt dieselben Zahlen in "
        "Formen, die sich leichter lesen.",
        "Pies and stacked bars of the original are hard to compare. This chapter shows the same numbers in forms that are "
        "easier to read.",
    ),
    "view": ("Zu Abb. {number}: {title}", "On Abb. {number}: {title}"),
    # Errata
    "errata": ("Was im Druck nicht stimmt", "What is wrong in the print"),
    "errata_lead": (
        "{total} Stellen des Berichts widersprechen sich oder lassen sich nicht zugleich erfüllen. Jede ist nachgerechnet; die "
        "Rechnung wird mit jedem Lauf wiederholt. Der Grad sagt, wie sicher der Befund ist: rechnerisch erwiesen, "
        "wahrscheinlich, oder Zweifel. Keine Zahl wurde stillschweigend berichtigt.",
        "{total} places of the report contradict themselves or cannot hold together. Each has been computed; the "
        "computation is repeated with every run. The grade says how certain the finding is: established by arithmetic, "
        "probable, or doubt. No number was corrected silently.",
    ),
    "grade_E": ("rechnerisch erwiesen", "established by arithmetic"),
    "grade_P": ("wahrscheinlich", "probable"),
    "grade_D": ("Zweifel", "doubt"),
    "grade_head": ("Grad", "Grade"),
    "sum": ("Rechnung: {sums}.", "The sum: {sums}."),
    "value_of": ("{value} ({count} von {n})", "{value} ({count} of {n})"),
    "grade": ("Grad: {grade}.", "Grade: {grade}."),
    "touches": ("Betroffen: {rows}.", "Concerns: {rows}."),
    "candidates": ("Was stattdessen stimmen kann", "What may be right instead"),
    "candidates_caption": ("{id}: gedruckt und mögliche wahre Werte.", "{id}: printed, and possible true values."),
    "printed": ("Gedruckt", "Printed"),
    "candidate": ("Kandidat", "Candidate"),
    "reason": ("Begründung", "Reason"),
    "errata_numbers": ("Zahlen, die so nicht stimmen können ({n})", "Numbers that cannot be right as printed ({n})"),
    "errata_words": (
        "Grundgesamtheiten, Wortlaute, Verweise, Deutungen ({n})",
        "Bases, wordings, references, readings ({n})",
    ),
    "unknown_value": ("unbekannt", "unknown"),
    # Open
    "open": ("Was der Druck offen lässt", "What the print leaves open"),
    "open_lead": (
        "{n} gedruckte Zahlen lassen sich nicht nachrechnen, weil die Daten oder die Fragen dazu fehlen:",
        "{n} printed numbers cannot be computed again because the data or the questions behind them are missing:",
    ),
    "open_caption": (
        "Nicht reproduzierbare Zahlen und was dafür nötig wäre.",
        "Numbers that are not reproducible, and what would be needed.",
    ),
    "assumed_lead": (
        "Zu den folgenden Fragen ist kein Ergebnis gedruckt. Ihre Verteilung ist angenommen; in den Abbildungen ist sie "
        "schraffiert.",
        "Of the following questions no result is printed. Their distribution is assumed; it is hatched in the figures.",
    ),
    "free_lead": (
        "Ebenso wenig gedruckt sind: Streuungen, Ergebnisse nach Gruppen außer in den genannten Fällen, Zusammenhänge "
        "zwischen Fragen und jede Angabe zu einzelnen Kommunen. Was die erzeugten Antworten dazu zeigen, ist Annahme.",
        "Nor are printed: spreads, results by group except where named, associations between questions, and anything on "
        "single municipalities. What the generated answers show of these is assumption.",
    ),
    # Ledger
    "ledger": ("Alle gedruckten Zahlen", "All printed numbers"),
    "ledger_lead": (
        "Jede Zahl mit Fundstelle, der hier gerechneten Zahl und dem Urteil.",
        "Every number with its place, the number computed here, and the verdict.",
    ),
    "ledger_caption": (
        "Verzeichnis der gedruckten Zahlen (n = {n} Angaben). Anteile in Prozent.",
        "Ledger of the printed numbers (n = {n} statements). Shares in per cent.",
    ),
    "ledger_download": ("Verzeichnis als CSV", "Ledger as CSV"),
    "number": ("Nr.", "No."),
    "statement": ("Angabe", "Statement"),
    "place": ("Stelle", "Place"),
    "ours": ("Hier", "Here"),
    "base": ("n", "n"),
    "in_section": ("Text: {section}", "text: {section}"),
    "wave": ("Welle", "Wave"),
    "change_of": ("{waves}", "{waves}"),
    "needed": ("Was nötig wäre", "What would be needed"),
    "about_intro_fragen_geschlossen": ("Fragebogen: geschlossene Fragen", "Questionnaire: closed questions"),
    "about_intro_fragen_offen": ("Fragebogen: offene Fragen", "Questionnaire: open questions"),
    "about_anschreiben_fragen": (
        "Fragebogen: Fragen nach dem Anschreiben",
        "Questionnaire: questions by the cover letter",
    ),
    "about_anschreiben_minuten": ("Anschreiben: Minuten für die Antwort", "Cover letter: minutes needed to answer"),
    "about_instrument": ("Angabe zum Fragebogen", "Fact about the questionnaire"),
    "about_sample": ("Teilnehmende Kommunen", "Municipalities taking part"),
    "about_response": ("Rücklauf", "Response rate"),
    "about_unknown": ("Frage nicht bekannt", "Question not known"),
    "about_n": ("{what}: Zahl der Antworten", "{what}: number of answers"),
    "about_number": ("{what}: Anzahl", "{what}: number"),
    "no_answer": ("keine Antwort", "no answer"),
    "in_group": ("{what}; {group}", "{what}; {group}"),
    "and_more": ("{first} und {n} weitere", "{first} and {n} more"),
    # Replacing
    "replace": ("Die echten Daten einsetzen", "Putting in the real data"),
}
