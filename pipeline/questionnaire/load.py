"""Read ``questionnaire/`` into one :class:`Questionnaire`, or say everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import RootModel

from pipeline.questionnaire import integrity
from pipeline.questionnaire.codes import Variable, wave_variables
from pipeline.questionnaire.crosswalk import Comparability
from pipeline.questionnaire.disclosure import Disclosure
from pipeline.questionnaire.model import (
    BUILT_IN_SCALES,
    Classification,
    Identifier,
    Mapping,
    PlausibilityRule,
    Scale,
    Wave,
)
from pipeline.questionnaire.modules import Module
from pipeline.questionnaire.record import WordingFile
from pipeline.questionnaire.validate import Model, validate
from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError, YamlSource, in_order, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf


class ScalesFile(RootModel[dict[Identifier, Scale]]):
    """``questionnaire/scales.yaml``: scale id to scale."""


class ClassificationsFile(RootModel[dict[Identifier, Classification]]):
    """``questionnaire/classifications.yaml``: classification id to classification."""


class PlausibilityFile(RootModel[dict[Identifier, PlausibilityRule]]):
    """``questionnaire/plausibility.yaml``: rule id to rule."""


class CrosswalkFile(RootModel[list[Comparability]]):
    """``questionnaire/crosswalk.yaml``: what is comparable although it looks different, and what is not."""


@dataclass(frozen=True)
class Questionnaire:
    """Everything under ``questionnaire/``: all waves with the scales and classifications they share, and the modules."""

    waves: MappingOf[str, Wave]
    scales: MappingOf[str, Scale]
    classifications: MappingOf[str, Classification]
    plausibility: MappingOf[str, PlausibilityRule] = field(default_factory=dict)
    crosswalk: tuple[Comparability, ...] = ()
    mappings: MappingOf[str, Mapping] = field(default_factory=dict)
    disclosure: Disclosure = field(default_factory=Disclosure)
    modules: MappingOf[str, Module] = field(default_factory=dict)
    recorded: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)

    def wave(self, wave_id: str) -> Wave:
        """The questionnaire of that name; :class:`KeyError` lists the known ones."""
        if wave_id not in self.waves:
            msg = f"no questionnaire '{wave_id}' under questionnaire/waves/ (there are: {', '.join(self.waves)})"
            raise KeyError(msg)
        return self.waves[wave_id]

    def scale(self, scale_id: str) -> Scale:
        """A scale of the questionnaire or a built-in one."""
        return self.all_scales[scale_id]

    @cached_property
    def all_scales(self) -> dict[str, Scale]:
        """The scales of ``scales.yaml`` and the built-in ones (yes_no, checked, given)."""
        return {**BUILT_IN_SCALES, **self.scales}

    @cached_property
    def _variables(self) -> dict[str, tuple[Variable, ...]]:
        return {wave_id: wave_variables(wave) for wave_id, wave in self.waves.items()}

    def variables(self, wave_id: str) -> tuple[Variable, ...]:
        """All variables of a wave in questionnaire order."""
        self.wave(wave_id)
        return self._variables[wave_id]


def load(folder: Path) -> Questionnaire:
    """Read and check a questionnaire folder.

    Raises
    ------
    QuestionnaireError
        With *every* mistake found, each with file, line and what to do.
    """
    questionnaire, mistakes = inspect(folder)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return questionnaire


def inspect(folder: Path) -> tuple[Questionnaire, list[Mistake]]:
    """The questionnaire as far as it can be read, and all mistakes in it, by file and line."""
    reader = _Reader(Path(folder))
    return _inspected(reader), in_order(reader.mistakes)


def review(folder: Path) -> tuple[Questionnaire, list[Mistake]]:
    """A sound questionnaire, and what should be looked at in it before it goes into the field, by file and line.

    Raises
    ------
    QuestionnaireError
        With every mistake found.
    """
    from pipeline.questionnaire.hints import hints

    reader = _Reader(Path(folder))
    questionnaire = _inspected(reader)
    if reader.mistakes:
        raise QuestionnaireError(reader.mistakes)
    return questionnaire, in_order(hints(questionnaire, reader.sources))


def _inspected(reader: _Reader) -> Questionnaire:
    scales = reader.parse(ScalesFile, "scales.yaml")
    classifications = reader.parse(ClassificationsFile, "classifications.yaml")
    plausibility = reader.parse(PlausibilityFile, "plausibility.yaml", required=False)
    crosswalk = reader.parse(CrosswalkFile, "crosswalk.yaml", required=False)
    disclosure = reader.parse(Disclosure, "disclosure.yaml", required=False)
    recorded = reader.parse(WordingFile, "wording.yaml", required=False)
    waves, all_waves = _named(reader, "waves", Wave)
    modules, all_modules = _named(reader, "modules", Module)
    if not reader.names("waves"):
        reader.mistakes.append(Mistake(reader.shown("waves"), 1, "there is no questionnaire", "add a file <wave>.yaml"))
    mappings = {name: reader.parse(Mapping, f"mappings/{name}.yaml") for name in reader.names("mappings")}
    _overlooked(reader)
    questionnaire = Questionnaire(
        waves=waves,
        scales=scales.root if scales else {},
        classifications=classifications.root if classifications else {},
        plausibility=plausibility.root if plausibility else {},
        crosswalk=tuple(crosswalk.root) if crosswalk else (),
        mappings={name: mapping for name, mapping in mappings.items() if mapping is not None},
        disclosure=disclosure or Disclosure(),
        modules=modules,
        recorded=recorded.root if recorded else {},
    )
    readable = scales is not None
    complete = readable and bool(waves) and all_waves and all_modules
    reader.mistakes += integrity.mistakes(questionnaire, reader.sources, scales_readable=readable, complete=complete)
    return questionnaire


class _Reader:
    """The files of one folder: what was read, and what was wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Mistake] = []
        self.sources: dict[str, YamlSource] = {}

    def names(self, folder: str) -> list[str]:
        return sorted(path.stem for path in (self.folder / folder).glob("*.yaml"))

    def parse(self, model: type[Model], relative: str, *, required: bool = True) -> Model | None:
        path = self.folder / relative
        if not required and not path.exists():
            return None
        try:
            source = read_yaml(path, self.shown(relative))
        except QuestionnaireError as error:
            self.mistakes += error.mistakes
            return None
        if source.data is None:
            self.mistakes.append(Mistake(source.file, 1, "the file is empty", "fill it in, or delete it"))
            return None
        self.sources[relative] = source
        return validate(model, source, self.mistakes)

    def shown(self, relative: str) -> str:
        return f"{self.folder.name}/{relative}"


def _named(reader: _Reader, folder: Literal["waves", "modules"], kind: type[Model]) -> tuple[dict[str, Model], bool]:
    """The files of a folder that could be read, by the name they share with what they describe; whether these are all."""
    found: dict[str, Model] = {}
    key = folder.removesuffix("s")
    names = reader.names(folder)
    for name in names:
        relative = f"{folder}/{name}.yaml"
        described = reader.parse(kind, relative)
        if described is not None and getattr(described, key) != name:
            mistake = f"the file is named {name}.yaml but describes {key} '{getattr(described, key)}'"
            hint = f"give file and {key} the same name"
            reader.mistakes.append(reader.sources[relative].mistake((key,), mistake, hint))
        elif described is not None:
            found[name] = described
    return found, len(found) == len(names)


def _overlooked(reader: _Reader) -> None:
    for path in reader.folder.rglob("*.yml"):
        shown = reader.shown(path.relative_to(reader.folder).as_posix())
        reader.mistakes.append(Mistake(shown, 1, "files that end in .yml are not read", "let its name end in .yaml"))
