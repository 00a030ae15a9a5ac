"""The pictures of the monitor as SVG: response by group, day curve, where questionnaires are left.

They use the sheet, the typeface and the colours of every figure. Each one says in its last line that it is internal, of
which wave and when, and whether the answers are invented, because a picture may be cut out of its page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.measure import width, wrap
from pipeline.figures.page import Page
from pipeline.figures.surround import legend
from pipeline.wording import numbers, phrase
from pipeline.wording.monitor import MONITOR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.monitor.course import Day, Stop
    from pipeline.monitor.fieldwork import Fieldwork, Group
    from pipeline.questionnaire import Language

PARTS = {
    "complete": palette.BLUE[0], "partial": palette.BLUE[2], "started": palette.OCHRE[1], "nothing": palette.EMPTY,
}  # fmt: skip
_LABELS = 196.0
_HIGH = 150.0


@dataclass(frozen=True)
class Picture:
    """One picture, and what it shows in words."""

    svg: bytes
    alt: str


class _Sheet:
    """A page in one language that says at its end whose it is."""

    def __init__(self, state: Fieldwork, language: Language) -> None:
        self.page = Page()
        self.page.y = 4
        self.state = state
        self.language = language

    def say(self, key: str, **blanks: object) -> str:
        return phrase(MONITOR, key, self.language, **blanks)

    def integer(self, n: float) -> str:
        return numbers.integer(n, self.language)

    def picture(self, title: str, alt: str) -> Picture:
        said = [self.say("internal"), self.say("title", wave=self.state.wave), when(self.state, self.language)]
        line = " · ".join(part.rstrip(".") for part in said)
        page = self.page
        page.y = page.lines(2, page.y + 6, [line], theme.SMALL_QUIET)
        if self.state.synthetic:
            page.y = page.lines(2, page.y + 1, [self.say("synthetic")], theme.EVIDENCE)
        page.y += 3
        evidence = [self.say("synthetic")] if self.state.synthetic else []
        described = " ".join([alt, *evidence])
        return Picture(theme.to_svg(page.figure(), title, described), described)


def when(state: Fieldwork, language: Language) -> str:
    """The moment of the export in words."""
    if state.as_of is None:
        return phrase(MONITOR, "no_export", language)
    day = numbers.date(state.as_of.date(), language)
    return phrase(MONITOR, "as_of", language, date=day, time=f"{state.as_of:%H:%M}")


def groups_picture(state: Fieldwork, groups: Sequence[Group], title: str, language: Language) -> Picture:
    """One bar a group: the shares of those invited by outcome, with the response rate and the number invited."""
    sheet = _Sheet(state, language)
    page = sheet.page
    right = page.width - 2
    left, end = _LABELS + 8, right - 92
    legend(page, [(colour, sheet.say(part)) for part, colour in PARTS.items()], left)
    page.text(right - 40, page.y + 6, "RR2", theme.SMALL_QUIET, "right")
    page.text(right, page.y + 6, sheet.say("invited_head"), theme.SMALL_QUIET, "right")
    page.y += 10
    for group in groups:
        lines = wrap(_name(sheet, group), _LABELS, theme.LABEL, balanced=True)
        height = max(17.0, len(lines) * theme.LABEL.leading + 6)
        middle = page.y + height / 2
        page.middle(_LABELS, middle, lines, theme.LABEL, "right")
        _bar(page, group, (left, end), middle)
        rate = numbers.percent(group.response.share, language)
        page.middle(right - 40, middle, rate, theme.STRONG if group.invited else theme.QUIET, "right")
        page.middle(right, middle, sheet.integer(group.invited), theme.QUIET, "right")
        page.y += height
    return sheet.picture(title, _groups_in_words(sheet, groups))


def _bar(page: Page, group: Group, ends: tuple[float, float], middle: float) -> None:
    left, end = ends
    shown = group.complete + group.partial + group.started
    whole = max(group.invited, shown)  # more answers than invited: a size class stated otherwise than listed
    if not whole:
        return
    page.box(left, middle - 5.5, end - left, 11, PARTS["nothing"])
    x = left
    for part in ("complete", "partial", "started"):
        size = getattr(group, part) / whole * (end - left)
        page.box(x, middle - 5.5, size, 11, PARTS[part])
        x += size


def _name(sheet: _Sheet, group: Group) -> str:
    return group.label[sheet.language] if group.label is not None else sheet.say("unknown")


def _groups_in_words(sheet: _Sheet, groups: Sequence[Group]) -> str:
    rated = [(group.response.share, _name(sheet, group)) for group in groups if group.invited]
    if not rated:
        return sheet.say("alt_no_groups")
    (low_rate, low), (high_rate, high) = min(rated), max(rated)
    shown = {
        "high_rate": numbers.percent(high_rate, sheet.language),
        "low_rate": numbers.percent(low_rate, sheet.language),
    }
    return sheet.say("alt_groups", high=high, low=low, **shown)


def days_picture(state: Fieldwork, title: str, language: Language) -> Picture:
    """Submissions a day as bars and their sum as a line, over the whole field period."""
    sheet = _Sheet(state, language)
    page, days = sheet.page, state.days
    left, right = 34.0, page.width - 40
    past = [day for day in days if day.total is not None]
    highest = max((day.total or 0 for day in past), default=0)
    limit, step = _scale(highest)
    top, bottom = page.y + 6, page.y + 6 + _HIGH
    pitch = (right - left) / len(days)

    def y(count: float) -> float:
        return bottom - count / limit * (bottom - top)

    for tick in range(0, limit + 1, step):
        page.line((left, y(tick)), (right, y(tick)), palette.HAIRLINE, 0.5)
        page.middle(left - 5, y(tick), sheet.integer(tick), theme.SMALL_QUIET, "right")
    for at, day in enumerate(past):
        if day.submitted:
            height = bottom - y(day.submitted)
            page.box(left + at * pitch + pitch * 0.15, bottom - height, pitch * 0.7, height, palette.BLUE[3])
    points = [(left, bottom), *((left + (at + 1) * pitch, y(day.total)) for at, day in enumerate(past))]
    for start, end in pairwise(points):
        page.line(start, end, palette.BLUE[0], 1.8)
    if past:
        x, at = points[-1]
        page.disc(x, at, 2.6, palette.BLUE[0])
        page.middle(x + 6, at, sheet.integer(highest), theme.STRONG)
    else:
        page.middle((left + right) / 2, (top + bottom) / 2, sheet.say("alt_no_days"), theme.QUIET, "center")
    _days_axis(sheet, days, (left, pitch), bottom)
    return sheet.picture(title, _days_in_words(sheet, past))


def _days_axis(sheet: _Sheet, days: Sequence[Day], place: tuple[float, float], bottom: float) -> None:
    """Dates under the curve, a triangle on days with invitations, and a line where the export was made."""
    page, (left, pitch) = sheet.page, place
    page.line((left, bottom), (left + pitch * len(days), bottom), palette.GREY, 0.8)
    shown = [_short(day.date, sheet.language) for day in days]
    room = max(width(text, theme.SMALL_QUIET) for text in shown) + 10
    every = max(1, math.ceil(room / pitch))
    for at, (day, text) in enumerate(zip(days, shown, strict=True)):
        centre = left + (at + 0.5) * pitch
        if day.invited:
            page.middle(centre, bottom + 5.5, "▲", theme.SMALL, "center", colour=palette.REFERENCE)
        if at % every == 0:
            if not day.invited:
                page.line((centre, bottom), (centre, bottom + 2.5), palette.GREY, 0.6)
            page.text(centre, bottom + 18, text, theme.SMALL_QUIET, "center")
    page.y = bottom + 20


def _short(day: dt.date, language: Language) -> str:
    return f"{day.day}.{day.month}." if language == "de" else f"{day.day} {numbers.date(day, language).split()[1][:3]}"


def _scale(highest: int) -> tuple[int, int]:
    """Where the axis of counts ends, and its step: 1, 2 or 5 times a power of ten, at most six steps."""
    highest = max(highest, 4)
    power = 10 ** int(math.log10(highest))
    step = next(step for step in (power // 5, power // 2, power, 2 * power, 5 * power) if step and highest <= 5 * step)
    return max(step * math.ceil(highest / step), step), step


def _days_in_words(sheet: _Sheet, past: Sequence[Day]) -> str:
    if not any(day.submitted for day in past):
        return sheet.say("alt_no_days")
    best = max(past, key=lambda day: day.submitted)
    dates = {
        "first": numbers.date(past[0].date, sheet.language),
        "last": numbers.date(past[-1].date, sheet.language),
        "best": numbers.date(best.date, sheet.language),
    }
    return sheet.say("alt_days", total=sheet.integer(past[-1].total), most=sheet.integer(best.submitted), **dates)


def stops_picture(state: Fieldwork, title: str, language: Language) -> Picture:
    """One bar a question: how many questionnaires that were not submitted end there."""
    sheet = _Sheet(state, language)
    page = sheet.page
    right = page.width - 2
    left, end = _LABELS + 8, right - 84
    most = max((stop.stopped for stop in state.stops), default=0) or 1
    page.text(right, page.y + 6, sheet.say("stopped_head"), theme.SMALL_QUIET, "right")
    page.y += 10
    for stop in state.stops:
        lines = wrap(stop_name(stop, language), _LABELS, theme.LABEL, balanced=True)
        height = max(14.0, len(lines) * theme.LABEL.leading + 3.5)
        middle = page.y + height / 2
        page.middle(_LABELS, middle, lines, theme.LABEL, "right")
        page.line((left, page.y + 1), (left, page.y + height - 1), palette.HAIRLINE, 0.6)
        page.box(left, middle - 4, stop.stopped / most * (end - left), 8, palette.OCHRE[0])
        page.middle(
            right, middle, _of_reached(sheet, stop), theme.QUIET if stop.stopped else theme.SMALL_QUIET, "right"
        )
        page.y += height
    worst = max(state.stops, key=lambda stop: stop.stopped)
    alt = sheet.say("alt_stops", label=stop_name(worst, language), n=sheet.integer(worst.stopped))
    return sheet.picture(title, alt if worst.stopped else sheet.say("stops_none"))


def _of_reached(sheet: _Sheet, stop: Stop) -> str:
    if not stop.stopped:
        return sheet.integer(0)
    share = numbers.percent(stop.stopped / stop.reached, sheet.language)
    return sheet.say(
        "of_reached", stopped=sheet.integer(stop.stopped), reached=sheet.integer(stop.reached), share=share
    )


def stop_name(stop: Stop, language: Language) -> str:
    """How a question is called at which questionnaires are left."""
    if stop.label is None:
        return phrase(MONITOR, "only_opened", language)
    label = stop.label[language]
    return phrase(MONITOR, "question_label", language, number=stop.number, label=label) if stop.number else label
