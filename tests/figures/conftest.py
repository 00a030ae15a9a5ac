from __future__ import annotations

import numpy as np
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from tests import build

WAVE = "2016-12"


@pytest.fixture(scope="session")
def survey(tmp_path_factory, questionnaire):
    """A wave of the December 2016 questionnaire with 114 invented responses."""
    answers = build.random_answers(questionnaire, WAVE, 114)
    return build.survey(tmp_path_factory.mktemp("survey"), questionnaire, build.wave_data(questionnaire, WAVE, answers))


@pytest.fixture(scope="session")
def make(tmp_path_factory, questionnaire):
    """A survey from a table of answers; ``make(n=30)`` draws them at random."""

    def _make(answers=None, n=None, **wave):
        drawn = build.random_answers(questionnaire, WAVE, n or 0) if answers is None else answers
        data = build.wave_data(questionnaire, WAVE, drawn, n=n, **wave)
        return build.survey(tmp_path_factory.mktemp("made"), questionnaire, data)

    return _make


def boxes(figure):
    """The texts of a figure with their extents in points, as the renderer sets them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from pipeline.figures import theme

    with theme.context():
        figure.set_dpi(theme.PNG_DPI)
        renderer = FigureCanvasAgg(figure).get_renderer()
        texts = [artist for artist in figure.artists if isinstance(artist, Text)]
        points = Affine2D().scale(72 / theme.PNG_DPI)
        return [(text.get_text(), text.get_window_extent(renderer).transformed(points)) for text in texts]


def faults(figure, slack=0.8):
    """Texts outside the canvas, and pairs of texts that overlap; ``slack`` in points forgives side bearings."""
    width, height = figure.get_size_inches() * 72
    found = boxes(figure)
    outside = [
        text for text, box in found
        if box.x0 < -slack or box.x1 > width + slack or box.y0 < -slack or box.y1 > height + slack
    ]  # fmt: skip
    edges = np.array([[box.x0, box.x1, box.y0, box.y1] for _, box in found]).reshape(-1, 4)
    overlapping = []
    for at, (x0, x1, y0, y1) in enumerate(edges):
        later = edges[at + 1 :]
        wide = np.minimum(x1, later[:, 1]) - np.maximum(x0, later[:, 0])
        high = np.minimum(y1, later[:, 3]) - np.maximum(y0, later[:, 2])
        both = np.flatnonzero((wide > slack) & (high > slack + 0.7))
        overlapping += [(found[at][0], found[at + 1 + other][0]) for other in both]
    return outside, overlapping


def assert_fits(figure):
    assert faults(figure) == ([], [])
