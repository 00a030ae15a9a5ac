"""A mean with its interval: the mark that mean charts and small multiples share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures import palette, theme
from pipeline.figures.context import Status, real, scale_value, status, whole
from pipeline.figures.marks import UNMARKED, Mark
from pipeline.figures.surround import dot
from pipeline.wording import phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from pipeline.figures.page import Page
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Scale


@dataclass(frozen=True)
class Point:
    """A mean, its 95 % interval (None where too few answered for one) and its n."""

    n: int | None
    mean: float | None
    low: float | None
    high: float | None
    mark: Mark = UNMARKED

    @property
    def status(self) -> Status:
        """Whether there is a number to draw."""
        return status(self.n, self.mean)

    @property
    def withheld(self) -> int | None:
        """None if the mean is withheld, else the number of answers."""
        return None if self.status is Status.WITHHELD else self.n

    @property
    def lacks_interval(self) -> bool:
        """Whether a mean is drawn without its interval."""
        return self.mean is not None and self.low is None


def no_interval_notes(points: Iterable[Point], language: Language) -> list[str]:
    """Why some means have no interval, for the notes under a figure; nothing if all have one."""
    return [phrase(PHRASES, "no_interval", language)] if any(point.lacks_interval for point in points) else []


def point(row: Any) -> Point:
    """The point of a row of :meth:`~pipeline.analysis.Survey.means`."""
    return Point(whole(row.n), real(row.mean), real(row.ci_low), real(row.ci_high))


@dataclass(frozen=True)
class Axis:
    """A rating scale laid out from ``left`` to ``right`` points; it always shows both its ends."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value lies; an interval that runs over the end of the scale is cut there."""
        inside = min(max(value, self.low), self.high)
        return self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self) -> list[float]:
        """Whole points of the scale, thinned out to at most seven."""
        whole_points = [self.low + step for step in range(int(self.high - self.low) + 1)]
        return whole_points[:: max(1, -(-len(whole_points) // 7))]


def value_range(scale: Scale) -> tuple[float, float]:
    """The ends of a scale's values; a scale of one value is widened so that it has a length."""
    low, high = scale.low.value, scale.high.value
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def grid(page: Page, axis: Axis, top: float, bottom: float) -> None:
    """Hairlines at the points of the scale."""
    for tick in axis.ticks():
        page.line((axis.at(tick), top), (axis.at(tick), bottom), palette.HAIRLINE, 0.5)


def tick_labels(page: Page, axis: Axis, top: float, language: Language) -> None:
    """The points of the scale, written below it."""
    for tick in axis.ticks():
        page.text(axis.at(tick), top + 8.5, scale_value(tick, language), theme.SMALL_QUIET, "center")


def draw_point(page: Page, axis: Axis, mark: Point, middle: float, *, radius: float = 3.2) -> None:
    """Interval and mean; an interval that reaches over the end of the scale stops there.

    A sure mean is a full dot, a lightly marked one a ring, a strongly marked one a cross.
    """
    if mark.mean is None:
        return
    if mark.low is not None and mark.high is not None:
        start, end = axis.at(mark.low), axis.at(mark.high)
        page.box(start, middle - 1.5, end - start, 3.0, palette.INTERVAL)
    dot(page, (axis.at(mark.mean), middle), mark.mark.weight, radius)
