"""A wave as DDI-Codebook 2.5 XML, what data archives catalogue studies and variables with.

The document follows the element order of DDI-Codebook 2.5.1 and is valid for 2.6, too. It is written by
:mod:`~pipeline.fielding.ddi_study` and :mod:`~pipeline.fielding.ddi_variables` and checked by
:mod:`~pipeline.fielding.ddi_check` before it is handed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fielding import ddi_check, ddi_study, ddi_variables
from pipeline.fielding.artefact import Artefact
from pipeline.fielding.ddi_xml import document, root
from pipeline.fielding.study import planned
from pipeline.questionnaire.placeholders import open_texts

if TYPE_CHECKING:
    from pipeline.fielding.study import Study
    from pipeline.questionnaire import Questionnaire

SHOWN = ("title", "contact")
"""The texts of a wave that a catalogue shows."""


def write(questionnaire: Questionnaire, wave_id: str, *, study: Study | None = None) -> tuple[Artefact, ...]:
    """``ddi-<wave>.xml``: the questionnaire, and with ``study`` what is known of the answers to it.

    A reconstructed wave is described, too; what is reconstructed is noted with every variable.

    Raises
    ------
    KeyError
        If there is no such wave.
    FieldingError
        If the description breaks a rule of DDI-Codebook.
    """
    wave = questionnaire.wave(wave_id)
    found = [f"[[{name}]]" for key, language, names in open_texts(wave) for name in names
             if key in SHOWN and language == "de"]  # fmt: skip
    notes = [f"Still open in the DDI description: {' '.join(found)}."] if found else []
    content = describe(study or planned(questionnaire, wave_id))
    return (Artefact(f"ddi-{wave_id}.xml", content, notes=tuple(notes)),)


def describe(study: Study) -> bytes:
    """The description of a study, as far as it is known.

    Raises
    ------
    FieldingError
        If the description breaks a rule of DDI-Codebook.
    """
    made = root()
    ddi_study.document_description(made, study)
    ddi_study.study_description(made, study)
    ddi_study.file_description(made, study)
    ddi_variables.data_description(made, study)
    ddi_check.check(made, study.wave)
    return document(made)
