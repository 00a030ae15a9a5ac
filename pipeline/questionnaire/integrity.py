"""What only shows when the files of a questionnaire are read together: names used twice, names that lead nowhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.crosswalk_integrity import crosswalk_mistakes
from pipeline.questionnaire.model import QuestionType, Reconstructed
from pipeline.questionnaire.module_integrity import module_mistakes
from pipeline.questionnaire.yaml_source import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Mapping as ColumnMapping
    from pipeline.questionnaire.model import Question, Wave
    from pipeline.questionnaire.yaml_source import Location, Mistake, YamlSource


def mistakes(
    questionnaire: Questionnaire, sources: Mapping[str, YamlSource], *, scales_readable: bool, complete: bool
) -> Iterator[Mistake]:
    """All mistakes across files.

    ``scales_readable`` is false when scales.yaml, ``complete`` when scales.yaml or any wave could not be read: what
    leads into an unreadable file is not called a mistake as well, or one slip would hide behind a hundred.
    """
    for wave in questionnaire.waves.values():
        source = sources[f"waves/{wave.wave}.yaml"]
        sections: dict[str, Location] = {}
        for index, section in enumerate(wave.sections):
            yield from _once(sections, section.id, ("sections", index, "id"), source, "section id")
        yield from _asked(questionnaire, list(_placed(wave)), source, "wave", scales_readable=scales_readable)
    for module in questionnaire.modules.values():
        source = sources[f"modules/{module.module}.yaml"]
        placed = [(("questions", index), question) for index, question in enumerate(module.questions)]
        yield from _asked(questionnaire, placed, source, "module", scales_readable=scales_readable)
    if complete:
        yield from module_mistakes(questionnaire, sources)
        yield from _classifications(questionnaire, sources)
        yield from _plausibility(questionnaire, sources)
        yield from _mappings(questionnaire, sources)
        yield from crosswalk_mistakes(questionnaire, sources)


def _placed(wave: Wave) -> Iterator[tuple[Location, Question]]:
    for section_index, section in enumerate(wave.sections):
        for question_index, question in enumerate(section.questions):
            yield ("sections", section_index, "questions", question_index), question


def _asked(
    questionnaire: Questionnaire,
    placed: list[tuple[Location, Question]],
    source: YamlSource,
    whole: str,
    *,
    scales_readable: bool,
) -> Iterator[Mistake]:
    """Mistakes in the questions of one wave or module (``whole`` says which)."""
    yield from _duplicates(placed, source, whole)
    if scales_readable:
        yield from _references(questionnaire, placed, source)


def _duplicates(placed: list[tuple[Location, Question]], source: YamlSource, whole: str) -> Iterator[Mistake]:
    questions: dict[str, Location] = {}
    numbers: dict[int, Location] = {}
    roles: dict[str, Location] = {}
    items: dict[str, tuple[str, Location]] = {}
    variables: dict[str, Location] = {}
    for place, question in placed:
        yield from _once(questions, question.id, (*place, "id"), source, "question id", whole)
        if question.number is not None:
            yield from _once(numbers, question.number, (*place, "number"), source, "question number", whole)
        if question.role is not None:
            yield from _once(roles, question.role, (*place, "role"), source, "role", whole)
        for index, item in enumerate(question.items):
            item_place = (*place, "items", index, "id")
            if item.id in items:
                first_question, first_place = items[item.id]
                line = source.line(first_place)
                if first_question == question.id:
                    found = f"item '{item.id}' stands in question '{question.id}' twice (first on line {line})"
                    hint = "remove one of the two, or give it an id of its own"
                else:
                    found = f"item '{item.id}' stands in two batteries: '{first_question}' (line {line}) and '{question.id}'"
                    hint = f"an item belongs to one battery of a {whole}; give one of the two an id of its own"
                yield source.mistake(item_place, found, hint)
            else:
                items[item.id] = (question.id, item_place)
        for variable in question_variables(question):
            if variable.name in variables and variables[variable.name][:4] != place:
                line = source.line(variables[variable.name])
                found = f"question '{question.id}' makes the variable '{variable.name}', which line {line} makes too"
                yield source.mistake((*place, "id"), found, "rename the question or the item")
            variables.setdefault(variable.name, (*place, "id"))


def _once(
    seen: dict, value: str | int, place: Location, source: YamlSource, what: str, whole: str = "wave"
) -> Iterator[Mistake]:
    if value in seen:
        found = f"duplicate {what} '{value}' (first on line {source.line(seen[value])})"
        yield source.mistake(place, found, f"every {what} stands once in a {whole}")
    seen.setdefault(value, place)


def _references(
    questionnaire: Questionnaire, placed: list[tuple[Location, Question]], source: YamlSource
) -> Iterator[Mistake]:
    earlier: dict[str, Question] = {}
    for place, question in placed:
        if question.scale is not None and question.scale not in questionnaire.all_scales:
            found = f"question '{question.id}' uses the scale '{question.scale}', which scales.yaml lacks"
            yield source.mistake((*place, "scale"), found, did_you_mean(question.scale, questionnaire.scales))
        elif question.scale is not None and Reconstructed.SCALE not in question.reconstructed:
            inferred = [option for option in questionnaire.scale(question.scale).options if option.reconstructed]
            if inferred:
                found = f"question '{question.id}' uses the scale '{question.scale}', which has reconstructed labels"
                yield source.mistake((*place, "scale"), found, "add scale to reconstructed: of the question")
        for other, codes in (question.shown_if or {}).items():
            condition = (*place, "shown_if", other)
            if other not in earlier:
                found = f"question '{question.id}' is filtered by '{other}', which is not asked before it"
                yield source.mistake(condition, found, did_you_mean(other, earlier))
            elif earlier[other].items:
                found = f"question '{question.id}' is filtered by '{other}', which has several items"
                yield source.mistake(condition, found, "filter by a question with one answer")
            else:
                yield from _known_codes(questionnaire, earlier[other], codes, source, condition)
        earlier[question.id] = question


def _question_codes(questionnaire: Questionnaire, question: Question) -> set[int] | None:
    if question.type in (QuestionType.NUMBER, QuestionType.TEXT):
        return {1}
    scale_id = question.scale or ("checked" if question.type is QuestionType.MULTIPLE else "yes_no")
    scale = questionnaire.all_scales.get(scale_id)
    return None if scale is None else {option.code for option in scale.options}


def _known_codes(
    questionnaire: Questionnaire, question: Question, codes: Iterable[int], source: YamlSource, place: Location
) -> Iterator[Mistake]:
    known = _question_codes(questionnaire, question)
    unknown = sorted(set(codes) - known) if known is not None else []
    if unknown:
        found = f"question '{question.id}' has no answer code {unknown[0]}"
        yield source.mistake(place, found, f"its codes are {sorted(known or ())}")


def _by_id(questionnaire: Questionnaire, question_id: str) -> list[Question]:
    return [q for wave in questionnaire.waves.values() for q in wave.questions if q.id == question_id]


def _classifications(questionnaire: Questionnaire, sources: Mapping[str, YamlSource]) -> Iterator[Mistake]:
    source = sources.get("classifications.yaml")
    if source is None:
        return
    for name, classification in questionnaire.classifications.items():
        placed = {code for level in classification.levels for code in level.codes}
        asked = [q for wave in questionnaire.waves.values() for q in wave.questions if q.role == classification.of]
        for question in asked:
            for index, level in enumerate(classification.levels):
                place = (name, "levels", index, "codes")
                yield from _known_codes(questionnaire, question, level.codes, source, place)
            known = _question_codes(questionnaire, question) or set()
            left_out = sorted(known - placed)
            if left_out:
                found = f"classification '{name}' leaves out answer code {left_out[0]} of '{question.id}'"
                yield source.mistake((name, "levels"), found, "assign every code to a level, so that no one is dropped")


def _plausibility(questionnaire: Questionnaire, sources: Mapping[str, YamlSource]) -> Iterator[Mistake]:
    source = sources.get("plausibility.yaml")
    for name, rule in questionnaire.plausibility.items():
        for part in ("when", "never"):
            for question_id, codes in getattr(rule, part).items():
                asked = _by_id(questionnaire, question_id)
                place = (name, part, question_id)
                if not asked:
                    found = f"rule '{name}' speaks of '{question_id}', which no wave asks"
                    known = {q.id for wave in questionnaire.waves.values() for q in wave.questions}
                    yield source.mistake(place, found, did_you_mean(question_id, known))
                for question in asked[:1]:
                    yield from _known_codes(questionnaire, question, codes, source, place)


def _mappings(questionnaire: Questionnaire, sources: Mapping[str, YamlSource]) -> Iterator[Mistake]:
    asked = [variable for wave_id in questionnaire.waves for variable in questionnaire.variables(wave_id)]
    variables = {variable.name for variable in asked}
    lines = {variable.name for variable in asked if variable.scale == "given"}
    for name, mapping in questionnaire.mappings.items():
        source = sources[f"mappings/{name}.yaml"]
        yield from _mapped_columns(mapping, variables, lines, source)
        yield from _mapped_codes(questionnaire, mapping, source)
        yield from _unmapped_scales(questionnaire, mapping, source)


def _mapped_columns(
    mapping: ColumnMapping, variables: set[str], lines: set[str], source: YamlSource
) -> Iterator[Mistake]:
    """``lines`` are open lines: a list may name one beside its column, for it only has the tick."""
    places = [
        ((part, column), name) for part in ("columns", "headings") for column, name in getattr(mapping, part).items()
    ]
    places += [
        (("lists", column, part), name) for column, parts in mapping.lists.items() for part, name in parts.items()
    ]
    for place, variable in places:
        if variable not in variables:
            found = f"column '{place[1]}' leads to '{variable}', which no wave has"
            yield source.mistake(place, found, did_you_mean(variable, variables))
    once = [
        (place, variable)
        for place, variable in places
        if place[0] != "headings" and not (place[0] == "lists" and variable in lines)
    ]
    targets = Counter(variable for _, variable in once)
    for place, variable in once:
        if targets[variable] > 1:
            found = f"column '{place[1]}' leads to '{variable}' like another column of this mapping"
            yield source.mistake(place, found, "every variable has one column")


def _mapped_codes(questionnaire: Questionnaire, mapping: ColumnMapping, source: YamlSource) -> Iterator[Mistake]:
    known = {
        scale_id: {option.code for option in scale.options} for scale_id, scale in questionnaire.all_scales.items()
    }
    of_variable: dict[str, set[int]] = {}
    for wave_id in questionnaire.waves:
        for variable in questionnaire.variables(wave_id):
            if variable.kind == "choice":
                of_variable.setdefault(variable.name, set()).update(known.get(variable.scale, ()))
    for part in ("codes", "labels"):
        for name, table in getattr(mapping, part).items():
            codes = known.get(name, of_variable.get(name) if part == "codes" else None)
            if codes is None:
                found = f"'{name}' is no scale of scales.yaml"
                yield source.mistake((part, name), found, did_you_mean(name, questionnaire.all_scales))
                continue
            for code, ours in table.items():
                if ours not in codes:
                    found = f"code '{code}' becomes {ours}, which the scale '{name}' lacks"
                    yield source.mistake((part, name, code), found, f"its codes are {sorted(codes)}")


def _unmapped_scales(questionnaire: Questionnaire, mapping: ColumnMapping, source: YamlSource) -> Iterator[Mistake]:
    # A question may have other scales in other waves: a mapping owes codes to the wave that it serves best.
    waves = ({v.name: v.scale for v in questionnaire.variables(w) if v.kind == "choice"} for w in questionnaire.waves)
    own = [(c, name) for c, name in mapping.columns.items() if name not in mapping.codes]
    served = ({c: scales[name] for c, name in own if name in scales} for scales in waves)
    known = questionnaire.all_scales.keys() - mapping.codes.keys() - mapping.labels.keys()
    most = max(served, key=lambda scales: (len(scales), -sum(scale in known for scale in scales.values())), default={})
    for column, scale_id in most.items():
        if scale_id in known:
            found = f"column '{column}' has answers of the scale '{scale_id}', for which there are no codes"
            yield source.mistake(
                ("columns", column), found, f"add {scale_id}: {{code of the export: our code}} to codes:"
            )
