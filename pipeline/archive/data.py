"""The records of a wave as they go to an archive: the scientific use variant, or everything for internal use.

The scientific use variant leaves out whatever leads to a municipality. Size and Land are as coarse as
:mod:`pipeline.analysis.coarsening` demands, records are shuffled, texts have no record, and who was asked a question tells
no more of size and Land than the columns for them. Everything that is left out is listed with its reason.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import polars as pl

from pipeline.analysis.coarsening import ROLES, coarsen
from pipeline.analysis.wave import SurveyError
from pipeline.archive import own_columns
from pipeline.archive.errors import ArchiveError
from pipeline.fielding.bilingual import said
from pipeline.fielding.data_file import column as column_of
from pipeline.questionnaire import Questionnaire, question_variables
from pipeline.questionnaire.frame import Frame, read_frame
from pipeline.wording.archive import ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.analysis import Survey
    from pipeline.analysis.coarsening import Coarsening
    from pipeline.analysis.microdata import Microdata
    from pipeline.fielding.data_file import Column
    from pipeline.questionnaire.model import Wave
    from pipeline.questionnaire.scale import Text


@dataclass(frozen=True)
class LeftOut:
    """Something that is not in a data set; ``what`` is a column or, in words, several."""

    what: str
    why: Text


@dataclass(frozen=True)
class Data:
    """A data set: ``frame`` has the ``columns`` in their order, codes and running numbers as integers.

    Missing answers have the codes of their column, a text that was not given is null. ``texts`` (variable, text) are
    open answers without a record; None where there are none to publish.
    """

    wave: str
    columns: tuple[Column, ...]
    frame: pl.DataFrame
    internal: bool
    texts: pl.DataFrame | None = None
    left_out: tuple[LeftOut, ...] = ()
    coarsening: Coarsening | None = None

    def column(self, name: str) -> Column:
        """The column of that name; :class:`KeyError` if there is none."""
        return {column.name: column for column in self.columns}[name]


def internal(survey: Survey, wave: str) -> Data:
    """Everything in the warehouse: all responses whatever their status, in the order of the export, with texts.

    Raises
    ------
    ArchiveError
        If there is no response, or a number is the code of a missing answer.
    """
    micro = survey.microdata(wave, everyone=True)
    if not micro.respondents.height:
        msg = f"Wave {wave} has no response, so there is nothing to archive.\nHint: look at munisurvey ingest {wave}."
        raise ArchiveError(msg)
    questionnaire, asked = survey.questionnaire, survey.instrument(wave)
    columns, series = [], []
    for variable in questionnaire.variables(asked.wave):
        column = column_of(questionnaire, variable)
        columns.append(column)
        series.append(_answers(column, micro, wave))
        if variable.kind == "text":
            columns.append(own_columns.text(column))
            series.append(_texts(columns[-1], column.name, micro))
    taken = {column.name for column in columns}
    lead, first = own_columns.internal(micro.respondents, wave, survey.wave(wave).provenance, taken)
    return _data(wave, [*lead, *columns], [*first, *series], internal=True)


def scientific(survey: Survey, wave: str, leave_out: Iterable[str] = ()) -> Data:
    """What researchers get: responses that count, nobody alone by size and Land, nothing that names a municipality.

    Parameters
    ----------
    leave_out:
        Further questions or variables to leave out.

    Raises
    ------
    ArchiveError
        If fewer responses count than the project publishes of a group, or a number is the code of a missing answer.
    SurveyError
        If the wave lacks something that is to be left out.
    """
    questionnaire, asked = survey.questionnaire, survey.instrument(wave)
    micro = survey.microdata(wave)
    frame = Frame()
    if survey.project is not None:
        frame = read_frame(survey.project.reference, questionnaire.classifications)
    coarsening = coarsen(questionnaire, micro.respondents, frame)
    if coarsening is None:
        minimum = questionnaire.disclosure.minimum_answers
        msg = (
            f"Only {micro.respondents.height} responses of wave {wave} count, fewer than {minimum}: any data set would show "
            "single municipalities.\nHint: munisurvey archive --internal makes a package for internal use."
        )
        raise ArchiveError(msg)
    published = micro.texts if survey.wave(wave).open_answers_published else None
    reasons = dict(_reasons(questionnaire, asked, coarsening, _asked_for(asked, leave_out), published))
    columns, series = [], []
    for role in ROLES:
        found = own_columns.coarse(questionnaire, asked, coarsening.recode(role), micro)
        if found is not None:
            columns.append(found[0])
            series.append(found[1])
    for variable in questionnaire.variables(asked.wave):
        if variable.name not in reasons:
            columns.append(column_of(questionnaire, variable))
            series.append(_answers(columns[-1], micro, wave))
    taken = {column.name for column in columns} | set(reasons)
    lead, first = own_columns.scientific(micro.respondents, wave, survey.wave(wave).provenance, taken)
    made = _shuffled(_data(wave, [*lead, *columns], [*first, *series], internal=False))
    left_out = [LeftOut(name, why) for name, why in reasons.items()]
    left_out += [LeftOut(own_columns.listed(key), said(ARCHIVE, f"left_{key}")) for key in ("person", "weight")]
    if any(variable.kind == "text" for variable in questionnaire.variables(asked.wave)) and published is None:
        left_out.append(LeftOut(own_columns.listed("text"), said(ARCHIVE, "left_text")))
    texts = None if published is None else _unlinked(asked, published, reasons)
    return Data(made.wave, made.columns, made.frame, internal=False, texts=texts, left_out=tuple(left_out),
                coarsening=coarsening)  # fmt: skip


def _data(wave: str, columns: Sequence[Column], series: Sequence[pl.Series], *, internal: bool) -> Data:
    frame = pl.DataFrame([one.alias(column.name) for column, one in zip(columns, series, strict=True)])
    return Data(wave, tuple(columns), frame, internal)


def _answers(column: Column, micro: Microdata, wave: str) -> pl.Series:
    """The answers to one variable in the codes of its column; a number is itself."""
    codes = micro.codes[column.name]
    if column.kind == "code":
        return codes.replace_strict(column.stored, return_dtype=pl.Int32)
    missing = codes.replace_strict(column.stored, default=None, return_dtype=pl.Float64)
    given = micro.values[column.name].filter(codes > 0)
    clash = given.filter(given.is_in([float(category.code) for category in column.missing]))
    if clash.len():
        msg = (
            f"{clash.len()} answers to {column.name} of wave {wave} are {clash[0]:g}, which is the code of a missing "
            "answer.\nHint: mend the answers, or remove minimum: from the question if numbers below zero are right."
        )
        raise ArchiveError(msg)
    return missing.fill_null(micro.values[column.name])


def _texts(column: Column, variable: str, micro: Microdata) -> pl.Series:
    """The texts given to one variable, null without one."""
    given = dict(micro.texts.filter(pl.col("variable") == variable).select("respondent", "text").iter_rows())
    return pl.Series(column.name, [given.get(one) for one in micro.respondents["respondent"]], dtype=pl.String)


def _asked_for(asked: Wave, leave_out: Iterable[str]) -> set[str]:
    """The variables that are to be left out by request; a question stands for all of its variables."""
    variables = {q.id: [variable.name for variable in question_variables(q)] for q in asked.questions}
    singles = {name: [name] for names in variables.values() for name in names}
    known = {**singles, **variables}
    found: set[str] = set()
    for name in leave_out:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"Did you mean '{close[0]}'?" if close else f"Its questions are: {', '.join(variables)}."
            msg = f"Wave {asked.wave} has no question or variable '{name}' to leave out. {hint}"
            raise SurveyError(msg)
        found.update(known[name])
    return found


def _reasons(
    questionnaire: Questionnaire, asked: Wave, coarsening: Coarsening, by_request: set[str], texts: pl.DataFrame | None
) -> Iterator[tuple[str, Text]]:
    """Why a variable is left out, by variable."""
    telling = _telling(asked, coarsening)
    given = {} if texts is None else dict(texts.group_by("variable").len().iter_rows())
    for variable in questionnaire.variables(asked.wave):
        role = variable.question.role
        if role is not None:
            recode = coarsening.recode(role)
            if recode.name:
                if recode.name != role:
                    told = questionnaire.classifications[recode.name].title
                    yield variable.name, said(ARCHIVE, f"left_{role}", told=told)
                continue
            yield variable.name, said(ARCHIVE, "left_entirely")
        elif variable.name in by_request:
            yield variable.name, said(ARCHIVE, "left_asked")
        elif variable.question.id in telling:
            yield variable.name, said(ARCHIVE, "left_filter")
        elif 0 < given.get(variable.name, 0) < coarsening.minimum:
            yield variable.name, said(ARCHIVE, "left_linked")


def _telling(asked: Wave, coarsening: Coarsening) -> set[str]:
    """Questions whose filter tells more of size or Land than their columns do, directly or by way of another question."""
    roles = {question.id: question.role for question in asked.questions if question.role is not None}
    found: set[str] = set()
    for question in asked.questions:
        filters = question.shown_if or {}
        if any(other in found for other in filters) or any(
            other in roles and _splits(coarsening, roles[other], codes) for other, codes in filters.items()
        ):
            found.add(question.id)
    return found


def _splits(coarsening: Coarsening, role: str, codes: Iterable[int]) -> bool:
    """Whether a filter divides a level of the recode, or anything where nothing is told."""
    recode, inside = coarsening.recode(role), set(codes)
    if not recode.name:
        return True
    levels = {recode.levels.get(code) for code in inside}
    return any(level in levels and code not in inside for code, level in recode.levels.items())


def _shuffled(data: Data) -> Data:
    """Records in an order that follows from what they hold, and numbered in it: it tells nothing of any other order."""
    number = data.columns[own_columns.RECORD].name
    content = data.frame.drop(number)
    order = sorted(
        range(content.height),
        key=lambda row: hashlib.sha256(json.dumps([data.wave, *content.row(row)]).encode()).digest(),
    )
    frame = data.frame[order].with_columns(pl.Series(number, range(1, content.height + 1), dtype=pl.Int32))
    return Data(data.wave, data.columns, frame, data.internal)


def _unlinked(asked: Wave, texts: pl.DataFrame, reasons: dict[str, Text]) -> pl.DataFrame | None:
    """Texts by question in alphabetical order, without the record they belong to."""
    hidden = {name for name, why in reasons.items() if why != said(ARCHIVE, "left_linked")}
    order = {
        variable.name: at for at, question in enumerate(asked.questions) for variable in question_variables(question)
    }
    shown = texts.filter(~pl.col("variable").is_in(list(hidden))).select("variable", "text")
    place = pl.col("variable").replace_strict(order, return_dtype=pl.Int32)
    return shown.sort(place, pl.col("text").str.to_lowercase(), "text") if shown.height else None
