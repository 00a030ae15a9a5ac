from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from dataclasses import replace

import duckdb
import polars as pl
import pytest

from pipeline import validation, warehouse
from pipeline.warehouse.store import CATALOG
from tests.build import random_answers, wave_data
from tests.conftest import ROOT
from tests.validation.instrument import ITEMS, clean, instrument

pytestmark = pytest.mark.slow

ANSWER, RESPONDENT = "UPDATE survey.answer SET", "UPDATE survey.respondent SET"
TASKS = [f"tasks_{item}" for item in ITEMS]
SINGLES = ["size_class", "state", "strategy", "strategy_name", "staff"]
VARIABLES = 12

# Damage: the statements, the rule that must notice, its severity, the cases it must name, other rules it breaks.
DAMAGE = {
    "respondents": (
        ["INSERT INTO survey.respondent SELECT * FROM survey.respondent WHERE {here} AND respondent = 3"],
        "respondents",
        "error",
        {(3, None)},
        {"units"},
    ),
    "answers": (
        [
            (
                "INSERT INTO survey.answer "
                "SELECT * FROM survey.answer WHERE {here} AND respondent = 2 AND variable = 'staff'"
            )
        ],
        "answers",
        "error",
        {(2, "staff")},
        {"account"},
    ),
    "variables": (
        [f"{ANSWER} variable = 'other' WHERE {{here}} AND respondent = 1 AND variable = 'strategy'"],
        "variables",
        "error",
        {(1, "other")},
        {"complete", "filter:strategy_name"},
    ),
    "complete": (
        ["DELETE FROM survey.answer WHERE {here} AND respondent = 4 AND variable = 'state'"],
        "complete",
        "error",
        {(4, "state")},
        {"account"},
    ),
    "orphans": (
        ["DELETE FROM survey.respondent WHERE {here} AND respondent = 5"],
        "orphans",
        "error",
        {(5, name) for name in (*SINGLES, *TASKS, "measures_x", "measures_y")},
        set(),
    ),
    "units": (
        [f"{RESPONDENT} unit = 'unit0000' WHERE {{here}} AND respondent = 2"],
        "units",
        "error",
        {(1, None), (2, None)},
        set(),
    ),
    "codes": (
        [f"{ANSWER} code = 6, value = NULL WHERE {{here}} AND respondent = 3 AND variable = 'tasks_b'"],
        "codes:mini_rating",
        "error",
        {(3, "tasks_b")},
        set(),
    ),
    "values": (
        [
            f"{ANSWER} value = 9 WHERE {{here}} AND respondent = 3 AND variable = 'tasks_b'",
            f"{ANSWER} missing_kind = NULL WHERE {{here}} AND respondent = 2 AND variable = 'strategy_name'",
            f"{ANSWER} value = NULL WHERE {{here}} AND respondent = 4 AND variable = 'staff'",
        ],
        "values",
        "error",
        {(3, "tasks_b"), (2, "strategy_name"), (4, "staff")},
        set(),
    ),
    "range": (
        [f"{ANSWER} value = 101 WHERE {{here}} AND respondent = 8 AND variable = 'staff'"],
        "range:staff",
        "error",
        {(8, "staff")},
        set(),
    ),
    "period": (
        [f"{RESPONDENT} submitted_at = TIMESTAMP '2026-12-24 10:00' WHERE {{here}} AND respondent = 1"],
        "period",
        "error",
        {(1, None)},
        set(),
    ),
    "edge": (
        [f"{RESPONDENT} submitted_at = TIMESTAMP '2026-11-21 10:00' WHERE {{here}} AND respondent = 1"],
        "edge",
        "warning",
        {(1, None)},
        set(),
    ),
    "chronology": (
        [f"{RESPONDENT} started_at = submitted_at + INTERVAL 1 HOUR WHERE {{here}} AND respondent = 9"],
        "chronology",
        "warning",
        {(9, None)},
        set(),
    ),
    "completeness": (
        [
            (
                f"{ANSWER} code = -9, value = NULL, missing_kind = -9 "
                "WHERE {here} AND variable = 'staff' AND respondent <= 3"
            )
        ],
        "completeness",
        "warning",
        {(None, "staff")},
        set(),
    ),
    "plausibility": (
        [
            f"{ANSWER} code = 2 WHERE {{here}} AND variable = 'state' AND respondent IN (3, 4)",
            f"{ANSWER} code = 3 WHERE {{here}} AND variable = 'size_class' AND respondent IN (2, 3)",
        ],
        "plausibility:mini_rule",
        "error",
        {(3, "size_class")},
        set(),
    ),
    "filter": (
        [f"{ANSWER} code = 1, missing_kind = NULL WHERE {{here}} AND variable = 'strategy_name' AND respondent = 2"],
        "filter:strategy_name",
        "warning",
        {(2, "strategy_name")},
        set(),
    ),
    "mandatory": (
        [f"{ANSWER} code = -9, missing_kind = -9 WHERE {{here}} AND variable = 'size_class' AND respondent = 2"],
        "mandatory:size_class",
        "warning",
        {(2, "size_class")},
        set(),
    ),
    "boxes": (
        [f"{ANSWER} code = 2 WHERE {{here}} AND variable = 'measures_x' AND respondent = 2"],
        "mandatory:measures",
        "warning",
        {(2, "measures")},
        set(),
    ),
    "speeders": (
        [f"{RESPONDENT} started_at = submitted_at - INTERVAL 1 MINUTE WHERE {{here}} AND respondent = 7"],
        "speeders",
        "warning",
        {(7, None)},
        set(),
    ),
    "straightliners": (
        [f"{ANSWER} code = 2, value = 4 WHERE {{here}} AND variable LIKE 'tasks%' AND respondent = 6"],
        "straightliners",
        "warning",
        {(6, "tasks")},
        set(),
    ),
    "account": (
        ["UPDATE survey.cell_account SET cells = cells + 1 WHERE {here}"],
        "account",
        "error",
        {(None, None)},
        set(),
    ),
    "account-rows": (
        [
            (
                "INSERT INTO raw.source_file "
                "SELECT wave, 'x.csv', '', 0, 7, 'test', '{{}}', field_start FROM survey.wave WHERE {here}"
            )
        ],
        "account",
        "error",
        {(None, None)},
        set(),
    ),
}


