"""The columns of a wave as a data file holds them: names, labels, codes, and which codes mean that an answer is missing.

One coding for every format, so that SPSS, Stata, CSV and the DDI description agree. It differs from the printed codes in
one point: an answer such as *don't know*, printed as option 6, is kept as its kind, -8, because SPSS can declare no more
than one range of missing values. Where a scale has two options of one kind, the second is kept apart, see :func:`column`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.questionnaire import LANGUAGES, MissingKind, QuestionType
from pipeline.questionnaire.scale import Text
from pipeline.wording import phrase
from pipeline.wording.missing import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.questionnaire import Questionnaire, Variable

FAR = 999_999_990
"""Taken from the codes of missing answers where a number below zero may be an answer: -9 becomes -999999999."""

Measure = Literal["nominal", "ordinal", "scale"]


@dataclass(frozen=True)
class Category:
    """One code of a column and what it means; ``printed`` is the code on the questionnaire where that is another."""

    code: int
    label: Text
    missing: MissingKind | None = None
    printed: int | None = None
    value: float | None = None


@dataclass(frozen=True)
class Column:
    """One column. ``kind`` is *code* (one of ``categories``), *number* (or the code of a missing answer) or *text*.

    ``short`` stands in for ``label`` where a format has no room for it. ``variable`` is None for what no respondent was
    asked, such as a running number; ``note`` explains it.
    """

    name: str
    label: Text
    kind: Literal["code", "number", "text"]
    categories: tuple[Category, ...] = ()
    variable: Variable | None = None
    short: Text | None = None
    note: Text | None = None
    measure: Measure = "nominal"

    @property
    def missing(self) -> tuple[Category, ...]:
        """The categories that mean that an answer is missing."""
        return tuple(category for category in self.categories if category.missing is not None)

    @property
    def substantive(self) -> tuple[Category, ...]:
        """The categories that are an answer."""
        return tuple(category for category in self.categories if category.missing is None)

    @property
    def stored(self) -> Mapping[int, int]:
        """Code of the warehouse (printed option or kind of missing) to code of this column."""
        kinds = {int(category.missing): category.code for category in reversed(self.missing)}
        printed = {category.printed: category.code for category in self.missing if category.printed is not None}
        return {category.code: category.code for category in self.substantive} | kinds | printed


def columns(questionnaire: Questionnaire, wave_id: str) -> tuple[Column, ...]:
    """The columns of a wave in questionnaire order, one a variable; texts are not among them, only whether there is one.

    Raises
    ------
    KeyError
        If there is no such wave.
    """
    return tuple(column(questionnaire, variable) for variable in questionnaire.variables(wave_id))


def column(questionnaire: Questionnaire, variable: Variable) -> Column:
    """The column of one variable.

    The kinds of missing answers have their codes of -9 to -4 in every column. A printed option that stands for one has
    its code and its own wording; a further option of the same kind has minus a hundred times the kind and its printed
    code (-807 for option 7, *don't know*).
    """
    scale = questionnaire.scale(variable.scale)
    shift = FAR if variable.kind == "number" and not _positive(variable) else 0
    found = {kind: Category(int(kind) - shift, _missing_label(kind), kind) for kind in MissingKind}
    further: list[Category] = []
    substantive: list[Category] = []
    for option in () if variable.kind == "number" else scale.options:
        kind = option.missing_kind
        if kind is None:
            substantive.append(Category(option.code, option.label, value=option.value))
        elif found[kind].printed is None:
            found[kind] = Category(int(kind), option.label, kind, option.code)
        else:
            further.append(Category(100 * int(kind) - option.code, option.label, kind, option.code))
    label, short = _labels(variable)
    return Column(
        name=variable.name,
        label=label,
        kind="number" if variable.kind == "number" else "code",
        categories=(*substantive, *found.values(), *further),
        variable=variable,
        short=short,
        measure="scale" if variable.kind == "number" else "nominal" if scale.direction == "none" else "ordinal",
    )


def _positive(variable: Variable) -> bool:
    """Whether a number below zero is no answer to the question."""
    return variable.question.minimum is not None and variable.question.minimum >= 0


def _missing_label(kind: MissingKind) -> Text:
    return Text(**{language: phrase(MISSING, kind.name, language) for language in LANGUAGES})


def _labels(variable: Variable) -> tuple[Text, Text]:
    """What a column is called: the title of the question (its text without one), and the item."""
    question = variable.question
    title = question.title or question.text
    if variable.name == question.id:
        return title, title
    return tuple(
        Text(**{language: f"{title[language]}: {part[language]}" for language in LANGUAGES})
        for part in (variable.label, variable.short_label)
    )


def groups(found: tuple[Column, ...]) -> Iterator[tuple[Variable, tuple[Column, ...]]]:
    """The columns of every battery and every multiple-choice question, with the first of their variables."""
    by_question: dict[str, list[Column]] = {}
    for each in found:
        if each.variable is not None and each.variable.question.type in (QuestionType.BATTERY, QuestionType.MULTIPLE):
            by_question.setdefault(each.variable.question.id, []).append(each)
    for members in by_question.values():
        yield members[0].variable, tuple(members)
