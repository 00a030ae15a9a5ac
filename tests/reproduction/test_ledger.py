"""The ledger of printed numbers: complete, readable, and every mistake in it named with its place."""

from __future__ import annotations

import dataclasses
from collections import Counter
from fractions import Fraction

import pytest

from pipeline.questionnaire.yaml_source import QuestionnaireError
from pipeline.reproduction.ledger import COLUMNS, Bound, Statistic, read_ledger

HEAD = ",".join(COLUMNS)
ROW = {
    "id": "q1", "wave": "2016-12", "variable": "budget", "statistic": "share", "grouping": "", "level": "",
    "category": "1+2", "value": "40", "precision": "0", "bound": "", "n": "114", "figure": "", "section": "1",
    "erratum": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def printed(ledger):
    return {row.id: row for row in ledger}


def written(tmp_path, **cells):
    path = tmp_path / "ledger.csv"
    path.write_text(f"{HEAD}\n{','.join({**ROW, **cells}[column] for column in COLUMNS)}\n", encoding="utf-8")
    return path


def only(tmp_path, **cells):
    return read_ledger(written(tmp_path, **cells))[0]


def test_the_ledger_has_every_printed_statistic(printed):
    assert len(printed) == 274
    assert Counter(row.statistic.value for row in printed.values()) == {
        "mean": 97, "share": 123, "n": 31, "n_range": 9, "number": 6, "count": 7, "difference": 1,
    }  # fmt: skip


def test_the_ledger_speaks_of_variables_answers_and_groups_of_the_questionnaire(printed, questionnaire):
    for row in printed.values():
        if row.variables not in (("sample",), ("instrument",), ()):
            for wave in row.waves:
                known = {variable.name: variable.scale for variable in questionnaire.variables(wave)}
                batteries = {question.id for question in questionnaire.wave(wave).questions}
                assert set(row.variables) <= set(known) | batteries, row.id
                for variable in set(row.variables) & set(known):
                    codes = {option.code for option in questionnaire.scale(known[variable]).options} | {-9}
                    assert set(row.codes) <= codes, row.id
        if row.grouping is not None:
            levels = {level.id for level in questionnaire.classifications[row.grouping].levels}
            assert set(row.levels) <= levels, row.id


def test_a_mean_and_a_share_of_each_of_several_items(printed):
    mean, each = printed["q7_arbeitsmarkt"], printed["w1_bedarfe_top3_anteil"]
    assert (mean.variables, mean.printed, mean.digits) == (("tasks_labour_market_access",), "4.10", 2)
    assert (mean.n_low, mean.n_high) == (111, 114)
    assert len(each.variables) == 3
    assert (each.codes, each.bound, each.digits) == ((1, 2), Bound.ABOVE, None)


def test_groups_may_be_united(printed):
    row = printed["q3_notlage_klein_mittel"]
    assert (row.grouping, row.levels) == ("size_group", ("medium_towns", "small_towns"))


def test_a_difference_names_both_waves(printed):
    row = printed["vernetzung_veraenderung_2011_2016"]
    assert (row.waves, row.wave, row.statistic) == (("2011", "2016-12"), "2016-12", Statistic.DIFFERENCE)


@pytest.mark.parametrize(
    ("cells", "n", "inside", "outside"),
    [
        ({"value": "16.7", "precision": "1"}, None, ["16.65", "16.75"], ["16.64", "16.76"]),
        ({"value": "40", "precision": "approx", "bound": "knapp"}, 114, ["39.99", "37.5"], ["40", "37.4"]),
        ({"value": "60", "precision": "approx", "bound": "rund"}, 106, ["57.5", "62.5"], ["57.4", "64.4"]),
        ({"value": "8.3", "precision": "approx", "bound": "rund"}, 114, ["7.9", "9"], ["7", "9.7"]),
        ({"value": "25", "precision": "approx", "bound": "rund"}, 14, ["21.5"], ["21.4"]),
        ({"value": "75", "precision": "approx", "bound": ">"}, None, ["75.01", "100"], ["75"]),
        ({"value": "20", "precision": "approx", "bound": "<="}, None, ["20", "0"], ["20.01"]),
        ({"value": "10", "precision": "approx", "bound": "<"}, None, ["9.99"], ["10"]),
        ({"value": "10", "precision": "approx", "bound": ">="}, None, ["10"], ["9.99"]),
        ({"value": "261-266", "statistic": "n_range"}, None, ["261", "266"], ["260", "267"]),
    ],
)
def test_what_a_printed_number_may_stand_for(tmp_path, cells, n, inside, outside):
    interval = only(tmp_path, **cells).interval(n)
    assert all(Fraction(value) in interval for value in inside)
    assert not any(Fraction(value) in interval for value in outside)


@pytest.mark.parametrize(
    ("cells", "column", "hint"),
    [
        ({"statistic": "median"}, "statistic", "mean, share"),
        ({"value": "4,38"}, "value", "decimal point"),
        ({"value": ""}, "value", "fill it in"),
        ({"value": "266-261", "statistic": "n_range"}, "value", "lower end"),
        ({"precision": "approx"}, "bound", "number in words"),
        ({"precision": "two"}, "precision", "decimals"),
        ({"bound": "ca."}, "bound", "rund"),
        ({"category": "a+b"}, "category", "1+2"),
        ({"n": "about"}, "n", "number"),
        ({"grouping": "size_group"}, "level", "grouping"),
    ],
)
def test_a_mistake_names_line_column_and_what_to_do(tmp_path, cells, column, hint):
    if "value" in cells and "," in cells["value"]:
        cells = {"value": f'"{cells["value"]}"'}
    with pytest.raises(QuestionnaireError) as raised:
        only(tmp_path, **cells)
    message = str(raised.value)
    assert message.startswith("ledger.csv, line 2:")
    assert f"'{column}'" in message
    assert hint in message


def test_all_mistakes_are_reported_at_once(tmp_path):
    path = written(tmp_path, statistic="median")
    cells = ",".join({**ROW, "precision": "x"}[column] for column in COLUMNS)
    good = ",".join(ROW[column] for column in COLUMNS)
    path.write_text(f"{path.read_text(encoding='utf-8')}{cells}\n{good}\n{good}\n", encoding="utf-8")
    with pytest.raises(QuestionnaireError) as raised:
        read_ledger(path)
    assert [mistake.line for mistake in raised.value.mistakes] == [2, 3, 5]


def test_a_file_that_is_no_ledger(tmp_path):
    path = tmp_path / "ledger.csv"
    with pytest.raises(QuestionnaireError, match="does not exist"):
        read_ledger(path)
    path.write_text("id,wave\n", encoding="utf-8")
    with pytest.raises(QuestionnaireError, match="column 'variable' is missing"):
        read_ledger(path)


def test_a_printed_number_is_not_changed(printed):
    with pytest.raises(dataclasses.FrozenInstanceError):
        printed["q3_positiv"].value = 41.0
