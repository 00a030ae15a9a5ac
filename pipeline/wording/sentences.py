"""What the tests say, in sentences a mayor can read: an effect in words, the numbers behind it in brackets.

A p-value stands only beside its n, its effect size and the family it was adjusted in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pipeline.wording import numbers
from pipeline.wording.comparison import COMPUTED, MAGNITUDES, say
from pipeline.wording.methods import ADJUSTMENTS
from pipeline.wording.undefined import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.questionnaire import Language


class ComparedItem(Protocol):
    """An item between groups as :class:`pipeline.analysis.comparison.ItemComparison` gives it, in plain values."""

    def facts(self) -> Mapping[str, Any]:
        """Tests, effects and extremes."""

    def pairs(self) -> list[Mapping[str, Any]]:
        """Pairs of groups."""

    def model_facts(self) -> Mapping[str, Any]:
        """What the groups add to further characteristics; empty without a model."""


FINDING = 0.05
"""An adjusted p-value below it is worded as a finding."""


def comparison_sentences(
    items: Iterable[ComparedItem], language: Language, *, title: str, by_size: bool, covariates: Iterable[str] = ()
) -> list[str]:
    """One text per item, for readers who know no statistics.

    Parameters
    ----------
    title, by_size:
        Title of the classification, and whether it is one by size of municipality.
    covariates:
        Titles of the further classifications held equal.
    """
    by = say("by_size", language) if by_size else say("by_other", language, title=title)
    told = []
    for item in items:
        text, model = item_sentence(item.facts(), item.pairs(), language, by=by), item.model_facts()
        told.append(text + (model_sentence(model, language, by=by, covariates=list(covariates)) if model else ""))
    return told


def evidence(
    facts: Mapping[str, Any], language: Language, *, effect: str, magnitude: str | None, what: str, prefix: str = ""
) -> str:
    """The numbers behind a statement: effect in words and figures, n, p and the family it was adjusted in.

    Parameters
    ----------
    facts:
        ``n``, ``p``, ``p_adjusted``, ``adjustment``, ``family_size``, each under ``prefix``.
    effect:
        The effect in figures, ``ε² = 0,18``.
    magnitude:
        A key of :data:`MAGNITUDES`, or None for no word.
    what:
        ``item`` or ``pair``: what the family consists of.
    """
    n, p = facts[f"{prefix}n"], facts[f"{prefix}p"]
    adjusted, size = facts.get(f"{prefix}p_adjusted"), facts.get(f"{prefix}family_size")
    return _evidence(
        language, effect=effect, magnitude=magnitude, n=numbers.n_equals(n, n, language),
        p=p if adjusted is None else adjusted,
        family=_family(language, facts.get(f"{prefix}adjustment"), size, what),
    )  # fmt: skip


def item_sentence(facts: Mapping[str, Any], pairs: list[Mapping[str, Any]], language: Language, *, by: str) -> str:
    """One item between groups, for a reader who knows no statistics.

    Parameters
    ----------
    facts:
        The row of :meth:`pipeline.analysis.comparison.ItemComparison.facts`.
    pairs:
        Pairs of groups: ``group1``, ``group2`` (labels), ``n1``, ``n2``, ``p_adjusted``, ``rank_biserial``,
        ``magnitude``, ``family_size``; only those below :data:`FINDING` are told.
    by:
        The classification as it stands in the sentence (phrase ``by_size`` or ``by_other``).
    """
    named = facts["label_short"] if facts["label"].rstrip().endswith("?") else facts["label"]  # a question has a title
    item = named + (" *" if facts.get("assumed") else "")
    withheld = facts.get("withheld") or ()
    tail = say("withheld", language, groups=_listed(list(withheld), language)) if withheld else ""
    if facts["undefined"] is not None:
        reason = UNDEFINED[facts["undefined"]][language != "de"]
        n = numbers.n_equals(facts["n"], facts["n"], language)
        return say("not_defined", language, item=item, by=by, reason=reason, n=n) + tail
    effect = f"ε² = {numbers.number(facts['epsilon_squared'], language)}"
    found = facts["p_adjusted"] < FINDING
    shown = evidence(facts, language, effect=effect, magnitude=facts["magnitude"] if found else None, what="item")
    computed = COMPUTED[str(facts["magnitude"])][language != "de"]
    text = say("found" if found else "not_found", language, item=item, by=by, computed=computed, evidence=shown)
    if found:
        text += _extremes(facts, language) + _pairs(pairs, language)
    return text + _trend(facts, language) + _disagreement(facts, language) + tail


def model_sentence(facts: Mapping[str, Any], language: Language, *, by: str, covariates: list[str]) -> str:
    """What the groups add when further characteristics are held equal, and whether the model's assumption holds.

    ``facts`` are those of :meth:`pipeline.analysis.comparison.ItemComparison.model_facts`.
    """
    named = _listed(covariates, language)
    n = numbers.n_equals(facts["added_n"], facts["added_n"], language)
    if facts["added_undefined"] is not None:
        reason = UNDEFINED[facts["added_undefined"]][language != "de"]
        return say("added_undefined", language, covariates=named, reason=reason, n=n)
    p = facts["added_p_adjusted"]
    family = _family(language, facts["added_adjustment"], facts["added_family_size"], "item")
    shown = say(
        "added_evidence", language, value=numbers.number(facts["added_pseudo_r2"], language, 3), n=n,
        p=numbers.p_value(p, language), family=family,
    )  # fmt: skip
    text = say("added" if p < FINDING else "not_added", language, covariates=named, by=by, evidence=shown)
    if facts.get("brant_p") is not None and facts["brant_p"] < FINDING:
        text += say(
            "proportional", language, spread=numbers.number(facts["brant_spread"], language),
            n=numbers.n_equals(facts["brant_n"], facts["brant_n"], language),
            p=numbers.p_value(facts["brant_p"], language),
        )  # fmt: skip
    return text


def association_sentence(facts: Mapping[str, Any], language: Language) -> str:
    """Two answers and how they go together; ``facts`` of :meth:`pipeline.analysis.association.PairAssociation.facts`."""
    mark = " *" if facts.get("assumed") else ""
    named = {"first": facts["label"] + mark, "second": facts["other_label"]}
    if facts["withheld"]:
        return say("association_withheld", language, **named)
    if facts["undefined"] is not None:
        reason = UNDEFINED[facts["undefined"]][language != "de"]
        n = numbers.n_equals(facts["n"], facts["n"], language)
        return say("association_undefined", language, **named, reason=reason, n=n)
    ordered = facts["kind"] == "ordered"
    effect = f"{'ρ' if ordered else 'V'} = {numbers.number(facts['estimate'], language)}"
    if numbers.defined(facts["ci_low"]):
        effect += f" [{numbers.interval(facts['ci_low'], facts['ci_high'], language)}]"
    if not ordered:
        effect += say("corrected", language, value=numbers.number(facts["v_corrected"], language))
    found = facts["p_adjusted"] < FINDING
    shown = evidence(facts, language, effect=effect, magnitude=facts["magnitude"] if found else None, what="pair")
    if found:
        direction = say("alike" if facts["estimate"] > 0 else "opposite", language) if ordered else ""
        text = say("association_found", language, **named, direction=direction, evidence=shown)
    else:
        computed = COMPUTED[str(facts["magnitude"])][language != "de"]
        text = say("association_not_found", language, **named, computed=computed, evidence=shown)
    return text + (say("rough", language) if not ordered and facts["v_min_expected"] < 1 else "")


def _extremes(facts: Mapping[str, Any], language: Language) -> str:
    return say(
        "extremes", language, highest=facts["highest_label"], lowest=facts["lowest_label"],
        high=numbers.number(facts["highest_mean"], language), low=numbers.number(facts["lowest_mean"], language),
        high_n=numbers.n_equals(facts["highest_n"], facts["highest_n"], language),
        low_n=numbers.n_equals(facts["lowest_n"], facts["lowest_n"], language),
    )  # fmt: skip


def _pairs(pairs: list[Mapping[str, Any]], language: Language) -> str:
    told = []
    for pair in pairs:
        if pair["p_adjusted"] >= FINDING:
            continue
        first_higher = pair["rank_biserial"] >= 0
        higher, lower = ("group1", "group2") if first_higher else ("group2", "group1")
        n1, n2 = (numbers.integer(pair[f"n{name[-1]}"], language) for name in (higher, lower))
        shown = _evidence(
            language, effect=f"r = {numbers.number(abs(pair['rank_biserial']), language)}", magnitude=pair["magnitude"],
            n=say("pair_n", language, n1=n1, n2=n2), p=pair["p_adjusted"],
            family=_family(language, "holm", pair["family_size"], "pair"),
        )  # fmt: skip
        told.append(say("pair_found", language, higher=pair[higher], lower=pair[lower], evidence=shown))
    return say("pairs_found", language, listed="; ".join(told)) if told else ""


def _trend(facts: Mapping[str, Any], language: Language) -> str:
    if facts.get("trend_p_adjusted") is None or facts["trend_p_adjusted"] >= FINDING:
        return ""
    effect = f"τ_b = {numbers.number(facts['trend_tau_b'], language)}"
    shown = evidence(facts, language, effect=effect, magnitude=facts["trend_magnitude"], what="item", prefix="trend_")
    first, *_, last = facts["trend_order"]
    key = "rising" if facts["trend_tau_b"] > 0 else "falling"
    return say(key, language, first=first, last=last, evidence=shown)


def _disagreement(facts: Mapping[str, Any], language: Language) -> str:
    if not facts.get("disagreement"):
        return ""
    effect = say("variance", language, value=numbers.number(facts["welch_eta_squared"], language))
    shown = evidence(facts, language, effect=effect, magnitude=None, what="item", prefix="welch_")
    return say("disagreement", language, evidence=shown)


def _evidence(language: Language, *, effect: str, magnitude: str | None, n: str, p: float, family: str) -> str:
    word = [] if magnitude is None else [MAGNITUDES[str(magnitude)][language != "de"]]
    return "; ".join([", ".join([*word, effect]), n, numbers.p_value(p, language) + family])


def _family(language: Language, adjustment: str | None, size: int | None, what: str) -> str:
    if adjustment is None or size is None or size < 2:  # one test alone is not adjusted
        return ""
    name = ADJUSTMENTS[adjustment][language][0]
    return say("family", language, adjustment=name, size=size, what=say(what if size == 1 else f"{what}s", language))


def _listed(labels: list[str], language: Language) -> str:
    conjunction = " und " if language == "de" else " and "
    return conjunction.join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
