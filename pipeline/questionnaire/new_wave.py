"""A new wave from an earlier one: the core as it was, modules exchanged, what is not known yet marked as open.

The core is copied line by line, comments included, so that not a letter of its wording changes on the way; only printed
numbers are given anew where questions are dropped. Modules follow as sections of their own: what stands before them is
then asked in the same place as before. The result is checked as if it were a file already, before anything is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.questionnaire import integrity
from pipeline.questionnaire.model import Wave
from pipeline.questionnaire.sameness import difference
from pipeline.questionnaire.validate import validate
from pipeline.questionnaire.wave_text import WaveText, head, module_section
from pipeline.questionnaire.yaml_source import QuestionnaireError, did_you_mean, parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question
    from pipeline.questionnaire.scale import Text
    from pipeline.questionnaire.yaml_source import Mistake

_NAME = re.compile(r"((?:19|20)[0-9]{2})(-[a-z0-9]+)*")


class NewWaveError(ValueError):
    """A wave cannot be made as asked; ``problems`` lists every reason, each with what to do."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Draft:
    """A new wave that is not written yet.

    ``text`` is the YAML file, ``questionnaire`` all waves with the new one among them, ``renumbered`` the printed
    numbers of the earlier wave that became others.
    """

    wave: str
    based_on: str
    modules: tuple[str, ...]
    dropped: tuple[str, ...]
    text: str
    questionnaire: Questionnaire
    renumbered: Mapping[int, int]


def new_wave(
    folder: Path,
    questionnaire: Questionnaire,
    wave_id: str,
    *,
    based_on: str,
    modules: Sequence[str] = (),
    drop: Sequence[str] = (),
    texts: Mapping[str, Text] | None = None,
) -> Draft:
    """Draft the wave ``wave_id`` from an earlier one.

    Parameters
    ----------
    folder:
        ``questionnaire/``, for the lines of the files.
    questionnaire:
        What stands in it, without mistakes.
    wave_id:
        Begins with the year, as in 2027 or 2027-05; the file will be named like it.
    based_on:
        The wave whose questions are kept.
    modules:
        Ids of modules, in the order in which they are asked; one named twice is asked once.
    drop:
        Questions (ids or printed numbers) and sections (ids) of the earlier wave that are left out.
    texts:
        Texts around the questions, by key of the wave, for those the earlier wave does not have.

    Raises
    ------
    NewWaveError
        With every reason why the wave cannot be made: a name taken or unknown, an id that would stand there twice, a
        filter that would lead nowhere, a question that cannot be asked because its wording is not known.
    """
    problems = list(_unfit_names(questionnaire, folder, wave_id, based_on, modules))
    if problems:
        raise NewWaveError(problems)
    core, modules = questionnaire.wave(based_on), tuple(dict.fromkeys(modules))
    dropped, problems = _dropped(core, drop)
    kept = [question for question in core.questions if question.id not in dropped]
    problems += [*_conflicts(questionnaire, kept, core, modules), *_unaskable(kept, dropped, based_on)]
    if not kept and not modules:
        problems.append("Nothing would be asked.\nHint: drop fewer questions, or add a module.")
    if problems:
        raise NewWaveError(problems)

    relative = f"waves/{based_on}.yaml"
    source = WaveText((folder / relative).read_text(encoding="utf-8-sig"), read_yaml(folder / relative, relative))
    numbers = _numbers(core, kept)
    parts = [head(core, wave_id, modules, texts or {}), "sections:\n", source.kept(core, dropped, numbers)]
    number = max((question.number or 0 for question in kept), default=0) if not dropped else len(numbers)
    for name in modules:
        path = folder / "modules" / f"{name}.yaml"
        module = questionnaire.modules[name]
        first = {q.id: _first_wave(questionnaire, q) or wave_id for q in module.questions}
        text = path.read_text(encoding="utf-8-sig")
        parts.append(module_section(module, text, parse_yaml(text, path.name), number + 1, first))
        number += len(module.questions)
    text = "".join(parts)
    return Draft(
        wave=wave_id,
        based_on=based_on,
        modules=modules,
        dropped=tuple(question.id for question in core.questions if question.id in dropped),
        text=text,
        questionnaire=_checked(questionnaire, wave_id, text),
        renumbered={old: new for old, new in numbers.items() if old != new},
    )


def _unfit_names(
    questionnaire: Questionnaire, folder: Path, wave_id: str, based_on: str, modules: Sequence[str]
) -> Iterator[str]:
    if not _NAME.fullmatch(wave_id):
        yield (
            f"'{wave_id}' cannot be the name of a wave.\n"
            "Hint: begin with the year, and use small letters, digits and - only: 2027, 2027-05, 2027-pretest."
        )
    elif wave_id in questionnaire.waves or (folder / "waves" / f"{wave_id}.yaml").exists():
        yield (
            f"There is a wave '{wave_id}' already: questionnaire/waves/{wave_id}.yaml. It is not overwritten.\n"
            "Hint: choose another name, or delete the file if nobody has been asked with it."
        )
    if based_on not in questionnaire.waves:
        hint = did_you_mean(based_on, questionnaire.waves)
        yield f"There is no wave '{based_on}' under questionnaire/waves/ to begin with.\nHint: {hint}"
    for name in dict.fromkeys(modules):
        if name not in questionnaire.modules:
            hint = did_you_mean(name, questionnaire.modules)
            yield f"There is no module '{name}' under questionnaire/modules/.\nHint: {hint}"


