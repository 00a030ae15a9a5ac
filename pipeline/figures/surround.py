"""Head, legend and foot of a page, the same for every chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.measure import width, wrap
from pipeline.figures.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.figures.context import Context

_SWATCH = 8.0
_MARGIN = 2.0
_SLACK = 0.01
"""Forgiven when sums of widths are compared."""


def opened(context: Context) -> Page:
    """A page with title, question and explanation; ``y`` is below them."""
    page = Page()
    room = page.width - 2 * _MARGIN
    page.y = page.lines(_MARGIN, 2, wrap(context.title, room, theme.TITLE), theme.TITLE) + 2
    grey = " ".join(part for part in (context.question, context.explanation) if part)
    page.y = page.lines(_MARGIN, page.y, wrap(grey, room * 0.96, theme.QUESTION, balanced=True), theme.QUESTION) + 9
    return page


def closed(page: Page, context: Context) -> Page:
    """The page with its last lines: base, notes, and the mark of the evidence, which a photocopy keeps."""
    room = page.width - 2 * _MARGIN
    foot = " ".join((context.base, *context.notes))
    page.y = page.lines(_MARGIN, page.y + 7, wrap(foot, room, theme.SMALL_QUIET), theme.SMALL_QUIET)
    if context.evidence:
        top, side = page.y + 3.2, 7.0
        page.box(_MARGIN + 0.5, top, side, side, palette.PAPER, edge=palette.WARNING)
        for offset in (0.3, 0.5, 0.7):
            near, far = max(0.0, 2 * offset - 1) * side, min(1.0, 2 * offset) * side
            page.line((_MARGIN + 0.5 + near, top + far), (_MARGIN + 0.5 + far, top + near), palette.WARNING, 0.8)
        lines = wrap(context.evidence, room - 13, theme.EVIDENCE)
        page.y = page.lines(_MARGIN + 12, page.y + 2, lines, theme.EVIDENCE)
    page.y += 3
    return page


def legend(page: Page, entries: Sequence[tuple[str, str]], left: float) -> None:
    """Swatches with labels in the order given, starting at ``left``; wraps, and starts further left if it is long."""
    style = theme.NUMBER
    right = page.width - _MARGIN
    sizes = [_SWATCH + 4 + min(width(label, style), right - _MARGIN - _SWATCH - 4) for _, label in entries]
    total = sum(sizes) + 13 * (len(sizes) - 1)
    start = left if total <= right - left else max(_MARGIN, right - total)
    x, top = start, page.y
    for (colour, label), size in zip(entries, sizes, strict=True):
        if x > start and x + size > right + _SLACK:
            x, top = start, top + 13
        page.box(x, top, _SWATCH, _SWATCH, colour)
        lines = wrap(label, right + _SLACK - x - _SWATCH - 4, style)
        page.middle(x + _SWATCH + 4, top + _SWATCH / 2 + (len(lines) - 1) * style.leading / 2, lines, style)
        top += (len(lines) - 1) * style.leading
        x += size + 13
    page.y = top + _SWATCH + 6
