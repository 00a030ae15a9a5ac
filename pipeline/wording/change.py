"""Change between two waves in words a mayor can read: what changed, in whom, and what it does not say.

Sentences are built from the columns of :meth:`pipeline.analysis.Survey.change`. They say that answers *differ* between
waves, never that anything made them differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.wording import numbers, phrase
from pipeline.wording.undefined import NOT_DEFINED, UNDEFINED

if TYPE_CHECKING:
    from pipeline.questionnaire import Language
    from pipeline.wording import Phrases

CLEAR = 0.05
"""A p-value below it (adjusted, where a family was) is called clear."""

CHANGE: Phrases = {
    # Table
    "item": ("Frage", "Item"),
    "wave": ("{wave} (n)", "{wave} (n)"),
    "difference": ("Veränderung", "Change"),
    "moved": ("{change} ({interval})", "{change} ({interval})"),
    "pairs": ("Paare", "Pairs"),
    "verdict": ("Befund", "Finding"),
    "verdict_rise": ("höher", "higher"),
    "verdict_fall": ("niedriger", "lower"),
    "verdict_rise_small": ("kaum höher", "barely higher"),
    "verdict_fall_small": ("kaum niedriger", "barely lower"),
    "verdict_same": ("gleich", "same"),
    "verdict_open": ("offen", "open"),
    "legend_mean": (
        "Mittelwert (n); Veränderung in Skalenpunkten aus allen Antworten, in Klammern das 95-%-Intervall, durch Bootstrap über Kommunen.",
        "Mean (n); change in scale points from all answers, its 95% interval by bootstrap over municipalities in brackets.",
    ),
    "legend_share": (
        "Anteil (n); Veränderung in Prozentpunkten aus allen Antworten, in Klammern das 95-%-Intervall, durch Bootstrap über Kommunen.",
        "Share (n); change in percentage points from all answers, its 95% interval by bootstrap over municipalities in brackets.",
    ),
    "legend_pairs": (
        "Paare: Kommunen, die beide Male geantwortet haben.",
        "Pairs: municipalities that answered both times.",
    ),
    "legend_test_mean": (
        "r: rangbiseriale Korrelation der Paare, p: Wilcoxon.",
        "r: rank-biserial correlation of the pairs, p: Wilcoxon.",
    ),
    "legend_test_share": ("p: McNemar, exakt.", "p: McNemar, exact."),
    "family": (
        "Korrigiert: nach Benjamini-Hochberg über {size} Punkte dieser Frage.",
        "Adjusted: Benjamini-Hochberg over {size} items of this question.",
    ),
    "bound": (
        "Gleich: Eine Veränderung von {bound} oder mehr ist auszuschließen (Äquivalenztest, 5 %).",
        "Same: a change of {bound} or more can be ruled out (equivalence test, 5%).",
    ),
    "points": ("{value} Skalenpunkte", "{value} scale points"),
    "points_of": ("{value} Skalenpunkten", "{value} scale points"),
    "percentage_points": ("{value} Prozentpunkte", "{value} percentage points"),
    "percentage_points_of": ("{value} Prozentpunkten", "{value} percentage points"),
    # Sentences
    "rise": (
        "„{item}“: in {second} um {change} höher als in {first} ({b}, {n_second}, gegen {a}, {n_first}; "
        "95-%-Intervall {interval}).",
        "“{item}”: {change} higher in {second} than in {first} ({b}, {n_second}, against {a}, {n_first}; 95% "
        "interval {interval}).",
    ),
    "fall": (
        "„{item}“: in {second} um {change} niedriger als in {first} ({b}, {n_second}, gegen {a}, {n_first}; "
        "95-%-Intervall {interval}).",
        "“{item}”: {change} lower in {second} than in {first} ({b}, {n_second}, against {a}, {n_first}; 95% "
        "interval {interval}).",
    ),
    "small": (
        "Der Unterschied ist kleiner als {bound} und damit kaum von Belang.",
        "The difference is smaller than {bound} and hardly of interest.",
    ),
    "same": (
        "„{item}“: in {second} wie in {first} ({b}, {n_second}, gegen {a}, {n_first}; 95-%-Intervall der Veränderung "
        "{interval}); eine Veränderung von {bound} oder mehr ist auszuschließen.",
        "“{item}”: in {second} as in {first} ({b}, {n_second}, against {a}, {n_first}; 95% interval of the change "
        "{interval}); a change of {bound} or more can be ruled out.",
    ),
    "open": (
        "„{item}“: Ob sich {first} und {second} unterscheiden, bleibt offen ({a}, {n_first}, gegen {b}, {n_second}; "
        "95-%-Intervall der Veränderung {interval}).",
        "“{item}”: whether {first} and {second} differ remains open ({a}, {n_first}, against {b}, {n_second}; 95% "
        "interval of the change {interval}).",
    ),
    "none": ("„{item}“: {reason}.", "“{item}”: {reason}."),
    "change": ("Veränderung", "Change"),
    "withheld_item": (
        "„{item}“: Weniger als fünf Kommunen haben in einer der Wellen geantwortet; die Zahlen werden nicht gezeigt.",
        "“{item}”: fewer than five municipalities answered in one of the waves; the numbers are not shown.",
    ),
    "pairs_up": (
        "Bei den {pairs} Kommunen, die beide Male geantwortet haben, überwiegen die Anstiege ({effect}; {p}).",
        "Among the {pairs} municipalities that answered both times, rises prevail ({effect}; {p}).",
    ),
    "pairs_down": (
        "Bei den {pairs} Kommunen, die beide Male geantwortet haben, überwiegen die Rückgänge ({effect}; {p}).",
        "Among the {pairs} municipalities that answered both times, falls prevail ({effect}; {p}).",
    ),
    "pairs_unclear": (
        "Bei den {pairs} Kommunen, die beide Male geantwortet haben, ist keine Richtung klar zu erkennen ({effect}; {p}).",
        "Among the {pairs} municipalities that answered both times, no direction is clear ({effect}; {p}).",
    ),
    "pairs_no_change": (
        "Von den {pairs} Kommunen, die beide Male geantwortet haben, hat keine ihre Antwort geändert.",
        "Of the {pairs} municipalities that answered both times, none changed its answer.",
    ),
    "pairs_none": (
        "Keine Kommune hat beide Male geantwortet; die Wellen zeigen ganz verschiedene Kommunen.",
        "No municipality answered both times; the waves show entirely different municipalities.",
    ),
    "pairs_withheld": (
        "Wie viele Kommunen beide Male geantwortet haben und wie, wird nicht gezeigt: Es sind unter fünf, oder es "
        "verriete Antworten von weniger als fünf.",
        "How many municipalities answered both times, and how, is not shown: they are under five, or it would give away "
        "answers of fewer than five.",
    ),
    "rank_biserial": ("r = {value}", "r = {value}"),
    "shares": ("{first} gegen {second}", "{first} against {second}"),
    "adjusted": ("{p}, korrigiert {adjusted}", "{p}, adjusted {adjusted}"),
    "stayers_differ": (
        "Vorsicht: Die {stayers} Kommunen, die wieder geantwortet haben, lagen schon beim ersten Mal um {difference} "
        "{side} den {leavers} übrigen ({effect}; {p}).",
        "Caution: the {stayers} municipalities that answered again were {difference} {side} the {leavers} others the "
        "first time already ({effect}; {p}).",
    ),
    "above": ("über", "above"),
    "below": ("unter", "below"),
    # Notes
    "caution": (
        "Ein Unterschied zwischen zwei Wellen mischt Veränderung und Auswahl: Es antworten nicht dieselben Kommunen, und "
        "die Teilnahme ist freiwillig. Was sich in derselben Zeit ereignet hat, geht damit einher; eine Ursache ist nicht "
        "geprüft.",
        "A difference between two waves mixes change and selection: it is not the same municipalities that answer, and "
        "participation is voluntary. What happened in the same time goes along with it; no cause has been tested.",
    ),
    "withheld": (
        "Teile unter 5 Kommunen werden nicht gezeigt, und was sie verriete, auch nicht.",
        "Parts under 5 municipalities are not shown, nor what would give them away.",
    ),
    "internal": (
        "Intern: Auch Teile unter 5 Kommunen sind gezeigt. Nicht zur Veröffentlichung.",
        "Internal: parts under 5 municipalities are shown too. Not for publication.",
    ),
    "different_units": (
        "In der einen Welle sind die Kommunen an ihrem Zugangscode erkannt, in der anderen an ihrem Gemeindeschlüssel: "
        "Paare lassen sich deshalb nicht bilden.",
        "In one wave municipalities are known by their access code, in the other by their key (AGS): pairs can therefore "
        "not be formed.",
    ),
    "mergers": (
        "Zwischen den Wellen sind Kommunen zusammengeschlossen worden; wo eindeutig ist, welche in welcher weiterbesteht, "
        "bilden sie ein Paar.",
        "Municipalities were merged between the waves; where it is clear which one goes on in which, they form a pair.",
    ),
    "mergers_internal": (
        "Zwischen den Wellen zusammengeschlossen: {merged} Kommunen, die mit ihrer Nachfolgerin ein Paar bilden können, und "
        "{unclear}, bei denen das nicht eindeutig ist.",
        "Merged between the waves: {merged} municipalities that can form a pair with their successor, and {unclear} of "
        "which this is not clear.",
    ),
    "refused": ("Nicht verglichen: {item}: {reason}", "Not compared: {item}: {reason}"),
    "assumed": (
        "* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
        "* Even the distribution is assumed: no published value determines it.",
    ),
    "synthetic": (
        "Synthetische Daten: Auch welche Kommunen beide Male geantwortet haben, und wie, ist angenommen.",
        "Synthetic data: which municipalities answered both times, and how, is assumed too.",
    ),
}

Row = "Mapping[str, Any]"


def sentences(row: Row, waves: tuple[str, str], language: Language) -> list[str]:
    """What a row of the table of changes says: everyone, those who answered twice, and who answered again at all."""
    if row["undefined_everyone"] == "withheld":
        return [phrase(CHANGE, "withheld_item", language, item=row["label_short"])]
    found = [_everyone(row, waves, language)]
    if str(row["direction"]).endswith("_small"):
        found.append(phrase(CHANGE, "small", language, bound=amount(row["bound"], row, language)))
    return [*found, _pairs(row, language), *_stayers(row, language)]


def level(value: float | None, row: Row, language: Language) -> str:
    """A mean, or a share in per cent."""
    return numbers.percent(value, language) if row["measure"] == "share" else numbers.number(value, language)


def signed(value: float | None, row: Row, language: Language) -> str:
    """A change with its sign, in scale points or percentage points: ``+0,40``."""
    if not numbers.defined(value):
        return numbers.NOT_SHOWN
    text = _size(value, row, language)
    return text if value < 0 or not text.strip("0,.") else f"+{text}"


def amount(value: float | None, row: Row, language: Language, *, of: bool = False) -> str:
    """How large a change is, whatever its direction: ``0,40 Skalenpunkte``; with ``of``, as it follows *von*."""
    if not numbers.defined(value):
        return numbers.NOT_SHOWN
    unit = "percentage_points" if row["measure"] == "share" else "points"
    return phrase(CHANGE, f"{unit}_of" if of else unit, language, value=_size(abs(value), row, language))


def _size(value: float, row: Row, language: Language) -> str:
    share = row["measure"] == "share"
    return numbers.number(100 * value if share else value, language, 0 if share else 2)


def limits(low: float | None, high: float | None, row: Row, language: Language, *, unit: bool = False) -> str:
    """An interval of a change, in scale points or percentage points."""
    share = row["measure"] == "share"
    if not (numbers.defined(low) and numbers.defined(high)):
        return numbers.NOT_SHOWN
    factor = 100 if share else 1
    text = numbers.interval(factor * low, factor * high, language, 0 if share else 2)
    return phrase(CHANGE, "percentage_points" if share else "points", language, value=text) if unit else text


def paired_test(row: Row) -> tuple[float | None, float | None]:
    """P and adjusted p of the pairs: McNemar for shares, signed rank for means."""
    name = "mcnemar" if row["measure"] == "share" else "signed_rank"
    return row[f"{name}_p"], row[f"{name}_p_adjusted"]


def _everyone(row: Row, waves: tuple[str, str], language: Language) -> str:
    item = row["label_short"]
    if not numbers.defined(row["ci_low"]):
        n = numbers.n_equals(min(row["n_first"], row["n_second"]), max(row["n_first"], row["n_second"]), language)
        reason = phrase(UNDEFINED, row["undefined_everyone"], language)
        statement = phrase(NOT_DEFINED, "not_defined", language, reason=reason, n=n)
        head = phrase(CHANGE, "change", language)
        return phrase(CHANGE, "none", language, item=item, reason=f"{head} {statement}")
    key = row["direction"].removesuffix("_small")
    return phrase(
        CHANGE, key, language,
        item=item, first=waves[0], second=waves[1],
        change=amount(row["difference"], row, language),
        a=level(row["mean_first"], row, language), b=level(row["mean_second"], row, language),
        n_first=numbers.n_equals(row["n_first"], row["n_first"], language),
        n_second=numbers.n_equals(row["n_second"], row["n_second"], language),
        interval=limits(row["ci_low"], row["ci_high"], row, language, unit=key in ("same", "open")),
        bound=amount(row["bound"], row, language, of=True),
    )  # fmt: skip


def _pairs(row: Row, language: Language) -> str:
    reason, p = row["undefined_paired"], paired_test(row)
    if reason in ("withheld", "no_pairs"):
        return phrase(CHANGE, "pairs_withheld" if reason == "withheld" else "pairs_none", language)
    pairs = numbers.integer(row["pairs"], language)
    if not numbers.defined(p[0]):
        return phrase(CHANGE, "pairs_no_change", language, pairs=pairs)
    judged = p[1] if numbers.defined(p[1]) else p[0]
    if row["measure"] == "share":
        effect = _moved_share(row, language)
    else:
        effect = phrase(CHANGE, "rank_biserial", language, value=numbers.number(row["rank_biserial"], language))
    key = "pairs_unclear" if judged >= CLEAR else "pairs_up" if row["rank_biserial"] > 0 else "pairs_down"
    return phrase(CHANGE, key, language, pairs=pairs, effect=effect, p=_p(*p, language))


def _moved_share(row: Row, language: Language) -> str:
    """From what to what share of the pairs; by how much where the shares themselves are withheld."""
    if not numbers.defined(row["top_first"]):
        moved = signed(row["top_difference"], row, language)
        return phrase(CHANGE, "percentage_points", language, value=moved)
    first, second = (numbers.percent(row[name], language) for name in ("top_first", "top_second"))
    return phrase(CHANGE, "shares", language, first=first, second=second)


def _stayers(row: Row, language: Language) -> list[str]:
    p, adjusted = row["stayers_p"], row["stayers_p_adjusted"]
    judged = adjusted if numbers.defined(adjusted) else p
    if not numbers.defined(judged) or judged >= CLEAR:
        return []
    return [
        phrase(
            CHANGE, "stayers_differ", language,
            stayers=numbers.integer(row["stayers"], language), leavers=numbers.integer(row["leavers"], language),
            difference=amount(row["stayers_difference"], row, language),
            side=phrase(CHANGE, "above" if row["stayers_difference"] > 0 else "below", language),
            effect=phrase(
                CHANGE, "rank_biserial", language, value=numbers.number(row["stayers_rank_biserial"], language)
            ),
            p=_p(p, adjusted, language),
        )
    ]  # fmt: skip


def _p(p: float | None, adjusted: float | None, language: Language) -> str:
    if not numbers.defined(adjusted):
        return numbers.p_value(p, language)
    return phrase(
        CHANGE, "adjusted", language, p=numbers.p_value(p, language), adjusted=numbers.p_value(adjusted, language)
    )


def linked(language: Language, *, different: bool, merged: int, unclear: int, internal: bool = False) -> list[str]:
    """How municipalities were paired, where that is not simply by their pseudonym; with numbers only inside.

    ``different``, ``merged`` and ``unclear`` are those of :class:`pipeline.analysis.linkage.Linkage`.
    """
    if different:
        return [phrase(CHANGE, "different_units", language)]
    if not merged + unclear:
        return []
    if not internal:
        return [phrase(CHANGE, "mergers", language)]
    counts = {"merged": numbers.integer(merged, language), "unclear": numbers.integer(unclear, language)}
    return [phrase(CHANGE, "mergers_internal", language, **counts)]
