"""Why an empty cell is empty: left blank, filtered out, or never reached.

Two things may be known of an empty cell: that it was seen (``SEEN``, an empty string) or that it never had a value
(``NULL``). Where a format loses the difference the cell is ``EMPTY`` and the rest of the row has to tell:

* a submitted response went through all pages, so its empty cells were left blank;
* a page that was left (``lastpage``), or that holds a later answer, was seen;
* a page beyond the one that was open, or with a cell that is provably null, was not reached;
* a response without any answer was only opened.

What remains (a page that was open when the respondent stopped) is stored as not reached and counted as ambiguous. A
box of a multiple-choice question without any tick in a submitted response is stored as unchecked and counted as
ambiguous, because a program writing responses may have left the question out. No other guess is made.

A tool may have written its No into cells that were left empty (``PERHAPS_NO``, and ``PERHAPS_BLANK`` in open lines).
They are stored as No and as no answer, and counted as ambiguous.

A tool may say itself that a question was not seen (``UNSEEN``), without saying why. In a submitted response, and before
anything that was seen, it was not shown; after the last thing seen it was not reached. A kind of missing answer that
the tool states is taken over as it is.

A null in a submitted response that no filter explains means that a program wrote the response and left the question
out. It is stored as no answer and counted apart (``missing_left_out``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

import polars as pl

from pipeline.questionnaire import MissingKind, QuestionType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Question, Wave

SEEN, NULL, EMPTY = -100, -101, -102
"""Markers of a cell without an answer: seen and left empty, never had a value, one of the two."""

PERHAPS_NO, PERHAPS_BLANK = -105, -106
"""Markers of a cell with the tool's No, in a yes/no question and in an open line: perhaps nothing was answered."""

UNSEEN = -103
"""Marker of a cell of which the tool says that the question was not seen: not shown, or not reached."""

_LEFT_OUT, _AMBIGUOUS_NOT_REACHED, _AMBIGUOUS_UNCHECKED = -109, -104, -120
_UNCHECKED = 2  # also No: both stand second
_NO_ANSWER, _NOT_SHOWN = int(MissingKind.NO_ANSWER), int(MissingKind.NOT_SHOWN)
_NOT_REACHED = int(MissingKind.NOT_REACHED)
_DONT_KNOW, _REFUSED, _NOT_ASKED = int(MissingKind.DONT_KNOW), int(MissingKind.REFUSED), int(MissingKind.NOT_ASKED)
_HANDLED = (SEEN, PERHAPS_NO, PERHAPS_BLANK, _NO_ANSWER, _DONT_KNOW, _REFUSED)
_FINAL = {
    _LEFT_OUT: _NO_ANSWER,
    _AMBIGUOUS_NOT_REACHED: _NOT_REACHED,
    _AMBIGUOUS_UNCHECKED: _UNCHECKED,
    PERHAPS_NO: _UNCHECKED,
    PERHAPS_BLANK: _NO_ANSWER,
}
_AMBIGUOUS = (_AMBIGUOUS_NOT_REACHED, _AMBIGUOUS_UNCHECKED, PERHAPS_NO, PERHAPS_BLANK)
_OUTCOMES = {
    _NO_ANSWER: "missing_no_answer",
    _NOT_SHOWN: "missing_not_shown",
    _NOT_REACHED: "missing_not_reached",
    _DONT_KNOW: "missing_dont_know",
    _REFUSED: "missing_refused",
    _NOT_ASKED: "missing_not_asked",
    _LEFT_OUT: "missing_left_out",
    **dict.fromkeys(_AMBIGUOUS, "ambiguous"),
}


@dataclass(frozen=True)
class Resolved:
    """Final codes, one column a variable, and the outcome of every cell that had no answer.

    ``ambiguous`` marks, for the variables that have any, the cells stored by rule and not by proof.
    """

    codes: pl.DataFrame
    outcomes: Counter[str]
    ambiguous: pl.DataFrame


