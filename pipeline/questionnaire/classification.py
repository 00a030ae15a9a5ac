"""Groupings of municipalities by which results are broken down: by size, by Bundesland."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipeline.questionnaire.scale import Frozen, Identifier, Text


class Level(Frozen):
    """One group of a classification, made of codes of the question it recodes.

    ``aside`` stands outside the order of the others, as a Landkreis does among municipalities by size.
    """

    code: Annotated[int, Field(ge=1)]
    id: Identifier
    label: Text
    short: Text | None = None
    codes: Annotated[tuple[int, ...], Field(min_length=1)]
    aside: bool = False

    @property
    def short_label(self) -> Text:
        """The label for narrow places."""
        return self.short or self.label


class Classification(Frozen):
    """A named recode of the size class or of the Bundesland, by which results are broken down.

    ``direction`` says how the levels run, as for a scale: *descending* from most to least, *ascending* from least to
    most, *none* for groups without order.
    """

    title: Text
    of: Literal["size_class", "state"]
    direction: Literal["descending", "ascending", "none"] = "none"
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    note: Text | None = None

    @property
    def rising(self) -> tuple[Level, ...]:
        """The levels that have an order, from least to most; empty where there is none."""
        if self.direction == "none":
            return ()
        ordered = tuple(level for level in self.levels if not level.aside)
        return ordered if self.direction == "ascending" else ordered[::-1]

    @model_validator(mode="after")
    def _order_has_levels(self) -> Classification:
        aside = [level.id for level in self.levels if level.aside]
        if self.direction == "none" and aside:
            msg = f"level '{aside[0]}' stands aside from an order that is not there. Hint: give direction, or remove aside:"
            raise ValueError(msg)
        if self.direction != "none" and len(self.levels) - len(aside) < 2:
            msg = "an order needs two levels that do not stand aside. Hint: remove direction:, or aside: from a level"
            raise ValueError(msg)
        return self

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
