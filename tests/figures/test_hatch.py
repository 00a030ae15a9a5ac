from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import Mark, Weight, draw, palette, pie_data, theme
from pipeline.figures.hatch import PATTERNS, SIGNS, segments, within_slice

lengths = st.floats(0.1, 200, allow_nan=False)


@given(weight=st.sampled_from(list(PATTERNS)), left=lengths, top=lengths, width=lengths, height=lengths)
def test_lines_end_inside_the_rectangle(weight, left, top, width, height):
    for (x0, y0), (x1, y1) in segments(PATTERNS[weight], left, top, width, height):
        for x, y in ((x0, y0), (x1, y1)):
            assert left - 1e-6 <= x <= left + width + 1e-6
            assert top - 1e-6 <= y <= top + height + 1e-6
        assert abs(abs(x1 - x0) - abs(y1 - y0)) < 1e-6


def test_a_strong_mark_is_denser_and_crossed():
    light, strong = (len(segments(PATTERNS[weight], 0, 0, 60, 20)) for weight in (Weight.LIGHT, Weight.STRONG))
    assert strong > 2 * light > 0
    assert len(segments(SIGNS[Weight.LIGHT], 0, 0, 7, 7)) >= 3


def test_lines_meet_across_neighbouring_bars():
    left, right = (segments(PATTERNS[Weight.LIGHT], x, 0, 30, 20) for x in (0, 30))
    ends = {round(y, 6) for line in left for x, y in line if round(x, 6) == 30 and 0 < y < 20}
    starts = {round(y, 6) for line in right for x, y in line if round(x, 6) == 30 and 0 < y < 20}
    assert ends
    assert ends == starts


@given(start=st.floats(0, 360), span=st.floats(0.5, 360))
def test_a_slice_keeps_what_lies_in_it(start, span):
    lines = segments(PATTERNS[Weight.STRONG], -50, -50, 100, 100)
    kept = within_slice(lines, (0, 0), 50, start, start + span)
    for (x0, y0), (x1, y1) in kept:
        for share in (0.001, 0.5, 0.999):
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            assert math.hypot(x, y) <= 50 + 1e-6
            angle = (math.degrees(math.atan2(x, -y)) - start) % 360
            assert angle <= span + 1e-3 or angle >= 360 - 1e-3 or math.hypot(x, y) < 1e-3

    def length(parts):
        return sum(math.dist(*part) for part in parts)

    rest = within_slice(lines, (0, 0), 50, start + span, start + 360)
    assert length(kept) + length(rest) == pytest.approx(length(within_slice(lines, (0, 0), 50, 0, 360)), rel=1e-6)


def test_no_picture_has_names_that_collide_on_a_page(survey):
    data = pie_data(survey, "test", "cohesion").marked(lambda _: Mark("calibrated", Weight.LIGHT))
    assert b"clip-path" not in theme.to_svg(draw(data), "t", "d")


@pytest.mark.parametrize("weight", PATTERNS)
def test_the_hatch_is_seen_on_every_colour_of_a_scale(questionnaire, weight):
    fills = {
        fill
        for scale in questionnaire.all_scales.values()
        if scale.substantive
        for fill in palette.option_colours(scale)
    }
    for fill in fills | set(palette.series(3)) | {palette.PAPER, palette.TINT}:
        assert palette.contrast(PATTERNS[weight].colour_on(fill), fill) >= 1.5, fill


def test_mixing_starts_and_ends_with_its_colours():
    for first, second in itertools.permutations(("#0B3B5C", "#FFFFFF", "#A85A14"), 2):
        assert palette.mixed(first, second, 0) == first
        assert palette.mixed(first, second, 1) == second