def resolve(
    codes: pl.DataFrame,
    variables: Sequence[Variable],
    wave: Wave,
    submitted: pl.Series,
    lastpage: pl.Series | None,
    uncounted: Collection[str] = (),
) -> Resolved:
    """Replace every marker by a missing kind (or, for a box, by *not named*).

    Parameters
    ----------
    codes:
        One column a variable, in questionnaire order, with the markers of this module in cells without an answer.
    submitted:
        Whether the response was submitted.
    lastpage:
        The last page the respondent left, if the export has it; used where the pages are the questionnaire's
        sections.
    uncounted:
        Variables whose cells are in no file, and so have no outcome.
    """
    names = [variable.name for variable in variables]
    frame = codes.with_columns(submitted.alias("_submitted"), _pages(wave, submitted, lastpage).alias("_lastpage"))
    unclear = [name for name in names if codes[name].is_in([EMPTY, UNSEEN]).any()]
    blocks = _blocks(wave, variables, by_section=frame["_lastpage"].null_count() < frame.height)
    if unclear:
        frame = frame.with_columns(_evidence(blocks, names))
    block_of = {variable.name: index for index, block in enumerate(blocks) for variable in block}
    questions = {
        question.id: [v.name for v in variables if v.question.id == question.id] for question in wave.questions
    }

    def reason(variable: Variable) -> pl.Expr:
        ticked = _ticked(variable.question, questions)
        expression = _reason(variable, block_of[variable.name], ticked, questions, evidence=variable.name in unclear)
        return expression.cast(pl.Int16).alias(variable.name)

    frame = frame.with_columns(reason(variable) for variable in variables if not variable.question.shown_if)
    for variable in variables:
        if variable.question.shown_if:
            frame = frame.with_columns(reason(variable))
    detailed = frame.select(names)
    counted = [name for name in names if name not in uncounted]
    outcomes, by_rule = _outcomes(detailed.select(counted))
    for name in unclear:
        if name not in uncounted:
            outcomes["recoded"] += int(((codes[name] == EMPTY) & (detailed[name] == _UNCHECKED)).sum())
    ambiguous = detailed.select(pl.col(by_rule).is_in(_AMBIGUOUS))
    return Resolved(detailed.select(pl.all().replace(_FINAL)), outcomes, ambiguous)


def _outcomes(detailed: pl.DataFrame) -> tuple[Counter[str], list[str]]:
    """How many cells without an answer came to what, and the variables with cells stored by rule."""
    outcomes: Counter[str] = Counter()
    by_rule = []
    for series in detailed:
        counts = series.value_counts(name="_cells")
        for code, count in zip(counts.to_series(0), counts.to_series(1), strict=True):
            if code in _OUTCOMES:
                outcomes[_OUTCOMES[code]] += count
        if counts.to_series(0).is_in(_AMBIGUOUS).any():
            by_rule.append(series.name)
    return outcomes, by_rule


def _pages(wave: Wave, submitted: pl.Series, lastpage: pl.Series | None) -> pl.Series:
    """Number of pages left, or all null where the pages of the survey are not the sections of the questionnaire."""
    sections = len(wave.sections)
    if lastpage is not None:
        pages = lastpage.cast(pl.Int32, strict=False)
        complete = pages.filter(submitted).drop_nulls()
        if (complete == sections).all() and (pages.max() or 0) <= sections:
            return pages.fill_null(0)
    return pl.Series([None] * submitted.len(), dtype=pl.Int32)


def _blocks(wave: Wave, variables: Sequence[Variable], *, by_section: bool) -> list[list[Variable]]:
    """Variables that are seen together: a page where pages are sections, else one question."""
    parts = [section.questions for section in wave.sections] if by_section else [(q,) for q in wave.questions]
    ids = [{question.id for question in part} for part in parts]
    return [[variable for variable in variables if variable.question.id in part] for part in ids]


