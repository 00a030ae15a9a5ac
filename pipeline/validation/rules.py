"""From a questionnaire to the rules its data must keep: nothing is written by hand for a wave.

Rules about the *tables* (columns, codes, values, uniqueness, completeness of the table) look at every response; rules
about the *answers* (plausibility, filters, speed, period) look at the responses that are counted in results, because
only they can do harm. Errors are what would make a number wrong; whatever an honest respondent may have done is a
warning.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipeline.questionnaire import LANGUAGES, MissingKind, QuestionType, question_variables
from pipeline.questionnaire.model import Text
from pipeline.warehouse.records import ANSWER_SCHEMA, RESPONDENT_SCHEMA
from pipeline.wording import numbers
from pipeline.wording.validation import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Question

Severity = Literal["error", "warning"]
Scope = Literal["column", "respondent", "answer", "account"]

GRACE = dt.timedelta(days=1)
"""A clock in another time zone and an answer on the morning after the deadline are no sign of a wrong export."""

COMPLETENESS = 0.8
"""Share answered below which a question is listed: a fifth of nonresponse can move a mean visibly."""

COMPLETENESS_MINIMUM = 5
"""Responses that must have been asked: with fewer, one left-out answer would cross the threshold."""

SPEEDERS_MINIMUM = 10
"""Responses with times that a median duration must rest on to be a yardstick."""

STRAIGHTLINER_ITEMS = 5
"""Items from which on identical answers are worth a look."""

NO_ANSWER_CELLS = ("metadata", "personal", "ignored_column", "rejected")
"""Outcomes of the cell account that are no cells of ``survey.answer``."""

_SQL_TYPES = {
    "Boolean": "BOOLEAN",
    "Datetime": "TIMESTAMP",
    "Float64": "DOUBLE",
    "Int16": "SMALLINT",
    "Int32": "INTEGER",
    "String": "VARCHAR",
}


@dataclass(frozen=True)
class Rule:
    """One thing that must hold: ``kind`` says how, ``parameters`` with what, ``columns`` what it reads."""

    id: str
    kind: str
    severity: Severity
    scope: Scope
    columns: tuple[str, ...]
    title: Text
    expected: Text
    hint: Text
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckedWave:
    """What the rules need to know of a fielded wave besides its questionnaire."""

    wave: str
    questionnaire: str
    field_period: tuple[dt.date, dt.date]
    provenance: str


def derive(questionnaire: Questionnaire, wave: CheckedWave) -> tuple[Rule, ...]:
    """All rules of a wave, tables before answers, in questionnaire order.

    Raises
    ------
    KeyError
        If the questionnaire the wave answers does not exist.
    """
    instrument = questionnaire.wave(wave.questionnaire)
    variables = questionnaire.variables(wave.questionnaire)
    return (
        *_structure(),
        *_tables(variables, wave),
        *_codes(questionnaire, variables),
        *(rule for question in instrument.questions for rule in _ranges(question)),
        *_times(wave),
        *_completeness(variables),
        *_plausibility(questionnaire, instrument.questions),
        *_filters(questionnaire, instrument.questions),
        *(_mandatory(question) for question in instrument.questions if question.mandatory),
        *_style(instrument.questions),
    )


def heading(question: Question) -> Text:
    """How a rule names a question: its title, or its text where it has none."""
    return question.title or question.text


def _rule(
    kind: str,
    severity: Severity,
    scope: Scope,
    columns: tuple[str, ...],
    *,
    part: str = "",
    blanks: Mapping[str, object] | None = None,
    **parameters: Any,
) -> Rule:
    """A rule whose texts are the phrases ``<kind>.title``, ``.expected`` and ``.hint``, its blanks filled."""
    name = f"{kind}:{part}" if part else kind
    title, expected, hint = (text(f"{kind}.{role}", **(blanks or {})) for role in ("title", "expected", "hint"))
    return Rule(name, kind, severity, scope, columns, title, expected, hint, parameters)


def _structure() -> Iterator[Rule]:
    own = {"wave": "VARCHAR"}
    derived = {"size_group": "SMALLINT", "region": "SMALLINT", "provenance": "VARCHAR"}
    for table, schema, added in (("answer", ANSWER_SCHEMA, own), ("respondent", RESPONDENT_SCHEMA, own | derived)):
        expected = {name: _SQL_TYPES[kind.base_type().__name__] for name, kind in schema.items()} | added
        yield _rule(
            "columns", "error", "column", tuple(expected), part=table, blanks={"table": table}, table=table,
            expected=expected,
        )  # fmt: skip


def _tables(variables: tuple[Variable, ...], wave: CheckedWave) -> Iterator[Rule]:
    names = tuple(variable.name for variable in variables)
    yield _rule("respondents", "error", "respondent", ("wave", "respondent"))
    yield _rule("answers", "error", "answer", ("wave", "respondent", "variable"))
    blanks = {"instrument": wave.questionnaire}
    yield _rule("variables", "error", "answer", ("variable",), blanks=blanks, variables=names)
    yield _rule("complete", "error", "respondent", ("respondent", "variable"), variables=names, wave=wave.wave)
    yield _rule("orphans", "error", "answer", ("respondent",))
    yield _rule("units", "error", "respondent", ("unit",))
    yield _rule("account", "error", "account", ("outcome", "cells"), wave=wave.wave, not_answers=NO_ANSWER_CELLS)


def _codes(questionnaire: Questionnaire, variables: tuple[Variable, ...]) -> Iterator[Rule]:
    missing = tuple(int(kind) for kind in MissingKind)
    scales = dict.fromkeys(variable.scale for variable in variables)
    for scale_id in scales:
        options = questionnaire.scale(scale_id).options
        listed = Text(
            de=", ".join(f"{option.code} = {option.short_label.de}" for option in options),
            en=", ".join(f"{option.code} = {option.short_label.en}" for option in options),
        )
        yield _rule(
            "codes", "error", "answer", ("variable", "code"), part=scale_id,
            blanks={"scale": scale_id, "options": listed},
            codes=(*(option.code for option in options), *missing),
            variables=tuple(variable.name for variable in variables if variable.scale == scale_id),
        )  # fmt: skip
    worth = [
        (variable.name, option.code, option.value, option.missing_kind)
        for variable in variables
        if variable.kind != "number"
        for option in questionnaire.scale(variable.scale).options
    ]
    numeric = tuple(variable.name for variable in variables if variable.kind == "number")
    columns = ("variable", "code", "value", "missing_kind")
    yield _rule("values", "error", "answer", columns, worth=tuple(worth), numeric=numeric)


def _ranges(question: Question) -> Iterator[Rule]:
    low, high = question.minimum, question.maximum
    if question.type is not QuestionType.NUMBER or (low is None and high is None):
        return
    which = "between" if low is not None and high is not None else "low" if low is not None else "high"
    shown = {"low": _number(low), "high": _number(high)}
    blanks = {"question": heading(question), "limits": text(f"range.{which}", **shown)}
    yield _rule(
        "range", "error", "answer", ("variable", "value"), part=question.id, blanks=blanks,
        variable=question.id, minimum=low, maximum=high,
    )  # fmt: skip


def _number(value: float | None) -> Text:
    digits = 0 if value is None or float(value).is_integer() else 2
    return Text(de=numbers.number(value, "de", digits), en=numbers.number(value, "en", digits))


def _times(wave: CheckedWave) -> Iterator[Rule]:
    """Far outside the period the export or the period is wrong; a day beside it is worth a line, not a stop."""
    start, end = (dt.datetime.combine(day, dt.time()) for day in wave.field_period)
    end += dt.timedelta(days=1)
    first, last = wave.field_period
    blanks = {
        "start": Text(de=numbers.date(first, "de"), en=numbers.date(first, "en")),
        "end": Text(de=numbers.date(last, "de"), en=numbers.date(last, "en")),
    }
    columns = ("included", "submitted_at")
    yield _rule(
        "period", "error", "respondent", columns, blanks=blanks, earliest=start - GRACE, before=end + GRACE
    )  # fmt: skip
    yield _rule(
        "edge", "warning", "respondent", columns, blanks=blanks, start=start, end=end, earliest=start - GRACE,
        before=end + GRACE,
    )  # fmt: skip
    yield _rule("chronology", "warning", "respondent", ("started_at", "submitted_at"))


def _completeness(variables: tuple[Variable, ...]) -> Iterator[Rule]:
    closed = tuple((variable.name, variable.question.id) for variable in variables if variable.kind != "text")
    threshold = Text(de=numbers.percent(COMPLETENESS, "de"), en=numbers.percent(COMPLETENESS, "en"))
    blanks = {"threshold": threshold, "minimum": COMPLETENESS_MINIMUM}
    if closed:
        yield _rule(
            "completeness", "warning", "answer", ("variable", "missing_kind"), blanks=blanks, variables=closed,
            threshold=COMPLETENESS, minimum=COMPLETENESS_MINIMUM,
        )  # fmt: skip


def _plausibility(questionnaire: Questionnaire, questions: tuple[Question, ...]) -> Iterator[Rule]:
    """The rules of ``plausibility.yaml`` that speak only of questions of this wave, by the severity given there."""
    asked = {question.id for question in questions}
    for name, rule in questionnaire.plausibility.items():
        if asked.issuperset(rule.questions):
            yield Rule(
                f"plausibility:{name}", "plausibility", rule.severity, "answer", ("variable", "code"), rule.reason,
                text("plausibility.expected"), text("plausibility.hint"),
                {"when": dict(rule.when), "never": dict(rule.never)},
            )  # fmt: skip


def _filters(questionnaire: Questionnaire, questions: tuple[Question, ...]) -> Iterator[Rule]:
    asked = {question.id: question for question in questions}
    for question in questions:
        if not question.shown_if:
            continue
        variables = tuple(question_variables(question))
        yield _rule(
            "filter", "warning", "answer", ("variable", "code"), part=question.id,
            blanks={"question": heading(question), "conditions": _conditions(questionnaire, asked, question.shown_if)},
            shown_if=dict(question.shown_if), variables=tuple(variable.name for variable in variables),
            boxes=tuple(variable.name for variable in variables if variable.scale == "checked"),
        )  # fmt: skip


def _conditions(
    questionnaire: Questionnaire, asked: Mapping[str, Question], shown_if: Mapping[str, tuple[int, ...]]
) -> Text:
    """A filter in words: the questions with the labels of the answers that open it."""
    parts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for other, codes in shown_if.items():
        scale = questionnaire.scale(next(question_variables(asked[other])).scale)
        for language, listed in parts.items():
            labels = " / ".join(scale.option(code).short_label[language] for code in codes)
            listed.append(f"{heading(asked[other])[language]}: {labels}")
    return Text(**{language: "; ".join(listed) for language, listed in parts.items()})


def _mandatory(question: Question) -> Rule:
    names = tuple(variable.name for variable in question_variables(question))
    return _rule(
        "mandatory", "warning", "answer", ("variable", "code"), part=question.id,
        blanks={"question": heading(question)}, question=question.id, variables=names,
        boxes=question.type is QuestionType.MULTIPLE,
    )  # fmt: skip


def _style(questions: tuple[Question, ...]) -> Iterator[Rule]:
    yield _rule(
        "speeders", "warning", "respondent", ("started_at", "submitted_at"), blanks={"minimum": SPEEDERS_MINIMUM},
        minimum=SPEEDERS_MINIMUM,
    )  # fmt: skip
    batteries = tuple(
        (variable.name, question.id, len(question.items))
        for question in questions
        if question.type is QuestionType.BATTERY and len(question.items) >= STRAIGHTLINER_ITEMS
        for variable in question_variables(question)
    )
    if batteries:
        blanks = {"minimum": STRAIGHTLINER_ITEMS}
        yield _rule("straightliners", "warning", "answer", ("variable", "code"), blanks=blanks, batteries=batteries)
