"""A question over the waves as a picture: fits, marks, words and numbers, whatever waves there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.analysis import SurveyError
from pipeline.figures import alternative, caption, catalogue, draw, draw_trend, figure_data, trend_data
from pipeline.figures.description import note
from pipeline.figures.marks import Weight
from pipeline.figures.trend import _short_names
from tests import build
from tests.figures.conftest import assert_fits, boxes
from tests.validation.instrument import instrument

YEARS = {"2016-01": 2016, "a": 2017, "b": 2018, "c": 2027}


@pytest.fixture(scope="module")
def waves(tmp_path_factory, questionnaire):
    """Four waves: early 2016, and the questionnaire of December 2016 fielded three times, once for real."""
    made = []
    for seed, (name, year) in enumerate(YEARS.items()):
        instrument = name if name == "2016-01" else "2016-12"
        answers = build.random_answers(questionnaire, instrument, 60, seed=seed)
        data = build.wave_data(
            questionnaire, instrument, answers, wave=name, provenance="real" if name == "b" else "synthetic"
        )
        assumed = frozenset({"networking"}) if name == "2016-01" else frozenset()
        made.append(replace(data, field_period=(dt.date(year, 3, 2), dt.date(year, 3, 20)), assumed=assumed))
    survey = build.survey(tmp_path_factory.mktemp("waves"), questionnaire, *made)
    yield survey
    survey.close()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("question", ["networking", "tasks", "development", "budget", "good_practice", "support"])
def test_it_fits_in_both_languages(waves, question, language):
    assert_fits(draw_trend(trend_data(waves, "c", question, language=language)))


def test_the_numbers_are_those_of_the_trend(waves):
    data = trend_data(waves, "c", "development")
    frame = data.to_frame()
    expected = waves.trend("development", until="c").frame()
    assert frame["wave"].tolist() == expected["wave"].tolist()
    assert frame["value"].tolist() == expected["value"].tolist()
    assert set(frame["provenance"]) == {"synthetic"}
    assert [len(panel.points) for panel in data.panels] == [4] * 12
    assert sum(panel.points[0] is None for panel in data.panels) == 9


def test_every_dot_has_its_number_of_answers(waves):
    texts = [text for text, _ in boxes(draw_trend(trend_data(waves, "c", "networking")))]
    assert sum(text.startswith("n\N{NARROW NO-BREAK SPACE}=") for text in texts) == 4


def test_invented_waves_among_real_ones_are_rings_and_assumed_ones_crosses(waves):
    data = trend_data(waves, "c", "networking", language="en")
    assert [dot.mark.weight for dot in data.panels[0].points] == [
        Weight.STRONG,
        Weight.LIGHT,
        Weight.PLAIN,
        Weight.LIGHT,
    ]
    assert [key.weight for key in data.context.keys] == [Weight.LIGHT, Weight.STRONG]
    assert data.context.evidence is None
    said = alternative(data)
    assert "March 2017" in said
    assert "(synthetic)" in said
    assert "Synthetic data: March 2016, March 2017, March 2027" in note(data)
    assert "evidence" in data.to_frame()


def test_waves_that_are_all_invented_need_no_rings(waves):
    data = trend_data(waves, "a", "engagement")
    assert data.context.evidence
    assert all(dot.mark.weight is Weight.PLAIN for dot in data.panels[0].points)


def test_the_caution_and_uneven_distances_are_said(waves):
    said = note(trend_data(waves, "c", "networking"))
    assert "mischt Veränderung und Auswahl" in said
    assert "nicht maßstäblich" in said
    assert "nicht maßstäblich" not in note(trend_data(waves, "b", "networking"))
    assert "Ein Strich steht" in note(trend_data(waves, "c", "development"))


def test_shares_are_on_an_axis_from_0_to_100(waves):
    data = trend_data(waves, "c", "budget", language="en")
    assert (data.measure, data.low, data.high) == ("share", 0, 1)
    assert "Share of the answers “Surplus or balanced budget” and" in data.context.explanation
    assert "0%" in [text for text, _ in boxes(draw_trend(data))]


@pytest.mark.parametrize(("given", "low", "high"), [([3, 7, 40] * 5, 0, 50), ([1] * 9, 0, 1), ([-15, 2] * 5, -20, 1)])
def test_numbers_have_an_axis_that_holds_them(tmp_path, questionnaire, given, low, high):
    mini = instrument(questionnaire)
    made = [
        replace(
            build.wave_data(mini, "mini", {"staff": given}, wave=name),
            field_period=(dt.date(year, 3, 2), dt.date(year, 3, 20)),
        )
        for name, year in (("a", 2020), ("b", 2021))
    ]
    with build.survey(tmp_path, mini, *made) as survey:
        data = trend_data(survey, "b", "staff", language="en")
        assert data.context.explanation == "Means, with 95% interval."
        assert (data.low, data.high) == (low, high)
        assert_fits(draw_trend(data))


def test_words_of_the_figure(waves):
    data = trend_data(waves, "c", "networking", language="en")
    assert caption(data).startswith("Degree of networking: over time (municipalities surveyed, n")
    assert alternative(data).startswith("Dots with intervals on “Degree of networking” over 4 waves (1 series).")


def test_the_catalogue_has_what_an_earlier_wave_asked_comparably(waves):
    trends = {spec.question for spec in catalogue(waves, "a") if spec.kind == "trend"}
    assert {"networking", "engagement", "budget", "development", "reception_facility"} <= trends
    assert not {"tasks", "state", "size_class", "priorities"} & trends
    assert "tasks" in {spec.question for spec in catalogue(waves, "b") if spec.kind == "trend"}
    assert not [spec for spec in catalogue(waves, "2016-01") if spec.kind == "trend"]
    (spec,) = [spec for spec in catalogue(waves, "a") if spec.id == "networking-trend"]
    assert_fits(draw(figure_data(waves, spec, "en")))


def test_what_has_no_order_has_no_trend(waves):
    with pytest.raises(SurveyError, match="has no order"):
        trend_data(waves, "c", "state")


def test_many_waves_have_as_many_labels_as_fit(waves):
    data = trend_data(waves, "c", "tasks")
    points = data.panels[0].points
    many = replace(
        data,
        names=tuple(f"November {year}" for year in range(2000, 2024)),
        short_names=tuple(str(year) for year in range(2000, 2024)),
        panels=(replace(data.panels[0], points=(points * 24)[:24]), replace(data.panels[1], points=(points * 24)[:24])),
    )
    assert_fits(draw_trend(many))
    assert_fits(draw_trend(replace(many, panels=many.panels[:1])))


def test_short_names_are_years_unless_a_year_has_several(waves):
    fielded = [waves.wave(name) for name in waves.waves]
    assert _short_names(fielded) == ("2016", "2017", "2018", "2027")
    assert _short_names([fielded[0], replace(fielded[1], field_period=fielded[0].field_period)]) == ("3/2016", "3/2016")


@pytest.mark.parametrize("given", [[], [1], [3] * 6, [None] * 3])
def test_no_shape_of_a_wave_breaks_it(tmp_path, questionnaire, given):
    made = [
        replace(
            build.wave_data(questionnaire, "2016-12", {"networking": codes, "strategy": [c and 1 for c in codes]}, wave=name, n=len(codes)),
            field_period=(dt.date(year, 3, 2), dt.date(year, 3, 20)),
        )
        for name, codes, year in (("a", given, 2020), ("b", [2] * 9, 2021))
    ]  # fmt: skip
    with build.survey(tmp_path, questionnaire, *made) as survey:
        for question in ("networking", "strategy"):
            data = trend_data(survey, "b", question)
            assert_fits(draw_trend(data))
            assert "nan" not in alternative(data)
