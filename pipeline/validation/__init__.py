"""Validation: what a wave's data must keep, derived from its questionnaire, and what became of it.

Importing this room costs nothing: Great Expectations is imported by :func:`validate` and :func:`data_docs` only.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.validation.page import write_page
from pipeline.validation.result import Case, Finding, ValidationResult, quality, read, save

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire
    from pipeline.validation.rules import CheckedWave

__all__ = ["Case", "Finding", "ValidationResult", "data_docs", "quality", "read", "save", "validate", "write_page"]

_SCOPES = ("respondent", "answer", "account")


def validate(
    project: Project | Path, questionnaire: Questionnaire, waves: Sequence[str] | None = None
) -> list[ValidationResult]:
    """Check waves of a warehouse against the rules of their questionnaires.

    Parameters
    ----------
    project:
        A project, or the path of its warehouse.
    waves:
        Default: all waves in the warehouse, in the order of their field periods.

    Returns
    -------
    list of ValidationResult
        One a wave. ``errors`` are what must stop the line; the caller decides how.

    Raises
    ------
    WarehouseError
        If the warehouse is not there or cannot be opened.
    KeyError
        If a wave is not in the warehouse, or its questionnaire no longer exists.
    """
    from pipeline.validation import gx
    from pipeline.validation.cases import Explainer
    from pipeline.validation.disclosure import disclosure
    from pipeline.validation.rules import derive
    from pipeline.warehouse import connect

    path = _warehouse(project)
    results = []
    chosen = _waves(path, waves)
    if not chosen:
        return results
    with gx.session(path) as session:
        for wave in chosen:
            rules, explainer = derive(questionnaire, wave), Explainer(questionnaire, wave)
            structure = [rule for rule in rules if rule.scope == "column"]
            verdicts = {verdict.rule.id: verdict for verdict in session.run(wave.wave, "column", structure)}
            if all(verdict.passed for verdict in verdicts.values()):
                for scope in _SCOPES:
                    scoped = [rule for rule in rules if rule.scope == scope]
                    verdicts |= {verdict.rule.id: verdict for verdict in session.run(wave.wave, scope, scoped)}
            outcomes = tuple(
                explainer.finding(verdicts[rule.id]) if rule.id in verdicts else explainer.not_checked(rule)
                for rule in rules
            )
            if not any(one.outcome == "failed" and one.severity == "error" for one in outcomes):  # they stop the line
                with connect(path) as connection:
                    outcomes += (disclosure(connection, questionnaire, wave.wave, explainer),)
            headings = explainer.questions()
            results.append(ValidationResult(wave.wave, wave.questionnaire, wave.provenance, headings, outcomes))
    return results


def data_docs(
    project: Project | Path, questionnaire: Questionnaire, folder: Path, waves: Sequence[str] | None = None
) -> Path:
    """Write Great Expectations' own pages into ``folder`` and return their index.

    For looking at suites on one's own machine. The pages load scripts and fonts from servers of others when opened and
    show single answers: they are never part of a report and never published.
    """
    from pipeline.validation import gx
    from pipeline.validation.rules import derive

    path = _warehouse(project)
    suites = []
    for wave in _waves(path, waves):
        rules = derive(questionnaire, wave)
        suites += [(wave.wave, scope, [r for r in rules if r.scope == scope]) for scope in ("column", *_SCOPES)]
    with gx.session(path) as session:
        return session.data_docs(folder, suites)


def _warehouse(project: Project | Path) -> Path:
    return Path(getattr(project, "warehouse", project))


def _waves(path: Path, names: Sequence[str] | None) -> list[CheckedWave]:
    from pipeline.validation.rules import CheckedWave
    from pipeline.warehouse import connect

    with connect(path) as connection:
        rows = connection.execute(
            """SELECT wave, questionnaire, field_start, field_end, provenance FROM survey.wave
            ORDER BY field_start, wave"""
        ).fetchall()
    known = [CheckedWave(wave, instrument, (start, end), source) for wave, instrument, start, end, source in rows]
    if names is None:
        return known
    missing = sorted(set(names) - {wave.wave for wave in known})
    if missing:
        there = ", ".join(wave.wave for wave in known)
        raise KeyError(f"the warehouse has no wave '{missing[0]}' (there are: {there})")
    return [wave for wave in known if wave.wave in names]
