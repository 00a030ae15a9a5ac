"""``munisurvey archive``: the package of a wave for a data archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, line_of, open_survey, waves_of
from pipeline.cli.options import Wave  # noqa: TC001  (typer reads annotations when it runs)

if TYPE_CHECKING:
    from collections.abc import Mapping

Out = Annotated[
    Path | None, typer.Option("--out", help="Folder to write into; default: reports/_output/archive/WAVE/.")
]
Internal = Annotated[
    bool, typer.Option("--internal", help="Everything in the warehouse, marked internal. Not to be passed on.")
]
LeaveOut = Annotated[
    list[str] | None,
    typer.Option(
        "--leave-out", metavar="VARIABLE", help="A question or variable to leave out; may be given several times."
    ),
]
Schema = Annotated[
    Path | None,
    typer.Option(
        "--schema", help="Folder with the official schema (codebook.xsd) to check the DDI description against."
    ),
]


@app.command()
def archive(
    wave: Wave, *, out: Out = None, internal: Internal = False, leave_out: LeaveOut = None, schema: Schema = None
) -> None:
    """Write what a data archive takes: data for SPSS, Stata, Parquet and CSV, questionnaire, codebook, DDI, method.

    The data are made fit for scientific use: size and Land as coarse as is needed, no texts beside records, nothing that
    leads to a municipality. What is coarse or left out, and why, stands in the method report.

    Example: munisurvey archive 2027 --leave-out migrant_share
    """
    from pipeline.archive.package import package, write
    from pipeline.project import ProjectError
    from pipeline.questionnaire import LANGUAGES

    if internal and leave_out:
        msg = "An internal package has everything, so nothing is left out of it. Hint: give --internal or --leave-out."
        raise ProjectError(msg)
    line = line_of()
    waves_of(line, [wave])
    line.report([wave], internal=internal)
    target = replace(line.project, internal=internal)
    reports = {language: (target.output / f"{wave}.{language}.pdf").read_bytes() for language in LANGUAGES}
    with open_survey(line) as survey:
        files = package(line.project, survey, wave, reports, internal=internal, leave_out=leave_out or ())
    checked = _checked(files, schema, wave)
    folder = out or target.output / "archive" / wave
    for path in write(folder, files):
        typer.echo(f"{line.project.relative(path)}  {len(files[path.name]) / 1000:.0f} kB")
    if checked is not None:
        typer.echo(f"DDI description: {checked}")


def _checked(files: Mapping[str, bytes], schema: Path | None, wave: str) -> str | None:
    """Check the description against the official schema, if there is one."""
    from pipeline.fielding.ddi_check import validate

    if schema is None:
        return None
    return validate(next(content for name, content in files.items() if name.endswith("-ddi.xml")), schema, wave)
