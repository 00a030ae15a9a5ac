"""What the monitor of a field phase says, on its page and in the terminal. It never names a municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

MONITOR: Phrases = {
    # Head
    "title": ("Feldmonitor {wave}", "Field monitor {wave}"),
    "language": ("Deutsch", "English"),
    "internal": ("Intern", "Internal"),
    "internal_note": (
        "Nur für das Projektteam, nicht zur Veröffentlichung: Kleine Zahlen sind nicht unterdrückt. Keine Kommune ist "
        "genannt; wer noch nicht geantwortet hat, steht nur in der Liste für die Erinnerung.",
        "For the project team only, not for publication: small numbers are not withheld. No municipality is named; who has "
        "not answered yet stands in the list for the reminder only.",
    ),
    "synthetic": (
        "Synthetische Daten: erfundene Antworten, keine Befragungsergebnisse.",
        "Synthetic data: invented answers, not survey results.",
    ),
    "period": ("Feldzeit {period}.", "Field period {period}."),
    "as_of": ("Stand des Exports: {date}, {time} Uhr.", "Export of {date}, {time}."),
    "no_export": (
        "Noch keine Antwort: Es liegt kein Export mit Antworten vor.",
        "No response yet: there is no export with responses.",
    ),
    "running": (
        "Das Feld läuft noch: alle Zahlen sind ein Zwischenstand.",
        "The field phase is still running: all numbers are interim.",
    ),
    "over": ("Die Feldzeit ist zu Ende.", "The field period is over."),
    # Tiles
    "eligible": ("eingeladen", "invited"),
    "submitted": ("abgeschickt", "submitted"),
    "rate": ("Rücklauf (RR2)", "response rate (RR2)"),
    "unfinished": ("begonnen oder geöffnet, nicht abgeschickt", "begun or opened, not submitted"),
    "silent": ("noch nichts gehört", "nothing heard yet"),
    # What the numbers rest on
    "basis": ("Grundlage", "Basis"),
    "linked": (
        "Liste und Antworten sind über Pseudonyme verbunden: Größe und Land stammen aus der Liste der Eingeladenen.",
        "List and responses are tied together by pseudonyms: size and Land are those of the list of those invited.",
    ),
    "not_yet": (
        "Sobald es Antworten gibt, werden sie über Pseudonyme mit der Liste der Eingeladenen verbunden.",
        "As soon as there are responses, they are tied to the list of those invited by pseudonyms.",
    ),
    "no_codes_in_export": (
        "Der Export enthält keine Zugangscodes: Wer geantwortet hat, lässt sich nicht sagen. Größe und Land der Antworten "
        "sind die angegebenen, und eine Liste für die Erinnerung gibt es nicht.",
        "The export has no access codes: who has answered cannot be told. Size and Land of the responses are as stated in "
        "them, and there is no list for the reminder.",
    ),
    "no_codes_in_list": (
        "Der Liste der Eingeladenen fehlt, woran die Antworten erkannt werden (Zugangscode oder Gemeindeschlüssel): Größe "
        "und Land der Antworten sind die angegebenen, und eine Liste für die Erinnerung gibt es nicht.",
        "The list of those invited lacks that by which responses are known (access code or AGS): size and Land of the "
        "responses are as stated in them, and there is no list for the reminder.",
    ),
    "empty_list": (
        "Auf der Liste der Eingeladenen steht keine Kommune: Raten lassen sich nicht nennen.",
        "There is no municipality on the list of those invited: there are no rates.",
    ),
    "more_than_listed": (
        "Es gibt mehr Antworten als Eingeladene, und sie lassen sich nicht verbinden: Raten wären falsch und fehlen.",
        "There are more responses than municipalities invited, and the two cannot be tied together: rates would be wrong and "
        "are left out.",
    ),
    "unlisted_one": (
        "Eine Antwort hat einen Zugangscode, der nicht auf der Liste steht; sie zählt hier nicht mit.",
        "One response has an access code that is not on the list; it is not counted here.",
    ),
    "unlisted": (
        "{n} Antworten haben einen Zugangscode, der nicht auf der Liste steht; sie zählen hier nicht mit.",
        "{n} responses have an access code that is not on the list; they are not counted here.",
    ),
    "without_code_one": (
        "Eine Antwort hat keinen Zugangscode; sie zählt hier nicht mit.",
        "One response has no access code; it is not counted here.",
    ),
    "without_code": (
        "{n} Antworten haben keinen Zugangscode; sie zählen hier nicht mit.",
        "{n} responses have no access code; they are not counted here.",
    ),
    "not_eligible_one": (
        "Eine eingeladene Kommune gehört nach der Liste nicht dazu und zählt nicht mit.",
        "One municipality invited is not eligible according to the list and is not counted.",
    ),
    "not_eligible": (
        "{n} eingeladene Kommunen gehören nach der Liste nicht dazu und zählen nicht mit.",
        "{n} municipalities invited are not eligible according to the list and are not counted.",
    ),
    # Response by group
    "response": ("Rücklauf nach Gemeindegröße und Land", "Response by size of municipality and Land"),
    "by_size": ("Nach Gemeindegröße", "By size of municipality"),
    "by_state": ("Nach Land", "By Land"),
    "group": ("Gruppe", "Group"),
    "invited": ("eingeladen", "invited"),
    "complete": ("vollständig", "complete"),
    "partial": ("teilweise", "partial"),
    "started": ("abgebrochen oder geöffnet", "broken off or opened"),
    "nothing": ("nichts", "nothing"),
    "unknown": ("ohne Angabe", "not stated"),
    "numbers": ("Zahlen zum Bild", "Numbers of the picture"),
    "day": ("Tag", "Day"),
    "that_day": ("an diesem Tag", "on that day"),
    "in_all": ("insgesamt", "in all"),
    "invitations": ("Einladungen", "invitations"),
    "answered_of": ("{answered} von {invited}", "{answered} of {invited}"),
    "responses_head": ("Antworten", "Responses"),
    "partial_head": ("teilweise", "partial"),
    "started_head": ("begonnen", "begun"),
    "nothing_by_size": ("Die Liste nennt keine Gemeindegröße.", "The list does not give sizes of municipalities."),
    "nothing_by_state": ("Die Liste nennt kein Land.", "The list does not give Länder."),
    "alt_groups": (
        "Balken je Gruppe: Anteile der eingeladenen Kommunen nach Ausgang. Höchster Rücklauf: {high} ({high_rate}); "
        "niedrigster: {low} ({low_rate}).",
        "One bar a group: shares of the municipalities invited by outcome. Highest response: {high} ({high_rate}); lowest: "
        "{low} ({low_rate}).",
    ),
    "alt_no_groups": ("Es ist niemand eingeladen.", "Nobody is invited."),
    "invited_head": ("n", "n"),
    # Day curve
    "days": ("Verlauf", "Day by day"),
    "days_note": (
        "Abgeschickte Fragebögen je Tag (Balken) und insgesamt (Linie); Dreiecke: Tage mit Einladungen.",
        "Questionnaires submitted by day (bars) and in all (line); triangles: days with invitations.",
    ),
    "days_note_plain": (
        "Abgeschickte Fragebögen je Tag (Balken) und insgesamt (Linie).",
        "Questionnaires submitted by day (bars) and in all (line).",
    ),
    "undated_one": (
        "Ein abgeschickter Fragebogen hat kein Datum und fehlt in der Kurve.",
        "One questionnaire submitted has no date and is not in the curve.",
    ),
    "undated": (
        "{n} abgeschickte Fragebögen haben kein Datum und fehlen in der Kurve.",
        "{n} questionnaires submitted have no date and are not in the curve.",
    ),
    "alt_days": (
        "Kurve der abgeschickten Fragebögen vom {first} bis {last}: insgesamt {total}, die meisten am {best} ({most}).",
        "Curve of the questionnaires submitted from {first} to {last}: {total} in all, most on {best} ({most}).",
    ),
    "alt_no_days": (
        "Es ist noch kein Fragebogen mit Datum abgeschickt.",
        "No questionnaire with a date has been submitted yet.",
    ),
    # Outcome rates
    "rates": ("Ausschöpfung", "Outcome rates"),
    "rates_note": (
        "Bezeichnet nach den Standard Definitions der AAPOR (10. Auflage 2023). Wer auf der Liste steht, gehört zur "
        "Befragung; Fälle unbekannter Zugehörigkeit gibt es nicht, deshalb sind RR1 und RR5 gleich, ebenso RR2 und RR6.",
        "Named as in the Standard Definitions of AAPOR (10th edition, 2023). Who is on the list is eligible; there are no "
        "cases of unknown eligibility, so RR1 equals RR5, and RR2 equals RR6.",
    ),
    "limits": (
        "Vollständig (I): mehr als {complete} der zutreffenden geschlossenen Fragen beantwortet; teilweise (P): {partial} bis "
        "{complete}; abgebrochen (BO): weniger, aber mindestens eine. Ob abgeschickt wurde, spielt dafür keine Rolle. "
        "„Weiß nicht“ gilt als Antwort; eine Frage mit mehreren Kästchen zählt einmal, offene Fragen zählen nicht.",
        "Complete (I): more than {complete} of the applicable closed questions answered; partial (P): {partial} to "
        "{complete}; broken off (BO): fewer, but at least one. Whether it was submitted plays no part. “Don’t know” is an "
        "answer; a question with several boxes counts once, open questions do not count.",
    ),
    "dispositions": (
        "I = {i}, P = {p}, R = {r} (abgebrochen {break_off}, nur geöffnet {opened}, verweigert {refused}), NC = {nc} (nichts "
        "gehört oder unzustellbar).",
        "I = {i}, P = {p}, R = {r} (broken off {break_off}, only opened {opened}, refused {refused}), NC = {nc} (nothing heard, "
        "or undelivered).",
    ),
    "rate_head": ("Rate", "Rate"),
    "formula_head": ("Formel", "Formula"),
    "cases_head": ("Fälle", "Cases"),
    "share_head": ("Anteil", "Share"),
    "cases_of": ("{cases} von {base}", "{cases} of {base}"),
    "rr1": ("RR1 Rücklauf: vollständig", "RR1 response rate: complete"),
    "rr2": ("RR2 Rücklauf: vollständig oder teilweise", "RR2 response rate: complete or partial"),
    "rr5": ("RR5 wie RR1, ohne unbekannte Zugehörigkeit", "RR5 as RR1, without unknown eligibility"),
    "rr6": ("RR6 wie RR2, ohne unbekannte Zugehörigkeit", "RR6 as RR2, without unknown eligibility"),
    "coop1": ("COOP1 Mitwirkung der Erreichten: vollständig", "COOP1 cooperation of those contacted: complete"),
    "coop2": (
        "COOP2 Mitwirkung der Erreichten: vollständig oder teilweise",
        "COOP2 cooperation of those contacted: complete or partial",
    ),
    "ref1": ("REF1 verweigert, abgebrochen oder nur geöffnet", "REF1 refused, broken off or only opened"),
    "con1": ("CON1 Kontakt: geöffnet oder geantwortet", "CON1 contact: opened or answered"),
    "bor": ("BOR Abbruch nach Beginn", "BOR break-off after beginning"),
    "completion": ("Abschluss: abgeschickt, wenn begonnen", "Completion: submitted, if begun"),
    "formula_rr1": ("I / ((I+P) + (R+NC+O) + U)", "I / ((I+P) + (R+NC+O) + U)"),
    "formula_rr2": ("(I+P) / ((I+P) + (R+NC+O) + U)", "(I+P) / ((I+P) + (R+NC+O) + U)"),
    "formula_rr5": ("I / ((I+P) + (R+NC+O))", "I / ((I+P) + (R+NC+O))"),
    "formula_rr6": ("(I+P) / ((I+P) + (R+NC+O))", "(I+P) / ((I+P) + (R+NC+O))"),
    "formula_coop1": ("I / ((I+P) + R + O)", "I / ((I+P) + R + O)"),
    "formula_coop2": ("(I+P) / ((I+P) + R + O)", "(I+P) / ((I+P) + R + O)"),
    "formula_ref1": ("R / ((I+P) + (R+NC+O) + U)", "R / ((I+P) + (R+NC+O) + U)"),
    "formula_con1": ("((I+P) + R + O) / ((I+P) + (R+NC+O) + U)", "((I+P) + R + O) / ((I+P) + (R+NC+O) + U)"),
    "formula_bor": ("BO / ((I+P) + BO)", "BO / ((I+P) + BO)"),
    "formula_completion": ("abgeschickt / begonnen", "submitted / begun"),
    # Break-offs
    "stops": ("Wo Fragebögen liegen bleiben", "Where questionnaires are left"),
    "stops_note": (
        "Letzte beantwortete Frage der {n} Fragebögen, die nicht abgeschickt sind, und ihr Anteil an allen, die so weit "
        "kamen. Wer noch weitermacht, steht hier, bis er abschickt.",
        "Last question answered in the {n} questionnaires that are not submitted, and their share of all that got so far. "
        "Who is still at it stands here until submitting.",
    ),
    "stops_note_one": (
        "Letzte beantwortete Frage des einen Fragebogens, der nicht abgeschickt ist, und sein Anteil an allen, die so weit "
        "kamen.",
        "Last question answered in the one questionnaire that is not submitted, and its share of all that got so far.",
    ),
    "stops_none": ("Kein Fragebogen ist liegen geblieben.", "No questionnaire is left unfinished."),
    "section": ("Seite", "Page"),
    "left_here": ("enden hier", "end here"),
    "got_here": ("kamen so weit", "got so far"),
    "only_opened": ("nur geöffnet", "only opened"),
    "question_label": ("{number}. {label}", "{number}. {label}"),
    "stopped_head": ("Anzahl", "Number"),
    "of_reached": ("{stopped} von {reached} ({share})", "{stopped} of {reached} ({share})"),
    "alt_stops": (
        "Balken je Frage: Zahl der nicht abgeschickten Fragebögen, die dort enden. Die meisten: {label} ({n}).",
        "One bar a question: number of questionnaires not submitted that end there. Most: {label} ({n}).",
    ),
    # Item nonresponse
    "nonresponse": ("Was leer bleibt", "What stays empty"),
    "nonresponse_note": (
        "Geschlossene Fragen in den {n} abgeschickten Fragebögen, die zählen; bei mehreren Punkten alle zusammen.",
        "Closed questions in the {n} submitted questionnaires that count; several items taken together.",
    ),
    "nonresponse_note_one": (
        "Geschlossene Fragen in dem einen abgeschickten Fragebogen, der zählt; bei mehreren Punkten alle zusammen.",
        "Closed questions in the one submitted questionnaire that counts; several items taken together.",
    ),
    "question": ("Frage", "Question"),
    "asked": ("gefragt", "asked"),
    "answered": ("beantwortet", "answered"),
    "residual": ("weiß nicht, verweigert", "don’t know, refused"),
    "no_answer": ("keine Angabe", "no answer"),
    "bar": (
        "{answered} beantwortet, {residual} weiß nicht oder verweigert, {no_answer} keine Angabe",
        "{answered} answered, {residual} don’t know or refused, {no_answer} no answer",
    ),
    "nobody": ("Noch ist kein Fragebogen abgeschickt.", "No questionnaire has been submitted yet."),
    # Responses and durations
    "responses": ("Antworten im Export", "Responses in the export"),
    "status_complete": ("abgeschickt, zählt", "submitted, counts"),
    "status_partial": ("begonnen, nicht abgeschickt", "started, not submitted"),
    "status_opened": ("nur geöffnet", "opened only"),
    "status_test": ("Testeintrag", "test entry"),
    "status_duplicate": ("doppelt, eine andere Antwort zählt", "duplicate, another response counts"),
    "total": ("Zusammen", "Total"),
    "status": ("Status", "Status"),
    "number": ("Anzahl", "Number"),
    "duration": (
        "Bearbeitungsdauer: Median {median} Minuten (mittlere Hälfte {low} bis {high}, n = {n}), vom Öffnen bis zum "
        "Abschicken mit allen Pausen.",
        "Duration: median {median} minutes (middle half {low} to {high}, n = {n}), from opening to submitting with all pauses.",
    ),
    "no_duration": (
        "Bearbeitungsdauer: nicht zu nennen, weil kein abgeschickter Fragebogen Anfang und Ende hat.",
        "Duration: cannot be given, as no submitted questionnaire has a beginning and an end.",
    ),
    # Reminder
    "reminder": ("Erinnerung", "Reminder"),
    "reminder_note": (
        "{n} Kommunen haben noch nicht abgeschickt und nicht abgesagt. Ihre Liste liegt in {file}; sie gehört nicht "
        "weitergegeben und steht an keiner anderen Stelle.",
        "{n} municipalities have not submitted and have not declined. Their list lies in {file}; it is not to be passed on "
        "and stands nowhere else.",
    ),
    "reminder_note_one": (
        "Eine Kommune hat noch nicht abgeschickt und nicht abgesagt. Sie steht in {file}; die Liste gehört nicht "
        "weitergegeben.",
        "One municipality has not submitted and has not declined. It stands in {file}; the list is not to be passed on.",
    ),
    "reminder_none": (
        "Keine Liste: Wer nicht geantwortet hat, lässt sich nicht sagen.",
        "No list: who has not answered cannot be told.",
    ),
    "footer": (
        "Ermittelt aus dem Export und der Liste der Eingeladenen; gespeichert ist davon nichts als diese Seite und die Liste "
        "für die Erinnerung.",
        "Found from the export and the list of those invited; nothing of it is stored but this page and the list for the "
        "reminder.",
    ),
    # Messages of the command
    "left_out": (
        "Nicht gelesen (Angaben zu Personen): {columns}.",
        "Not read (about people): {columns}.",
    ),
    "unknown_columns": ("Nicht gelesen (unbekannt): {columns}.", "Not read (unknown): {columns}."),
    "list_inside": (
        "Die Liste der Eingeladenen liegt im Projekt und könnte weitergegeben werden: besser außerhalb ablegen.",
        "The list of those invited lies inside the project, where it could be passed on: better keep it outside.",
    ),
    "page_written": ("Seite: {file} (intern)", "Page: {file} (internal)"),
}
