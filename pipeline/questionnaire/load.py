"""Read ``questionnaire/`` into one :class:`Questionnaire`, or say everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import RootModel

from pipeline.questionnaire import integrity
from pipeline.questionnaire.codes import Variable, wave_variables
from pipeline.questionnaire.model import (
    BUILT_IN_SCALES,
    Classification,
    Comparability,
    Identifier,
    Mapping,
    PlausibilityRule,
    Scale,
    Wave,
)
from pipeline.questionnaire.validate import validate
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
    """Everything under ``questionnaire/``: all waves with the scales and classifications they share."""

    waves: MappingOf[str, Wave]
    scales: MappingOf[str, Scale]
    classifications: MappingOf[str, Classification]
    plausibility: MappingOf[str, PlausibilityRule] = field(default_factory=dict)
    crosswalk: tuple[Comparability, ...] = ()
    mappings: MappingOf[str, Mapping] = field(default_factory=dict)

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
    """The questionnaire as far as it can be read, and all mistakes in it."""
    folder = Path(folder)
    mistakes: list[Mistake] = []
    sources: dict[str, YamlSource] = {}

    def read(relative: str, *, required: bool = True) -> YamlSource | None:
        path = folder / relative
        if not required and not path.exists():
            return None
        try:
            source = read_yaml(path, f"{folder.name}/{relative}")
        except QuestionnaireError as error:
            mistakes.extend(error.mistakes)
            return None
        if source.data is None:
            mistakes.append(Mistake(source.file, 1, "the file is empty", "fill it in, or delete it"))
            return None
        sources[relative] = source
        return source

    def parse(model: type, relative: str, *, required: bool = True):
        source = read(relative, required=required)
        return None if source is None else validate(model, source, mistakes)

    scales = parse(ScalesFile, "scales.yaml")
    classifications = parse(ClassificationsFile, "classifications.yaml")
    plausibility = parse(PlausibilityFile, "plausibility.yaml", required=False)
    crosswalk = parse(CrosswalkFile, "crosswalk.yaml", required=False)
    for path in sorted([*folder.rglob("*.yml")]):
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        mistakes.append(Mistake(shown, 1, "files that end in .yml are not read", "rename it so that it ends in .yaml"))
    waves: dict[str, Wave] = {}
    unreadable_waves = False
    for path in sorted((folder / "waves").glob("*.yaml")):
        relative = f"waves/{path.name}"
        wave = parse(Wave, relative)
        if wave is None:
            unreadable_waves = True
            continue
        if wave.wave != path.stem:
            found = f"the file is named {path.name} but describes wave '{wave.wave}'"
            mistakes.append(sources[relative].mistake(("wave",), found, "give file and wave the same name"))
            unreadable_waves = True
            continue
        waves[wave.wave] = wave
    if not any((folder / "waves").glob("*.yaml")):
        mistakes.append(Mistake(f"{folder.name}/waves", 1, "there is no questionnaire", "add a file <wave>.yaml"))
    mappings: dict[str, Mapping] = {}
    for path in sorted((folder / "mappings").glob("*.yaml")):
        mapping = parse(Mapping, f"mappings/{path.name}")
        if mapping is not None:
            mappings[path.stem] = mapping
    questionnaire = Questionnaire(
        waves=waves,
        scales=scales.root if scales else {},
        classifications=classifications.root if classifications else {},
        plausibility=plausibility.root if plausibility else {},
        crosswalk=tuple(crosswalk.root) if crosswalk else (),
        mappings=mappings,
    )
    complete = scales is not None and bool(waves) and not unreadable_waves
    mistakes += integrity.mistakes(questionnaire, sources, scales_readable=scales is not None, complete=complete)
    return questionnaire, in_order(mistakes)
