"""Which responses count, in words: the same sentence in the report and on the page of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.wording import phrase

if TYPE_CHECKING:
    from pipeline.questionnaire import Language
    from pipeline.wording import Phrases

_RULE: Phrases = {
    "left_out": (
        "Gezählt werden abgeschickte Antworten. Nicht gezählt werden abgebrochene und nur geöffnete Fragebögen, "
        "Testeinträge und, wenn unter einem Zugangscode mehrfach abgeschickt wurde, alle außer der {which} Antwort.",
        "Submitted responses are counted. Not counted are questionnaires that were broken off or only opened, test "
        "entries and, where one access code was used to submit several times, all but the {which} response.",
    ),
    "counted": (
        "Gezählt werden abgeschickte Antworten und abgebrochene, soweit sie reichen. Nicht gezählt werden nur geöffnete "
        "Fragebögen, Testeinträge und, wenn unter einem Zugangscode mehrfach geantwortet wurde, alle außer einer "
        "Antwort: der {which} abgeschickten, sonst der {which} abgebrochenen.",
        "Submitted responses are counted, and those broken off as far as they go. Not counted are questionnaires that "
        "were only opened, test entries and, where one access code was used several times, all but one response: the "
        "{which} submitted or else the {which} broken off.",
    ),
}
_WHICH: Phrases = {"first": ("ersten", "first"), "last": ("letzten", "last")}


def rule(duplicates: str, partial: str, language: Language) -> str:
    """The rule that the settings ``duplicates`` and ``partial`` of ``source.yaml`` make."""
    return phrase(_RULE, partial, language, which=phrase(_WHICH, duplicates, language))
