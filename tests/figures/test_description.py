from __future__ import annotations

import pytest

from pipeline.figures import alternative, caption, catalogue, figure_data, pie_data, stacked_data
from pipeline.figures.description import note
from pipeline.wording import numbers


def test_the_alternative_text_names_the_extremes(survey):
    data = stacked_data(survey, "test", "tasks")
    best = max(data.rows, key=lambda row: row.mean)
    text = alternative(data)
    assert f"„{best.label}“ (Mittel {numbers.number(best.mean, 'de')})" in text
    assert data.context.n in text
    assert "erfundene Antworten" in text


def test_a_pie_is_told_in_full(survey):
    data = pie_data(survey, "test", "strategy", language="en")
    shares = [numbers.percent(one.share, "en") for one in data.slices]
    assert f"Yes: {shares[0]}; No: {shares[1]}." in alternative(data)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_figure_has_words(survey, language):
    for spec in catalogue(survey, "test"):
        data = figure_data(survey, spec, language)
        assert data.context.title in caption(data)
        assert data.context.n in caption(data)
        assert alternative(data).endswith(".")
        assert data.context.evidence in note(data)
        assert "{" not in caption(data) + alternative(data)


def test_nothing_to_show_is_said(make):
    assert "keine Antworten, oder nicht ausgewiesen" in alternative(stacked_data(make(n=1), "test", "tasks"))


def test_equal_values_have_no_highest(make, questionnaire):
    answers = {v.name: [1] * 10 for v in questionnaire.variables("2016-12") if v.kind == "choice"}
    assert "Alle Werte sind gleich: Mittel 5,00." in alternative(stacked_data(make(answers), "test", "tasks"))
