"""``validation.html``: what validation found, for the people who run the survey.

One file with German and English in it, that needs no network, no JavaScript and no other file. It names single
responses, so it says that it is not for publication; it never holds access codes or open answers.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.questionnaire import LANGUAGES, MissingKind
from pipeline.questionnaire.model import Text
from pipeline.webpage import style
from pipeline.wording import numbers, phrase
from pipeline.wording.inclusion import rule
from pipeline.wording.validation import CELLS, KINDS, PAGE
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from pipeline.project import Project
    from pipeline.questionnaire import Language
    from pipeline.validation.result import Finding, ValidationResult

_STATUSES = ("complete", "partial", "opened", "test", "duplicate")


def write_page(
    results: Sequence[ValidationResult], warehouse: Project | Path | duckdb.DuckDBPyConnection, path: Path
) -> Path:
    """Write the page of all waves in one rename and return its path.

    Parameters
    ----------
    results:
        Outcomes as :func:`~pipeline.validation.validate` or :func:`~pipeline.validation.read` give them.
    warehouse:
        A project, the path of its warehouse, or an open connection: responses, cells and nonresponse are read there.
    """
    replace(path, render(results, warehouse))
    return path


def render(results: Sequence[ValidationResult], warehouse: Project | Path | duckdb.DuckDBPyConnection) -> str:
    """The page as text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pipeline.validation"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    with _connection(warehouse) as connection:
        waves = [_wave(connection, result) for result in results]
    own = files("pipeline.validation").joinpath("templates", "validation.css").read_text(encoding="utf-8")
    languages = {language: _Reader(language) for language in LANGUAGES}
    template = environment.get_template("validation.html")
    return template.render(waves=waves, languages=languages, style=style(own)) + "\n"


class _Reader:
    """Phrases and numbers of one language, for the template."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def phrase(self, key: str, **blanks: object) -> str:
        return phrase(PAGE, key, self.language, **blanks)

    def inclusion(self, settings: tuple[str, str]) -> str:
        """Which responses count, by the wave's rules for several of one municipality and for those broken off."""
        return rule(*settings, self.language)

    def plural(self, key: str, n: int) -> str:
        return self.phrase(f"{key}_one" if n == 1 else f"{key}_many", n=self.integer(n))

    def kind(self, name: str) -> str:
        return phrase(KINDS, name, self.language) if name in KINDS else name

    def cells(self, outcome: str) -> str:
        return phrase(CELLS, outcome, self.language) if outcome in CELLS else outcome

    def integer(self, n: float) -> str:
        return numbers.integer(n, self.language)

    def percent(self, part: float, whole: float) -> str:
        return numbers.percent(part / whole if whole else None, self.language)

    def date(self, day: Any) -> str:
        return numbers.date(day, self.language)

    def period(self, start: Any, end: Any) -> str:
        return numbers.period(start, end, self.language)


def _connection(warehouse: Project | Path | duckdb.DuckDBPyConnection) -> Any:
    from pipeline.warehouse import connect

    path = getattr(warehouse, "warehouse", warehouse)
    return connect(Path(path)) if isinstance(path, str | Path) else nullcontext(path)


def _wave(connection: duckdb.DuckDBPyConnection, result: ValidationResult) -> dict[str, Any]:
    """Everything the page says of one wave."""
    query = """SELECT title_de, title_en, field_start, field_end, invited, tool, exported_at, provenance
        FROM survey.wave WHERE wave = ?"""
    de, en, start, end, invited, tool, exported, provenance = connection.execute(query, [result.wave]).fetchone()
    statuses = dict(connection.execute(
        "SELECT status, count(*) FROM survey.respondent WHERE wave = ? GROUP BY status", [result.wave]
    ).fetchall())  # fmt: skip
    query = "SELECT outcome, cells FROM survey.cell_account WHERE wave = ?"
    found = dict(connection.execute(query, [result.wave]).fetchall())
    account = [(outcome, found.pop(outcome)) for outcome in CELLS if outcome in found] + sorted(found.items())
    included = connection.execute(
        "SELECT count(*) FROM survey.respondent WHERE wave = ? AND included", [result.wave]
    ).fetchone()[0]  # fmt: skip
    return {
        "id": result.wave,
        "result": result,
        "title": {"de": de, "en": en},
        "period": (start, end),
        "invited": invited,
        "included": included,
        "tool": tool,
        "exported": exported,
        "synthetic": provenance == "synthetic",
        "statuses": [(status, statuses.get(status, 0)) for status in _STATUSES],
        "responses": sum(statuses.values()),
        "inclusion": _inclusion(connection, result.wave),
        "account": account,
        "cells": sum(cells for _, cells in account),
        "summary": _summary(result),
        "nonresponse": _nonresponse(connection, result),
    }


def _summary(result: ValidationResult) -> list[dict[str, Any]]:
    """One row per kind of rule, in the order of the rules."""
    kinds: dict[str, list[Finding]] = {}
    for finding in result.outcomes:
        kinds.setdefault(finding.kind, []).append(finding)
    return [
        {
            "kind": kind,
            "rules": len(findings),
            "checked": sum(finding.checked for finding in findings),
            "cases": sum(finding.cases for finding in findings),
            "state": _state(findings),
        }
        for kind, findings in kinds.items()
    ]


def _state(findings: Sequence[Finding]) -> str:
    """The worst outcome among rules: error, warning, not_checked or passed."""
    found = {finding.severity if finding.outcome == "failed" else finding.outcome for finding in findings}
    return next(state for state in ("error", "warning", "not_checked", "passed") if state in found)


def _inclusion(connection: duckdb.DuckDBPyConnection, wave: str) -> tuple[str, str]:
    """Which responses count: the settings ``duplicates`` and ``partial`` stand with the file they were read with."""
    query = "SELECT settings FROM raw.source_file WHERE wave = ? ORDER BY path LIMIT 1"
    row = connection.execute(query, [wave]).fetchone()
    settings = json.loads(row[0]) if row else {}
    return settings.get("duplicates", "first"), settings.get("partial", "left_out")


def _nonresponse(connection: duckdb.DuckDBPyConnection, result: ValidationResult) -> list[dict[str, Any]]:
    """One row per closed question: cells that were asked, and how they were filled."""
    no_answer, other = int(MissingKind.NO_ANSWER), (int(MissingKind.DONT_KNOW), int(MissingKind.REFUSED))
    rows = connection.execute(
        f"""WITH counted AS (
            SELECT a.variable, count(*) FILTER (WHERE a.missing_kind IS NULL) AS answered,
                count(*) FILTER (WHERE a.missing_kind IN {other}) AS dont_know,
                count(*) FILTER (WHERE a.missing_kind = {no_answer}) AS no_answer
            FROM survey.answer AS a JOIN survey.respondent AS r USING (wave, respondent)
            WHERE a.wave = ? AND r.included GROUP BY a.variable
        )
        SELECT i.question, count(*) AS items, coalesce(sum(c.answered), 0)::BIGINT,
            coalesce(sum(c.dont_know), 0)::BIGINT, coalesce(sum(c.no_answer), 0)::BIGINT
        FROM survey.item AS i LEFT JOIN counted AS c USING (variable)
        WHERE i.wave = ? AND i.kind <> 'text' GROUP BY i.question ORDER BY min(i.position)""",
        [result.wave, result.wave],
    ).fetchall()
    return [
        {
            "label": result.questions.get(question) or Text(de=question, en=question),
            "items": items,
            "answered": answered,
            "dont_know": dont_know,
            "no_answer": empty,
            "asked": answered + dont_know + empty,
        }
        for question, items, answered, dont_know, empty in rows
    ]
