"""Checks of the print against the questionnaire, and of its wordings against each other.

What the report calls an answer, a question or a figure is looked up where it is defined: in the questionnaire under
``questionnaire/`` and in the ledger.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pipeline.reproduction.evidence import Evidence, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def not_an_option(evidence: Evidence, scale: str, wordings: Sequence[str]) -> Finding:
    """The report names an answer that the scale does not offer."""
    options = [option.label.de for option in evidence.questionnaire.scale(scale).options]
    missing = [wording for wording in wordings if wording not in options]
    return Finding(bool(missing), f"{', '.join(missing or wordings)}: {' / '.join(options)}")


def not_in_question(evidence: Evidence, wave: str, question: str, wording: str) -> Finding:
    """The report describes a question with words that the question does not have."""
    asked = next(found for found in evidence.questionnaire.wave(wave).questions if found.id == question)
    return Finding(wording not in asked.text.de, f"{wording}: {asked.text.de}")


def other_figure(evidence: Evidence, row: str, printed: str) -> Finding:
    """The text refers to another figure than the one that shows the number."""
    figure = evidence.ledger[row].figure
    return Finding(figure != printed, f"{printed}; {figure}")


def other_wave(evidence: Evidence, row: str, key: str, keys: Mapping[str, str]) -> Finding:
    """A source line names the survey of another wave than the one the numbers come from.

    ``keys`` maps the report's keys of its own surveys to waves, as its other figures use them.
    """
    wave = evidence.ledger[row].wave
    return Finding(keys[key] != wave, f"{key} = {keys[key]}; {wave}")


def periods_differ(_: Evidence, first: Sequence[int], second: Sequence[int]) -> Finding:
    """Two statements of one field period, as first and last month, differ."""
    shown = ["-".join(map(str, period)) for period in (first, second)]
    return Finding(list(first) != list(second), "; ".join(shown))


def no_class_limit(evidence: Evidence, scale: str, limit: int) -> Finding:
    """A share is reported below or above a limit at which the answer classes do not cut."""
    limits = sorted({number for label in _labels(evidence, scale) for number in _numbers(label)})
    return Finding(limit not in limits, f"{limit}: {', '.join(map(str, limits))}")


def classes_overlap(evidence: Evidence, scale: str) -> Finding:
    """A limit belongs to two answer classes: "3 bis 5" and "5 bis 10" both hold the 5."""
    held = [set(_numbers(label)) - set(_excluded(label)) for label in _labels(evidence, scale)]
    shared = sorted({number for first, second in itertools.pairwise(held) for number in first & second})
    return Finding(bool(shared), ", ".join(map(str, shared)))


def foreign_option(evidence: Evidence, scale: str, kin: str, wording: str) -> Finding:
    """An option stands in a scale whose other options are all those of another scale, which does not have it."""
    own = {option.label.de for option in evidence.questionnaire.scale(scale).options}
    other = {option.label.de for option in evidence.questionnaire.scale(kin).options}
    contradicts = wording in own and wording not in other and own - {wording} < other
    return Finding(contradicts, f"{wording}: {' / '.join(sorted(other - own))}")


def words_differ(_: Evidence, printed: str, meant: str) -> Finding:
    """A word is printed where another one is meant."""
    return Finding(printed != meant, f"{printed}; {meant}")


def _labels(evidence: Evidence, scale: str) -> list[str]:
    return [option.label.de for option in evidence.questionnaire.scale(scale).substantive]


def _numbers(label: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", label)]


def _excluded(label: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?:unter|>)\s*(\d+)", label)]


CHECKS = (
    not_an_option, not_in_question, other_figure, other_wave, periods_differ, no_class_limit, classes_overlap,
    foreign_option, words_differ,
)  # fmt: skip
