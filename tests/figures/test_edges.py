"""Shapes of data that have broken other packages: each is drawn, fits, and warns of nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.figures import alternative, caption, draw, figure_data, multiples_data, stacked_data
from tests import build
from tests.figures.conftest import WAVE, assert_fits, boxes
from tests.figures.test_layout import KINDS


def columns(questionnaire, n, **given):
    """``n`` random respondents with some variables replaced."""
    return build.random_answers(questionnaire, WAVE, n) | given


def all_equal(questionnaire, n, code=1):
    return {v.name: [code] * n for v in questionnaire.variables(WAVE) if v.kind == "choice"}


def shapes(questionnaire):
    return {
        "nobody": ({}, 0),
        "one respondent": (columns(questionnaire, 1), 1),
        "all missing": ({}, 20),
        "all equal": (all_equal(questionnaire, 12), 12),
        "all at the low end": (all_equal(questionnaire, 12, 2), 12),
        "unused option": (columns(questionnaire, 30, tasks_security=[1, 3] * 15, engagement=[2] * 30), 30),
        "unanswered item": (columns(questionnaire, 30, tasks_shared_accommodation=[None] * 30), 30),
        "empty size class": (columns(questionnaire, 30, size_class=[5] * 30), 30),
        "size class unknown": (columns(questionnaire, 30, size_class=[None] * 30), 30),
        "groups below the limit": (columns(questionnaire, 24, size_class=[1, 3, 5, 6, 7, 8] * 4), 24),
    }


SHAPES = (
    "nobody", "one respondent", "all missing", "all equal", "all at the low end", "unused option", "unanswered item",
    "empty size class", "size class unknown", "groups below the limit",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_chart_takes_it(make, questionnaire, shape):
    answers, n = shapes(questionnaire)[shape]
    survey = make(answers, n=n)
    for spec in KINDS:
        data = figure_data(survey, spec, "de")
        assert_fits(draw(data))
        assert len(data.to_frame())
        assert data.context.n in caption(data)
        assert alternative(data).count("nan") == 0


def test_an_unanswered_item_keeps_its_row(make, questionnaire):
    answers = columns(questionnaire, 30, tasks_shared_accommodation=[None] * 30)
    data = stacked_data(make(answers), "test", "tasks")
    assert len(data.rows) == 15
    assert "keine Antworten" in [text for text, _ in boxes(draw(data))]


def test_a_withheld_group_says_why(make, questionnaire):
    answers = columns(questionnaire, 40, size_class=[1] * 2 + [5] * 38)
    survey = make(answers)
    rows = [text for text, _ in boxes(draw(stacked_data(survey, "test", "cohesion", by="size_group")))]
    assert "nicht ausgewiesen" in rows
    cells = [text for text, _ in boxes(draw(multiples_data(survey, "test", "support")))]
    assert cells.count("·") >= 7
    assert "weniger als 5 Kommunen" in " ".join(cells)


@pytest.mark.parametrize("hidden", [(0,), (2,), (1, 3), (0, 1, 2, 3), (4,)])
def test_what_is_withheld_of_a_bar_keeps_its_place(make, questionnaire, hidden):
    data = stacked_data(make(columns(questionnaire, 60)), "test", "cohesion")
    shares = tuple(None if at in hidden else share for at, share in enumerate((0.3, 0.2, 0.2, 0.2, 0.1)))
    figure = draw(replace(data, rows=(replace(data.rows[0], shares=shares),)))
    assert_fits(figure)
    texts = [text for text, _ in boxes(figure)]
    gap = 1 - sum(shares[: min(hidden)]) - sum(shares[max(hidden) + 1 :])
    assert ("nicht ausgewiesen" in texts) is (gap > 0.25)
    for share in (*shares[: min(hidden)], *shares[max(hidden) + 1 :]):
        assert f"{100 * share:.0f}" in texts


codes = st.one_of(st.none(), st.integers(1, 5))


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 8)), codes, codes), max_size=14))
def test_any_answers_can_be_drawn(make, rows):
    sizes, first, second = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    answers = {"size_class": sizes, "support_policy_coordination": first, "networking": second, "strategy": sizes}
    answers["strategy"] = [code if code in (1, 2) else None for code in sizes]
    survey = make(answers, n=len(rows))
    for spec in KINDS:
        if spec.question in ("support", "networking", "strategy"):
            assert_fits(draw(figure_data(survey, spec, "en")))
