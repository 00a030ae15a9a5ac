"""The codebook of a questionnaire: every variable with its question, its answers, its history and its frequencies.

It is set like a report, by the embedded renderer: page and PDF from one Markdown document. The frequencies are those of
a wave in the warehouse that answers the questionnaire; without one the codebook describes what will be asked.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.analysis import Survey
from pipeline.fielding import Artefact
from pipeline.fielding.routing import question_numbers
from pipeline.questionnaire import LANGUAGES, MissingKind
from pipeline.questionnaire.item_wording import item_wording
from pipeline.report import codebook_questions, codebook_tables, embedded, fonts, pandoc
from pipeline.report.build import FORMATS
from pipeline.report.markdown import Markdown, callout, escape, heading, join, slug, table
from pipeline.report.tables import facts
from pipeline.wording import codebook as wording
from pipeline.wording import instrument, numbers, phrase
from pipeline.wording import report as report_wording
from pipeline.wording.paper import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from pipeline.analysis import FieldedWave
    from pipeline.project import Project
    from pipeline.questionnaire import Language, Questionnaire
    from pipeline.questionnaire.model import Question, Wave

_PHRASES = {**report_wording.PHRASES, **wording.PHRASES}
_FINGERPRINT = 8
"""Digits of the wording's fingerprint that are printed."""


@dataclass(kw_only=True)
class Codebook:
    """One questionnaire in one language; ``survey`` and ``fielded`` are there if its answers are."""

    questionnaire: Questionnaire
    wave: Wave
    language: Language
    survey: Survey | None = None
    fielded: FieldedWave | None = None

    def say(self, key: str, **blanks: object) -> str:
        """A phrase as Markdown; blanks are escaped unless they are Markdown already."""
        shown = {name: value if isinstance(value, Markdown) else escape(value) for name, value in blanks.items()}
        return Markdown(phrase(_PHRASES, key, self.language, **shown))

    def plain(self, key: str, **blanks: object) -> str:
        """A phrase as plain text."""
        return phrase(_PHRASES, key, self.language, **blanks)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of every question, as on paper."""
        return question_numbers(self.wave)

    def title_of(self, asked: Question) -> str:
        """What a question is called in headings and captions, plain."""
        return (asked.title or asked.text)[self.language]

    def missing_code(self, kind: MissingKind) -> str:
        """The code of a kind of missing, with a real minus."""
        return numbers.integer(kind.value, self.language)

    def marked(self, caption: str) -> str:
        """A caption with whom it speaks of and, where the answers are invented, the mark that says so."""
        parts = [caption, self.plain("population")]
        if self.fielded is not None and self.fielded.synthetic:
            parts.append(f"**{self.plain('synthetic_mark')}**")
        return Markdown(" ".join(parts))

    @property
    def answered(self) -> bool:
        """Whether there are answers to count."""
        return self.survey is not None and self.fielded is not None and self.fielded.n > 0

    def distribution(self, asked: Question) -> pd.DataFrame | None:
        """The published frequencies of a question's closed variables; ``None`` without answers."""
        return self.survey.distribution(self.fielded.wave, asked.id, language=self.language) if self.answered else None

    @cached_property
    def _response(self) -> pd.DataFrame:
        return self.survey.nonresponse(self.fielded.wave, language=self.language).set_index("variable")

    def response(self, variable: str) -> pd.Series | None:
        """How many answered a variable and why the others did not, as published; ``None`` without answers."""
        return self._response.loc[variable] if self.answered else None

    def means(self, asked: Question) -> pd.Series:
        """Mean and spread of a number, as published."""
        return self.survey.means(self.fielded.wave, asked.id, language=self.language).iloc[0]


def write(questionnaire: Questionnaire, wave_id: str, *, project: Project) -> tuple[Artefact, ...]:
    """``codebook-<wave>.<language>.html`` and ``.pdf``.

    Parameters
    ----------
    project
        Where the templates are, and the warehouse with the answers, if there is one.

    Raises
    ------
    KeyError
        If there is no such questionnaire.
    ReportError
        If pandoc or Typst cannot set it.
    """
    wave = questionnaire.wave(wave_id)
    survey = Survey.open(project.root) if project.warehouse.is_file() else None
    try:
        fielded = answers_to(survey, wave_id) if survey is not None else None
        return tuple(
            Artefact(f"codebook-{wave_id}.{language}.{kind}", made, language)
            for language in LANGUAGES
            for kind, made in render(
                Codebook(questionnaire=questionnaire, wave=wave, language=language, survey=survey, fielded=fielded),
                project,
            ).items()
        )
    finally:
        if survey is not None:
            survey.close()


def answers_to(survey: Survey, questionnaire_id: str) -> FieldedWave | None:
    """The wave whose answers a codebook counts: the one named like the questionnaire, else the latest that answers it."""
    waves = [survey.wave(name) for name in survey.waves]
    answering = [wave for wave in waves if wave.questionnaire == questionnaire_id]
    return next((wave for wave in answering if wave.wave == questionnaire_id), answering[-1] if answering else None)


def render(book: Codebook, project: Project, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """The codebook in one language; one entry per format (``html``, ``pdf``)."""
    exported = book.fielded.exported_at if book.fielded is not None else None
    day = exported.date() if exported is not None else book.wave.field_period[0]
    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(_words(book), ensure_ascii=False), encoding="utf-8")
        parsed = pandoc.parse(markdown(book), metadata)
    return embedded.typeset(
        parsed,
        project.reports,
        embedded.configuration(project.reports, book.language),
        language=book.language,
        formats=formats,
        timestamp=dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC),
        faces=fonts.stylesheet(project.processed),
    )


