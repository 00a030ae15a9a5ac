"""Result frames as Markdown tables: numbers formatted, n beside each, a middle dot for what is withheld.

Nothing is computed here. The highest value of a row is marked in bold and with a sign that survives grey-scale print
and being read aloud.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.markdown import escape, table
from pipeline.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from pipeline.questionnaire import Language

MARK = "▲"
"""Follows the highest value of a row."""

ASSUMED = "\\*"
"""Follows the name of a row whose whole distribution is assumed."""

_FIRST = 28
"""Width of the first column of a table by groups, in hundredths of the line (five groups and all share the rest)."""


def withheld(number: object, *, suppressed: bool) -> bool:
    """Whether a number is missing because it is not published; an empty group has none, and says so otherwise."""
    return bool(suppressed) and not numbers.defined(number)


def any_withheld(*frames: pd.DataFrame) -> bool:
    """Whether a table made of these frames shows that something is withheld."""
    for frame in frames:
        told = frame[~frame["missing"]] if "missing" in frame else frame
        empty = told["n"].eq(0).fillna(value=False)
        value = next(name for name in ("mean", "share") if name in told)
        if (told["suppressed"] & told[value].isna() & ~empty).any():
            return True
    return False


def _row_name(label: str, *, assumed: bool) -> str:
    """An item as it is named in a table, with a star if its whole distribution is assumed."""
    return f"{escape(label)}\N{NO-BREAK SPACE}{ASSUMED}" if assumed else escape(label)


def means(
    overall: pd.DataFrame, groups: pd.DataFrame, language: Language, *, first: str, everyone: str, **named: str
) -> str:
    """Means of items (rows) for all and by group (columns), each with its n; highest group of each row marked.

    Parameters
    ----------
    overall, groups
        Frames of :meth:`pipeline.analysis.Survey.means`, by ``all`` and by a classification.
    first, everyone
        Heads of the first column and of the column of all respondents.
    named
        ``caption`` (Markdown) and ``label``.
    """
    levels = list(dict.fromkeys(zip(groups["level"], groups["level_label"], strict=True)))
    by_item = dict(list(groups.groupby("variable", sort=False)))
    rows = []
    for _, item in overall.iterrows():
        cells = list(by_item[item["variable"]].itertuples())
        top = _highest([cell.mean for cell in cells])
        rows.append(
            [
                _row_name(item["label"], assumed=item["assumed"]),
                _mean(item["mean"], item["n"], language, suppressed=item["suppressed"]),
                *(
                    _mean(cell.mean, cell.n, language, suppressed=cell.suppressed, mark=index == top)
                    for index, cell in enumerate(cells)
                ),
            ]
        )
    header = [first, everyone, *(escape(label) for _, label in levels)]
    return table(header, rows, widths=_widths(len(levels)), align="l" + "r" * (len(levels) + 1), **named)


def has_mark(groups: pd.DataFrame) -> bool:
    """Whether :func:`means` marks any value: a row needs two groups with a mean."""
    return any(_highest(list(frame["mean"])) is not None for _, frame in groups.groupby("variable", sort=False))


def _mean(mean: float, n: object, language: Language, *, suppressed: bool, mark: bool = False) -> str:
    if withheld(n, suppressed=suppressed):
        return numbers.WITHHELD
    if withheld(mean, suppressed=suppressed) and n:
        return f"{numbers.WITHHELD} ({numbers.count(n, language)})"
    if not numbers.defined(mean):
        return numbers.NOT_SHOWN
    value = numbers.number(mean, language)
    shown = f"**{value}**\N{NO-BREAK SPACE}{MARK}" if mark else value
    return f"{shown} ({numbers.count(n, language)})"


def _highest(values: Sequence[float]) -> int | None:
    """Position of the highest of several values; none if fewer than two are defined, or if two are equal in print."""
    shown = [(round(value, 2), index) for index, value in enumerate(values) if numbers.defined(value)]
    if len(shown) < 2:
        return None
    best = max(shown)
    return best[1] if [value for value, _ in shown].count(best[0]) == 1 else None


def distribution(
    overall: pd.DataFrame, groups: pd.DataFrame, language: Language, *, first: str, everyone: str, **named: str
) -> str:
    """Shares of one closed variable: options (rows) for all with counts, and by group (columns) with n in the head."""
    shown = overall[~overall["missing"]]
    total = shown["base"].iloc[0]
    given = groups[~groups["missing"]].groupby("level", sort=False)
    levels = [list(frame.itertuples()) for _, frame in given]
    heads = [f"{everyone} {_n(total, language)}"]
    heads += [f"{escape(cells[0].level_label)} {_n(cells[0].base, language)}" for cells in levels]
    rows = []
    for option, *cells in zip(shown.itertuples(), *levels, strict=True):
        by_level = [_share(cell, language) for cell in cells]
        rows.append([escape(option.answer), _share(option, language, counted=True), *by_level])
    return table([first, *heads], rows, widths=_widths(len(levels)), align="l" + "r" * (len(levels) + 1), **named)


def battery(overall: pd.DataFrame, language: Language, *, first: str, count: str) -> str:
    """Shares of every option (columns) of every item (rows) for all respondents, with n; without a caption."""
    shown = overall[~overall["missing"]]
    options = list(dict.fromkeys(shown["answer"]))
    rows = []
    for _, item in shown.groupby("variable", sort=False):
        cells = list(item.itertuples())
        values = [_share(cell, language) for cell in cells]
        name = _row_name(cells[0].label, assumed=cells[0].assumed)
        rows.append([name, *values, escape(numbers.count(cells[0].base, language))])
    header = [first, *map(escape, options), count]
    each = (100 - _FIRST) // (len(options) + 1)
    widths = (_FIRST, *[each] * (len(options) + 1))
    return table(header, rows, widths=widths, align="l" + "r" * (len(options) + 1))


def mentions(
    overall: pd.DataFrame, groups: pd.DataFrame, language: Language, *, first: str, everyone: str, **named: str
) -> str:
    """Shares of the first option (*named*) of a multiple-choice question: boxes (rows), all and groups (columns)."""
    chosen_all = overall[~overall["missing"]].groupby("variable", sort=False).first().reset_index()
    chosen = groups[~groups["missing"]].groupby(["variable", "level"], sort=False).first().reset_index()
    levels = list(dict.fromkeys(zip(chosen["level"], chosen["level_label"], strict=True)))

    def cell(entry: object) -> str:
        if withheld(entry.base, suppressed=True):
            return numbers.WITHHELD
        if withheld(entry.n, suppressed=entry.suppressed):
            return f"{numbers.WITHHELD} ({numbers.count(entry.base, language)})"
        if not numbers.defined(entry.share):
            return numbers.NOT_SHOWN
        return f"{escape(numbers.percent(entry.share, language))} ({numbers.count(entry.base, language)})"

    rows = []
    for box in chosen_all.itertuples():
        by_level = chosen[chosen["variable"] == box.variable].itertuples()
        rows.append([_row_name(box.label, assumed=box.assumed), cell(box), *(cell(entry) for entry in by_level)])
    header = [first, everyone, *(escape(label) for _, label in levels)]
    return table(header, rows, widths=_widths(len(levels)), align="l" + "r" * (len(levels) + 1), **named)


def _n(base: object, language: Language) -> str:
    equals = "=\N{NO-BREAK SPACE}" if numbers.defined(base) else ""  # a withheld number brings its own sign: n ·
    return f"(n\N{NO-BREAK SPACE}{equals}{escape(numbers.count(base, language))})"


def _share(cell: object, language: Language, *, counted: bool = False) -> str:
    if withheld(cell.n, suppressed=cell.suppressed) or withheld(cell.base, suppressed=True):
        return numbers.WITHHELD
    if not numbers.defined(cell.share):
        return numbers.NOT_SHOWN
    share = escape(numbers.percent(cell.share, language))
    return f"{share} ({numbers.count(cell.n, language)})" if counted else share


def composition(
    sample: pd.DataFrame, language: Language, *, first: str, heads: Sequence[str], rest: str, n: int, **named: str
) -> str:
    """Respondents by level: number and share; those without an answer in a last row, so that the column adds up."""
    rows = [
        [escape(row.level_label), numbers.count(row.n, language), _part(row, language)] for row in sample.itertuples()
    ]
    missing = n - int(sample["n"].fillna(0).sum())
    if missing and not sample["n"].isna().any():
        rows.append([escape(rest), numbers.integer(missing, language), escape(numbers.percent(missing / n, language))])
    return table([first, *heads], rows, widths=(60, 20, 20), align="lrr", **named)


def compositions(
    samples: Sequence[pd.DataFrame],
    totals: Sequence[int],
    language: Language,
    *,
    first: str,
    heads: Sequence[str],
    rest: str,
    **named: str,
) -> str:
    """Several samples side by side by level, each number with its share; those without an answer in a last row."""
    rows = [
        [
            escape(levels[0].level_label),
            *(
                f"{numbers.count(level.n, language)} ({_part(level, language)})"
                if numbers.defined(level.n)
                else numbers.WITHHELD
                for level in levels
            ),
        ]
        for levels in zip(*(sample.itertuples() for sample in samples), strict=True)
    ]
    known = [not sample["n"].isna().any() for sample in samples]
    missing = [n - int(sample["n"].fillna(0).sum()) for sample, n in zip(samples, totals, strict=True)]
    if any(count for count, told in zip(missing, known, strict=True) if told):
        counts = zip(missing, known, strict=True)
        rows.append([escape(rest), *(numbers.integer(n, language) if told else numbers.WITHHELD for n, told in counts)])
    head = [f"{name} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n})" for name, n in zip(heads, totals, strict=True)]
    widths = (40, *[60 // len(samples)] * len(samples))
    return table([first, *head], rows, widths=widths, align="l" + "r" * len(samples), **named)


def _part(level: object, language: Language) -> str:
    """A share of the sample; withheld with its number."""
    return escape(numbers.percent(level.share, language)) if numbers.defined(level.n) else numbers.WITHHELD


def facts(rows: Sequence[tuple[str, str]], heads: Sequence[str], **named: str) -> str:
    """Two columns of words; every cell is escaped."""
    body = [[escape(left), escape(right)] for left, right in rows]
    return table([escape(head) for head in heads], body, widths=(35, 65), align="ll", **named)


def nonresponse(
    frame: pd.DataFrame,
    names: dict[str, str],
    kinds: Sequence[str],
    heads: dict[str, str],
    language: Language,
    **named: str,
) -> str:
    """One row per question: asked, answered, and each kind of missing; a range where items differ."""
    columns = ["asked", "answered", *kinds]
    rows = [
        [escape(names[question]), *(_range(items[column], numbers.integer, language) for column in columns)]
        for question, items in frame.groupby("question", sort=False)
    ]
    header = [heads["question"], *(heads[column] for column in columns)]
    narrow = (100 - 34) // len(columns)
    return table(header, rows, widths=(34, *[narrow] * len(columns)), align="l" + "r" * len(columns), **named)


def _range(values: pd.Series, form: Callable[[float, Language], str], language: Language) -> str:
    low, high = form(values.min(), language), form(values.max(), language)
    return low if low == high else f"{low}{numbers.EN_DASH}{high}"


def _widths(levels: int) -> tuple[int, ...]:
    each = (100 - _FIRST) // (levels + 1)
    return (_FIRST, *[each] * (levels + 1))
