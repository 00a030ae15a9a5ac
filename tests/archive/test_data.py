"""Data sets: the internal one is the warehouse, the scientific one tells of no municipality what it must not."""

from __future__ import annotations

import dataclasses

import numpy as np
import polars as pl
import pytest

from pipeline.analysis.wave import SurveyError
from pipeline.archive import ArchiveError, data, own_columns
from pipeline.archive.exposure import exposures, groupings
from pipeline.questionnaire.model import Item, Question
from pipeline.statistics.anonymity import frequencies
from tests.archive.conftest import EVERY_KIND, grouped
from tests.build import random_answers, survey, wave_data
from tests.fielding.conftest import text, wave_of


def test_internal_data_are_the_warehouse_cell_by_cell(every_kind):
    found = data.internal(every_kind, "test")
    micro = every_kind.microdata("test", everyone=True)
    assert found.frame.height == 10
    assert found.columns[0].name == "internal"
    for variable in every_kind.questionnaire.variables("2027"):
        column = found.column(variable.name)
        kinds = {category.code: category for category in column.categories}
        for code, value, cell in zip(
            micro.codes[variable.name], micro.values[variable.name], found.frame[variable.name], strict=True
        ):
            if code < 0:
                assert kinds[cell].missing == code
            elif variable.kind == "number":
                assert cell == value
            elif kinds[cell].missing is not None:
                assert kinds[cell].printed == code  # a printed option, kept as its kind
            else:
                assert cell == code
    assert found.frame["staff"].to_list() == [0, 12.5, -9, -8, -7, -6, -5, -4, 5000, 7]
    assert found.frame["size"].to_list() == [1, 2, -8, -9, -8, -7, -6, -5, -4, 5]
    assert found.frame["status"].to_list() == [1, 1, 1, 1, 2, 4, 5, 1, 1, 1]
    assert found.frame["included"].to_list() == [1, 1, 1, 1, 2, 2, 2, 1, 1, 1]
    assert found.frame["unit"].to_list() == [f"unit{row:04d}" for row in range(10)]
    assert found.frame["started_at"][0] == "2026-11-05 11:40:00"
    given = found.frame.select("facility_name", "facility_name_text").rows()
    assert [name for code, name in given if code == 1] == [
        one for one in EVERY_KIND["facility_name"] if one is not None
    ]
    assert all(name is None for code, name in given if code != 1)


def test_scientific_data_have_nothing_that_leads_to_a_municipality(every_kind):
    found = data.scientific(every_kind, "test")
    assert found.frame.height == 7  # partial, test and duplicate do not count
    assert [column.name for column in found.columns[:4]] == ["wave", "provenance", "record", "status"]
    assert not {"unit", "source_id", "started_at", "submitted_at", "respondent"} & set(found.frame.columns)
    assert sorted(found.frame["record"]) == list(range(1, 8))
    told = {entry.what for entry in found.left_out}
    assert "unit, source_id, started_at, submitted_at" in told


def test_texts_are_published_without_their_record(every_kind):
    found = data.scientific(every_kind, "test")
    assert "Amt für Migration" in found.texts["text"].to_list()
    assert found.texts["text"].to_list() == sorted(
        found.texts["text"], key=lambda given: (given not in EVERY_KIND["facility_name"], given.lower())
    )
    why = {entry.what: entry.why.en for entry in found.left_out}
    # two gave the open line: who they are would tell whose text it is
    assert "attributed" in why["practice_other"]
    assert "practice_other" not in found.frame.columns
    assert "Garten" in found.texts["text"].to_list()
    assert "facility_name" in found.frame.columns
    assert not [column for column in found.columns if column.kind == "text" and column.variable is not None]


def test_the_order_tells_nothing_of_the_order_in_the_export(questionnaire, tmp_path, answered):
    answers = random_answers(questionnaire, "2016-12", 60, seed=7)
    order = np.random.default_rng(3).permutation(60)
    mixed = {name: [column[at] for at in order] for name, column in answers.items()}
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2016-12", mixed)) as opened:
        assert data.scientific(opened, "test").frame.equals(data.scientific(answered, "test").frame)
    found = data.scientific(answered, "test").frame
    assert found["budget"].to_list() != answered.microdata("test").codes["budget"].to_list()


def test_nobody_stands_alone_by_size_and_land(answered):
    found = data.scientific(answered, "test")
    names = groupings(found)
    assert names
    keys = found.frame.select(
        pl.when(pl.col(name) > 0).then(pl.col(name)).cast(pl.Float64) for name in names
    ).to_numpy()
    assert frequencies(keys).min() >= 5
    assert not {"size_class", "state"} & set(found.frame.columns)
    codes = {category.code for category in found.column(names[0]).categories}
    assert set(found.frame[names[0]]) <= codes


def test_coarse_columns_agree_with_the_answers(answered, questionnaire):
    found = data.scientific(answered, "test")
    (name,) = groupings(found)
    levels = {code: level.code for level in questionnaire.classifications[name].levels for code in level.codes}
    role = found.coarsening.chosen.size.role if found.coarsening.chosen.size.name else "state"
    answers = answered.microdata("test").codes[role].to_list()
    assert sorted(found.frame[name]) == sorted(levels.get(code, code) for code in answers)


def roles():
    ask = Question
    return wave_of([
        ask(id="size_class", type="single", scale="classes", role="size_class", text=text("Größe?")),
        ask(id="big_only", type="yes_no", text=text("Nur Große?"), shown_if={"size_class": (1,)}),
        ask(id="middle_only", type="yes_no", text=text("Nur Mittlere?"), shown_if={"size_class": (2,)}),
        ask(id="after", type="yes_no", text=text("Danach?"), shown_if={"middle_only": (1,)}),
        ask(id="record", type="single", scale="two", text=text("Akte?")),
        ask(id="rows", type="battery", scale="two", text=text("Zeilen?"), items=(Item(id="a", label=text("A")), Item(id="b", label=text("B")))),
    ])  # fmt: skip


