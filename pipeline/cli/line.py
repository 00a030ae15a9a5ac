"""Commands along the line: from the questionnaire over exports to figures and reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from pipeline.cli.app import app, line_of, open_survey, waves_of
from pipeline.cli.options import Force, InternalOutput, Renderer, Waves
from pipeline.project import Project, ProjectError


@app.command()
def schema() -> None:
    """Write the JSON Schemas that let an editor complete and check the questionnaire while you type."""
    from pipeline.questionnaire.schema import write

    project = Project.find()
    for path in write(project.questionnaire):
        typer.echo(project.relative(path))


@app.command()
def ingest(waves: Waves = None, *, force: Force = False) -> None:
    """Read the exports under data/raw/ into the warehouse and account for every cell.

    The format is found by the content: LimeSurvey's CSV, JSON, Excel, VV, SPSS, Stata, R and archives, in every setting.
    SoSci Survey, Unipark, Qualtrics, KoboToolbox, ODK, SPSS, Stata and other tables are read too (munisurvey map).
    An export that cannot be read gives exit code 2 and a message with file, row and column; nothing of it is stored.
    """
    from pipeline.terminal import print_account

    line = line_of(force=force)
    chosen = waves_of(line, waves)
    line.ingest()
    with open_survey(line) as survey:
        for wave in chosen:
            print_account(survey, wave)


@app.command()
def validate(*, force: Force = False) -> None:
    """Check the answers against what the questionnaire allows; findings go to reports/_output/validation.html."""
    from pipeline.terminal import print_findings

    line = line_of(force=force)
    print_findings(line.validate())
    typer.echo(line.project.relative(line.project.output / "validation.html"))


@app.command()
def build(*, force: Force = False) -> None:
    """Everything up to the marts: check, ingest, validate; writes data/processed/survey.duckdb."""
    line = line_of(force=force)
    line.validate()
    typer.echo(line.project.relative(line.project.warehouse))


@app.command()
def figures(waves: Waves = None, *, internal: InternalOutput = False, force: Force = False) -> None:
    """Draw every figure as SVG, PNG and CSV, in German and English, into reports/_output/figures/."""
    line = line_of(force=force)
    line.figures(waves_of(line, waves), internal=internal)
    typer.echo(line.project.relative(replace(line.project, internal=internal).output / "figures"))


@app.command()
def report(
    waves: Waves = None,
    *,
    renderer: Annotated[Renderer, typer.Option(help="auto takes Quarto where it is installed.")] = Renderer.AUTO,
    internal: InternalOutput = False,
    force: Force = False,
) -> None:
    """From questionnaire and exports to the printed report: HTML and PDF, German and English."""
    line = line_of(force=force)
    chosen = waves_of(line, waves)
    if not chosen:
        msg = (
            "There is no wave under data/raw/.\nHint: make a folder data/raw/<wave>/ with an export and a source.yaml."
        )
        raise ProjectError(msg)
    written = line.report(chosen, renderer=renderer.value, internal=internal)
    typer.echo(line.progress.summary())
    for path in written:
        typer.echo(line.project.relative(path))
