"""Speed and memory of commands, counting and ingest: ``make bench``, or one section: ``python -m benchmarks tables``.

Everything measured runs in a process of its own; nothing heavy is imported here, because the memory of this process
would count as theirs. Nothing is a test: a slow machine must not fail anybody's build. A goal that is missed is
printed as missed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys

from benchmarks import commands, exports, tables
from benchmarks.process import ROOT

LIBRARIES = (
    "duckdb", "polars", "pandas", "numpy", "scipy", "svy", "matplotlib", "great_expectations", "typst", "pypandoc_binary",
)  # fmt: skip
RESULTS = ROOT / "benchmarks" / "results.md"
SECTIONS = {
    "commands": "Commands on the demo wave",
    "tables": "The table of 62 items by 8 classes",
    "exports": "From an export into the marts",
}
LARGEST = 10_000_000


def main() -> None:
    """Measure the sections asked for and write them into ``benchmarks/results.md``; the others stay as they are."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure speed and memory.")
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="default: all")
    parser.add_argument("--largest", type=int, default=LARGEST, help="respondents of the largest table")
    asked = parser.parse_args()
    run = {
        "commands": commands.run,
        "tables": lambda: tables.run(asked.largest),
        "exports": lambda: exports.run(asked.largest),
    }
    for name in asked.sections or SECTIONS:
        before = os.getloadavg()[0]
        body = run[name]()
        lines = [f"{_machine()} Load of the machine when it began: {before:.1f}.", "", *body]
        text = "\n".join(lines).replace("\n\n\n", "\n\n").strip() + "\n"
        write_section(SECTIONS[name], text)
        sys.stdout.write(f"## {SECTIONS[name]}\n\n{text}\n")


def _machine() -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {versions}. Whole processes, "
        "start to end; memory is that of the largest process."
    )


def write_section(title: str, body: str) -> None:
    """Put a section into the results, in the place of its older version or in the order of the sections."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = {}
    for part in old.split("\n## ")[1:]:
        heading, _, content = part.partition("\n")
        parts[heading] = content.strip() + "\n"
    parts[title] = body
    known = [heading for heading in SECTIONS.values() if heading in parts]
    text = "# Speed and memory\n" + "".join(f"\n## {heading}\n\n{parts[heading]}" for heading in known)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
