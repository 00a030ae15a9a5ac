"""The application every command belongs to, and how a command gets at the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from pipeline.analysis import Survey
    from pipeline.cli.options import Format, Language
    from pipeline.stages import Line

app = typer.Typer(
    name="munisurvey",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "Check, analyse and publish a survey of municipalities. Every command does what it needs of the earlier "
        "steps, and leaves out what has not changed.\n\n"
        "Start with **munisurvey report**: it reads every export under data/raw/ and writes reports/_output/."
    ),
)


def line_of(*, force: bool = False) -> Line:
    """The project around the current directory, its progress shown on the error stream."""
    from pipeline.stages import Line
    from pipeline.terminal import StepLog

    return Line(Project.find(), StepLog(), force=force)


def waves_of(line: Line, waves: list[str] | None) -> list[str]:
    """The waves asked for; unknown ones are a usage error that lists the known."""
    unknown = [wave for wave in waves or [] if wave not in line.waves]
    if unknown:
        known = ", ".join(line.waves) or "none yet"
        msg = (
            f"There is no wave '{unknown[0]}' under data/raw/ (found: {known}).\n"
            f"Hint: put the export and a source.yaml into data/raw/{unknown[0]}/, as data/raw/demo/ does."
        )
        raise ProjectError(msg)
    return waves or line.waves


def open_survey(line: Line) -> Survey:
    """The survey as the line last built it."""
    from pipeline import warehouse
    from pipeline.analysis import Survey

    return Survey(warehouse.connect(line.project.warehouse), line.questionnaire, line.project)


def announce(output: Format, language: Language, *, internal: bool) -> None:
    """Say above a table that it is not for publication; CSV and JSON carry it inside."""
    if internal and output.value == "table":
        from pipeline.wording import phrase
        from pipeline.wording.publication import PUBLICATION

        typer.echo(phrase(PUBLICATION, "internal", language.value))


def print_table(ask: Callable[[Survey], pd.DataFrame], output: Format, language: Language) -> None:
    """Bring the warehouse up to date, ask it for a frame and print it."""
    from pipeline.terminal import print_frame

    line = line_of()
    line.ingest()
    with open_survey(line) as survey:
        print_frame(ask(survey), output.value, language.value)
