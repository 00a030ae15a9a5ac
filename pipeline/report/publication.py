"""What is set: a template, the words of its title block, and what its cells are told.

A publication knows nothing of renderers; :mod:`pipeline.report.build` renders any of them with either.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pipeline
from pipeline.analysis import Survey
from pipeline.report import context
from pipeline.report.markdown import escape
from pipeline.reproduction import reference
from pipeline.wording import numbers, phrase
from pipeline.wording import reproduction as on_2016
from pipeline.wording.publication import PUBLICATION
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from pipeline.project import Project
    from pipeline.questionnaire import Language


@dataclass(frozen=True)
class Publication:
    """One document in one language.

    ``name`` is the stem of its files, ``template`` a file of ``reports/``, ``words`` the metadata of its title block
    (Markdown), ``day`` the date its files carry, ``environment`` what its cells find in ``os.environ``.
    """

    name: str
    template: str
    language: Language
    words: dict[str, str]
    day: dt.date
    environment: dict[str, str]

    @property
    def timestamp(self) -> dt.datetime:
        """The date as PDF wants it: the same for the same data."""
        return dt.datetime.combine(self.day, dt.time(), tzinfo=dt.UTC)


def wave_report(project: Project, wave: str, language: Language, renderer: str) -> Publication:
    """The report of one wave; its files carry the date of the data. ``renderer`` is what the page says of itself."""
    with Survey.open(project.root, internal=project.internal) as survey:
        fielded = survey.wave(wave)
    day = fielded.exported_at.date() if fielded.exported_at is not None else fielded.field_period[1]

    def say(key: str, **blanks: str) -> str:
        return escape(phrase(PHRASES, key, language, **blanks))

    words = {
        "wave-title": escape(fielded.title[language]),
        "subtitle": say("subtitle", period=numbers.period(*fielded.field_period, language)),
        "as-of": say("as_of", date=numbers.date(day, language)),
        "colophon": say("rendered_by", renderer=renderer, version=pipeline.__version__),
        "skip": say("skip"),
    }
    if fielded.synthetic:
        words["running-mark"] = say("synthetic_running")
    environment = {**_environment(project, language, renderer), context.WAVE: wave}
    if project.internal:
        words["internal-mark"] = escape(phrase(PUBLICATION, "internal", language))
        environment[context.INTERNAL] = "1"
    return Publication(wave, "wave.qmd", language, words, day, environment)


def reproduction(project: Project, language: Language, renderer: str) -> Publication:
    """The report on the surveys of 2016; its files carry the date of the youngest export it is computed from."""
    with Survey.open(project.root) as survey:
        waves = [survey.wave(wave) for wave in reference.WAVES if wave in survey.waves]
    days = [wave.exported_at.date() if wave.exported_at is not None else wave.field_period[1] for wave in waves]

    def say(key: str, **blanks: str) -> str:
        return escape(phrase({**PHRASES, **on_2016.PHRASES}, key, language, **blanks))

    words = {
        "wave-title": say("title"),
        "subtitle": say("subtitle"),
        "as-of": say("as_of"),
        "colophon": say("rendered_by", renderer=renderer, version=pipeline.__version__),
        "skip": say("skip"),
        "search": say("search"),
    }
    if any(wave.synthetic for wave in waves):
        words["running-mark"] = say("synthetic_running")
    environment = _environment(project, language, renderer)
    return Publication("2016", "reproduction.qmd", language, words, max(days), environment)


def _environment(project: Project, language: Language, renderer: str) -> dict[str, str]:
    return {
        context.PROJECT: str(project.root.resolve()),
        context.LANGUAGE: language,
        context.RENDERER: renderer,
    }
