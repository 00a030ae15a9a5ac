"""The table of 62 items by 8 classes, from 114 to 10 million respondents, by every way and from every kind of file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks import goals
from benchmarks.process import FailedError, Measured, measure

RUNS = {114: 5, 10_000: 5, 1_000_000: 5, 10_000_000: 1}
WAYS = {
    "ours": ("csv", "parquet", "duckdb"),
    "ours_weighted": ("csv", "parquet", "duckdb"),
    "bare": ("csv",),
    "polars": ("csv", "parquet"),
    "pandas": ("csv", "parquet"),
    "svy": ("parquet",),
}
NAMES = {
    "ours": "this package",
    "ours_weighted": "this package, weighted, linearised errors",
    "bare": "bare `read_csv` of DuckDB, no statistics",
    "polars": "plain polars",
    "pandas": "plain pandas",
    "svy": "svy, weighted",
    "r": "R survey, weighted",
}
LEFT_OUT = {
    ("pandas", 10_000_000): "holds every answer as a 64-bit number: not run",
    ("svy", 10_000_000): "minutes: not run",
}
MILLION, TEN_MILLION = 1_000_000, 10_000_000
GIB = 1024.0

Found = dict[tuple[str, str], Measured]


def run(largest: int) -> list[str]:
    """Measure every size up to ``largest``."""
    lines, found = [], {}
    for size in (size for size in RUNS if size <= largest):
        with tempfile.TemporaryDirectory() as folder:
            found[size], notes, difference = _size(Path(folder), size)
        lines += _table(size, found[size], notes, difference)
    return [*lines, *goals.table(_promises(found)), "", *_bootstrap()]


def _size(folder: Path, size: int) -> tuple[Found, dict[str, str], str]:
    measure(["-m", "benchmarks.data", "coded", str(folder), str(size)], folder)
    found: Found = {}
    notes = {way: reason for (way, left_out), reason in LEFT_OUT.items() if left_out == size}
    measured = [(way, kind) for way, kinds in WAYS.items() if way not in notes for kind in kinds]
    for _ in range(RUNS[size]):  # in turns, so that whatever else the machine does falls on all of them
        for way, kind in measured:
            call = [str(folder / f"wave_{size}.{kind}"), str(folder / f"{way}-{kind}.npz")]
            try:
                one = measure(["-m", "benchmarks.variants", way, *call], folder)
            except FailedError as error:
                notes[way] = str(error)
                continue
            found[way, kind] = found[way, kind].beside(one) if (way, kind) in found else one
    notes["r"] = _r(folder / f"wave_{size}.csv", size, found)
    return found, notes, measure(["-m", "benchmarks.agreement", str(folder)], folder).output.strip()


def _r(path: Path, size: int, found: Found) -> str:
    if shutil.which("Rscript") is None:
        return "R not installed"
    if size >= MILLION:
        return "minutes: not run"
    try:
        found["r", "csv"] = measure(
            [str(Path(__file__).with_name("survey.R")), str(path)], path.parent, program="Rscript"
        )
    except FailedError as error:
        return str(error)
    return ""


def _table(size: int, found: Found, notes: dict[str, str], difference: str) -> list[str]:
    lines = [
        "",
        f"### {size:,} respondents",
        "",
        "| way | CSV (s) | CPU (s) | MiB | Parquet (s) | CPU (s) | MiB | DuckDB file (s) | CPU (s) | MiB | |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for way, name in NAMES.items():
        cells = []
        for kind in ("csv", "parquet", "duckdb"):
            one = found.get((way, kind))
            cells += [f"{one.seconds:.2f}", f"{one.cpu:.2f}", f"{one.memory:.0f}"] if one else ["", "", ""]
        lines.append(f"| {name} | {' | '.join(cells)} | {notes.get(way, '')} |")
    runs = f"Fastest of {RUNS[size]} runs in turns" if RUNS[size] > 1 else "One run"
    return [*lines, "", f"{runs}. Largest relative difference between any two ways: {difference}."]


def _promises(found: dict[int, Found]) -> list[goals.Goal]:
    promises = []
    one = found.get(MILLION, {})
    if one:
        ours, weighted = one["ours", "parquet"].seconds, one["ours_weighted", "parquet"].seconds
        promises += [
            goals.Goal(
                "table alone from Parquet, 1 million, against plain polars", ours / one["polars", "parquet"].seconds, 1.2,
                "x", "scipy for the interval is imported in either way, and is most of what is left.",
            ),
            goals.Goal(
                "weighted with linearised errors against unweighted, 1 million", weighted / ours, 1.5, "x",
                "sums of weights need three more passes over the joint codes.",
            ),
        ]  # fmt: skip
        if ("svy", "parquet") in one:
            promises.append(
                goals.Goal(
                    "svy against weighted, 1 million", one["svy", "parquet"].seconds / weighted, 10, "x",
                    "svy has become faster.", at_least=True,
                )
            )  # fmt: skip
    ten = found.get(TEN_MILLION, {})
    if ten:
        memory = max(one.memory for (way, _), one in ten.items() if way.startswith("ours")) / GIB
        promises.append(
            goals.Goal("memory of any of ours at 10 million", memory, 2, "GiB", "batches of the file are too large.")
        )
    return promises


def _bootstrap() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        seconds = float(measure(["-m", "benchmarks.variants", "bootstrap", "-", "-"], Path(folder)).output)
    promise = goals.Goal(
        "2,000 bootstrap replicates of 62 x 8 means at n = 270, in process", seconds, 0.3, "s",
        "the matrix products have one core only.",
    )  # fmt: skip
    return goals.table([promise])
