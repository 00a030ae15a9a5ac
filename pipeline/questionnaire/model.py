"""The questionnaire as data: waves, sections, questions, items, scales, classifications.

Everything downstream reads levels, labels and order from these objects and never from the answers, so that an
unused response option or an empty size class keeps its row, its colour and its zero. All objects are frozen.
What a model cannot see on its own (a scale named by a question, an id used twice in a wave) is checked where the
files come together, in :mod:`pipeline.questionnaire.integrity`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotation at run time
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
WaveId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class MissingKind(IntEnum):
    """Why there is no substantive answer; one scheme for every wave and every tool."""

    NO_ANSWER = -9
    DONT_KNOW = -8
    REFUSED = -7
    NOT_SHOWN = -6
    NOT_ASKED = -5
    NOT_REACHED = -4


class QuestionType(StrEnum):
    """What a respondent is asked to do."""

    SINGLE = "single"
    BATTERY = "battery"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


class Frozen(BaseModel):
    """Base of all questionnaire objects: immutable, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One wording in every language of the project."""

    de: NonEmpty
    en: NonEmpty

    def __getitem__(self, language: Language) -> str:
        return self.de if language == "de" else self.en


class ResponseOption(Frozen):
    """One answer of a scale: ``code`` is what is stored, ``value`` what it is worth in a mean."""

    code: Annotated[int, Field(ge=0)]
    value: float | None = None
    label: Text
    short: Text | None = None
    missing: Literal["dont_know", "refused"] | None = None

    @property
    def missing_kind(self) -> MissingKind | None:
        """The kind of missing this printed option stands for, if it is no substantive answer."""
        return None if self.missing is None else MissingKind[self.missing.upper()]

    @property
    def short_label(self) -> Text:
        """The label for narrow places (legends, table heads)."""
        return self.short or self.label


class Scale(Frozen):
    """Response options in printed order.

    ``direction`` says how the print runs: *descending* from most to least, *ascending* from least to most, *none*
    for categories without order. ``neutral`` is a point on the value axis; an option whose value lies above it
    counts as positive. It may lie between two values (2.5: three positive options, two negative ones).
    """

    direction: Literal["descending", "ascending", "none"]
    neutral: float | None = None
    options: Annotated[tuple[ResponseOption, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Scale:
        codes = [option.code for option in self.options]
        if len(set(codes)) != len(codes):
            msg = f"two options share a code (codes in printed order: {codes}). Hint: give each option its own code"
            raise ValueError(msg)
        values = [option.value for option in self.substantive]
        if any(option.value is not None for option in self.options if option.missing):
            msg = "an option that stands for a missing answer cannot have a value. Hint: remove its value"
            raise ValueError(msg)
        if not values:
            msg = "the scale has only options that stand for a missing answer. Hint: add the substantive options"
            raise ValueError(msg)
        present = [value for value in values if value is not None]
        if present and len(present) != len(values):
            msg = "some options have a value and some have none. Hint: give every substantive option a value, or none"
            raise ValueError(msg)
        if present:
            ordered = sorted(set(present), reverse=self.direction == "descending")
            if self.direction == "none" or present != ordered:
                msg = (
                    f"the values {present} do not run {self.direction}. Hint: list the options in printed order and set "
                    "direction to descending (first option = highest value) or ascending"
                )
                raise ValueError(msg)
        if self.neutral is not None and not (present and min(present) <= self.neutral <= max(present)):
            msg = f"neutral point {self.neutral} lies outside the values {present}. Hint: place it on the value axis"
            raise ValueError(msg)
        return self

    @cached_property
    def substantive(self) -> tuple[ResponseOption, ...]:
        """The options that are an answer, without don't know and refused."""
        return tuple(option for option in self.options if option.missing is None)

    @property
    def is_likert(self) -> bool:
        """Whether the options have values, so that a mean is defined."""
        return self.substantive[0].value is not None

    @property
    def low(self) -> ResponseOption:
        """The anchor with the lowest value (likert scales only)."""
        return min(self.substantive, key=_value)

    @property
    def high(self) -> ResponseOption:
        """The anchor with the highest value (likert scales only)."""
        return max(self.substantive, key=_value)

    def option(self, code: int) -> ResponseOption:
        """The option stored as ``code``; :class:`KeyError` if the scale lacks it."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(code)


def _value(option: ResponseOption) -> float:
    if option.value is None:
        msg = f"option {option.code} has no value: the scale has no anchors"
        raise ValueError(msg)
    return option.value


class Item(Frozen):
    """One row of a battery or one box of a multiple-choice question."""

    id: Identifier
    label: Text
    short: Text | None = None
    source: NonEmpty | None = None


class Question(Frozen):
    """One question as printed. ``id`` is the concept and stays the same from wave to wave."""

    id: Identifier
    type: QuestionType
    text: Text
    number: Annotated[int, Field(ge=1)] | None = None
    title: Text | None = None
    instruction: Text | None = None
    statement: Text | None = None
    scale: Identifier | None = None
    items: tuple[Item, ...] = ()
    other: Text | None = None
    role: Literal["size_class", "state"] | None = None
    shown_if: dict[Identifier, Annotated[tuple[int, ...], Field(min_length=1)]] | None = None
    mandatory: bool = False
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    note: NonEmpty | None = None
    source: NonEmpty | None = None

    @model_validator(mode="after")
    def _fits_type(self) -> Question:
        wants_items = self.type in (QuestionType.BATTERY, QuestionType.MULTIPLE)
        if wants_items and not self.items:
            msg = f"a {self.type} question needs items. Hint: list them under items:"
            raise ValueError(msg)
        if self.items and not wants_items:
            msg = f"a {self.type} question cannot have items. Hint: use type battery or multiple, or remove items:"
            raise ValueError(msg)
        wants_scale = self.type in (QuestionType.SINGLE, QuestionType.BATTERY)
        if wants_scale and self.scale is None:
            msg = f"a {self.type} question needs a scale. Hint: name one of questionnaire/scales.yaml under scale:"
            raise ValueError(msg)
        if self.scale is not None and not wants_scale:
            msg = f"a {self.type} question has no scale of its own. Hint: remove scale:"
            raise ValueError(msg)
        if self.other is not None and self.type is not QuestionType.MULTIPLE:
            msg = "only a multiple-choice question has an open 'other' line. Hint: remove other:"
            raise ValueError(msg)
        if self.other is not None and any(item.id == "other" for item in self.items):
            msg = "the item 'other' and the open 'other' line would share a variable. Hint: give the item another id"
            raise ValueError(msg)
        numeric = (self.unit, self.minimum, self.maximum)
        if self.type is not QuestionType.NUMBER and any(part is not None for part in numeric):
            msg = "unit, minimum and maximum belong to a number question. Hint: remove them or set type: number"
            raise ValueError(msg)
        return self


class Section(Frozen):
    """A part of the questionnaire with its own heading."""

    id: Identifier
    title: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Wave(Frozen):
    """One questionnaire as fielded once."""

    wave: WaveId
    title: Text
    field_period: tuple[dt.date, dt.date]
    invited: Annotated[int, Field(ge=1)] | None = None
    source: NonEmpty
    status: Literal["complete", "reconstructed"] = "complete"
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Wave:
        start, end = self.field_period
        if end < start:
            msg = f"the field period ends ({end}) before it starts ({start}). Hint: write [first day, last day]"
            raise ValueError(msg)
        return self

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in questionnaire order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question:
        """The question of that id; :class:`KeyError` if the wave does not ask it."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


