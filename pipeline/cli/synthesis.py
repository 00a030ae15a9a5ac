"""``munisurvey synthesise``: invented answers that give the printed numbers of 2016."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app
from pipeline.project import Project
from pipeline.terminal import BAD_DATA

if TYPE_CHECKING:
    from pipeline.reproduction.constraints import Constraints
    from pipeline.reproduction.program import InfeasibleError

Timings = Annotated[bool, typer.Option("--timings", help="Say how long each part took.")]
Seed = Annotated[int | None, typer.Option(help="Who gave which answer; default: the seed of synthesis.yaml.")]


@app.command()
def synthesise(*, seed: Seed = None, timings: Timings = False) -> None:
    """Write synthetic answers for the surveys of 2016 into data/raw/: they give every printed number that can stand.

    Counts of answers come from the ledger, the errata and data/reference/synthesis.yaml by integer programming; the
    same input gives the same files, byte for byte. Printed numbers that cannot hold together are named, and nothing is
    written.
    """
    from pipeline.reproduction.folder import check_folders, write_folder
    from pipeline.reproduction.program import InfeasibleError
    from pipeline.reproduction.synthesise import read_inputs
    from pipeline.reproduction.synthesise import synthesise as make

    project = Project.find()
    questionnaire, constraints, settings = read_inputs(project)
    check_folders(project, settings.waves)
    try:
        made = make(questionnaire, constraints, settings, seed)
    except InfeasibleError as error:
        typer.echo(_conflict(constraints, error), err=True)
        raise typer.Exit(BAD_DATA) from None
    if timings:
        for step, seconds in made.seconds.items():
            typer.echo(f"  {step:<20} {seconds:5.1f} s", err=True)
    _account(constraints)
    chosen = settings.seed if seed is None else seed
    for wave in made.waves.values():
        for written in write_folder(project, questionnaire, settings, wave, chosen):
            typer.echo(f"{project.relative(written.path)}  {written.size / 1000:.0f} kB")


def _account(constraints: Constraints) -> None:
    """Which printed numbers are not met as printed, and what is met instead."""
    typer.echo(f"{len(constraints)} statements met.")
    for head, rows in (("At a candidate", constraints.replaced), ("Left free", constraints.free)):
        if rows:
            typer.echo(f"{head} ({len(rows)}):")
        for row, reason in rows.items():
            typer.echo(f"  {row}: {reason}")


def _conflict(constraints: Constraints, error: InfeasibleError) -> str:
    """The statements that cannot hold together, each in a line."""
    lines = ["These statements cannot hold together (leave any one out, and the others can):"]
    lines += [f"  {constraints.find(reason).shown()}" for reason in error.reasons]
    lines.append(
        "Hint: compare each line with the print. If the print contradicts itself, void a row by an erratum in "
        "data/reference/errata_2017.yaml; claims stand in data/reference/synthesis.yaml. Nothing was written."
    )
    return "\n".join(lines)
