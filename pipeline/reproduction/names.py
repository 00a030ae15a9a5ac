"""Names and codes in ``synthesis.yaml`` that the questionnaire does not have: a claim about nothing must not pass."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.yaml_source import Location, Mistake, YamlSource
    from pipeline.reproduction.settings import Claim, Settings

Named = tuple["Location", str, set[str]]


def unknown_names(settings: Settings, source: YamlSource, questionnaire: Questionnaire) -> Iterator[Mistake]:
    """A mistake for every wave, variable, question, group, mapping or code that leads nowhere."""
    for place, name, known in _names(settings, questionnaire):
        if name not in known:
            close = get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(sorted(known))[:200]}"
            yield source.mistake(place, f"the questionnaire has no '{name}'", hint)
    for key, weights in (("size_class", settings.frame.size_class), ("state", settings.frame.state)):
        for wave in settings.waves:
            for code in sorted(_codes(questionnaire, wave, key) - set(weights)):
                hint = f"give every answer code of the question {key} a weight"
                yield source.mistake(("frame", key), f"the frame has no weight for {key} {code}", hint)


def _names(settings: Settings, questionnaire: Questionnaire) -> Iterator[Named]:
    """Every name of the settings with its place and the names there are."""
    waves = set(questionnaire.waves)
    yield ("panel", "earlier"), settings.panel.earlier, waves
    yield ("panel", "later"), settings.panel.later, waves
    for wave, mapping in settings.mappings.items():
        yield ("mappings", wave), mapping, set(questionnaire.mappings)
    for index, claim in enumerate(settings.claims):
        yield from _claim(("claims", index), claim, questionnaire)
    for index, prior in enumerate(settings.priors):
        for wave in prior.waves:
            yield from _listed(("priors", index, "variables"), prior.variables, _known(questionnaire, [wave]))
    for index, entry in enumerate(settings.nonresponse):
        known = _known(questionnaire, entry.waves or settings.waves)
        yield from _listed(("nonresponse", index, "variables"), entry.variables, known)
    yield from _questions_named(settings, questionnaire)


def _questions_named(settings: Settings, questionnaire: Questionnaire) -> Iterator[Named]:
    for index, stop in enumerate(settings.break_offs):
        yield ("break_offs", index, "before"), stop.before, _questions(questionnaire, [stop.wave])
    questions = _questions(questionnaire, settings.waves)
    for index, block in enumerate(settings.dependence.blocks):
        for key in ("questions", "reversed"):
            yield from _listed(("dependence", "blocks", index, key), getattr(block, key), questions)
    for name in settings.dependence.size.questions:
        yield ("dependence", "size", "questions", name), name, questions


def _claim(place: Location, claim: Claim, questionnaire: Questionnaire) -> Iterator[Named]:
    yield from _listed((*place, "variables"), claim.variables, _known(questionnaire, [claim.wave]))
    wave = [claim.wave] if claim.wave in questionnaire.waves else []
    scales = {v.scale for name in wave for v in questionnaire.variables(name) if v.name in claim.variables}
    codes = {str(option.code) for scale in scales for option in questionnaire.scale(scale).options}
    codes |= {str(int(MissingKind.NO_ANSWER))}
    yield from _listed((*place, "codes"), map(str, claim.codes), codes)
    if claim.grouping is not None:
        yield (*place, "grouping"), claim.grouping, set(questionnaire.classifications)
        classification = questionnaire.classifications.get(claim.grouping)
        levels = {level.id for level in classification.levels} if classification else set(claim.levels)
        yield from _listed((*place, "levels"), claim.levels, levels)


def _listed(place: Location, names: Iterable[str], known: set[str]) -> Iterator[Named]:
    yield from (((*place, index), name, known) for index, name in enumerate(names))


def _known(questionnaire: Questionnaire, waves: Iterable[str]) -> set[str]:
    """Variables and questions of any of the waves."""
    there = [wave for wave in waves if wave in questionnaire.waves]
    return {v.name for wave in there for v in questionnaire.variables(wave)} | _questions(questionnaire, there)


def _questions(questionnaire: Questionnaire, waves: Iterable[str]) -> set[str]:
    there = [wave for wave in waves if wave in questionnaire.waves]
    return {question.id for wave in there for question in questionnaire.wave(wave).questions}


def _codes(questionnaire: Questionnaire, wave: str, role: str) -> set[int]:
    """Answer codes of the question with a role."""
    if wave not in questionnaire.waves:
        return set()
    scales = [v.scale for v in questionnaire.variables(wave) if v.question.role == role]
    return {option.code for scale in scales for option in questionnaire.scale(scale).substantive}
