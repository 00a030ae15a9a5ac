"""How far the items of a battery measure one thing: Cronbach's alpha with its interval, and what each item adds.

Alpha asks at least three items; two have a Spearman-Brown coefficient instead. Omega, which does not take every item
for equally good, stands in :mod:`pipeline.statistics.omega`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.statistics.likert import MINIMUM_FOR_INTERVAL
from pipeline.statistics.result import Method, Result, Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

ALPHA = Method(
    "cronbach_alpha",
    "pingouin.cronbach_alpha, its interval from scipy.stats.f",
    "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16, 297–334; "
    "interval: Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for coefficient alpha. "
    "Applied Psychological Measurement 11, 93–103.",
)
ITEM_ANALYSIS = Method(
    "item_analysis",
    "pandas.DataFrame.corrwith, pingouin.cronbach_alpha",
    "Nunnally, J. C., & Bernstein, I. H. (1994). Psychometric theory (3rd ed.). McGraw-Hill.",
)
SPEARMAN_BROWN = Method(
    "spearman_brown",
    "pandas.DataFrame.corr and own formula",
    "Eisinga, R., te Grotenhuis, M., & Pelzer, B. (2013). The reliability of a two-item scale: Pearson, Cronbach, or "
    "Spearman-Brown? International Journal of Public Health 58, 637–642.",
)


@dataclass(frozen=True, kw_only=True)
class Alpha(Result):
    """Cronbach's alpha of ``items`` items; ``n`` respondents answered all of them.

    ``pairwise`` is alpha from covariances of whoever answered both items, ``n_pairwise`` those who answered any.
    """

    items: int
    alpha: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    standardised: float | None = None
    pairwise: float | None = None
    n_pairwise: int = 0


@dataclass(frozen=True, kw_only=True)
class ItemAnalysis(Result):
    """Each item against the sum of the others, and alpha without it, from the ``n`` complete rows."""

    items: tuple[str, ...]
    mean: tuple[float | None, ...]
    sd: tuple[float | None, ...]
    item_rest: tuple[float | None, ...]
    alpha_if_deleted: tuple[float | None, ...]

    def rows(self) -> list[dict[str, object]]:
        """One row per item: item, n, mean, sd, item_rest, alpha_if_deleted."""
        columns = zip(self.items, self.mean, self.sd, self.item_rest, self.alpha_if_deleted, strict=True)
        names = ("mean", "sd", "item_rest", "alpha_if_deleted")
        return [{"item": item, "n": self.n, **dict(zip(names, values, strict=True))} for item, *values in columns]


@dataclass(frozen=True, kw_only=True)
class SpearmanBrown(Result):
    """Reliability of the sum of two items, from their correlation ``r``."""

    r: float | None = None
    reliability: float | None = None


def reverse_keyed(answers: pd.DataFrame, items: Sequence[str], values: Sequence[float]) -> pd.DataFrame:
    """The answers with ``items`` turned round, so that a high value means the same in every column.

    Parameters
    ----------
    values:
        What the answers of the *scale* are worth: a value x becomes lowest + highest - x, whoever chose what.

    Raises
    ------
    KeyError
        If an item is no column of the answers.
    """
    unknown = [name for name in items if name not in answers.columns]
    if unknown:
        msg = f"No item '{unknown[0]}' to be reversed; there are: {', '.join(map(str, answers.columns))}"
        raise KeyError(msg)
    turned = list(items)
    return answers.assign(**(min(values) + max(values) - answers[turned]))


def cronbach_alpha(answers: pd.DataFrame, *, confidence: float = 0.95) -> Alpha:
    """Cronbach's alpha of three items or more (R: ``psych::alpha``; interval: ``psych::alpha.ci``).

    Parameters
    ----------
    answers:
        One column per item, one row per respondent, NaN where there is no answer, reversed items turned round.

    Notes
    -----
    pingouin takes pairwise covariances by default and rounds the interval to three digits; here the rows are complete
    and the interval is Feldt's, ``1 - (1 - alpha) F`` with n - 1 and (n - 1)(k - 1) degrees of freedom. No interval
    below :data:`~pipeline.statistics.likert.MINIMUM_FOR_INTERVAL` respondents.
    """
    from scipy.stats import f

    k, complete = answers.shape[1], answers.dropna()
    n = len(complete)
    counted = {"n": n, "items": k, "n_pairwise": int(answers.notna().any(axis=1).sum())}
    if k < 3:
        return Alpha(method=ALPHA, undefined=Undefined.TOO_FEW_ITEMS, **counted)
    pairwise = _alpha(answers)
    if (problem := _problem(complete)) is not None:
        return Alpha(method=ALPHA, undefined=problem, pairwise=pairwise, **counted)
    alpha = _alpha(complete)
    if alpha is None:
        return Alpha(method=ALPHA, undefined=Undefined.NOT_COMPUTABLE, pairwise=pairwise, **counted)
    tail, freedom = (1 - confidence) / 2, (n - 1, (n - 1) * (k - 1))
    low, high = (1 - (1 - alpha) * float(f.isf(p, *freedom)) for p in (tail, 1 - tail))
    wide_enough = n >= MINIMUM_FOR_INTERVAL
    return Alpha(
        method=ALPHA,
        alpha=alpha,
        ci_low=low if wide_enough else None,
        ci_high=high if wide_enough else None,
        standardised=_standardised(complete),
        pairwise=pairwise,
        **counted,
    )


def item_analysis(answers: pd.DataFrame) -> ItemAnalysis:
    """Item-rest correlations and alpha if an item is deleted (R: ``psych::alpha(...)$item.stats``, ``$alpha.drop``).

    Alpha without one of three items would be one of two, so it is left out.
    """
    items, complete = tuple(str(name) for name in answers.columns), answers.dropna()
    problem = Undefined.TOO_FEW_ITEMS if len(items) < 3 else _problem(complete)
    rest, without = [], []
    for name in answers.columns:
        others = complete.drop(columns=name)
        total = others.sum(axis=1)
        vary = problem is None and all(np.ptp(part.to_numpy()) > 0 for part in (complete[name], total))
        rest.append(float(complete[name].corr(total)) if vary else None)
        without.append(_alpha(others) if problem is None and len(items) > 3 else None)
    n = len(complete)
    return ItemAnalysis(
        method=ITEM_ANALYSIS,
        n=n,
        undefined=problem,
        items=items,
        mean=tuple(float(complete[name].mean()) if n else None for name in answers.columns),
        sd=tuple(float(complete[name].std()) if n > 1 else None for name in answers.columns),
        item_rest=tuple(rest),
        alpha_if_deleted=tuple(without),
    )


def spearman_brown(answers: pd.DataFrame) -> SpearmanBrown:
    """Reliability of a scale of exactly two items: ``2 r / (1 + r)`` with Pearson's r of the complete pairs."""
    complete = answers.dropna()
    n = len(complete)
    problem = Undefined.TOO_FEW_ITEMS if answers.shape[1] < 2 else _problem(complete)
    if answers.shape[1] > 2:
        msg = f"A Spearman-Brown coefficient is for two items, not for {answers.shape[1]}. Hint: cronbach_alpha"
        raise ValueError(msg)
    if problem is None and (complete.nunique() < 2).any():
        problem = Undefined.ALL_EQUAL
    if problem is not None:
        return SpearmanBrown(method=SPEARMAN_BROWN, n=n, undefined=problem)
    r = float(complete.iloc[:, 0].corr(complete.iloc[:, 1]))
    if r <= -1 + 1e-12:
        return SpearmanBrown(method=SPEARMAN_BROWN, n=n, r=r, undefined=Undefined.NOT_COMPUTABLE)
    return SpearmanBrown(method=SPEARMAN_BROWN, n=n, r=r, reliability=2 * r / (1 + r))


def _problem(complete: pd.DataFrame) -> Undefined | None:
    if len(complete) == 0:
        return Undefined.NO_ANSWERS
    if len(complete) == 1:
        return Undefined.TOO_FEW_ANSWERS
    if (complete.nunique() < 2).all():
        return Undefined.ALL_EQUAL
    return None


def _alpha(answers: pd.DataFrame) -> float | None:
    """Alpha by pingouin, from whatever covariances there are; None where one is missing or the sum does not vary."""
    import pingouin

    if answers.notna().any(axis=1).sum() < 2:
        return None
    covariance = answers.cov().to_numpy()
    if np.isnan(covariance).any() or covariance.sum() <= 1e-12 * np.trace(covariance) or np.trace(covariance) == 0:
        return None
    return float(pingouin.cronbach_alpha(answers)[0])


def _standardised(complete: pd.DataFrame) -> float | None:
    """Alpha as it would be if every item had the same spread."""
    if (complete.nunique() < 2).any():
        return None
    correlation, k = complete.corr().to_numpy(), complete.shape[1]
    total = correlation.sum()
    return float(k / (k - 1) * (1 - k / total)) if total > 1e-12 else None
