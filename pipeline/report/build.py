"""From a wave in the warehouse to the files for readers: choose a renderer, say what to set, write in one rename."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pipeline
from pipeline.report import context, embedded, fonts, pandoc, quarto
from pipeline.report.errors import ReportError
from pipeline.report.markdown import escape
from pipeline.wording import numbers, phrase
from pipeline.wording.report import PHRASES
from pipeline.work import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.project import Project
    from pipeline.questionnaire import Language

Renderer = Literal["auto", "quarto", "embedded"]

TEMPLATE = "wave.qmd"
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
    formats = tuple(formats)
    if unknown := set(formats) - set(FORMATS):
        msg = f"A report cannot be written as {', '.join(sorted(unknown))}. Known are: {', '.join(FORMATS)}."
        raise ReportError(msg)
    program = chosen(renderer)
    project.output.mkdir(parents=True, exist_ok=True)
    faces = fonts.stylesheet(project.processed)
    written = []
    for language in languages:
        identity = renderer_identity(renderer, language)
        environment = {
            context.PROJECT: str(project.root.resolve()),
            context.WAVE: wave,
            context.LANGUAGE: language,
            context.RENDERER: identity,
        }
        words, timestamp = title_block(project, wave, language, identity)
        with tempfile.TemporaryDirectory() as folder:
            metadata = Path(folder) / "metadata.json"
            metadata.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
            given = {
                "language": language,
                "environment": environment,
                "formats": formats,
                "timestamp": timestamp,
                "faces": faces,
            }
            if program is None:
                made = embedded.render(project.reports / TEMPLATE, metadata, **given)
            else:
                made = program.render(project, TEMPLATE, metadata, **given)
        for kind, content in made.items():
            path = project.output / f"{wave}.{language}.{kind}"
            replace(path, content)
            written.append(path)
    return written


def title_block(project: Project, wave: str, language: Language, identity: str) -> tuple[dict[str, str], dt.datetime]:
    """The words of title, header and footer (as Markdown), and the date the files carry: that of the data."""
    with context.Survey.open(project.root) as survey:
        fielded = survey.wave(wave)
    day = fielded.exported_at.date() if fielded.exported_at is not None else fielded.field_period[1]

    def say(key: str, **blanks: str) -> str:
        return escape(phrase(PHRASES, key, language, **blanks))

    words = {
        "wave-title": escape(fielded.title[language]),
        "subtitle": say("subtitle", period=numbers.period(*fielded.field_period, language)),
        "as-of": say("as_of", date=numbers.date(day, language)),
        "colophon": say("rendered_by", renderer=identity, version=pipeline.__version__),
        "skip": say("skip"),
    }
    if fielded.synthetic:
        words["running-mark"] = say("synthetic_running")
    return words, dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
