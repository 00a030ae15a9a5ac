"""A wave as it is in the warehouse, and what can be asked in vain."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (field types of a public dataclass)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from pipeline.questionnaire import Language


class SurveyError(LookupError):
    """Something was asked for that the survey does not have; the message lists what it has."""

    def __str__(self) -> str:
        return str(self.args[0])


class NotComparableError(SurveyError):
    """Two waves must not be compared on this question; the message gives the reason, and so does ``reason`` alone."""

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or message


@dataclass(frozen=True)
class FieldedWave:
    """One wave as it is in the warehouse: ``n`` respondents count in results; ``responses`` are all, by status.

    ``duplicates`` says which of several responses of one municipality counts, the first or the last, ``partial``
    whether those broken off are *counted* or *left_out*.
    """

    wave: str
    questionnaire: str
    title: dict[Language, str]
    field_period: tuple[dt.date, dt.date]
    invited: int | None
    provenance: str
    source: str
    tool: str
    exported_at: dt.datetime | None
    open_answers_published: bool
    n: int
    responses: dict[str, int] = field(default_factory=dict)
    duplicates: str = "first"
    partial: str = "left_out"

    @property
    def synthetic(self) -> bool:
        """Whether the answers are invented; everything made from them says so."""
        return self.provenance == "synthetic"


def fielded_waves(connection: duckdb.DuckDBPyConnection) -> dict[str, FieldedWave]:
    """Every wave of a warehouse by name, oldest field period first."""
    counts: dict[str, dict[str, int]] = {}
    for wave, status, n in connection.execute(
        "SELECT wave, status, count(*) FROM survey.respondent GROUP BY ALL ORDER BY status"
    ).fetchall():
        counts.setdefault(wave, {})[status] = n
    included = dict(
        connection.execute("SELECT wave, count(*) FROM survey.respondent WHERE included GROUP BY wave").fetchall()
    )
    rules = {
        wave: rule
        for wave, *rule in connection.execute(
            """SELECT wave, coalesce(any_value(json_extract_string(settings, '$.duplicates')), 'first'),
                coalesce(any_value(json_extract_string(settings, '$.partial')), 'left_out')
            FROM raw.source_file GROUP BY wave"""
        ).fetchall()
    }
    rows = connection.execute(
        """SELECT wave, questionnaire, title_de, title_en, field_start, field_end, invited, provenance, source, tool,
            exported_at, open_answers
        FROM survey.wave ORDER BY field_start, wave"""
    ).fetchall()
    return {
        wave: FieldedWave(
            wave, questionnaire, {"de": de, "en": en}, (start, end), invited, provenance, source, tool, exported,
            policy == "published", included.get(wave, 0), counts.get(wave, {}), *rules.get(wave, ()),
        )
        for wave, questionnaire, de, en, start, end, invited, provenance, source, tool, exported, policy in rows
    }  # fmt: skip
