"""Quarto, where it is installed: found, checked, asked for HTML and Typst source.

It works on a copy of ``reports/`` in a folder of its own, because it writes beside its sources and moves what it has
written. Its Typst source is compiled as the embedded renderer's is, so that the PDF passes the same checks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.report import inline, pdf, qmd, subset
from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from pipeline.project import Project

OLDEST = (1, 4)
"""The first version that knows inline code as the templates write it."""

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_NETWORK = re.compile(r'^#import "@preview/fontawesome.*$', re.MULTILINE)


@dataclass(frozen=True)
class Quarto:
    """An installed Quarto."""

    program: Path
    version: str

    def render(
        self,
        project: Project,
        template: str,
        metadata: Path,
        *,
        language: str,
        environment: Mapping[str, str],
        formats: Iterable[str],
        timestamp: dt.datetime,
        faces: str,
    ) -> dict[str, bytes]:
        """Render a template of ``reports/``; one entry per format (``html``, ``pdf``).

        Raises
        ------
        ReportError
            With the line of the template that Quarto stopped at, where it says so.
        """
        subset.check(qmd.read(project.reports / template))
        results: dict[str, bytes] = {}
        with tempfile.TemporaryDirectory(dir=project.output, prefix="quarto-") as name:
            folder = Path(name).resolve()
            for path in project.reports.iterdir():
                if path.is_file():
                    shutil.copy(path, folder)
            style = folder / "report.css"
            style.write_text(faces + style.read_text(encoding="utf-8"), encoding="utf-8")
            for kind in formats:
                to = "typst" if kind == "pdf" else kind
                self._run(folder, template, to, metadata, language, environment)
                result = folder / Path(template).with_suffix(".typ" if kind == "pdf" else f".{kind}")
                if kind == "pdf":
                    source = _NETWORK.sub("", result.read_text(encoding="utf-8"))
                    result.write_text(pdf.mend(pdf.readable(source), folder), encoding="utf-8")
                    results[kind] = pdf.compile_pdf(result, project.root.resolve(), timestamp)
                else:
                    results[kind] = inline.pictures(result.read_text(encoding="utf-8"), folder).encode()
        return results

    def _run(
        self, folder: Path, template: str, to: str, metadata: Path, language: str, environment: Mapping[str, str]
    ) -> None:
        command = [str(self.program), "render", template, "--profile", language, "--to", to, "--no-execute-daemon"]
        command += ["--metadata-file", str(metadata), "--no-cache"]
        package = str(Path(pipeline.__file__).resolve().parent.parent)
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        given = {**os.environ, **environment, "QUARTO_PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join(paths)}
        done = subprocess.run(command, cwd=folder, env=given, capture_output=True, check=False)
        if done.returncode:
            said = _COLOUR.sub("", (done.stderr + done.stdout).decode(errors="replace")).strip()
            raise ReportError(explain(said, folder / template))


def find(*, required: bool) -> Quarto | None:
    """The Quarto named by ``QUARTO_PATH`` (program or folder), on the ``PATH``, or of the ``quarto-cli`` package.

    Raises
    ------
    ReportError
        If there is none but it is required, or the one found is too old or does not run.
    """
    program = _program()
    if program is None:
        if not required:
            return None
        msg = (
            "Quarto was not found: QUARTO_PATH is not set, there is no quarto on the PATH and no package quarto-cli.\n"
            "Hint: install it with 'make quarto', or leave it to the embedded renderer: --renderer embedded"
        )
        raise ReportError(msg)
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)
    version = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if done.returncode or numbers is None:
        msg = f"Quarto at {program} does not run: {(done.stderr or done.stdout).strip() or 'it says nothing'}"
        raise ReportError(msg)
    if (int(numbers[1]), int(numbers[2])) < OLDEST:
        msg = (
            f"Quarto {version} is too old; the templates need {'.'.join(map(str, OLDEST))} or later.\n"
            "Hint: update it, or use the embedded renderer: --renderer embedded"
        )
        raise ReportError(msg)
    return Quarto(program, version)


def _program() -> Path | None:
    if named := os.environ.get("QUARTO_PATH"):
        place = Path(named)
        for path in (
            place,
            place / "quarto",
            place / "bin" / "quarto",
            place / "quarto.exe",
            place / "bin" / "quarto.exe",
        ):
            if path.is_file():
                return path
        msg = (
            f"QUARTO_PATH is {named}, but there is no quarto.\nHint: set it to the program or its folder, or unset it."
        )
        raise ReportError(msg)
    if found := shutil.which("quarto"):
        return Path(found)
    try:
        import quarto_cli
    except ImportError:
        return None
    return next((path for path in Path(quarto_cli.__file__).parent.rglob("quarto") if os.access(path, os.X_OK)), None)


def explain(said: str, template: Path) -> str:
    """Quarto's complaint with the line of the template it is about, found by the code of the cell that failed."""
    lines = [line for line in said.splitlines() if line.strip()]
    message = next((line for line in reversed(lines) if re.match(r"^[\w.]*(Error|Exception)\b", line)), None)
    for cell in qmd.read(template).cells:
        code = [line.strip() for line in cell.code.splitlines() if line.strip()]
        if message and code and all(line in said for line in code):
            return f"{qmd.at(cell.file, cell.line)}: {message}"
    return "Quarto could not render the report:\n" + "\n".join(lines[-15:])
