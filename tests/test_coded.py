from __future__ import annotations

import duckdb
import numpy as np
import polars as pl
import pytest

from pipeline.coded import STATISTICS, CodedFileError, likert_table
from tests import goldens
from tests.build import random_answers, survey, wave_data

VALUES = {code: code for code in range(1, 6)}
ITEMS = goldens.ITEMS[:8]


@pytest.fixture(scope="module")
def frame():
    """Wave 1 of the reference data, groups as codes from 1."""
    wave = goldens.wave_1()
    columns = {item: pl.Series(wave[item].to_list()).fill_nan(None).cast(pl.Int8) for item in ITEMS}
    group = pl.Series(wave["size_group"].cat.codes.to_list(), dtype=pl.Int8) + 1
    return pl.DataFrame({"size_group": group, **columns, "weight": wave["weight"].to_list()})


@pytest.fixture(params=["csv", "parquet", "wide", "relation"])
def source(request, frame, tmp_path):
    """The same answers as a CSV file, as Parquet with small and with large integers, and in DuckDB."""
    path = tmp_path / f"wave.{'csv' if request.param == 'csv' else 'parquet'}"
    if request.param == "csv":
        frame.write_csv(path)
    elif request.param == "wide":
        frame.cast({pl.Int8: pl.Int64}).write_parquet(path)
    else:
        frame.write_parquet(path)
    if request.param != "relation":
        yield path
        return
    with duckdb.connect() as connection:
        yield connection.sql(f"FROM '{path}'")


# R: describe_by(d$item_01, d$size_group); svyby(~item_01, ~size_group, des_w, svymean, na.rm = TRUE)
def test_a_counted_file_gives_the_numbers_of_r(source):
    table = likert_table(source, ITEMS, "size_group", levels=range(1, 6), values=VALUES, weight="weight")
    assert table.height == len(ITEMS) * 5
    for golden in [*goldens.selected("describe_by"), *goldens.selected("weighted_mean_by")]:
        parts = golden.id.split("/")
        if parts[1] not in ("d", "des_w") or parts[2] not in ITEMS:
            continue
        rows = table.filter(variable=parts[2]).to_dicts()
        for row, level in zip(rows, goldens.META["size_group_order"], strict=True):
            if parts[1] == "d":
                assert row["n"] == golden.result[level]["n"]
                for name in ("mean", "sd", "se", "top2"):
                    golden.check(row[name], level, name)
            else:
                golden.check(row["weighted_mean"], level, "mean")
                golden.check(row["weighted_se"], level, "se")


def test_a_counted_table_is_the_mart(questionnaire, tmp_path):
    given = random_answers(questionnaire, "2016-12", 80)
    names = [variable.name for variable in questionnaire.variables("2016-12") if variable.question.id == "tasks"]
    scale = questionnaire.scale(questionnaire.variables("2016-12")[6].scale)
    values = {option.code: option.value for option in scale.options if option.value is not None}
    path = tmp_path / "codes.csv"
    pl.DataFrame({name: given[name] for name in [*names, "size_class"]}).write_csv(path)
    counted = likert_table(path, names, "size_class", levels=range(1, 9), values=values)
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2016-12", given, wave="w")) as built:
        means = built.means("w", "tasks", "size_class", internal=True)
    for name in ("n", *STATISTICS):
        expected = means[name].to_numpy(dtype=float, na_value=np.nan)
        np.testing.assert_allclose(counted[name].cast(pl.Float64), expected, rtol=1e-12, err_msg=name)


def test_codes_with_gaps_and_missing_codes(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("class,a\n10,7\n10,2\n20,-9\n,7\n20,\n")
    table = likert_table(path, ["a"], "class", levels=[10, 20], values={2: 1, 7: 3})
    assert table["n"].to_list() == [2, 0]
    assert table["mean"].to_list() == [2, None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("class,a\n1,6\n", "column a: found the code 6; expected one of 1, 2, 3, 4, 5, or nothing"),
        ("class,a\n3,1\n", "column class: found the code 3; expected one of 1, 2"),
        ("class,b\n1,1\n", "wave.csv has no column a; its columns are class, b"),
        ("class,a\n1,x\n", "wave.csv cannot be counted"),
    ],
)
def test_what_cannot_be_counted_is_said(text, message, tmp_path):
    path = tmp_path / "wave.csv"
    path.write_text(text)
    with pytest.raises(CodedFileError, match=message):
        likert_table(path, ["a"], "class", levels=[1, 2], values=VALUES)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CodedFileError, match=r"There is no file wave.csv"):
        likert_table(tmp_path / "wave.csv", ["a"], "class", levels=[1, 2], values=VALUES)


def test_a_relation_without_the_column_is_said():
    with (
        duckdb.connect() as connection,
        pytest.raises(CodedFileError, match="The relation has no column a; its columns are b"),
    ):
        likert_table(connection.sql("SELECT 1 AS b"), ["a"], "b", levels=[1], values=VALUES)


def test_nobody_answered(tmp_path):
    path = tmp_path / "wave.csv"
    path.write_text("class,a,w\n")
    table = likert_table(path, ["a"], "class", levels=[1, 2], values=VALUES, weight="w")
    assert table["n"].to_list() == [0, 0]
    assert table.drop("variable", "level", "n").select(pl.all().null_count()).row(0) == (2,) * 13
