"""What has been made from what: a small record that lets a second run redo only what depends on a change.

Each step has a fingerprint of everything that goes into it (file contents, questionnaire, the code of the rooms
that do the work). A step is fresh if its fingerprint is the recorded one and its outputs are still there. The
record is written after every step, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

_PACKAGE = Path(__file__).parent
_CHUNK = 1 << 20
_SOURCES = ("*.py", "*.sql", "*.j2", "*.html", "*.css", "*.lua", "*.typ", "*.yaml")


def fingerprint(*parts: str | bytes | Path | None) -> str:
    """SHA-256 (hex) over parts in order; a path stands for the content of the file or of all files below it."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in _pieces(part):
            if isinstance(piece, Path):
                _update(digest, piece)
            else:
                digest.update(len(piece).to_bytes(8, "big"))
                digest.update(piece)
    return digest.hexdigest()


def _update(digest: hashlib._Hash, file: Path) -> None:
    """Take in a file piece by piece: an export may be larger than memory."""
    digest.update(file.stat().st_size.to_bytes(8, "big"))
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)


def _pieces(part: str | bytes | Path | None) -> Iterable[bytes | Path]:
    if isinstance(part, Path):
        if part.is_dir():
            for file in sorted(path for path in part.rglob("*") if path.is_file()):
                yield file.relative_to(part).as_posix().encode()
                yield file
        else:
            yield part if part.exists() else b""
    else:
        yield part if isinstance(part, bytes) else (part or "").encode()


@cache
def code(*rooms: str) -> str:
    """Fingerprint of the source of rooms of the package (``"ingest"``, ``"stages.py"``) and of what they compute with."""
    files = []
    for room in rooms:
        place = _PACKAGE / room
        files += [place] if place.is_file() else sorted(path for kind in _SOURCES for path in place.rglob(kind))
    libraries = [
        f"{name} {version(name)}" for name in ("duckdb", "polars", "numpy", "matplotlib", "typst", "pypandoc_binary")
    ]
    return fingerprint(*libraries, *(part for path in files for part in (path.name, path)))


class State:
    """The record of finished steps in ``data/processed/state.json``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._steps: dict[str, dict] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._steps = {}

    def fresh(self, step: str, inputs: str) -> bool:
        """Whether ``step`` has been done with these inputs and everything it wrote is still there."""
        record = self._steps.get(step)
        return (
            record is not None
            and record["inputs"] == inputs
            and all((self._path.parent / name).exists() for name in record["outputs"])
        )

    def outputs(self, step: str) -> list[Path]:
        """What a finished step wrote."""
        names = self._steps.get(step, {"outputs": []})["outputs"]
        return [Path(os.path.normpath(self._path.parent / name)) for name in names]

    def done(self, step: str, inputs: str, outputs: Iterable[Path]) -> None:
        """Record a finished step; the record on disk is replaced in one rename."""
        names = [Path(os.path.relpath(path, self._path.parent)).as_posix() for path in outputs]
        self._steps[step] = {"inputs": inputs, "outputs": names}
        replace(self._path, json.dumps(self._steps, indent=1, sort_keys=True) + "\n")