def markdown(book: Codebook) -> Markdown:
    """The whole codebook."""
    chapters = [
        join(
            heading(1, escape(section.title[book.language]), f"part-{section.id}"),
            *(codebook_questions.question(book, asked) for asked in section.questions),
        )
        for section in book.wave.sections
    ]
    return join(_callouts(book), _overview(book), _index(book), *chapters)


def _words(book: Codebook) -> dict[str, str]:
    """The title block."""
    from pipeline.report.build import renderer_identity

    language, wave = book.language, book.wave
    words = {
        "wave-title": book.say("title", wave=wave.wave),
        "subtitle": book.say(
            "subtitle", title=wave.title[language], period=numbers.period(*wave.field_period, language)
        ),
        "as-of": book.say("as_of_questionnaire"),
        "colophon": book.say(
            "rendered_by", renderer=renderer_identity("embedded", language), version=pipeline.__version__
        ),
        "skip": book.say("skip"),
        "search": book.say("search"),
    }
    if book.fielded is not None:
        day = book.fielded.exported_at.date() if book.fielded.exported_at is not None else book.fielded.field_period[1]
        words["as-of"] = book.say("as_of", date=numbers.date(day, language))
        if book.fielded.synthetic:
            words["running-mark"] = book.say("synthetic_running")
    if wave.status == "reconstructed":
        marks = [words.get("running-mark", ""), escape(phrase(instrument.PHRASES, "title", language))]
        words["running-mark"] = " · ".join(filter(None, marks))
    return words


def _callouts(book: Codebook) -> str:
    blocks = []
    if book.fielded is not None and book.fielded.synthetic:
        blocks.append(callout("important", book.plain("synthetic_title"), book.say("synthetic_body")))
    if book.wave.status == "reconstructed" and book.wave.note is not None:
        title = phrase(instrument.PHRASES, "title", book.language)
        blocks.append(callout("note", title, escape(book.wave.note[book.language])))
    return join(*blocks) if blocks else ""


def _overview(book: Codebook) -> str:
    """The questionnaire and its answers in numbers, how to read a codebook, and the kinds of missing."""
    wave, fielded, language, say = book.wave, book.fielded, book.language, book.plain
    made = book.questionnaire.variables(wave.wave)
    rows = [
        (say("fact_questionnaire"), f"{wave.wave}: {wave.title[language]}"),
        (say("fact_status"), say(f"status_{wave.status}")),
        (say("fact_source"), wave.source),
        (say("fact_period"), numbers.period(*wave.field_period, language)),
        (say("fact_questions"), numbers.integer(len(wave.questions), language)),
        (say("fact_variables"), numbers.integer(len(made), language)),
    ]
    if fielded is None:
        rows.append((say("fact_wave"), say("wave_none")))
    else:
        rows.append((say("fact_wave"), say("wave_n", wave=fielded.wave, n=numbers.integer(fielded.n, language))))
        rows.append((say("fact_provenance"), say(f"provenance_{fielded.provenance}")))
    shown = facts(rows, (say("fact"), say("value")), caption=book.say("overview_caption"), label="overview")
    kinds = [
        [book.missing_code(kind), escape(kind.name.lower()), book.say(f"missing_{kind.name.lower()}")]
        for kind in MissingKind
    ]
    missing = table(
        [book.say("code"), book.say("name"), book.say("meaning")], kinds, widths=(12, 24, 64), align="rll",
        caption=book.say("missing_caption"), label="missing",
    )  # fmt: skip
    reading = [book.say("reading_names"), book.say("reading_codes"), book.say("reading_wording")]
    if wave.status == "reconstructed" and all(asked.number is None for asked in wave.questions):
        reading.append(escape(phrase(PAPER, "numbers_ours", language)))
    if book.answered:
        minimum = book.questionnaire.disclosure.minimum_answers
        reading.append(book.say("reading_counts", minimum=minimum, withheld=numbers.WITHHELD))
    return join(
        heading(1, book.say("overview"), "overview"),
        shown,
        heading(2, book.say("reading"), "reading"),
        "\n".join(f"- {line}" for line in reading),
        missing,
    )


def _index(book: Codebook) -> str:
    """Every variable on one line, leading to its question; on the page it can be searched."""
    questionnaire = book.questionnaire
    rows = []
    for variable in questionnaire.variables(book.wave.wave):
        asked = variable.question
        target = f"sec-q-{slug(asked.id)}"
        asked_as = item_wording(questionnaire, asked, variable.item.id if variable.item else None)
        rows.append(
            [
                f"[{codebook_tables.name(variable.name)}](#{target})",
                escape(book.numbers[asked.id]),
                escape(variable.label[book.language]),
                codebook_tables.name(variable.scale),
                asked_as.fingerprint[:_FINGERPRINT] if asked_as.known else numbers.NOT_SHOWN,
            ]
        )
    heads = [book.say(key) for key in ("variable", "number", "label", "scale", "fingerprint")]
    shown = table(
        heads, rows, widths=(30, 8, 33, 17, 12), align="lllll", caption=book.say("index_caption"), label="index"
    )
    return join(heading(1, book.say("index"), "index"), f"::: {{.searchable}}\n{shown}\n:::")
