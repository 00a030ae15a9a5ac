"""A wave as rows of an XLSForm: one page a section, batteries as tables, filters as expressions.

Names in the form are our variable names and choices our codes, so that its export needs no mapping. Only a multiple
choice is one question there: it has the question's name, its choices the ids of the items, and the open line is a text
question of its own. Beside the answers the form has ``start`` and ``end``, the access code (``token``), the consent, and
for every table a row that shows the labels of the choices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.fielding.artefact import Problem
from pipeline.fielding.texts import MANY, full_text, is_line, plain, wave_texts
from pipeline.fielding.xlsform_text import markdown, straight, text_problems
from pipeline.questionnaire import LANGUAGES, QuestionType, variable_name
from pipeline.wording import phrase
from pipeline.wording.fielding import FIELDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Question, Wave
    from pipeline.questionnaire.scale import Text

Row = dict[str, str]

HEADS = {"de": "Deutsch (de)", "en": "English (en)"}
"""Language as the headings of columns and the setting ``default_language`` name it."""

OWN = ("start", "end", "welcome", "data_protection", "consent", "token")
"""Names in the form that are no answers."""

SURVEY = (
    "type", "name",
    *(f"{column}::{head}" for column in ("label", "hint", "constraint_message") for head in HEADS.values()),
    "required", "relevant", "appearance", "constraint",
)  # fmt: skip
"""Columns of the sheet *survey*."""

CHOICES = ("list_name", "name", *(f"label::{head}" for head in HEADS.values()))
"""Columns of the sheet *choices*."""


@dataclass
class Sheets:
    """The rows of a form: ``survey`` and ``choices`` with their columns, ``settings`` as one row."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Row = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def build(questionnaire: Questionnaire, wave_id: str) -> Sheets:
    """The form of one wave, with everything in it that a form engine would take for something else.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    return _Form(questionnaire, questionnaire.wave(wave_id)).sheets


class _Form:
    """One form while it is written."""

    def __init__(self, questionnaire: Questionnaire, wave: Wave) -> None:
        self.questionnaire, self.wave = questionnaire, wave
        self.sheets = Sheets()
        self.names = {variable.name for variable in questionnaire.variables(wave.wave)}
        self.names |= {question.id for question in wave.questions if question.type is QuestionType.MULTIPLE}
        self.lists: dict[str, str] = {}
        for name in sorted(self.names & set(OWN)):
            found = f"the name '{name}' is the form's own"
            hint = "give the question or the item another id"
            self.sheets.problems.append(Problem(name, found, "any other name", hint))
        self._beginning()
        for section in wave.sections:
            page = self._free(f"page_{section.id}")
            self._row("begin_group", page, label=self._texts(section.id, section.title), appearance="field-list")
            for question in section.questions:
                self._question(question)
            self._row("end_group", "")
        self._settings()

    def _beginning(self) -> None:
        texts = wave_texts(self.wave)
        self._row("start", "start")
        self._row("end", "end")
        self._row("begin_group", self._free("page_welcome"), appearance="field-list")
        self._row("note", "welcome", label=self._texts("welcome", texts.welcome))
        self._row("note", "data_protection", label=self._texts("data_protection", texts.data_protection))
        self._row("acknowledge", "consent", label=self._texts("consent", texts.consent), required="yes")
        self._row("text", "token", label=_phrase("access_code"))
        self._row("end_group", "")

    def _settings(self) -> None:
        title = self._texts("title", self.wave.title)["de"]
        self.sheets.settings = {
            "form_title": title,
            "form_id": "survey_" + self.wave.wave.replace("-", "_"),
            "default_language": HEADS["de"],
            "style": "pages",
        }

    def _question(self, asked: Question) -> None:
        relevant = self._relevant(asked)
        required = "yes" if asked.mandatory else ""
        label = self._texts(asked.id, full_text(asked))
        hint = self._hint(asked)
        match asked.type:
            case QuestionType.BATTERY:
                self._battery(asked, label, relevant, required)
            case QuestionType.MULTIPLE:
                self._multiple(asked, label, hint, relevant, required)
            case QuestionType.SINGLE | QuestionType.YES_NO:
                scale = asked.scale or "yes_no"
                look = "minimal" if len(self.questionnaire.scale(scale).options) >= MANY else ""
                kind = f"select_one {self._scale(scale, asked.id)}"
                self._row(kind, asked.id, label=label, hint=hint, relevant=relevant, required=required, appearance=look)
            case QuestionType.NUMBER:
                constraint, message = _limits(asked)
                self._row(
                    "decimal", asked.id, label=label, hint=hint, relevant=relevant, required=required,
                    constraint=constraint, message=message,
                )  # fmt: skip
            case QuestionType.TEXT:
                look = "" if is_line(self.wave, asked) else "multiline"
                self._row(
                    "text", asked.id, label=label, hint=hint, relevant=relevant, required=required, appearance=look
                )

    def _battery(self, asked: Question, label: Mapping[str, str], relevant: str, required: str) -> None:
        kind = f"select_one {self._scale(asked.scale or '', asked.id)}"
        group = self._free(f"{asked.id}_rows")
        self._row("begin_group", group, label=label, relevant=relevant, appearance="field-list")
        prompt = self._texts(asked.id, asked.instruction) if asked.instruction else _phrase("each_row")
        self._row(kind, self._free(f"{asked.id}_heads"), label=prompt, appearance="label")
        for item in asked.items:
            name = variable_name(asked.id, item.id)
            self._row(kind, name, label=self._texts(name, item.label), required=required, appearance="list-nolabel")
        self._row("end_group", "")

    def _multiple(
        self, asked: Question, label: Mapping[str, str], hint: Mapping[str, str], relevant: str, required: str
    ) -> None:
        choices = self._free(f"{asked.id}_items", self.lists.values())
        self.lists[choices] = choices
        for item in asked.items:
            self._choice(choices, item.id, item.label, variable_name(asked.id, item.id))
        other = variable_name(asked.id, "other")
        if asked.other is not None:
            self._choice(choices, "other", asked.other, other)
        kind = f"select_multiple {choices}"
        self._row(kind, asked.id, label=label, hint=hint, relevant=relevant, required=required)
        if asked.other is not None:
            self._row(
                "text", other, label=self._texts(other, asked.other), relevant=f"selected(${{{asked.id}}}, 'other')"
            )

    def _scale(self, scale: str, place: str) -> str:
        """The list of choices of a scale, written where it is first needed."""
        if scale not in self.lists:
            self.lists[scale] = scale
            for option in self.questionnaire.scale(scale).options:
                self._choice(scale, str(option.code), option.label, f"{place} ({scale}, code {option.code})")
        return scale

    def _relevant(self, asked: Question) -> str:
        parts = []
        for other, codes in (asked.shown_if or {}).items():
            if self.wave.question(other).type in (QuestionType.NUMBER, QuestionType.TEXT):
                parts.append(f"${{{other}}} != ''")
            else:
                parts.append(" or ".join(f"${{{other}}} = '{code}'" for code in codes))
        return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)

    def _hint(self, asked: Question) -> dict[str, str]:
        hint = self._texts(asked.id, asked.instruction) if asked.instruction else dict.fromkeys(LANGUAGES, "")
        if asked.unit is not None:
            unit = self._texts(asked.id, asked.unit)
            units = {lg: phrase(FIELDING, "unit", lg, unit=unit[lg]) for lg in LANGUAGES}
            hint = {lg: "\n".join(filter(None, (hint[lg], units[lg]))) for lg in LANGUAGES}
        return hint

    def _texts(self, place: str, text: Text | Mapping[str, str]) -> dict[str, str]:
        """A wording of a question in every language, and what is wrong with it."""
        self.sheets.problems += text_problems(place, text)
        return {language: markdown(text[language]) for language in LANGUAGES}

    def _choice(self, choices: str, name: str, label: Text, place: str) -> None:
        self.sheets.problems += text_problems(place, label)
        labels = {f"label::{HEADS[lg]}": straight(label[lg]) for lg in LANGUAGES}
        self.sheets.choices.append({"list_name": choices, "name": name, **labels})

    def _row(
        self,
        kind: str,
        name: str,
        *,
        label: Mapping[str, str] | None = None,
        hint: Mapping[str, str] | None = None,
        message: Mapping[str, str] | None = None,
        **cells: str,
    ) -> None:
        row = {"type": kind, "name": name}
        for column, texts in (("label", label), ("hint", hint), ("constraint_message", message)):
            row |= {f"{column}::{HEADS[lg]}": (texts or {}).get(lg, "") for lg in LANGUAGES}
        self.sheets.survey.append(row | cells)

    def _free(self, name: str, taken: Iterable[str] = ()) -> str:
        """The name, or one that no answer has."""
        used, number, free = self.names | set(taken), 1, name
        while free in used:
            number += 1
            free = f"{name}_{number}"
        self.names.add(free)
        return free


def _phrase(key: str, **blanks: str) -> dict[str, str]:
    return {language: phrase(FIELDING, key, language, **blanks) for language in LANGUAGES}


def _limits(asked: Question) -> tuple[str, dict[str, str]]:
    """The constraint of a number, and what is said when it is not met."""
    low = None if asked.minimum is None else plain(asked.minimum)
    high = None if asked.maximum is None else plain(asked.maximum)
    parts = [f". >= {low}" if low is not None else "", f". <= {high}" if high is not None else ""]
    if low is not None and high is not None:
        message = _phrase("number_between", low=low, high=high)
    elif low is not None:
        message = _phrase("number_at_least", low=low)
    elif high is not None:
        message = _phrase("number_at_most", high=high)
    else:
        message = {}
    return " and ".join(filter(None, parts)), message
