"""``munisurvey rehearse``: the report before the first invitation goes out, and every export read back."""

from __future__ import annotations

import logging
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app
from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.rehearsal.responses import Sample
    from pipeline.rehearsal.run import Outcome

_REPORTS = (".html", ".pdf")
_SHOWN = 5

WaveToRehearse = Annotated[
    str, typer.Argument(metavar="WAVE", help="A questionnaire of questionnaire/waves/, e.g. 2027.")
]
Respondents = Annotated[int, typer.Option("--n", min=1, help="How many municipalities answer.")]
Seed = Annotated[int, typer.Option(help="Another number, other answers; the same one, the same.")]
Tools = Annotated[
    list[str] | None,
    typer.Option("--tools", metavar="NAME,NAME", help="Kinds of export to write and read back; default: all."),
]
Keep = Annotated[Path | None, typer.Option("--keep", help="Folder for the exports; without it they are deleted.")]
WithReport = Annotated[bool, typer.Option("--report/--no-report", help="Render the report, too.")]


@app.command()
def rehearse(
    wave: WaveToRehearse,
    *,
    respondents: Respondents = 120,
    seed: Seed = 2016,
    tools: Tools = None,
    keep: Keep = None,
    report: WithReport = True,
) -> None:
    """Invent answers to a wave, send them through every survey tool's export, and render the report.

    Nothing of the project's data is touched. Every export is read back and compared cell by cell; what its tool cannot
    express is listed. The report is made from the first export and lies in reports/_output/rehearsal/WAVE/. Exit code 1 if
    any cell comes back as something else without such a reason, or an export cannot be read.

    Example: munisurvey rehearse 2027 --n 120
    """
    from pipeline.questionnaire import load
    from pipeline.questionnaire.frame import read_frame
    from pipeline.rehearsal.invent import invent
    from pipeline.terminal import BAD_DATA

    project = Project.find()
    questionnaire = load(project.questionnaire)
    if wave not in questionnaire.waves:
        msg = (
            f"There is no questionnaire '{wave}' under questionnaire/waves/ (found: {', '.join(questionnaire.waves)}).\n"
            f"Hint: write it with munisurvey new-wave {wave}, or fix the name."
        )
        raise ProjectError(msg)
    chosen = _chosen(tools)
    frame = read_frame(project.reference, questionnaire.classifications)
    sample = invent(questionnaire, wave, respondents=respondents, seed=seed, frame=frame)
    typer.echo(_invented(sample, seed))
    with _folder(keep) as folder:
        outcomes = _run(sample, folder, chosen)
        if report:
            _report(sample, outcomes, project)
    if not all(outcome.good for outcome in outcomes):
        raise typer.Exit(BAD_DATA)


def _chosen(tools: list[str] | None) -> list[str]:
    """The tools asked for, in the order of the table."""
    from pipeline.rehearsal.exports import TOOLS

    names = [name.strip() for value in tools or [] for name in value.split(",") if name.strip()]
    unknown = [name for name in names if name not in TOOLS]
    if unknown:
        msg = f"There is no export '{unknown[0]}'.\nHint: known are {', '.join(TOOLS)}."
        raise ProjectError(msg)
    return [name for name in TOOLS if name in names or not names]


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Where the exports go: a folder to be kept, which must be new or empty, or one that is deleted."""
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        msg = f"{keep} is not empty; nothing of it is overwritten.\nHint: name a new folder after --keep."
        raise ProjectError(msg)
    yield keep


def _invented(sample: Sample, seed: int) -> str:
    from collections import Counter

    statuses = Counter(response.status for response in sample.responses)
    counts = ", ".join(f"{count} {status}" for status, count in statuses.items())
    return f"{sample.wave_id}: {len(sample.responses)} invented responses ({counts}), seed {seed}"


def _run(sample: Sample, folder: Path, tools: list[str]) -> list[Outcome]:
    """Rehearse with every tool and print the table; what differs comes below it."""
    from rich.console import Console
    from rich.table import Table

    from pipeline.rehearsal.run import rehearse as run

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("export")
    for head in ("rows", "cells", "equal", "lost", "differ", "s"):
        table.add_column(head, justify="right")
    with _quiet_readers():
        outcomes = list(run(sample, folder, tools))
    for outcome in outcomes:
        found, seconds = outcome.comparison, f"{outcome.seconds:.1f}"
        if found is None:
            table.add_row(outcome.title, "", "", "", "", "not read", seconds)
            continue
        counts = (found.rows, found.cells, found.equal, sum(found.lost.values()), len(found.differences))
        table.add_row(outcome.title, *(f"{count:,}" for count in counts), seconds)
    Console().print(table)
    _losses(outcomes)
    for outcome in outcomes:
        _complaints(outcome)
    return outcomes


@contextmanager
def _quiet_readers() -> Iterator[None]:
    """Without the readers' warnings of what an export cannot tell: it stands in the table."""
    log = logging.getLogger("pipeline.ingest")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _losses(outcomes: list[Outcome]) -> None:
    """What tools cannot express, each reason once."""
    lost: dict[str, list[str]] = {}
    for outcome in outcomes:
        for reason, cells in (outcome.comparison.lost if outcome.comparison else {}).items():
            lost.setdefault(reason, []).append(f"{outcome.tool} {cells:,}")
    if lost:
        typer.echo("\nLost, because the export cannot tell (cells):")
    for reason, where in lost.items():
        typer.echo(f"  {reason}: {', '.join(where)}")


def _complaints(outcome: Outcome) -> None:
    """What went wrong with one export."""
    if outcome.refused:
        typer.echo(f"\n{outcome.title}:\n{outcome.refused}", err=True)
    differences = outcome.comparison.differences if outcome.comparison else ()
    if differences:
        typer.echo(f"\n{outcome.title}: {len(differences)} differences that no reason explains, among them", err=True)
    for difference in differences[:_SHOWN]:
        typer.echo(f"  {difference}", err=True)


def _report(sample: Sample, outcomes: list[Outcome], real: Project) -> None:
    """Render the report from the first export that was read, validated on the way, and put it where readers look."""
    from pipeline.rehearsal.project import reporting_project
    from pipeline.stages import Line
    from pipeline.terminal import StepLog
    from pipeline.work import replace

    source = next((outcome for outcome in outcomes if outcome.comparison is not None), None)
    if source is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = reporting_project(sample, source, real, Path(folder))
        typer.echo(f"\nReport from {source.title}:", err=True)
        made = Line(scratch, StepLog()).report([sample.wave_id])
        target = real.output / "rehearsal" / sample.wave_id
        for path in made:
            if path.suffix in _REPORTS:
                replace(target / path.name, path.read_bytes())
                typer.echo(real.relative(target / path.name))
