"""How many records other answers than size and Land would single out: the risk that remains, for whoever deposits data.

What an outsider may know of a municipality besides are the facts asked beside size and Land (finances, population), and
exact numbers wherever they are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.questionnaire import QuestionType, question_variables
from pipeline.statistics.anonymity import frequencies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.archive.data import Data
    from pipeline.fielding.data_file import Column
    from pipeline.questionnaire.model import Wave


@dataclass(frozen=True)
class Exposure:
    """Records that stand ``alone``, and those that agree with ``few``er than the threshold, themselves included.

    ``variable`` is None for everything an outsider may know at once.
    """

    variable: str | None
    alone: int
    few: int


def exposures(data: Data, asked: Wave) -> Iterator[Exposure]:
    """The risk of every variable that an outsider may know, together with size and Land as they are told; then of all."""
    if data.coarsening is None:
        return
    minimum = data.coarsening.minimum
    told = [_keys(data, data.column(name)) for name in groupings(data)]
    known = [column for column in data.columns if column.name in set(_known(asked))]
    sets = [(column.name, [_keys(data, column)]) for column in known]
    if len(known) > 1:
        sets.append((None, [_keys(data, column) for column in known]))
    for name, keys in sets:
        found = frequencies(np.column_stack([*told, *keys]))
        yield Exposure(name, int((found == 1).sum()), int((found < minimum).sum()))


def groupings(data: Data) -> list[str]:
    """The columns that tell size and Land."""
    names = {column.variable.question.role: column.name for column in data.columns if column.variable is not None}
    names.pop(None, None)
    recodes = [data.coarsening.recode(role).name for role in ("size_class", "state")]
    there = {column.name for column in data.columns}
    return [name for recode in recodes if (name := names.get(recode, recode)) in there]


def _known(asked: Wave) -> Iterator[str]:
    """Variables that an outsider may know: those beside size and Land, and numbers."""
    for section in asked.sections:
        facts = any(question.role is not None for question in section.questions)
        for question in section.questions:
            closed = question.type is not QuestionType.TEXT
            if question.role is None and (question.type is QuestionType.NUMBER or (facts and closed)):
                yield from (variable.name for variable in question_variables(question) if variable.kind != "text")


def _keys(data: Data, column: Column) -> np.ndarray:
    """The answers to a column, NaN where they are missing."""
    missing = [category.code for category in column.missing]
    values = data.frame[column.name].cast(pl.Float64)
    return (
        data.frame.select(pl.when(~values.is_in([float(code) for code in missing])).then(values)).to_series().to_numpy()
    )
