"""How far the tables of several ways differ: ``python -m benchmarks.agreement <folder>`` prints the largest difference."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np


def largest_difference(folder: Path) -> float:
    """Relative difference of the tables ``<way>-<kind>.npz``, the weighted ones among themselves."""
    tables = {path.stem: dict(np.load(path)) for path in sorted(folder.glob("*.npz"))}
    worst = 0.0
    for weighted in (False, True):
        same = [table for name, table in tables.items() if name.startswith(("ours_weighted", "svy")) == weighted]
        for table in same[1:]:
            for name in set(table) & set(same[0]):
                worst = max(worst, float(np.nanmax(np.abs(table[name] / same[0][name] - 1))))
    return worst


if __name__ == "__main__":
    sys.stdout.write(f"{largest_difference(Path(sys.argv[1])):.0e}\n")