def _dropped(core: Wave, drop: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    """The questions that names, numbers and sections stand for, and what stands for none."""
    sections = {section.id: [question.id for question in section.questions] for section in core.sections}
    numbers = {str(question.number): question.id for question in core.questions if question.number is not None}
    ids = {question.id for question in core.questions}
    dropped: set[str] = set()
    problems = []
    for name in drop:
        if name in ids:
            dropped.add(name)
        elif name in sections:
            dropped.update(sections[name])
        elif name in numbers:
            dropped.add(numbers[name])
        else:
            hint = did_you_mean(name, ids | sections.keys())
            problems.append(f"Wave {core.wave} has no question or section '{name}' to drop.\nHint: {hint}")
    return frozenset(dropped), problems


def _conflicts(questionnaire: Questionnaire, kept: list[Question], core: Wave, modules: Sequence[str]) -> Iterator[str]:
    """Ids that the core and a module would both bring."""
    questions = {question.id for question in kept}
    items = {item.id: question.id for question in kept for item in question.items}
    sections = {section.id for section in core.sections if any(q.id in questions for q in section.questions)}
    for name in modules:
        module = questionnaire.modules[name]
        asked = [question.id for question in module.questions if question.id in questions]
        if asked and name in sections:
            yield (
                f"Wave {core.wave} has the module '{name}' already, as its section '{name}'.\n"
                f"Hint: leave {name} out of --modules to keep it as it was, or add --drop {name} to take it afresh."
            )
            continue
        if name in sections:
            yield (
                f"The module '{name}' and a section of wave {core.wave} have the same name.\n"
                f"Hint: drop the section (--drop {name}), or rename the module."
            )
        for question in asked:
            yield (
                f"The module '{name}' and wave {core.wave} both have a question '{question}'.\n"
                f"Hint: drop that of the wave (--drop {question}), or rename that of the module."
            )
        for question in module.questions:
            for item in question.items if question.id not in asked else ():
                if item.id in items:
                    yield (
                        f"Item '{item.id}' of the module '{name}' stands in question '{items[item.id]}' of wave "
                        f"{core.wave} too.\nHint: drop that question (--drop {items[item.id]}), or rename the item."
                    )


def _unaskable(kept: list[Question], dropped: frozenset[str], based_on: str) -> Iterator[str]:
    for question in kept:
        lost = [other for other in question.shown_if or {} if other in dropped]
        if lost:
            yield (
                f"'{question.id}' is asked only of those who answered '{lost[0]}', which is dropped.\n"
                f"Hint: drop both (--drop {lost[0]},{question.id}), or keep both."
            )
    inferred = [question.id for question in kept if question.reconstructed]
    if inferred:
        yield (
            f"The wording of {len(inferred)} questions of {based_on} is reconstructed, so nobody can be asked them: "
            f"{', '.join(inferred[:5])}{' ...' if len(inferred) > 5 else ''}.\n"
            "Hint: begin with a wave whose questionnaire is at hand, or drop these questions."
        )


def _numbers(core: Wave, kept: list[Question]) -> dict[int, int]:
    """Printed numbers of the earlier wave to those of the new one: as they were, or in a row where some are dropped."""
    old = [question.number for question in kept if question.number is not None]
    if len(kept) == len(core.questions):
        return {number: number for number in old}
    return {number: place for place, number in enumerate(old, start=1)}


def _first_wave(questionnaire: Questionnaire, question: Question) -> str | None:
    """The earliest wave that asked a question of a module in the same words."""
    for wave in sorted(questionnaire.waves.values(), key=lambda wave: wave.field_period):
        for asked in wave.questions:
            if asked.id == question.id and difference(questionnaire, ("", asked), ("", question)) is None:
                return asked.first_wave or wave.wave
    return None


def _checked(questionnaire: Questionnaire, wave_id: str, text: str) -> Questionnaire:
    """All waves with the new one, or an error if it has mistakes."""
    mistakes: list[Mistake] = []
    source = parse_yaml(text, f"questionnaire/waves/{wave_id}.yaml")
    wave = validate(Wave, source, mistakes)
    if wave is None:
        raise QuestionnaireError(mistakes)
    alone = replace(questionnaire, waves={wave_id: wave}, modules={}, mappings={}, plausibility={}, crosswalk=())
    sources = {f"waves/{wave_id}.yaml": source}
    mistakes += integrity.mistakes(alone, sources, scales_readable=True, complete=False)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return replace(questionnaire, waves={**questionnaire.waves, wave_id: wave})
