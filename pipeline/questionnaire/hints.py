"""What is not wrong with a questionnaire but should be looked at before it goes into the field.

A new wave can be loaded, drawn and rehearsed while its dates, its contact and some of its wording are still open. What is
open, what names a year of the past and what no longer fits an earlier wave is listed by ``munisurvey check``; it stops
nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.questionnaire.changes import changes
from pipeline.questionnaire.placeholders import open_texts, placeholders
from pipeline.questionnaire.record import departures
from pipeline.questionnaire.scale import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire.changes import Change
    from pipeline.questionnaire.load import Questionnaire
    from pipeline.questionnaire.model import Question, Wave
    from pipeline.questionnaire.yaml_source import Location, Mistake, YamlSource

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]*\d)")
_DECLARE = "say in crosswalk.yaml whether the two may be compared, and why; or put the wording back"


def hints(questionnaire: Questionnaire, sources: Mapping[str, YamlSource]) -> Iterator[Mistake]:
    """All hints, wave by wave; ``sources`` are the parsed files by their path below ``questionnaire/``."""
    for wave in questionnaire.waves.values():
        source = sources[f"waves/{wave.wave}.yaml"]
        if wave.status == "complete":
            yield from _open(wave, source)
            yield from _years(questionnaire, wave, source)
        yield from (_changed(change, wave, source) for change in changes(questionnaire, wave.wave))
        yield from _departed(questionnaire, wave, source)


def years(questionnaire: Questionnaire, question: Question) -> dict[str, tuple[int, ...]]:
    """The years that a question names, by the key of the file: text, title, items, scale ..."""
    scale = questionnaire.all_scales.get(question.scale or "")
    texts: dict[str, list[Text | None]] = {
        "title": [question.title],
        "text": [question.text],
        "instruction": [question.instruction],
        "statement": [question.statement],
        "items": [text for item in question.items for text in (item.label, item.short)],
        "scale": [option.label for option in scale.options] if scale is not None else [],
    }
    found = {
        key: tuple(sorted({year for text in several if text is not None for year in _named(text)}))
        for key, several in texts.items()
    }
    return {key: named for key, named in found.items() if named}


def _named(text: Text) -> set[int]:
    return {int(year) for language in LANGUAGES for year in _YEAR.findall(text[language])}


def _open(wave: Wave, source: YamlSource) -> Iterator[Mistake]:
    """What a new wave still has to say."""
    start, end = wave.field_period
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        found = f"the field period is the whole year {start.year}"
        yield source.mistake(("field_period",), found, "write [first day, last day] as soon as they are known")
    if wave.invited is None:
        found = "nobody is said to be invited, so there will be no response rate"
        yield source.mistake(
            ("invited",), found, "write how many municipalities are invited, or leave it if the call is open"
        )
    for key, language, named in open_texts(wave):
        found = f"{key} ({language}) leaves open: {', '.join(named)}"
        yield source.mistake((key, language), found, "replace what stands in [[ ]]")
    for place, question in _placed(wave):
        asked = [question.text, question.instruction, question.statement, *(item.label for item in question.items)]
        named = [entry for text in asked if text for language in LANGUAGES for entry in placeholders(text[language])]
        if named:
            found = f"question '{question.id}' leaves open: {', '.join(dict.fromkeys(named))}"
            yield source.mistake(place, found, "replace what stands in [[ ]]")


def _years(questionnaire: Questionnaire, wave: Wave, source: YamlSource) -> Iterator[Mistake]:
    """Questions that speak of another year than that of the wave, as one copied from an earlier wave does."""
    own = {day.year for day in wave.field_period}
    for place, question in _placed(wave):
        for key, named in years(questionnaire, question).items():
            others = [str(year) for year in named if year not in own]
            if others:
                found = f"'{question.id}' contains {', '.join(others)} ({key}): check"
                hint = "if another year is meant, change it; a question in other words needs an entry in crosswalk.yaml"
                if key == "title":
                    hint = "if another year is meant, change it; the title is not part of the wording"
                yield source.mistake((*place, key), found, hint)


def _changed(change: Change, wave: Wave, source: YamlSource) -> Mistake:
    place = next(place for place, question in _placed(wave) if question.id == change.question)
    question = wave.question(change.question)
    name = f"'{change.question}'"
    if change.item is not None:
        name = f"item '{change.item}' of {name}"
        place = (*place, "items", next(at for at, item in enumerate(question.items) if item.id == change.item))
    reason = change.reason.en if change.reason is not None else ""
    match change.kind:
        case "renamed":
            what = "item" if change.item is not None else "question"
            found = f"{name} looks like {what} '{change.was}' of {change.earlier} under another id"
            hint = (
                f"give it the id '{change.was}', so that the two are compared, or declare it in crosswalk.yaml: "
                "comparable: false, and why they are not the same"
            )
        case "reworded":
            found, hint = f"{name} is not worded as in {change.earlier}. {reason}", _DECLARE
        case "reordered":
            found = f"the items of {name} stand in another order than in {change.earlier}"
            hint = _DECLARE.replace("the wording", "the order")
        case "moved":
            found = f"question {name} stands elsewhere among the questions than in {change.earlier}"
            hint = "what is asked before can colour an answer: move it back, or say in crosswalk.yaml why it may be compared"
    return source.mistake((*place, "id"), found, hint)


def _departed(questionnaire: Questionnaire, wave: Wave, source: YamlSource) -> Iterator[Mistake]:
    """What a wave says otherwise than when it was fielded."""
    places = {question.id: place for place, question in _placed(wave)}
    for name, variables in departures(questionnaire, wave.wave).items():
        if name not in places:
            found = f"'{name}' was asked when {wave.wave} was fielded and is gone"
            yield source.mistake((), found, "put it back, or record the wave anew: munisurvey check --record WAVE")
            continue
        question = wave.question(name)
        which = f" ({len(variables)} items)" if question.items else ""
        found = f"'{name}'{which} is not worded as when {wave.wave} was fielded"
        hint = (
            f"put the wording back (it may be that of the scale '{question.scale}': another wording of answers is another "
            "scale); a slip of the pen mended is recorded anew: munisurvey check --record WAVE"
        )
        yield source.mistake((*places[name], "id"), found, hint)


def _placed(wave: Wave) -> Iterator[tuple[Location, Question]]:
    for section_index, section in enumerate(wave.sections):
        for question_index, question in enumerate(section.questions):
            yield ("sections", section_index, "questions", question_index), question
