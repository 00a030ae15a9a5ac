"""Invented surveys of any length: a coded file of 62 items and 8 classes, and an export of the survey tool."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.process import ROOT
from benchmarks.variants import ITEMS

_PART = 1_000_000


def coded(folder: Path, respondents: int) -> dict[str, Path]:
    """The same answers as CSV, as Parquet and as a DuckDB file; four per cent are missing, weights are lognormal."""
    paths = {kind: folder / f"wave_{respondents}.{kind}" for kind in ("csv", "parquet", "duckdb")}
    generator = np.random.default_rng(270)
    parts = []
    for first in range(0, respondents, _PART):
        part = folder / f"part_{first}.parquet"
        _coded(generator, min(_PART, respondents - first)).write_parquet(part)
        parts.append(part)
    frame = pl.scan_parquet(parts)
    frame.sink_parquet(paths["parquet"])
    frame.sink_csv(paths["csv"])
    for part in parts:
        part.unlink()
    import duckdb

    with duckdb.connect(paths["duckdb"]) as connection:
        connection.execute(f"CREATE TABLE answers AS FROM '{paths['parquet']}'")
    return paths


def _coded(generator: np.random.Generator, rows: int) -> pl.DataFrame:
    columns: dict[str, pl.Series | np.ndarray] = {"size_class": generator.integers(1, 9, rows, dtype=np.int8)}
    for number, item in enumerate(ITEMS):
        answer = np.clip(np.rint(generator.normal(2.2 + number % 5 / 2, 1.1, rows)), 1, 5).astype(np.int8)
        missing = generator.random(rows, dtype=np.float32) < 0.04
        columns[item] = pl.Series(answer).to_frame("a").select(pl.when(pl.Series(~missing)).then("a")).to_series()
    columns["weight"] = np.round(generator.lognormal(0, 0.5, rows), 6)
    return pl.DataFrame(columns)


def exported(folder: Path, respondents: int) -> Path:
    """A project whose one wave is an export of so many responses; returns the path of the export.

    Cells are those of the demo wave, closed questions drawn column by column, each response with an id and a token of
    its own, written as LimeSurvey 6 writes them: everything in quotation marks, nothing at all for what has no value.
    """
    import duckdb

    shutil.copytree(ROOT / "questionnaire", folder / "questionnaire")
    wave = folder / "data" / "raw" / "demo"
    wave.mkdir(parents=True)
    source = next((ROOT / "data" / "raw" / "demo").glob("*.csv"))
    shutil.copy(source.with_name("source.yaml"), wave)
    options = "delim=';', all_varchar=true, allow_quoted_nulls=false, header=true, quote='\"', escape='\"'"
    demo = duckdb.sql(f"FROM read_csv('{source}', {options})").pl()
    demo = demo.filter(pl.col("submitdate").is_not_null() & (pl.col("token") != "TESTLAUF1"))
    path = wave / source.name
    generator = np.random.default_rng(270)
    with path.open("wb") as stream:
        stream.write(b"\xef\xbb\xbf" + ";".join(f'"{name}"' for name in demo.columns).encode() + b"\r\n")
        for first in range(0, respondents, _PART // 10):
            rows = min(_PART // 10, respondents - first)
            stream.write(_responses(demo, generator, first, rows).encode())
    return path


def _responses(demo: pl.DataFrame, generator: np.random.Generator, first: int, rows: int) -> str:
    drawn = demo[generator.integers(0, demo.height, rows)]
    number = pl.int_range(first + 1, first + rows + 1).cast(pl.String)
    closed = [name for name in demo.columns[8:] if (demo[name].str.len_chars().max() or 0) <= 3]
    part = drawn.with_columns(
        number.alias("id"), ("T" + number.str.zfill(9)).alias("token"),
        *(demo[name][generator.integers(0, demo.height, rows)].alias(name) for name in closed),
    )  # fmt: skip
    cells = [
        pl.when(pl.col(name).is_null())
        .then(pl.lit(""))
        .otherwise('"' + pl.col(name).str.replace_all('"', '""', literal=True) + '"')
        for name in demo.columns
    ]
    lines = part.select(pl.concat_str(cells, separator=";").alias("line"))["line"]
    return "".join(f"{line}\r\n" for line in lines)


if __name__ == "__main__":
    kind, target, respondents = sys.argv[1:]
    {"coded": coded, "exported": exported}[kind](Path(target), int(respondents))
