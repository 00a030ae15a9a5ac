"""Nothing is clipped and nothing overlaps, whatever the chart, the language and the length of its labels."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest

from pipeline.figures import catalogue, draw, figure_data, theme
from pipeline.figures.catalogue import FigureSpec
from tests.figures.conftest import assert_fits, boxes

KINDS = [
    FigureSpec("stacked", "stacked", "test", "tasks"),
    FigureSpec("stacked-by", "stacked", "test", "attitude_change", "size_class"),
    FigureSpec("means", "means", "test", "development"),
    FigureSpec("means-by", "means", "test", "engagement", "size_group"),
    FigureSpec("multiples", "multiples", "test", "tasks", "size_group"),
    FigureSpec("multiples-8", "multiples", "test", "needs", "size_class"),
    FigureSpec("bars", "bars", "test", "state"),
    FigureSpec("bars-rated", "bars", "test", "networking"),
    FigureSpec("multiple", "multiple", "test", "good_practice"),
    FigureSpec("pie", "pie", "test", "strategy"),
    FigureSpec("pie-many", "pie", "test", "migrant_share"),
    FigureSpec("diverging", "diverging", "test", "resources"),
    FigureSpec("highlight", "highlight", "test", "cohesion_measures", "size_group"),
    FigureSpec("highlight-8", "highlight", "test", "support", "size_class"),
]
LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft (Verwaltung/Politik), "
    "Zusammenarbeit zwischen Ehrenamt und Hauptamt sowie $weitere$ Vorhaben"
)
WORDS = {"label", "title", "question", "by_label", "explanation", "head", "text"}


def lengthened(part):
    """The same data with every label for readers made long."""
    if isinstance(part, tuple):
        return tuple(lengthened(one) for one in part)
    if not is_dataclass(part):
        return part
    changed = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in WORDS and isinstance(value, str):
            changed[field.name] = LONG
        elif field.name in ("options", "groups", "series") and isinstance(value, tuple):
            changed[field.name] = tuple(LONG[:70] if isinstance(one, str) else lengthened(one) for one in value)
        else:
            changed[field.name] = lengthened(value)
    return replace(part, **changed)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.id)
def test_texts_fit(survey, spec, language):
    assert_fits(draw(figure_data(survey, spec, language)))


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.id)
def test_long_texts_fit(survey, spec):
    assert_fits(draw(lengthened(figure_data(survey, spec, "de"))))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_figure_of_the_printed_questionnaire_fits(survey, language):
    for spec in catalogue(survey, "test"):
        assert_fits(draw(figure_data(survey, spec, language)))


def test_no_text_is_shortened(survey):
    data = figure_data(survey, KINDS[0], "de")
    drawn = " ".join(text for text, _ in boxes(draw(data))).replace("- ", "-")
    for row in data.rows:
        for word in row.label.split():
            assert word in drawn.replace("-", "- ") or word in drawn, word


def test_the_figure_grows_with_its_items(survey):
    heights = [draw(figure_data(survey, spec, "de")).get_size_inches()[1] for spec in (KINDS[0], KINDS[1])]
    assert heights[0] > heights[1]
    assert heights[0] < 9.5, "a figure fits on a page"


def test_dollars_are_dollars(survey):
    data = lengthened(figure_data(survey, KINDS[6], "de"))
    assert any("$weitere$" in text for text, _ in boxes(draw(data)))


def test_characters_our_font_lacks_are_drawn_too(survey):
    data = figure_data(survey, FigureSpec("pie", "pie", "test", "strategy"), "en")
    foreign = replace(data.slices[0], label="\N{CJK UNIFIED IDEOGRAPH-4E2D} \N{BLACK STAR} <b>&amp;</b>")
    pie = replace(data.pies[0], slices=(foreign, *data.slices[1:]))
    figure = draw(replace(data, pies=(pie,)))
    assert_fits(figure)
    assert b"<svg" in theme.to_svg(figure, "t", "d")
    assert theme.to_png(figure, "t", "d")
