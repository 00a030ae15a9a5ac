from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import measure, theme

STYLE = theme.LABEL


def test_lines_break_at_spaces_and_after_hyphens_and_slashes():
    lines = measure.wrap("Politik/Verwaltung und Willkommens-/Flüchtlinge", 75, STYLE)
    assert lines == ("Politik/Verwaltung", "und Willkommens-/", "Flüchtlinge")


def test_a_word_too_wide_is_cut_with_a_hyphen():
    lines = measure.wrap("Flüchtlingsinitiativen", 50, STYLE)
    assert len(lines) == 2
    assert lines[0].endswith("-")
    assert lines[0][:-1] + lines[1] == "Flüchtlingsinitiativen"


def test_a_no_break_space_does_not_break():
    lines = measure.wrap("Saldo bis 2\N{NO-BREAK SPACE}% oder 12\N{NARROW NO-BREAK SPACE}%", 45, STYLE)
    assert any("2\N{NO-BREAK SPACE}%" in line for line in lines)
    assert any("12\N{NARROW NO-BREAK SPACE}%" in line for line in lines)


def test_balanced_lines_are_no_more_and_more_even():
    text = "Programme zur Förderung von Toleranz und Vielfalt in der Kommune"
    greedy, balanced = (measure.wrap(text, 190, STYLE, balanced=even) for even in (False, True))
    spread = [max(measure.width(line, STYLE) for line in lines) for lines in (greedy, balanced)]
    assert len(greedy) == len(balanced) == 2
    assert spread[1] < spread[0]


@given(text=st.text(max_size=60), room=st.floats(15, 300), balanced=st.booleans())
def test_nothing_is_lost_and_no_line_is_too_wide(text, room, balanced):
    lines = measure.wrap(text, room, STYLE, balanced=balanced)
    squeezed = "".join("".join(lines).split()).replace("-", "")
    assert squeezed == "".join(measure.drawable(text).split()).replace("-", "")
    for line in lines:
        assert measure.width(line, STYLE) <= room or len(line.strip("-")) <= 2


@pytest.mark.parametrize("text", ["a\tb\nc", "\x00\x07", "\N{GRINNING FACE}\N{CJK UNIFIED IDEOGRAPH-4E2D}", "\ud800"])
def test_every_character_can_be_drawn(text):
    shown = measure.drawable(text)
    assert all(measure.is_plain(character, "regular") or measure.is_plain(character, "fallback") for character in shown)


def test_widths_are_those_of_the_renderer():
    from matplotlib.textpath import TextPath

    text = "Erstattung der Kosten für Aufnahme und Integration"
    drawn = TextPath((0, 0), text, size=STYLE.size, prop=theme.font("regular", STYLE.size)).get_extents().width
    assert measure.width(text, STYLE) == pytest.approx(drawn, rel=0.03)
