"""What stands in and around the figures, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    # Around every figure
    "base": ("Befragte Kommunen, {period}, {n}.", "Municipalities surveyed, {period}, {n}."),
    "base_waves": ("Befragte Kommunen: {parts}.", "Municipalities surveyed: {parts}."),
    "instrument": ("Fragebogen: {source}.", "Questionnaire: {source}."),
    "synthetic": (
        "Synthetische Daten: erfundene Antworten, keine Befragungsergebnisse",
        "Synthetic data: invented answers, not survey results",
    ),
    "assumed": ("angenommen", "assumed"),
    "assumed_key": (
        "Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "Even the distribution is assumed: no published value determines it.",
    ),
    "withheld": ("nicht ausgewiesen", "not shown"),
    "withheld_sign": ("·", "·"),
    "withheld_note": (
        "· Nicht ausgewiesen: Gruppen und Antworten mit weniger als {minimum} Kommunen, und Werte, aus denen sie sich "
        "errechnen ließen.",
        "· Not shown: groups and answers of fewer than {minimum} municipalities, and values from which they could be worked "
        "out.",
    ),
    "no_answers": ("keine Antworten", "no answers"),
    "left_out": ("Nicht in der Basis: {kinds}.", "Not in the base: {kinds}."),
    "n_withheld": ("n ·", "n ·"),
    "mean": ("Mittel", "Mean"),
    "n": ("n", "n"),
    "count": ("Anzahl", "Number"),
    "interval": ("95-%-Intervall", "95% interval"),
    "mean_note": ("Mittel {mean} {scale}.", "Mean {mean} {scale}."),
    "order_share": ("Geordnet nach dem Anteil.", "Ordered by share."),
    "series": ("{wave} ({n})", "{wave} ({n})"),
    "all": ("Alle", "All"),
    "quoted": ("„{text}“", "“{text}”"),
    # What is drawn, in the grey line under the question
    "scale": (
        "auf der Skala {low} ({low_label}) bis {high} ({high_label})",
        "on the scale {low} ({low_label}) to {high} ({high_label})",
    ),
    "percent": ("Angaben in Prozent.", "Figures in per cent."),
    "counts": ("Anzahl der Kommunen.", "Number of municipalities."),
    "diverging": (
        "Antworten über der Skalenmitte stehen rechts der Linie, darunter links; die mittlere je zur Hälfte.",
        "Answers above the middle of the scale stand to the right of the line, below it to the left; the middle one half on either side.",
    ),
    "percent_and_mean": ("Angaben in Prozent; Mittel {scale}.", "Figures in per cent; mean {scale}."),
    "order_mean": ("Geordnet nach dem Mittel.", "Ordered by mean."),
    "order_questionnaire": ("In der Reihenfolge des Fragebogens.", "In the order of the questionnaire."),
    "means": (
        "Mittelwerte {scale}, mit 95-%-Intervall.",
        "Means {scale}, with 95% interval.",
    ),
    "means_by": (
        "Mittelwerte nach {by}, {scale}, mit 95-%-Intervall; Linie: alle befragten Kommunen.",
        "Means by {by}, {scale}, with 95% interval; line: all municipalities surveyed.",
    ),
    "by_size": ("Gemeindegröße", "size of municipality"),
    "no_interval": (
        "Ohne Intervall: weniger als 8 Antworten, oder nicht ausgewiesen.",
        "No interval: fewer than 8 answers, or not shown.",
    ),
    "named": (
        "Anteil der Kommunen, die das Feld nannten, in Prozent; Mehrfachnennungen möglich.",
        "Share of municipalities naming the field, in per cent; several answers possible.",
    ),
    "number_shares": (
        "Anteile der Kommunen, die eine Zahl nannten, in Prozent.",
        "Shares of the municipalities that gave a number, in per cent.",
    ),
    "number_classes": ("Klassen in {unit}.", "Classes in {unit}."),
    "number_under": ("{low} bis unter {high}", "{low} to under {high}"),
    "number_to": ("{low} bis {high}", "{low} to {high}"),
    "number_below": ("unter {value}", "under {value}"),
    "number_from": ("{value} und mehr", "{value} and more"),
    "number_centre": ("Mittel {mean}{unit}, Median {median}{unit}.", "Mean {mean}{unit}, median {median}{unit}."),
    "number_median": ("Median {median}.", "Median {median}."),
    "other_line": ("Die offene Angabe {label} ist nicht dargestellt.", "The open entry {label} is not shown."),
    "top2": (
        "Anteil der Antworten {options} nach {by}, in Prozent; der höchste Wert jeder Zeile ist hervorgehoben.",
        "Share of the answers {options} by {by}, in per cent; the highest value of each row is highlighted.",
    ),
    "and": (" und ", " and "),
    # Captions
    "caption_stacked": ("{title}: Verteilung der Antworten", "{title}: distribution of answers"),
    "caption_stacked_by": ("{title}: Verteilung nach {by}", "{title}: distribution by {by}"),
    "caption_diverging": (
        "{title}: Antworten über und unter der Skalenmitte",
        "{title}: answers above and below the middle of the scale",
    ),
    "caption_sample_count": ("{title}: Anzahl der Kommunen", "{title}: number of municipalities"),
    "caption_means": ("{title}: Mittelwerte mit 95-%-Intervall", "{title}: means with 95% interval"),
    "caption_means_by": ("{title}: Mittelwerte nach {by}", "{title}: means by {by}"),
    "caption_bars": ("{title}: Antworten", "{title}: answers"),
    "caption_bars_waves": ("{title}: Antworten nach Befragung", "{title}: answers by wave"),
    "caption_trend": ("{title}: Zeitvergleich", "{title}: over time"),
    "caption_multiple": ("{title}: Nennungen", "{title}: fields named"),
    "caption_pie": ("{title}: Antworten", "{title}: answers"),
    "caption_highlight": (
        "{title}: die beiden höchsten Antworten nach {by}",
        "{title}: the two highest answers by {by}",
    ),
    "caption_count": (" ({n})", " ({n})"),
    "caption_base": (" (befragte Kommunen, {n})", " (municipalities surveyed, {n})"),
    # Alternative texts
    "alt_stacked": (
        "Gestapelte Balken zu „{title}“: Anteile der Antworten von „{first}“ bis „{last}“ in {count} Zeilen.",
        "Stacked bars on “{title}”: shares of the answers from “{first}” to “{last}” in {count} rows.",
    ),
    "alt_means": (
        "Punkte mit Intervallen zu „{title}“: Mittelwerte in {count} Zeilen.",
        "Dots with intervals on “{title}”: means in {count} rows.",
    ),
    "alt_diverging": (
        "Balken um die Skalenmitte zu „{title}“: Anteile der Antworten von „{first}“ bis „{last}“ in {count} Zeilen.",
        "Bars around the middle of the scale on “{title}”: shares of the answers from “{first}” to “{last}” in {count} rows.",
    ),
    "alt_multiples": (
        "Kleine Diagramme zu „{title}“: Mittelwerte von {groups} Gruppen nach {by}, je Aussage ein Feld ({count}).",
        "Small diagrams on “{title}”: means of {groups} groups by {by}, one panel per item ({count}).",
    ),
    "alt_trend": (
        "Punkte mit Intervallen zu „{title}“ über {waves} Wellen ({count} Reihen).",
        "Dots with intervals on “{title}” over {waves} waves ({count} series).",
    ),
    "alt_series": ("{label}: {values}", "{label}: {values}"),
    "alt_at_wave": ("{wave} {value}", "{wave} {value}"),
    "alt_bars": (
        "Balken zu „{title}“: Anteile von {count} Antworten.",
        "Bars on “{title}”: shares of {count} answers.",
    ),
    "alt_counts": ("Balken zu „{title}“: Anzahlen in {count} Zeilen.", "Bars on “{title}”: numbers in {count} rows."),
    "alt_marked": ("{text}: {rows}.", "{text}: {rows}."),
    "alt_every_row": ("alle Zeilen", "all rows"),
    "alt_every_of": ("{series} (alle)", "{series} (all)"),
    "alt_pies": ("{count} Kreisdiagramme zu „{title}“.", "{count} pie charts on “{title}”."),
    "alt_one_of_pies": ("{head} ({n}): {entries}", "{head} ({n}): {entries}"),
    "alt_pie": ("Kreisdiagramm zu „{title}“.", "Pie chart on “{title}”."),
    "alt_highlight": (
        "Tabelle zu „{title}“: Anteile der Antworten {options} in {count} Zeilen nach {by}.",
        "Table on “{title}”: shares of the answers {options} in {count} rows by {by}.",
    ),
    "alt_extremes": (
        "Am höchsten: „{high}“ ({high_value}); am niedrigsten: „{low}“ ({low_value}).",
        "Highest: “{high}” ({high_value}); lowest: “{low}” ({low_value}).",
    ),
    "alt_most": (
        "Am häufigsten: „{high}“ ({high_value}); am seltensten: „{low}“ ({low_value}).",
        "Most frequent: “{high}” ({high_value}); least frequent: “{low}” ({low_value}).",
    ),
    "alt_equal": ("Alle Werte sind gleich: {value}.", "All values are equal: {value}."),
    "alt_only": ("„{label}“: {value}.", "“{label}”: {value}."),
    "alt_listed": ("{entries}.", "{entries}."),
    "alt_in_group": ("{item}, {group}", "{item}, {group}"),
    "alt_nothing": (
        "Es gibt keine Werte zu zeigen: keine Antworten, oder nicht ausgewiesen.",
        "There are no values to show: no answers, or withheld.",
    ),
}
