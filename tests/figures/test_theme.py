from __future__ import annotations

import io

import matplotlib as mpl
import pytest
from PIL import Image

from pipeline.figures import draw_multiples, draw_pie, multiples_data, pie_data, theme
from pipeline.figures.svg import compact


@pytest.fixture(scope="module")
def pie(survey):
    return pie_data(survey, "test", "strategy")


@pytest.mark.parametrize("save", [theme.to_svg, theme.to_png])
def test_the_same_figure_is_the_same_bytes(pie, save):
    first, second = (save(draw_pie(pie), "Titel", "Beschreibung") for _ in range(2))
    assert first == second


def test_drawing_leaves_the_session_alone(pie):
    before = dict(mpl.rcParams)
    theme.to_svg(draw_pie(pie), "t", "d")
    theme.to_png(draw_pie(pie), "t", "d")
    assert dict(mpl.rcParams) == before


def test_svg_has_outlines_title_and_no_date(pie):
    svg = theme.to_svg(draw_pie(pie), "Ein <Titel>", "Was man sieht").decode()
    assert "<text" not in svg
    assert "Ein &lt;Titel&gt;" in svg
    assert "Was man sieht" in svg
    assert "dc:date" not in svg


def test_svg_is_small_enough_for_forty_in_a_page(survey):
    svg = theme.to_svg(draw_multiples(multiples_data(survey, "test", "tasks")), "t", "d")
    assert len(svg) < 200_000


def test_png_is_as_wide_as_the_page(pie):
    image = Image.open(io.BytesIO(theme.to_png(draw_pie(pie), "Titel", "Beschreibung")))
    assert image.width == 7.2 * theme.PNG_DPI
    assert image.mode == "RGB"
    assert image.text["Description"] == "Beschreibung"


def test_compact_keeps_every_letter():
    svg = (
        '<g id="text_1">\n  <!-- $x$ -->\n  <path id="SourceSansPro-Bold-1f" d="M 1 2 \nL 3 -4 \nz\n"/>\n'
        '  <use xlink:href="#SourceSansPro-Bold-1f" transform="translate(53.6875 0)"/>\n</g>'
    )
    assert compact(svg) == ('<g>\n<path id="SB-1f" d="M1 2L3 -4z"/>\n<use xlink:href="#SB-1f" x="53.7"/>\n</g>')
