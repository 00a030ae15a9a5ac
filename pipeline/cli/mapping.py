"""``munisurvey map``: propose how the columns and codes of an export translate into the questions of a wave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app
from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from pipeline.ingest.proposal import Proposal
    from pipeline.questionnaire import Questionnaire

ExportFile = Annotated[Path, typer.Argument(metavar="EXPORT", help="The export, as it came from the survey tool.")]
WaveToMap = Annotated[str, typer.Argument(metavar="WAVE", help="A questionnaire of questionnaire/waves/, e.g. 2027.")]
Name = Annotated[str | None, typer.Option("--out", help="Name of the mapping; default: the tool and the wave.")]
All = Annotated[bool, typer.Option("--all", help="Show every column, not only those nobody can be sure of.")]


@app.command("map")
def map_(export: ExportFile, wave: WaveToMap, *, out: Name = None, everything: All = False) -> None:
    """Propose a mapping for the export of another survey tool, and say what has to be decided.

    Columns are found by their names, then by the wording in headings and labels; codes by the labels in the file, never by
    numbers alone. What is unsure is written as a comment. An existing mapping is never overwritten.

    Example: munisurvey map data/raw/2027/rdata_survey.csv 2027
    """
    from pipeline.ingest.proposal import propose
    from pipeline.ingest.proposal_yaml import to_yaml
    from pipeline.ingest.sniff import read_export
    from pipeline.questionnaire import load
    from pipeline.work import replace

    project = Project.find()
    questionnaire = load(project.questionnaire)
    _check(export, wave, questionnaire)
    read = read_export(export, export.name)
    proposal = propose(read, questionnaire, wave)
    _print(proposal, everything=everything)
    if proposal.needless:
        typer.echo("The export needs no mapping: its names and codes are those of the questionnaire.")
        return
    if proposal.fitting and out is None:
        names = " and ".join(proposal.fitting)
        typer.echo(f"Every column is found with {names} already: write mapping: {proposal.fitting[0]} in source.yaml.")
        return
    path = project.questionnaire / "mappings" / f"{out or _name(proposal)}.yaml"
    if path.exists():
        msg = (
            f"There already is a mapping {project.relative(path)}, and it is not overwritten.\n"
            "Hint: give the new one another name with --out, or delete the old one."
        )
        raise ProjectError(msg)
    replace(path, to_yaml(proposal, questionnaire, export.name))
    typer.echo(project.relative(path))
    undecided = sum(not coding.table for coding in proposal.codings)
    open_ends = len(proposal.unsure) + undecided + len(proposal.unexplained)
    if open_ends or proposal.lacking:
        typer.echo(
            f"To be decided: {len(proposal.unsure)} columns, the codes of {undecided} scales, {len(proposal.unexplained)} "
            f"missing codes; {len(proposal.lacking)} questions have no column. They stand in the file as comments.",
            err=True,
        )


def _check(export: Path, wave: str, questionnaire: Questionnaire) -> None:
    if wave not in questionnaire.waves:
        known = ", ".join(questionnaire.waves)
        msg = f"There is no questionnaire '{wave}' under questionnaire/waves/ (found: {known}).\nHint: fix the name."
        raise ProjectError(msg)
    if not export.is_file():
        msg = f"There is no file {export}.\nHint: name the export as it came from the survey tool."
        raise ProjectError(msg)


def _name(proposal: Proposal) -> str:
    """``sosci-survey-2027`` for SoSci Survey and the wave 2027."""
    tool = "".join(sign if sign.isalnum() else "-" for sign in proposal.tool.lower())
    return "-".join(part for part in [*tool.split("-"), proposal.wave] if part)


def _print(proposal: Proposal, *, everything: bool) -> None:
    """A line of counts, and the table of what is unsure."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    sure = [column for column in proposal.columns if column not in proposal.unsure]
    answers = sum(column.part in ("answer", "list") for column in sure)
    typer.echo(
        f"{proposal.tool}: {len(proposal.columns)} columns; {answers} are answers of {proposal.wave}, "
        f"{len(sure) - answers} are about the response or say again what others say, {len(proposal.unsure)} are unsure."
    )
    shown = proposal.columns if everything else proposal.unsure
    if not shown:
        return
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for head in ("Column", "Proposed", "Why", "Certainty"):
        table.add_column(head, overflow="fold")
    for column in shown:
        name = column.heading + (f"\n{column.text}" if column.text and column.text != column.heading else "")
        table.add_row(escape(name), column.target or column.part, escape(column.why), column.certainty.value)
    Console(soft_wrap=False).print(table)
