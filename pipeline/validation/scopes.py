"""What the rules look at: the rows of a scope, how many there are, and whose they are.

A scope is a query; Great Expectations puts it where a rule's query says ``{batch}``. Only identifiers and numbers of
the questionnaire are written into the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.warehouse.store import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.validation.rules import Rule

Bounds = tuple[int, int] | None
"""Lowest and highest number of a respondent of a wave, where that is known and the range not too wide for a bitmap."""

WIDEST = 50_000_000
"""Numbers of respondents that a bitmap may span."""

MEMORY = "in_memory"
"""Name of the database in memory that a session attaches beside the warehouse."""

PATTERN = f"{MEMORY}.answer_pattern"
"""The combinations of variable, code, value and kind of missing of the wave that is being checked, with their rows."""


def scope(name: str, wave: str) -> str:
    """The rows that the rules of a scope look at."""
    here = literal(wave)
    return {
        "column": f"""SELECT table_name, column_name, data_type FROM duckdb_columns()
            WHERE database_name = '{CATALOG}' AND schema_name = 'survey'""",
        "respondent": f"SELECT * FROM survey.respondent WHERE wave = {here}",
        "pattern": f"SELECT variable, code, value, rows_like_this FROM {PATTERN} WHERE wave = {here}",
        "account": f"SELECT outcome, cells FROM survey.cell_account WHERE wave = {here}",
        "answer": f"""SELECT a.respondent, r.source_id, r.respondent IS NOT NULL AS known,
                coalesce(r.included, false) AS included, a.variable, a.code, a.value, a.missing_kind
            FROM survey.answer AS a
            LEFT JOIN (
                SELECT respondent, min(source_id) AS source_id, bool_or(included) AS included
                FROM survey.respondent WHERE wave = {here} GROUP BY respondent
            ) AS r ON r.respondent = a.respondent
            WHERE a.wave = {here}""",
    }[name]


def patterns(wave: str) -> str:
    """The query that counts the combinations of variable, code, value and kind of missing, for :data:`PATTERN`."""
    return f"""SELECT wave, variable, code, value, missing_kind, count(*) AS rows_like_this
        FROM survey.answer WHERE wave = {literal(wave)} GROUP BY ALL"""


def looked_at(rule: Rule, wave: str) -> str:
    """The query of how many answers a rule looks at that asks of each answer by itself, from :data:`PATTERN`."""
    here, p = f"wave = {literal(wave)}", rule.parameters
    if rule.kind == "codes":
        here += f" AND code IS NOT NULL AND variable IN {listed(p['variables'])}"
    elif rule.kind == "range":
        here += f" AND value IS NOT NULL AND variable = {literal(p['variable'])}"
    else:
        here += " AND variable IS NOT NULL"
    return f"SELECT coalesce(sum(rows_like_this), 0)::BIGINT FROM {PATTERN} WHERE {here}"


def bounds(wave: str) -> str:
    """The query of the lowest and highest number of a respondent with answers."""
    return f"SELECT min(respondent), max(respondent) FROM survey.answer WHERE wave = {literal(wave)}"


def different(respondent: str, bounds: Bounds) -> str:
    """How many different respondents there are, as SQL: exact, and by a bitmap where their numbers allow one."""
    if bounds is None:
        return f"count(DISTINCT {respondent})"
    return f"coalesce(bit_count(bitstring_agg({respondent}, {bounds[0]}, {bounds[1]})), 0)"


def literal(value: object) -> str:
    """A value as SQL text."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(int(value) if isinstance(value, int) else value)


def listed(values: Iterable[object]) -> str:
    """``(1, 2)``; an empty list matches nothing."""
    return "(" + (", ".join(literal(value) for value in values) or "NULL") + ")"
