"""Predictors of an ordinal model as numbers, and whether the model has a maximum at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Design:
    """The complete cases: ``y`` the number of the category from 0, ``x`` one column per term, without intercept.

    ``categories`` are the values in use, ``unused`` the values of the scale nobody chose.
    """

    y: NDArray[np.int64]
    x: NDArray[np.float64]
    terms: tuple[str, ...]
    categories: tuple[float, ...]
    unused: tuple[float, ...]

    @property
    def n(self) -> int:
        """Number of complete cases."""
        return self.y.size

    @property
    def collinear(self) -> bool:
        """Whether a term follows from the others, so that their coefficients cannot be told apart."""
        full = np.column_stack([np.ones(self.n), self.x])
        return bool(np.linalg.matrix_rank(full) < full.shape[1])

    def beyond(self, threshold: int) -> NDArray[np.int64]:
        """Whether the answer lies above a threshold (0: the lowest), as 0 and 1."""
        return (self.y > threshold).astype(np.int64)


def design(answers: ArrayLike, predictors: pd.DataFrame, values: ArrayLike) -> Design:
    """Complete cases of answers and predictors.

    Parameters
    ----------
    answers:
        One value of the scale per respondent, NaN where there is no substantive answer.
    predictors:
        One column per predictor: categoricals become indicators ``name[level]`` against their first level *in use*,
        in the order of the categories; other columns are taken as numbers.
    values:
        All values of the scale, rising.
    """
    frame = predictors.reset_index(drop=True)
    answer = np.asarray(answers, dtype=np.float64)
    complete = ~np.isnan(answer) & frame.notna().all(axis=1).to_numpy()
    frame, answer = frame[complete], answer[complete]
    columns, terms = [], []
    for name, column in frame.items():
        if not isinstance(column.dtype, pd.CategoricalDtype):
            columns.append(column.to_numpy(dtype=np.float64))
            terms.append(str(name))
            continue
        codes = column.cat.codes.to_numpy()
        for code in np.unique(codes)[1:]:
            columns.append((codes == code).astype(np.float64))
            terms.append(f"{name}[{column.cat.categories[code]}]")
    scale = np.sort(np.asarray(values, dtype=np.float64))
    chosen = np.isin(scale, answer)
    x = np.column_stack(columns) if columns else np.empty((answer.size, 0))
    return Design(
        np.searchsorted(scale[chosen], answer), x, tuple(terms), tuple(scale[chosen].tolist()),
        tuple(scale[~chosen].tolist()),
    )  # fmt: skip


def separated(y: NDArray[np.int64], x: NDArray[np.float64]) -> bool:
    """Whether some direction of the predictors orders the categories without a slip, so that the likelihood has no maximum.

    Then a coefficient would grow without end (a group in which everyone gave the highest answer). Linear programme of
    Konis (2007, thesis, Oxford), one set of constraints per threshold of the cumulative model; solved by
    :func:`scipy.optimize.linprog` over the distinct rows.
    """
    from scipy.optimize import linprog

    rows = np.unique(np.column_stack([y, x]), axis=0)
    y, x = rows[:, 0], rows[:, 1:]
    thresholds = int(y.max())
    sides = []
    for threshold in range(thresholds):
        position = np.zeros((y.size, thresholds))
        position[:, threshold] = 1.0
        side = np.where(y <= threshold, 1.0, -1.0)[:, None]
        sides.append(side * np.hstack([position, -x]))
    right = np.vstack(sides)
    found = linprog(
        -right.sum(axis=0), A_ub=np.vstack([-right, right]), bounds=(None, None), method="highs",
        b_ub=np.concatenate([np.zeros(len(right)), np.ones(len(right))]),
    )  # fmt: skip
    return bool(found.fun is not None and -found.fun > 1e-6)
