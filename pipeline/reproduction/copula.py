"""Who gave which answer: a Gaussian copula that moves no margin.

Every variable has a normal score per respondent: a part shared by all questions, a part shared by its block, and its
own. The counts found by calibration are dealt out along these scores within the cells they were found for - the
highest scores get the answers worth most - so the answers hang together as declared and every count stays exactly what
it was (a normal copula; e.g. Nelsen 2006, ch. 2.3; discrete margins: Genest/Nešlehová 2007). The correlation of two
items with few options is therefore somewhat smaller than that of their scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.draws import generator, normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.reproduction.settings import Dependence


@dataclass(frozen=True)
class Scores:
    """Normal scores of all units of the study, wave by wave.

    Attributes
    ----------
    units:
        How many units there are.
    waves:
        The earlier and the later wave.
    size:
        The size score of every unit, standardised.
    comparable, comparable_questions:
        Variables whose answers in both waves are comparable, so that a unit's scores may be alike; and their questions.
    """

    seed: int
    units: int
    waves: tuple[str, str]
    dependence: Dependence
    size: np.ndarray
    comparable: frozenset[str]
    comparable_questions: frozenset[str]

    def of(self, wave: str, question: str, variable: str) -> np.ndarray:
        """Scores of one variable, high for much; mean 0 and variance 1 over many units."""
        block = self.dependence.block(question)
        common = self._draw(wave, self.dependence.common_stability, "common")
        own = self._draw(wave, block.stability if variable in self.comparable else 0.0, "own", variable)
        alike = any(name in self.comparable_questions for name in (*block.questions, *block.reversed))
        shared = self._draw(wave, block.stability if alike else 0.0, "block", *block.questions)
        score = (
            np.sqrt(block.common) * common
            + np.sqrt(block.within - block.common) * shared
            + np.sqrt(1 - block.within) * own
        )
        effect = self.dependence.size.questions.get(question, 0.0)
        score = effect * self.size + np.sqrt(1 - effect**2) * score
        return -score if question in block.reversed else score

    def reluctance(self, wave: str, variable: str) -> np.ndarray:
        """Scores that decide who leaves a variable blank; the same people tend to leave several blank."""
        together = self.dependence.reluctance
        person = self._draw(wave, 0.0, "reluctance")
        return np.sqrt(together) * person + np.sqrt(1 - together) * self._draw(wave, 0.0, "reluctance", variable)

    def _draw(self, wave: str, stability: float, *names: str) -> np.ndarray:
        """Scores of the wave; in the later one correlated with those of the earlier by ``stability``."""
        fresh = normal(generator(self.seed, wave, *names), self.units)
        if wave == self.waves[0] or not stability:
            return fresh
        before = normal(generator(self.seed, self.waves[0], *names), self.units)
        return stability * before + np.sqrt(1 - stability**2) * fresh


def deal(
    counts: Mapping[int, int], places: Mapping[int, float], scores: np.ndarray, reluctance: np.ndarray, blank: int
) -> np.ndarray:
    """Give every respondent of a cell an answer, so that each code is given exactly as often as counted.

    Parameters
    ----------
    counts:
        Code to number of respondents; the numbers add up to the respondents of the cell.
    places:
        Code to place on a line, high for much; codes without one (don't know) go to the most reluctant.
    scores, reluctance:
        One number per respondent: the highest scores get the answers placed highest, blanks and answers without a
        place go to the highest reluctance.
    blank:
        The code of a blank answer; blanks come before other answers without a place.

    Returns
    -------
    numpy.ndarray
        One code per respondent.
    """
    if sum(counts.values()) != len(scores):
        msg = f"{sum(counts.values())} answers for {len(scores)} respondents"
        raise ValueError(msg)
    answers = np.empty(len(scores), dtype=int)
    left = np.argsort(-reluctance, kind="stable")
    for code in sorted((code for code in counts if code not in places), key=lambda code: (code != blank, code)):
        answers[left[: counts[code]]] = code
        left = left[counts[code] :]
    ordered = left[np.argsort(-scores[left], kind="stable")]
    given = sorted((code for code in counts if code in places), key=lambda code: -places[code])
    answers[ordered] = np.repeat(given, [counts[code] for code in given])
    return answers


def standardised(values: Sequence[float]) -> np.ndarray:
    """Mean 0 and variance 1; all zero if there is no difference."""
    array = np.asarray(values, float)
    spread = array.std()
    return (array - array.mean()) / spread if spread else np.zeros(len(array))
