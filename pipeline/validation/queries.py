"""The SQL behind the rules: the rows that break them, and how many things a rule looked at.

Great Expectations replaces ``{batch}`` by the query of the rule's scope. A query of a rule returns one row per case
with the columns respondent, source_id, variable, code, value and detail; no row means that the rule holds. Only
identifiers and numbers of the questionnaire are written into the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.questionnaire import MissingKind
from pipeline.validation.scopes import PATTERN, different, listed, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.validation.rules import Rule
    from pipeline.validation.scopes import Bounds


def cases(rule: Rule, bounds: Bounds = None) -> str:
    """The query of the rows that break the rule."""
    return _CASES[rule.kind]({**rule.parameters, "bounds": bounds})


def base(rule: Rule, bounds: Bounds = None) -> str:
    """The query of how many things the rule looked at."""
    plain = "SELECT count(*) FROM {batch}"
    return _BASES.get(rule.kind, lambda _: plain)({**rule.parameters, "bounds": bounds})


def _rows(rows: Iterable[tuple[object, ...]]) -> str:
    return ", ".join(listed(row) for row in rows)


def _columns(p: Mapping[str, Any]) -> str:
    expected = _rows(p["expected"].items())
    return f"""SELECT NULL AS respondent, NULL AS source_id, coalesce(e.name, f.column_name) AS variable, NULL AS code,
            NULL AS value, coalesce(e.type, '') || '|' || coalesce(f.data_type, '') AS detail
        FROM (VALUES {expected}) AS e(name, type)
        FULL JOIN (SELECT * FROM {{batch}} AS b WHERE table_name = '{p["table"]}') AS f ON f.column_name = e.name
        WHERE e.type IS DISTINCT FROM f.data_type ORDER BY variable"""


def _respondents(_: Mapping[str, Any]) -> str:
    return """SELECT respondent, min(source_id) AS source_id, NULL AS variable, NULL AS code, count(*) AS value,
            NULL AS detail
        FROM {batch} GROUP BY respondent HAVING count(*) > 1 ORDER BY respondent"""


def _answers(p: Mapping[str, Any]) -> str:
    """Only variables with more rows than respondents are looked at row by row."""
    return f"""WITH repeated AS (
            SELECT variable FROM {{batch}} GROUP BY variable HAVING count(*) > {different("respondent", p["bounds"])}
        )
        SELECT respondent, min(source_id) AS source_id, variable, NULL AS code, count(*) AS value, NULL AS detail
        FROM {{batch}} WHERE variable IN (SELECT variable FROM repeated)
        GROUP BY respondent, variable HAVING count(*) > 1 ORDER BY respondent, variable"""


def _complete(p: Mapping[str, Any]) -> str:
    """Only variables that fewer respondents have than there are are looked at row by row."""
    return f"""WITH people AS (SELECT DISTINCT respondent, source_id FROM {{batch}}),
        everyone AS (SELECT count(DISTINCT respondent) AS n FROM people),
        given AS (SELECT respondent, variable FROM survey.answer WHERE wave = {literal(p["wave"])}),
        present AS (
            SELECT variable, {different("respondent", p["bounds"])} AS n
            FROM given SEMI JOIN people USING (respondent) GROUP BY variable
        ),
        lacking AS (
            SELECT v.variable FROM (VALUES {_rows((name,) for name in p["variables"])}) AS v(variable)
            LEFT JOIN present USING (variable), everyone WHERE coalesce(present.n, 0) < everyone.n
        )
        SELECT e.respondent, e.source_id, e.variable, NULL AS code, NULL AS value, NULL AS detail
        FROM (SELECT people.respondent, people.source_id, lacking.variable FROM people, lacking) AS e
        ANTI JOIN (SELECT * FROM given WHERE variable IN (SELECT variable FROM lacking)) AS a
            USING (respondent, variable)
        ORDER BY e.respondent, e.variable"""


def _orphans(_: Mapping[str, Any]) -> str:
    return """SELECT respondent, source_id, variable, NULL AS code, NULL AS value, NULL AS detail
        FROM {batch} WHERE NOT known ORDER BY respondent, variable"""


def _units(_: Mapping[str, Any]) -> str:
    return """WITH counted AS (
            SELECT respondent, source_id, count(*) OVER (PARTITION BY unit) AS times
            FROM {batch} WHERE included AND unit IS NOT NULL
        )
        SELECT respondent, source_id, NULL AS variable, NULL AS code, times AS value, NULL AS detail
        FROM counted WHERE times > 1 ORDER BY respondent"""


def _account(p: Mapping[str, Any]) -> str:
    here = literal(p["wave"])
    return f"""WITH told AS (
            SELECT coalesce(sum(cells), 0) AS total,
                coalesce(sum(cells) FILTER (WHERE outcome NOT IN {listed(p["not_answers"])}), 0) AS answers
            FROM {{batch}}
        ),
        stored AS (
            SELECT count(*) AS cells FROM survey.answer
            WHERE wave = {here} AND missing_kind IS DISTINCT FROM {int(MissingKind.NOT_ASKED)}
        ),
        source AS (SELECT CASE WHEN count(*) = 1 THEN sum("rows") END AS n FROM raw.source_file WHERE wave = {here})
        SELECT NULL AS respondent, NULL AS source_id, NULL AS variable, NULL AS code, CAST(answers AS DOUBLE) AS value,
            'stored|' || cells AS detail
        FROM told, stored WHERE answers <> cells
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, CAST(total AS DOUBLE), 'rows|' || n
        FROM told, source WHERE n > 0 AND total % n <> 0"""


def _values(p: Mapping[str, Any]) -> str:
    """A negative code is its own kind of missing; a number question has a number where something was answered.

    Only variables with a combination that breaks the rule are looked at row by row.
    """
    numeric = listed(p["numeric"])
    worth = f"(VALUES {_rows(p['worth']) or '(NULL, NULL, NULL, NULL)'}) AS w(variable, code, value, kind)"
    joined = f"LEFT JOIN {worth} ON w.variable = b.variable AND w.code = b.code"
    broken = f"""CASE
            WHEN b.code < 0 THEN b.value IS NOT NULL OR b.missing_kind IS DISTINCT FROM b.code
            WHEN b.variable IN {numeric} THEN b.value IS NULL OR b.missing_kind IS NOT NULL
            WHEN w.code IS NULL THEN false
            ELSE b.value IS DISTINCT FROM w.value OR b.missing_kind IS DISTINCT FROM w.kind
        END"""
    return f"""SELECT b.respondent, b.source_id, b.variable, b.code, b.value,
            concat_ws('|', coalesce(CAST(CASE WHEN b.code >= 0 THEN w.value END AS VARCHAR), '-'),
                coalesce(CAST(CASE WHEN b.code < 0 THEN b.code ELSE w.kind END AS VARCHAR), '-'),
                coalesce(CAST(b.missing_kind AS VARCHAR), '-')) AS detail
        FROM (
            SELECT * FROM {{batch}} WHERE variable IN (SELECT b.variable FROM {PATTERN} AS b {joined} WHERE {broken})
        ) AS b
        {joined}
        WHERE {broken}
        ORDER BY b.respondent, b.variable"""


def _edge(p: Mapping[str, Any]) -> str:
    inner = f"submitted_at >= DATE '{p['start'].date()}' AND submitted_at < DATE '{p['end'].date()}'"
    outer = f"submitted_at >= DATE '{p['earliest'].date()}' AND submitted_at < DATE '{p['before'].date()}'"
    return f"""SELECT respondent, source_id, NULL AS variable, NULL AS code, NULL AS value, submitted_at AS detail
        FROM {{batch}} WHERE included AND {outer} AND NOT ({inner}) ORDER BY respondent"""


def _completeness(p: Mapping[str, Any]) -> str:
    return f"""WITH counted AS (
            SELECT v.question, count(*) FILTER (WHERE b.missing_kind IS NULL) AS answered, count(*) AS asked,
                {different("b.respondent", p["bounds"])} AS responses
            FROM (SELECT * FROM {{batch}}) AS b
            JOIN (VALUES {_rows(p["variables"])}) AS v(variable, question) ON v.variable = b.variable
            WHERE b.included AND (b.missing_kind IS NULL OR b.missing_kind IN {listed(ASKED)})
            GROUP BY v.question
        )
        SELECT NULL AS respondent, NULL AS source_id, question AS variable, NULL AS code, answered / asked AS value,
            answered || '|' || asked AS detail
        FROM counted WHERE responses >= {p["minimum"]} AND answered < {p["threshold"]} * asked
        ORDER BY value, question"""


ASKED = tuple(int(kind) for kind in (MissingKind.NO_ANSWER, MissingKind.DONT_KNOW, MissingKind.REFUSED))
"""Kinds of missing of a respondent who saw the question."""


def _any_holds(conditions: Mapping[str, Iterable[int]]) -> str:
    tests = (f"(variable = {literal(name)} AND code IN {listed(codes)})" for name, codes in conditions.items())
    return "(" + " OR ".join(tests) + ")"


def _all_hold(conditions: Mapping[str, Iterable[int]]) -> str:
    """The respondents that gave one of the codes to every question named."""
    return (
        f"SELECT respondent FROM b WHERE {_any_holds(conditions)} GROUP BY respondent "
        f"HAVING count(DISTINCT variable) = {len(conditions)}"
    )


def _plausibility(p: Mapping[str, Any]) -> str:
    return f"""WITH b AS (SELECT * FROM {{batch}}), hit AS ({_all_hold(p["when"])}),
        others AS (
            SELECT respondent, string_agg(variable || '=' || code, '|' ORDER BY variable) AS detail
            FROM b WHERE variable IN {listed(p["when"])} GROUP BY respondent
        )
        SELECT b.respondent, b.source_id, b.variable, b.code, NULL AS value, others.detail
        FROM b, others
        WHERE b.respondent = others.respondent AND b.included AND b.respondent IN (SELECT respondent FROM hit)
            AND {_any_holds(p["never"])}
        ORDER BY b.respondent, b.variable"""


def _filter(p: Mapping[str, Any]) -> str:
    return f"""WITH b AS (SELECT * FROM {{batch}}), shown AS ({_all_hold(p["shown_if"])})
        SELECT respondent, source_id, variable, code, NULL AS value, NULL AS detail
        FROM b
        WHERE included AND variable IN {listed(p["variables"])} AND code >= 0
            AND NOT (variable IN {listed(p["boxes"])} AND code <> 1)
            AND respondent NOT IN (SELECT respondent FROM shown)
        ORDER BY respondent, variable"""


def _mandatory(p: Mapping[str, Any]) -> str:
    names, no_answer = listed(p["variables"]), int(MissingKind.NO_ANSWER)
    if p["boxes"]:
        return f"""SELECT respondent, min(source_id) AS source_id, {literal(p["question"])} AS variable, NULL AS code,
                NULL AS value, NULL AS detail
            FROM {{batch}} WHERE included AND variable IN {names}
            GROUP BY respondent HAVING NOT bool_or(code = 1) AND bool_or(code IN (2, {no_answer}))
            ORDER BY respondent"""
    return f"""SELECT respondent, source_id, variable, NULL AS code, NULL AS value, NULL AS detail
        FROM {{batch}} WHERE included AND variable IN {names} AND code = {no_answer} ORDER BY respondent, variable"""


_TIMED = "included AND submitted_at >= started_at"


def _speeders(p: Mapping[str, Any]) -> str:
    return f"""WITH timed AS (
            SELECT respondent, source_id, date_diff('second', started_at, submitted_at) AS seconds
            FROM {{batch}} WHERE {_TIMED}
        ),
        yardstick AS (SELECT median(seconds) AS middle, count(*) AS n FROM timed)
        SELECT respondent, source_id, NULL AS variable, NULL AS code, CAST(seconds AS DOUBLE) AS value,
            CAST(middle AS VARCHAR) AS detail
        FROM timed, yardstick WHERE n >= {p["minimum"]} AND seconds < middle / 3 ORDER BY seconds, respondent"""


def _batteries(p: Mapping[str, Any]) -> str:
    """One row a respondent and battery with every item answered, and whether all its answers are the same."""
    return f"""SELECT b.respondent, min(b.source_id) AS source_id, v.question, min(b.code) AS code,
            min(b.code) = max(b.code) AS same, count(*) AS items
        FROM (SELECT * FROM {{batch}}) AS b
        JOIN (VALUES {_rows(p["batteries"])}) AS v(variable, question, items) ON v.variable = b.variable
        WHERE b.included AND b.missing_kind IS NULL
        GROUP BY b.respondent, v.question, v.items HAVING count(*) = v.items"""


def _straightliners(p: Mapping[str, Any]) -> str:
    return f"""SELECT respondent, source_id, question AS variable, code, CAST(items AS DOUBLE) AS value, NULL AS detail
        FROM ({_batteries(p)}) WHERE same ORDER BY respondent, question"""


_CASES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "columns": _columns,
    "respondents": _respondents,
    "answers": _answers,
    "complete": _complete,
    "orphans": _orphans,
    "units": _units,
    "account": _account,
    "values": _values,
    "edge": _edge,
    "completeness": _completeness,
    "plausibility": _plausibility,
    "filter": _filter,
    "mandatory": _mandatory,
    "speeders": _speeders,
    "straightliners": _straightliners,
}


def _included(p: Mapping[str, Any]) -> str:
    return f"SELECT {different('respondent', p['bounds'])} FROM {{batch}} WHERE included"


_BASES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "columns": lambda p: f"SELECT count(*) FROM {{batch}} WHERE table_name = {literal(p['table'])}",
    "complete": lambda p: f"SELECT count(DISTINCT respondent) * {len(p['variables'])} FROM {{batch}}",
    "units": lambda _: "SELECT count(*) FROM {batch} WHERE included AND unit IS NOT NULL",
    "account": lambda _: "SELECT coalesce(sum(cells), 0)::BIGINT FROM {batch}",
    "edge": lambda _: "SELECT count(*) FROM {batch} WHERE included AND submitted_at IS NOT NULL",
    "completeness": lambda p: f"SELECT {len({question for _, question in p['variables']})}",
    "plausibility": _included,
    "filter": _included,
    "mandatory": _included,
    "speeders": lambda _: f"SELECT count(*) FROM {{batch}} WHERE {_TIMED}",
    "straightliners": lambda p: f"SELECT count(*) FROM ({_batteries(p)})",
}
