"""Whole processes measured from outside: seconds from start to end, and the largest memory of one of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Measured:
    """The fastest of several runs in seconds, its processor time, the largest memory in MiB, and what was printed."""

    seconds: float
    cpu: float
    memory: float
    output: str
    runs: int = 1

    def beside(self, other: Measured) -> Measured:
        """Two measurements of one thing as one."""
        faster = min(self, other, key=lambda run: run.seconds)
        memory, runs = max(self.memory, other.memory), self.runs + other.runs
        return Measured(faster.seconds, min(self.cpu, other.cpu), memory, other.output, runs)


class FailedError(RuntimeError):
    """A measured process failed; the message holds the end of what it said."""


def measure(code: list[str], folder: Path, *, runs: int = 1, program: str = sys.executable) -> Measured:
    """Run ``python <code>``, or another program, several times in ``folder``."""
    found = _once([program, *code], folder)
    for _ in range(runs - 1):
        found = found.beside(_once([program, *code], folder))
    return found


def command(arguments: list[str], project: Path, *, runs: int = 1) -> Measured:
    """Run ``munisurvey <arguments>`` in a project."""
    return measure(["-c", "from pipeline.cli import main; main()", *arguments], project, runs=runs)


def copy_of_project(root: Path, folder: Path, wave: str) -> Path:
    """Everything of a project that is not derived, with one wave."""
    for name in ("questionnaire", f"data/raw/{wave}", "data/reference", "reports"):
        if (root / name).exists():
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("_output", ".quarto"))
    return folder


def _once(call: list[str], folder: Path) -> Measured:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(call, cwd=folder, env=environment, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            said = errors.read().decode(errors="replace").strip().splitlines()[-3:]
            msg = f"{' '.join(call[1:4])} ended with exit code {process.returncode}: {' | '.join(said)}"
            raise FailedError(msg)
        cpu = usage.ru_utime + usage.ru_stime
        return Measured(seconds, cpu, usage.ru_maxrss / 1024, output.read().decode())
