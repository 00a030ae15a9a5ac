"""From a wave in the warehouse to the files for readers: choose a renderer, say what to set, write in one rename."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.report import embedded, fonts, pandoc, quarto
from pipeline.report.errors import ReportError
from pipeline.report.publication import reproduction, wave_report
from pipeline.wording import phrase
from pipeline.wording.report import PHRASES
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.project import Project
    from pipeline.questionnaire import Language
    from pipeline.report.publication import Publication

Renderer = Literal["auto", "quarto", "embedded"]

FORMATS = ("html", "pdf")


def sources(project: Project) -> list[Path]:
    """The files of ``reports/`` that a report is made from: templates, style, options."""
    return sorted(path for path in project.reports.iterdir() if path.is_file() and not path.name.startswith("."))


def chosen(renderer: str) -> quarto.Quarto | None:
    """The Quarto to render with; ``None`` stands for the embedded renderer.

    Raises
    ------
    ReportError
        If Quarto is asked for and not there, or the renderer is not known.
    """
    if renderer not in ("auto", "quarto", "embedded"):
        msg = f"There is no renderer '{renderer}'. Known are: auto, quarto, embedded."
        raise ReportError(msg)
    if renderer == "embedded":
        return None
    return quarto.find(required=renderer == "quarto")


def renderer_identity(renderer: str = "auto", language: Language = "en") -> str:
    """Which renderer would be taken, with its version: what a page says of itself."""
    if (program := chosen(renderer)) is not None:
        return phrase(PHRASES, "quarto", language, quarto=program.version)
    from importlib.metadata import version

    return phrase(PHRASES, "embedded", language, pandoc=pandoc.program()[1], typst=version("typst"))


def render_wave(
    project: Project,
    wave: str,
    languages: Iterable[Language] = ("de", "en"),
    formats: Iterable[str] = FORMATS,
    renderer: str = "auto",
) -> list[Path]:
    """Write ``reports/_output/<wave>.<language>.html`` and ``.pdf``; returns their paths.

    Parameters
    ----------
    renderer
        ``quarto``, ``embedded``, or ``auto``: Quarto where it is installed.

    Raises
    ------
    ReportError
        If a report could not be made. Files of an earlier run stay as they were.
    """
    return [
        path
        for language in languages
        for path in _render(
            project, lambda identity, of=language: wave_report(project, wave, of, identity), language, formats, renderer
        )
    ]


def render_reproduction(
    project: Project,
    languages: Iterable[Language] = ("de", "en"),
    formats: Iterable[str] = FORMATS,
    renderer: str = "auto",
) -> list[Path]:
    """Write ``reports/_output/2016.<language>.html`` and ``.pdf``; see :func:`render_wave`."""
    return [
        path
        for language in languages
        for path in _render(
            project, lambda identity, of=language: reproduction(project, of, identity), language, formats, renderer
        )
    ]


def _render(
    project: Project,
    publication: Callable[[str], Publication],
    language: Language,
    formats: Iterable[str],
    renderer: str,
) -> list[Path]:
    """Write one publication; ``publication`` makes it, given what the renderer is called."""
    formats = tuple(formats)
    if unknown := set(formats) - set(FORMATS):
        msg = f"A report cannot be written as {', '.join(sorted(unknown))}. Known are: {', '.join(FORMATS)}."
        raise ReportError(msg)
    program = chosen(renderer)
    made = publication(renderer_identity(renderer, language))
    project.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(made.words, ensure_ascii=False), encoding="utf-8")
        given = {
            "language": language,
            "environment": made.environment,
            "formats": formats,
            "timestamp": made.timestamp,
            "faces": fonts.stylesheet(project.processed),
        }
        if program is None:
            contents = embedded.render(project.reports / made.template, metadata, **given)
        else:
            contents = program.render(project, made.template, metadata, **given)
    written = []
    for kind, content in contents.items():
        path = project.output / f"{made.name}.{language}.{kind}"
        replace(path, content)
        written.append(path)
    return written
