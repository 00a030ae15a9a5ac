"""The shape an item is given before its printed numbers are met: what "smooth" is measured against.

Answers on an ordered scale are taken as a normal distribution cut into the scale's options (the threshold model of
Thurstone and Likert): the cuts lie halfway between neighbouring values, the spread is declared, the location is
chosen so that a statistic comes out as printed, and the spread where two are printed. Options without an order start out equally likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.questionnaire import Scale

_REACH = 8.0
_FARTHEST = 0.995
_STRETCH = 0.5
"""Doublings or halvings of the declared spread that two printed statistics may ask for."""


def with_mean(scale: Scale, mean: float, spread: float) -> dict[int, float]:
    """Shares of a cut normal distribution with this mean over the options' places."""
    places = scale.places

    def missed(location: float) -> float:
        return sum(place * share for place, share in zip(places.values(), _cut(places, location, spread), strict=True))

    return _located(places, spread, missed, mean)


def with_share(scale: Scale, codes: Iterable[int], share: float, spread: float) -> dict[int, float]:
    """Shares of a cut normal distribution in which the codes, an end of the scale, have this share together."""
    places, wanted = scale.places, frozenset(codes)
    high = max(wanted, key=lambda code: places[code]) == max(places, key=lambda code: places[code])
    sign = 1 if high else -1

    def missed(location: float) -> float:
        shares = zip(places, _cut(places, location, spread), strict=True)
        return sign * sum(entry for code, entry in shares if code in wanted)

    return _located(places, spread, missed, sign * min(max(share, 1 - _FARTHEST), _FARTHEST))


def with_both(scale: Scale, mean: float, codes: Iterable[int], share: float, spread: float) -> dict[int, float]:
    """Shares of a cut normal distribution with this mean in which the codes, an end of the scale, have this share.

    The spread follows from the two, as far as it stays within half a doubling or halving of the declared one; beyond,
    the nearest limit is taken, and the mean is kept.
    """
    from scipy.optimize import brentq

    wanted = frozenset(codes)

    def missed(doublings: float) -> float:
        shares = with_mean(scale, mean, spread * 2.0**doublings)
        return sum(entry for code, entry in shares.items() if code in wanted) - share

    ends = (-_STRETCH, _STRETCH)
    if missed(ends[0]) * missed(ends[1]) > 0:
        best = min(ends, key=lambda end: abs(missed(end)))
    else:
        best = float(brentq(missed, *ends, xtol=1e-10))
    return with_mean(scale, mean, spread * 2.0**best)


def is_end(scale: Scale, codes: Iterable[int]) -> bool:
    """Whether the codes are the upper or the lower end of an ordered scale, but not all of it."""
    places, wanted = scale.places, set(codes)
    ordered = sorted(places, key=lambda code: places[code])
    size = len(wanted)
    return bool(places) and size < len(ordered) and wanted in (set(ordered[:size]), set(ordered[-size:]))


def unordered(scale: Scale, known: Mapping[tuple[int, ...], float]) -> dict[int, float]:
    """Equal shares, after the sets of codes in ``known`` have been given theirs; sets must not overlap."""
    shares: dict[int, float] = {}
    for codes, share in known.items():
        if not shares.keys() & set(codes):
            shares |= dict.fromkeys(codes, share / len(codes))
    rest = [option.code for option in scale.substantive if option.code not in shares]
    left = max(0.0, 1 - sum(shares.values()))
    return shares | dict.fromkeys(rest, left / len(rest) if rest else 0.0)


def _cut(places: Mapping[int, float], location: float, spread: float) -> np.ndarray:
    """Shares of the options in the order of ``places``."""
    from scipy.special import ndtr

    values = np.array(list(places.values()))
    order = np.argsort(values)
    cuts = (values[order][1:] + values[order][:-1]) / 2
    below = np.concatenate([[0.0], ndtr((cuts - location) / spread), [1.0]])
    shares = np.empty(len(values))
    shares[order] = np.diff(below)
    return shares


def _located(
    places: Mapping[int, float], spread: float, statistic: Callable[[float], float], wanted: float
) -> dict[int, float]:
    """The cut distribution whose statistic, which rises with the location, is as wanted."""
    from scipy.optimize import brentq

    low, high = min(places.values()) - _REACH * spread, max(places.values()) + _REACH * spread
    if not statistic(low) < wanted < statistic(high):
        location = low if wanted <= statistic(low) else high
    else:
        location = float(brentq(lambda place: statistic(place) - wanted, low, high, xtol=1e-10))
    return dict(zip(places, _cut(places, location, spread).tolist(), strict=True))
