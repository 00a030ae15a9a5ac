"""How large an effect is called: the conventions of the field, each with its source.

A convention is a habit of speech and no law; the number always stands beside the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Magnitude(StrEnum):
    """The size of an effect in one word, see ``pipeline.wording.effects``."""

    NEGLIGIBLE = "negligible"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True)
class Convention:
    """From which absolute value on an effect is called small, medium and large."""

    limits: tuple[float, float, float]
    reference: str


_COHEN = "Cohen (1988), Statistical Power Analysis, 2nd ed."
CONVENTIONS = {
    "epsilon_squared": Convention((0.01, 0.06, 0.14), "Field (2013), Discovering Statistics, 4th ed."),
    "rank_biserial": Convention(
        (0.147, 0.33, 0.474), "Romano, Kromrey, Coraggio and Skowronek (2006), Florida Assoc. Institutional Research"
    ),
    "correlation": Convention((0.1, 0.3, 0.5), f"{_COHEN}, ch. 3"),
    "cramers_v": Convention((0.1, 0.3, 0.5), f"{_COHEN}, ch. 7"),
}


def magnitude(kind: str, value: float | None, *, freedom: int = 1) -> Magnitude | None:
    """What an effect is called, ``None`` if it is not defined.

    Parameters
    ----------
    kind:
        A key of :data:`CONVENTIONS`.
    freedom:
        For Cramér's V: the smaller of rows and columns less one; the convention is for ``w = V * sqrt(freedom)``.

    >>> magnitude("rank_biserial", -0.4)
    <Magnitude.MEDIUM: 'medium'>
    """
    if value is None:
        return None
    size = abs(value) * freedom**0.5
    return list(Magnitude)[sum(size >= limit for limit in CONVENTIONS[kind].limits)]
