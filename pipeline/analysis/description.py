"""Items described with everything one may want to know of the answers to them, overall or by groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.analysis.margins import JOINED, Population
from pipeline.analysis.wave import SurveyError
from pipeline.analysis.weights import known_population
from pipeline.questionnaire import MissingKind
from pipeline.statistics.description import Description
from pipeline.statistics.description import describe as describe_counts
from pipeline.warehouse import ALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Scale

Strata = tuple["NDArray[np.int64]", list[float]]
"""Counts by stratum and value, and the municipalities there are in each stratum."""


def describe(
    survey: Survey,
    wave: str,
    question: str,
    by: str = ALL,
    *,
    finite: bool = False,
    margins: Path | str | Population | None = None,
    language: Language = "de",
    internal: bool = False,
) -> pd.DataFrame:
    """Describe every item of a rating question.

    Parameters
    ----------
    finite:
        Allow for the finite population, stratum by stratum: the standard error shrinks where many of all municipalities
        of a size class answered. Strata are the cells of the margin by size.
    margins:
        Where the numbers of all municipalities stand; default as for :meth:`pipeline.analysis.Survey.weights`.

    Returns
    -------
    pandas.DataFrame
        One row per item and level: variable, label, label_short, level, level_label, level_short, n, mean, sd, se, ci_low, ci_high,
        median, confidence, population, top2, top3, bottom2 with their Wilson intervals, ``count_<value>``,
        ``missing_<kind>``, method, undefined (why a number is missing), withheld, assumed. A level whose distribution
        is not published is ``withheld`` and has no numbers; kinds of missing are published for all respondents only.

    Raises
    ------
    SurveyError
        Unknown wave, question or grouping, a question without values, or groups whose strata are not known.
    """
    import pandas as pd

    first = survey.closed_variables(wave, question)[0]
    scale = survey.questionnaire.scale(first.scale)
    if first.kind == "number" or not scale.is_likert:
        msg = (
            f"Question '{question}' of wave {wave} is no rating scale, so it has no boxes to describe.\n"
            f"Hint: ask for its distribution: munisurvey distribution {wave} {question}"
        )
        raise SurveyError(msg)
    table = survey.distribution(wave, question, by, language=language, internal=internal)
    strata = _strata(survey, wave, question, by, margins) if finite else None
    rows = []
    for (variable, level), cells in table.groupby(["variable", "level"], sort=False):
        head = cells.iloc[0]
        row = {name: head[name] for name in ("variable", "label", "label_short", "level", "level_label", "level_short")}
        told = cells["n"].notna()
        withheld = bool(pd.isna(head["base"]) or not told[~cells["missing"]].all())
        counted = cells.assign(n=cells["n"].where(told, 0))
        if withheld:
            row |= dict.fromkeys(_row(_description(counted, scale, None)))
        else:
            row |= _row(_description(counted, scale, None if strata is None else strata(variable, level)))
            if not told.all():
                row |= {f"missing_{kind.name.lower()}": None for kind in MissingKind}
        rows.append(row | {"withheld": withheld, "assumed": bool(head["assumed"])})
    frame = pd.DataFrame(rows)
    frame.attrs.update(table.attrs)
    return frame


def _row(found: Description) -> dict[str, object]:
    return found.frame().drop(columns="family").iloc[0].to_dict()


def _description(cells: pd.DataFrame, scale: Scale, strata: Strata | None) -> Description:
    count = {int(code): int(n) for code, n in zip(cells["code"], cells["n"], strict=True)}
    values = {option.code: float(option.value) for option in scale.substantive}
    missing = {kind.name.lower(): count.get(int(kind), 0) for kind in MissingKind}
    for option in scale.options:
        if option.missing_kind is not None:
            missing[option.missing_kind.name.lower()] += count[option.code]
    counts, population = ([count[code] for code in values], None) if strata is None else strata
    return describe_counts(list(values.values()), counts, missing=missing, population=population)


def _strata(
    survey: Survey, wave: str, question: str, by: str, margins: Path | str | Population | None
) -> Callable[[str, int], Strata]:
    """For a variable and a level: counts by stratum and value, and the municipalities there are in each stratum."""
    known = margins if isinstance(margins, Population) else known_population(survey, margins)
    classifications = survey.questionnaire.classifications
    margin = next((name for name in known.margins if classifications[name].of == "size_class"), None)
    if margin is None or (by != ALL and classifications[by].of != "size_class"):
        msg = (
            f"The finite population is known by size of municipality alone, so groups by '{by}' have no strata.\n"
            "Hint: describe all respondents or groups by size, or leave out the correction."
        )
        raise SurveyError(msg)
    codes = {level.id: frozenset(level.codes) for level in classifications[margin].levels}
    places = {level.id: level.code for level in classifications[margin].levels}
    cells = [(cell.split(JOINED), units) for cell, units in known.margins[margin].items()]
    count = _counts(survey.distribution(wave, question, margin, internal=True))
    everyone = _counts(survey.distribution(wave, question, ALL, internal=True))
    groups = {level.code: frozenset(level.codes) for level in classifications[by].levels} if by != ALL else {}

    def of(variable: str, level: int) -> Strata:
        whole = groups.get(level)
        counts, population = [], []
        for levels, units in cells:
            inside = frozenset().union(*(codes[entry] for entry in levels))
            if whole is not None and not inside <= whole:
                if inside & whole:
                    msg = (
                        f"Level {level} of '{by}' cuts through {' and '.join(levels)}, of which only the sum is known."
                    )
                    raise SurveyError(msg)
                continue
            counts.append(sum(count[variable, places[entry]] for entry in levels))
            population.append(float(units))
        if whole is None:  # who did not say how large the municipality is stays in the mean, without a correction
            counts.append(everyone[variable, 0] - sum(counts))
            population.append(np.inf)
        return np.array(counts), population

    return of


def _counts(table: pd.DataFrame) -> dict[tuple[str, int], NDArray[np.int64]]:
    """Substantive answers by code, in printed order, for each variable and level of a frame of distributions."""
    given = table[~table["missing"]].groupby(["variable", "level"], sort=False)["n"]
    return {key: cells.to_numpy(dtype=np.int64) for key, cells in given}
