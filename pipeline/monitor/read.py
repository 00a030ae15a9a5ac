"""From a wave's folder and the list of those invited to the state of the field phase."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest import NothingYetError, ingest_wave
from pipeline.ingest.invited import InvitedList, read_invited
from pipeline.ingest.pseudonym import key_of
from pipeline.ingest.source import describe_source
from pipeline.monitor.cases import Case, cases, units
from pipeline.monitor.fieldwork import Fieldwork, Limits, fieldwork
from pipeline.monitor.responses import nothing, responses
from pipeline.questionnaire.yaml_source import QuestionnaireError, did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.warehouse import WaveData


@dataclass(frozen=True)
class Monitored:
    """The numbers, and apart from them the cases, which name municipalities and go into the reminder only."""

    fieldwork: Fieldwork
    invited: InvitedList
    cases: tuple[Case, ...] = field(repr=False)


def monitor(
    project: Project, questionnaire: Questionnaire, wave: str, invited: Path, *, limits: Limits, now: dt.datetime
) -> Monitored:
    """Read the export of a wave as it is now, and the list of those invited; nothing is stored.

    Parameters
    ----------
    wave:
        A folder of ``data/raw/`` with a ``source.yaml``. Before the first response there need be no export in it, nor a
        folder, if a questionnaire has that name.
    invited:
        The list, see :mod:`pipeline.ingest.invited`.
    now:
        In UTC.

    Raises
    ------
    QuestionnaireError
        If ``source.yaml`` has mistakes.
    IngestError
        If the export or the list cannot be read, with row or line and column.
    """
    expected = not (project.raw / wave).exists() and wave in questionnaire.waves
    instrument, period, provenance = (wave, None, "real") if expected else _described(project, questionnaire, wave)
    listed = read_invited(invited, invited.name, questionnaire.classifications)
    data = None if expected else _answers(project, questionnaire, wave, now)
    key = key_of(project, provenance) if data is not None and data.unit_source else None
    frame = nothing() if data is None else responses(
        data, questionnaire, partial=limits.partial, complete=limits.complete
    )  # fmt: skip
    found = cases(listed.entries, units(listed.entries, data.unit_source if data else None, key), frame)
    state = fieldwork(
        questionnaire,
        wave,
        instrument,
        field_period=period or questionnaire.wave(instrument).field_period,
        synthetic=provenance == "synthetic",
        invited=listed,
        found=found,
        frame=frame,
        data=data,
        limits=limits,
    )
    return Monitored(state, listed, found.cases)


def _described(
    project: Project, questionnaire: Questionnaire, wave: str
) -> tuple[str, tuple[dt.date, dt.date] | None, str]:
    """The questionnaire of a wave, its field period if ``source.yaml`` says one, and where its answers are from."""
    description, yaml = describe_source(project, wave)
    instrument = description.questionnaire or wave
    if instrument not in questionnaire.waves:
        found = f"there is no questionnaire '{instrument}' under questionnaire/waves/"
        hint = did_you_mean(instrument, questionnaire.waves)
        raise QuestionnaireError([yaml.mistake(("questionnaire",), found, hint)])
    return instrument, description.field_period, description.provenance


def _answers(project: Project, questionnaire: Questionnaire, wave: str, now: dt.datetime) -> WaveData | None:
    try:
        return ingest_wave(project, questionnaire, wave, now=now)
    except NothingYetError:
        return None
