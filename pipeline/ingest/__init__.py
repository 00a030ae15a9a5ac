"""From an export of a survey tool to one wave of answers. Knows the questionnaire and what the warehouse takes.

The heavy libraries are imported when a wave is read, not when only its ``source.yaml`` is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.account import summary
from pipeline.ingest.problems import IngestError, NothingYetError, Problem
from pipeline.ingest.source import Source, read_source

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.warehouse.records import WaveData

__all__ = ["IngestError", "NothingYetError", "Problem", "Source", "ingest_wave", "read_source", "summary"]


def ingest_wave(project: Project, questionnaire: Questionnaire, wave: str, *, now: dt.datetime) -> WaveData:
    """Read the export of one wave and account for every cell of it.

    Nothing is written except, for the first real wave with tokens, the key of the pseudonyms.

    Parameters
    ----------
    project:
        The project; the wave is ``data/raw/<wave>/``.
    questionnaire:
        All questionnaires, scales and mappings.
    wave:
        Name of the folder.
    now:
        When the wave is read, in UTC; kept with the source file.

    Raises
    ------
    QuestionnaireError
        If ``source.yaml`` has mistakes.
    IngestError
        If the export cannot be read, does not fit the questionnaire, or holds answers the scales lack; with every
        problem found, each with file, row and column.
    """
    from pipeline.ingest.wave import read_wave

    return read_wave(project, questionnaire, wave, now=now)
