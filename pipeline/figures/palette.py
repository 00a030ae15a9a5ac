"""One palette for every figure: a colour belongs to a place on a scale, never to what was answered.

Blue stands for agreement, importance and gain, ochre for the opposite, light grey for a true middle. The two hues
lie on the axis that red-green blindness leaves intact, and lightness changes in steps of at least nine (CIE L*)
between neighbours, so that the order survives grey-scale print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire.model import Scale

INK = "#1D2329"
PAPER = "#FFFFFF"
BLACK = "#000000"
GREY = "#59616B"
HAIRLINE = "#CBD0D6"
NEUTRAL = "#E0E3E5"
EMPTY = "#F3F4F5"
WARNING = "#8A4B12"
ACCENT = "#0B3B5C"
INTERVAL = "#8FB8DA"
REFERENCE = "#A85A14"
TINT = "#D3E4F2"

BLUE = ("#0B3B5C", "#1F6FA8", "#6EA2CC", "#A9C7E2")
OCHRE = ("#A85A14", "#DEBC8A")
READABLE = 4.5
"""Contrast that WCAG 2.2 (level AA) asks of small text."""
_OCHRE_LONG = ("#A85A14", "#C58A40", "#DEBC8A", "#ECD7B8")
NOMINAL = ("#0B2F4A", "#743E14", "#226FA8", "#BC8848", "#84B8D9", "#E9CFA4", "#EAF0F4")


def option_colours(scale: Scale) -> tuple[str, ...]:
    """The colour of every substantive option of a scale, in printed order.

    Options above the neutral point are blue, below it ochre, darkest at the ends; one on the neutral point is grey.
    Colours are counted from the ends inwards, so "very important" is the same blue whatever lies in the middle.
    A scale with an order but no neutral point is a blue ramp, one without order takes the nominal palette.
    """
    options = scale.substantive
    if scale.direction == "none":
        return nominal(len(options))
    if not scale.is_likert or scale.neutral is None:
        ramp = _ramp(BLUE, len(options))
        return ramp if scale.direction == "descending" else ramp[::-1]
    above = sorted((option.value for option in options if option.value > scale.neutral), reverse=True)
    below = sorted(option.value for option in options if option.value < scale.neutral)
    colours = dict(zip(above, _ramp(BLUE, len(above)), strict=True))
    colours |= dict(zip(below, _ramp(OCHRE if len(below) <= len(OCHRE) else _OCHRE_LONG, len(below)), strict=True))
    return tuple(colours.get(option.value, NEUTRAL) for option in options)


def nominal(count: int) -> tuple[str, ...]:
    """Colours of categories without order, from dark to light, blue and ochre in turn."""
    if count <= 2:
        return (NOMINAL[2], NOMINAL[5])[:count]
    return NOMINAL[:count] if count <= len(NOMINAL) else _ramp(NOMINAL, count)


def series(count: int) -> tuple[str, ...]:
    """Colours of waves side by side: the latest is the darkest."""
    return _ramp(BLUE, count)[::-1] if count != 2 else (BLUE[2], BLUE[0])


def _ramp(stops: Sequence[str], count: int) -> tuple[str, ...]:
    """``count`` colours from the first stop inwards; interpolated where there are more than stops."""
    if count <= len(stops):
        return tuple(stops[:count])
    colours = []
    for step in range(count):
        position = step * (len(stops) - 1) / (count - 1)
        left = min(int(position), len(stops) - 2)
        colours.append(mixed(stops[left], stops[left + 1], position - left))
    return tuple(colours)


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def mixed(first: str, second: str, share: float) -> str:
    """``first`` with a ``share`` (0 to 1) of ``second`` in it.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02X}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2), 0 for black to 1 for white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21.

    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """White or dark, whichever reads on ``fill``; black on the few mid-tones where neither does."""
    best = max((PAPER, INK), key=lambda ink: contrast(ink, fill))
    return best if contrast(best, fill) >= READABLE else BLACK
