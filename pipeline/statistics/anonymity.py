"""How many records a respondent hides among: k-anonymity of microdata over what outsiders can know of a respondent.

Tables are protected by withholding (:mod:`pipeline.statistics.disclosure`); single records, which a data archive hands to
researchers, by making groups coarser until nobody stands alone (Samarati and Sweeney 1998, *Protecting privacy when
disclosing information: k-anonymity and its enforcement through generalization and suppression*; Hundepool et al. 2012,
*Statistical Disclosure Control*, ch. 3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def frequencies(keys: ArrayLike) -> NDArray[np.int64]:
    """How many records agree with each in everything that is known of it; numpy counts.

    What a record does not tell cannot single it out: of one without a Land only the size is compared. A record that is
    complete is compared with complete ones alone, which counts too few rather than too many.

    Parameters
    ----------
    keys:
        Codes by record and key, shape (records, keys); NaN where a key is not known.

    Returns
    -------
    numpy.ndarray
        Shape (records,), at least 1.

    >>> frequencies([[1, 1], [1, 1], [1, float("nan")], [2, 1]]).tolist()
    [2, 2, 3, 1]
    """
    table = np.asarray(keys, dtype=np.float64)
    if table.ndim != 2:
        msg = f"keys are a table of records by keys, found {table.ndim} dimension(s). Hint: pass one column a key"
        raise ValueError(msg)
    found = np.zeros(len(table), dtype=np.int64)
    known = ~np.isnan(table)
    for pattern in np.unique(known, axis=0):
        alike = (known == pattern).all(axis=1)
        comparable = (known >= pattern).all(axis=1)
        _, group, size = np.unique(table[comparable][:, pattern], axis=0, return_inverse=True, return_counts=True)
        counted = np.zeros(len(table), dtype=np.int64)
        counted[comparable] = size[group.reshape(-1)]
        found[alike] = counted[alike]
    return found


def smallest(keys: ArrayLike) -> int:
    """The least of :func:`frequencies`, the *k* of k-anonymity; 0 without records."""
    found = frequencies(keys)
    return int(found.min()) if found.size else 0
