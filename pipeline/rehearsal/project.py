"""A project that holds nothing but one rehearsed wave, so that its report is made by the ordinary line and touches no other.

Title and note of the wave say that it is a rehearsal, wherever the report says them.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pipeline.project import Project
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.frame import frame_file
from pipeline.questionnaire.scale import Text
from pipeline.rehearsal.run import write_yaml
from pipeline.wording import phrase
from pipeline.wording.rehearsal import PHRASES

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from pipeline.questionnaire.model import Wave
    from pipeline.rehearsal.responses import Sample
    from pipeline.rehearsal.run import Outcome


def reporting_project(sample: Sample, outcome: Outcome, real: Project, folder: Path) -> Project:
    """The project in which the report on a rehearsed wave can be made.

    Parameters
    ----------
    sample, outcome:
        The responses, and the export of them that the report is made from.
    real:
        The project that the wave belongs to; templates and the population are copied from it.
    folder:
        Where the new project goes; it is made.
    """
    project = Project(folder)
    _questionnaire(project, sample)
    shutil.copytree(outcome.project.root, folder, dirs_exist_ok=True)
    frame = frame_file(real.reference)
    if frame is not None:
        project.reference.mkdir(parents=True)
        shutil.copy(frame, project.reference)
    project.reports.mkdir()
    for path in real.reports.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, project.reports)
    return project


def announced(wave: Wave) -> Wave:
    """The wave with a title and a note that say that it is a rehearsal."""
    title = Text(**{lg: phrase(PHRASES, "title", lg, title=wave.title[lg]) for lg in LANGUAGES})
    notes = {lg: [phrase(PHRASES, "note", lg), *([wave.note[lg]] if wave.note else [])] for lg in LANGUAGES}
    note = Text(**{language: " ".join(parts) for language, parts in notes.items()})
    return wave.model_copy(update={"title": title, "note": note})


def _questionnaire(project: Project, sample: Sample) -> None:
    """The questionnaire of the one wave; what is said of other waves is left out."""
    whole, asked = sample.questionnaire, {question.id for question in sample.wave.questions}
    rules = {name: rule for name, rule in whole.plausibility.items() if set(rule.questions) <= asked}
    for name, parts in (
        ("scales", whole.scales),
        ("classifications", whole.classifications),
        ("plausibility", rules),
    ):
        write_yaml(project.questionnaire / f"{name}.yaml", {key: _plain(part) for key, part in parts.items()})
    write_yaml(project.questionnaire / "disclosure.yaml", _plain(whole.disclosure))
    write_yaml(project.questionnaire / "waves" / f"{sample.wave_id}.yaml", _plain(announced(sample.wave)))


def _plain(model: BaseModel) -> dict[str, object]:
    return model.model_dump(mode="json", exclude_defaults=True)
