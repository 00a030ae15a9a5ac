"""Whether answers rise or fall along groups that have an order: Jonckheere-Terpstra with Kendall's tau-b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.association import Kendall, kendall_of
from pipeline.statistics.concordance import Concordance
from pipeline.statistics.result import Method, Tested, Undefined
from pipeline.statistics.samples import all_equal, used

if TYPE_CHECKING:
    from pipeline.statistics.samples import Samples

JONCKHEERE = Method(
    "jonckheere_terpstra",
    "numpy and scipy.special.ndtr, from counts",
    "Jonckheere (1954), Biometrika 41, 133-145; Terpstra (1952), Indag. Math. 14, 327-333; variance with ties: "
    "Hollander, Wolfe and Chicken (2014), Nonparametric Statistical Methods, 3rd ed., section 6.2",
)


@dataclass(frozen=True, kw_only=True)
class Jonckheere(Tested):
    """``p`` is two-sided; ``tau_b`` is positive where answers rise from the first to the last level of ``order``."""

    order: tuple[str, ...] = ()
    statistic: float | None = None
    expected: float | None = None
    variance: float | None = None
    z: float | None = None
    p_increasing: float | None = None
    p_decreasing: float | None = None
    tau_b: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


def jonckheere_terpstra(samples: Samples, *, confidence: float = 0.95) -> Jonckheere:
    """Test for a trend over ordered groups, two-sided.

    ``samples`` holds the answers by level *in the order of the levels*, and this order is the test's: it is taken from
    the questionnaire by the caller, never from the data (``scikit_posthocs.test_jonckheere`` takes the order of
    appearance). ``statsmodels.stats.nonparametric.jonckheere_terpstra`` gives the same z and p for
    ``alternative="two-sided"`` (its default is one-sided), but no J, and costs a second to import; a test compares.

    The effect size is Kendall's tau-b of answers and order, whose z is the same, with its asymptotic interval
    (:func:`pipeline.statistics.association.kendall`). Groups without answers take no part.
    """
    groups = used(samples)
    n = sum(values.size for values in groups.values())
    evidence = {"method": JONCKHEERE, "n": n, "order": tuple(groups)}
    if not n:
        return Jonckheere(**evidence, undefined=Undefined.NO_ANSWERS)
    if len(groups) < 2:
        return Jonckheere(**evidence, undefined=Undefined.ONE_GROUP)
    answers = np.concatenate(list(groups.values()))
    if all_equal(answers):
        return Jonckheere(**evidence, undefined=Undefined.ALL_EQUAL)
    from scipy.special import ndtr

    level = np.repeat(np.arange(len(groups), dtype=np.float64), [values.size for values in groups.values()])
    pairs = Concordance.of(level, answers)
    tau: Kendall = kendall_of(pairs, confidence=confidence)
    size = pairs.table.sum(axis=1)
    expected = (n**2 - int((size**2).sum())) / 4
    z = pairs.z
    return Jonckheere(
        **evidence,
        statistic=expected + pairs.difference / 2,
        expected=expected,
        variance=pairs.variance / 4,
        z=z,
        p=float(2 * ndtr(-abs(z))),
        p_increasing=float(ndtr(-z)),
        p_decreasing=float(ndtr(z)),
        tau_b=tau.estimate,
        ci_low=tau.ci_low,
        ci_high=tau.ci_high,
    )
