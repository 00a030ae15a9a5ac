"""How closely the answers to two questions go together, or those to a question and a classification."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.analysis.wave import SurveyError
from pipeline.statistics import disclosure
from pipeline.statistics.association import cramers_v, gamma, kendall, spearman
from pipeline.statistics.concordance import cross_table
from pipeline.statistics.effect import magnitude
from pipeline.statistics.multiplicity import adjust
from pipeline.statistics.samples import complete_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language, Variable
    from pipeline.statistics.association import CramersV, Gamma, Kendall, Spearman
    from pipeline.statistics.result import Family, Method, Tested

Kind = Literal["ordered", "categories"]


@dataclass(frozen=True)
class Side:
    """One of the two answers: a variable or a classification, as codes and, where it is ordered, as scores."""

    name: str
    label: str
    label_short: str
    codes: NDArray[np.float64]
    scores: NDArray[np.float64] | None
    assumed: bool


@dataclass(frozen=True)
class PairAssociation:
    """Two answers of the same respondents; the rank correlations are None unless both are ordered.

    ``withheld``: fewer answers to both than may be published, nothing is shown.
    """

    first: Side
    second: Side
    withheld: bool
    cramer: CramersV
    spearman: Spearman | None = None
    kendall: Kendall | None = None
    gamma: Gamma | None = None

    @property
    def kind(self) -> Kind:
        """Whether the answers are ordered, so that the association has a direction, or categories."""
        return "categories" if self.spearman is None else "ordered"

    @property
    def chief(self) -> Spearman | CramersV:
        """The coefficient a sentence tells: Spearman's rho for ordered answers, else Cramér's V."""
        return self.cramer if self.spearman is None else self.spearman

    def facts(self) -> dict[str, object]:
        """The pair in plain values."""
        first, second = self.first, self.second
        row: dict[str, object] = {
            "variable": first.name, "label": first.label, "label_short": first.label_short,
            "other": second.name, "other_label": second.label, "other_label_short": second.label_short,
            "kind": self.kind, "n": None if self.withheld else self.chief.n, "withheld": self.withheld,
            "assumed": first.assumed or second.assumed,
        }  # fmt: skip
        if self.withheld:
            return row
        for prefix, result in (
            ("rho", self.spearman), ("tau_b", self.kendall), ("gamma", self.gamma), ("v", self.cramer),
        ):  # fmt: skip
            row |= {} if result is None else _coefficient(prefix, result)
        smaller = max(min(self.cramer.used_rows, self.cramer.used_columns) - 1, 1)
        chief = self.chief
        word = magnitude(
            "cramers_v" if self.spearman is None else "correlation", chief.estimate,
            freedom=smaller if self.spearman is None else 1,
        )  # fmt: skip
        return row | {
            "estimate": chief.estimate, "ci_low": chief.ci_low, "ci_high": chief.ci_high, "p": chief.p,
            "p_adjusted": chief.p_adjusted, "magnitude": word,
            "adjustment": None if chief.family is None else chief.family.adjustment,
            "family_size": None if chief.family is None else chief.family.size,
            "undefined": None if chief.undefined is None else str(chief.undefined),
        }  # fmt: skip


@dataclass(frozen=True)
class Associations:
    """Every pair of an item of one question and an item of another; prints as a table."""

    wave: str
    question: str
    other: str
    internal: bool
    provenance: str
    pairs: tuple[PairAssociation, ...]

    def table(self) -> pd.DataFrame:
        """One row per pair: n, every coefficient that suits it with interval, p and adjusted p."""
        import pandas as pd

        frame = pd.DataFrame([pair.facts() for pair in self.pairs])
        frame.attrs.update(wave=self.wave, provenance=self.provenance, internal=self.internal)
        return frame

    @property
    def methods(self) -> tuple[Method, ...]:
        """The methods used, each once."""
        return tuple(dict.fromkeys(result.method for pair in self.pairs for result in _results(pair)))

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of p-values that were adjusted together, each once."""
        found = (result.family for pair in self.pairs for result in _results(pair))
        return tuple(dict.fromkeys(family for family in found if family is not None))

    def __str__(self) -> str:
        shown = ["label_short", "other_label_short", "n", "estimate", "p_adjusted"]
        frame = self.table().reindex(columns=shown).astype(object)
        return frame.where(frame.notna(), "-").to_string(index=False)


def association(
    survey: Survey, wave: str, question: str, other: str, *, language: Language = "de", internal: bool = False
) -> Associations:
    """Association of every item of a question with every item of another, or with a classification.

    Ordered answers (rating scales, numbers, levels the questionnaire gives an order) are correlated by rank: Spearman's
    rho, Kendall's tau-b, Goodman and Kruskal's gamma; every pair has a chi-squared test with Cramér's V. Levels that
    stand aside from the order take part in the latter alone. The p-values of a coefficient over all pairs are adjusted
    together (Benjamini-Hochberg).

    Parameters
    ----------
    other:
        A question, one of its variables, or a classification. The question itself gives its items among each other.
        Levels of a classification with too few answers to be published take no part unless ``internal`` is set.

    Raises
    ------
    SurveyError
        Unknown wave, question or classification, an open question, or nothing to pair.
    """
    first = _sides(survey, wave, _variables(survey, wave, question), language)
    same = other in (question, first[0].name)
    if other in survey.questionnaire.classifications:
        pairs = _with_levels(survey, wave, first, other, language, internal=internal)
    elif same:
        pairs = list(combinations(first, 2))
    else:
        second = _sides(survey, wave, _variables(survey, wave, other), language)
        pairs = [(one, two) for one, two in product(first, second) if one.name != two.name]
    if not pairs:
        msg = f"Question '{question}' has a single item; name another question for it to go together with."
        raise SurveyError(msg)
    found = _adjusted([_pair(one, two, internal=internal) for one, two in pairs], f"{question} and {other}")
    return Associations(wave, question, other, internal, survey.wave(wave).provenance, tuple(found))


def _variables(survey: Survey, wave: str, question: str) -> list[Variable]:
    variables = survey.closed_variables(wave, question)
    if any(variable.kind == "text" for variable in variables):
        msg = f"Question '{question}' of wave {wave} is open; only closed answers can be associated."
        raise SurveyError(msg)
    return variables


def _sides(survey: Survey, wave: str, variables: Sequence[Variable], language: Language) -> list[Side]:
    names = [variable.name for variable in variables]
    codes, values = (survey.answers(wave, names, codes=codes) for codes in (True, False))
    assumed = survey.assumed(wave)
    sides = []
    for variable in variables:
        number = variable.kind == "number"
        ordered = number or survey.questionnaire.scale(variable.scale).is_likert
        value = values[variable.name].to_numpy(dtype=np.float64)
        code = value if number else codes[variable.name].to_numpy(dtype=np.float64)
        sides.append(
            Side(
                variable.name, variable.label[language], variable.short_label[language], code,
                value if ordered else None, variable.name in assumed,
            )
        )  # fmt: skip
    return sides


def _with_levels(
    survey: Survey, wave: str, sides: Sequence[Side], by: str, language: Language, *, internal: bool
) -> list[tuple[Side, Side]]:
    """Each answer with a classification; levels whose answers to it are not published count as missing."""
    classification = survey.questionnaire.classifications[by]
    everyone = survey.answers(wave, [])[by].cat.codes.to_numpy(dtype=np.float64)
    everyone[everyone < 0] = np.nan
    place = {level.id: number for number, level in enumerate(classification.levels)}
    rank = np.full(len(place), np.nan)
    for number, level in enumerate(classification.rising):
        rank[place[level.id]] = number
    title, pairs = classification.title[language], []
    for side in sides:
        codes = everyone.copy()
        for number in () if internal else _hidden(survey, wave, side.name, by):
            codes[codes == number] = np.nan
        scores = None
        if classification.rising:
            scores = np.where(np.isnan(codes), np.nan, rank[np.nan_to_num(codes).astype(np.int64)])
        pairs.append((side, Side(by, title, title, codes, scores, assumed=False)))
    return pairs


def _hidden(survey: Survey, wave: str, variable: str, by: str) -> list[int]:
    """Places of the levels of which no number of answers to a variable is published."""
    base = survey.distribution(wave, variable, by).drop_duplicates("level")["base"]
    return np.flatnonzero(base.isna()).tolist()


def _pair(first: Side, second: Side, *, internal: bool) -> PairAssociation:
    x, y = complete_pairs(first.codes, second.codes)
    withheld = not internal and bool(x.size) and bool(disclosure.suppressed(x.size))
    cramer = cramers_v(cross_table(x, y) if x.size else np.zeros((1, 1)))
    if first.scores is None or second.scores is None:
        return PairAssociation(first, second, withheld, cramer)
    both = first.scores, second.scores
    return PairAssociation(first, second, withheld, cramer, spearman(*both), kendall(*both), gamma(*both))


def _adjusted(pairs: list[PairAssociation], of: str) -> list[PairAssociation]:
    """The pairs with the p-values of each coefficient adjusted over all that are shown."""
    shown = [number for number, pair in enumerate(pairs) if not pair.withheld]
    for name in ("spearman", "kendall", "gamma", "cramer"):
        places = [number for number in shown if getattr(pairs[number], name) is not None]
        results = adjust([getattr(pairs[place], name) for place in places], kind="pairs", of=of, adjustment="fdr_bh")
        for place, result in zip(places, results, strict=True):
            pairs[place] = replace(pairs[place], **{name: result})
    return pairs


def _coefficient(prefix: str, result: Tested) -> dict[str, object]:
    skipped = ("method", "family", "undefined", "used_rows", "used_columns", "n")
    numbers = {entry.name: getattr(result, entry.name) for entry in fields(result) if entry.name not in skipped}
    family = None if result.family is None else str(result.family)
    named = {f"{prefix}_{name}": value for name, value in numbers.items() if name != "estimate"}
    return {prefix: numbers["estimate"], f"{prefix}_n": result.n, **named, f"{prefix}_family": family}


def _results(pair: PairAssociation) -> Iterator[Tested]:
    yield from (one for one in (pair.spearman, pair.kendall, pair.gamma, pair.cramer) if one is not None)
