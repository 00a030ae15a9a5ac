"""The crosswalk against the waves it speaks of: an entry that leads nowhere, or allows what cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.crosswalk import matched_options
from pipeline.questionnaire.yaml_source import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire.crosswalk import Comparability
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question
    from pipeline.questionnaire.yaml_source import Mistake, YamlSource


def crosswalk_mistakes(questionnaire: Questionnaire, sources: Mapping[str, YamlSource]) -> Iterator[Mistake]:
    """All mistakes of ``crosswalk.yaml``, in its order."""
    source = sources.get("crosswalk.yaml")
    said: dict[tuple, int] = {}
    for index, entry in enumerate(questionnaire.crosswalk):
        lost = list(_lost(questionnaire, entry, index, source))
        yield from lost
        for item in entry.items or (None,):
            key = (frozenset(entry.between), entry.question, item)
            if key in said:
                found = f"the crosswalk judges {_name(entry, item)} twice (first on line {source.line((said[key],))})"
                yield source.mistake((index, "question"), found, "keep one of the two entries")
            said.setdefault(key, index)
        if not lost:
            yield from _judged(questionnaire, entry, index, source)


def _name(entry: Comparability, item: str | None) -> str:
    return f"'{entry.question}'" if item is None else f"item '{item}' of '{entry.question}'"


def _lost(questionnaire: Questionnaire, entry: Comparability, index: int, source: YamlSource) -> Iterator[Mistake]:
    """Names of the entry that lead nowhere."""
    questions = [question for wave in questionnaire.waves.values() for question in wave.questions]
    asked = [question for question in questions if question.id == entry.question]
    items = {item.id for question in asked for item in question.items}
    if not asked:
        found = f"the crosswalk speaks of '{entry.question}', which no wave asks"
        yield source.mistake((index, "question"), found, did_you_mean(entry.question, {one.id for one in questions}))
    for at, item in enumerate(entry.items if asked else ()):
        if item not in items:
            found = f"the crosswalk speaks of item '{item}', which '{entry.question}' lacks in every wave"
            yield source.mistake((index, "items", at), found, did_you_mean(item, items))
    if entry.between[0] == entry.between[1]:
        found = f"the crosswalk compares wave '{entry.between[0]}' with itself"
        yield source.mistake((index, "between"), found, "name two waves")
    for wave_id in entry.between:
        if wave_id not in questionnaire.waves:
            found = f"the crosswalk names the wave '{wave_id}', which questionnaire/waves/ lacks"
            yield source.mistake((index, "between"), found, did_you_mean(wave_id, questionnaire.waves))


def _judged(questionnaire: Questionnaire, entry: Comparability, index: int, source: YamlSource) -> Iterator[Mistake]:
    """What an entry says against what the two waves ask."""
    asked = {w: [q for q in questionnaire.wave(w).questions if q.id == entry.question] for w in entry.between}
    for at, item in enumerate(entry.items or (None,)):
        lacking = [
            wave
            for wave, questions in asked.items()
            if not any(item is None or item in {one.id for one in question.items} for question in questions)
        ]
        if len(lacking) == 2 or (lacking and entry.comparable):
            place = (index, "items", at) if entry.items else (index, "question")
            verb = "allows" if entry.comparable else "refuses"
            found = f"the crosswalk {verb} {_name(entry, item)}, which wave '{lacking[0]}' lacks"
            yield source.mistake(place, found, "name waves that ask it; nothing makes comparable what was not asked")
            return
    if entry.comparable:
        first, second = (questions[0] for questions in asked.values())
        yield from _matched(questionnaire, entry, (first, second), source, index)


def _matched(
    questionnaire: Questionnaire,
    entry: Comparability,
    asked: tuple[Question, Question],
    source: YamlSource,
    index: int,
) -> Iterator[Mistake]:
    """Whether the answers of two questions that are compared correspond."""
    if asked[0].type is not asked[1].type:
        found = f"the crosswalk allows '{entry.question}', which has different forms in the two waves"
        yield source.mistake((index, "comparable"), found, "set comparable: false; nothing matches the answers")
        return
    first, second = (next(question_variables(question)).scale for question in asked)
    found = f"'{entry.question}' has the scales '{first}' and '{second}' in the two waves"
    if (first == second) != (entry.options is None):
        hint = "remove options:" if first == second else "add options: code, or value, to say which answers correspond"
        yield source.mistake((index, "options"), found, hint)
    elif entry.options is not None:
        try:
            matched_options(questionnaire.scale(first), questionnaire.scale(second), entry.options)
        except ValueError as error:
            yield source.mistake((index, "options"), f"{found}: {error}", "set comparable: false, or mend the scales")
