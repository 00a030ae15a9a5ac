from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from pipeline import warehouse
from tests.build import random_answers, wave_data

CONTRACT = {
    "survey.scale_option": ["scale", "code", "position", "value", "label_de", "label_en", "missing_kind"],
    "survey.item": [
        "wave", "variable", "question", "item", "number", "position", "scale", "assumed", "label_de", "label_en",
    ],
    "survey.respondent": [
        "wave", "respondent", "unit", "source_id", "size_class", "size_group", "state", "region", "completed", "included",
        "submitted_at", "weight", "provenance",
    ],
    "survey.answer": ["wave", "respondent", "variable", "code", "value", "missing_kind"],
    "mart.likert_mean": [
        "wave", "variable", "grouping", "level", "n", "mean", "sd", "se", "ci_low", "ci_high", "top2", "top3", "bottom2",
        "median", "suppressed",
    ],
    "mart.distribution": ["wave", "variable", "grouping", "level", "code", "n", "share"],
}  # fmt: skip


@pytest.fixture
def data(questionnaire):
    return wave_data(questionnaire, "2016-12", random_answers(questionnaire, "2016-12", 40))


def columns(connection, table):
    return [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]


def test_tables_have_the_columns_of_the_design(tmp_path, questionnaire, data):
    warehouse.build(tmp_path / "survey.duckdb", questionnaire, [data])
    with warehouse.connect(tmp_path / "survey.duckdb") as connection:
        for table, expected in CONTRACT.items():
            assert set(expected) <= set(columns(connection, table)), table
        assert connection.execute("SELECT count(*) FROM survey.wave").fetchone() == (1,)
        assert connection.execute("SELECT * FROM raw.test LIMIT 1").fetchone() == ("1",)


def test_a_failing_build_leaves_the_old_file_as_it_was(tmp_path, questionnaire, data):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, [data])
    before = path.read_bytes()
    broken = data.__class__(**{**data.__dict__, "questionnaire": "1999-01"})
    with pytest.raises(KeyError, match="1999-01"):
        warehouse.build(path, questionnaire, [broken])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["survey.duckdb"]


def test_what_an_interrupted_build_left_behind_is_replaced(tmp_path, questionnaire, data):
    (tmp_path / "survey.duckdb.building").write_bytes(b"half a file")
    warehouse.build(tmp_path / "survey.duckdb", questionnaire, [data])
    assert [file.name for file in tmp_path.iterdir()] == ["survey.duckdb"]


def test_two_builds_of_the_same_data_export_the_same_bytes(tmp_path, questionnaire, data):
    exports = []
    for number in (1, 2):
        path = tmp_path / f"{number}" / "survey.duckdb"
        warehouse.build(path, questionnaire, [data])
        with warehouse.connect(path) as connection:
            for table in CONTRACT:
                target = path.parent / f"{table}.csv"
                connection.execute(f"COPY (SELECT * FROM {table}) TO '{target}'")
        exports.append({file.name: file.read_bytes() for file in sorted(path.parent.glob("*.csv"))})
    assert exports[0] == exports[1]


def test_opening_what_is_no_warehouse_says_what_to_do(tmp_path):
    with pytest.raises(warehouse.WarehouseError, match="munisurvey build"):
        warehouse.connect(tmp_path / "survey.duckdb")
    (tmp_path / "survey.duckdb").write_text("not a database")
    with pytest.raises(warehouse.WarehouseError, match="delete it"):
        warehouse.connect(tmp_path / "survey.duckdb")


def test_frames_with_other_columns_are_refused(data):
    with pytest.raises(TypeError, match="answers of wave test"):
        data.__class__(**{**data.__dict__, "answers": pl.DataFrame({"variable": ["tasks"]})})


def test_labelled_views_work_in_a_file_opened_directly(tmp_path, questionnaire, data):
    import duckdb

    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, [data])
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute(
            "SELECT answer_de, n FROM mart.distribution_labelled WHERE variable = 'strategy' AND grouping = 'all'"
        ).fetchone()
        assert row[0] == "Ja"
        assert connection.execute("SELECT count(*) FROM mart.likert_mean_labelled").fetchone()[0] > 0


def test_what_is_assumed_is_marked_where_people_look(tmp_path, questionnaire, data):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, [replace(data, assumed=frozenset({"tasks_security", "strategy"}))])
    with warehouse.connect(path) as connection:
        marked = {
            table: connection.execute(f"SELECT DISTINCT variable FROM {table} WHERE assumed ORDER BY 1").fetchall()
            for table in ("survey.item", "mart.distribution_labelled", "mart.likert_mean_labelled")
        }
    both = [("strategy",), ("tasks_security",)]
    assert marked == {
        "survey.item": both,
        "mart.distribution_labelled": both,
        "mart.likert_mean_labelled": [("tasks_security",)],
    }
