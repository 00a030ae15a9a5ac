"""The figures of the report of 2017 drawn again, each number marked by how much of it is in print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline import figures
from pipeline.figures import Absent, Picture, write_pictures
from pipeline.figures.stacked import ALL
from pipeline.questionnaire import LANGUAGES
from pipeline.reproduction import overview, reference
from pipeline.reproduction.compare import reproduce
from pipeline.reproduction.ledger import Statistic
from pipeline.reproduction.reference import WAVES
from pipeline.reproduction.status import Judge
from pipeline.wording import numbers, phrase
from pipeline.wording.status import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.analysis import Survey
    from pipeline.figures import WrittenFigure
    from pipeline.figures.description import FigureData
    from pipeline.project import Project
    from pipeline.questionnaire import Language
    from pipeline.reproduction.catalogue import Entry
    from pipeline.reproduction.errata import Erratum
    from pipeline.reproduction.ledger import Published

NAME = "2016"
"""The folder of these figures, beside those of the waves."""
DPI = 300
_SHAPES = ("stacked", "diverging")
_BATTERY = {"stacked": figures.stacked_data, "diverging": figures.diverging_data, "means": figures.means_data}


@dataclass(frozen=True)
class Sources:
    """What a figure is drawn from: the survey, the ledger, and the errata."""

    survey: Survey
    ledger: Sequence[Published]
    errata: Sequence[Erratum]

    def judge(self, language: Language) -> Judge:
        """Someone who tells for every number how much of it is in print."""
        voided, printed = defaultdict(list), {row.id: row.printed for row in self.ledger}
        for erratum in self.errata:
            for row in erratum.voids:
                best = erratum.best(row)
                if best is None or best.value is None or best.value != printed[row]:
                    voided[row].append(erratum.id)
        return Judge(self.survey, self.ledger, voided, language)


def figure_data(sources: Sources, entry: Entry, language: Language = "de") -> FigureData:
    """The data of a figure: its numbers, each marked by how much of it is in print, and the words around them."""
    judge = sources.judge(language)
    data = _data(sources, entry, language).marked(judge)
    about = data.context
    view = "_view" if entry.is_view else ""
    known = {"number": entry.number}
    intervals = len(judge.marks) if entry.chart == "means" else 0
    standing = judge.standing(unit=entry.unit, intervals=intervals)
    notes = [*about.notes]
    if judge.means_printed and entry.chart in _SHAPES:
        notes.append(phrase(PHRASES, "bold_means", language))
    if intervals and standing is not None:
        notes.append(phrase(PHRASES, "synthetic_intervals", language))
    if entry.note is not None:
        notes.append(entry.note[language])
    context = replace(
        about,
        title=phrase(PHRASES, f"title{view}", language, title=entry.title[language], **known),
        caption=phrase(PHRASES, f"caption{view}", language, caption=entry.caption[language], **known),
        source=phrase(PHRASES, "model", language, **known),
        notes=tuple(notes),
        keys=judge.keys(shapes=entry.chart in _SHAPES) if standing else (),
        standing=standing,
    )
    return replace(data, context=context)


def _data(sources: Sources, entry: Entry, language: Language) -> FigureData:
    """The numbers by the figures' own data functions; what was published in 2017 is not withheld."""
    survey, (wave, *_), (question, *_) = sources.survey, entry.waves, entry.questions
    published = {"language": language, "internal": True}
    if entry.chart == "sample":
        return figures.sample_data(survey, entry.waves, entry.by or ALL, unit=entry.unit, **published)
    if entry.chart == "bars":
        absent = [_absent(sources, entry, wave, language) for wave in entry.absent]
        return figures.bars_data(survey, entry.waves, question, absent=absent, mean=False, **published)
    if entry.chart == "pies":
        asked = [(wave, question) for wave in entry.waves for question in entry.questions]
        return figures.pies_data(survey, asked, digits=entry.digits, **published)
    if entry.chart == "highlight":
        by = entry.by or ALL
        return figures.highlight_data(survey, wave, question, by=by, digits=entry.digits, **published)
    ordered = {"order": entry.order} if entry.order else {}
    return _BATTERY[entry.chart](survey, wave, question, **ordered, **published)


def _absent(sources: Sources, entry: Entry, wave: str, language: Language) -> Absent:
    """A wave without data: its name from the questionnaire, its number of answers from print."""
    period = sources.survey.questionnaire.wave(wave).field_period
    n = next(
        (
            int(row.value)
            for row in sources.ledger
            if row.figure == entry.figure and row.waves == (wave,) and row.statistic is Statistic.N
        ),
        None,
    )
    return Absent(wave, numbers.months(*period, language), n, phrase(PHRASES, "absent", language))


def sources_of(project: Project, survey: Survey) -> tuple[Sources, tuple[Entry, ...]]:
    """Everything that the figures of a project are drawn from, and the catalogue."""
    found = reference.read(project, survey.questionnaire)
    return Sources(survey, found.ledger, found.errata), found.figures


def write_project(
    project: Project, folder: Path, languages: Sequence[Language] = LANGUAGES, *, processes: int | None = None
) -> list[WrittenFigure]:
    """Draw every figure of a project's catalogue, from its warehouse; see :func:`write_catalogue`."""
    from pipeline.analysis import Survey

    with Survey.open(project.root) as survey:
        sources, catalogue = sources_of(project, survey)
        return write_catalogue(sources, catalogue, folder, languages, processes=processes)


def write_catalogue(
    sources: Sources,
    catalogue: Sequence[Entry],
    folder: Path,
    languages: Sequence[Language] = LANGUAGES,
    *,
    processes: int | None = None,
) -> list[WrittenFigure]:
    """Draw the overview and every figure of the catalogue as SVG, PNG (300 dpi) and CSV: ``<folder>/2016/<language>/``."""
    rows = reproduce(sources.survey, sources.ledger, sources.errata)
    waves = [sources.survey.wave(wave) for wave in sources.survey.waves]
    synthetic = any(wave.synthetic for wave in waves if wave.wave in WAVES)

    def pictures(language: Language) -> Iterator[Picture]:
        data = overview.overview_data(rows, sources.ledger, language, synthetic=synthetic)
        yield Picture(overview.ID, "stacked", " ".join(WAVES), None, None, data)
        for entry in catalogue:
            data = figure_data(sources, entry, language)
            waves, questions = " ".join(entry.waves), " ".join(entry.questions)
            yield Picture(entry.id, entry.chart, waves, questions, entry.by, data)

    places = {folder / NAME / language: pictures(language) for language in languages}
    return write_pictures(places, dpi=DPI, processes=processes)
