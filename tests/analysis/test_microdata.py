"""Records of a wave: every cell of the warehouse, and those of others only when asked for."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.analysis import Survey
from tests.build import survey, wave_data
from tests.fielding.conftest import every_type, questionnaire_of

ANSWERS = {
    "size": [1, 6, -4, None], "staff": [12.5, None, -6, 3], "facility_name": ["Amt", None, "Haus", None],
    "practice_school": [1, 2, 1, 2],
}  # fmt: skip


@pytest.fixture
def small(tmp_path):
    questionnaire = questionnaire_of(every_type())
    data = wave_data(questionnaire, "2027", ANSWERS, status=["complete", "complete", "test", "complete"])
    with survey(tmp_path, questionnaire, data) as opened:
        yield opened


def test_codes_values_and_texts_by_record(small):
    found = small.microdata("test")
    assert found.respondents["respondent"].to_list() == [1, 2, 4]
    assert found.codes["size"].to_list() == [1, 6, -9]
    assert found.values["staff"].to_list() == [12.5, None, 3.0]
    assert found.codes["staff"].to_list() == [1, -9, 1]
    assert found.texts.rows() == [(1, "facility_name", "Amt")]
    names = [variable.name for variable in small.questionnaire.variables("2027")]
    assert found.codes.columns == ["respondent", *names] == found.values.columns


def test_everyone_has_those_that_do_not_count(small):
    found = small.microdata("test", everyone=True)
    assert found.respondents["status"].to_list() == ["complete", "complete", "test", "complete"]
    assert found.codes["size"].to_list() == [1, 6, -4, -9]
    assert found.texts["text"].to_list() == ["Amt", "Haus"]


def test_every_cell_is_that_of_the_warehouse(demo_project):
    with Survey.open(demo_project.root) as opened:
        found = opened.microdata("demo", everyone=True)
    query = "SELECT respondent, variable, code, value FROM survey.answer WHERE wave = 'demo'"
    with warehouse.connect(demo_project.warehouse) as connection:
        stored = connection.sql(query).pl()
    for frame, column in ((found.codes, "code"), (found.values, "value")):
        long = frame.unpivot(index="respondent", value_name="found")
        both = long.join(stored, on=["respondent", "variable"], how="full", coalesce=True)
        assert both.height == stored.height == long.height
        assert both.select(pl.col("found").eq_missing(pl.col(column)).all()).item()


def test_nobody_answered(tmp_path):
    questionnaire = questionnaire_of(every_type())
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2027", {}, n=0)) as opened:
        found = opened.microdata("test")
    assert found.respondents.height == found.codes.height == found.texts.height == 0


def test_a_cell_that_is_missing_altogether_is_no_answer_of_any_kind(tmp_path):
    questionnaire = questionnaire_of(every_type())
    data = wave_data(questionnaire, "2027", ANSWERS)
    data = dataclasses.replace(data, answers=data.answers.filter(pl.col("variable") != "land"))
    with survey(tmp_path, questionnaire, data) as opened, pytest.raises(ValueError, match="no row for land"):
        opened.microdata("test")
