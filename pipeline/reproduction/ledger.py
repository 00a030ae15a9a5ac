"""The ledger: every statistic that the report on the surveys of 2016 prints, as data.

``data/reference/published_2017.csv`` has one row per printed number. A row says *what* was printed (value, decimals,
bound), *of what* (wave, variables, answers, group) and *where* (figure, section); it never mends anything. What is
wrong with a row stands in the errata, which it names.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError
from pipeline.statistics.rounding import Interval, printed_interval

if TYPE_CHECKING:
    from pathlib import Path

Choice = TypeVar("Choice", bound=StrEnum)
Number = TypeVar("Number", int, float)
COLUMNS = (
    "id", "wave", "variable", "statistic", "grouping", "level", "category", "value", "precision", "bound", "n",
    "figure", "section", "erratum",
)  # fmt: skip
ABOUT_PART, ABOUT_POINTS = Fraction(1, 10), Fraction(5, 2)
"""How far a number may lie from one printed in words ("rund 60 Prozent", "jede zwölfte"): a tenth of the printed one,
but no more than so many percentage points."""


class Statistic(StrEnum):
    """What a printed number is. ``SHARE`` is in per cent, ``DIFFERENCE`` in percentage points."""

    MEAN = "mean"
    SHARE = "share"
    COUNT = "count"
    N = "n"
    N_RANGE = "n_range"
    DIFFERENCE = "difference"
    NUMBER = "number"


class Bound(StrEnum):
    """How a number in words limits the exact one; the last two are *knapp* (slightly below) and *rund* (about)."""

    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    SLIGHTLY_BELOW = "knapp"
    ABOUT = "rund"


@dataclass(frozen=True, kw_only=True)
class Published:
    """One printed statistic.

    Attributes
    ----------
    waves:
        The wave it describes, or both of a difference.
    variables:
        Our variables; of several, the statement was made of *each*. A question stands for its whole battery,
        ``sample`` for the respondents, ``instrument`` for the questionnaire. Empty if no known question asked it.
    grouping, levels:
        The group of respondents (of several levels: their union); without a grouping, all respondents.
    codes:
        The answers counted together, as codes of the variable's scale or kinds of missing.
    printed:
        The number as it stands in the ledger; ``value`` and, for a range, ``high`` are the same as numbers.
    digits:
        Printed decimals; ``None`` for a number in words, which then has a ``bound``.
    n_low, n_high:
        The printed number of answers. For a group of Abb. 13 this is the range of the figure, not of the group.
    line:
        Where it stands in the file.
    """

    id: str
    waves: tuple[str, ...]
    variables: tuple[str, ...]
    statistic: Statistic
    grouping: str | None
    levels: tuple[str, ...]
    codes: tuple[int, ...]
    printed: str
    value: float
    high: float
    digits: int | None
    bound: Bound | None
    n_low: int | None
    n_high: int | None
    figure: str | None
    section: str
    errata: tuple[str, ...]
    line: int

    @property
    def wave(self) -> str:
        """The wave, or the later of two."""
        return self.waves[-1]

    @property
    def exact(self) -> Fraction:
        """The printed number as a fraction; of a range, its lower end."""
        return Fraction(self.printed.partition("-")[0])

    @property
    def unit(self) -> int:
        """100 for shares, so that ``unit * count / n`` is on the printed scale; else 1."""
        return 100 if self.statistic in (Statistic.SHARE, Statistic.DIFFERENCE) else 1

    def interval(self, n: int | None = None) -> Interval:
        """The exact values, on the printed scale, for which print is right.

        A number with decimals allows half a unit of its last digit to either side. *About* and *slightly below* allow
        :data:`ABOUT_PART` of it, at most :data:`ABOUT_POINTS`, or half the distance between two possible shares where
        ``n`` answers are so few that this is more: three of 14 large cities are "fast jede vierte".

        Parameters
        ----------
        n:
            Answers behind the number it is compared with.
        """
        exact = self.exact
        if self.statistic is Statistic.N_RANGE:
            return Interval(exact, Fraction(self.printed.partition("-")[2]))
        if self.bound is None:
            return printed_interval(self.printed, self.digits or 0)
        return {
            Bound.BELOW: Interval(None, exact, high_open=True),
            Bound.AT_MOST: Interval(None, exact),
            Bound.ABOVE: Interval(exact, None, low_open=True),
            Bound.AT_LEAST: Interval(exact, None),
            Bound.SLIGHTLY_BELOW: Interval(exact - self._about(n), exact, high_open=True),
            Bound.ABOUT: Interval(exact - self._about(n), exact + self._about(n)),
        }[self.bound]

    def _about(self, n: int | None) -> Fraction:
        points = min(ABOUT_POINTS, ABOUT_PART * self.exact)
        return max(points, Fraction(50, n)) if n else points


def read_ledger(path: Path, shown_as: str | None = None) -> tuple[Published, ...]:
    """Every row of the ledger, in its order.

    Parameters
    ----------
    path:
        The CSV file, UTF-8, with the columns :data:`COLUMNS`.
    shown_as:
        How messages name the file, usually relative to the project.

    Raises
    ------
    QuestionnaireError
        With every mistake in the file: line, column, what was found and what to do.
    """
    shown = shown_as or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        hint = "restore it from the repository, or copy it from another checkout"
        raise QuestionnaireError([Mistake(shown, 1, "the file does not exist", hint)]) from None
    except UnicodeDecodeError:
        hint = "save the file as UTF-8"
        raise QuestionnaireError([Mistake(shown, 1, "a character that is not UTF-8", hint)]) from None
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        hint = f"the first line must read: {','.join(COLUMNS)}"
        raise QuestionnaireError([Mistake(shown, 1, f"column '{missing[0]}' is missing", hint)])
    rows, mistakes, seen = [], [], {}
    for cells in reader:
        line = reader.line_num
        try:
            row = _row(cells, line)
        except _CellError as error:
            mistakes.append(Mistake(shown, line, f"column '{error.column}' is '{error.found}'", error.hint))
            continue
        if row.id in seen:
            hint = f"it stands on line {seen[row.id]} too; give each row an id of its own"
            mistakes.append(Mistake(shown, line, f"column 'id' is '{row.id}' for a second time", hint))
        seen.setdefault(row.id, line)
        rows.append(row)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return tuple(rows)


class _CellError(ValueError):
    def __init__(self, column: str, found: str | None, hint: str) -> None:
        super().__init__(hint)
        self.column, self.found, self.hint = column, found or "", hint


def _row(cells: dict[str, str | None], line: int) -> Published:
    for column in ("id", "wave", "statistic", "value", "precision", "section"):
        if not cells[column]:
            raise _CellError(column, cells[column], "fill it in; only fields that do not apply stay empty")
    if None in cells:
        raise _CellError("erratum", cells["erratum"], "the line has more cells than columns; quote a text with a comma")
    statistic = _choice(cells, "statistic", Statistic)
    bound = _choice(cells, "bound", Bound) if cells["bound"] else None
    digits = _digits(cells, bound)
    low, high = _range(cells, "value", float, is_range=statistic is Statistic.N_RANGE)
    n_low, n_high = _range(cells, "n", int, is_range="-" in cells["n"]) if cells["n"] else (None, None)
    if bool(cells["grouping"]) != bool(cells["level"]):
        raise _CellError("level", cells["level"], "a grouping needs a level, and a level the grouping it belongs to")
    return Published(
        id=cells["id"], waves=_parts(cells["wave"]), variables=_parts(cells["variable"]), statistic=statistic,
        grouping=cells["grouping"] or None, levels=_parts(cells["level"]), codes=_codes(cells),
        printed=cells["value"], value=low, high=high, digits=digits, bound=bound, n_low=n_low, n_high=n_high,
        figure=cells["figure"] or None, section=cells["section"], errata=_parts(cells["erratum"]), line=line,
    )  # fmt: skip


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _choice(cells: dict[str, str | None], column: str, choices: type[Choice]) -> Choice:
    try:
        return choices(cells[column])
    except ValueError:
        raise _CellError(column, cells[column], f"write one of: {', '.join(choices)}") from None


def _digits(cells: dict[str, str | None], bound: Bound | None) -> int | None:
    if cells["precision"] == "approx":
        if bound is None:
            raise _CellError("bound", "", f"a number in words needs one of: {', '.join(Bound)}")
        return None
    if not cells["precision"].isdecimal():
        raise _CellError("precision", cells["precision"], "write the number of printed decimals, or approx")
    return int(cells["precision"])


def _range(cells: dict[str, str | None], column: str, number: type[Number], *, is_range: bool) -> tuple[Number, Number]:
    low, dash, high = cells[column].partition("-") if is_range else (cells[column], "", cells[column])
    try:
        limits = number(low), number(high)
    except ValueError:
        hint = "write a range as 261-266" if dash or is_range else "write a number with a decimal point"
        raise _CellError(column, cells[column], hint) from None
    if limits[0] > limits[1]:
        raise _CellError(column, cells[column], "the lower end of a range comes first")
    return limits


def _codes(cells: dict[str, str | None]) -> tuple[int, ...]:
    try:
        return tuple(int(code) for code in cells["category"].split("+")) if cells["category"] else ()
    except ValueError:
        hint = "write codes of the scale joined by +, e.g. 1+2, or a kind of missing, e.g. -9"
        raise _CellError("category", cells["category"], hint) from None
