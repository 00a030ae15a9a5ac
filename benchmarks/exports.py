"""From an export of the survey tool through ingest and validation into the marts, beside the bare read of the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import goals
from benchmarks.process import Measured, command, measure

SIZES = (10_000, 100_000, 1_000_000)
MILLION = 1_000_000
REASON = (
    "`survey.answer` keeps a row per respondent and variable, 93 million of them: writing them, and Great Expectations "
    "reading them again for every rule that looks at several answers at once, takes longer than reading the text."
)


def run(largest: int) -> list[str]:
    """Measure every size up to ``largest``."""
    lines = [
        "| responses | file (MiB) | bare `read_csv` (s) | `munisurvey ingest` (s) | MiB | `munisurvey build` (s) | MiB | build / bare |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    promises = []
    for size in (size for size in SIZES if size <= largest):
        bare, ingest, build, weight = _size(size)
        ratio = build.seconds / bare.seconds
        lines.append(
            f"| {size:,} | {weight:.0f} | {bare.seconds:.2f} | {ingest.seconds:.2f} | {ingest.memory:.0f} | "
            f"{build.seconds:.2f} | {build.memory:.0f} | {ratio:.1f} |"
        )
        if size == MILLION:
            promises.append(
                goals.Goal(
                    "CSV through ingest and validation into the marts, against the bare read", ratio, 4, "x", REASON
                )
            )
    explained = (
        "An export as LimeSurvey 6 writes it, 101 columns. `ingest` reads it, accounts for every cell and builds the marts; "
        "`build` validates besides."
    )
    return [explained, "", *lines, *goals.table(promises)]


def _size(size: int) -> tuple[Measured, Measured, Measured, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(["-m", "benchmarks.data", "exported", str(folder), str(size)], folder)
        export = next((folder / "data" / "raw" / "demo").glob("*.csv"))
        bare = measure(["-m", "benchmarks.variants", "bare", str(export), "-"], folder, runs=2)
        ingest = command(["ingest", "--force"], folder)
        build = command(["build", "--force"], folder)
        return bare, ingest, build, export.stat().st_size / 1024**2
