"""Change of a question between two waves: whoever answered twice, whoever did not, and everyone together.

Only what the crosswalk allows is compared. A difference between two waves mixes two things, municipalities that changed
and other municipalities that answered; the columns keep them apart as far as the answers allow.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.analysis.across import comparable
from pipeline.analysis.change_table import table
from pipeline.analysis.wave import SurveyError
from pipeline.statistics.change import Combined, Stayers, align, combined, stayers
from pipeline.statistics.equivalence import (
    SMALLEST_DIFFERENCE,
    SMALLEST_SHARE,
    Equivalence,
    combined_equivalence,
    equivalence,
)
from pipeline.statistics.multiplicity import adjust
from pipeline.statistics.paired import McNemar, PairedT, SignedRank, mcnemar_top, paired_t, signed_rank
from pipeline.statistics.two_groups import MannWhitney, WelchT, mann_whitney, welch_t

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.analysis.linkage import Linkage
    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language, Variable
    from pipeline.statistics.result import Family, Method, Result

Measure = Literal["mean", "share"]
ADJUSTED = ("signed_rank", "mcnemar", "mann_whitney", "stayers")
"""Tests of the items of a battery whose p-values are adjusted, each kind within its own family."""


@dataclass(frozen=True, kw_only=True)
class ItemChange:
    """Every statistic of one variable; ``measure`` says whether its mean or the share of yes changed.

    ``mcnemar`` (answers among the two highest, or yes) is missing for numbers, and so is equivalence unless a smallest
    difference of interest was stated. Not for publication as it stands: :func:`change` withholds what must be.
    """

    variable: Variable
    measure: Measure
    combined: Combined
    signed_rank: SignedRank
    paired_t: PairedT
    mcnemar: McNemar | None
    welch: WelchT
    mann_whitney: MannWhitney
    stayers: Stayers
    equivalence: Equivalence | None
    paired_equivalence: Equivalence | None

    @property
    def results(self) -> tuple[Result, ...]:
        """All statistics, for a table of methods."""
        found = (getattr(self, entry.name) for entry in fields(self) if entry.name not in ("variable", "measure"))
        return tuple(result for result in found if result is not None)


@dataclass(frozen=True)
class Change:
    """How the answers to a question changed between two waves; prints as its table.

    ``refused`` are the items that must not be compared (label, reason), ``remarks`` what the crosswalk says of the
    others. ``linkage`` says how municipalities were paired. ``internal``: parts under the publication limit are in the
    table.
    """

    question: str
    waves: tuple[str, str]
    provenance: str
    internal: bool
    methods: tuple[Method, ...]
    families: tuple[Family, ...]
    refused: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    linkage: Linkage
    table: pd.DataFrame = field(repr=False, compare=False)

    def frame(self) -> pd.DataFrame:
        """One row a variable, see :meth:`pipeline.analysis.Survey.change`."""
        return self.table.copy()

    def __str__(self) -> str:
        shown = ["label_short", "n_first", "mean_first", "n_second", "mean_second", "difference", "ci_low", "ci_high"]
        return self.table[[*shown, "pairs", "rank_biserial", "direction"]].to_string(index=False, na_rep="–")


def item_changes(
    survey: Survey, question: str, waves: tuple[str, str], *, language: Language = "de", bound: float | None = None
) -> tuple[ItemChange, ...]:
    """The statistics behind :func:`change`, one entry a variable, nothing withheld."""
    first, second = _two(waves)
    compared = comparable(survey, question, (first, second), language=language)
    variables = [v for v in survey.variables(first, compared.question.id) if v.name in compared.variables]
    measures = {variable.name: _measure(survey, variable, first) for variable in variables}
    names = [variable.name for variable in variables]
    linkage = survey.linkage(first, second)
    sides = [_answers(survey, wave, variables, measures, linkage) for wave in (first, second)]
    before, after = align(*sides, names)
    known = before.index.isin(sides[0]["unit"].dropna())
    everyone = combined(before, after)
    found = []
    for variable, whole in zip(variables, everyone, strict=True):
        measure, name = measures[variable.name], variable.name
        x, y = before[name].to_numpy(), after[name].to_numpy()
        least = bound if bound is not None else _smallest(variable, measure)
        paired = ~np.isnan(x) & ~np.isnan(y)
        apart = (np.where(paired, np.nan, y), np.where(paired, np.nan, x))
        threshold = _threshold(survey, variable, measure)
        found.append(
            ItemChange(
                variable=variable,
                measure=measure,
                combined=whole,
                signed_rank=signed_rank(x, y),
                paired_t=paired_t(x, y),
                mcnemar=None if threshold is None else mcnemar_top(x, y, at_least=threshold),
                welch=welch_t(*apart),
                mann_whitney=mann_whitney(*apart),
                stayers=stayers(x, y, known=known),
                equivalence=None if least is None else combined_equivalence(whole, bound=least),
                paired_equivalence=None if least is None else equivalence(x, y, paired=True, bound=least),
            )
        )
    return _adjusted(found, compared.question.id)


def change(
    survey: Survey,
    question: str,
    waves: tuple[str, str],
    *,
    bound: float | None = None,
    language: Language = "de",
    internal: bool = False,
) -> Change:
    """Change of a question between two waves; see :meth:`pipeline.analysis.Survey.change`."""
    first, second = _two(waves)
    compared = comparable(survey, question, (first, second), language=language)
    items = item_changes(survey, question, (first, second), language=language, bound=bound)
    assumed = survey.assumed(first) | survey.assumed(second)
    frame = table(items, language=language, internal=internal)
    frame["assumed"] = frame["variable"].isin(assumed)
    provenance = "synthetic" if any(survey.wave(wave).synthetic for wave in (first, second)) else "real"
    frame.attrs.update(waves=(first, second), provenance=provenance, internal=internal)
    labels = {v.name: v.short_label[language] for wave in (second, first) for v in _all_variables(survey, wave)}
    families = (result.family for item in items for result in item.results)
    return Change(
        question=compared.question.id,
        waves=(first, second),
        provenance=provenance,
        internal=internal,
        methods=tuple(dict.fromkeys(result.method for item in items for result in item.results)),
        families=tuple(dict.fromkeys(family for family in families if family is not None)),
        refused=tuple((labels[name], reason[language]) for name, reason in compared.refused.items()),
        remarks=tuple(remark[language] for remark in compared.remarks),
        linkage=survey.linkage(first, second),
        table=frame,
    )


def _all_variables(survey: Survey, wave: str) -> tuple[Variable, ...]:
    return survey.questionnaire.variables(survey.wave(wave).questionnaire)


def _two(waves: tuple[str, str]) -> tuple[str, str]:
    if len(waves) != 2 or waves[0] == waves[1]:
        msg = f"A change lies between two different waves; given: {', '.join(waves)}."
        raise SurveyError(msg)
    return waves


def _measure(survey: Survey, variable: Variable, wave: str) -> Measure:
    if variable.kind == "number" or survey.questionnaire.scale(variable.scale).is_likert:
        return "mean"
    if variable.scale in ("yes_no", "checked"):
        return "share"
    msg = (
        f"'{variable.name}' of wave {wave} has categories without order or value, of which no change can be tested.\n"
        f"Hint: munisurvey distribution {wave} {variable.question.id}, for either wave."
    )
    raise SurveyError(msg)


def _answers(
    survey: Survey, wave: str, variables: list[Variable], measures: dict[str, Measure], linkage: Linkage
) -> pd.DataFrame:
    """Values of rated variables and numbers; 1 for yes and 0 for no of the others. Units are those of both waves."""
    rated = [variable.name for variable in variables if measures[variable.name] == "mean"]
    yes_no = [variable.name for variable in variables if measures[variable.name] == "share"]
    frame = survey.answers(wave, rated)[["unit", *rated]]
    units = [unit if isinstance(unit, str) else None for unit in frame["unit"]]
    frame = frame.assign(unit=np.array(linkage.units(wave, units), dtype=object))
    if yes_no:
        codes = survey.answers(wave, yes_no, codes=True)[yes_no]
        frame = frame.assign(**codes.eq(1).astype("float64").where(codes.notna()))
    return frame


def _threshold(survey: Survey, variable: Variable, measure: Measure) -> float | None:
    """From which value on an answer is among the two highest of its scale, or a yes."""
    if measure == "share":
        return 1.0
    if variable.kind == "number":
        return None
    values = sorted(option.value for option in survey.questionnaire.scale(variable.scale).substantive)
    return values[-2] if len(values) > 2 else values[-1]


def _smallest(variable: Variable, measure: Measure) -> float | None:
    """Of a number in units of its own, nobody but the reader knows what difference is of interest."""
    if measure == "share":
        return SMALLEST_SHARE
    return None if variable.kind == "number" else SMALLEST_DIFFERENCE


def _adjusted(items: list[ItemChange], question: str) -> tuple[ItemChange, ...]:
    if len(items) < 2:
        return tuple(items)
    for name in ADJUSTED:
        tests = [getattr(item, name) for item in items]
        if None not in tests:
            adjusted = adjust(tests, kind="items", of=question, adjustment="fdr_bh")
            items = [replace(item, **{name: test}) for item, test in zip(items, adjusted, strict=True)]
    return tuple(items)
