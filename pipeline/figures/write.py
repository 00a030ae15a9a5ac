"""All figures of a wave as files, with a manifest of what each one is called and says.

``<folder>/<wave>/<language>/`` holds an SVG, a PNG and a CSV per figure and ``manifest.json``. The manifest is written
last: after an interruption the pictures it does not vouch for are drawn again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.figures import description, files
from pipeline.figures.catalogue import catalogue, figure_data
from pipeline.figures.stacked import ALL
from pipeline.questionnaire import LANGUAGES
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.analysis import Survey
    from pipeline.figures.catalogue import FigureSpec
    from pipeline.project import Project
    from pipeline.questionnaire import Language

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class WrittenFigure:
    """A figure on disk, in one language. ``drawn`` is False where the files of an earlier run still hold."""

    id: str
    kind: str
    wave: str
    question: str
    by: str | None
    language: Language
    title: str
    caption: str
    alt: str
    note: str
    svg: Path
    png: Path
    csv: Path
    key: str
    drawn: bool

    def entry(self) -> dict[str, str | None]:
        """The figure in the manifest; file names are relative to it."""
        words = ("id", "kind", "question", "by", "title", "caption", "alt", "note")
        names = {name: getattr(self, name).name for name in ("svg", "png", "csv")}
        return {word: getattr(self, word) for word in words} | names | {"key": self.key}


def write_wave(
    project: Project,
    wave: str,
    folder: Path,
    languages: Sequence[Language] = LANGUAGES,
    *,
    processes: int | None = None,
) -> list[WrittenFigure]:
    """Draw every figure of a wave of a project, from its warehouse."""
    from pipeline.analysis import Survey

    with Survey.open(project.root) as survey:
        return write_figures(survey, catalogue(survey, wave), folder, languages, processes=processes)


def write_figures(
    survey: Survey,
    specs: Iterable[FigureSpec],
    folder: Path,
    languages: Sequence[Language] = LANGUAGES,
    *,
    processes: int | None = None,
) -> list[WrittenFigure]:
    """Draw figures, each as SVG, PNG and CSV, and write the manifest.

    The folder of a wave and language holds exactly the figures asked for: others, of an earlier run, are deleted.
    A figure whose numbers, words and drawing code are what they were is left alone.

    Parameters
    ----------
    processes:
        How many processes draw; 1 draws in this one. Default: as many as there are cores, at most four. A script
        that asks for more than one needs ``if __name__ == "__main__":`` around its work.
    """
    by_wave: dict[str, list[FigureSpec]] = {}
    for spec in specs:
        by_wave.setdefault(spec.wave, []).append(spec)
    places = {(wave, lang): folder / wave / lang for wave in by_wave for lang in languages}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    written: list[WrittenFigure] = []
    with files.Drawing(processes) as drawing:
        for (wave, language), place in places.items():
            known = _known(place)
            written += [_write(survey, spec, (language, place, known), drawing) for spec in by_wave[wave]]
    for (wave, language), place in places.items():
        _close(place, [figure for figure in written if (figure.wave, figure.language) == (wave, language)])
    return written


def _write(
    survey: Survey, spec: FigureSpec, target: tuple[Language, Path, dict[str, Any]], drawing: files.Drawing
) -> WrittenFigure:
    language, place, known = target
    job = files.Job(figure_data(survey, spec, language), place / spec.id)
    key = files.key(job.data)
    holds = known.get(spec.id, {})
    drawn = holds.get("key") != key or holds.get("checksum") != files.checksum(job.stem)
    if drawn:
        drawing.add(job)
        files.write_csv(job)
    return WrittenFigure(
        id=spec.id,
        kind=spec.kind,
        wave=spec.wave,
        question=spec.question,
        by=None if spec.by == ALL else spec.by,
        language=language,
        title=job.data.context.title,
        caption=description.caption(job.data),
        alt=description.alternative(job.data),
        note=description.note(job.data),
        svg=place / f"{spec.id}.svg",
        png=place / f"{spec.id}.png",
        csv=place / f"{spec.id}.csv",
        key=key,
        drawn=drawn,
    )


def _known(place: Path) -> dict[str, Any]:
    """The entries of the last manifest by figure; nothing if there is none that can be read."""
    try:
        entries = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        return {entry["id"]: entry for entry in entries}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _close(place: Path, figures: Sequence[WrittenFigure]) -> None:
    """Tidy the folder and vouch for what is in it."""
    files.tidy(place, {figure.id for figure in figures})
    entries = [figure.entry() | {"checksum": files.checksum(place / figure.id)} for figure in figures]
    text = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    replace(place / MANIFEST, text)
