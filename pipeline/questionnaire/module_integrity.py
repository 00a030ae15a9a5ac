"""Modules against each other: two of them that could not stand in one wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire.codes import question_variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.modules import Module
    from pipeline.questionnaire.yaml_source import Location, Mistake, YamlSource


def module_mistakes(questionnaire: Questionnaire, sources: Mapping[str, YamlSource]) -> Iterator[Mistake]:
    """Names that two modules share: of questions, of items, of variables."""
    first: dict[tuple[str, str], str] = {}
    for name, module in questionnaire.modules.items():
        source = sources[f"modules/{name}.yaml"]
        for what, shared, place in _names(module):
            other = first.setdefault((what, shared), name)
            if other != name:
                found = f"{what} '{shared}' stands in the module '{other}' too"
                yield source.mistake(
                    place, found, "give one of the two another id, so that a wave can hold both modules"
                )


def _names(module: Module) -> Iterator[tuple[str, str, Location]]:
    """All names a module brings into a wave; a variable only where it is not named like its question."""
    for index, question in enumerate(module.questions):
        place = ("questions", index)
        yield "question id", question.id, (*place, "id")
        for at, item in enumerate(question.items):
            yield "item", item.id, (*place, "items", at, "id")
        for variable in question_variables(question):
            if variable.name != question.id:
                yield "variable", variable.name, (*place, "id")
