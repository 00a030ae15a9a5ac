"""What is said where something is withheld, and where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

PUBLICATION: Phrases = {
    "internal": ("Intern – nicht zur Veröffentlichung", "Internal – not for publication"),
    "internal_why": (
        "Nichts ist zurückgehalten: Die Zahlen können einzelne Kommunen verraten.",
        "Nothing is withheld: the numbers may give single municipalities away.",
    ),
    "caption": ("{sign} nicht ausgewiesen (siehe Methode).", "{sign} not shown (see the chapter on method)."),
    "method_published": (
        "Wer geantwortet hat, lässt sich an Größe und Land erkennen. Wo Ergebnisse danach gegliedert sind, steht deshalb "
        "{sign} an der Stelle von Gruppen mit weniger als {minimum} Antworten und von Antworten, die in einer Gruppe weniger "
        "als {minimum} Kommunen gaben; ebenso an der Stelle von Werten, aus denen sich diese errechnen ließen. Eine Gruppe "
        "kann so ihren Mittelwert behalten und ihre Verteilung oder ihr Intervall verlieren. Über alle Kommunen sind auch "
        "kleine Zahlen ausgewiesen. Vor der Ausgabe wurde versucht, jede zurückgehaltene Zahl aus allen anderen zu errechnen; "
        "es gelang bei keiner.",
        "Who answered may be recognised by size and Land. Where results are broken down by them, {sign} therefore stands in "
        "place of groups with fewer than {minimum} answers, of answers that fewer than {minimum} municipalities of a group "
        "gave, and of values from which these could be worked out. So a group may keep its mean and lose its distribution or "
        "its interval. Over all municipalities small numbers are shown, too. Before this was written, it was tried to work "
        "out every withheld number from all others; it succeeded for none.",
    ),
    "method_suppressed": (
        "Wer geantwortet hat, lässt sich an Größe und Land erkennen. Deshalb steht {sign} an der Stelle von Gruppen und "
        "Antworten mit weniger als {minimum} Kommunen, auch über alle Kommunen, und von Werten, aus denen sich diese errechnen "
        "ließen. Vor der Ausgabe wurde versucht, jede zurückgehaltene Zahl aus allen anderen zu errechnen; es gelang bei "
        "keiner.",
        "Who answered may be recognised by size and Land. {sign} therefore stands in place of groups and answers of fewer "
        "than {minimum} municipalities, over all municipalities as well, and of values from which these could be worked out. "
        "Before this was written, it was tried to work out every withheld number from all others; it succeeded for none.",
    ),
    "method_internal": (
        "Dies ist eine interne Ausgabe. Nichts ist zurückgehalten: Sie zeigt auch Gruppen und Antworten mit weniger als "
        "{minimum} Kommunen, die sich an Größe und Land erkennen lassen.",
        "This is an internal output. Nothing is withheld: it shows groups and answers of fewer than {minimum} municipalities, "
        "too, which may be recognised by size and Land.",
    ),
    "withheld": (
        "{sign} nicht ausgewiesen: Gruppen und Antworten mit weniger als {minimum} Kommunen, und Werte, aus denen sie sich "
        "errechnen ließen.",
        "{sign} not shown: groups and answers of fewer than {minimum} municipalities, and values from which they could be "
        "worked out.",
    ),
}
