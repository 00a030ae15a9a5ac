"""The tables of the codebook: variables with their codes, and after ingest how often each was answered.

Nothing is computed here: counts, shares and what is withheld of them come from :class:`pipeline.analysis.Survey`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import MissingKind, QuestionType, question_variables
from pipeline.report.markdown import Markdown, escape, join, table
from pipeline.report.tables import ASSUMED
from pipeline.wording import numbers, phrase
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from pipeline.questionnaire import Language, Variable
    from pipeline.questionnaire.model import Question
    from pipeline.report.codebook import Codebook

_LINE = "`<br>`{=html}`#linebreak()`{=typst}"

MOST_COLUMNS = 9
"""Codes side by side; a longer scale has a table for every item."""


def variables(book: Codebook, asked: Question) -> str:
    """All variables of a question with their answers, and with frequencies where there are any."""
    made = list(question_variables(asked))
    counts = book.distribution(asked)
    blocks = []
    closed = [variable for variable in made if variable.kind == "choice"]
    if asked.items and len(book.questionnaire.scale(closed[0].scale).options) <= MOST_COLUMNS:
        blocks.append(_items(book, asked, closed, counts))
    else:
        blocks += [_answers(book, asked, variable, counts) for variable in closed]
    blocks += [_given(book, asked, variable) for variable in made if variable.kind != "choice"]
    return join(*blocks)


def name(variable: str) -> str:
    r"""The name of a variable or scale, which may break after an underscore without anything being added to it.

    >>> print(name("a_b"))
    a\_`<wbr>`{=html}`#box()`{=typst}b
    """
    return escape(variable).replace("\\_", "\\_`<wbr>`{=html}`#box()`{=typst}")


def worth(value: float | None, language: Language) -> str:
    """The value of an answer, without decimals where it has none."""
    return (
        numbers.NOT_SHOWN if value is None else numbers.number(value, language, 0 if float(value).is_integer() else 2)
    )


def _caption(book: Codebook, key: str, asked: Question, counts: pd.DataFrame | None, *, of: str = "") -> str:
    """A caption; one over frequencies says whose they are, whether they are invented, and what is assumed."""
    said = book.say(key, title=_titled(book, asked, of))
    if counts is None:
        return said
    said = book.marked(said)
    if counts["assumed"].any():
        star = "assumed_all" if counts["assumed"].all() else "assumed_star"
        said = Markdown(f"{said} {phrase(PHRASES, star, book.language)}")
    return said


def _titled(book: Codebook, asked: Question, of: str) -> str:
    return f"{book.title_of(asked)}, {of}" if of else book.title_of(asked)


def _answers(book: Codebook, asked: Question, variable: Variable, counts: pd.DataFrame | None) -> str:
    """One variable: its answers in printed order with code and value, then the kinds of missing that occur."""
    scale = book.questionnaire.scale(variable.scale)
    own = None if counts is None else counts[counts["variable"] == variable.name]
    by_code = {} if own is None else {row.code: row for row in own.itertuples()}
    rows = []
    for option in scale.options:
        kind = option.missing_kind
        value = worth(option.value, book.language) if kind is None else book.missing_code(kind)
        row = [str(option.code), value, escape(option.label[book.language])]
        rows.append(row if own is None else [*row, *_counted(by_code[option.code], book.language)])
    if own is not None:
        base = escape(numbers.count(next(own.itertuples()).base, book.language))
        rows.append(["", "", f"**{book.say('total')}**", f"**{base}**", ""])
        for kind in _occurring([own]):
            row = by_code[kind.value]
            rows.append([book.missing_code(kind), "", escape(row.answer), _number(row.n, book.language), ""])
    heads = [book.say("code"), book.say("value"), book.say("answer")]
    widths, align = (10, 10, 80), "rrl"
    if own is not None:
        heads, widths, align = [*heads, book.say("count"), book.say("share")], (9, 9, 54, 14, 14), "rrlrr"
    of = "" if variable.name == asked.id else variable.name
    return table(
        heads, rows, widths=widths, align=align, label=f"v-{variable.name}",
        caption=_caption(book, "answers_caption" if own is None else "frequencies_caption", asked, own, of=of),
    )  # fmt: skip


def _counted(row: object, language: Language) -> list[str]:
    """Number and share of an answer; both are missing where they are withheld."""
    shown = _number(row.n, language)
    return [shown, escape(numbers.percent(row.share, language, 1)) if numbers.defined(row.n) else shown]


def _items(book: Codebook, asked: Question, made: Sequence[Variable], counts: pd.DataFrame | None) -> str:
    """The items of a battery or a multiple choice: one row each, a column for every code and kind of missing."""
    if counts is None:
        rows = [[name(v.name), escape(v.label[book.language])] for v in made]
        return table(
            [book.say("variable"), book.say("item")], rows, widths=(45, 55), align="ll",
            caption=_caption(book, "variables_caption", asked, None), label=f"v-{asked.id}",
        )  # fmt: skip
    language = book.language
    own = {v.name: counts[counts["variable"] == v.name] for v in made}
    kinds = list(_occurring(own.values()))
    scale = book.questionnaire.scale(made[0].scale)
    answers = [option.code for option in scale.substantive]
    others = [option.code for option in scale.options if option.missing is not None] + [kind.value for kind in kinds]
    rows = []
    for variable in made:
        cells = {row.code: row for row in own[variable.name].itertuples()}
        first = next(iter(cells.values()))
        star = f"\N{NO-BREAK SPACE}{ASSUMED}" if first.assumed else ""
        rows.append(
            [
                f"{escape(variable.label[language])}{star}{_LINE}{name(variable.name)}",
                *(_number(cells[code].n, language) for code in answers),
                _number(first.base, language),
                *(_number(cells[code].n, language) for code in others),
            ]
        )
    codes = [[numbers.integer(code, language) for code in some] for some in (answers, others)]
    heads = [book.say("item"), *codes[0], book.say("n"), *codes[1]]
    each = 8 if len(heads) <= 7 else 54 // (len(heads) - 1)
    widths = (100 - each * (len(heads) - 1), *[each] * (len(heads) - 1))
    return table(
        heads, rows, widths=widths, align="l" + "r" * (len(heads) - 1), label=f"v-{asked.id}",
        caption=_caption(book, "items_caption", asked, counts),
    )  # fmt: skip


def _occurring(frames: Sequence[pd.DataFrame]) -> Iterator[MissingKind]:
    """The kinds of missing that some of the variables have, in their fixed order."""
    for kind in MissingKind:
        rows = [frame.loc[frame["code"] == kind.value, "n"] for frame in frames]
        if any(not values.empty and (values.isna().any() or values.sum() > 0) for values in rows):
            yield kind


def _given(book: Codebook, asked: Question, variable: Variable) -> str:
    """A number or a text: how many gave one and why the others did not; mean and spread of numbers."""
    language = book.language
    opening = book.say("open_line", label=variable.label[language]) if variable.name != asked.id else None
    response = book.response(variable.name)
    if response is None:
        return join(opening, f"**{book.say('variable')}:** {escape(variable.name)}") if opening else ""
    heads, row = [book.say("variable"), book.say("n")], [name(variable.name), _number(response["answered"], language)]
    if asked.type is QuestionType.NUMBER:
        means = book.means(asked)
        heads += [book.say("mean"), book.say("deviation")]
        row += [escape(numbers.number(means[key], language)) for key in ("mean", "sd")]
    for kind in MissingKind:
        n = response[kind.name.lower()]
        if not numbers.defined(n) or n > 0:
            heads.append(book.missing_code(kind))
            row.append(_number(n, language))
    each = 60 // (len(heads) - 1)
    of = "" if variable.name == asked.id else variable.name
    shown = table(
        heads, [row], widths=(100 - each * (len(heads) - 1), *[each] * (len(heads) - 1)),
        align="l" + "r" * (len(heads) - 1), label=f"v-{variable.name}",
        caption=book.marked(book.say("frequencies_caption", title=_titled(book, asked, of))),
    )  # fmt: skip
    return join(opening, shown)


def _number(n: float | None, language: Language) -> str:
    return escape(numbers.count(n, language))
