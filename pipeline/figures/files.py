"""Figures as files: written whole or not at all, drawn by several processes, drawn again only when they changed."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline import wording
from pipeline.figures import description, theme
from pipeline.figures.catalogue import draw
from pipeline.work import cores, pool, replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future
    from typing import Self

    from pipeline.figures.description import FigureData

WORTH_A_POOL = 6
"""Fewer pictures than this are drawn sooner than other processes have started."""
SUFFIXES = (".svg", ".png", ".csv")


class Job(NamedTuple):
    """A picture to draw: its data, the path of its files without suffix, and the resolution of its PNG."""

    data: FigureData
    stem: Path
    dpi: int = theme.PNG_DPI


def draw_job(job: Job) -> None:
    """Draw a picture and write it as SVG and PNG."""
    figure = draw(job.data)
    title, text = job.data.context.title, description.alternative(job.data)
    replace(_with(job.stem, ".svg"), theme.to_svg(figure, title, text))
    replace(_with(job.stem, ".png"), theme.to_png(figure, title, text, job.dpi))


def write_csv(job: Job) -> None:
    """Write the numbers of a picture: UTF-8, comma, decimal point, shares from 0 to 1; an empty cell is not shown."""
    text = job.data.to_frame().to_csv(index=False, lineterminator="\n", float_format="%.4f")
    replace(_with(job.stem, ".csv"), text.encode("utf-8"))


def _with(stem: Path, suffix: str) -> Path:
    return stem.with_name(stem.name + suffix)


class Drawing:
    """Draws pictures as they come in, in this process or, once there are enough of them, in ``processes`` others.

    Used in a ``with`` block; at its end all pictures are there, and a failure in one is raised.
    """

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes if processes is not None else min(cores(), 4)
        self._waiting: list[Job] = []
        self._running: list[Future[None]] = []
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def add(self, job: Job) -> None:
        """Take a picture on; it may be drawn at once or later."""
        self._waiting.append(job)
        if self._processes > 1 and (self._pool is not None or len(self._waiting) >= WORTH_A_POOL):
            self._hand_out()

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                for job in self._waiting:
                    draw_job(job)
                for future in self._running:
                    future.result()
        finally:
            if self._pool is not None:
                self._pool.shutdown(wait=True, cancel_futures=True)

    def _hand_out(self) -> None:
        if self._pool is None:
            self._pool = pool(self._processes)
        self._running += [self._pool.submit(draw_job, job) for job in self._waiting]
        self._waiting.clear()


def key(job: Job) -> str:
    """What a picture depends on: everything that is drawn, the code that draws it, and the library under it."""
    return hashlib.sha256(f"{_code()}\n{job.dpi}\n{job.data.kind}\n{job.data!r}".encode()).hexdigest()[:32]


@cache
def _code() -> str:
    digest = hashlib.sha256(metadata.version("matplotlib").encode())
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield from sorted(Path(__file__).parent.glob("*.py"))
    words = Path(wording.__file__).parent
    yield from (words / name for name in ("__init__.py", "figures.py", "numbers.py"))


def checksum(stem: Path) -> str | None:
    """Digest of a picture's files as they are on disk; None if one is missing."""
    digest = hashlib.sha256()
    for suffix in SUFFIXES:
        path = _with(stem, suffix)
        if not path.is_file():
            return None
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def tidy(folder: Path, stems: set[str]) -> None:
    """Delete pictures that are no longer made, and what an interrupted run left behind."""
    for path in folder.iterdir():
        leftover = path.name.startswith(".") and path.suffix == ".tmp"
        if leftover or (path.suffix in SUFFIXES and path.stem not in stems):
            path.unlink()
