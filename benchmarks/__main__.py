"""Whole-process times and peak memory of the commands a user types, on the demo wave: ``make bench``.

Each command runs in a process of its own, several times; the table gives minimum and median. Nothing here is a
test: a slow machine must not fail anybody's build.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMANDS = [
    ("check", ["check"], 5),
    ("means of one battery", ["means", "demo", "tasks", "--by", "size_group"], 5),
    ("ingest and marts", ["ingest", "--force"], 3),
    ("validate (Great Expectations)", ["validate", "--force"], 2),
    ("report, nothing changed", ["report"], 3),
    ("report, everything anew", ["report", "--force"], 2),
]
LIBRARIES = ("duckdb", "polars", "pandas", "matplotlib", "great_expectations", "typst", "pypandoc_binary")


def measure(arguments: list[str], project: Path) -> tuple[float, float]:
    """Seconds and peak resident memory in MiB of one ``munisurvey`` process and its children."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        msg = f"munisurvey {' '.join(arguments)} ended with exit code {process.returncode}"
        raise SystemExit(msg)
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Measure every command on a copy of the project and write ``benchmarks/results.md``."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("questionnaire", "data/raw", "reports"):
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
        first, memory = measure(["report"], project)
        rows.append(("report, first run", 1, first, first, memory))
        for label, arguments, times in COMMANDS:
            runs = [measure(arguments, project) for _ in range(times)]
            seconds = [run[0] for run in runs]
            rows.append((label, times, min(seconds), statistics.median(seconds), max(run[1] for run in runs)))
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    lines = [
        "# Speed of the commands on the demo wave",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {versions}.",
        "Whole processes, start to end. Memory is that of the largest process.",
        "",
        "| command | runs | minimum (s) | median (s) | peak memory (MiB) |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {label} | {runs} | {low:.2f} | {middle:.2f} | {memory:.0f} |"
            for label, runs, low, middle, memory in rows
        ),
    ]
    text = "\n".join(lines) + "\n"
    (ROOT / "benchmarks" / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
