"""The questionnaire as data: waves, sections, questions, items, scales, classifications.

Everything downstream reads levels, labels and order from these objects and never from the answers, so that an
unused response option or an empty size class keeps its row, its colour and its zero. All objects are frozen.
What a model cannot see on its own (a scale named by a question, an id used twice in a wave) is checked where the
files come together, in :mod:`pipeline.questionnaire.integrity`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotation at run time
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from pipeline.questionnaire.classification import Classification, Level
from pipeline.questionnaire.scale import (
    BUILT_IN_SCALES,
    LANGUAGES,
    Frozen,
    Identifier,
    Language,
    MissingKind,
    NonEmpty,
    ResponseOption,
    Scale,
    Text,
)

__all__ = [
    "BUILT_IN_SCALES",
    "LANGUAGES",
    "Classification",
    "Frozen",
    "Identifier",
    "Item",
    "Language",
    "Level",
    "Mapping",
    "MissingKind",
    "NonEmpty",
    "PlausibilityRule",
    "Question",
    "QuestionType",
    "Reconstructed",
    "ResponseOption",
    "Scale",
    "Section",
    "Text",
    "Wave",
    "WaveId",
]

WaveId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class QuestionType(StrEnum):
    """What a respondent is asked to do."""

    SINGLE = "single"
    BATTERY = "battery"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


class Reconstructed(StrEnum):
    """A part of a question that no source prints as it was asked: inferred from what is reported on it, or ours."""

    TEXT = "text"
    SCALE = "scale"
    ITEMS = "items"
    LABELS = "labels"
    ORDER = "order"


class Item(Frozen):
    """One row of a battery or one box of a multiple-choice question."""

    id: Identifier
    label: Text
    short: Text | None = None
    source: NonEmpty | None = None
    first_wave: WaveId | None = None


class Question(Frozen):
    """One question as printed. ``id`` is the concept and stays the same from wave to wave.

    ``first_wave`` names the wave that asked it first, for the history a codebook tells.

    ``reconstructed`` lists what of it no source prints as it was asked: *text* (a description in square brackets
    stands for it), *scale* (which answers were offered), *items* (whether these are all), *labels* (the wording of
    items, or of those with a source of their own), *order* (that of the items).
    """

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
    reconstructed: tuple[Reconstructed, ...] = ()
    note: NonEmpty | None = None
    source: NonEmpty | None = None
    first_wave: WaveId | None = None

    @model_validator(mode="after")
    def _says_what_is_reconstructed(self) -> Question:
        if self.text.is_bracketed != (Reconstructed.TEXT in self.reconstructed):
            msg = (
                "square brackets around the text and 'text' under reconstructed: go together. Hint: a description "
                "that stands for an unknown wording has both, a wording as printed has neither"
            )
            raise ValueError(msg)
        of_items = {Reconstructed.ITEMS, Reconstructed.LABELS, Reconstructed.ORDER} & set(self.reconstructed)
        if of_items and not self.items:
            msg = f"'{min(of_items)}' under reconstructed: is said of items, and the question has none. Hint: remove it"
            raise ValueError(msg)
        if self.reconstructed and self.source is None:
            msg = "a reconstructed question needs a source. Hint: add source: where its parts are known from"
            raise ValueError(msg)
        return self

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
    """One questionnaire as fielded once.

    ``status`` is *reconstructed* where no print of the questionnaire is at hand; ``note`` tells readers what that means.
    ``welcome``, ``data_protection``, ``consent``, ``end_text`` and ``contact`` are what a respondent reads around the
    questions, on every medium; ``consent`` is the sentence one agrees to. What is still to be filled in stands there in
    double square brackets, see :mod:`pipeline.questionnaire.placeholders`.
    """

    wave: WaveId
    title: Text
    field_period: tuple[dt.date, dt.date]
    invited: Annotated[int, Field(ge=1)] | None = None
    source: NonEmpty
    status: Literal["complete", "reconstructed"] = "complete"
    note: Text | None = None
    welcome: Text | None = None
    data_protection: Text | None = None
    consent: Text | None = None
    end_text: Text | None = None
    contact: Text | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consent_is_informed(self) -> Wave:
        if self.consent is not None and self.data_protection is None:
            msg = (
                "consent is asked for, but data_protection: does not say to what. Hint: add data_protection: (who keeps "
                "which data, what for, how long), or remove consent:"
            )
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Wave:
        start, end = self.field_period
        if end < start:
            msg = f"the field period ends ({end}) before it starts ({start}). Hint: write [first day, last day]"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _owns_up(self) -> Wave:
        inferred = [question.id for question in self.questions if question.reconstructed]
        if inferred and self.status == "complete":
            msg = f"question '{inferred[0]}' is reconstructed, so the wave is not complete. Hint: status: reconstructed"
            raise ValueError(msg)
        if self.status == "reconstructed" and self.note is None:
            msg = (
                "a reconstructed questionnaire needs a note for readers. Hint: add note: what is known, and from where"
            )
            raise ValueError(msg)
        return self

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in questionnaire order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def roles(self) -> frozenset[str]:
        """What of a municipality is asked that results are broken down by: size class, Bundesland."""
        return frozenset(question.role for question in self.questions if question.role)

    def question(self, question_id: str) -> Question:
        """The question of that id; :class:`KeyError` if the wave does not ask it."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


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


MissingName = Literal["no_answer", "dont_know", "refused", "not_shown", "not_asked", "not_reached"]
AboutColumn = Literal[
    "id", "token", "submitdate", "startdate", "datestamp", "lastpage", "startlanguage", "interviewtime", "status"
]


class Mapping(Frozen):
    """How the columns and codes of one fielded survey translate into variables and codes of ours.

    ``columns``: column code of the export to variable. ``codes``: scale to {code of the export: our code}; the name of a
    variable in place of a scale is for one column that is coded otherwise. ``headings`` and ``labels`` name deviating
    wordings where an export carries texts instead of codes.

    ``missing``: code of the export to the kind of missing answer it stands for, in every column that has no other
    meaning for it. ``about``: which columns are the response's id, token, dates and status, where the tool is none that
    is known here; ``finished`` are the contents of the status column that mean the response was submitted. ``lists``:
    columns with several answers in one cell, with the variable of each answer. ``repeated``: columns that only say again
    what others say, such as the box beside an open line.
    """

    tool: NonEmpty
    columns: dict[str, Identifier]
    codes: dict[Identifier, dict[str, int]]
    headings: dict[str, Identifier] = Field(default_factory=dict)
    labels: dict[Identifier, dict[str, int]] = Field(default_factory=dict)
    missing: dict[str, MissingName] = Field(default_factory=dict)
    about: dict[AboutColumn, NonEmpty] = Field(default_factory=dict)
    finished: tuple[NonEmpty, ...] = ()
    lists: dict[str, dict[str, Identifier]] = Field(default_factory=dict)
    repeated: tuple[NonEmpty, ...] = ()
    note: NonEmpty | None = None

    @model_validator(mode="after")
    def _says_what_finished_means(self) -> Mapping:
        if ("status" in self.about) != bool(self.finished):
            msg = (
                "status: under about: and finished: go together. Hint: list under finished: what stands in the status "
                "column of responses that were submitted"
            )
            raise ValueError(msg)
        return self
