"""Weights of a wave to known margins of the population, and weighted means beside the unweighted as a sensitivity.

Who answers a survey of municipalities decides for itself, and large cities do so far more often than villages. Weights
show how much of a result depends on that; they do not turn volunteers into a random sample.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analysis.margins import JOINED, Population, read_margins
from pipeline.analysis.survey import LARGEST_WEIGHT
from pipeline.analysis.told import joined, untold
from pipeline.analysis.wave import SurveyError
from pipeline.statistics.weighting import Weights, rake

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pandas as pd

    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language
    from pipeline.statistics.survey_design import Design

DEFAULT = Path("data", "reference", "population_2020.csv")
"""The margins that are taken where none are named, relative to the project."""
ROUNDING = 1e-12
WEIGHTED = ("n", "n_eff", "mean", "se", "ci_low", "ci_high")


@dataclass(frozen=True, kw_only=True)
class WaveWeights(Weights):
    """Weights of the included respondents of a wave, in the order of the export, and the margins they were made for.

    ``joined`` are classifications and levels that are weighted as one because their sizes are not published.
    """

    wave: str
    respondents: tuple[int, ...]
    margins_file: str
    sources: tuple[str, ...]
    reference_dates: tuple[dt.date, ...]
    joined: tuple[tuple[str, str], ...] = ()


def weights(
    survey: Survey, wave: str, margins: Path | str | Population | None = None, *, largest: float | None = LARGEST_WEIGHT
) -> WaveWeights:
    """Rake a wave to margins of the population.

    Levels whose size in the sample is not published are weighted together with their neighbours.

    Parameters
    ----------
    margins:
        A CSV file (format: ``data/reference/README.md``) or what :func:`~pipeline.analysis.margins.read_margins` made
        of it; default: ``data/reference/population_2020.csv`` of the project.
    largest:
        No weight is more than so many times the mean, nor less than one over it; ``None`` for no bounds.

    Raises
    ------
    MarginsError
        If the file cannot be used.
    SurveyError
        Unknown wave, or no margins.
    """
    if largest is not None and largest <= 1:
        msg = f"The largest weight is a multiple of the mean weight, above 1 (usual: 3 to 5); found {largest:g}."
        raise SurveyError(msg)
    population = margins if isinstance(margins, Population) else known_population(survey, margins)
    people = survey.answers(wave, [])
    margins = joined(survey, wave, population.margins)
    levels = {name: _levels(people[name], known) for name, known in margins.items()}
    bounds = None if largest is None else (1 / largest, largest)
    raked = rake(levels, margins, bounds=bounds)
    return WaveWeights(
        **{entry.name: getattr(raked, entry.name) for entry in fields(raked)},
        wave=wave,
        respondents=tuple(people["respondent"]),
        margins_file=population.file,
        sources=population.sources,
        reference_dates=population.reference_dates,
        joined=tuple(
            (name, level) for name, known in margins.items() for level in known if level not in population.margins[name]
        ),
    )


def weighted_means(
    survey: Survey,
    wave: str,
    question: str,
    by: str,
    *,
    margins: Path | str | Population | None = None,
    largest: float | None = LARGEST_WEIGHT,
    finite: bool = False,
    language: Language = "de",
    internal: bool = False,
) -> pd.DataFrame:
    """Means without weights and, as a sensitivity, with them.

    Parameters
    ----------
    finite:
        Allow for the finite population: strata are the cells of the first margin. Default: weights alone.
    question, by, language, internal:
        As in :meth:`pipeline.analysis.Survey.means`.

    Returns
    -------
    pandas.DataFrame
        The columns of ``means`` up to ``ci_high``; then ``weighted_n``, ``weighted_n_eff``, ``weighted_mean``,
        ``weighted_se``, ``weighted_ci_low``, ``weighted_ci_high``, ``difference`` (weighted minus unweighted, scale
        units), ``undefined`` (why there is no weighted mean or interval), ``suppressed`` and ``assumed``. What ``means`` withholds
        is withheld here. ``attrs["weights"]`` holds the :class:`WaveWeights`.
    """
    from pipeline.statistics import disclosure, weighted

    table = survey.means(wave, question, by, language=language, internal=internal)
    found = weights(survey, wave, margins, largest=largest)
    variables = list(dict.fromkeys(table["variable"]))
    people = survey.answers(wave, variables)
    design, used = _design(people, found, finite=finite)
    groups, levels = _groups(people[used], survey, by)
    parts = []
    for variable in variables:
        estimates = weighted.means(design, people.loc[used, variable], groups, levels).estimates
        parts += [(variable, level, estimate) for level, estimate in enumerate(estimates)]
    columns = ["variable", "label", "label_short", "level", "level_label", "level_short", "n", "mean", "se"]
    frame = table[[*columns, "ci_low", "ci_high"]].copy()
    for name in WEIGHTED:
        source = "estimate" if name == "mean" else name
        frame[f"weighted_{name}"] = [getattr(estimate, source) for _, _, estimate in parts]
    frame["weighted_n"] = frame["weighted_n"].astype("Int64")
    statistics = [f"weighted_{name}" for name in WEIGHTED if name != "n"]
    frame[statistics] = frame[statistics].astype("float64")
    difference = frame["weighted_mean"] - frame["mean"]
    frame["difference"] = difference.where(difference.abs() > ROUNDING, difference * 0)
    frame["undefined"] = [estimate.undefined and str(estimate.undefined) for _, _, estimate in parts]
    frame[["suppressed", "assumed"]] = table[["suppressed", "assumed"]]
    if not internal:
        cells = [(margin.classification, cell.levels) for margin in found.margins for cell in margin.cells]
        hidden = untold(survey, wave, question, by, cells)
        few = disclosure.suppressed(frame["weighted_n"]) & (frame["weighted_n"] > 0)
        few |= frame[["variable", "level"]].apply(tuple, axis=1).isin(hidden)
        small = frame["n"].isna() | few  # an empty group keeps its zero and its reason
        shown = [*statistics, "difference"]
        frame[shown] = frame[shown].mask(frame["suppressed"] | small)
        frame["weighted_n"] = frame["weighted_n"].mask(small)
        frame["undefined"] = frame["undefined"].mask(small)
        spread = ["weighted_se", "weighted_ci_low", "weighted_ci_high"]
        frame[spread] = frame[spread].mask(frame["se"].isna())
    frame.attrs.update(table.attrs, weights=found)
    return frame


def known_population(survey: Survey, margins: Path | str | None = None) -> Population:
    """The margins in a file, or those that come with the project."""
    if margins is not None:
        return read_margins(Path(margins), survey.questionnaire, file=str(margins))
    path = survey.project.root / DEFAULT if survey.project is not None else None
    if path is None or not path.exists():
        msg = (
            f"There are no margins of the population: the project has no {DEFAULT.as_posix()}.\n"
            "Hint: name a CSV file of your own (--margins FILE); data/reference/README.md describes the format."
        )
        raise SurveyError(msg)
    return read_margins(path, survey.questionnaire, file=DEFAULT.as_posix())


def _levels(given: pd.Series, known: dict[str, int]) -> list[str | None]:
    """Each respondent's level as the margins name it: levels of which only the sum is known are one."""
    name_of = {level: name for name in known for level in name.split(JOINED)}
    return [name_of.get(level) if isinstance(level, str) else None for level in given]


def _design(people: pd.DataFrame, found: WaveWeights, *, finite: bool) -> tuple[Design, Sequence[bool]]:
    """The design of the respondents with a weight, and which rows they are."""
    from pipeline.statistics.survey_design import Design

    used = found.weights > 0
    if not finite or not used.any():
        return Design.weighted(found.weights[used]), used
    margin = found.margins[0]
    cell_of = {
        level: place for place, cell in enumerate(margin.cells) for name in cell.levels for level in name.split(JOINED)
    }
    strata = [cell_of[level] for level in people.loc[used, margin.classification]]
    units = {place: cell.population for place, cell in enumerate(margin.cells)}
    return Design.stratified(strata, units, found.weights[used]), used


def _groups(people: pd.DataFrame, survey: Survey, by: str) -> tuple[Sequence[int] | None, list[str]]:
    from pipeline.warehouse import ALL

    if by == ALL:
        return None, [ALL]
    return people[by].cat.codes.to_numpy(), [level.id for level in survey.questionnaire.classifications[by].levels]
