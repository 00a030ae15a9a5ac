"""Whole-process times of the commands a user types, on the demo wave."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import goals
from benchmarks.process import ROOT, Measured, command, copy_of_project

WAVE, QUESTION = "demo", "tasks"
COMMANDS = [
    ("check", ["check"], 5),
    ("means of one battery", ["means", WAVE, QUESTION, "--by", "size_group"], 5),
    ("differences between groups of one battery", ["compare", WAVE, QUESTION, "--by", "size_group"], 5),
    ("weights", ["weights", WAVE], 3),
    ("ingest and marts", ["ingest", "--force"], 3),
    ("validate (Great Expectations)", ["validate", "--force"], 2),
    ("report, nothing changed", ["report", WAVE], 3),
    ("report, everything anew", ["report", WAVE, "--force"], 2),
]


def run() -> list[str]:
    """Measure every command on a copy of the project."""
    rows: list[tuple[str, Measured]] = []
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(ROOT, Path(folder), WAVE)
        rows.append(("report, first run", command(["report", WAVE], project)))
        rows += [(label, command(arguments, project, runs=times)) for label, arguments, times in COMMANDS]
    compare = next(found for label, found in rows if label.startswith("differences"))
    promise = goals.Goal(
        f"`munisurvey compare {WAVE} {QUESTION} --by size_group`, warm", compare.seconds, 2, "s",
        "the tests of scipy and pingouin are imported anew in every process.",
    )  # fmt: skip
    return [
        "| command | runs | seconds | peak memory (MiB) |",
        "|---|---:|---:|---:|",
        *(f"| {label} | {found.runs} | {found.seconds:.2f} | {found.memory:.0f} |" for label, found in rows),
        *goals.table([promise]),
    ]
