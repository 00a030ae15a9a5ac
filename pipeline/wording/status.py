"""How much of a figure of 2016 is in print, in both languages: status, key of the marks, and what stands beside a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    # The status line under a figure
    "published": ("Veröffentlichte Werte", "Published values"),
    "partly": ("Teilweise veröffentlicht", "Partly published"),
    "unpublished": ("Nicht veröffentlicht (synthetische Form)", "Not published (synthetic shape)"),
    "line": ("{status}{parts}. {evidence}", "{status}{parts}. {evidence}"),
    "calibrated_to": (
        "Synthetische Daten, kalibriert an Gesemann/Roth 2017",
        "Synthetic data, calibrated to Gesemann/Roth 2017",
    ),
    "mean": ("Mittelwerte", "means"),
    "share": ("Anteile", "shares"),
    "interval": ("Intervalle", "intervals"),
    "count": ("Anzahlen", "counts"),
    "some_of": ("{what} {some} von {all}", "{what} {some} of {all}"),
    "all_of": ("{what} alle {all}", "{what} all {all}"),
    "none_of": ("{what} keine", "{what} none"),
    "contradicted": (
        "; gedruckt, aber widersprüchlich: {number} ({errata})",
        "; printed but contradictory: {number} ({errata})",
    ),
    "missed": ("; abweichend vom Druck: {number}", "; different from print: {number}"),
    # The key under the notes, one entry per mark
    "key_printed": ("Veröffentlichter Wert", "Published value"),
    "key_calibrated": (
        "Wert nicht veröffentlicht: synthetisch, angepasst an das, was gedruckt ist (Mittel, Summe oder Grenze)",
        "Value not published: synthetic, fitted to what is in print (mean, total or bound)",
    ),
    "key_shape": (
        "Verteilung nicht veröffentlicht: synthetische Form, angepasst an das, was gedruckt ist",
        "Distribution not published: synthetic shape, fitted to what is in print",
    ),
    "key_contradicted": (
        "Gedruckter Wert unmöglich oder widersprüchlich: hier der am besten begründete, der gedruckte steht daneben",
        "Printed value impossible or contradictory: here the best-founded one, the printed one stands beside it",
    ),
    "key_missed": (
        "Vom Druck abweichender Wert, der gedruckte steht daneben",
        "Value different from print, the printed one stands beside it",
    ),
    "key_assumed": (
        "Kein brauchbarer Wert veröffentlicht: angenommen, ohne Aussage",
        "No usable value published: assumed, says nothing",
    ),
    "bold_means": ("Fett: veröffentlichte Mittelwerte.", "Bold: published means."),
    "synthetic_intervals": (
        "Die Intervalle folgen aus der synthetischen Streuung.",
        "The intervals follow from the synthetic spread.",
    ),
    # Said of a number
    "said_calibrated": ("synthetisch", "synthetic"),
    "said_contradicted": ("im Druck {value}, widersprüchlich", "{value} in print, contradictory"),
    "said_missed": ("im Druck {value}", "{value} in print"),
    "said_assumed": ("angenommen", "assumed"),
    "printed_beside": ("gedruckt: {value}", "printed: {value}"),
    "printed_of": ("gedruckt: {value} von {n}", "printed: {value} of {n}"),
    # Around the figure
    "title": ("Abbildung {number}: {title}", "Figure {number}: {title}"),
    "title_view": ("Abbildung {number}, andere Ansicht: {title}", "Figure {number}, another view: {title}"),
    "model": (
        "Vorlage: Gesemann/Roth 2017, Abb. {number}; eigene Darstellung.",
        "After Gesemann/Roth 2017, Abb. {number}; our own drawing.",
    ),
    "caption": ("{caption}", "{caption}"),
    "caption_view": (
        "Abb. {number} des Berichts, andere Ansicht: {caption}",
        "Figure {number} of the report, another view: {caption}",
    ),
    "absent": ("nicht veröffentlicht", "not published"),
}
