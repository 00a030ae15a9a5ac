"""A wave for LimeSurvey: structure file, ``.lss``, and the mapping that leads from its export back to our variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Artefact, FieldingError
from pipeline.fielding.limesurvey_build import build
from pipeline.fielding.limesurvey_checks import problems
from pipeline.fielding.limesurvey_lss import survey_xml
from pipeline.fielding.limesurvey_mapping import mapping, mapping_yaml
from pipeline.fielding.limesurvey_structure import tab_separated
from pipeline.fielding.texts import unanswerable, wave_texts

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire

MAPPING = "mapping.yaml"
_NOTE = (
    "Import one of the two LimeSurvey files, not both; then compare the number of questions and answer options in the "
    "tool, add the participants (closed-access mode), and do not rename a code."
)


def write(questionnaire: Questionnaire, wave_id: str) -> tuple[Artefact, ...]:
    """The two structure files (either will do) and the mapping.

    Raises
    ------
    KeyError
        If there is no such wave.
    FieldingError
        With everything LimeSurvey would change or drop.
    """
    structure = build(questionnaire, wave_id)
    found = [*unanswerable(questionnaire, wave_id), *problems(structure)]
    if found:
        raise FieldingError(wave_id, "LimeSurvey", found)
    notes = (*wave_texts(questionnaire.wave(wave_id)).notes, _NOTE)
    return (
        Artefact(f"limesurvey-{wave_id}.txt", tab_separated(structure), notes=notes),
        Artefact(f"limesurvey-{wave_id}.lss", survey_xml(structure)),
        Artefact(MAPPING, mapping_yaml(mapping(questionnaire, wave_id))),
    )
