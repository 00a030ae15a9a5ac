"""``source.yaml``: what a person knows about an export and the file does not say."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotation at run time
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from pipeline.ingest.problems import IngestError, NothingYetError, Problem, listing
from pipeline.questionnaire import QuestionnaireError
from pipeline.questionnaire.model import Frozen, Identifier, NonEmpty, WaveId
from pipeline.questionnaire.validate import validate
from pipeline.questionnaire.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.yaml_source import Mistake, YamlSource

SOURCE_FILE = "source.yaml"
_PAIR = 2


class TestResponses(Frozen):
    """How test entries are recognised: nothing in the data marks them."""

    tokens: tuple[NonEmpty, ...] = ()
    responses: tuple[int | NonEmpty, ...] = ()


class ContactList(Frozen):
    """Where the list is that ties access codes to municipalities, and the day for which its keys (AGS) hold.

    ``path`` may begin with ``~``; a relative one starts at the project, and must lead out of it.
    """

    path: NonEmpty
    reference_date: dt.date


class SourceDescription(Frozen):
    """The file ``source.yaml`` as written.

    ``partial`` says whether responses that were broken off count as far as they go.
    ``assumed`` are variables of which nothing is known, so that even the distribution of invented answers is a guess.
    """

    tool: NonEmpty
    exported_at: dt.datetime
    provenance: Literal["real", "synthetic"]
    mapping: NonEmpty | None = None
    questionnaire: WaveId | None = None
    field_period: tuple[dt.date, dt.date] | None = None
    invited: Annotated[int, Field(ge=1)] | None = None
    test: TestResponses = TestResponses()
    duplicates: Literal["first", "last"] = "first"
    partial: Literal["left_out", "counted"] = "left_out"
    open_answers: Literal["published", "withheld"] = "withheld"
    ignored_columns: tuple[NonEmpty, ...] = ()
    assumed: tuple[Identifier, ...] = ()
    contacts: ContactList | None = None
    note: NonEmpty | None = None


@dataclass(frozen=True)
class Source:
    """A wave's folder: its one export, and ``source.yaml`` with the defaults filled in.

    ``duplicates`` says which of several submitted responses with one token counts; ``ignored_columns`` are columns
    of the export that are no answers and are not stored. ``syntax`` is the file that names the columns, for exports
    of two files.
    """

    wave: str
    path: Path
    file: str
    description: SourceDescription
    yaml: YamlSource
    syntax: Path | None = None

    @property
    def questionnaire(self) -> str:
        """The questionnaire it answers, of ``questionnaire/waves/``; by default the one named like the folder."""
        return self.description.questionnaire or self.wave

    @property
    def mapping(self) -> str | None:
        """Name of a file of ``questionnaire/mappings/``, if columns and codes need translating."""
        return self.description.mapping

    @property
    def ignored_columns(self) -> tuple[str, ...]:
        """Headings of columns that are no answers."""
        return self.description.ignored_columns


def read_source(project: Project, wave: str) -> Source:
    """The source of one wave under ``data/raw/``.

    Raises
    ------
    QuestionnaireError
        If ``source.yaml`` has mistakes; each with its line.
    IngestError
        If the folder, ``source.yaml`` or the export is missing, or several files could be the export.
    """
    description, yaml = describe_source(project, wave)
    folder = project.raw / wave
    export, syntax = _export_files(folder, project.relative(folder))
    return Source(wave, export, project.relative(export), description, yaml, syntax)


def describe_source(project: Project, wave: str) -> tuple[SourceDescription, YamlSource]:
    """What ``source.yaml`` says of a wave, and the file with its lines, whether there is an export yet or not.

    Raises
    ------
    QuestionnaireError, IngestError
        As :func:`read_source`, but for the export.
    """
    folder = project.raw / wave
    shown = project.relative(folder)
    if not folder.is_dir():
        waves = project.raw_waves()
        hint = f"the waves there are: {listing(waves)}" if waves else "make the folder and put the export into it"
        raise IngestError(
            [Problem(shown, "there is no such folder", f"a folder with an export and {SOURCE_FILE}", hint)]
        )
    path = folder / SOURCE_FILE
    if not path.is_file():
        hint = (
            f"create {shown}/{SOURCE_FILE} with the keys tool, exported_at, provenance (real or synthetic) and mapping"
        )
        raise IngestError([Problem(shown, f"there is no {SOURCE_FILE}", "one beside the export", hint)])
    mistakes: list[Mistake] = []
    yaml = read_yaml(path, project.relative(path))
    description = validate(SourceDescription, yaml, mistakes)
    if description is None:
        raise QuestionnaireError(mistakes)
    period = description.field_period
    if period is not None and period[1] < period[0]:
        found = f"the field period ends ({period[1]}) before it starts ({period[0]})"
        raise QuestionnaireError([yaml.mistake(("field_period",), found, "write [first day, last day]")])
    if description.assumed and description.provenance == "real":
        found = f"'{description.assumed[0]}' is assumed although provenance is real: what was answered is not assumed"
        hint = "remove assumed:, or set provenance: synthetic"
        raise QuestionnaireError([yaml.mistake(("assumed",), found, hint)])
    return description, yaml


def check_names(source: Source, questionnaire: Questionnaire) -> None:
    """Make sure that the questionnaire, the mapping and the variables that ``source.yaml`` names exist.

    Raises
    ------
    QuestionnaireError
        With the line of ``source.yaml`` and the names there are.
    """
    mistakes = []
    if source.questionnaire not in questionnaire.waves:
        found = f"there is no questionnaire '{source.questionnaire}' under questionnaire/waves/"
        hint = _did_you_mean(source.questionnaire, questionnaire.waves)
        if source.description.questionnaire is None:
            hint = f"the folder's name is taken as default; add questionnaire: ... ({hint})"
        mistakes.append(source.yaml.mistake(("questionnaire",), found, hint))
    if source.mapping is not None and source.mapping not in questionnaire.mappings:
        found = f"there is no mapping '{source.mapping}' under questionnaire/mappings/"
        mistakes.append(source.yaml.mistake(("mapping",), found, _did_you_mean(source.mapping, questionnaire.mappings)))
    if source.questionnaire in questionnaire.waves:
        mistakes += _assumed(source, {variable.name for variable in questionnaire.variables(source.questionnaire)})
    if mistakes:
        raise QuestionnaireError(mistakes)


def _assumed(source: Source, variables: Collection[str]) -> Iterator[Mistake]:
    assumed = source.description.assumed
    for index, name in enumerate(assumed):
        if name not in variables:
            found = f"'{name}' under assumed is no variable of the questionnaire '{source.questionnaire}'"
            yield source.yaml.mistake(("assumed", index), found, _did_you_mean(name, variables))
        elif name in assumed[:index]:
            found = f"'{name}' stands under assumed twice"
            yield source.yaml.mistake(("assumed", index), found, "remove one of the two")


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(known) or 'none'}"


def _export_files(folder: Path, shown: str) -> tuple[Path, Path | None]:
    """The one file of the folder that is neither hidden nor a note nor ``source.yaml``, and its syntax file."""
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and path.name != SOURCE_FILE
        and not path.name.startswith((".", "~$"))
        and not path.name.upper().startswith("README")
        and path.suffix.lower() != ".md"
    )
    if len(files) == 1:
        return files[0], None
    if len(files) == _PAIR:
        from pipeline.ingest.sniff import syntax_of

        syntax = [path for path in files if syntax_of(path)]
        if len(syntax) == 1:
            return next(path for path in files if path not in syntax), syntax[0]
    names = [path.name for path in files]
    if not files:
        hint = "put the file as it came from the survey tool beside source.yaml"
        raise NothingYetError([Problem(shown, "there is no export", "exactly one file besides source.yaml", hint)])
    found = f"there are {len(files)} files that could be the export: {listing(names)}"
    hint = "leave one; a wave is one export of all responses"
    raise IngestError([Problem(shown, found, "exactly one file besides source.yaml", hint)])
