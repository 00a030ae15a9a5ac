"""A figure in words: its caption and its alternative text, made from the numbers that are drawn."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from pipeline.figures.bars import BarsData
from pipeline.figures.highlight import HighlightData
from pipeline.figures.means import MeansData
from pipeline.figures.multiples import MultiplesData
from pipeline.figures.pie import PieData
from pipeline.figures.stacked import ALL, StackedData
from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.figures.context import Context

    FigureData = StackedData | MeansData | BarsData | PieData | MultiplesData | HighlightData


def caption(data: FigureData) -> str:
    """A short caption with its n: ``Aufgaben: Verteilung der Antworten (befragte Kommunen, n = 103–105)``."""
    key, blanks = _caption(data)
    about = data.context
    return about.say(key, title=about.title, **blanks) + about.say("caption_base", n=about.n)


def note(data: FigureData) -> str:
    """What a reader must know beside the caption: the notes under the picture and the evidence."""
    about = data.context
    return " ".join([*about.notes, *([f"{about.evidence}."] if about.evidence else [])])


def alternative(data: FigureData) -> str:
    """What the figure shows, for someone who cannot see it: kind, highest and lowest value, base, evidence."""
    about = data.context
    evidence = [f"{about.evidence}."] if about.evidence else []
    return " ".join([*_sentences(data), about.base, *evidence])


@singledispatch
def _caption(data: FigureData) -> tuple[str, dict[str, str]]:
    msg = f"no caption for {type(data).__name__}"
    raise TypeError(msg)


@singledispatch
def _sentences(data: FigureData) -> list[str]:
    msg = f"no alternative text for {type(data).__name__}"
    raise TypeError(msg)


def _extremes(
    about: Context, values: Iterable[tuple[str, float | None]], show: Callable[[float], str], key: str = "alt_extremes"
) -> str:
    """One sentence on the highest and the lowest of named values."""
    shown = [(label, value) for label, value in values if value is not None]
    if not shown:
        return about.say("alt_nothing")
    high, low = max(shown, key=lambda pair: pair[1]), min(shown, key=lambda pair: pair[1])
    if len(shown) == 1:
        return about.say("alt_only", label=high[0], value=show(high[1]))
    if high[1] == low[1]:
        return about.say("alt_equal", value=show(high[1]))
    return about.say(key, high=high[0], high_value=show(high[1]), low=low[0], low_value=show(low[1]))


def _mean(about: Context) -> Callable[[float], str]:
    return lambda value: f"{about.say('mean')} {numbers.number(value, about.language)}"


def _percent(about: Context) -> Callable[[float], str]:
    return lambda value: numbers.percent(value, about.language)


@_caption.register
def _(data: StackedData) -> tuple[str, dict[str, str]]:
    return ("caption_stacked", {}) if data.by == ALL else ("caption_stacked_by", {"by": data.by_label})


@_sentences.register
def _(data: StackedData) -> list[str]:
    about = data.context
    first, last = data.options[0], data.options[-1]
    opening = about.say("alt_stacked", title=about.title, first=first, last=last, count=len(data.rows))
    if data.rated:
        return [opening, _extremes(about, [(row.label, row.mean) for row in data.rows], _mean(about))]
    shares = [(f"{row.label}, {first}", row.shares[0]) for row in data.rows]
    return [opening, _extremes(about, shares, _percent(about))]


@_caption.register
def _(_data: MeansData) -> tuple[str, dict[str, str]]:
    return "caption_means", {}


@_sentences.register
def _(data: MeansData) -> list[str]:
    about = data.context
    means = [(row.label, row.point.mean) for row in data.rows]
    return [about.say("alt_means", title=about.title, count=len(means)), _extremes(about, means, _mean(about))]


@_caption.register
def _(data: MultiplesData) -> tuple[str, dict[str, str]]:
    return "caption_means_by", {"by": data.by_label}


@_sentences.register
def _(data: MultiplesData) -> list[str]:
    about = data.context
    means = [
        (about.say("alt_in_group", item=panel.label, group=group.label), mark.mean)
        for panel in data.panels
        for group, mark in zip(data.groups, panel.points, strict=True)
    ]
    opening = about.say(
        "alt_multiples", title=about.title, groups=len(data.groups), by=data.by_label, count=len(data.panels)
    )
    return [opening, _extremes(about, means, _mean(about))]


@_caption.register
def _(data: BarsData) -> tuple[str, dict[str, str]]:
    if data.own_bases:
        return "caption_multiple", {}
    return ("caption_bars", {}) if len(data.waves) == 1 else ("caption_bars_waves", {})


@_sentences.register
def _(data: BarsData) -> list[str]:
    about = data.context
    several = len(data.waves) > 1
    shares = [
        (about.say("alt_in_group", item=row.label, group=name) if several else row.label, bar.share)
        for row in data.rows
        for name, bar in zip(data.series, row.bars, strict=True)
    ]
    opening = about.say("alt_bars", title=about.title, count=len(data.rows))
    return [opening, _extremes(about, shares, _percent(about), "alt_most")]


@_caption.register
def _(_data: PieData) -> tuple[str, dict[str, str]]:
    return "caption_pie", {}


@_sentences.register
def _(data: PieData) -> list[str]:
    about = data.context
    shares = [(one.label, one.share) for one in data.slices if one.share is not None]
    if not shares:
        return [about.say("alt_pie", title=about.title), about.say("alt_nothing")]
    entries = "; ".join(f"{label}: {numbers.percent(share, about.language)}" for label, share in shares)
    return [about.say("alt_pie", title=about.title), about.say("alt_listed", entries=entries)]


@_caption.register
def _(data: HighlightData) -> tuple[str, dict[str, str]]:
    return "caption_highlight", {"by": data.by_label}


@_sentences.register
def _(data: HighlightData) -> list[str]:
    about = data.context
    shares = [
        (about.say("alt_in_group", item=row.label, group=group), cell.share)
        for row in data.rows
        for group, cell in zip(data.groups, row.cells, strict=True)
    ]
    opening = about.say(
        "alt_highlight", title=about.title, options=data.options, count=len(data.rows), by=data.by_label
    )
    return [opening, _extremes(about, shares, _percent(about))]
