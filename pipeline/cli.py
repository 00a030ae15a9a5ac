"""The command line ``munisurvey``: parse, call, print. Run from anywhere inside a survey project.

Exit codes: 0 fine, 1 the data or the questionnaire are bad, 2 the command was used wrongly.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from pipeline.analysis import Survey
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

Waves = Annotated[list[str] | None, typer.Argument(metavar="WAVE", help="Waves (folders of data/raw/); default: all.")]
Force = Annotated[bool, typer.Option("--force", help="Do every step again, changed or not.")]
Wave = Annotated[str, typer.Argument(help="A folder of data/raw/, e.g. demo.")]
Question = Annotated[str, typer.Argument(help="A question's id or printed number, e.g. tasks or 7.")]
By = Annotated[
    str, typer.Option(help="Break down by: all, size_class, size_group, size_group_4, state, region, east_west.")
]
Internal = Annotated[bool, typer.Option("--internal", help="Show groups under five answers too. Not for publication.")]


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Language(StrEnum):
    """The language of labels and numbers."""

    DE = "de"
    EN = "en"


class Renderer(StrEnum):
    """What turns the report's source into HTML and PDF."""

    AUTO = "auto"
    QUARTO = "quarto"
    EMBEDDED = "embedded"


AsFormat = Annotated[Format, typer.Option("--format", help="table for people, csv or json for programs.")]
InLanguage = Annotated[Language, typer.Option("--language", help="Language of labels and, in tables, of numbers.")]


def _line(*, force: bool = False) -> Line:
    from pipeline.stages import Line
    from pipeline.terminal import StepLog

    return Line(Project.find(), StepLog(), force=force)


def _chosen(line: Line, waves: list[str] | None) -> list[str]:
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


@app.command()
def check() -> None:
    """Check the questionnaire and explain every mistake with file, line and what to do."""
    from pipeline.questionnaire import QuestionnaireError, inspect

    questionnaire, mistakes = inspect(Project.find().questionnaire)
    if mistakes:
        raise QuestionnaireError(mistakes)
    for wave_id, wave in questionnaire.waves.items():
        numbered = sum(question.number is not None for question in wave.questions)
        variables = len(questionnaire.variables(wave_id))
        typer.echo(
            f"{wave_id}: fine ({numbered} numbered questions, {len(wave.questions)} in all, {variables} variables)"
        )


@app.command()
def schema() -> None:
    """Write the JSON Schemas that let an editor complete and check the questionnaire while you type."""
    from pipeline.questionnaire.schema import write

    project = Project.find()
    for path in write(project.questionnaire / "schema"):
        typer.echo(project.relative(path))


@app.command()
def ingest(waves: Waves = None, *, force: Force = False) -> None:
    """Read the exports under data/raw/ into the warehouse and account for every cell."""
    from pipeline.terminal import print_account

    line = _line(force=force)
    chosen = _chosen(line, waves)
    line.ingest()
    with _survey(line) as survey:
        for wave in chosen:
            print_account(survey, wave)


@app.command()
def validate(*, force: Force = False) -> None:
    """Check the answers against what the questionnaire allows; findings go to reports/_output/validation.html."""
    from pipeline.terminal import print_findings

    line = _line(force=force)
    print_findings(line.validate())
    typer.echo(line.project.relative(line.project.output / "validation.html"))


@app.command()
def build(*, force: Force = False) -> None:
    """Everything up to the marts: check, ingest, validate; writes data/processed/survey.duckdb."""
    line = _line(force=force)
    line.validate()
    typer.echo(line.project.relative(line.project.warehouse))


@app.command()
def means(
    wave: Wave,
    question: Question,
    *,
    by: By = "all",
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """Means of a rating question, by municipality size or Land, each with its n.

    Example: munisurvey means demo tasks --by size_group --format csv
    """
    _print(
        lambda survey: survey.means(wave, question, by, language=language.value, internal=internal), output, language
    )


@app.command()
def distribution(
    wave: Wave,
    question: Question,
    *,
    by: By = "all",
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """How often each answer was given, by municipality size or Land, with n and the kinds of missing answers."""
    _print(
        lambda survey: survey.distribution(wave, question, by, language=language.value, internal=internal),
        output,
        language,
    )


@app.command()
def figures(waves: Waves = None, *, force: Force = False) -> None:
    """Draw every figure as SVG, PNG and CSV, in German and English, into reports/_output/figures/."""
    line = _line(force=force)
    line.figures(_chosen(line, waves))
    typer.echo(line.project.relative(line.project.output / "figures"))


@app.command()
def report(
    waves: Waves = None,
    *,
    renderer: Annotated[Renderer, typer.Option(help="auto takes Quarto where it is installed.")] = Renderer.AUTO,
    force: Force = False,
) -> None:
    """From questionnaire and exports to the printed report: HTML and PDF, German and English."""
    line = _line(force=force)
    chosen = _chosen(line, waves)
    if not chosen:
        msg = (
            "There is no wave under data/raw/.\nHint: make a folder data/raw/<wave>/ with an export and a source.yaml."
        )
        raise ProjectError(msg)
    written = line.report(chosen, renderer=renderer.value)
    typer.echo(line.progress.summary())
    for path in written:
        typer.echo(line.project.relative(path))


def _survey(line: Line) -> Survey:
    from pipeline import warehouse
    from pipeline.analysis import Survey

    return Survey(warehouse.connect(line.project.warehouse), line.questionnaire)


def _print(ask: Callable[[Survey], pd.DataFrame], output: Format, language: Language) -> None:
    from pipeline.terminal import print_frame

    line = _line()
    line.ingest()
    with _survey(line) as survey:
        print_frame(ask(survey), output.value, language.value)


def main() -> None:
    """Run the command line; expected problems become a message and an exit code, bugs a traceback."""
    from pipeline.terminal import INTERRUPTED, explain

    try:
        app()
    except SystemExit as stopped:
        if stopped.code != INTERRUPTED:  # typer's answer to an interruption from the keyboard
            raise
        message, exit_code = explain(KeyboardInterrupt())
        typer.echo(message, err=True)
        sys.exit(exit_code)
    except Exception as error:
        explained = explain(error)
        if explained is None:
            raise
        message, exit_code = explained
        typer.echo(message, err=True)
        sys.exit(exit_code)
