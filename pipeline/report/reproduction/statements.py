"""A printed number in words: what was counted or averaged, of whom, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.reproduction.ledger import Statistic
from pipeline.reproduction.ours import INSTRUMENT, SAMPLE
from pipeline.reproduction.reasons import printed_number
from pipeline.wording import numbers, phrase
from pipeline.wording.verdicts import VERDICTS

if TYPE_CHECKING:
    from pipeline.questionnaire.model import Question
    from pipeline.report.reproduction.document import Reproduced
    from pipeline.reproduction.ledger import Published


def statement(report: Reproduced, row: Published) -> str:
    """What a number is about: ``Vernetzung zentraler Akteure: sehr wichtig + wichtig; Großstädte``."""
    if row.variables == (INSTRUMENT,):
        named = f"about_{row.id}"
        return report.plain(named if named in report.phrases else "about_instrument")
    if row.variables == (SAMPLE,):
        what = report.plain("about_response" if row.statistic is Statistic.SHARE else "about_sample")
    elif not row.variables:
        what = report.plain("about_unknown")
    else:
        what = _variables(report, row)
        if answers := _answers(report, row):
            what = f"{what}: {answers}"
        elif row.statistic in (Statistic.N, Statistic.N_RANGE):
            what = report.plain("about_n", what=what)
        elif row.statistic is Statistic.NUMBER:
            what = report.plain("about_number", what=what)
    groups = _groups(report, row)
    return report.plain("in_group", what=what, group=groups) if groups else what


def place(report: Reproduced, row: Published) -> str:
    """Where it stands: the figure, else the section of the text."""
    if row.figure is not None:
        return row.figure
    named = f"section_{row.section}"
    section = phrase(VERDICTS, named if named in VERDICTS else "section", report.language, section=row.section)
    return report.plain("in_section", section=section)


def printed(report: Reproduced, row: Published) -> str:
    """The number as printed, in the language of the report."""
    return printed_number(row, report.language)


def ours(report: Reproduced, row: Published) -> str:
    """Our number on the printed scale, with one decimal more than print where print has none."""
    found = report.rows[row.id].ours
    if found is None:
        return numbers.NOT_SHOWN
    if isinstance(found, str):
        return found.replace("-", numbers.EN_DASH)
    if row.statistic is Statistic.MEAN:
        return numbers.number(found, report.language)
    if row.statistic in (Statistic.SHARE, Statistic.DIFFERENCE):
        return numbers.number(found, report.language, 1)
    return numbers.integer(found, report.language)


def _question(report: Reproduced, row: Published, name: str) -> Question | None:
    asked = report.survey.questionnaire.wave(row.wave).questions
    return next((question for question in asked if question.id == name), None)


def _variables(report: Reproduced, row: Published) -> str:
    known = {variable.name: variable for variable in report.survey.questionnaire.variables(row.wave)}
    first = row.variables[0]
    if first in known:
        label = known[first].short_label[report.language]
    else:
        question = _question(report, row, first)
        label = first if question is None else (question.title or question.text)[report.language]
    others = len(row.variables) - 1
    return report.plain("and_more", first=label, n=others) if others else label


def _answers(report: Reproduced, row: Published) -> str:
    """The answers counted together; kinds of missing by their names."""
    known = {variable.name: variable for variable in report.survey.questionnaire.variables(row.wave)}
    if not row.codes or row.variables[0] not in known:
        return ""
    scale = report.survey.questionnaire.scale(known[row.variables[0]].scale)
    names = {option.code: option.short_label[report.language] for option in scale.options}
    return " + ".join(names.get(code) or report.plain("no_answer") for code in row.codes)


def _groups(report: Reproduced, row: Published) -> str:
    if row.grouping is None:
        return ""
    levels = {level.id: level.label for level in report.survey.questionnaire.classifications[row.grouping].levels}
    return " + ".join(levels[level][report.language] for level in row.levels)