# Damages that do not touch each other share a wave: a run costs about a second a wave.
WAVES = {
    "first": ("respondents", "answers", "range", "period", "filter", "straightliners"),
    "second": ("variables", "units", "codes", "edge", "chronology"),
    "third": ("complete", "values", "boxes", "speeders"),
    "fourth": ("orphans", "plausibility", "completeness", "account"),
    "fifth": ("mandatory", "account-rows"),
}
WAVE_OF = {damage: wave for wave, damages in WAVES.items() for damage in damages}


@pytest.fixture(scope="module")
def mini(questionnaire):
    return instrument(questionnaire)


@pytest.fixture(scope="module")
def real(mini):
    """A wave of the 2016 instrument with everything that may happen to answers."""
    answers = random_answers(mini, "2016-12", 60, seed=7, missing=0.15)
    answers["tasks_security"] = [None if row % 2 else 3 for row in range(60)]
    data = wave_data(
        mini, "2016-12", answers, wave="real", status=["partial" if row % 9 == 0 else "complete" for row in range(60)]
    )
    late = pl.col("submitted_at") - pl.duration(seconds=pl.col("respondent") * 40)
    return replace(data, respondents=data.respondents.with_columns(started_at=late))


@pytest.fixture(scope="module")
def results(mini, real, tmp_path_factory):
    """One run over a warehouse that holds every kind of damage."""
    path = tmp_path_factory.mktemp("warehouse") / "survey.duckdb"
    edges = [
        clean(mini, "empty", n=0),
        clean(mini, "single", n=1),
        wave_data(mini, "mini", {}, wave="silent", n=12),
        wave_data(mini, "bare", {}, wave="bare", n=3),
        wave_data(mini, "mini", {}, wave="nobody", n=4, status=["opened"] * 4),
    ]
    warehouse.build(path, mini, [clean(mini), real, *edges, *(clean(mini, name) for name in WAVES)])
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS {CATALOG}; USE {CATALOG}")
        # Without the primary key, which would refuse the damage.
        connection.execute("CREATE TABLE survey.copied AS SELECT * FROM survey.respondent")
        connection.execute("DROP TABLE survey.respondent; ALTER TABLE survey.copied RENAME TO respondent")
        for name, (statements, *_) in DAMAGE.items():
            for statement in statements:
                connection.execute(statement.format(here=f"wave = '{WAVE_OF[name]}'"))
    return {result.wave: result for result in validation.validate(path, mini)}


