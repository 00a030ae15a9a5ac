"""Head, legend and foot of a page, the same for every chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.marks import Weight
from pipeline.figures.measure import width, wrap
from pipeline.figures.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.figures.context import Context
    from pipeline.figures.theme import TextStyle

_SWATCH = 8.0
_MARGIN = 2.0
_BAND = 16.0
"""Height of the band that marks a picture that is not for publication."""
_SLACK = 0.01
"""Forgiven when sums of widths are compared."""


def opened(context: Context) -> Page:
    """A page with title, question and explanation; ``y`` is below them."""
    page = Page()
    room = page.width - 2 * _MARGIN
    if context.internal:
        page.box(0, 0, page.width, _BAND, palette.WARNING)
        page.middle(_MARGIN + 3, _BAND / 2, context.internal, theme.LABEL, colour=palette.PAPER)
        page.y = _BAND + 4
    page.y = page.lines(_MARGIN, page.y + 2, wrap(context.title, room, theme.TITLE), theme.TITLE) + 2
    grey = " ".join(part for part in (context.question, context.explanation) if part)
    page.y = page.lines(_MARGIN, page.y, wrap(grey, room * 0.96, theme.QUESTION, balanced=True), theme.QUESTION) + 9
    return page


def closed(page: Page, context: Context, *, dots: bool = False) -> Page:
    """The page with its last lines: base, notes, what the marks mean, and the evidence; a photocopy keeps its sign."""
    room = page.width - 2 * _MARGIN
    foot = " ".join((context.base, context.source, *context.notes))
    page.y = page.lines(_MARGIN, page.y + 7, wrap(foot, room, theme.SMALL_QUIET), theme.SMALL_QUIET)
    for key in context.keys:
        page.y = _signed(page, key.weight, key.text, theme.SMALL_QUIET, dots=dots)
    if context.standing:
        page.y = _signed(page, context.standing.weight, context.standing.text, theme.EVIDENCE)
    elif context.evidence:
        page.y = _signed(page, Weight.LIGHT, context.evidence, theme.EVIDENCE)
    page.y += 3
    return page


def _signed(page: Page, weight: Weight, text: str, style: TextStyle, *, dots: bool = False) -> float:
    """A line that opens with the sign of its weight; where it ends.

    The sign is a full, a hatched or a cross-hatched square; among dots a full one, a ring or a cross.
    """
    side = 7.0
    lines = wrap(text, page.width - 2 * _MARGIN - 13, style)
    if dots:
        dot(page, (_MARGIN + 4, page.y + 2 + style.leading / 2), weight)
        return page.lines(_MARGIN + 12, page.y + 2, lines, style)
    left, top = _MARGIN + 0.5, page.y + 2 + (style.leading - side) / 2
    fill = style.colour if weight is Weight.PLAIN else palette.PAPER
    page.box(left, top, side, side, fill, edge=style.colour)
    page.hatch((left, top), (side, side), weight, fill, dense=True)
    return page.lines(_MARGIN + 12, page.y + 2, lines, style)


def dot(page: Page, centre: tuple[float, float], weight: Weight, radius: float = 3.2) -> None:
    """The mark of one value: a full dot, a ring for a lightly marked one, a cross for a strongly marked one."""
    if weight is Weight.STRONG:
        page.cross(centre, radius, palette.ACCENT)
        return
    page.disc(*centre, radius, palette.ACCENT)
    if weight is Weight.LIGHT:
        page.disc(*centre, radius - 1.2, palette.PAPER)


def empty_place(page: Page, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """A pale hatched patch: here something would stand if there were data."""
    page.box(*corner, *size, palette.EMPTY)
    page.hatch(corner, size, Weight.LIGHT, palette.EMPTY)


def legend(page: Page, entries: Sequence[tuple[str, str]], left: float, *, empty: int = 0) -> None:
    """Swatches with labels in the order given, starting at ``left``; wraps, and starts further left if it is long.

    The first ``empty`` of them stand for what has no data.
    """
    style = theme.NUMBER
    right = page.width - _MARGIN
    sizes = [_SWATCH + 4 + min(width(label, style), right - _MARGIN - _SWATCH - 4) for _, label in entries]
    total = sum(sizes) + 13 * (len(sizes) - 1)
    start = left if total <= right - left else max(_MARGIN, right - total)
    x, top = start, page.y
    for at, ((colour, label), size) in enumerate(zip(entries, sizes, strict=True)):
        if x > start and x + size > right + _SLACK:
            x, top = start, top + 13
        if at < empty:
            empty_place(page, (x, top), (_SWATCH, _SWATCH))
        else:
            page.box(x, top, _SWATCH, _SWATCH, colour)
        lines = wrap(label, right + _SLACK - x - _SWATCH - 4, style)
        page.middle(x + _SWATCH + 4, top + _SWATCH / 2 + (len(lines) - 1) * style.leading / 2, lines, style)
        top += (len(lines) - 1) * style.leading
        x += size + 13
    page.y = top + _SWATCH + 6
