"""Reliability in words: whether the items of a battery may be summed up, and which of them do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.wording import numbers, phrase
from pipeline.wording.undefined import NOT_DEFINED, UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire import Language
    from pipeline.wording import Phrases

STEPS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""From which alpha on it is poor, questionable, acceptable, good, excellent (George and Mallery 2003, p. 231)."""
LOOSE = 0.3
"""An item-rest correlation below it is loose (Nunnally and Bernstein 1994)."""
ENOUGH = 100
"""Below so many complete answers, factor models of ordinal items are shaky (Flora and Curran 2004)."""
BETTER = 0.01
"""Alpha without an item has to be higher by this to be worth a word."""

SCALES: Phrases = {
    # Tables
    "item": ("Frage", "Item"),
    "mean": ("Mittel", "Mean"),
    "item_rest": ("Trennschärfe", "Item-rest r"),
    "alpha_if_deleted": ("Alpha ohne", "Alpha without"),
    "loading": ("Ladung", "Loading"),
    "coefficient": ("Maß", "Coefficient"),
    "estimate": ("Wert", "Value"),
    "interval": ("95-%-Intervall", "95% interval"),
    "n": ("n", "n"),
    "reversed_mark": ("↔ {label}", "↔ {label}"),
    "legend": (
        "Nur Kommunen, die alle Punkte beantwortet haben. Mittel: Skalenwert; Ladung: Einfaktormodell, standardisiert.",
        "Municipalities only that answered every item. Mean: value of the scale; loading: one-factor model, standardised.",
    ),
    "legend_reversed": ("↔: umgedreht gezählt.", "↔: counted the other way round."),
    # Sentences
    "level_0": (
        "Die {items} Punkte von „{title}“ passen nicht zusammen; eine Summe sagt wenig ({evidence}).",
        "The {items} items of “{title}” do not hold together; a sum says little ({evidence}).",
    ),
    "level_1": (
        "Die {items} Punkte von „{title}“ passen schlecht zusammen ({evidence}).",
        "The {items} items of “{title}” hold together poorly ({evidence}).",
    ),
    "level_2": (
        "Die {items} Punkte von „{title}“ passen nur mäßig zusammen ({evidence}).",
        "The {items} items of “{title}” hold together only fairly ({evidence}).",
    ),
    "level_3": (
        "Die {items} Punkte von „{title}“ passen ausreichend zusammen, um sie zu einem Wert zusammenzufassen ({evidence}).",
        "The {items} items of “{title}” hold together acceptably for one summary value ({evidence}).",
    ),
    "level_4": (
        "Die {items} Punkte von „{title}“ passen gut zusammen; sie lassen sich zu einem Wert zusammenfassen ({evidence}).",
        "The {items} items of “{title}” hold together well; they can be summed up to one value ({evidence}).",
    ),
    "level_5": (
        "Die {items} Punkte von „{title}“ passen sehr gut zusammen; manche könnten einander wiederholen ({evidence}).",
        "The {items} items of “{title}” hold together very well; some may repeat each other ({evidence}).",
    ),
    "alpha": ("Cronbachs Alpha = {value}{interval}; {n}", "Cronbach’s alpha = {value}{interval}; {n}"),
    "alpha_interval": (", 95-%-Intervall {interval}", ", 95% interval {interval}"),
    "pair": ("Spearman-Brown = {value}; {n}", "Spearman-Brown = {value}; {n}"),
    "undefined": (
        "Ob die {items} Punkte von „{title}“ zusammenpassen, ist {statement}.",
        "Whether the {items} items of “{title}” hold together is {statement}.",
    ),
    "withheld": (
        "Weniger als fünf Kommunen haben alle {items} Punkte von „{title}“ beantwortet; die Zahlen werden nicht gezeigt.",
        "Fewer than five municipalities answered all {items} items of “{title}”; the numbers are not shown.",
    ),
    "omegas": (
        "Ohne die Annahme gleich guter Punkte: Omega = {omega}; für Antworten in Stufen: {ordinal} ({n}).",
        "Without assuming equally good items: omega = {omega}; for answers in steps: {ordinal} ({n}).",
    ),
    "one_short": (
        "Ohne „{item}“ läge Alpha bei {value} ({n}).",
        "Without “{item}”, alpha would be {value} ({n}).",
    ),
    "opposite": (
        "„{item}“ läuft den übrigen entgegen (r = {value}; {n}); ist der Punkt andersherum gemeint, gehört er umgedreht.",
        "“{item}” runs against the others (r = {value}; {n}); if it asks the other way round, it should be reversed.",
    ),
    "loose": (
        "„{item}“ geht mit den übrigen nur lose einher (r = {value}; {n}).",
        "“{item}” goes along with the others only loosely (r = {value}; {n}).",
    ),
    "few": (
        "Bei weniger als {enough} Kommunen sind Omega und das Einfaktormodell nur grob bestimmt.",
        "With fewer than {enough} municipalities, omega and the one-factor model are determined only roughly.",
    ),
    # Notes
    "caution": (
        "Zuverlässig heißt nicht gültig: Die Zahlen sagen, wie einheitlich die befragten Kommunen antworten, nicht, was "
        "die Punkte messen.",
        "Reliable does not mean valid: the numbers say how consistently the municipalities surveyed answer, not what the "
        "items measure.",
    ),
    "internal": (
        "Intern: Auch unter 5 Kommunen wird gezeigt. Nicht zur Veröffentlichung.",
        "Internal: numbers under 5 municipalities are shown too. Not for publication.",
    ),
    "assumed": (
        "* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie. Wie die Punkte zusammenhängen, ist "
        "in synthetischen Daten ohnehin nur angenommen.",
        "* Even the distribution is assumed: no published value determines it. How items go together is in any case only "
        "assumed in synthetic data.",
    ),
    "synthetic": (
        "Synthetische Daten: Wie die Punkte zusammenhängen, ist angenommen.",
        "Synthetic data: how items go together is assumed.",
    ),
}

