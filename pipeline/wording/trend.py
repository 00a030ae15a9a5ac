"""A question over several waves in words: what is shown, who was asked when, and what a difference does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.wording import numbers, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire import Language
    from pipeline.wording import Phrases

TREND: Phrases = {
    "heading": ("Im Zeitvergleich", "Over time"),
    "item": ("Frage", "Item"),
    "group": ("Gruppe", "Group"),
    "mean": ("Mittelwerte (n)", "Means (n)"),
    "share": ("Anteil der Antworten {answers} (n)", "Share of the answers {answers} (n)"),
    "share_one": ("Anteil der Antwort {answers} (n)", "Share of the answer {answers} (n)"),
    "quoted": ("„{text}“", "“{text}”"),
    "and": (" und ", " and "),
    "legend_mean": (
        "Mittelwert (n), in eckigen Klammern das 95-%-Intervall.",
        "Mean (n), its 95% interval in square brackets.",
    ),
    "legend_share": (
        "Anteil der Antworten {answers} an den inhaltlichen (n), in eckigen Klammern das 95-%-Intervall (Wilson).",
        "Share of the answers {answers} among the substantive ones (n), its 95% interval (Wilson) in square brackets.",
    ),
    "legend_share_one": (
        "Anteil der Antwort {answers} an den inhaltlichen (n), in eckigen Klammern das 95-%-Intervall (Wilson).",
        "Share of the answer {answers} among the substantive ones (n), its 95% interval (Wilson) in square brackets.",
    ),
    "not_asked": (
        "Ein Strich steht, wo in dieser Welle nicht vergleichbar gefragt wurde.",
        "A dash stands where a wave did not ask comparably.",
    ),
    "alone": (
        "Keine frühere Welle ist vergleichbar; gezeigt ist nur {wave}.",
        "No earlier wave is comparable; only {wave} is shown.",
    ),
    "refused_wave": ("Nicht verglichen mit {wave}: {reason}", "Not compared with {wave}: {reason}"),
    "refused_items": (
        "Nicht verglichen mit {wave}, weil nicht oder anders gefragt: {items}.",
        "Not compared with {wave}, as not asked or asked otherwise: {items}.",
    ),
    "caution": (
        "Ein Unterschied zwischen Wellen mischt Veränderung und Auswahl: Es antworten nicht dieselben Kommunen, und die "
        "Teilnahme ist freiwillig.",
        "A difference between waves mixes change and selection: it is not the same municipalities that answer, and "
        "participation is voluntary.",
    ),
    "change_hint": (
        "Was sich bei den Kommunen geändert hat, die zweimal geantwortet haben, prüft munisurvey change.",
        "What changed among the municipalities that answered twice is tested by munisurvey change.",
    ),
    "synthetic": ("Synthetische Daten: {waves}.", "Synthetic data: {waves}."),
    "assumed": (
        "* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "* Even the distribution is assumed: no published value determines it.",
    ),
    # Report
    "see": (
        "{figure} und {shown} stellen die Wellen nebeneinander, die vergleichbar gefragt haben.",
        "{figure} and {shown} set the waves side by side that asked comparably.",
    ),
    "see_one": (
        "{shown} stellt die Wellen nebeneinander, die vergleichbar gefragt haben.",
        "{shown} sets the waves side by side that asked comparably.",
    ),
    "caption": ("{title} im Zeitvergleich: {measure}.", "{title} over time: {measure}."),
    # Figure
    "explain_mean": ("Mittelwerte {scale}, mit 95-%-Intervall.", "Means {scale}, with 95% interval."),
    "explain_number": ("Mittelwerte, mit 95-%-Intervall.", "Means, with 95% interval."),
    "explain_share": (
        "Anteil der Antworten {answers} in Prozent, mit 95-%-Intervall.",
        "Share of the answers {answers} in per cent, with 95% interval.",
    ),
    "explain_share_one": (
        "Anteil der Antwort {answers} in Prozent, mit 95-%-Intervall.",
        "Share of the answer {answers} in per cent, with 95% interval.",
    ),
    "spacing": (
        "Die Abstände zwischen den Wellen sind nicht maßstäblich.",
        "The distances between the waves are not to scale.",
    ),
    "ring": ("Synthetische Daten: {waves}.", "Synthetic data: {waves}."),
    "synthetic_word": ("synthetisch", "synthetic"),
}


def measured(key: str, answers: Sequence[str], language: Language) -> str:
    """A phrase on what is followed: ``key`` with the answers in quotation marks, if there are any."""
    if not answers:
        return phrase(TREND, key, language)
    shown = [phrase(TREND, "quoted", language, text=answer) for answer in answers]
    named = phrase(TREND, "and", language).join(shown)
    return phrase(TREND, f"{key}_one" if len(answers) == 1 else key, language, answers=named)


def value(number: float | None, measure: str, language: Language) -> str:
    """A mean, or a share in per cent."""
    return numbers.percent(number, language) if measure == "share" else numbers.number(number, language)


def interval(low: float | None, high: float | None, measure: str, language: Language) -> str:
    """The interval of a mean, or of a share in per cent."""
    if not (numbers.defined(low) and numbers.defined(high)):
        return numbers.NOT_SHOWN
    if measure == "share":
        return numbers.interval(100 * low, 100 * high, language, 0)
    return numbers.interval(low, high, language)