class Level(Frozen):
    """One group of a classification, made of codes of the question it recodes."""

    code: Annotated[int, Field(ge=1)]
    id: Identifier
    label: Text
    short: Text | None = None
    codes: Annotated[tuple[int, ...], Field(min_length=1)]

    @property
    def short_label(self) -> Text:
        """The label for narrow places."""
        return self.short or self.label


class Classification(Frozen):
    """A named recode of the size class or of the Bundesland, by which results are broken down."""

    title: Text
    of: Literal["size_class", "state"]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    note: Text | None = None

    @model_validator(mode="after")
    def _each_code_once(self) -> Classification:
        for name, found in (
            ("code", [level.code for level in self.levels]),
            ("id", [level.id for level in self.levels]),
            ("answer code", [code for level in self.levels for code in level.codes]),
        ):
            twice = sorted({entry for entry in found if found.count(entry) > 1}, key=str)
            if twice:
                msg = f"{name} {twice[0]} stands in the levels twice. Hint: every {name} belongs to one level"
                raise ValueError(msg)
        return self


class PlausibilityRule(Frozen):
    """Two answers that cannot both be true, e.g. a Landkreis in a city state."""

    severity: Literal["error", "warning"]
    when: dict[Identifier, Annotated[tuple[int, ...], Field(min_length=1)]]
    never: dict[Identifier, Annotated[tuple[int, ...], Field(min_length=1)]]
    reason: Text
    source: NonEmpty | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that a wave must ask for the rule to apply."""
        return (*self.when, *self.never)


class Mapping(Frozen):
    """How the columns and codes of one fielded survey translate into variables and codes of ours.

    ``columns``: column code of the export to variable. ``codes``: scale to {code of the export: our code}.
    ``headings`` and ``labels`` name deviating wordings where an export carries texts instead of codes.
    """

    tool: NonEmpty
    columns: dict[str, Identifier]
    codes: dict[Identifier, dict[str, int]]
    headings: dict[str, Identifier] = {}
    labels: dict[Identifier, dict[str, int]] = {}
    note: NonEmpty | None = None


class Comparability(Frozen):
    """A crosswalk entry: what may be compared although it looks different, or must not although it looks alike."""

    between: Annotated[tuple[WaveId, ...], Field(min_length=2, max_length=2)]
    question: Identifier
    item: Identifier | None = None
    comparable: bool
    reason: Text


CHECKED = Scale(
    direction="none",
    options=(
        ResponseOption(code=1, label=Text(de="genannt", en="named")),
        ResponseOption(code=2, label=Text(de="nicht genannt", en="not named")),
    ),
)
YES_NO = Scale(
    direction="none",
    options=(
        ResponseOption(code=1, label=Text(de="Ja", en="Yes")),
        ResponseOption(code=2, label=Text(de="Nein", en="No")),
    ),
)
GIVEN = Scale(
    direction="none",
    options=(ResponseOption(code=1, label=Text(de="Angabe gemacht", en="answer given")),),
)
BUILT_IN_SCALES: dict[str, Scale] = {"checked": CHECKED, "yes_no": YES_NO, "given": GIVEN}
