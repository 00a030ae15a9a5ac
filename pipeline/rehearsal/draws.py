"""Draws for one variable at a time: ordered answers, answers without an order, numbers, texts.

Ordered answers are a normal score cut at the options' places (threshold model of Thurstone and Likert). A score has a
part common to all questions, one common to a battery, and its own: with the shares declared here, items of a battery
correlate with 0.38 and others with 0.12, as in the synthetic answers of 2016. Location and weights of every variable are drawn
once, so that items differ and no two seeds tell the same story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.questionnaire.number_classes import is_year
from pipeline.statistics.draws import generator, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.questionnaire import Scale, Variable

COMMON, WITHIN = 0.12, 0.38
"""Correlation of the scores of any two items, and of two items of one battery."""

_LOWEST, _HIGHEST, _SPREAD = 0.35, 0.75, 0.24
_SIZE = 0.2
_WIDE = 1000
_HALVES = 0.15
_ZEROS = 0.12
_UNEVEN = 0.8
_BOX = (0.12, 0.6)


@dataclass(frozen=True)
class Draws:
    """Random draws for ``size`` responses to one wave.

    ``year`` is the year in which it is fielded, ``places`` how large each municipality is, from 0 to 1.
    """

    seed: int
    wave: str
    year: int
    places: np.ndarray

    @property
    def size(self) -> int:
        """How many responses there are."""
        return len(self.places)

    def uniform(self, *names: object) -> np.ndarray:
        """Numbers from 0 to 1, one a response."""
        return generator(self.seed, self.wave, *names).random(self.size)

    def normal(self, *names: object) -> np.ndarray:
        """Standard normal scores, one a response."""
        return normal(generator(self.seed, self.wave, *names), self.size)

    def once(self, low: float, high: float, *names: object) -> float:
        """One number for the whole variable."""
        return low + (high - low) * float(generator(self.seed, self.wave, "once", *names).random())

    def score(self, variable: Variable) -> np.ndarray:
        """The normal score of a variable, correlated with those of its battery and of all others."""
        common = np.sqrt(COMMON) * self.normal("common")
        battery = np.sqrt(WITHIN - COMMON) * self.normal("battery", variable.question.id)
        own = np.sqrt(1 - WITHIN) * self.normal("own", variable.name)
        return common + battery + own + _SIZE * (self.places - self.places.mean())

    def preferences(self, variable: Variable, scale: Scale, weights: dict[int, float] | None = None) -> list[list[int]]:
        """For every response the substantive codes of a scale, the one it chooses first, then what it would choose instead."""
        codes = [option.code for option in scale.substantive]
        if scale.places:
            values = np.array([scale.places[code] for code in codes])
            low, span = values.min(), np.ptp(values) or 1.0
            middle = low + span * self.once(_LOWEST, _HIGHEST, variable.name)
            latent = middle + span * _SPREAD * self.score(variable)
            distance = np.abs(values[None, :] - latent[:, None])
        else:
            uneven = normal(generator(self.seed, self.wave, "weights", variable.name), len(codes))
            chances = np.exp(_UNEVEN * uneven) if weights is None else np.array([weights[code] for code in codes])
            draws = generator(self.seed, self.wave, "choice", variable.name).random((self.size, len(codes)))
            distance = (
                -np.log1p(-draws) / chances
            )  # the smallest of exponential draws falls in proportion to the weights
        return [[codes[place] for place in order] for order in np.argsort(distance, axis=1, kind="stable")]

    def ticked(self, variable: Variable) -> np.ndarray:
        """Whether a box is ticked."""
        from scipy.special import ndtri

        return self.score(variable) < ndtri(self.once(*_BOX, variable.name))

    def numbers(self, variable: Variable) -> np.ndarray:
        """Numbers within the limits of the question: shares and weeks spread over the range, counts growing with size.

        Nobody names a year to come.
        """
        low, high = variable.question.minimum, variable.question.maximum
        score = self.score(variable)
        years = is_year(variable.question)
        if years and high is not None and low is not None:
            high = max(low, min(high, float(self.year)))
        if low is not None and high is not None and high - low <= _WIDE:
            from scipy.special import ndtr

            values = low + (high - low) * ndtr(self.once(-1.2, 0.0, variable.name) + 0.8 * score)
            half = (self.uniform("half", variable.name) < _HALVES) & (not years)
            values = np.where(half, np.floor(values) + 0.5, np.round(values))
        else:
            floor = low if low is not None else 0.0 if high is None or high > 0 else high - _WIDE
            drawn = np.exp(self.once(0.5, 2.0, variable.name) + 4 * self.places + 0.8 * score)
            values = floor + np.round(drawn)
            values[self.uniform("zero", variable.name) < _ZEROS] = floor
        return np.clip(values, low, high) if low is not None or high is not None else values

    def which(self, count: int, *names: object) -> Sequence[int]:
        """One of ``count`` things a response, each as often as the others; which comes first is drawn."""
        first = int(self.once(0, count, *names))
        return [(first + place) % count for place in range(self.size)]
