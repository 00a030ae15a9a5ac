from __future__ import annotations

import datetime as dt
import json
import logging
import re

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.ingest import ingest_wave, summary
from pipeline.project import Project
from pipeline.questionnaire import MissingKind
from tests.conftest import ROOT
from tests.ingest.conftest import NOW, codes


@pytest.fixture(scope="module")
def demo(questionnaire):
    return ingest_wave(Project(ROOT), questionnaire, "demo", now=NOW)


def test_the_demo_wave_is_what_its_source_says(demo):
    assert (demo.wave, demo.questionnaire, demo.provenance, demo.invited) == ("demo", "2016-12", "synthetic", 61)
    assert demo.field_period == (dt.date(2026, 11, 2), dt.date(2026, 11, 20))
    assert demo.exported_at == dt.datetime(2026, 11, 20, 21, 1, 12)
    assert demo.open_answers_policy == "published"
    (source,) = demo.sources
    assert source.path == "data/raw/demo/results-survey201602.csv"
    assert (source.rows, source.size, source.ingested_at) == (39, 24450, NOW)
    assert json.loads(source.settings) == {
        "format": "csv",
        "separator": "semicolon",
        "encoding": "utf-8",
        "headings": "code",
        "answers": "short",
        "null_distinguished": True,
        "losses": [],
        "mapping": "limesurvey-named",
        "duplicates": "first",
        "partial": "left_out",
    }


def test_statuses_of_the_demo_wave(demo):
    counts = dict(demo.respondents["status"].value_counts().iter_rows())
    assert counts == {"complete": 32, "partial": 4, "opened": 1, "test": 1, "duplicate": 1}
    assert demo.respondents.filter("included").height == 32


def test_every_cell_of_the_demo_wave_is_accounted_for(demo):
    assert sum(demo.cells.values()) == 39 * 101
    assert demo.cells["personal"] == 39
    assert summary(demo.cells).splitlines()[-1].split() == ["3939", "cells", "of", "the", "export"]


def test_raw_is_verbatim_less_personal_columns(demo):
    assert demo.raw.width == 100
    assert demo.raw.schema == dict.fromkeys(demo.raw.columns, pl.String())
    assert "token" not in demo.raw.columns
    assert demo.raw["q07[dezentral]"][0] == "3"
    assert demo.raw["q10name"][1] is None
    assert demo.raw["q02"][1] == ""


def test_value_comes_from_the_scale_and_not_from_the_code(demo):
    row = demo.answers.filter(variable="tasks_childcare_education", respondent=1).row(0, named=True)
    assert (row["code"], row["value"], row["missing_kind"]) == (2, 4.0, None)


def test_a_printed_option_without_substance_keeps_its_code_and_counts_as_missing(demo):
    rows = demo.answers.filter(pl.col("missing_kind") == MissingKind.DONT_KNOW)
    assert rows.height == demo.cells["missing_dont_know"] == 4
    assert set(rows["code"]) <= {6, 8}
    assert rows["value"].null_count() == 4


def test_the_warehouse_takes_the_wave(demo, questionnaire, tmp_path):
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, [demo])
    with warehouse.connect(path) as connection:
        count = "SELECT count(*) FROM {}"
        assert connection.execute(count.format("survey.answer")).fetchone() == (39 * 93,)
        assert connection.execute(count.format('raw."demo"')).fetchone() == (39,)
        assert connection.execute("SELECT sum(cells) FROM survey.cell_account").fetchone() == (39 * 101,)
        query = "SELECT n FROM mart.likert_mean WHERE variable = 'tasks_security' AND grouping = 'all'"
        answered = demo.answers.join(demo.respondents.filter("included"), on="respondent")
        n = answered.filter(pl.col("variable") == "tasks_security", pl.col("code") > 0).height
        assert connection.execute(query).fetchone() == (n,)


def test_reading_twice_gives_the_same(demo, questionnaire):
    again = ingest_wave(Project(ROOT), questionnaire, "demo", now=NOW)
    assert again.answers.equals(demo.answers)
    assert again.respondents.equals(demo.respondents)


def test_an_anonymised_survey_has_no_dates_and_no_units(wave):
    wave.copy("anon", "rpc_code_short_all_comma.csv")
    respondents = wave.read().respondents
    assert respondents.filter(completed=False)["source_id"].to_list() == ["2", "5"]
    assert respondents["submitted_at"].null_count() == respondents["unit"].null_count() == 7


def test_one_respondent_is_enough(wave, short):
    head, first = short.split("\r\n")[:2]
    wave.put(f"{head}\r\n{first}\r\n")
    data = wave.read()
    assert data.respondents.height == 1
    assert data.answers.height == 93


def test_field_period_and_open_answers_have_defaults(wave, short):
    wave.put(short)
    data = wave.read()
    assert data.field_period == (dt.date(2016, 12, 1), dt.date(2016, 12, 20))
    assert data.open_answers_policy == "withheld"


def test_a_file_without_empty_strings_is_not_read_as_if_it_told_null_apart(wave, short, caplog):
    wave.put(re.sub(r'(?<=;)""(?=[;\r])', "", short))
    with caplog.at_level(logging.WARNING):
        data = wave.read()
    assert json.loads(data.sources[0].settings)["null_distinguished"] is False
    assert f"{data.cells['ambiguous']} cells may mean one of two things" in caplog.text
    assert codes(data, "state")["2"] == MissingKind.NO_ANSWER
    assert codes(data, "strategy_name")["2"] == MissingKind.NOT_SHOWN
    assert codes(data, "incidents")["18"] == MissingKind.NOT_REACHED


def test_our_own_names_and_codes_need_no_mapping(wave, questionnaire):
    names = [variable.name for variable in questionnaire.variables("2016-12")]
    wave.describe(mapping=None)
    wave.put(",".join(["id", "submitdate", *names]) + "\n" + ",".join(["7", "2026-11-03 10:00:00", *["1"] * 93]) + "\n")
    data = wave.read()
    assert set(data.answers["code"]) == {1}
    assert data.respondents["source_id"].to_list() == ["7"]
