"""Great Expectations: the one module that imports it, and only inside functions (2-8 s and 250 MB).

Rules become expectations of Great Expectations' own where it has them (sets, ranges, order of two columns) and
unexpected-row queries where several rows or tables must be read together. They run inside DuckDB, over query assets: no
row is copied into pandas, nothing is written but one small table in memory (the combinations of variable, code and
value), and the warehouse is attached read-only under the name that keeps schema ``survey`` reachable.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.validation import queries, scopes
from pipeline.warehouse import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from pipeline.validation.rules import Rule, Scope

LIMIT = 50
"""Cases that are kept of a rule; the number of all of them is always exact."""

_ROW = {
    "answer": ("respondent", "source_id", "variable", "code"),
    "respondent": ("respondent", "source_id", "started_at", "submitted_at"),
}


@dataclass(frozen=True)
class Verdict:
    """What a rule said: how much it looked at, how many cases broke it, and the first of them."""

    rule: Rule
    checked: int
    unexpected: int
    rows: tuple[dict[str, Any], ...]

    @property
    def passed(self) -> bool:
        """Whether there was no case."""
        return self.unexpected == 0


class ExpectationError(RuntimeError):
    """An expectation could not be evaluated: a bug of ours, never a fault of the data."""


@contextmanager
def session(warehouse: Path) -> Iterator[Session]:
    """A Great Expectations session over the warehouse, closed without a trace."""
    connection = connect(warehouse)
    opened = None
    try:
        opened = Session(connection)
        yield opened
    finally:
        if opened is not None:
            opened.close()
        connection.close()


class Session:
    """An ephemeral context over one connection; :meth:`run` evaluates the rules of one wave and scope."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._library = _load()
        self._connection = connection
        connection.execute(f"ATTACH ':memory:' AS {scopes.MEMORY}")
        self._known_bounds: dict[str, scopes.Bounds] = {}
        self._counts: dict[str, int] = {}
        self._context = self._library.get_context(mode="ephemeral")
        self._context.variables.progress_bars = {"globally": False, "metric_calculations": False}
        self._source = self._context.data_sources.add_sql(
            name="warehouse",
            connection_string="duckdb:///:memory:",
            create_temp_table=False,
            kwargs={"creator": lambda: _dbapi_connection(connection)},
        )
        self._engine = self._source.get_execution_engine()
        self._engine.execute_query = self._execute

    def run(self, wave: str, scope: Scope, rules: Sequence[Rule]) -> list[Verdict]:
        """The verdicts on rules of one scope, in the order of the rules.

        Expectations of Great Expectations' own run as *summary* with a limit of rows; in *complete* they would fetch
        every row. Queries give their rows only in *complete*, where Great Expectations limits them to 200. What is
        expected of each answer by itself is first expected of the combinations of variable, code and value, of which
        there are few; only what is broken there is looked up among the answers.
        """
        own = [rule for rule in rules if rule.kind in _OWN]
        verdicts: dict[str, Verdict] = {}
        if scope == "answer":
            self._keep_patterns(wave)
            kept = [verdict.rule for verdict in self._group(wave, "pattern", own, "BOOLEAN_ONLY") if verdict.passed]
            for rule in kept:
                verdicts[rule.id] = Verdict(rule, self._count(scopes.looked_at(rule, wave)), 0, ())
        rest = [rule for rule in rules if rule.id not in verdicts]
        for group, detail in (
            ([rule for rule in rest if rule.kind in _OWN], "SUMMARY"),
            ([rule for rule in rest if rule.kind not in _OWN], "COMPLETE"),
        ):
            if group:
                verdicts |= {verdict.rule.id: verdict for verdict in self._group(wave, scope, group, detail)}
        return [verdicts[rule.id] for rule in rules]

    def _group(self, wave: str, scope: str, rules: Sequence[Rule], detail: str) -> list[Verdict]:
        """Great Expectations' verdicts on some rules over the rows of a scope."""
        batch, suite = self._batch(wave, scope), self.suite(f"{wave} {scope} {detail.lower()}", rules, wave)
        settings = {"result_format": detail}
        if detail != "BOOLEAN_ONLY":
            settings |= {
                "partial_unexpected_count": LIMIT, "unexpected_index_column_names": list(_ROW.get(scope, ())),
            }  # fmt: skip
        outcome = batch.validate(suite, result_format=settings)
        by_id = {rule.id: rule for rule in rules}
        found = {result.expectation_config.meta["rule"]: result for result in outcome.results}
        if detail == "BOOLEAN_ONLY":
            return [Verdict(rule, 0, int(not _evaluated(rule, wave, found[rule.id]).success), ()) for rule in rules]
        return [self._verdict(by_id[name], wave, result) for name, result in found.items()]

    def suite(self, name: str, rules: Sequence[Rule], wave: str) -> Any:
        """The rules as a suite; all at once, because adding one by one is a hundred times slower."""
        expectations = [_expectation(self._library, rule, self._bounds(wave)) for rule in rules]
        return self._library.ExpectationSuite(name=name, expectations=expectations)

    def _keep_patterns(self, wave: str) -> None:
        """Count the combinations of variable, code, value and kind of missing once, in memory."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {scopes.PATTERN} AS {scopes.patterns(wave)}")

    def _bounds(self, wave: str) -> scopes.Bounds:
        if wave not in self._known_bounds:
            low, high = self._connection.execute(scopes.bounds(wave)).fetchone()
            known = low is not None and high - low < scopes.WIDEST
            self._known_bounds[wave] = (low, high) if known else None
        return self._known_bounds[wave]

    def _count(self, query: str) -> int:
        """A number the warehouse is asked for; many rules ask for the same."""
        if query not in self._counts:
            self._counts[query] = self._connection.execute(query).fetchone()[0]
        return self._counts[query]

    def data_docs(self, folder: Path, waves: Sequence[tuple[str, Scope, Sequence[Rule]]]) -> Path:
        """Great Expectations' own pages of the given suites; returns their index.

        They load scripts and fonts from other servers when they are opened.
        """
        site = {
            "class_name": "SiteBuilder",
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        }
        self._context.add_data_docs_site(site_name="local", site_config=site)
        for wave, scope, rules in waves:
            if scope == "answer":
                self._keep_patterns(wave)
            suite = self._context.suites.add(self.suite(f"{wave} {scope}", rules, wave))
            definition = self._library.ValidationDefinition(
                name=suite.name, data=self._definition(f"{wave} {scope} documented", wave, scope), suite=suite
            )
            self._context.validation_definitions.add(definition).run(result_format="SUMMARY")
        self._context.build_data_docs(site_names=["local"])
        return folder / "index.html"

    def close(self) -> None:
        """Let go of everything that holds on to the connection."""
        self._engine.engine.dispose()
        self._source.get_engine().dispose()

    def _batch(self, wave: str, scope: str) -> Any:
        known = {asset.name: asset for asset in self._source.assets}
        if (name := f"{wave} {scope}") in known:
            return known[name].get_batch_definition("all").get_batch()
        return self._definition(name, wave, scope).get_batch()

    def _definition(self, name: str, wave: str, scope: str) -> Any:
        asset = self._source.add_query_asset(name=name, query=scopes.scope(scope, wave))
        return asset.add_batch_definition_whole_table("all")

    def _verdict(self, rule: Rule, wave: str, result: Any) -> Verdict:
        found = _evaluated(rule, wave, result).result
        if rule.kind in _OWN:
            checked = found["element_count"] - (found.get("missing_count") or 0)
            rows = found.get("partial_unexpected_index_list") or ()
            return Verdict(rule, checked, found["unexpected_count"] or 0, tuple(rows))  # None where there is no row
        counting = queries.base(rule, self._bounds(wave))
        checked = self._count(counting.format(batch=f"({scopes.scope(rule.scope, wave)}) AS b"))
        return Verdict(rule, checked, found["observed_value"], tuple(found["details"]["unexpected_rows"][:LIMIT]))

    def _execute(self, query: Any) -> Any:
        """Fetch before the connection goes back: Great Expectations reads the cursor afterwards, and DuckDB has one."""
        from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData

        with self._engine.get_connection() as connection:
            result = connection.execute(query)
            return IteratorResult(SimpleResultMetaData(list(result.keys())), iter(result.fetchall()))


def _evaluated(rule: Rule, wave: str, result: Any) -> Any:
    """The result itself, unless Great Expectations could not find one."""
    if result.exception_info and result.exception_info.get("raised_exception", True):
        raise ExpectationError(f"{rule.id} of wave {wave} could not be evaluated:\n{result.exception_info}")
    return result


@cache
def _load() -> Any:
    """Import Great Expectations without telemetry, chatter and its warnings about its own past."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        # Great Expectations and marshmallow use names they have deprecated themselves; nothing we could mend.
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations
        import great_expectations.expectations
    atexit.register(_release)
    return great_expectations


