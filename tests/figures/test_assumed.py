"""What is assumed is marked on every chart, whoever asks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import figures
from pipeline.figures import Weight, alternative, catalogue, draw, figure_data
from tests import build
from tests.figures.conftest import WAVE, assert_fits, boxes

ASSUMED = frozenset({"tasks_security", "networking", "strategy", "good_practice_school"})


@pytest.fixture(scope="module")
def guessed(tmp_path_factory, questionnaire):
    """A wave some of whose variables are assumed."""
    data = build.wave_data(questionnaire, WAVE, build.random_answers(questionnaire, WAVE, 80))
    return build.survey(tmp_path_factory.mktemp("guessed"), questionnaire, replace(data, assumed=ASSUMED))


def test_every_figure_of_an_assumed_variable_says_so(guessed):
    for spec in catalogue(guessed, "test"):
        data = figure_data(guessed, spec)
        named = {name.split("_")[0] for name in ASSUMED} | {"good_practice"}
        if spec.question not in named:
            assert data.context.keys == ()
            assert "evidence" not in data.to_frame()
            continue
        [key] = data.context.keys
        assert key.weight is Weight.STRONG
        assert key.text in [text for text, _ in boxes(draw(data))]
        assert key.text.rstrip(".") in alternative(data)
        assert set(data.to_frame()["evidence"].dropna()) == {"assumed"}
        assert_fits(draw(data))


def test_only_the_assumed_rows_are_marked(guessed):
    data = figures.stacked_data(guessed, "test", "tasks")
    marked = {row.variable for row in data.rows if any(mark.weight for mark in row.marks)}
    assert marked == {"tasks_security"}
    panels = figures.multiples_data(guessed, "test", "tasks").panels
    assert {panel.variable for panel in panels if panel.overall.mark.weight} == {"tasks_security"}


def test_a_survey_that_assumes_nothing_is_not_marked(survey):
    data = figures.stacked_data(survey, "test", "tasks")
    assert data.context.keys == ()
    assert all(row.marks == () for row in data.rows)
