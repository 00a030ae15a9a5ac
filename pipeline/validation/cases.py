"""From the rows that broke a rule to cases in words: which question, which answer, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.model import Text
from pipeline.validation.result import Case, Finding
from pipeline.wording import numbers
from pipeline.wording.validation import text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Question
    from pipeline.validation.gx import Verdict
    from pipeline.validation.rules import CheckedWave, Rule


class Explainer:
    """Knows the labels of one wave."""

    def __init__(self, questionnaire: Questionnaire, wave: CheckedWave) -> None:
        self._questionnaire = questionnaire
        self._wave = wave.wave
        self._variables = {variable.name: variable for variable in questionnaire.variables(wave.questionnaire)}
        self._questions = {question.id: question for question in questionnaire.wave(wave.questionnaire).questions}

    def questions(self) -> dict[str, Text]:
        """Number and heading of every question, in questionnaire order."""
        return {name: self.place(name) for name in self._questions}

    def finding(self, verdict: Verdict) -> Finding:
        """The outcome of a rule that was checked."""
        rule = verdict.rule
        rows = tuple(self.case(rule, row) for row in verdict.rows)
        outcome = "passed" if verdict.passed else "failed"
        return self._finding(rule, outcome, verdict.checked, verdict.unexpected, rows)

    def not_checked(self, rule: Rule) -> Finding:
        """The outcome of a rule whose table lacks the columns it reads."""
        return self._finding(rule, "not_checked", 0, 0, ())

    def _finding(self, rule: Rule, outcome: Any, checked: int, cases: int, rows: tuple[Case, ...]) -> Finding:
        return Finding(
            self._wave, rule.id, rule.kind, rule.severity, outcome, rule.title, rule.expected, rule.hint, checked,
            cases, rows,
        )  # fmt: skip

    def case(self, rule: Rule, row: Mapping[str, Any]) -> Case:
        """One row that broke a rule."""
        name, code = row.get("variable"), row.get("code")
        message = _FOUND.get(rule.kind, _plain)(self, rule, row)
        answer = self._answer(name, code, row.get("value") if rule.kind == "range" else None)
        respondent, source_id = row.get("respondent"), row.get("source_id")
        return Case(
            None if respondent is None else int(respondent),
            None if source_id is None else str(source_id),
            None if name is None else str(name),
            self.place(name),
            answer,
            message,
        )

    def place(self, name: str | None) -> Text | None:
        """Number and label of the question, and of the item where there is one; the name of what no question has."""
        if name is None:
            return None
        variable = self._variables.get(name)
        if name in self._questions:
            variable = None
        question = variable.question if variable is not None else self._questions.get(name)
        if question is None:
            return _same(name)
        item = variable.short_label if variable is not None and variable.item is not None else None
        return Text(**{language: _place(question, item, language) for language in LANGUAGES})

    def label(self, name: str, code: int) -> Text:
        """The label of an answer code; the code itself where the scale lacks it."""
        variable = self._variables.get(name) or self._first_item(name)
        options = self._questionnaire.scale(variable.scale).options if variable is not None else ()
        return next((option.label for option in options if option.code == code), _same(str(code)))

    def _first_item(self, question: str) -> Variable | None:
        return next((v for v in self._variables.values() if v.question.id == question), None)

    def _answer(self, name: str | None, code: int | None, value: float | None) -> Text | None:
        """The answer as a reader knows it. Of an open answer only that there is one."""
        if value is not None:
            return _decimal(value)
        if name is None or code is None or code < 0:
            return None
        return self.label(name, int(code))


def _place(question: Question, item: Text | None, language: Any) -> str:
    number = f"{question.number}. " if question.number is not None else ""
    label = (question.title or question.text)[language]
    return f"{number}{label}" if item is None else f"{number}{label}: {item[language]}"


def _same(value: str) -> Text:
    return Text(de=value, en=value)


def _decimal(value: float) -> Text:
    digits = 0 if float(value).is_integer() else 2
    return Text(de=numbers.number(value, "de", digits), en=numbers.number(value, "en", digits))


def _moment(value: dt.datetime) -> Text:
    clock = f"{value:%H:%M}"
    return Text(de=f"{numbers.date(value, 'de')}, {clock} Uhr", en=f"{numbers.date(value, 'en')}, {clock}")


def _duration(seconds: float) -> Text:
    if seconds < 60:
        return Text(de=f"{seconds:.0f} s", en=f"{seconds:.0f} s")
    minutes = seconds / 60
    return Text(de=f"{numbers.number(minutes, 'de', 0)} min", en=f"{numbers.number(minutes, 'en', 0)} min")


def _plain(_: Explainer, rule: Rule, row: Mapping[str, Any]) -> Text:
    value = row.get("value")
    times = "" if value is None else f"{value:.0f}"
    return text(f"{rule.kind}.found", times=times, variable=row.get("variable"))


def _columns(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    wanted, found = row["detail"].split("|")
    key = "columns.missing" if not found else "columns.extra" if not wanted else "columns.found"
    return text(key, wanted=wanted, found=found)


def _codes(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    return text("codes.found", code=str(row["code"]).replace("-", numbers.MINUS))


def _values(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    value, kind, stored = row["detail"].split("|")
    shown = _same(numbers.NOT_SHOWN) if row["value"] is None else _decimal(row["value"])
    parts = {
        "de": f"erwartet Wert {value}, Art {kind} (gespeichert: {stored})",
        "en": f"expected value {value}, kind {kind} (stored: {stored})",
    }
    return text("values.found", code=str(row["code"]).replace("-", numbers.MINUS), value=shown, detail=Text(**parts))


def _range(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    return text("range.found", value=_decimal(row["value"]))


def _submitted(_: Explainer, rule: Rule, row: Mapping[str, Any]) -> Text:
    return text(f"{rule.kind}.found", date=_moment(row.get("submitted_at") or row["detail"]))


def _chronology(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    return text("chronology.found", started=_moment(row["started_at"]), date=_moment(row["submitted_at"]))


def _completeness(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    answered, asked = row["detail"].split("|")
    share = Text(de=numbers.percent(row["value"], "de"), en=numbers.percent(row["value"], "en"))
    return text("completeness.found", share=share, answered=answered, asked=asked)


def _plausibility(explainer: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    """The answers that do not go with this one, and the reason the rule gives."""
    parts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for entry in row["detail"].split("|"):
        name, code = entry.split("=")
        for language, listed in parts.items():
            listed.append(f"{explainer.place(name)[language]}: {explainer.label(name, int(code))[language]}")
    return text("plausibility.found", others=Text(de="; ".join(parts["de"]), en="; ".join(parts["en"])))


def _speeders(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    return text("speeders.found", duration=_duration(row["value"]), median=_duration(float(row["detail"])))


def _account(_: Explainer, _rule: Rule, row: Mapping[str, Any]) -> Text:
    which, stored = row["detail"].split("|")
    found = Text(de=numbers.integer(row["value"], "de"), en=numbers.integer(row["value"], "en"))
    other = Text(de=numbers.integer(float(stored), "de"), en=numbers.integer(float(stored), "en"))
    return text("account.found" if which == "stored" else "account.rows", value=found, stored=other)


_FOUND: dict[str, Callable[[Explainer, Rule, Mapping[str, Any]], Text]] = {
    "columns": _columns,
    "codes": _codes,
    "values": _values,
    "range": _range,
    "period": _submitted,
    "edge": _submitted,
    "chronology": _chronology,
    "completeness": _completeness,
    "plausibility": _plausibility,
    "speeders": _speeders,
    "account": _account,
}
