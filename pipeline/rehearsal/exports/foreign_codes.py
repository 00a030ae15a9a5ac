"""Codes and names of a tool that has its own: what an answer is written as, and the mapping that leads back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.questionnaire import question_variables
from pipeline.questionnaire.model import Mapping as ColumnMapping
from pipeline.rehearsal.responses import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Question
    from pipeline.rehearsal.responses import Response, Sample

_TICKED = 1


@dataclass(frozen=True)
class Codes:
    """What the options of every scale are written as.

    Attributes
    ----------
    scales:
        Scale to our code to the code of the tool.
    missing:
        Code of the tool for a printed option without substance, to its kind; it is no code of a scale.
    """

    scales: Mapping[str, Mapping[int, str]]
    missing: Mapping[str, str] = field(default_factory=dict)

    def of(self, variable: Variable, code: int) -> str:
        """What an answer is written as."""
        return self.scales[variable.scale][code]

    def mapping(self, tool: str, columns: Mapping[str, str], **more: Any) -> ColumnMapping:
        """The mapping for these columns (heading to variable) and codes; ``more`` are further entries of it."""
        apart = set(self.missing)
        codes = {
            scale: {cell: code for code, cell in cells.items() if cell not in apart}
            for scale, cells in self.scales.items()
        }
        return ColumnMapping.model_validate(
            {"tool": tool, "columns": dict(columns), "codes": codes, "missing": dict(self.missing), **more}
        )


def codes(
    sample: Sample,
    number: Callable[[Questionnaire, str], dict[int, str]],
    *,
    boxes: tuple[str, str],
    residual: Mapping[str, str] | None = None,
) -> Codes:
    """The codes of a wave.

    Parameters
    ----------
    number:
        The codes of a scale of the questionnaire: our code to that of the tool.
    boxes:
        What a box holds that is ticked, and one that is not.
    residual:
        Kind of missing (*dont_know*, *refused*) to the code that the tool gives the first printed option of that kind.
    """
    scales: dict[str, dict[int, str]] = {}
    used: dict[str, str] = {}
    for variable in sample.variables:
        if variable.kind != "choice" or variable.scale in scales:
            continue
        if variable.scale == "checked":
            scales["checked"] = {1: boxes[0], 2: boxes[1]}
            continue
        cells = number(sample.questionnaire, variable.scale)
        kinds = dict(residual or {})
        for option in sample.questionnaire.scale(variable.scale).options:
            code = kinds.pop(option.missing or "", None)
            if code is not None:
                cells[option.code] = code
                used[code] = option.missing or ""
        scales[variable.scale] = cells
    return Codes(scales, used)


def by_position(questionnaire: Questionnaire, scale: str) -> dict[int, str]:
    """Options numbered from 1 as they are printed."""
    return {option.code: str(place) for place, option in enumerate(questionnaire.scale(scale).options, start=1)}


def from_least(questionnaire: Questionnaire, scale: str) -> dict[int, str]:
    """Options numbered from 1, those of an ordered scale from least to most, the others after them."""
    found = questionnaire.scale(scale)
    rising = sorted(found.places, key=lambda code: found.places[code])
    order = rising + [option.code for option in found.options if option.code not in found.places]
    return {code: str(place) for place, code in enumerate(order, start=1)}


@dataclass(frozen=True)
class Column:
    """One column of answers: its heading, its variable (none for what only says again what others say), its cells."""

    heading: str
    variable: Variable | None
    cell: Callable[[Response], str | None]
    text: str = ""


def mapped(columns: Iterable[Column]) -> dict[str, str]:
    """Heading to variable."""
    return {column.heading: column.variable.name for column in columns if column.variable is not None}


def boxes_of(question: Question) -> tuple[list[Variable], Variable | None]:
    """The boxes of a question with several answers, and its open line if it has one."""
    found = list(question_variables(question))
    return (found[:-1], found[-1]) if question.other is not None else (found, None)


def is_ticked(response: Response, variable: Variable) -> bool:
    """Whether a box is ticked, or the open line beside one is filled in."""
    return response.answers[variable.name].code == _TICKED


def taken_for_missing(sample: Sample, kinds: Mapping[float, int]) -> dict[tuple[int, str], tuple[Answer, str]]:
    """Numbers that the tool's codes for missing answers cannot be told from, for :attr:`Written.changed`."""
    return {
        (response.number, variable.name): (
            Answer(kind),
            f"the number {value:g} is the tool's code for a missing answer",
        )
        for response in sample.responses
        for variable in sample.variables
        if variable.kind == "number"
        for value, kind in kinds.items()
        if response.answers[variable.name].value == value
    }
