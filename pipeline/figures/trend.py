"""A question over the waves: one panel an item, a dot with its interval a wave, on the full scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Self

from pipeline.figures.assumed import marks_assumed
from pipeline.figures.context import Context, context, number_range, real, scale_ends, wave_names, whole
from pipeline.figures.marks import UNMARKED, Drawn, Judge, Key, Mark, Weight, add_columns
from pipeline.figures.points import Point, no_interval_notes, value_range
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES
from pipeline.wording.trend import TREND, measured

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pandas as pd

    from pipeline.analysis import FieldedWave, Survey
    from pipeline.analysis.trend import Trend
    from pipeline.questionnaire import Language

_EVEN = 1.5
"""Waves count as evenly spaced while the longest time between two is at most so many times the shortest."""


@dataclass(frozen=True)
class TrendPanel:
    """One item; ``points`` has an entry a wave, None where the wave may not be compared on it."""

    variable: str
    label: str
    points: tuple[Point | None, ...]


@dataclass(frozen=True)
class TrendData:
    """Everything a chart of waves shows. ``measure`` is *mean* or *share*; a share lies between 0 and 1."""

    kind: ClassVar[str] = "trend"
    context: Context
    measure: str
    codes: tuple[int, ...]
    low: float
    high: float
    names: tuple[str, ...]
    short_names: tuple[str, ...]
    panels: tuple[TrendPanel, ...]

    def marked(self, judge: Judge) -> Self:
        """The same panels; a dot that ``judge`` says something of bears that mark."""

        def judged(panel: TrendPanel, wave: str, dot: Point | None) -> Point | None:
            if dot is None:
                return None
            about = Drawn(wave, panel.variable, self.measure, self.codes, value=dot.mean, n=dot.n)
            mark = judge(about)
            return dot if mark is UNMARKED else replace(dot, mark=mark)

        def panel_of(panel: TrendPanel) -> TrendPanel:
            pairs = zip(self.context.waves, panel.points, strict=True)
            return replace(panel, points=tuple(judged(panel, wave, dot) for wave, dot in pairs))

        return replace(self, panels=tuple(map(panel_of, self.panels)))

    def to_frame(self) -> pd.DataFrame:
        """One row an item and wave: wave, variable, label, n, value, ci_low, ci_high."""
        import pandas as pd

        dots = [
            (wave, panel, dot)
            for panel in self.panels
            for wave, dot in zip(self.context.waves, panel.points, strict=True)
            if dot is not None
        ]
        records = [(wave, panel.variable, panel.label, dot.n, dot.mean, dot.low, dot.high) for wave, panel, dot in dots]
        columns = ["wave", "variable", "label", "n", "value", "ci_low", "ci_high"]
        types = {"n": "Int64", "value": "float64", "ci_low": "float64", "ci_high": "float64"}
        frame = pd.DataFrame(records, columns=columns).astype(types)
        add_columns(frame, [dot.mark for _, _, dot in dots])
        return self.context.stamp(frame)

    def shown(self, value: float | None) -> str:
        """A value as it is written."""
        if self.measure == "share":
            return numbers.percent(value, self.context.language)
        return numbers.number(value, self.context.language)


@marks_assumed
def trend_data(survey: Survey, wave: str, question: str, *, language: Language = "de") -> TrendData:
    """A question in all waves up to ``wave`` that may be compared with it.

    Where only some of the waves have invented answers, their dots are rings.

    Raises
    ------
    SurveyError
        If the question has no single number to follow.
    """
    found = survey.trend(question, until=wave, language=language)
    fielded = [survey.wave(name) for name in found.waves]
    mixed = 0 < len(found.synthetic) < len(found.waves)
    ring = Mark("synthetic", Weight.LIGHT, phrase(TREND, "synthetic_word", language))
    frame = found.frame()
    by_item: dict[str, dict[str, Point]] = {}
    for row in frame.itertuples():
        dot = Point(whole(row.n), real(row.value), real(row.ci_low), real(row.ci_high))
        rung = replace(dot, mark=ring) if mixed and row.wave in found.synthetic else dot
        by_item.setdefault(row.variable, {})[row.wave] = rung
    labels = dict(zip(frame["variable"], frame["label_short"], strict=True))
    panels = tuple(
        TrendPanel(name, labels[name], tuple(dots.get(one) for one in found.waves)) for name, dots in by_item.items()
    )
    low, high = _ends(survey, found, panels)
    return TrendData(
        context=_context(survey, found, fielded, panels, language, mixed=mixed),
        measure=found.measure,
        codes=(),
        low=low,
        high=high,
        names=wave_names(fielded, language),
        short_names=_short_names(fielded),
        panels=panels,
    )


def _ends(survey: Survey, found: Trend, panels: Sequence[TrendPanel]) -> tuple[float, float]:
    """The ends of the axis: those of the scale, 0 and 1 for shares, and for numbers zero and what holds them all."""
    if found.measure == "share":
        return 0.0, 1.0
    scale = survey.scale(found.waves[-1], found.question)
    if scale.is_likert:
        return value_range(scale)
    dots = [dot for panel in panels for dot in panel.points if dot is not None]
    reached = [value for dot in dots for value in (dot.low, dot.mean, dot.high) if value is not None]
    return 0.0 - _round_up(-min([0.0, *reached])), _round_up(max([1.0, *reached]))


def _round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten; zero stays.

    >>> [_round_up(value) for value in (0, 0.7, 3, 40, 61)]
    [0.0, 1.0, 5.0, 50.0, 100.0]
    """
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(top for top in (power, 2 * power, 5 * power, 10 * power) if value <= top)


