"""Differences between the groups of a classification, for every item of a question that has values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.analysis.comparison import Comparison, Group, ItemComparison
from pipeline.analysis.wave import SurveyError
from pipeline.statistics import disclosure
from pipeline.statistics.groups import compare_groups
from pipeline.statistics.multiplicity import adjust
from pipeline.statistics.samples import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.classification import Classification
    from pipeline.statistics.ordinal import Added, CumulativeLogit


def compare(
    survey: Survey,
    wave: str,
    question: str,
    by: str = "size_group",
    *,
    covariates: Sequence[str] = (),
    language: Language = "de",
    internal: bool = False,
) -> Comparison:
    """Compare the groups of a classification on every item of a question.

    Each item gets its means by group, Kruskal-Wallis with epsilon squared, Welch's analysis of variance as the metric
    view, every pair of groups by Dunn with Holm, and, where the questionnaire gives the levels an order,
    Jonckheere-Terpstra over these. The p-values of a test over the items of the question are adjusted together
    (Benjamini-Hochberg); a disagreement of the two views is judged on adjusted values.

    Parameters
    ----------
    by:
        A classification. Groups with too few answers to be published take no part unless ``internal`` is set.
    covariates:
        Further classifications to allow for: a cumulative logit model of each item on ``by`` and these, with Brant's
        test, and a likelihood ratio test of what ``by`` adds.

    Raises
    ------
    SurveyError
        Unknown wave, question or classification, or a question without values.
    """
    classifications = {name: _classification(survey, name) for name in (by, *covariates)}
    table = survey.means(wave, question, by, language=language, internal=internal)
    variables = survey.closed_variables(wave, question)
    answers = survey.answers(wave, [variable.name for variable in variables])
    concept = variables[0].question.id
    items = [
        _item(rows, answers, classifications, internal=internal) for _, rows in table.groupby("variable", sort=False)
    ]
    items = _adjusted(items, concept)
    if covariates:
        scale = survey.questionnaire.scale(variables[0].scale)
        if not scale.is_likert:
            msg = f"Question '{question}' asks for a number; a model of the step of an answer needs a rating scale."
            raise SurveyError(msg)
        values = [option.value for option in scale.substantive]
        models = [_model(item, answers, list(classifications), values, internal=internal) for item in items]
        added = adjust([one for _, one in models], kind="items", of=concept, adjustment="fdr_bh")
        items = [
            replace(item, model=model, added=one) for item, (model, _), one in zip(items, models, added, strict=True)
        ]
    chosen = classifications[by]
    return Comparison(
        wave=wave, question=concept, by=by, by_title=chosen.title[language], by_size=chosen.of == "size_class",
        order=tuple(level.short_label[language] for level in chosen.rising), covariates=tuple(covariates),
        internal=internal, provenance=survey.wave(wave).provenance, items=tuple(items),
    )  # fmt: skip


def _classification(survey: Survey, name: str) -> Classification:
    known = survey.questionnaire.classifications
    if name not in known:
        msg = f"Groups cannot be compared by '{name}'. Known classifications are: {', '.join(known)}."
        raise SurveyError(msg)
    return known[name]


def _item(
    rows: pd.DataFrame, answers: pd.DataFrame, classifications: dict[str, Classification], *, internal: bool
) -> ItemComparison:
    """Groups and tests of one item; ``rows`` are its levels in the frame of means, which withholds what must be."""
    import pandas as pd

    by, classification = next(iter(classifications.items()))
    ids = {level.code: level.id for level in classification.levels}
    first = rows.iloc[0]
    groups = []
    for row in rows.itertuples():
        n = None if pd.isna(row.n) else int(row.n)
        withheld = not internal and (n is None or (bool(row.suppressed) and n != 0))
        mean = None if withheld or not n else float(row.mean)
        groups.append(Group(ids[row.level], row.level_short, None if withheld else n, mean, withheld))
    samples = split(answers[first["variable"]], answers[by])
    samples |= {group.level: np.empty(0) for group in groups if group.withheld}
    order = [level.id for level in classification.rising]
    return ItemComparison(
        first["variable"], first["label"], first["label_short"], bool(first["assumed"]), tuple(groups),
        compare_groups(samples, of=first["variable"], order=order),
    )  # fmt: skip


def _adjusted(items: list[ItemComparison], concept: str) -> list[ItemComparison]:
    """The items with the p-values of each test adjusted over the question."""
    found = [item.statistics for item in items]
    kruskal = adjust([one.kruskal for one in found], kind="items", of=concept, adjustment="fdr_bh")
    welch = adjust([one.welch for one in found], kind="items", of=concept, adjustment="fdr_bh")
    trend = [one.trend for one in found]
    if all(test is not None for test in trend):
        trend = adjust(trend, kind="items", of=concept, adjustment="fdr_bh")
    return [
        replace(item, statistics=replace(item.statistics, kruskal=first, welch=second, trend=third))
        for item, first, second, third in zip(items, kruskal, welch, trend, strict=True)
    ]


def _model(
    item: ItemComparison, answers: pd.DataFrame, names: list[str], values: list[float], *, internal: bool
) -> tuple[CumulativeLogit, Added]:
    """The model of an item and what the groups add; respondents in groups too small to publish take no part."""
    from pipeline.statistics.ordinal import added, cumulative_logit

    withheld = [group.level for group in item.groups if group.withheld]
    used = answers[[item.variable, *names]].dropna()
    used = used[~used[names[0]].isin(withheld)]
    if not internal:
        for name in names[1:]:
            size = used.groupby(name, observed=False)[item.variable].transform("size")
            used = used[~disclosure.suppressed(size)]
    full = cumulative_logit(used[item.variable], used[names], values)
    reduced = cumulative_logit(used[item.variable], used[names[1:]], values)
    return full, added(full, reduced)
