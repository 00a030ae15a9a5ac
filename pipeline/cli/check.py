"""``munisurvey check``: whether the questionnaire is sound, and how long it takes to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app
from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire


Record = Annotated[str | None, typer.Option("--record", metavar="WAVE", help="Write down the wording of this wave.")]


@app.command()
def check(*, record: Record = None) -> None:
    """Check the questionnaire and explain every mistake with file, line and what to do.

    What is no mistake but still open, or no longer fits an earlier wave, is listed below as a hint. With --record the
    wording of a wave is written down as it goes into the field, so that a later change of it is found.
    """
    from pipeline.questionnaire.load import review

    project = Project.find()
    if record is not None:
        _record(project, record)
    questionnaire, hints = review(project.questionnaire)
    for line in _summary(questionnaire):
        typer.echo(line)
    if hints:
        typer.echo(f"\nTo look at ({len(hints)}); none of it stops anything:")
    for hint in hints:
        typer.echo(str(hint))


def _summary(questionnaire: Questionnaire) -> list[str]:
    from pipeline.questionnaire.duration import estimated_minutes

    lines = []
    for wave_id, wave in questionnaire.waves.items():
        numbered = sum(question.number is not None for question in wave.questions)
        variables = len(questionnaire.variables(wave_id))
        lines.append(
            f"{wave_id}: fine ({numbered} numbered questions, {len(wave.questions)} in all, {variables} variables, "
            f"about {estimated_minutes(wave):.0f} minutes)"
        )
    for name, module in questionnaire.modules.items():
        asked = len(module.questions)
        lines.append(f"module {name}: fine ({asked} questions, about {estimated_minutes(module):.1f} minutes)")
    return lines


def _record(project: Project, wave_id: str) -> None:
    from pipeline.questionnaire import load
    from pipeline.questionnaire.record import fingerprints, render
    from pipeline.work import replace

    questionnaire = load(project.questionnaire)
    if wave_id not in questionnaire.waves:
        msg = (
            f"There is no questionnaire '{wave_id}' under questionnaire/waves/.\n"
            f"Hint: there are {', '.join(questionnaire.waves)}."
        )
        raise ProjectError(msg)
    if questionnaire.wave(wave_id).status == "reconstructed":
        msg = (
            f"The wording of {wave_id} is reconstructed; there is nothing to record.\n"
            "Hint: record a wave when it goes into the field."
        )
        raise ProjectError(msg)
    recorded = {**questionnaire.recorded, wave_id: fingerprints(questionnaire, wave_id)}
    path = project.questionnaire / "wording.yaml"
    replace(path, render(recorded))
    typer.echo(f"{project.relative(path)}: {wave_id} recorded\n")
