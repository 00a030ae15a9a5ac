"""Which municipalities answer a dry run: of what size and in which Land, as far as the population is known.

Half of the weight of an answer is its share of the population, half is the same for all. The population alone would leave
large cities out (eight in ten municipalities are small), surveys do not: they invite large ones more often, and these
answer more often. No more units are drawn than there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.questionnaire.frame import Frame

_EVEN = 0.5


@dataclass(frozen=True)
class Population:
    """By code of a question with a role: the weight it is drawn with, and how many units there are at most."""

    weights: Mapping[int, float]
    most: Mapping[int, int]


def population(frame: Frame, role: str, codes: Sequence[int]) -> Population:
    """The population as the answers to the question with that role; without a frame all answers weigh the same.

    Parameters
    ----------
    frame:
        What is known of the population, see :mod:`pipeline.questionnaire.frame`.
    role:
        *size_class* or *state*.
    codes:
        The answers that can be given.
    """
    counts: dict[int, float] = {}
    most: dict[int, int] = {}
    crossed: dict[int, float] = dict.fromkeys(codes, 0.0)
    for cell in frame.cells:
        within = cell.codes.get(role)
        if not within:
            continue
        for code in within & set(codes):
            if any(others for name, others in cell.codes.items() if name != role):
                crossed[code] += cell.units / len(within)
            else:
                counts[code] = cell.units / len(within)
                if len(within) == 1:
                    most[code] = cell.units
    units = {code: counts.get(code, crossed[code]) for code in codes}
    total = sum(units.values())
    shares = {code: count / total if total else 0.0 for code, count in units.items()}
    return Population({code: (1 - _EVEN) * share + _EVEN / len(codes) for code, share in shares.items()}, most)
