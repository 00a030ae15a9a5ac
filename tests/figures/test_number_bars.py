"""A number question has a picture: one bar a class, mean and median below."""

from __future__ import annotations

import pytest

from pipeline.figures.catalogue import catalogue, draw, figure_data
from pipeline.figures.description import alternative, caption
from pipeline.figures.number_bars import label, number_data
from pipeline.questionnaire.number_classes import NumberClass
from tests import build
from tests.figures.conftest import faults
from tests.rehearsal.waves import every_type


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    questionnaire = every_type()
    rows = 30
    answers = {
        "size": [1] * rows,
        "share": [float(row * 3) for row in range(rows - 2)],
        "places": [0.0, 7.5, 120.0] * 10,
    }
    data = build.wave_data(questionnaire, "2027", answers, wave="w", n=rows)
    return build.survey(tmp_path_factory.mktemp("numbers"), questionnaire, data)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_picture_says_what_was_counted(asked, language):
    (spec,) = (spec for spec in catalogue(asked, "w") if spec.question == "share")
    data = figure_data(asked, spec, language)
    assert [row.bars[0].count for row in data.rows] == asked.number_counts("w", "share")["n"].tolist()
    assert data.rows[1].label == {"de": "10 bis unter 20", "en": "10 to under 20"}[language]
    assert data.rows[-1].label == {"de": "90 bis 100", "en": "90 to 100"}[language]
    assert any(("40" in note and "Median" in note) or "median" in note for note in data.context.notes)
    assert "n = 28" in caption(data).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert data.rows[0].label in alternative(data)
    assert faults(draw(data)) == ([], [])


def test_counts_have_powers_of_ten_and_an_open_end(asked):
    data = number_data(asked, "w", "places")
    assert [row.label for row in data.rows][:3] == ["0", "1 bis unter 10", "10 bis unter 100"]
    assert data.rows[-1].label == "100.000 und mehr"
    assert [row.bars[0].count for row in data.rows][:4] == [10, 10, 0, 10]


def test_years_have_no_thousands_separator():
    classes = (NumberClass(1990, 2000), NumberClass(2000, 2005))
    assert [label(classes, place, "de", years=True) for place in (0, 1)] == ["1990–1999", "2000–2005"]
    below = (NumberClass(None, 0.0), NumberClass(0.0, 1.0))
    assert [label(below, place, "en") for place in (0, 1)] == ["under 0", "0 to 1"]
