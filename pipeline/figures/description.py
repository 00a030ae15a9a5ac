"""A figure in words: its caption and its alternative text, made from the numbers that are drawn."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from pipeline.figures.bars import BarsData
from pipeline.figures.diverging import DivergingData
from pipeline.figures.highlight import HighlightData
from pipeline.figures.marked_rows import marks_in_words, named_bars
from pipeline.figures.marks import heaviest
from pipeline.figures.means import MeansData
from pipeline.figures.multiples import MultiplesData
from pipeline.figures.pie import Pie, PieData, base_of
from pipeline.figures.stacked import ALL, StackedData
from pipeline.figures.trend import TrendData
from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.figures.context import Context
    from pipeline.figures.marks import Mark
    from pipeline.figures.points import Point

    FigureData = StackedData | MeansData | BarsData | PieData | MultiplesData | HighlightData | TrendData


def caption(data: FigureData) -> str:
    """A short caption with its n: ``Aufgaben: Verteilung der Antworten (befragte Kommunen, n = 103–105)``."""
    about = data.context
    key, blanks = _caption(data)
    said = about.caption or about.say(key, title=about.title, **blanks)
    return said + about.say(about.counted, n=about.n)


def note(data: FigureData) -> str:
    """What a reader must know beside the caption: the notes under the picture and the evidence."""
    about = data.context
    return " ".join([*about.notes, *(f"{key.text.rstrip('.')}." for key in about.keys), *_evidence(about)])


def alternative(data: FigureData) -> str:
    """What the figure shows, for someone who cannot see it: kind, extremes, base, evidence, and what is marked."""
    about = data.context
    return " ".join([*_sentences(data), about.base, about.source, *_evidence(about), *marks_in_words(data)])


def _evidence(about: Context) -> list[str]:
    said = about.standing.text if about.standing else about.evidence
    return [f"{one.rstrip('.')}." for one in (about.internal, said) if one]


@singledispatch
def _caption(data: FigureData) -> tuple[str, dict[str, str]]:
    msg = f"no caption for {type(data).__name__}"
    raise TypeError(msg)


@singledispatch
def _sentences(data: FigureData) -> list[str]:
    msg = f"no alternative text for {type(data).__name__}"
    raise TypeError(msg)


def _extremes(
    about: Context,
    values: Iterable[tuple[str, float | None, Mark]],
    show: Callable[[float], str],
    key: str = "alt_extremes",
) -> str:
    """One sentence on the highest and the lowest of named values; a marked value says what it is."""
    shown = [(label, value, mark) for label, value, mark in values if value is not None]
    if not shown:
        return about.say("alt_nothing")

    def told(entry: tuple[str, float, Mark]) -> str:
        return ", ".join(part for part in (show(entry[1]), entry[2].said) if part)

    high, low = max(shown, key=lambda entry: entry[1]), min(shown, key=lambda entry: entry[1])
    if len(shown) == 1:
        return about.say("alt_only", label=high[0], value=told(high))
    if high[1] == low[1]:
        return about.say("alt_equal", value=show(high[1]))
    return about.say(key, high=high[0], high_value=told(high), low=low[0], low_value=told(low))


def _mean(about: Context) -> Callable[[float], str]:
    return lambda value: f"{about.say('mean')} {numbers.number(value, about.language)}"


def _count(about: Context) -> Callable[[float], str]:
    return lambda value: numbers.integer(value, about.language)


def _percent(about: Context) -> Callable[[float], str]:
    return lambda value: numbers.percent(value, about.language)


@_caption.register
def _(data: StackedData) -> tuple[str, dict[str, str]]:
    return ("caption_stacked", {}) if data.by == ALL else ("caption_stacked_by", {"by": data.by_label})


@_caption.register
def _(_data: DivergingData) -> tuple[str, dict[str, str]]:
    return "caption_diverging", {}


@_sentences.register
def _(data: StackedData) -> list[str]:
    about = data.context
    first, last = data.options[0], data.options[-1]
    opening = about.say(f"alt_{data.kind}", title=about.title, first=first, last=last, count=len(data.rows))
    if data.rated:
        return [opening, _extremes(about, [(row.label, row.mean, row.mean_mark) for row in data.rows], _mean(about))]
    shares = [(f"{row.label}, {first}", row.shares[0], heaviest(row.marks[:1])) for row in data.rows]
    return [opening, _extremes(about, shares, _percent(about))]


@_caption.register
def _(_data: MeansData) -> tuple[str, dict[str, str]]:
    return "caption_means", {}


@_sentences.register
def _(data: MeansData) -> list[str]:
    about = data.context
    means = [(row.label, row.point.mean, row.point.mark) for row in data.rows]
    return [about.say("alt_means", title=about.title, count=len(means)), _extremes(about, means, _mean(about))]


@_caption.register
def _(data: MultiplesData) -> tuple[str, dict[str, str]]:
    return "caption_means_by", {"by": data.by_label}


@_sentences.register
def _(data: MultiplesData) -> list[str]:
    about = data.context
    means = [
        (about.say("alt_in_group", item=panel.label, group=group.label), mark.mean, mark.mark)
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
    if data.unit == "count":
        return "caption_sample_count", {}
    return ("caption_bars", {}) if len(data.waves) == 1 else ("caption_bars_waves", {})


@_sentences.register
def _(data: BarsData) -> list[str]:
    about = data.context
    counted = data.unit == "count"
    values = [
        (
            about.say("alt_in_group", item=row, group=series) if series else row,
            bar.count if counted else bar.share,
            bar.mark,
        )
        for series, row, bar in named_bars(data)
    ]
    show = _count(about) if counted else _percent(about)
    missing = [
        f"{name}: {bar.absent}."
        for name, bar in (zip(data.series, data.rows[0].bars, strict=True) if data.rows else ())
        if bar.absent
    ]
    opening = about.say("alt_counts" if counted else "alt_bars", title=about.title, count=len(data.rows))
    return [opening, _extremes(about, values, show, "alt_most"), *missing]


@_caption.register
def _(_data: PieData) -> tuple[str, dict[str, str]]:
    return "caption_pie", {}


@_sentences.register
def _(data: PieData) -> list[str]:
    about = data.context
    if len(data.pies) == 1:
        return [about.say("alt_pie", title=about.title), _entries(about, data.pies[0], data.digits)]
    opening = about.say("alt_pies", title=about.title, count=len(data.pies))
    return [
        opening,
        *(
            about.say(
                "alt_one_of_pies",
                head=pie.head,
                n=base_of(pie, about.language),
                entries=_entries(about, pie, data.digits),
            )
            for pie in data.pies
        ),
    ]


def _entries(about: Context, pie: Pie, digits: int) -> str:
    """All answers of a pie with their shares, in one sentence."""
    shown = [one for one in pie.slices if one.share is not None]
    if not shown:
        return about.say("alt_nothing")
    values = [
        ", ".join(filter(None, (numbers.percent(one.share, about.language, digits), one.mark.said))) for one in shown
    ]
    entries = "; ".join(f"{one.label}: {value}" for one, value in zip(shown, values, strict=True))
    return about.say("alt_listed", entries=entries)


@_caption.register
def _(data: HighlightData) -> tuple[str, dict[str, str]]:
    return "caption_highlight", {"by": data.by_label}


@_sentences.register
def _(data: HighlightData) -> list[str]:
    about = data.context
    shares = [
        (about.say("alt_in_group", item=row.label, group=group), cell.share, cell.mark)
        for row in data.rows
        for group, cell in zip(data.groups, row.cells, strict=True)
    ]
    opening = about.say(
        "alt_highlight", title=about.title, options=data.options, count=len(data.rows), by=data.by_label
    )
    return [opening, _extremes(about, shares, _percent(about))]


@_caption.register
def _(_data: TrendData) -> tuple[str, dict[str, str]]:
    return "caption_trend", {}


@_sentences.register
def _(data: TrendData) -> list[str]:
    about = data.context
    entries = []
    for panel in data.panels:
        values = [
            about.say("alt_at_wave", wave=name, value=_told(data, dot))
            for name, dot in zip(data.names, panel.points, strict=True)
            if dot is not None
        ]
        entries.append(about.say("alt_series", label=panel.label, values=", ".join(values)))
    opening = about.say("alt_trend", title=about.title, waves=len(data.names), count=len(data.panels))
    return [opening, about.say("alt_listed", entries="; ".join(entries)) if entries else about.say("alt_nothing")]


def _told(data: TrendData, dot: Point) -> str:
    if dot.mean is None:
        return data.context.say("withheld" if dot.n is None or dot.n else "no_answers")
    shown = data.shown(dot.mean)
    return f"{shown} ({dot.mark.said})" if dot.mark.said else shown
