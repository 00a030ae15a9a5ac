"""The mart table straight from a file of codes: a CSV or Parquet file, or any relation of DuckDB, of any length.

For surveys that come coded, one column an item, and for millions of rows: the file is read in batches, counted by
:class:`pipeline.statistics.counting.Counter`, and never held as a whole. The numbers are those of ``mart.likert_mean``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.statistics import likert
from pipeline.statistics.counting import Counted, Counter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb
    from numpy.typing import NDArray

STATISTICS = ("mean", "sd", "se", "ci_low", "ci_high", "top2", "top3", "bottom2", "median")
_BATCH = 1 << 17

Batch = tuple["NDArray[np.integer]", list["NDArray[np.integer]"], "NDArray[np.float64] | None"]


class CodedFileError(ValueError):
    """A coded file that cannot be counted; the message says what was found where, and what was expected."""


def likert_table(
    source: Path | duckdb.DuckDBPyRelation,
    items: Sequence[str],
    by: str,
    *,
    levels: Sequence[int],
    values: Mapping[int, float],
    weight: str | None = None,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """Statistics of every item at every level.

    Parameters
    ----------
    source:
        A ``.csv`` or ``.parquet`` file with one row a respondent, or a relation such as ``connection.sql("FROM x")``.
    items:
        Columns of codes, all of one scale.
    by, levels:
        Column of the group, and *all* its codes in order. Respondents without a level count in no row.
    values:
        Code to value of the scale, every code of it. Empty cells and negative codes are missing answers.
    weight:
        Column of weights; adds ``weighted_mean``, ``weighted_se``, ``weighted_ci_low`` and ``weighted_ci_high``.

    Returns
    -------
    polars.DataFrame
        ``variable, level, n, mean, sd, se, ci_low, ci_high, top2, top3, bottom2, median`` as in ``mart.likert_mean``;
        null is *not defined*. Intervals: t, of the item's own n or, weighted, of all rows of the design.

    Raises
    ------
    CodedFileError
        If the file is not there, lacks a column, or holds a code that the scale or the levels do not have.
    """
    counted = count(source, items, by, levels=levels, codes=list(values), weight=weight)
    summary = likert.summarise(list(values.values()), counted.n, confidence=confidence)
    columns: dict[str, NDArray[np.float64]] = {name: getattr(summary, name) for name in STATISTICS}
    if weight is not None:
        columns |= _weighted(counted, list(values.values()), confidence)
    keys = {"variable": np.repeat(list(items), len(levels)), "level": np.tile(list(levels), len(items))}
    flat = {name: pl.Series(column.ravel()).fill_nan(None) for name, column in columns.items()}
    return pl.DataFrame({**keys, "n": summary.n.ravel(), **flat})


def count(
    source: Path | duckdb.DuckDBPyRelation,
    items: Sequence[str],
    by: str,
    *,
    levels: Sequence[int],
    codes: Sequence[int],
    weight: str | None = None,
) -> Counted:
    """Counts by item, level and code, in one pass over the source; see :func:`likert_table`."""
    counter = Counter(items, len(levels), len(codes), weighted=weight is not None)
    name = source.name if isinstance(source, Path) else "the relation"
    place_level, place_code = _Places(levels, name), _Places(codes, name)
    batches = _file(source, items, by, weight) if isinstance(source, Path) else _relation(source, items, by, weight)
    try:
        for group, answers, weights in batches:
            places = [place_code(answer, item) for item, answer in zip(items, answers, strict=True)]
            counter.add(place_level(group, by), places, weights)
    except (ValueError, FileNotFoundError, pl.exceptions.PolarsError) as error:
        msg = f"{name} cannot be counted: {str(error).splitlines()[0]}"
        raise CodedFileError(msg) from error
    return counter.counted()


class _Places:
    """From codes to positions from 1, 0 for missing; codes from 1 without a gap are positions already."""

    def __init__(self, codes: Sequence[int], source: str) -> None:
        self._codes, self._source = list(codes), source
        self._table = None
        if self._codes != list(range(1, len(self._codes) + 1)):
            self._table = np.zeros(1 << 16, dtype=np.uint8)  # negative codes are found from its end
            self._table[: 1 << 15] = len(self._codes) + 1
            self._table[self._codes] = np.arange(1, len(self._codes) + 1)

    def __call__(self, found: NDArray[np.integer], column: str) -> NDArray[np.integer]:
        places = np.maximum(found, 0) if self._table is None else self._table[found]
        if places.size and places.max() > len(self._codes):
            code = found[places > len(self._codes)][0]
            listed = ", ".join(map(str, self._codes))
            msg = f"{self._source}, column {column}: found the code {code}; expected one of {listed}, or nothing."
            raise CodedFileError(msg)
        return places


def _file(path: Path, items: Sequence[str], by: str, weight: str | None) -> Iterator[Batch]:
    """Batches of a file by polars; CSV columns are read as small integers at once, which is most of the speed."""
    if not path.exists():
        msg = f"There is no file {path.name}.\nHint: name a .csv or .parquet file with one column an item."
        raise CodedFileError(msg)
    if path.suffix == ".parquet":
        frame = pl.scan_parquet(path)
    else:
        frame = pl.scan_csv(path, schema_overrides=dict.fromkeys([*items, by], pl.Int8))
    columns = [*items, by, *([weight] if weight else [])]
    schema = frame.collect_schema()
    lacking = [name for name in columns if name not in schema]
    if lacking:
        msg = f"{path.name} has no column {', '.join(lacking)}; its columns are {', '.join(schema.names())}."
        raise CodedFileError(msg)
    wide = [name for name in (*items, by) if schema[name] not in (pl.Int8, pl.Int16)]
    frame = frame.select(columns).with_columns(pl.col(wide).cast(pl.Int16))
    frame = frame.with_columns(
        pl.col(name).fill_null(pl.lit(-1, dtype=pl.Int16 if name in wide else schema[name])) for name in (*items, by)
    )
    for batch in frame.collect_batches(maintain_order=False):
        weights = batch[weight].cast(pl.Float64).fill_null(0.0).to_numpy() if weight else None
        yield batch[by].to_numpy(), [batch[name].to_numpy() for name in items], weights


def _relation(relation: duckdb.DuckDBPyRelation, items: Sequence[str], by: str, weight: str | None) -> Iterator[Batch]:
    """Batches of a relation; DuckDB spills to disk what does not fit into memory."""
    lacking = [name for name in (*items, by, *([weight] if weight else [])) if name not in relation.columns]
    if lacking:
        msg = f"The relation has no column {', '.join(lacking)}; its columns are {', '.join(relation.columns)}."
        raise CodedFileError(msg)
    codes = [f'coalesce("{name}"::SMALLINT, -1::SMALLINT) AS "{name}"' for name in (by, *items)]
    weights = [f'coalesce("{weight}"::DOUBLE, 0) AS "{weight}"'] if weight else []
    for batch in relation.project(", ".join([*codes, *weights])).to_arrow_reader(_BATCH):
        group, *answers = (batch.column(place).to_numpy() for place in range(len(items) + 1))
        yield group, answers, batch.column(len(items) + 1).to_numpy() if weight else None


def _weighted(counted: Counted, values: Sequence[float], confidence: float) -> dict[str, NDArray[np.float64]]:
    from scipy.special import stdtrit

    from pipeline.statistics.survey_design import linearised

    mean, error = linearised(values, counted.tally())
    half = stdtrit(max(counted.rows - 1, 1), 0.5 + confidence / 2) * error
    half = np.where(counted.n.sum(axis=-1) >= likert.MINIMUM_FOR_INTERVAL, half, np.nan)
    return {
        "weighted_mean": mean, "weighted_se": error, "weighted_ci_low": mean - half, "weighted_ci_high": mean + half,
    }  # fmt: skip
