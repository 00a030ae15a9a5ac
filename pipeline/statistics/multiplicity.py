"""Many tests at once: p-values adjusted within a family that is always named.

Holm (1979) for the pairs of groups of one item, where no false claim is wanted at all; Benjamini and Hochberg (1995)
for the items of a battery, where a known share of false claims is borne. ``statsmodels``' ``multipletests`` gives the
same numbers when asked for ``holm`` and ``fdr_bh`` (its default is neither, but Holm-Sidak); its import alone costs a
second, so Holm is written out here, Benjamini-Hochberg comes from :func:`scipy.stats.false_discovery_control`, and a
test compares both with statsmodels, pingouin and R.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from pipeline.statistics.result import Family, Tested

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

Adjustment = Literal["holm", "fdr_bh"]
T = TypeVar("T", bound=Tested)


def holm(p: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down adjustment: controls the chance of any false claim in the family.

    ``p_(i)`` becomes the running maximum of ``(m - i + 1) * p_(i)``, at most 1, over the ``m`` tests that are defined;
    a test without a p-value (None) stays without and does not count (R: ``p.adjust(p, "holm")``).

    >>> holm([0.01, None, 0.04, 0.03])
    [0.03, None, 0.06, 0.06]
    """
    return _spread(p, _holm)


def benjamini_hochberg(p: Sequence[float | None]) -> list[float | None]:
    """Benjamini and Hochberg's step-up adjustment: controls the expected share of false claims among the claims.

    Computed by :func:`scipy.stats.false_discovery_control` (R: ``p.adjust(p, "BH")``); None stays None.
    """
    from scipy.stats import false_discovery_control

    return _spread(p, lambda defined: false_discovery_control(defined, method="bh"))


def adjust(results: Sequence[T], *, kind: str, of: str, adjustment: Adjustment) -> tuple[T, ...]:
    """The same results with ``p_adjusted`` and the :class:`~pipeline.statistics.result.Family` they were adjusted in.

    Parameters
    ----------
    kind, of:
        What the tests have in common (``items`` of the battery ``tasks``), for the name of the family. Its size is
        the number of tests that are defined.
    """
    adjusted = (holm if adjustment == "holm" else benjamini_hochberg)([result.p for result in results])
    family = Family(kind, of, sum(value is not None for value in adjusted), adjustment)
    return tuple(
        replace(result, p_adjusted=value, family=family) for result, value in zip(results, adjusted, strict=True)
    )


def _spread(
    p: Sequence[float | None], method: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> list[float | None]:
    defined = np.array([value for value in p if value is not None], dtype=np.float64)
    if np.isnan(defined).any():
        msg = "A p-value is NaN. Hint: a test that is not defined has the p-value None, and a reason."
        raise ValueError(msg)
    values = iter(method(defined).tolist() if defined.size else [])
    return [None if value is None else next(values) for value in p]


def _holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(np.arange(p.size, 0, -1) * p[order])
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted
