from __future__ import annotations

import pytest

from pipeline.figures import FigureSpec, catalogue, figure_data
from pipeline.questionnaire import QuestionType


def test_every_closed_question_has_a_figure_and_no_open_one(survey):
    drawn = {spec.question for spec in catalogue(survey, "test")}
    open_types = (QuestionType.TEXT, QuestionType.NUMBER)
    assert drawn == {q.id for q in survey.instrument("test").questions if q.type not in open_types}


def test_the_kind_follows_from_the_question(survey):
    kinds = {}
    for spec in catalogue(survey, "test"):
        kinds.setdefault(spec.question, []).append((spec.id, spec.kind))
    assert kinds["tasks"] == [
        ("tasks-stacked", "stacked"), ("tasks-means-by-size", "multiples"), ("tasks-top2-by-size", "highlight")
    ]  # fmt: skip
    assert kinds["state"] == [("state-bars", "bars")]
    assert kinds["cohesion"] == [("cohesion-bars", "bars"), ("cohesion-by-size", "stacked")]
    assert kinds["strategy"] == [("strategy-pie", "pie")]
    assert kinds["good_practice"] == [("good_practice-bars", "multiple")]


def test_ids_are_unique(survey):
    ids = [spec.id for spec in catalogue(survey, "test")]
    assert len(ids) == len(set(ids))


def test_an_unknown_kind_is_an_error(survey):
    with pytest.raises(ValueError, match="Expected one of: bars, stacked"):
        figure_data(survey, FigureSpec("x", "radar", "test", "tasks"))