def opened_roles(tmp_path, sizes):
    answers = {
        "size_class": sizes,
        "big_only": [1 if size == 1 else -6 for size in sizes],
        "middle_only": [1 if size == 2 else -6 for size in sizes],
        "after": [2 if size == 2 else -6 for size in sizes],
        "record": [1 + at % 2 for at in range(len(sizes))],
    }
    questionnaire = grouped(roles())
    return survey(tmp_path, questionnaire, wave_data(questionnaire, "2027", answers))


def test_a_filter_tells_no_more_than_the_columns_do(tmp_path):
    with opened_roles(tmp_path, [1] * 5 + [2] * 3 + [3] * 3) as opened:
        found = data.scientific(opened, "test")
    assert found.coarsening.chosen.size.name == "group"
    # the large ones are a group of their own; the middle ones are told apart nowhere, directly or indirectly
    assert "big_only" in found.frame.columns
    assert not {"middle_only", "after", "size_class"} & set(found.frame.columns)
    assert {entry.what for entry in found.left_out} >= {"middle_only", "after", "size_class"}
    assert found.frame["group"].value_counts().sort("group").rows() == [(1, 5), (2, 6)]


def test_size_as_answered_where_that_is_safe(tmp_path):
    with opened_roles(tmp_path, [1] * 5 + [2] * 5 + [3] * 5) as opened:
        found = data.scientific(opened, "test")
    assert groupings(found) == ["size_class"]
    assert {"middle_only", "after"} <= set(found.frame.columns)


def test_nothing_of_size_where_even_groups_are_small(tmp_path):
    with opened_roles(tmp_path, [1] * 2 + [2] * 5) as opened:
        found = data.scientific(opened, "test")
    assert groupings(found) == []
    assert not {"size_class", "group", "big_only", "middle_only"} & set(found.frame.columns)
    assert found.frame.height == 7


def test_columns_of_ours_make_way_for_questions(tmp_path):
    with opened_roles(tmp_path, [1] * 6) as opened:
        found = data.scientific(opened, "test")
    assert [column.name for column in found.columns[:4]] == ["wave", "provenance", "record_", "status"]
    assert found.columns[own_columns.RECORD].name == "record_"
    assert sorted(found.frame["record_"]) == [1, 2, 3, 4, 5, 6]


def test_more_can_be_left_out(answered):
    found = data.scientific(answered, "test", ["migrant_share", "tasks", "needs_social_housing"])
    assert not [name for name in found.frame.columns if name.startswith(("tasks_", "migrant_share"))]
    assert "needs_social_housing" not in found.frame.columns
    assert "needs_health_cost_relief" in found.frame.columns
    with pytest.raises(SurveyError, match="Did you mean 'migrant_share'"):
        data.scientific(answered, "test", ["migrant_shares"])


def test_too_few_for_a_data_set(questionnaire, tmp_path):
    few = wave_data(questionnaire, "2016-12", random_answers(questionnaire, "2016-12", 4))
    with survey(tmp_path / "few", questionnaire, few) as opened:
        with pytest.raises(ArchiveError, match=r"Only 4 responses .* fewer than 5"):
            data.scientific(opened, "test")
        assert data.internal(opened, "test").frame.height == 4
    nobody = wave_data(questionnaire, "2016-12", {}, n=0)
    with survey(tmp_path / "nobody", questionnaire, nobody) as opened, pytest.raises(ArchiveError, match="no response"):
        data.internal(opened, "test")


def test_a_number_is_never_taken_for_a_missing_answer(tmp_path):
    ask = Question(id="balance", type="number", text=text("Saldo?"))
    for question, holds in ((ask, True), (ask.model_copy(update={"minimum": 0.0}), False)):
        made = grouped(wave_of([question]))
        data_ = wave_data(made, "2027", {"balance": [-9.5, 3.0, 2.0, 1.0, None]})
        answers = data_.answers.with_columns(pl.when(pl.col("value") == -9.5).then(-9.0).otherwise(pl.col("value")).alias("value"),
                                             pl.when(pl.col("value") == -9.5).then(1).otherwise(pl.col("code")).cast(pl.Int16).alias("code"),
                                             pl.when(pl.col("value") == -9.5).then(None).otherwise(pl.col("missing_kind")).cast(pl.Int16).alias("missing_kind"))  # fmt: skip
        with survey(tmp_path / str(holds), made, dataclasses.replace(data_, answers=answers)) as opened:
            if holds:
                assert data.internal(opened, "test").frame["balance"].to_list() == [-9, 3, 2, 1, -999999999]
            else:
                with pytest.raises(ArchiveError, match="are -9, which is the code of a missing answer"):
                    data.internal(opened, "test")


def test_who_else_stands_alone_is_counted(answered):
    found = data.scientific(answered, "test")
    risks = {one.variable: one for one in exposures(found, answered.instrument("test"))}
    assert list(risks) == ["budget", "migrant_share", "immigration", "reception_facility", None]
    keys = np.array([found.frame[name].to_list() for name in (*groupings(found), "budget")], dtype=float).T
    keys[keys < 0] = np.nan
    assert risks["budget"].alone == (frequencies(keys) == 1).sum()
    assert risks["budget"].few == (frequencies(keys) < 5).sum()
    assert risks[None].few >= max(risk.few for name, risk in risks.items() if name)
    assert not list(exposures(data.internal(answered, "test"), answered.instrument("test")))
