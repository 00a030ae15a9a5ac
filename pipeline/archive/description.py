"""What is known of a wave once there are answers to it, for the DDI description and the method report.

Counts are those of the published views, whoever the package is for: a description is put on the web.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.analysis import Survey
from pipeline.archive import stata
from pipeline.archive.errors import ArchiveError
from pipeline.fielding import ddi
from pipeline.fielding.bilingual import said
from pipeline.fielding.data_file import columns
from pipeline.fielding.study import Counts, Study
from pipeline.questionnaire import LANGUAGES, MissingKind
from pipeline.questionnaire.scale import Text
from pipeline.wording import inclusion, numbers
from pipeline.wording.archive import ARCHIVE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from pipeline.analysis import FieldedWave
    from pipeline.archive.data import Data
    from pipeline.fielding import Artefact
    from pipeline.fielding.data_file import Column
    from pipeline.fielding.study import DataFile, Material
    from pipeline.project import Project
    from pipeline.questionnaire import Questionnaire

_KINDS = tuple(kind.name.lower() for kind in MissingKind)


def write(questionnaire: Questionnaire, wave_id: str, *, project: Project) -> tuple[Artefact, ...]:
    """``ddi-<wave>.xml``, with the published frequencies if the warehouse has the wave.

    Raises
    ------
    KeyError
        If there is no such questionnaire.
    FieldingError
        If the description breaks a rule of DDI-Codebook.
    """
    questionnaire.wave(wave_id)
    if not project.warehouse.is_file():
        return ddi.write(questionnaire, wave_id)
    with Survey.open(project.root) as survey:
        known = wave_id in survey.waves and survey.wave(wave_id).questionnaire == wave_id
        study = study_of(survey, wave_id, columns(questionnaire, wave_id)) if known else None
    return ddi.write(questionnaire, wave_id, study=study)


def study_of(survey: Survey, wave: str, described: Sequence[Column]) -> Study:
    """A wave of the warehouse; ``described`` are the columns of its data set.

    Raises
    ------
    ArchiveError
        If the survey was opened for internal numbers.
    """
    if survey.internal:
        msg = (
            "A description holds published numbers, and the survey was opened for internal ones. Hint: open it without."
        )
        raise ArchiveError(msg)
    fielded = survey.wave(wave)
    return Study(
        questionnaire=survey.questionnaire,
        instrument=fielded.questionnaire,
        wave=wave,
        field_period=fielded.field_period,
        day=day(fielded),
        columns=tuple(described),
        invited=fielded.invited,
        n=fielded.n,
        responses=fielded.responses,
        synthetic=fielded.synthetic,
        tool=fielded.tool,
        counting=Text(**{lg: inclusion.rule(fielded.duplicates, fielded.partial, lg) for lg in LANGUAGES}),
        counts=dict(_counts(survey, wave, described)),
        assumed=survey.assumed(wave),
    )


def with_files(study: Study, data: Data, files: Sequence[DataFile], materials: Sequence[Material]) -> Study:
    """The study as a package: its files, who may use them, and what of each column Stata calls otherwise."""
    renamed = {name: short for name, short in stata.names(data).items() if short != name}
    return replace(
        study,
        access=access(data),
        files=tuple(replace(file, renamed=renamed) if file.name.endswith(".dta") else file for file in files),
        materials=tuple(materials),
    )


def access(data: Data) -> Text:
    """Who may use a data set."""
    return said(ARCHIVE, "access_internal" if data.internal else "access_scientific")


def day(fielded: FieldedWave) -> dt.date:
    """The date of everything made from a wave: that of the export, else the last of the field period."""
    return fielded.exported_at.date() if fielded.exported_at is not None else fielded.field_period[1]


def _counts(survey: Survey, wave: str, described: Sequence[Column]) -> Iterator[tuple[str, Counts]]:
    """The published answers to every column that has any."""
    if not survey.wave(wave).n:
        return
    nonresponse = survey.nonresponse(wave).set_index("variable")
    asked = {column.variable.question.id for column in described if column.variable is not None and column.categories}
    frames = {question: _frames(survey, wave, question) for question in asked}
    for column in described:
        if column.variable is None:
            if column.name in survey.questionnaire.classifications:
                yield column.name, _sample(survey, wave, column.name)
        elif column.kind != "text":
            distribution, means = frames[column.variable.question.id]
            if column.variable.kind == "choice":
                counts = _closed(column, distribution[distribution["variable"] == column.name])
            else:
                counts = _open(column, nonresponse.loc[column.name])
            yield column.name, _rated(counts, column.name, means)


def _frames(survey: Survey, wave: str, question: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    distribution = survey.distribution(wave, question)
    closed = survey.closed_variables(wave, question)
    rated = any(one.kind == "number" or survey.questionnaire.scale(one.scale).is_likert for one in closed)
    return distribution, survey.means(wave, question) if rated else None


def _closed(column: Column, rows: pd.DataFrame) -> Counts:
    found: dict[int, int] = {}
    hidden: set[int] = set()
    for row in rows.itertuples():
        code = column.stored[row.code]
        if numbers.defined(row.n):
            found[code] = found.get(code, 0) + int(row.n)
        else:
            hidden.add(code)
    base = rows["base"].iloc[0]
    missing = [category.code for category in column.missing]
    whole = not hidden & set(missing)
    return Counts(
        {code: n for code, n in found.items() if code not in hidden},
        int(base) if numbers.defined(base) else None,
        sum(found.get(code, 0) for code in missing) if whole else None,
    )


def _open(column: Column, row: pd.Series) -> Counts:
    """A number or a text: how many gave one, and why the others did not."""
    if not numbers.defined(row["answered"]):
        return Counts({}, None, None)
    kinds = {
        column.stored[int(MissingKind[name.upper()])]: int(row[name]) for name in _KINDS if numbers.defined(row[name])
    }
    answered = int(row["answered"])
    given = {category.code: answered for category in column.substantive}
    return Counts({**given, **kinds}, answered, sum(kinds.values()))


def _rated(counts: Counts, variable: str, means: pd.DataFrame | None) -> Counts:
    """The counts with mean and standard deviation of what the answers are worth."""
    rows = None if means is None else means[means["variable"] == variable]
    if rows is None or rows.empty:
        return counts
    mean, sd = (float(value) if numbers.defined(value) else None for value in rows[["mean", "sd"]].iloc[0])
    return replace(counts, mean=mean, sd=sd)


def _sample(survey: Survey, wave: str, by: str) -> Counts:
    """The composition by a classification."""
    rows = survey.sample(wave, by)
    counts = {int(row.level): int(row.n) for row in rows.itertuples() if numbers.defined(row.n)}
    valid = sum(counts.values()) if len(counts) == len(rows) else None
    return Counts(counts, valid, None if valid is None else survey.wave(wave).n - valid)
