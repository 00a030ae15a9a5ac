"""One table, many ways: n, mean, sd, se, interval and boxes of 62 items by 8 classes, each way a process of its own.

``python -m benchmarks.variants <way> <file> <result>`` computes the table and keeps n, mean and standard error, so that
the ways can be compared. Only what a way needs is imported. ``bare`` reads the file into a DuckDB table and computes
nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

ITEMS = [f"item_{number:02d}" for number in range(1, 63)]
LEVELS = range(1, 9)
VALUES = {code: float(code) for code in range(1, 6)}

Table = dict[str, "NDArray[np.float64]"]


def ours(path: Path, weight: str | None = None) -> Table:
    """The function of the package, from a file or a table of DuckDB."""
    from pipeline.coded import likert_table

    source: object = path
    if path.suffix == ".duckdb":
        import duckdb

        source = duckdb.connect(path, read_only=True).sql("FROM answers")
    table = likert_table(source, ITEMS, "size_class", levels=LEVELS, values=VALUES, weight=weight)
    mean, se = ("weighted_mean", "weighted_se") if weight else ("mean", "se")
    return {"n": table["n"].to_numpy(), "mean": table[mean].to_numpy(), "se": table[se].to_numpy()}


def ours_weighted(path: Path) -> Table:
    """With weights: linearised errors beside the unweighted ones."""
    return ours(path, "weight")


def bare(path: Path) -> Table:
    """Nothing but reading the file into a table, every column as DuckDB guesses it."""
    import duckdb

    reader = "read_csv" if path.suffix == ".csv" else "read_parquet"
    duckdb.connect().execute("SET enable_progress_bar=false").execute(f"CREATE TABLE bare AS FROM {reader}('{path}')")
    return {}


def plain_polars(path: Path) -> Table:
    """What an analyst writes in polars: one group_by with an expression a statistic."""
    import polars as pl
    from scipy.special import stdtrit

    frame = pl.scan_csv(path) if path.suffix == ".csv" else pl.scan_parquet(path)
    expressions = []
    for item in ITEMS:
        column = pl.col(item)
        statistics = {
            "n": column.count(), "mean": column.mean(), "sd": column.std(), "top2": (column >= 4).mean(),
            "top3": (column >= 3).mean(), "bottom2": (column <= 2).mean(),
        }  # fmt: skip
        expressions += [statistic.alias(f"{item}|{name}") for name, statistic in statistics.items()]
    wide = frame.group_by("size_class").agg(expressions).sort("size_class").collect()
    table = {
        name: np.concatenate([wide[f"{item}|{name}"].to_numpy() for item in ITEMS])
        for name in ("n", "mean", "sd", "top2", "top3", "bottom2")
    }
    return _interval(table, stdtrit)


def plain_pandas(path: Path) -> Table:
    """What an analyst writes in pandas: group by, aggregate, and again for each box."""
    import pandas as pd
    from scipy.special import stdtrit

    frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    groups = frame["size_class"]
    answers = frame[ITEMS]
    found = answers.groupby(groups).agg(["count", "mean", "std"])
    boxes = {"top2": answers >= 4, "top3": answers >= 3, "bottom2": answers <= 2}
    table = {
        name: found.xs(key, axis=1, level=1).to_numpy(dtype=float).T.ravel()
        for name, key in (("n", "count"), ("mean", "mean"), ("sd", "std"))
    }
    for name, chosen in boxes.items():
        table[name] = chosen.groupby(groups).sum().to_numpy(dtype=float).T.ravel() / table["n"]
    return _interval(table, stdtrit)


def svy(path: Path) -> Table:
    """The svy library: a weighted mean by class, item by item."""
    import polars as pl
    from svy import Design, Sample

    frame = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    sample = Sample(frame, Design(wgt="weight"))
    parts = [
        sample.estimation.mean(item, by="size_class", drop_nulls=True).to_polars().sort("size_class") for item in ITEMS
    ]
    return {
        "mean": np.concatenate([part["est"] for part in parts]),
        "se": np.concatenate([part["se"] for part in parts]),
    }


def _interval(table: Table, quantile: Callable[..., NDArray[np.float64]]) -> Table:
    table["se"] = table["sd"] / np.sqrt(table["n"])
    half = quantile(table["n"] - 1.0, 0.975) * table["se"]
    return table | {"ci_low": table["mean"] - half, "ci_high": table["mean"] + half}


def bootstrap(_: Path) -> Table:
    """2,000 replicates of 62 x 8 means at n = 270; prints the fastest of seven in seconds."""
    import time

    from pipeline.statistics.bootstrap import bootstrap_means

    generator = np.random.default_rng(270)
    answers = np.where(generator.random((270, 62)) < 0.04, np.nan, generator.integers(1, 6, (270, 62)))
    groups = generator.integers(0, 8, 270)
    seconds = []
    for _repetition in range(7):
        began = time.perf_counter()
        bootstrap_means(answers, groups, 8, replicates=2000)
        seconds.append(time.perf_counter() - began)
    sys.stdout.write(f"{min(seconds)}\n")
    return {}


WAYS = {
    "ours": ours, "ours_weighted": ours_weighted, "bare": bare, "polars": plain_polars, "pandas": plain_pandas,
    "svy": svy, "bootstrap": bootstrap,
}  # fmt: skip


if __name__ == "__main__":
    way, source, result = sys.argv[1:]
    table = WAYS[way](Path(source))
    if table:
        np.savez(result, **{name: table[name] for name in ("n", "mean", "se") if name in table})