def outcome(result, rule):
    return next(finding for finding in result.outcomes if finding.rule == rule)


def test_clean_data_pass_every_rule(results):
    assert [finding.rule for finding in results["clean"].findings] == []
    assert not results["clean"].not_checked
    assert outcome(results["clean"], "answers").checked == 12 * VARIABLES


def test_every_kind_of_rule_is_damaged(results):
    kinds = {finding.kind for finding in results["clean"].outcomes}
    damaged = {rule.partition(":")[0] for _, rule, *_ in DAMAGE.values()}
    assert kinds - damaged == {"columns", "disclosure"}  # the publication is damaged in test_disclosure.py


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_where_it_is(results, name):
    _, rule, severity, cases, _ = DAMAGE[name]
    result = results[WAVE_OF[name]]
    found = outcome(result, rule)
    assert (found.outcome, found.severity, found.cases) == ("failed", severity, len(cases))
    assert {(case.respondent, case.variable) for case in found.rows} == cases
    assert found in (result.errors if severity == "error" else result.warnings)


@pytest.mark.parametrize("wave", WAVES)
def test_nothing_else_is_found(results, wave):
    expected = {rule for damage in WAVES[wave] for rule in (DAMAGE[damage][1], *DAMAGE[damage][4])}
    assert {finding.rule for finding in results[wave].findings} == expected


@pytest.mark.parametrize("name", DAMAGE)
def test_every_message_names_the_place_and_what_to_do(results, name):
    found = outcome(results[WAVE_OF[name]], DAMAGE[name][1])
    assert f"in wave {WAVE_OF[name]}: " in found.message
    assert "Hint: " in found.message
    for case in found.rows[:5]:
        assert case.line() in found.message
        if case.respondent is not None:
            assert f"data row {case.respondent}" in case.line()
    assert "None" not in found.message
    assert "{" not in found.message


def test_the_message_of_a_wrong_code_reads_well(results):
    lines = outcome(results["second"], "codes:mini_rating").message.splitlines()
    assert lines[0] == "error in wave second: Allowed answer codes: scale mini_rating (1 of 60)"
    assert lines[1] == "  response 3 (data row 3), Tasks (en): Aufgabe b (en), “6”: code 6, which the scale lacks"
    assert lines[2].startswith("  expected: 1 = viel (en), 2 = eher viel (en), 3 = mittel (en)")
    assert lines[3].startswith("  Hint: Check whether the questionnaire changed after fielding began")


@pytest.mark.parametrize("name", ["empty", "single", "bare", "nobody"])
def test_small_shapes_break_nothing(results, name):
    assert results[name].findings == ()
    assert not results[name].not_checked


def test_silence_is_a_warning_and_no_error(results):
    silent = results["silent"]
    assert silent.errors == ()
    assert {finding.kind for finding in silent.warnings} == {"completeness", "mandatory"}


def test_verdicts_equal_a_plain_recomputation(results, real, mini):
    counted = real.respondents.filter("included")
    answers = real.answers.join(counted.select("respondent"), on="respondent")
    of = {variable.name: variable for variable in mini.variables("2016-12")}
    answers = answers.with_columns(
        question=pl.col("variable").replace_strict({n: v.question.id for n, v in of.items()})
    )

    closed = answers.filter(pl.col("variable").replace_strict({n: v.kind for n, v in of.items()}) != "text")
    asked = closed.filter(pl.col("missing_kind").is_null() | pl.col("missing_kind").is_in([-9, -8, -7]))
    share = asked.group_by("question").agg(share=pl.col("missing_kind").is_null().mean())
    low = set(share.filter(pl.col("share") < 0.8)["question"])
    assert {case.variable for case in outcome(results["real"], "completeness").rows} == low != set()

    seconds = counted.select("respondent", s=(pl.col("submitted_at") - pl.col("started_at")).dt.total_seconds())
    fast = set(seconds.filter(pl.col("s") < pl.col("s").median() / 3)["respondent"])
    assert {case.respondent for case in outcome(results["real"], "speeders").rows} == fast != set()

    wide = answers.pivot(on="variable", index="respondent", values="code")
    for name, rule in mini.plausibility.items():
        if name == "mini_rule":
            continue
        (when, codes), (never, wrong) = next(iter(rule.when.items())), next(iter(rule.never.items()))
        hit = wide.filter(pl.col(when).is_in(codes) & pl.col(never).is_in(wrong))
        assert outcome(results["real"], f"plausibility:{name}").cases == hit.height

    shown = wide.filter(pl.col("strategy") == 1)["respondent"]
    wrong = answers.filter(
        (pl.col("variable") == "strategy_name") & (pl.col("code") >= 0) & ~pl.col("respondent").is_in(shown.implode())
    )
    assert outcome(results["real"], "filter:strategy_name").cases == wrong.height > 0
    assert results["real"].errors == ()


