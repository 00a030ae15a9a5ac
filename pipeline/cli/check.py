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
    """Check the questionnaire and explain every mistake with file, line and what to do."""
    from pipeline.questionnaire import QuestionnaireError, inspect

    questionnaire, mistakes = inspect(Project.find().questionnaire)
    if mistakes:
        raise QuestionnaireError(mistakes)
    for line in _summary(questionnaire):
        typer.echo(line)


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
