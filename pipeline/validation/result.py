"""What validation found, as plain objects that are saved as JSON and read back without Great Expectations.

``data/processed/validation.json`` is a list with one object a wave: ``wave``, ``checks`` (number of rules),
``findings`` (rules that were broken: ``severity``, ``message`` in both languages, ``cases``, ``rows`` and more) and
``others`` (rules that held or were not checked).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pipeline.questionnaire.model import Text
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.questionnaire import Language
    from pipeline.validation.rules import Severity

Outcome = Literal["passed", "failed", "not_checked"]

PRINTED = 5
"""Cases of a finding that the terminal lists; the page lists more."""


@dataclass(frozen=True)
class Case:
    """One place where a rule is broken: a response, a question, or the wave as a whole.

    ``respondent`` is the data row of the export (from 1), ``source_id`` the export's own response id. ``answer`` is a
    label or a number, never an open text.
    """

    respondent: int | None
    source_id: str | None
    variable: str | None
    question: Text | None
    answer: Text | None
    message: Text

    def line(self, language: Language = "en") -> str:
        """The case in one line: which response, which question, which answer, what is wrong."""
        place = []
        if self.respondent is not None:
            words = ("Antwort", "Datenzeile") if language == "de" else ("response", "data row")
            place.append(f"{words[0]} {self.source_id or '?'} ({words[1]} {self.respondent})")
        if self.question is not None:
            place.append(self.question[language])
        if self.answer is not None:
            place.append(f"“{self.answer[language]}”" if language == "en" else f"„{self.answer.de}“")
        found = self.message[language]
        return f"{', '.join(place)}: {found}" if place else found


@dataclass(frozen=True)
class Finding:
    """The outcome of one rule in one wave: ``checked`` things were looked at, ``cases`` of them broke it.

    ``rows`` holds the first cases only. ``message`` is the finding for the terminal.
    """

    wave: str
    rule: str
    kind: str
    severity: Severity
    outcome: Outcome
    title: Text
    expected: Text
    hint: Text
    checked: int
    cases: int
    rows: tuple[Case, ...] = ()

    @property
    def message(self) -> str:
        """Severity, rule, cases with row and value, what was expected, and what to do."""
        lines = [f"{self.severity} in wave {self.wave}: {self.title.en} ({self.cases:,} of {self.checked:,})"]
        lines += [f"  {case.line()}" for case in self.rows[:PRINTED]]
        if self.cases > PRINTED:
            lines.append(f"  ... and {self.cases - PRINTED:,} more, see reports/_output/validation.html")
        return "\n".join([*lines, f"  expected: {self.expected.en}", f"  Hint: {self.hint.en}"])


@dataclass(frozen=True)
class ValidationResult:
    """All outcomes of one wave, in the order of the rules. ``questions`` names its questions, in their order."""

    wave: str
    questionnaire: str
    provenance: str
    questions: dict[str, Text]
    outcomes: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The rules that were broken, errors first."""
        return (*self.errors, *self.warnings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Broken rules that stop the line."""
        return self._broken("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Broken rules that a person should read and judge."""
        return self._broken("warning")

    @property
    def passed(self) -> tuple[Finding, ...]:
        """The rules that held."""
        return tuple(finding for finding in self.outcomes if finding.outcome == "passed")

    @property
    def not_checked(self) -> tuple[Finding, ...]:
        """The rules that could not be checked because a table lacks its columns."""
        return tuple(finding for finding in self.outcomes if finding.outcome == "not_checked")

    def _broken(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(f for f in self.outcomes if f.outcome == "failed" and f.severity == severity)

    def to_dict(self) -> dict[str, Any]:
        """As JSON objects; see the module's docstring for what other rooms rely on."""
        order = {finding.rule: position for position, finding in enumerate(self.outcomes)}
        return {
            "wave": self.wave,
            "questionnaire": self.questionnaire,
            "provenance": self.provenance,
            "questions": {name: heading.model_dump() for name, heading in self.questions.items()},
            "checks": len(self.outcomes),
            "findings": [_to_dict(finding, order[finding.rule]) for finding in self.findings],
            "others": [_to_dict(f, order[f.rule]) for f in self.outcomes if f.outcome != "failed"],
        }

    @classmethod
    def from_dict(cls, entry: dict[str, Any]) -> ValidationResult:
        """The inverse of :meth:`to_dict`."""
        recorded = sorted((*entry["findings"], *entry["others"]), key=lambda finding: finding["position"])
        outcomes = tuple(_from_dict(entry["wave"], finding) for finding in recorded)
        questions = {name: Text(**heading) for name, heading in entry["questions"].items()}
        return cls(entry["wave"], entry["questionnaire"], entry["provenance"], questions, outcomes)


def quality(results: Iterable[ValidationResult], language: Language) -> list[dict[str, Any]]:
    """The findings as rows for a table in a report, errors first: wave, severity, rule, finding, checked, cases."""
    return [
        {
            "wave": finding.wave,
            "severity": finding.severity,
            "rule": finding.rule,
            "finding": finding.title[language],
            "checked": finding.checked,
            "cases": finding.cases,
        }
        for result in results
        for finding in result.findings
    ]


def save(results: Sequence[ValidationResult], path: Path) -> None:
    """Write the results as JSON in one rename; the same results give the same bytes."""
    text = json.dumps([result.to_dict() for result in results], ensure_ascii=False, indent=1)
    replace(path, text + "\n")


def read(path: Path) -> list[ValidationResult]:
    """The results as saved."""
    return [ValidationResult.from_dict(entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def _to_dict(finding: Finding, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "message": finding.title.model_dump(),
        "expected": finding.expected.model_dump(),
        "hint": finding.hint.model_dump(),
        "checked": finding.checked,
        "cases": finding.cases,
        "rows": [
            {name: part.model_dump() if isinstance(part, Text) else part for name, part in vars(case).items()}
            for case in finding.rows
        ],
    }


def _from_dict(wave: str, entry: dict[str, Any]) -> Finding:
    rows = tuple(
        Case(
            respondent=row["respondent"],
            source_id=row["source_id"],
            variable=row["variable"],
            question=_text(row["question"]),
            answer=_text(row["answer"]),
            message=Text(**row["message"]),
        )
        for row in entry["rows"]
    )
    return Finding(
        wave, entry["rule"], entry["kind"], entry["severity"], entry["outcome"], Text(**entry["message"]),
        Text(**entry["expected"]), Text(**entry["hint"]), entry["checked"], entry["cases"], rows,
    )  # fmt: skip


def _text(entry: dict[str, str] | None) -> Text | None:
    return None if entry is None else Text(**entry)
