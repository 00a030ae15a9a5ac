"""One error of the print, for a reader who has never seen the survey: what is wrong, the sum, what may be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.markdown import Markdown, escape, heading, join, table
from pipeline.report.reproduction import statements
from pipeline.reproduction.evidence import Evidence
from pipeline.wording import numbers

if TYPE_CHECKING:
    from pipeline.report.reproduction.document import Reproduced
    from pipeline.reproduction.errata import Candidate, Erratum

_MANY = 12
"""More rows than this are counted, not listed."""


def erratum(report: Reproduced, entry: Erratum) -> Markdown:
    """The section of one erratum."""
    title = f"{entry.id} · {entry.title[report.language]}"
    return join(
        heading(3, escape(title), entry.id),
        escape(entry.explanation[report.language]),
        _facts(report, entry),
        _arithmetic(report, entry),
        _candidates(report, entry),
    )


def _facts(report: Reproduced, entry: Erratum) -> str:
    """Grade, and the places it touches."""
    places = dict.fromkeys(statements.place(report, report.printed[row]) for row in entry.rows)
    said = report.say("grade", grade=report.plain(f"grade_{entry.grade.value}"))
    if not places:
        return said
    shown = ", ".join(list(places)[:_MANY])
    if len(places) > _MANY:
        shown = report.plain("and_more", first=shown, n=len(places) - _MANY)
    return f"{said} {report.say('touches', rows=shown)}"


def _arithmetic(report: Reproduced, entry: Erratum) -> str:
    """What the checks find when they are run now."""
    evidence = Evidence(report.printed, report.survey.questionnaire)
    found = dict.fromkeys(check.run(evidence).arithmetic for check in entry.checks)
    return report.say("sum", sums=Markdown(" · ".join(map(escape, found))))


def _candidates(report: Reproduced, entry: Erratum) -> str | None:
    if not entry.candidates:
        return None
    header = [report.say(key) for key in ("statement", "printed", "candidate", "grade_head", "reason")]
    rows = []
    for candidate in entry.candidates:
        row = report.printed[candidate.row]
        rows.append(
            [
                escape(statements.statement(report, row)),
                escape(statements.printed(report, row)),
                escape(_value(report, candidate)),
                report.say(f"grade_{candidate.grade.value}"),
                escape(candidate.reason[report.language]),
            ]
        )
    caption = report.say("candidates_caption", id=entry.id)
    label = f"candidates-{entry.id}"
    return table(header, rows, widths=(32, 13, 15, 14, 26), align="lrrll", caption=caption, label=label)


def _value(report: Reproduced, candidate: Candidate) -> str:
    """The value with the counts behind it, or its limits."""
    language = report.language
    if candidate.value is not None:
        value = _number(report, candidate.value)
        if candidate.count is None or candidate.n is None:
            return value
        counts = {"count": numbers.integer(candidate.count, language), "n": numbers.integer(candidate.n, language)}
        return report.plain("value_of", value=value, **counts)
    ends = [_number(report, end) for end in (candidate.low, candidate.high) if end is not None]
    return numbers.EN_DASH.join(ends) if ends else report.plain("unknown_value")


def _number(report: Reproduced, printed: str) -> str:
    return numbers.number(float(printed), report.language, len(printed.partition(".")[2]))
