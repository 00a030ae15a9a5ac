"""The parts of a package, as a table: what each is called, in which languages there is one, and what makes it.

The order is that of making: the description needs the checksums of the data, the list of files needs all of them. A part
that cannot be made stops the package; none is left out in silence.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.archive import method, shortening, spss, stata, tables
from pipeline.archive.description import study_of, with_files
from pipeline.archive.errors import ArchiveError
from pipeline.archive.labels import FileLabel, file_label
from pipeline.archive.texts import code, document, heading, plain, table
from pipeline.fielding import ddi, paper
from pipeline.fielding.bilingual import said
from pipeline.fielding.study import DataFile, Material
from pipeline.questionnaire import LANGUAGES
from pipeline.wording import numbers, phrase
from pipeline.wording.archive import ARCHIVE
from pipeline.wording.ddi import DDI
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.analysis import Survey
    from pipeline.archive.data import Data
    from pipeline.archive.shortening import Shortening
    from pipeline.fielding.study import Study
    from pipeline.project import Project
    from pipeline.questionnaire import Language


@dataclass
class Making:
    """A package in the making: what it is made of, and the files made so far.

    ``reports`` are the PDF reports of the wave, by language.
    """

    project: Project
    survey: Survey
    data: Data
    reports: Mapping[Language, bytes]
    files: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    shortened: list[Shortening] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """What every file of the package is called at the beginning."""
        return f"{self.data.wave}-internal" if self.data.internal else self.data.wave

    @cached_property
    def study(self) -> Study:
        """What is known of the wave, before there are files."""
        study = study_of(self.survey, self.data.wave, self.data.columns)
        return with_files(study, self.data, (), ())

    @cached_property
    def labels(self) -> dict[Language, FileLabel]:
        """What the data files say of themselves."""
        return {language: file_label(self.data, self.study, language) for language in LANGUAGES}

    def title(self, name: str, language: Language) -> str:
        """What a file of the package is, in words."""
        return phrase(ARCHIVE, f"part_{self.parts[name].key}", language)


@dataclass(frozen=True)
class Part:
    """One part. ``name`` has blanks for the stem and, where there is one in each, the language.

    ``key`` names its title in the wording. ``wanted`` says whether a package has it at all.
    """

    key: str
    name: str
    make: Callable[[Making, str, Language | None], bytes]
    kind: str = "document"
    wanted: Callable[[Making], bool] = lambda _: True

    @property
    def languages(self) -> tuple[Language | None, ...]:
        """The languages it is made in; None for one file."""
        return LANGUAGES if "{language}" in self.name else (None,)

    def names(self, making: Making) -> dict[str, Language | None]:
        """Its files, each with its language."""
        return {self.name.format(stem=making.stem, language=language): language for language in self.languages}


def _sav(making: Making, name: str, language: Language) -> bytes:
    content, done = spss.write(making.data, name, language, making.labels[language], making.study.day)
    making.shortened += done
    return content


def _dta(making: Making, name: str, language: Language) -> bytes:
    content, done = stata.write(making.data, name, language, making.labels[language], making.study.day)
    making.shortened += done
    return content


def _parquet(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001  (every maker takes the same)
    return tables.parquet(making.data, making.labels)


def _csv(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001
    return tables.csv(making.data.frame)


def _open_answers(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001
    return tables.csv(making.data.texts)


def _questionnaire(making: Making, name: str, language: Language) -> bytes:  # noqa: ARG001
    made = paper.write(making.survey.questionnaire, making.study.instrument)
    return next(artefact.content for artefact in made if artefact.language == language)


def _codebook(making: Making, name: str, language: Language) -> bytes:  # noqa: ARG001
    from pipeline.report.codebook import Codebook, render

    book = Codebook(
        questionnaire=making.survey.questionnaire, wave=making.study.asked, language=language, survey=making.survey,
        fielded=making.survey.wave(making.data.wave),
    )  # fmt: skip
    return render(book, making.project, ("pdf",))["pdf"]


def _report(making: Making, name: str, language: Language) -> bytes:
    if language not in making.reports:
        msg = f"{name} cannot be made: there is no report of {making.data.wave} in that language. Hint: munisurvey report {making.data.wave}"
        raise ArchiveError(msg)
    return making.reports[language]


def _shortenings(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001
    return shortening.listed(making.shortened)


def _method_text(making: Making, name: str, language: Language) -> bytes:  # noqa: ARG001
    title = heading(1, plain(method.title(making.study, language)))
    return document([title, _method(making, language)]).encode()


def _method(making: Making, language: Language) -> str:
    listed = next(name for name, part in making.parts.items() if part.make is _shortenings)
    return method.markdown(making.survey, making.data, making.study, (len(making.shortened), listed), language)


def _method_pdf(making: Making, name: str, language: Language) -> bytes:  # noqa: ARG001
    """The method report set like the other reports of the project."""
    from pipeline.report import embedded, pandoc
    from pipeline.report.build import renderer_identity
    from pipeline.report.markdown import escape

    study = making.study
    marks = [
        phrase(ARCHIVE, "internal_mark", language) if making.data.internal else "",
        phrase(PHRASES, "synthetic_running", language) if study.synthetic else "",
    ]
    words = {
        "wave-title": method.title(study, language),
        "subtitle": study.asked.title[language],
        "as-of": phrase(PHRASES, "as_of", language, date=numbers.date(study.day, language)),
        "colophon": phrase(
            PHRASES, "rendered_by", language, renderer=renderer_identity("embedded", language),
            version=pipeline.__version__,
        ),
        "running-mark": " · ".join(filter(None, marks)),
    }  # fmt: skip
    reports = making.project.reports
    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps({key: escape(word) for key, word in words.items() if word}), encoding="utf-8")
        parsed = pandoc.parse(_method(making, language), metadata)
    return embedded.typeset(
        parsed, reports, embedded.configuration(reports, language), language=language, formats=("pdf",),
        timestamp=dt.datetime.combine(study.day, dt.time(), tzinfo=dt.UTC), faces="",
    )["pdf"]  # fmt: skip


def _ddi(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001
    data = making.data
    files, materials = [], []
    for file, content in making.files.items():
        part = making.parts[file]
        title = said(ARCHIVE, f"part_{part.key}")
        if part.kind == "data":
            own = part.names(making)[file]
            sha256 = hashlib.sha256(content).hexdigest()
            files.append(DataFile(file, title, own, data.frame.height, len(data.columns), sha256))
        else:
            materials.append(Material(file, title))
    return ddi.describe(with_files(making.study, data, files, materials))


def _readme(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001
    checksums = next(file for file, part in making.parts.items() if part.kind == "checksums")
    blocks = [block for language in LANGUAGES for block in _about(making, language, checksums)]
    return document(blocks).encode()


def _about(making: Making, language: Language, checksums: str) -> list[str]:
    """The list of files in one language."""
    data, study = making.data, making.study
    variant = phrase(ARCHIVE, "internal" if data.internal else "scientific", language)
    rows = []
    for file in making.parts:
        content = making.files.get(file)
        size = numbers.NOT_SHOWN if content is None else numbers.integer(len(content), language)
        own = making.parts[file].names(making)[file]
        what = making.title(file, language)
        if own is not None:
            what += f" ({phrase(ARCHIVE, f'language_{own}', language)})"
        rows.append((code(file), plain(what), size))
    head = [phrase(ARCHIVE, f"readme_{key}", language) for key in ("file", "what", "size")]
    return [
        heading(1, plain(f"{study.asked.title[language]} ({data.wave}): {variant}")),
        plain(study.access[language]),
        f"**{phrase(DDI, 'synthetic', language)}**" if study.synthetic else "",
        heading(2, phrase(ARCHIVE, "readme_files", language)),
        table(head, rows, (40, 45, 15), "llr"),
        phrase(ARCHIVE, "readme_check", language, checksums=checksums),
        phrase(ARCHIVE, "readme_reuse", language) if data.internal else "",
        phrase(ARCHIVE, "readme_no_open", language) if not data.internal and data.texts is None else "",
    ]


def _checksums(making: Making, name: str, language: None) -> bytes:  # noqa: ARG001
    """One line a file, as ``sha256sum -c`` reads them."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in making.files.items()
    ).encode()


PARTS = (
    Part("data_sav", "{stem}.{language}.sav", _sav, "data"),
    Part("data_dta", "{stem}.{language}.dta", _dta, "data"),
    Part("data_parquet", "{stem}.parquet", _parquet, "data"),
    Part("data_csv", "{stem}.csv", _csv, "data"),
    Part("open_answers", "{stem}-open-answers.csv", _open_answers, wanted=lambda making: making.data.texts is not None),
    Part("questionnaire", "{stem}-questionnaire.{language}.pdf", _questionnaire),
    Part("codebook", "{stem}-codebook.{language}.pdf", _codebook),
    Part("report", "{stem}-report.{language}.pdf", _report),
    Part("shortenings", "{stem}-shortenings.csv", _shortenings),
    Part("method", "{stem}-method.{language}.pdf", _method_pdf),
    Part("method_text", "{stem}-method.{language}.md", _method_text),
    Part("ddi", "{stem}-ddi.xml", _ddi, "description"),
    Part("readme", "{stem}-README.md", _readme, "list"),
    Part("checksums", "{stem}-SHA256SUMS", _checksums, "checksums"),
)
