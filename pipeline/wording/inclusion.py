"""Which responses count, in words: the same sentence in the report and on the page of findings.

One entry per setting of ``duplicates`` in ``source.yaml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.wording import Phrases

RULE: Phrases = {
    "first": (
        "Gezählt werden abgeschickte Antworten. Nicht gezählt werden abgebrochene und nur geöffnete Fragebögen, "
        "Testeinträge und, wenn unter einem Zugangscode mehrfach abgeschickt wurde, alle außer der ersten Antwort.",
        "Submitted responses are counted. Not counted are questionnaires that were broken off or only opened, test "
        "entries and, where one access code was used to submit several times, all but the first response.",
    ),
    "last": (
        "Gezählt werden abgeschickte Antworten. Nicht gezählt werden abgebrochene und nur geöffnete Fragebögen, "
        "Testeinträge und, wenn unter einem Zugangscode mehrfach abgeschickt wurde, alle außer der letzten Antwort.",
        "Submitted responses are counted. Not counted are questionnaires that were broken off or only opened, test "
        "entries and, where one access code was used to submit several times, all but the last response.",
    ),
}
