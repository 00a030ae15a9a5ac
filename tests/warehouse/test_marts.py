"""The marts against a plain recomputation from the answers, over random surveys with gaps and empty groups."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import warehouse
from pipeline.questionnaire.load import Questionnaire
from pipeline.questionnaire.model import Classification, Scale, Wave
from tests.build import wave_data


def text(word):
    return {"de": word, "en": word}


def option(code, value=None, **more):
    return {"code": code, "value": value, "label": text(f"option {code}"), **more}


@pytest.fixture(scope="module")
def small():
    """Two size classes, one battery of two items with a don't-know option, one number."""
    rating = Scale(
        direction="descending", options=[option(1, 3), option(2, 2), option(3, 1), option(4, missing="dont_know")]
    )
    size = Scale(direction="none", options=[option(1), option(2), option(3)])
    item = lambda name: {"id": name, "label": text(name)}  # noqa: E731
    questions = [
        {"id": "size", "type": "single", "scale": "size", "role": "size_class", "text": text("size")},
        {"id": "rate", "type": "battery", "scale": "rating", "text": text("rate"), "items": [item("one"), item("two")]},
        {"id": "share", "type": "number", "text": text("share")},
    ]
    wave = Wave(
        wave="w", title=text("w"), field_period=("2026-01-01", "2026-02-01"), source="test",
        sections=[{"id": "s", "title": text("s"), "questions": questions}],
    )  # fmt: skip
    levels = [{"code": code, "id": f"g{code}", "label": text(f"g{code}"), "codes": [code]} for code in (1, 2, 3)]
    return Questionnaire(
        waves={"w": wave},
        scales={"rating": rating, "size": size},
        classifications={"size_class": Classification(title=text("size"), of="size_class", levels=levels)},
    )


def built(questionnaire, answers, **more):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.duckdb"
        warehouse.build(path, questionnaire, [wave_data(questionnaire, "w", answers, **more)])
        with warehouse.connect(path) as connection:
            return connection.sql("FROM mart.distribution").pl(), connection.sql("FROM mart.likert_mean").pl()


codes = st.none() | st.sampled_from([1, 2, 3, 4])
rows = st.lists(st.tuples(st.none() | st.sampled_from([1, 2]), codes, st.none() | st.integers(0, 99)), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
def test_marts_equal_a_plain_recomputation(small, given_rows):
    size, rate, share = ([row[column] for row in given_rows] for column in range(3))
    distribution, means = built(small, {"size": size, "rate_one": rate, "share": share}, n=len(given_rows))
    value = {1: 3, 2: 2, 3: 1}
    groups = {("all", 0): range(len(given_rows))}
    groups |= {("size_class", g): [i for i, s in enumerate(size) if s == g] for g in (1, 2, 3)}
    for (grouping, level), members in groups.items():
        at = (pl.col("grouping") == grouping) & (pl.col("level") == level)
        rated = [value[rate[i]] for i in members if rate[i] in value]
        for variable, expected in (("rate_one", rated), ("share", [share[i] for i in members if share[i] is not None])):
            found = means.filter(at, pl.col("variable") == variable).row(0, named=True)
            plain = pl.Series(expected, dtype=pl.Float64)
            assert found["n"] == len(expected)
            assert found["mean"] == pytest.approx(plain.mean()) if expected else found["mean"] is None
            assert found["sd"] == pytest.approx(plain.std(), abs=1e-9) if len(expected) > 1 else found["sd"] is None
            assert found["median"] == (plain.median() if expected else None)
            assert found["suppressed"] or len(expected) >= 5
        one = distribution.filter(at, pl.col("variable") == "rate_one")
        counted = {row["code"]: row["n"] for row in one.iter_rows(named=True)}
        assert counted.keys() == {1, 2, 3, 4, -9, -8, -7, -6, -5, -4}
        assert all(counted[code] == sum(rate[i] == code for i in members) for code in (1, 2, 3, 4))
        assert sum(counted.values()) == len(members)
        assert one["share"].sum() == pytest.approx(1 if rated else 0)


def test_options_stand_in_printed_order_then_the_kinds_of_missing(small):
    distribution, _ = built(small, {"size": [1], "rate_one": [2]})
    order = distribution.filter(pl.col("variable") == "rate_one", pl.col("grouping") == "all")["code"].to_list()
    assert order == [1, 2, 3, 4, -9, -8, -7, -6, -5, -4]


def test_only_included_respondents_count(small):
    states = ["complete", "partial", "test", "duplicate", "opened"]
    distribution, means = built(small, {"size": [1] * 5, "rate_one": [1, 3, 3, 3, None]}, status=states)
    row = means.filter(pl.col("variable") == "rate_one", pl.col("grouping") == "all").row(0, named=True)
    assert (row["n"], row["mean"]) == (1, 3.0)
    assert distribution.filter(pl.col("variable") == "size", pl.col("grouping") == "all")["n"].sum() == 1


def test_boxes_of_a_number_are_not_defined(small):
    _, means = built(small, {"share": [1, 2, 3, 4, 5, 6]})
    row = means.filter(pl.col("variable") == "share", pl.col("grouping") == "all").row(0, named=True)
    assert row["mean"] == 3.5
    assert row["top2"] is None
