"""What the cells of a template start from: the wave and language they are rendered for, and everything known of it.

Neither renderer passes parameters to Python in the same way (Quarto does so only with papermill), so both set
environment variables: ``MUNISURVEY_PROJECT``, ``MUNISURVEY_WAVE``, ``MUNISURVEY_LANGUAGE`` and
``MUNISURVEY_RENDERER``; ``MUNISURVEY_INTERNAL`` where nothing is to be withheld. A template opened in an editor has none of them and shows the last wave in German.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from pipeline.analysis import Survey
from pipeline.project import Project
from pipeline.questionnaire import LANGUAGES
from pipeline.report import manifest, tables
from pipeline.report.errors import ReportError
from pipeline.report.markdown import Markdown, escape
from pipeline.wording import numbers, phrase
from pipeline.wording.inclusion import rule
from pipeline.wording.publication import PUBLICATION
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from pipeline.analysis import FieldedWave, Method
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question, Wave
    from pipeline.report.manifest import Figure
    from pipeline.wording import Phrases

PROJECT, WAVE, LANGUAGE, RENDERER = (f"MUNISURVEY_{name}" for name in ("PROJECT", "WAVE", "LANGUAGE", "RENDERER"))
INTERNAL = "MUNISURVEY_INTERNAL"


@dataclass(kw_only=True)
class Document:
    """A document in one language, as its chapters see it: the survey, and how the document speaks.

    ``folder`` is where the template lies; the paths of pictures are relative to it. ``phrases`` are those of its kind.
    """

    phrases: ClassVar[Phrases] = PHRASES
    project: Project
    survey: Survey
    language: Language
    renderer: str
    folder: Path
    internal: bool = False

    def say(self, key: str, **blanks: object) -> str:
        """A phrase as Markdown; blanks are escaped unless they are Markdown already."""
        shown = {name: value if isinstance(value, Markdown) else escape(value) for name, value in blanks.items()}
        return Markdown(phrase(self.phrases, key, self.language, **shown))

    def plain(self, key: str, **blanks: object) -> str:
        """A phrase as plain text, for attributes."""
        return phrase(self.phrases, key, self.language, **blanks)


@dataclass(kw_only=True)
class Report(Document):
    """One wave in one language."""

    wave: str
    methods: dict[str, Method] = field(default_factory=dict)
    _figures: list[Figure] | None = field(default=None, repr=False)

    def note(self, methods: Iterable[Method]) -> None:
        """Remember the methods that a chapter used, for the appendix."""
        self.methods.update({method.id: method for method in methods})

    @property
    def inclusion(self) -> str:
        """The rule by which responses count, as the wave's source.yaml sets it."""
        return Markdown(rule(self.fielded.duplicates, self.fielded.partial, self.language))

    @property
    def small_groups(self) -> str:
        """What is withheld, or that nothing is."""
        rules = self.survey.questionnaire.disclosure
        key = "method_internal" if self.internal else f"method_{rules.overall}"
        said = phrase(PUBLICATION, key, self.language, sign=numbers.WITHHELD, minimum=rules.minimum_answers)
        return Markdown(escape(said))

    def withheld(self, *frames: pd.DataFrame) -> str:
        """What the sign of withheld numbers means, for the caption of a table that shows one."""
        if not tables.any_withheld(*frames):
            return Markdown("")
        return Markdown(" " + escape(phrase(PUBLICATION, "caption", self.language, sign=numbers.WITHHELD)))

    @cached_property
    def fielded(self) -> FieldedWave:
        """The wave as it is in the warehouse."""
        return self.survey.wave(self.wave)

    @cached_property
    def instrument(self) -> Wave:
        """The questionnaire that the wave answers."""
        return self.survey.instrument(self.wave)

    @property
    def title(self) -> str:
        """The title of the wave, plain."""
        return self.fielded.title[self.language]

    @property
    def figures(self) -> list[Figure]:
        """The pictures drawn for the wave in this language."""
        if self._figures is None:
            self._figures = manifest.read(self.project, self.wave, self.language)
        return self._figures

    def question_title(self, question: Question) -> str:
        """The heading of a question, plain: its title, or its text where it has none."""
        return (question.title or question.text)[self.language]

    def caption(self, key: str, **blanks: object) -> str:
        """A caption with whom it speaks of and, where the answers are invented, the mark that says so."""
        return self.marked(self.say(key, **blanks))

    def marked(self, caption: str) -> str:
        """``caption`` (Markdown), followed by what every caption says, unless it says so already."""
        said = caption.casefold()
        parts = [caption]
        inside = phrase(PUBLICATION, "internal", self.language)
        if self.internal and inside.casefold() not in said:
            parts.append(f"**{inside}.**")
        if phrase(PHRASES, "population", self.language).rstrip(".").casefold() not in said:
            parts.append(phrase(PHRASES, "population", self.language))
        if (
            self.fielded.synthetic
            and phrase(PHRASES, "synthetic_mark", self.language).rstrip(".").casefold() not in said
        ):
            parts.append(f"**{phrase(PHRASES, 'synthetic_mark', self.language)}**")
        return Markdown(" ".join(parts))


def given(environment: Mapping[str, str], folder: Path | None) -> dict[str, Any]:
    """What every document is opened with: project, survey, language, renderer and folder.

    Raises
    ------
    ReportError
        If the language is not one of the project's, or the warehouse holds no wave.
    """
    here = folder or Path.cwd()
    internal = bool(environment.get(INTERNAL))
    project = Project(Path(environment[PROJECT]), internal) if PROJECT in environment else Project.find(here)
    language = environment.get(LANGUAGE, LANGUAGES[0])
    if language not in LANGUAGES:
        msg = f"The report was asked for in '{language}'; it can be made in: {', '.join(LANGUAGES)}."
        raise ReportError(msg)
    survey = Survey.open(project.root, internal=internal)
    if not survey.waves:
        msg = "The warehouse holds no wave to report on.\nHint: put an export under data/raw/<wave>/."
        raise ReportError(msg)
    return {
        "project": project,
        "survey": survey,
        "language": cast("Language", language),
        "renderer": environment.get(RENDERER, "Quarto"),
        "folder": here,
        "internal": internal,
    }


def open_report(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Report:
    """The report on a wave that the environment asks for; see :func:`given`."""
    known = given(environment, folder)
    return Report(**known, wave=environment.get(WAVE, known["survey"].waves[-1]))
