"""Printed numbers as tables: counts of verdicts, the numbers of a figure, the whole ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.markdown import escape, table
from pipeline.report.reproduction import statements
from pipeline.reproduction import overview
from pipeline.reproduction.compare import Verdict
from pipeline.reproduction.ledger import Statistic
from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.report.reproduction.document import Reproduced
    from pipeline.reproduction.ledger import Published

SIGNS = {
    Verdict.EXACT.value: "=",
    Verdict.WITHIN.value: "≈",
    Verdict.ERRATUM.value: "!",
    Verdict.NOT_REPRODUCIBLE.value: "?",
    overview.MISSED: "≠",
}
"""One sign a verdict, so that a column can be scanned and survives grey-scale print."""


def verdicts(report: Reproduced, **named: str) -> str:
    """How many numbers of which kind got which verdict; the last row counts all."""
    counts = overview.tally(list(report.rows.values()), report.reference.ledger)
    shown = overview.verdicts(counts)
    rows = [
        [report.say(f"kind_{kind.value}"), *_counts(report, [found[name] for name in shown])]
        for kind, found in counts.items()
    ]
    totals = _counts(report, [sum(found[name] for found in counts.values()) for name in shown])
    rows.append([f"**{report.say('all')}**", *(f"**{total}**" for total in totals)])
    header = [report.say("kind"), *(_verdict(report, name) for name in shown), report.say("all")]
    each = 70 // (len(header) - 1)
    return table(header, rows, widths=(30, *[each] * (len(header) - 1)), align="l" + "r" * (len(header) - 1), **named)


def _counts(report: Reproduced, counts: list[int]) -> list[str]:
    return [numbers.integer(count, report.language) for count in (*counts, sum(counts))]


def _verdict(report: Reproduced, name: str) -> str:
    key = f"verdict_{name.replace(' ', '_')}"
    return f"{escape(SIGNS[name])}\N{NO-BREAK SPACE}{report.say(key)}"


def of_figure(report: Reproduced, rows: Iterable[Published], **named: str) -> str:
    """The printed numbers of one figure: statement, printed, ours, n, verdict."""
    header = [report.say(key) for key in ("statement", "printed", "ours", "base", "verdict")]
    body = [
        [
            escape(statements.statement(report, row)),
            escape(statements.printed(report, row)),
            escape(statements.ours(report, row)),
            _n(report, row),
            _judged(report, row),
        ]
        for row in rows
    ]
    return table(header, body, widths=(46, 14, 10, 8, 22), align="lrrrl", **named)


def ledger(report: Reproduced, **named: str) -> str:
    """Every printed number in the order of the report."""
    header = [report.say(key) for key in ("number", "wave", "place", "statement", "printed", "ours", "base", "verdict")]
    body = [
        [
            str(position),
            escape(
                report.plain("change_of", waves=numbers.EN_DASH.join(row.waves)) if len(row.waves) > 1 else row.wave
            ),
            escape(statements.place(report, row)),
            escape(statements.statement(report, row)),
            escape(statements.printed(report, row)),
            escape(statements.ours(report, row)),
            _n(report, row),
            _judged(report, row),
        ]
        for position, row in enumerate(report.reference.ledger, start=1)
    ]
    return table(header, body, widths=(5, 9, 11, 35, 12, 9, 6, 13), align="rlllrrrl", **named)


def not_reproducible(report: Reproduced, rows: Iterable[Published], **named: str) -> str:
    """Numbers that cannot be computed, each with what would be needed."""
    header = [report.say(key) for key in ("statement", "printed", "needed")]
    body = [
        [
            escape(statements.statement(report, row)),
            escape(statements.printed(report, row)),
            escape(report.rows[row.id].reason[report.language]),
        ]
        for row in rows
    ]
    return table(header, body, widths=(38, 14, 48), align="lrl", **named)


def _n(report: Reproduced, row: Published) -> str:
    n = report.rows[row.id].n
    if n is None or row.statistic in (Statistic.N, Statistic.N_RANGE, Statistic.NUMBER):
        return numbers.NOT_SHOWN
    return numbers.integer(n, report.language)


def _judged(report: Reproduced, row: Published) -> str:
    """The verdict with its sign; an erratum with its id, which leads to its section."""
    found = report.rows[row.id]
    shown = _verdict(report, overview.judged(found))
    if found.verdict is not Verdict.ERRATUM:
        return shown
    voiding = [erratum.id for erratum in report.reference.errata if row.id in erratum.voids]
    return f"{shown} {', '.join(f'[{name}](#sec-{name.lower()})' for name in voiding)}"
