"""``munisurvey field``: the files that carry a wave into the field, for survey tools, paper and archives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app
from pipeline.project import Project, ProjectError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.fielding import Artefact
    from pipeline.fielding.artefact import Writer
    from pipeline.questionnaire import Questionnaire


@dataclass(frozen=True)
class _Target:
    """A module with a function ``write`` (see :class:`pipeline.fielding.artefact.Writer`), read only when asked for.

    ``mapping`` is the first part of the name under which ingest looks for the artefact ``mapping.yaml``; ``project`` says
    that the module wants to know the project: for its templates, and for answers if there are any.
    """

    module: str
    mapping: str | None = None
    project: bool = False

    @property
    def write(self) -> Writer:
        return import_module(self.module).write


TARGETS: Mapping[str, _Target] = {
    "limesurvey": _Target("pipeline.fielding.limesurvey", mapping="limesurvey"),
    "xlsform": _Target("pipeline.fielding.xlsform"),
    "paper": _Target("pipeline.fielding.paper"),
    "codebook": _Target("pipeline.report.codebook", project=True),
    "ddi": _Target("pipeline.archive.description", project=True),
}
"""What a wave can be written for; a new module of the room is one line here."""

_To = StrEnum("_To", {name.upper(): name for name in TARGETS})
_MAPPING, _DDI = "mapping.yaml", "ddi"

WaveToField = Annotated[str, typer.Argument(metavar="WAVE", help="A questionnaire of questionnaire/waves/, e.g. 2027.")]
To = Annotated[list[_To], typer.Option("--to", help="What to write; may be given several times.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Folder to write into; default: reports/_output/fielding/WAVE/.")
]
Schema = Annotated[
    Path | None,
    typer.Option(
        "--schema", help="Folder with the official schema (codebook.xsd) to check the DDI description against."
    ),
]


@app.command("field")
def field_(wave: WaveToField, *, to: To, out: Out = None, schema: Schema = None) -> None:
    """Write what a wave needs in the field: a structure for a survey tool, a form, a codebook, a DDI description.

    What the tool would change or drop without a word is refused, all of it at once, before any file is written.

    Example: munisurvey field 2027 --to limesurvey --to xlsform
    """
    from pipeline.questionnaire import load
    from pipeline.work import replace

    project = Project.find()
    questionnaire = load(project.questionnaire)
    if wave not in questionnaire.waves:
        msg = (
            f"There is no questionnaire '{wave}' under questionnaire/waves/ (found: {', '.join(questionnaire.waves)}).\n"
            f"Hint: write it with munisurvey new-wave {wave}, or fix the name."
        )
        raise ProjectError(msg)
    folder = out or project.output / "fielding" / wave
    made = artefacts(questionnaire, wave, [str(target) for target in to], project)
    checked = _checked(made, wave, schema)
    files = {folder / artefact.name: artefact.content for artefact in made}
    notes = [note for artefact in made for note in artefact.notes]
    mappings = _mappings(project, wave, [str(target) for target in to], made)
    if mappings and _answered(project, wave):
        notes.append(
            f"There already is an export of {wave} under data/raw/, so the mapping it is read with was left as it is; the "
            f"new one lies in {project.relative(folder)}/{_MAPPING}."
        )
    else:
        files |= mappings
    for path, content in files.items():
        replace(path, content)
        typer.echo(f"{project.relative(path)}  {len(content) / 1000:.0f} kB")
    if checked is not None:
        typer.echo(f"DDI description: {checked}")
    for note in dict.fromkeys(notes):
        typer.echo(f"Note: {note}", err=True)


def artefacts(
    questionnaire: Questionnaire, wave: str, targets: list[str], project: Project | None = None
) -> list[Artefact]:
    """All files of all targets, before any of them is written; two of one name would overwrite each other."""
    made: dict[str, tuple[str, Artefact]] = {}
    for target in dict.fromkeys(targets):
        options = {"project": project} if TARGETS[target].project else {}
        for artefact in TARGETS[target].write(questionnaire, wave, **options):
            if artefact.name in made:
                msg = f"{made[artefact.name][0]} and {target} both write '{artefact.name}'"
                raise ValueError(msg)
            made[artefact.name] = target, artefact
    return [artefact for _, artefact in made.values()]


def _checked(made: list[Artefact], wave: str, schema: Path | None) -> str | None:
    """Check the DDI description against the official schema, if there is one; what it was checked against, in words."""
    from pipeline.fielding.ddi_check import validate

    if schema is None:
        return None
    description = next((one for one in made if one.name == f"{_DDI}-{wave}.xml"), None)
    if description is None:
        msg = "--schema is for the DDI description, which was not asked for. Hint: add --to ddi"
        raise ProjectError(msg)
    return validate(description.content, schema, wave)


def _mappings(project: Project, wave: str, targets: list[str], made: list[Artefact]) -> dict[Path, bytes]:
    """Where the mappings go that an export of the fielded survey will be read with: path to content."""
    names = [TARGETS[target].mapping for target in targets if TARGETS[target].mapping]
    return {
        project.questionnaire / "mappings" / f"{name}-{wave}.yaml": artefact.content
        for name in names
        for artefact in made
        if artefact.name == _MAPPING
    }


def _answered(project: Project, wave: str) -> bool:
    """Whether there is an export that answers the questionnaire of this wave."""
    from pipeline.questionnaire.yaml_source import read_yaml

    for folder in project.raw_waves():
        path = project.raw / folder / "source.yaml"
        described = read_yaml(path, project.relative(path)).data if path.is_file() else None
        named = described.get("questionnaire") if isinstance(described, dict) else None
        if str(named or folder) == wave:
            return True
    return False
