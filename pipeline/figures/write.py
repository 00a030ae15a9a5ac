"""Figures as files, with a manifest of what each one is called and says.

A folder holds an SVG, a PNG and a CSV per figure and ``manifest.json``; those of a wave lie in
``<folder>/<wave>/<language>/``. The manifest is written last: after an interruption the pictures it does not vouch for
are drawn again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.figures import description, files, theme
from pipeline.figures.catalogue import catalogue, figure_data
from pipeline.figures.stacked import ALL
from pipeline.questionnaire import LANGUAGES
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.analysis import Survey
    from pipeline.figures.catalogue import FigureSpec
    from pipeline.figures.description import FigureData
    from pipeline.project import Project
    from pipeline.questionnaire import Language

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Picture:
    """A figure to be written: its data, and what the manifest calls it."""

    id: str
    kind: str
    wave: str
    question: str
    by: str | None
    data: FigureData


@dataclass(frozen=True)
class WrittenFigure:
    """A figure on disk, in one language. ``drawn`` is False where the files of an earlier run still hold.

    ``status`` and ``standing`` say how much of the figure is sure, in a word and in a line; None where nobody judged it.
    """

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
    status: str | None
    standing: str | None
    svg: Path
    png: Path
    csv: Path
    key: str
    drawn: bool

    def entry(self) -> dict[str, str | None]:
        """The figure in the manifest; file names are relative to it."""
        words = ["id", "kind", "question", "by", "title", "caption", "alt", "note"]
        if self.status is not None:
            words += ["wave", "status", "standing"]
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

    with Survey.open(project.root, internal=project.internal) as survey:
        return write_figures(survey, catalogue(survey, wave), folder, languages, processes=processes)


def write_figures(
    survey: Survey,
    specs: Iterable[FigureSpec],
    folder: Path,
    languages: Sequence[Language] = LANGUAGES,
    *,
    processes: int | None = None,
) -> list[WrittenFigure]:
    """Draw figures of waves, each as SVG, PNG and CSV, and write the manifests; see :func:`write_pictures`."""
    by_wave: dict[str, list[FigureSpec]] = {}
    for spec in specs:
        by_wave.setdefault(spec.wave, []).append(spec)

    def pictures(wave: str, language: Language) -> Iterator[Picture]:
        for spec in by_wave[wave]:
            data = figure_data(survey, spec, language)
            yield Picture(spec.id, spec.kind, wave, spec.question, None if spec.by == ALL else spec.by, data)

    places = {folder / wave / language: pictures(wave, language) for wave in by_wave for language in languages}
    return write_pictures(places, processes=processes)


def write_pictures(
    places: Mapping[Path, Iterable[Picture]], *, dpi: int = theme.PNG_DPI, processes: int | None = None
) -> list[WrittenFigure]:
    """Draw pictures, each as SVG, PNG and CSV, and write a manifest per folder.

    A folder holds exactly the pictures asked for: others, of an earlier run, are deleted. A picture whose numbers,
    words and drawing code are what they were is left alone.

    Parameters
    ----------
    places:
        The pictures of each folder; they are asked for one by one, while others are drawn already.
    dpi:
        Resolution of the PNG.
    processes:
        How many processes draw; 1 draws in this one. Default: as many as there are cores, at most four. A script
        that asks for more than one needs ``if __name__ == "__main__":`` around its work.
    """
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
    written: dict[Path, list[WrittenFigure]] = {}
    with files.Drawing(processes) as drawing:
        for place, pictures in places.items():
            known = _known(place)
            written[place] = [_write(picture, place, known, drawing, dpi) for picture in pictures]
    for place, figures in written.items():
        _close(place, figures)
    return [figure for figures in written.values() for figure in figures]


def _write(picture: Picture, place: Path, known: Mapping[str, Any], drawing: files.Drawing, dpi: int) -> WrittenFigure:
    job = files.Job(picture.data, place / picture.id, dpi)
    key = files.key(job)
    holds = known.get(picture.id, {})
    drawn = holds.get("key") != key or holds.get("checksum") != files.checksum(job.stem)
    if drawn:
        drawing.add(job)
        files.write_csv(job)
    about = picture.data.context
    return WrittenFigure(
        id=picture.id,
        kind=picture.kind,
        wave=picture.wave,
        question=picture.question,
        by=picture.by,
        language=about.language,
        title=about.title,
        caption=description.caption(picture.data),
        alt=description.alternative(picture.data),
        note=description.note(picture.data),
        status=about.standing.word if about.standing else None,
        standing=about.standing.text if about.standing else None,
        svg=place / f"{picture.id}.svg",
        png=place / f"{picture.id}.png",
        csv=place / f"{picture.id}.csv",
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