def _evidence(blocks: Sequence[Sequence[Variable]], names: Sequence[str]) -> list[pl.Expr]:
    """Per block: whether it was provably seen, and whether it was provably not reached."""
    here = [pl.any_horizontal((pl.col(v.name) > 0) | pl.col(v.name).is_in(_HANDLED) for v in block) for block in blocks]
    seen = list(accumulate(reversed(here), or_))[::-1]
    # An unfiltered null on a page shows that the page was not stored, and so none after it.
    null = [
        pl.any_horizontal(
            [pl.lit(value=False), *(pl.col(v.name).is_in([NULL, UNSEEN]) for v in block if not v.question.shown_if)]
        )
        for block in blocks
    ]
    opened = ~pl.any_horizontal(pl.col(names) > 0) & (pl.col("_lastpage").fill_null(0) == 0)
    expressions = []
    for index, (later_null, was_seen) in enumerate(zip(accumulate(null, or_), seen, strict=True)):
        left = (pl.col("_lastpage") > index).fill_null(value=False)
        beyond = (pl.col("_lastpage") < index).fill_null(value=False)
        proved = was_seen | left | pl.col("_submitted")
        expressions.append(proved.alias(f"_seen{index}"))
        expressions.append((~proved & (later_null | beyond | opened)).alias(f"_unseen{index}"))
    return expressions


def _ticked(question: Question, questions: dict[str, list[str]]) -> pl.Expr | None:
    """Whether any box or the open line of a multiple-choice question has something in it."""
    if question.type is not QuestionType.MULTIPLE:
        return None
    return pl.any_horizontal(pl.col(name) == 1 for name in questions[question.id])


def _reason(
    variable: Variable, block: int, ticked: pl.Expr | None, questions: dict[str, list[str]], *, evidence: bool
) -> pl.Expr:
    """The code of a cell, or why it has none."""
    cell, submitted = pl.col(variable.name), pl.col("_submitted")
    null = pl.when(submitted).then(_LEFT_OUT).otherwise(_NOT_REACHED)
    empty = _empty(block, ticked if variable.scale == "checked" else None) if evidence else pl.lit(EMPTY)
    unseen = pl.when(f"_seen{block}").then(_NOT_SHOWN).otherwise(_NOT_REACHED) if evidence else pl.lit(UNSEEN)
    shown = pl.lit(value=False)
    if variable.question.shown_if:
        shown = _filtered_out(variable.question.shown_if, questions)
    return (
        pl.when(cell == SEEN)
        .then(_NO_ANSWER)
        .when(cell.is_in([NULL, EMPTY, UNSEEN]) & shown)
        .then(_NOT_SHOWN)
        .when(cell == NULL)
        .then(null)
        .when(cell == EMPTY)
        .then(empty)
        .when(cell == UNSEEN)
        .then(unseen)
        .otherwise(cell)
    )


def _empty(block: int, ticked: pl.Expr | None) -> pl.Expr:
    """What an empty cell of unknown kind is, by what the row proves about its page."""
    seen, unseen, submitted = pl.col(f"_seen{block}"), pl.col(f"_unseen{block}"), pl.col("_submitted")
    if ticked is None:
        left_blank = pl.lit(_NO_ANSWER)
    else:
        left_blank = pl.when(ticked | ~submitted).then(_UNCHECKED).otherwise(_AMBIGUOUS_UNCHECKED)
    return pl.when(seen).then(left_blank).when(unseen).then(_NOT_REACHED).otherwise(_AMBIGUOUS_NOT_REACHED)


def _filtered_out(shown_if: dict[str, tuple[int, ...]], questions: dict[str, list[str]]) -> pl.Expr:
    """Whether a filter is provably not met: its question was reached and has none of the answers asked for."""
    return pl.any_horizontal(
        ~pl.any_horizontal(
            pl.col(name).is_in([*codes, _NOT_REACHED, _AMBIGUOUS_NOT_REACHED]) for name in questions[question]
        )
        for question, codes in shown_if.items()
    )
