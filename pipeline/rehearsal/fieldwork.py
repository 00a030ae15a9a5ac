"""When and how far everybody answers a dry run: days, minutes, access codes, break-offs.

Answers come in on weekdays of the first weeks of the field period, quickly at first. Dates are drawn; there is no clock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.questionnaire.duration import estimated_minutes
from pipeline.rehearsal.responses import Response
from pipeline.statistics.draws import generator, normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.questionnaire.model import Wave
    from pipeline.rehearsal.responses import Answer, Status

TEST_TOKEN = "PROBELAUFTEST01"  # noqa: S105  (an access code that opens nothing)
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TOKEN = 15
_BREAK_OFF = 0.06
_LONGEST = 42
_HALF_LIFE = 0.35
_HOURS = (8, 18)
_SATURDAY = 5
_SHORTEST = 3.0
_ENGLISH = 0.05


@dataclass(frozen=True)
class Begun:
    """A response before it has answers; ``unit`` says whose it is, from 0."""

    number: int
    unit: int
    token: str
    status: Status
    pages: int
    language: str
    begun: dt.datetime
    ended: dt.datetime

    def response(self, answers: Mapping[str, Answer]) -> Response:
        """The response with its answers."""
        return Response(
            self.number, self.token, self.status, self.pages, self.language, self.begun, self.ended, answers
        )


def fieldwork(wave: Wave, respondents: int, seed: int) -> tuple[Begun, ...]:
    """Everybody who begins, in the order in which they do: the municipalities, and three responses more.

    The three are the second of a municipality that submitted one before, a test entry, and one that was only opened.
    Of twenty municipalities one breaks off, if the form has pages enough.
    """
    pages = len(wave.sections)
    units = [*range(respondents), 0, respondents, respondents + 1]
    statuses: list[Status] = ["complete"] * respondents + ["duplicate", "test", "opened"]
    left = [pages] * (respondents + 2) + [0]
    if pages > 1 and respondents > 1:
        order = np.argsort(generator(seed, wave.wave, "break-off").random(respondents - 1), kind="stable") + 1
        depth = generator(seed, wave.wave, "depth").integers(1, pages, size=respondents)
        for unit in order[: max(1, round(_BREAK_OFF * respondents))]:
            statuses[unit], left[unit] = "partial", int(depth[unit])
    count = len(units)
    begun = _begun(wave, count, seed)
    begun[respondents] = max(begun) + dt.timedelta(hours=1)  # the second answer comes after the first
    minutes = _minutes(wave, count, seed)
    tokens = _tokens(seed, respondents + 2)
    tokens[respondents] = TEST_TOKEN
    english = generator(seed, wave.wave, "language").random(count) < _ENGLISH
    made = []
    for number, place in enumerate(sorted(range(count), key=lambda place: begun[place]), start=1):
        spent = minutes[place] * max(left[place], 0) / pages
        ended = begun[place] + dt.timedelta(seconds=round(60 * spent))
        language = "en" if english[place] else "de"
        unit = units[place]
        made.append(
            Begun(number, unit, tokens[unit], statuses[place], left[place], language, begun[place], ended)
        )  # fmt: skip
    return tuple(made)


def _begun(wave: Wave, count: int, seed: int) -> list[dt.datetime]:
    """When each response was begun: on weekdays by day, half of them in the first third of the time."""
    first, last = wave.field_period
    last = min(last, first + dt.timedelta(days=_LONGEST - 1))
    days = [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() < _SATURDAY] or days
    stream = generator(seed, wave.wave, "day")
    draws = np.minimum(-np.log2(1 - stream.random(count)) * _HALF_LIFE, 0.999)
    seconds = stream.integers(_HOURS[0] * 3600, _HOURS[1] * 3600, size=count)
    return [
        dt.datetime.combine(days[int(draw * len(days))], dt.time()) + dt.timedelta(seconds=int(second))
        for draw, second in zip(draws, seconds, strict=True)
    ]


def _minutes(wave: Wave, count: int, seed: int) -> np.ndarray:
    """How long a full response takes: the estimate for the wave, and a third more or less."""
    spread = 0.3 * normal(generator(seed, wave.wave, "minutes"), count)
    return np.maximum(estimated_minutes(wave) * np.exp(spread), _SHORTEST)


def _tokens(seed: int, units: int) -> list[str]:
    """One access code a unit, the same in every wave."""
    letters = generator(seed, "token").integers(0, len(_LETTERS), size=(units, _TOKEN))
    return ["".join(_LETTERS[letter] for letter in row) for row in letters]