Row = "Mapping[str, Any]"


def sentences(coefficients: Sequence[Row], items: Sequence[Row], language: Language, *, title: str) -> list[str]:
    """What the tables of :class:`pipeline.analysis.scales.Reliability` say: the whole, then the items that do not fit."""
    by_name = {row["coefficient"]: row for row in coefficients}
    main = by_name.get("cronbach_alpha") or by_name["spearman_brown"]
    blanks = {"items": main["items"], "title": title}
    if main["undefined"] == "withheld":
        return [phrase(SCALES, "withheld", language, **blanks)]
    n = numbers.n_equals(main["n"], main["n"], language)
    if not numbers.defined(main["estimate"]):
        reason = phrase(UNDEFINED, main["undefined"], language)
        statement = phrase(NOT_DEFINED, "not_defined", language, reason=reason, n=n)
        return [phrase(SCALES, "undefined", language, statement=statement, **blanks)]
    key = f"level_{sum(main['estimate'] >= step for step in STEPS)}"
    found = [phrase(SCALES, key, language, evidence=_evidence(main, n, language), **blanks)]
    if "omega" in by_name and any(numbers.defined(by_name[name]["estimate"]) for name in ("omega", "ordinal_omega")):
        omega, ordinal = (numbers.number(by_name[name]["estimate"], language) for name in ("omega", "ordinal_omega"))
        found.append(phrase(SCALES, "omegas", language, omega=omega, ordinal=ordinal, n=n))
        if main["n"] < ENOUGH:
            found.append(phrase(SCALES, "few", language, enough=numbers.integer(ENOUGH, language)))
    return [*found, *(text for row in items for text in _misfit(row, main["estimate"], n, language))]


def _evidence(main: Row, n: str, language: Language) -> str:
    value = numbers.number(main["estimate"], language)
    if main["coefficient"] == "spearman_brown":
        return phrase(SCALES, "pair", language, value=value, n=n)
    limits = numbers.interval(main["ci_low"], main["ci_high"], language)
    known = numbers.defined(main["ci_low"])
    interval = phrase(SCALES, "alpha_interval", language, interval=limits) if known else ""
    return phrase(SCALES, "alpha", language, value=value, interval=interval, n=n)


def _misfit(row: Row, alpha: float, n: str, language: Language) -> list[str]:
    rest, without, item = row["item_rest"], row["alpha_if_deleted"], row["label_short"]
    found = []
    if numbers.defined(rest) and rest < LOOSE:
        key = "opposite" if rest < 0 else "loose"
        found.append(phrase(SCALES, key, language, item=item, value=numbers.number(rest, language), n=n))
    if numbers.defined(without) and without >= alpha + BETTER:
        found.append(phrase(SCALES, "one_short", language, item=item, value=numbers.number(without, language), n=n))
    return found
