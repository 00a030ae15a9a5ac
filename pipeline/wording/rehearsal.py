"""What a dry run says: how its title, its note and its invented texts make plain that nobody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PHRASES: Phrases = {
    "title": ("Probelauf: {title}", "Rehearsal: {title}"),
    "note": (
        "Dies ist der Bericht eines Probelaufs, bevor jemand befragt wurde. Die Antworten wurden aus dem Fragebogen "
        "erzeugt, damit sich ansehen lässt, wie der Bericht aussehen wird; Zahlen und Unterschiede haben keine Bedeutung.",
        "This is the report of a rehearsal, before anybody was asked. The answers were generated from the questionnaire, "
        "so that one can see what the report will look like; numbers and differences have no meaning.",
    ),
    "tool": ("{tool} (Probelauf / rehearsal)", "{tool} (Probelauf / rehearsal)"),
}

LINES: tuple[tuple[str, str], ...] = (
    ("Probelauf, erfunden (Nr. {number})", "Rehearsal, invented (no. {number})"),
    ("Probelauf: erfundene „Stelle {number}“ & Büro", "Rehearsal: invented “Office {number}” & bureau"),
    ("=PROBELAUF(erfunden;{number})", "=REHEARSAL(invented,{number})"),
    ("Probelauf (erfunden): Straße, Größe, 100 %", "Rehearsal (invented): Łódź, Málaga, 100 %"),
)
"""Invented answers to a question with one line; with signs that file formats stumble over."""

TEXTS: tuple[tuple[str, str], ...] = (
    *LINES,
    (
        'Probelauf, erfunden: "Runder Tisch" seit {number}; mit Vereinen, Schulen, Kammern',
        'Rehearsal, invented: a "round table" since {number}; with clubs, schools, chambers',
    ),
    (
        "Probelauf, erfunden (Nr. {number}):\n- erste Zeile\n- zweite Zeile, mit 'Anführung' 😀",
        "Rehearsal, invented (no. {number}):\n- first line\n- second line, with 'quotes' 😀",
    ),
    ("- Probelauf: erfundene Antwort mit Spiegelstrich", "- Rehearsal: invented answer with a dash"),
)
"""Invented answers to a question with room for several lines."""