def _release() -> None:
    """Empty duckdb-engine's modules at exit: imported beside Great Expectations they outlive the interpreter.

    DuckDB would print its leak report over the last line of our output.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "duckdb_engine":
            vars(module).clear()


def _dbapi_connection(connection: duckdb.DuckDBPyConnection) -> Any:
    """A connection for SQLAlchemy on the open warehouse, with column types as text (type objects would leak)."""
    import duckdb_engine

    from pipeline.warehouse.store import CATALOG

    class Cursor(duckdb_engine.CursorWrapper):
        @property
        def description(self) -> list[tuple[Any, ...]] | None:
            columns = self.__getattr__("description")
            return columns and [(name, str(kind), *rest) for name, kind, *rest in columns]

    class Connection(duckdb_engine.ConnectionWrapper):
        def cursor(self) -> Cursor:
            return Cursor(own, self)

    own = connection.cursor()
    own.execute(f"USE {CATALOG}")
    return Connection(own)


def _expectation(library: Any, rule: Rule, bounds: scopes.Bounds) -> Any:
    meta = {"rule": rule.id, "title": rule.title.en}
    severity = "critical" if rule.severity == "error" else "warning"
    build = _OWN.get(rule.kind)
    if build is not None:
        return build(library.expectations, rule.parameters, {"meta": meta, "severity": severity})
    return library.expectations.UnexpectedRowsExpectation(
        unexpected_rows_query=queries.cases(rule, bounds), description=rule.title.en, meta=meta, severity=severity
    )


def _column(name: str) -> Any:
    from great_expectations.expectations.row_conditions import Column

    return Column(name)


def _variables(expectations: Any, parameters: Any, common: dict[str, Any]) -> Any:
    names = list(parameters["variables"])
    return expectations.ExpectColumnValuesToBeInSet(column="variable", value_set=names, **common)


def _codes(expectations: Any, parameters: Any, common: dict[str, Any]) -> Any:
    condition = _column("variable").is_in(list(parameters["variables"]))
    codes = list(parameters["codes"])
    return expectations.ExpectColumnValuesToBeInSet(column="code", value_set=codes, row_condition=condition, **common)


def _range(expectations: Any, parameters: Any, common: dict[str, Any]) -> Any:
    condition = _column("variable") == parameters["variable"]
    limits = {"min_value": parameters["minimum"], "max_value": parameters["maximum"]}
    return expectations.ExpectColumnValuesToBeBetween(column="value", row_condition=condition, **limits, **common)


def _period(expectations: Any, parameters: Any, common: dict[str, Any]) -> Any:
    condition = _column("included") == True  # noqa: E712  (builds a condition)
    limits = {"min_value": parameters["earliest"], "max_value": parameters["before"], "strict_max": True}
    common = common | {"column": "submitted_at", "row_condition": condition}
    return expectations.ExpectColumnValuesToBeBetween(**limits, **common)


def _chronology(expectations: Any, _: Any, common: dict[str, Any]) -> Any:
    return expectations.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="submitted_at", column_B="started_at", or_equal=True, ignore_row_if="either_value_is_missing", **common
    )


_OWN = {
    "variables": _variables,
    "codes": _codes,
    "range": _range,
    "period": _period,
    "chronology": _chronology,
}
