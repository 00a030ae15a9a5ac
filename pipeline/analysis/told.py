"""Which groups a weighting may tell apart: it shows their sizes, and with their weights more than their mean.

A weighted mean is another sum over the same groups as the unweighted one. Where two groups are withheld, the two sums
together would give both away. So groups whose size is not published are weighted as one with their neighbours, and a
weighted mean is published only where it is made of published means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.margins import JOINED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.analysis.survey import Survey

Codes = frozenset[int]


def joined(survey: Survey, wave: str, margins: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Margins of the population in which levels whose size in the sample is withheld are joined to ones that are not.

    A level joins the others of the smallest published group that holds it; all levels, if there is no such group.
    """
    return {name: _joined(survey, wave, name, known) for name, known in margins.items()}


def _joined(survey: Survey, wave: str, name: str, known: Mapping[str, int]) -> dict[str, int]:
    codes = {level: codes_of(survey, name, level) for level in known}
    blocks = sorted(published(survey, wave, survey.questionnaire.classifications[name].of), key=len)
    groups = [{level} for level in known]
    for level in known:
        if codes[level] not in blocks:
            together = _smallest(level, codes, blocks).union(*(group for group in groups if level in group))
            apart = [group for group in groups if not group & together]
            groups = [*apart, together.union(*(group for group in groups if group & together))]
    place = {level: at for at, level in enumerate(known)}
    in_order = sorted((sorted(group, key=place.__getitem__) for group in groups), key=lambda group: place[group[0]])
    return {JOINED.join(group): sum(known[level] for level in group) for group in in_order}


def _smallest(level: str, codes: Mapping[str, Codes], blocks: Iterable[Codes]) -> set[str]:
    """The levels that make up the smallest published group with this one in it; all levels if there is none."""
    for block in blocks:
        inside = {one for one in codes if codes[one] <= block}
        if level in inside and frozenset().union(*(codes[one] for one in inside)) == block:
            return inside
    return set(codes)


def codes_of(survey: Survey, classification: str, level: str) -> Codes:
    """The answer codes of a level, or of levels joined by ``+``."""
    named = level.split(JOINED)
    levels = survey.questionnaire.classifications[classification].levels
    return frozenset(code for one in levels if one.id in named for code in one.codes)


def published(survey: Survey, wave: str, role: str) -> list[Codes]:
    """The groups by size or by Land whose number of respondents is published, as answer codes."""
    found = []
    for name, classification in survey.questionnaire.classifications.items():
        if classification.of == role:
            sizes = survey.sample(wave, name).set_index("level")["n"]
            found += [frozenset(level.codes) for level in classification.levels if sizes.notna()[level.code]]
    return found


def untold(
    survey: Survey, wave: str, question: str, by: str, cells: Iterable[tuple[str, tuple[str, ...]]]
) -> set[tuple[str, int]]:
    """Variables and levels of ``by`` whose weighted mean would tell more than the published means do.

    Parameters
    ----------
    cells:
        The groups that have weights of their own: a classification and the levels that are one in it.
    """
    known = _means(survey, wave, question)
    classifications = survey.questionnaire.classifications
    frame = survey.means(wave, question, by)
    hidden = set()
    for variable, level in zip(frame["variable"], frame["level"].astype(int), strict=True):
        chosen = classifications.get(by)
        group = None if chosen is None else next(frozenset(one.codes) for one in chosen.levels if one.code == level)
        for name, levels in cells:
            inside = codes_of(survey, name, JOINED.join(levels))
            crosses = group is not None and chosen is not None and chosen.of != classifications[name].of
            part = inside if group is None else inside & group
            constant = not part or (group is not None and group <= inside)
            if crosses or (not constant and (part != inside or (variable, inside) not in known)):
                hidden.add((variable, level))
    return hidden


def _means(survey: Survey, wave: str, question: str) -> set[tuple[str, Codes]]:
    """The groups whose mean is published, or that gave no answer, by variable."""
    found = set()
    for name, classification in survey.questionnaire.classifications.items():
        codes = {level.code: frozenset(level.codes) for level in classification.levels}
        frame = survey.means(wave, question, name)
        told = frame[frame["mean"].notna() | frame["n"].eq(0).fillna(value=False)]
        found |= {(variable, codes[level]) for variable, level in zip(told["variable"], told["level"], strict=True)}
    return found
