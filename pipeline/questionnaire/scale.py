"""Texts in two languages, kinds of missing answers, and response scales: what an answer is called and worth."""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class MissingKind(IntEnum):
    """Why there is no substantive answer; one scheme for every wave and every tool."""

    NO_ANSWER = -9
    DONT_KNOW = -8
    REFUSED = -7
    NOT_SHOWN = -6
    NOT_ASKED = -5
    NOT_REACHED = -4


class Frozen(BaseModel):
    """Base of all questionnaire objects: immutable, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One wording in every language of the project."""

    de: NonEmpty
    en: NonEmpty

    def __getitem__(self, language: Language) -> str:
        return self.de if language == "de" else self.en

    @model_validator(mode="after")
    def _bracketed_in_both(self) -> Text:
        if len({wording.startswith("[") and wording.endswith("]") for wording in (self.de, self.en)}) > 1:
            msg = "one language stands in square brackets and the other does not. Hint: bracket both, or neither"
            raise ValueError(msg)
        return self

    @property
    def is_bracketed(self) -> bool:
        """Whether it stands in square brackets: a description of ours in place of a wording nobody has handed down."""
        return self.de.startswith("[") and self.de.endswith("]")


class ResponseOption(Frozen):
    """One answer of a scale: ``code`` is what is stored, ``value`` what it is worth in a mean.

    ``reconstructed`` marks a label that no source gives; it stands in square brackets, and so does its short form.
    """

    code: Annotated[int, Field(ge=0)]
    value: float | None = None
    label: Text
    short: Text | None = None
    missing: Literal["dont_know", "refused"] | None = None
    reconstructed: bool = False

    @model_validator(mode="after")
    def _in_brackets(self) -> ResponseOption:
        if any(text.is_bracketed != self.reconstructed for text in (self.label, self.short) if text is not None):
            msg = (
                "square brackets around label and short, and reconstructed: true go together. Hint: a label that no "
                "source gives has both, a label as printed has neither"
            )
            raise ValueError(msg)
        return self

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

    @cached_property
    def places(self) -> dict[int, float]:
        """Code to place on a line, high for much: the value, or where there is none the printed position.

        Empty where the options have no order.
        """
        options = self.substantive
        if self.is_likert:
            return {option.code: _value(option) for option in options}
        if self.direction == "none":
            return {}
        rising = range(len(options), 0, -1) if self.direction == "descending" else range(1, len(options) + 1)
        return {option.code: float(place) for option, place in zip(options, rising, strict=True)}

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
