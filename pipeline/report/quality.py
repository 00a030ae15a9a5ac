"""What the checks found, read from ``data/processed/validation.json``.

The least this room needs of that file: a list of objects, one a wave, with ``wave``, ``checks`` (how many rules were
checked) and ``findings``, a list of objects with ``severity`` (*error* or *warning*), ``message`` (a text, or one per
language) and ``cases`` (how many respondents or values). Without the file the report says that no check was run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from pipeline.project import Project
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class Finding:
    """One rule that was broken, and in how many cases."""

    severity: str
    message: str
    cases: int | None


@dataclass(frozen=True)
class Quality:
    """The outcome of the checks of one wave."""

    checks: int
    findings: tuple[Finding, ...]

    def of(self, severity: str) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity == severity]


def read(project: Project, wave: str, language: Language) -> Quality | None:
    """The outcome for a wave; ``None`` if the checks were not run for it.

    Raises
    ------
    ReportError
        If the file is there but not as described above.
    """
    path = project.processed / "validation.json"
    if not path.is_file():
        return None
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        entries = document["waves"] if isinstance(document, dict) else document
        entry = next((one for one in entries if one["wave"] == wave), None)
        if entry is None:
            return None
        findings = tuple(_finding(one, language) for one in entry["findings"])
        return Quality(int(entry["checks"]), findings)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = (
            f"{project.relative(path)}: the result of the checks could not be read ({type(error).__name__}: {error}).\n"
            "Hint: delete the file and run the checks again: munisurvey validate"
        )
        raise ReportError(msg) from error


def _finding(entry: dict, language: Language) -> Finding:
    message = entry["message"]
    text = message[language] if isinstance(message, dict) else str(message)
    cases = entry.get("cases")
    return Finding(entry["severity"], text, None if cases is None else int(cases))
