"""pandoc as it comes with the ``pypandoc_binary`` wheel: Markdown to its document tree, the tree to HTML and Typst."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.report.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_OLDEST = (3, 1)


@cache
def program() -> tuple[str, str]:
    """Path and version of pandoc.

    Raises
    ------
    ReportError
        If the wheel is not installed, or an old pandoc without Typst comes first.
    """
    try:
        import pypandoc

        path, version = str(pypandoc.get_pandoc_path()), str(pypandoc.get_pandoc_version())
    except (ImportError, OSError) as error:
        msg = "pandoc was not found. Hint: install the package pypandoc_binary, which brings it along."
        raise ReportError(msg) from error
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        msg = f"pandoc {version} is too old to write Typst. Hint: install the package pypandoc_binary (3.9 or later)."
        raise ReportError(msg)
    return path, version


def parse(markdown: str, metadata: Path) -> dict[str, Any]:
    """The document tree of Markdown; the texts of the metadata file are read as Markdown too, as Quarto does."""
    text = _run(["--from=markdown", "--to=json", f"--metadata-file={metadata}"], markdown)
    return json.loads(text)


def write(document: dict[str, Any], to: str, options: Sequence[str]) -> str:
    """The text of a document tree in another format."""
    return _run(["--from=json", f"--to={to}", "--standalone", "--wrap=none", *options], json.dumps(document))


def _run(arguments: Sequence[str], text: str) -> str:
    done = subprocess.run([program()[0], *arguments], input=text.encode(), capture_output=True, check=False)
    complaints = done.stderr.decode(errors="replace").strip()
    if done.returncode or complaints:
        msg = f"pandoc could not convert the report:\n{complaints or f'exit code {done.returncode}'}"
        raise ReportError(msg)
    return done.stdout.decode()