def _context(
    survey: Survey, found: Trend, fielded: Sequence[FieldedWave], panels: Sequence[TrendPanel], language: Language,
    *, mixed: bool,
) -> Context:  # fmt: skip
    """What stands around the picture: the base has the numbers of answers of every wave."""
    latest = found.waves[-1]
    asked = survey.question(latest, found.question)
    scale = survey.scale(latest, found.question)
    if found.measure == "share":
        explanation = measured("explain_share", found.answers, language)
    elif scale.is_likert:
        explanation = phrase(TREND, "explain_mean", language, scale=scale_ends(scale, language))
    else:
        explanation = phrase(TREND, "explain_number", language)
    dots = [dot for panel in panels for dot in panel.points if dot is not None]
    absent = any(dot is None for panel in panels for dot in panel.points)
    told = [key for key, holds in (("not_asked", absent), ("spacing", _uneven(fielded))) if holds]
    notes = [*no_interval_notes(dots, language), *(phrase(TREND, key, language) for key in told)]
    counts = [[panel.points[at] for panel in panels if panel.points[at] is not None] for at in range(len(fielded))]
    about = context(
        survey, found.waves, asked, language, explanation=explanation,
        counts=[one[0].n if one else None for one in counts], groups=[dot.withheld for dot in dots],
        notes=[*notes, phrase(TREND, "caution", language)],
    )  # fmt: skip
    ranges = [number_range([dot.n for dot in one], language) for one in counts]
    if len(fielded) > 1:
        periods = [numbers.period(*wave.field_period, language) for wave in fielded]
        parts = "; ".join(f"{period} ({n})" for period, n in zip(periods, ranges, strict=True))
        about = replace(about, n="; ".join(ranges), base=phrase(PHRASES, "base_waves", language, parts=parts))
    if not mixed:
        return about
    names = wave_names([wave for wave in fielded if wave.synthetic], language)
    key = Key(Weight.LIGHT, phrase(TREND, "ring", language, waves=", ".join(names)))
    return replace(about, evidence=None, keys=(key,))


def _uneven(fielded: Sequence[FieldedWave]) -> bool:
    """Whether equal distances on the picture stand for very different times."""
    days = [_middle(wave.field_period) for wave in fielded]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    return len(gaps) > 1 and max(gaps) > _EVEN * max(min(gaps), 1)


def _middle(period: tuple[dt.date, dt.date]) -> float:
    return (period[0].toordinal() + period[1].toordinal()) / 2


def _short_names(fielded: Sequence[FieldedWave]) -> tuple[str, ...]:
    """Names of waves for narrow places: the year, with the month in front where a year has several."""
    starts = [wave.field_period[0] for wave in fielded]
    years = [start.year for start in starts]
    return tuple(
        f"{start.month}/{start.year}" if years.count(start.year) > 1 else str(start.year) for start in starts
    )  # fmt: skip
