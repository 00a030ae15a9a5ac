"""Figure 1 of the report on 2016: how many printed numbers of each kind got which verdict.

The 2017 report's own figure 1 is no result of the surveys and is not drawn; this one takes its number, so that figures
2 to 26 keep theirs.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.figures import palette
from pipeline.figures.context import Context
from pipeline.figures.stacked import ALL, StackedData, StackedRow
from pipeline.reproduction.compare import Verdict
from pipeline.reproduction.ledger import Statistic
from pipeline.wording import numbers, phrase
from pipeline.wording.reproduction import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire import Language
    from pipeline.reproduction.compare import Row
    from pipeline.reproduction.ledger import Published

ID = "verdicts"
MISSED = "missed"
_COLOURS = {
    Verdict.EXACT.value: palette.BLUE[0],
    Verdict.WITHIN.value: palette.BLUE[2],
    Verdict.ERRATUM.value: palette.OCHRE[0],
    Verdict.NOT_REPRODUCIBLE.value: palette.NEUTRAL,
    MISSED: palette.BLACK,
}


def judged(row: Row) -> str:
    """The verdict of a row; a number that could be met and is not is told apart."""
    return MISSED if row.missed else row.verdict.value


def tally(rows: Sequence[Row], ledger: Sequence[Published]) -> dict[Statistic, Counter[str]]:
    """Numbers by kind and verdict; kinds of which there are none are left out."""
    kinds = {row.id: row.statistic for row in ledger}
    counts: dict[Statistic, Counter[str]] = {}
    for kind in Statistic:
        found = Counter(judged(row) for row in rows if kinds[row.id] is kind)
        if found:
            counts[kind] = found
    return counts


def verdicts(counts: dict[Statistic, Counter[str]]) -> list[str]:
    """The verdicts in order; *missed* only where something is."""
    missed = [MISSED] if any(found[MISSED] for found in counts.values()) else []
    return [*(verdict.value for verdict in Verdict), *missed]


def overview_data(
    rows: Sequence[Row], ledger: Sequence[Published], language: Language, *, synthetic: bool
) -> StackedData:
    """One bar per kind of number, split by verdict."""
    counts = tally(rows, ledger)
    shown = verdicts(counts)

    def say(key: str, **blanks: str) -> str:
        return phrase(PHRASES, key, language, **blanks)

    everything = sum(counts.values(), Counter())
    bars = [(say("all"), everything), *((say(f"kind_{kind.value}"), found) for kind, found in counts.items())]
    n = numbers.n_equals(len(rows), len(rows), language)
    context = Context(
        language=language,
        waves=("2016-01", "2016-12"),
        provenance="synthetic" if synthetic else "real",
        title=say("overview_title"),
        question="",
        explanation=say("overview_explanation"),
        n=n,
        base=say("overview_base", n=n),
        source="",
        notes=(),
        evidence=say("synthetic_evidence") if synthetic else None,
        caption=say("overview_title"),
        counted="caption_count",
    )
    return StackedData(
        context=context,
        by=ALL,
        by_label="",
        codes=tuple(range(1, len(shown) + 1)),
        options=tuple(say(f"verdict_{verdict.replace(' ', '_')}") for verdict in shown),
        colours=tuple(_COLOURS[verdict] for verdict in shown),
        rated=False,
        rows=tuple(
            StackedRow(
                variable=f"kind{position}",
                level=0,
                label=label,
                n=found.total(),
                mean=None,
                shares=tuple(found[verdict] / found.total() for verdict in shown),
                counts=tuple(found[verdict] for verdict in shown),
            )
            for position, (label, found) in enumerate(bars)
        ),
    )
