"""The wording a wave was fielded with, kept apart: ``questionnaire/wording.yaml``, one fingerprint per variable.

Waves share their scales. Whoever mends a label for next year mends it for the answers of the past as well, and every
comparison goes on as if nothing had happened. What was recorded when a wave went into the field does not move along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import RootModel, StringConstraints

from pipeline.questionnaire.item_wording import item_wording
from pipeline.questionnaire.model import Identifier, WaveId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire.load import Questionnaire

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Record = dict[WaveId, dict[Identifier, Fingerprint]]

_HEAD = """\
# yaml-language-server: $schema=schema/wording.schema.json
# The wording of each variable of a wave when it went into the field (the first 16 digits of its fingerprint).
# Written by munisurvey check --record WAVE; munisurvey check says what has been changed since.
"""


class WordingFile(RootModel[Record]):
    """``questionnaire/wording.yaml``: wave to variable to fingerprint."""


def fingerprints(questionnaire: Questionnaire, wave_id: str) -> dict[str, str]:
    """Variable to the first 16 hex digits of its wording's SHA-256, in questionnaire order.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    return {
        variable.name: item_wording(
            questionnaire, variable.question, variable.item.id if variable.item is not None else None
        ).fingerprint[:16]
        for variable in questionnaire.variables(wave_id)
    }


def departures(questionnaire: Questionnaire, wave_id: str) -> dict[str, tuple[str, ...]]:
    """What of a recorded wave is no longer worded as it was: question to variables; empty if nothing is recorded.

    A variable that is gone stands under its own name; one that was added has no record to depart from.
    """
    now = fingerprints(questionnaire, wave_id)
    of_question = {variable.name: variable.question.id for variable in questionnaire.variables(wave_id)}
    found: dict[str, tuple[str, ...]] = {}
    for name, fingerprint in questionnaire.recorded.get(wave_id, {}).items():
        if now.get(name) != fingerprint:
            question = of_question.get(name, name)
            found[question] = (*found.get(question, ()), name)
    return found


def render(recorded: Mapping[str, Mapping[str, str]]) -> str:
    """The text of ``wording.yaml``; waves in order of their names."""
    lines = [_HEAD]
    for wave_id in sorted(recorded):
        lines.append(f'\n"{wave_id}":\n')
        lines += [f'  {name}: "{fingerprint}"\n' for name, fingerprint in recorded[wave_id].items()]
    return "".join(lines)
