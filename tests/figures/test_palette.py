"""Colours that a colour-blind reader and a photocopy can tell apart."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pipeline.figures import palette
from pipeline.questionnaire.model import Scale

# Viénot, Brettel and Mollon (1999): what a dichromat sees, as a matrix on linear RGB.
VIENOT = {
    "protanopia": [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
    "deuteranopia": [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
    "normal": np.eye(3),
}
WHITE = np.array([0.95047, 1.0, 1.08883])
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
NEIGHBOURS = 9.0


def lab(colour, sight="normal"):
    """CIE L*a*b* of a colour as seen with normal sight or by a dichromat."""
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.array(VIENOT[sight]) @ linear, 0, 1) / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def scales(questionnaire):
    return {name: scale for name, scale in questionnaire.all_scales.items() if len(scale.substantive) > 1}


@pytest.mark.parametrize("sight", VIENOT)
def test_neighbours_on_a_scale_differ_in_lightness(questionnaire, sight):
    for name, scale in scales(questionnaire).items():
        if not scale.is_likert:
            continue
        for first, second in itertools.pairwise(palette.option_colours(scale)):
            assert abs(lab(first, sight)[0] - lab(second, sight)[0]) > NEIGHBOURS, (name, first, second)


@pytest.mark.parametrize("sight", VIENOT)
def test_all_options_of_a_rating_scale_differ(questionnaire, sight):
    for name, scale in scales(questionnaire).items():
        if scale.is_likert:
            for first, second in itertools.combinations(palette.option_colours(scale), 2):
                assert np.linalg.norm(lab(first, sight) - lab(second, sight)) > 11, (name, first, second)


@pytest.mark.parametrize("sight", VIENOT)
@pytest.mark.parametrize("count", range(2, 8))
def test_categories_rise_in_lightness(count, sight):
    lightness = [lab(colour, sight)[0] for colour in palette.nominal(count)]
    assert np.all(np.diff(lightness) > NEIGHBOURS)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_waves_differ_and_the_last_is_darkest(count):
    lightness = [lab(colour)[0] for colour in palette.series(count)]
    assert np.all(np.diff(lightness) < -NEIGHBOURS)


def test_text_on_every_fill_reads(questionnaire):
    fills = {c for scale in scales(questionnaire).values() for c in palette.option_colours(scale)} | {palette.TINT}
    for fill in fills | set(palette.NOMINAL):
        assert palette.contrast(palette.ink_on(fill), fill) >= 4.5, fill


@pytest.mark.parametrize("ink", [palette.INK, palette.GREY, palette.WARNING])
def test_text_on_paper_reads(ink):
    assert palette.contrast(ink, palette.PAPER) >= 4.5


def test_colours_come_from_the_scale(questionnaire):
    change = palette.option_colours(questionnaire.scale("importance_change_5"))
    assert change == (palette.BLUE[0], palette.BLUE[1], palette.NEUTRAL, palette.OCHRE[1], palette.OCHRE[0])
    importance = palette.option_colours(questionnaire.scale("importance_5"))
    assert importance == (*palette.BLUE[:3], palette.OCHRE[1], palette.OCHRE[0])


def test_an_ascending_scale_is_the_same_scale_backwards(questionnaire):
    scale = questionnaire.scale("attitude_5")
    turned = Scale(direction="ascending", neutral=scale.neutral, options=scale.options[::-1])
    assert palette.option_colours(turned) == palette.option_colours(scale)[::-1]


@pytest.mark.parametrize("count", range(12))
def test_there_is_a_colour_for_every_option(count):
    assert len(palette.nominal(count)) == count
    assert len(palette.series(count)) == count