def test_more_cases_than_are_listed_are_counted(results):
    found = outcome(results["real"], "filter:strategy_name")
    assert len(found.rows) == min(found.cases, 50)
    assert f"and {found.cases - 5} more" in found.message


def test_verdicts_are_the_same_where_no_bitmap_can_tell_respondents_apart(mini, tmp_path, monkeypatch):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, mini, [clean(mini, "w")])
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS {CATALOG}; USE {CATALOG}")
        for name in ("answers", "complete", "variables", "codes"):
            for statement in DAMAGE[name][0]:
                connection.execute(statement.format(here="wave = 'w'"))
    by_bitmap = validation.validate(path, mini)
    monkeypatch.setattr("pipeline.validation.scopes.WIDEST", 0)
    assert validation.validate(path, mini) == by_bitmap
    assert {"answers", "complete", "variables", "codes:mini_rating"} <= {found.rule for found in by_bitmap[0].errors}


def test_rules_kept_and_rules_broken_count_what_they_looked_at_alike(results):
    """A kept rule is judged by combinations, a broken one by the answers themselves."""
    kept, broken = (outcome(results[name], "codes:mini_rating") for name in ("clean", "second"))
    assert (kept.outcome, broken.outcome) == ("passed", "failed")
    assert kept.checked == broken.checked == 12 * len(ITEMS)


def test_a_broken_table_is_named_and_stops_the_other_checks(mini, tmp_path):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, mini, [clean(mini)])
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS {CATALOG}; USE {CATALOG}")
        connection.execute("ALTER TABLE survey.answer DROP value; ALTER TABLE survey.answer ALTER code TYPE VARCHAR")
        connection.execute("ALTER TABLE survey.answer ADD extra INTEGER")
    (result,) = validation.validate(path, mini)
    (error,) = result.errors
    assert {case.variable: case.message.en for case in error.rows} == {
        "value": "the column is missing (expected: DOUBLE)",
        "code": "type VARCHAR instead of SMALLINT",
        "extra": "a column (INTEGER) that should not be there",
    }
    assert len(result.not_checked) == len(result.outcomes) - 2


def test_an_unknown_wave_is_refused(mini, tmp_path):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, mini, [clean(mini)])
    with pytest.raises(KeyError, match="no wave 'other'"):
        validation.validate(path, mini, ["other"])


def test_an_empty_warehouse_has_no_results(mini, tmp_path):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, mini, [])
    assert validation.validate(path, mini) == []


def test_data_docs_are_written_for_local_use(mini, tmp_path):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, mini, [clean(mini)])
    index = validation.data_docs(path, mini, tmp_path / "docs")
    assert index.is_file()
    assert len(list((tmp_path / "docs").rglob("*.html"))) > 4


def test_a_run_needs_no_network_and_says_nothing(questionnaire, tmp_path):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, [wave_data(questionnaire, "2016-12", {}, n=2)])
    script = textwrap.dedent("""
        import socket, sys
        from pathlib import Path

        def refuse(*_, **__):
            raise AssertionError("the network was asked for")

        for name in ("connect", "connect_ex", "sendto"):
            setattr(socket.socket, name, refuse)
        socket.getaddrinfo = socket.create_connection = refuse

        from pipeline import validation
        assert "great_expectations" not in sys.modules
        from pipeline.questionnaire import load
        results = validation.validate(Path(sys.argv[1]), load(Path("questionnaire")))
        assert "great_expectations" in sys.modules
        print(len(results))
    """)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(path)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.stdout, run.stderr, run.returncode) == ("1\n", "", 0)
