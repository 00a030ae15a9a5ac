"""Random numbers that can be drawn again: a stream of its own for every seed and name, so that nothing depends on order.

A variable keeps its draws when others are added before it. Streams are numpy's PCG64, normal scores uniform draws turned
by the inverse distribution function (``scipy.special.ndtri``).
"""

from __future__ import annotations

import hashlib

import numpy as np

_BYTES = 8


def generator(seed: int, *names: object) -> np.random.Generator:
    """The stream of a seed and a name.

    >>> generator(1, "wave", "item").random() == generator(1, "wave", "item").random() != generator(1, "wave").random()
    True
    """
    text = "|".join(map(str, (seed, *names)))
    return np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(text.encode()).digest()[:_BYTES])))


def normal(stream: np.random.Generator, size: int) -> np.ndarray:
    """Standard normal scores, as many as ``size``."""
    from scipy.special import ndtri

    return ndtri(stream.random(size))
