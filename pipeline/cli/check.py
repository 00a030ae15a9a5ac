"""``munisurvey check``: whether the questionnaire is sound, and how long it takes to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pipeline.cli.app import app
from pipeline.project import Project

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire


@app.command()
def check() -> None:
    """Check the questionnaire and explain every mistake with file, line and what to do.

    What is no mistake but still open, or no longer fits an earlier wave, is listed below as a hint.
    """
    from pipeline.questionnaire.load import review

    questionnaire, hints = review(Project.find().questionnaire)
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
