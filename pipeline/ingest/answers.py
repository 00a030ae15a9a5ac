"""From cells to codes, column by column; what an empty cell means is left to :mod:`pipeline.ingest.missing`.

The distinct cells of a column are translated one by one (there are a handful), the column by one lookup. A cell that
translates into nothing is a problem: the scale, not the data, says which answers there are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.headings import fold
from pipeline.ingest.missing import EMPTY, NULL, SEEN
from pipeline.ingest.problems import Problem, listing, shorten

if TYPE_CHECKING:
    from pipeline.ingest.columns import Layout
    from pipeline.ingest.export import Export
    from pipeline.ingest.source import Source
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Mapping

_UNCHECKED = 2
_UNKNOWN = -99
_PLACEHOLDER = "N/A"
_CONVENTIONS = {
    "yes_no": {"Y": 1, "N": 2, "1": 1, "2": 2},
    "checked": {"Y": 1, "1": 1, "2": 2},
}
_LONG_CONVENTIONS = {"checked": {"Ja": 1, "Nein": 2, "Yes": 1, "No": 2}}
_MISSING_OUTCOME = {"dont_know": "missing_dont_know", "refused": "missing_refused"}
_SAMPLE = 2000
_MASKED = r"^'="
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


@dataclass
class Cells:
    """The answer cells of an export as codes.

    ``codes`` has one column a variable, in questionnaire order: a code of the scale, 1 for a text or number that was
    given, or one of the markers of :mod:`pipeline.ingest.missing`. ``outcomes`` counts the cells that hold an answer.
    """

    codes: pl.DataFrame
    texts: dict[str, pl.Series]
    numbers: dict[str, pl.Series]
    outcomes: Counter[str]
    mode: str
    problems: list[Problem] = field(default_factory=list)


def encode(export: Export, layout: Layout, questionnaire: Questionnaire, source: Source) -> Cells:
    """Translate every answer cell of an export.

    Parameters
    ----------
    export, layout:
        The rows that are responses (with column ``row``, their number in the export), and which column is what.
    questionnaire, source:
        The scales, and the mapping by which codes of the export become codes of ours.
    """
    variables = questionnaire.variables(source.questionnaire)
    mapping = questionnaire.mappings[source.mapping] if source.mapping else None
    columns = {variable.name: export.column(layout.answers[variable.name]) for variable in variables}
    long = _has_labels(questionnaire, variables, columns, mapping)
    cells = Cells(pl.DataFrame(), {}, {}, Counter(), "long" if long else "short")
    coded = []
    for variable in variables:
        series = columns[variable.name]
        if variable.kind == "choice":
            empty, null = _blank_markers(export, layout, variable, long=long)
            table = code_table(questionnaire, variable, mapping, long=long)
            codes = _encode_choice(export, layout, questionnaire, variable, series, table, cells, (empty, null))
        else:
            empty, null = (SEEN, NULL) if export.null_distinguished else (EMPTY, EMPTY)
            given = series.fill_null("") != ""
            codes = _given(series, given, empty, null)
            kind = "number" if variable.kind == "number" else "open_answer"
            cells.outcomes[kind] += int(given.sum())
            if variable.kind == "number":
                cells.numbers[variable.name] = _numbers(export, layout, variable, series, given, cells)
            else:
                cells.texts[variable.name] = series.str.replace(_MASKED, "=")
        coded.append(codes.alias(variable.name))
    cells.codes = pl.DataFrame(coded)
    return cells


def _given(series: pl.Series, given: pl.Series, empty: int, null: int) -> pl.Series:
    name = series.name
    frame = pl.DataFrame([series, given.alias("given")])
    blank = pl.when(pl.col(name).is_null()).then(null).otherwise(empty)
    return frame.select(pl.when("given").then(1).otherwise(blank).cast(pl.Int16).alias(name)).to_series()


def _blank_markers(export: Export, layout: Layout, variable: Variable, *, long: bool) -> tuple[int, int]:
    """What ``''`` and null prove in this column; long answers lose the difference in arrays and yes/no questions."""
    lossy = long and (variable.name in layout.arrays or variable.scale in ("yes_no", "checked"))
    if lossy or not export.null_distinguished:
        return EMPTY, EMPTY
    return (_UNCHECKED if variable.scale == "checked" else SEEN), NULL


def code_table(
    questionnaire: Questionnaire, variable: Variable, mapping: Mapping | None, *, long: bool
) -> dict[str, int]:
    """Cell of the export to code of the scale; labels are compared folded, codes as they are.

    Where a mapping or the tool leads to a code that the scale does not have, the entry is left out: the answer is
    then reported as unknown instead of being stored under a code without a label.
    """
    scale = questionnaire.scale(variable.scale)
    known = {option.code for option in scale.options}
    if long:
        table = {fold(label): code for label, code in _LONG_CONVENTIONS.get(variable.scale, {}).items()}
        for option in scale.options:
            table |= {fold(option.label.de): option.code, fold(option.label.en): option.code}
        extra = mapping.labels.get(variable.scale, {}) if mapping else {}
        table |= {fold(label): code for label, code in extra.items()}
    else:
        table = dict(_CONVENTIONS.get(variable.scale, {}))
        own = mapping.codes.get(variable.scale) if mapping else None
        table |= own if own is not None else {str(code): code for code in known}
    return {cell: code for cell, code in table.items() if code in known}


def _has_labels(
    questionnaire: Questionnaire,
    variables: tuple[Variable, ...],
    columns: dict[str, pl.Series],
    mapping: Mapping | None,
) -> bool:
    """Whether the answers are long (labels) rather than short (codes), by what more of the cells fit."""
    short_hits = long_hits = 0
    for variable in variables:
        if variable.kind != "choice":
            continue
        found = [cell for cell in columns[variable.name].head(_SAMPLE).unique() if cell]
        short = code_table(questionnaire, variable, mapping, long=False)
        labels = code_table(questionnaire, variable, mapping, long=True)
        short_hits += sum(cell in short for cell in found)
        long_hits += sum(fold(cell) in labels for cell in found)
    return long_hits > short_hits


def _encode_choice(
    export: Export,
    layout: Layout,
    questionnaire: Questionnaire,
    variable: Variable,
    series: pl.Series,
    table: dict[str, int],
    cells: Cells,
    markers: tuple[int, int],
) -> pl.Series:
    empty, null = markers
    long = cells.mode == "long"
    options = {option.code: option for option in questionnaire.scale(variable.scale).options}
    lookup: dict[str, int] = {}
    unknown = []
    counts = series.value_counts(name="cells")
    for cell, count in zip(counts.to_series(0), counts.to_series(1), strict=True):
        if cell is None:
            continue
        code = table.get(fold(cell) if long else cell)
        if cell == "":
            lookup[cell] = empty
            cells.outcomes["recoded"] += count if empty == _UNCHECKED else 0
        elif long and cell == _PLACEHOLDER and variable.scale in ("yes_no", "checked"):
            # In a multiple-choice question N/A can only be null: an unchecked box is "Nein".
            lookup[cell] = NULL if variable.scale == "checked" else EMPTY
        elif code is None:
            unknown.append(cell)
            lookup[cell] = _UNKNOWN
        else:
            lookup[cell] = code
            missing = options[code].missing
            outcome = _MISSING_OUTCOME[missing] if missing else ("stored" if cell == str(code) else "recoded")
            cells.outcomes[outcome] += count
    if unknown:
        cells.problems += _unknown_answers(export, layout, variable, series, unknown, table, options)
    codes = series.replace_strict(list(lookup), list(lookup.values()), default=None, return_dtype=pl.Int16)
    return codes.fill_null(null)


def _unknown_answers(export, layout, variable, series, unknown, table, options) -> list[Problem]:  # noqa: ANN001
    """One problem per cell that the scale does not know, with its row."""
    known = [cell for cell in table if cell] if not table else list(table)
    labels = "; ".join(f"{code} = {shorten(option.label.de, 40)}" for code, option in options.items())
    hint = (
        f"the scale '{variable.scale}' has {labels}. If it was changed after the field phase, the questionnaire does not fit "
        "this export: undo the change and describe the changed questionnaire as a wave of its own; if the survey tool uses "
        "another code for it, add the code to the mapping"
    )
    frame = pl.DataFrame(
        {"row": export.rows["row"], "id": export.column(layout.metadata["id"]), "cell": series}
    ).filter(pl.col("cell").is_in(unknown))
    heading = export.headings[layout.answers[variable.name]]
    return [
        Problem(
            export.file,
            f"the answer '{shorten(cell)}' is not in the scale of '{variable.name}'",
            f"one of {listing(known)}",
            hint,
            row=row,
            response=response,
            column=heading,
        )
        for row, response, cell in frame.iter_rows()
    ]


def _numbers(
    export: Export, layout: Layout, variable: Variable, series: pl.Series, given: pl.Series, cells: Cells
) -> pl.Series:
    """Values of a number question; ``1.234,5``, ``1,234.5``, ``12,5`` and ``12.5000`` are all understood."""
    low, high = variable.question.minimum, variable.question.maximum
    translated: dict[str, float | None] = {cell: number(cell) for cell in series.filter(given).unique()}
    values = series.replace_strict(
        list(translated), list(translated.values()), default=None, return_dtype=pl.Float64
    )
    bad = {
        cell
        for cell, value in translated.items()
        if value is None or (low is not None and value < low) or (high is not None and value > high)
    }
    if bad:
        frame = pl.DataFrame(
            {"row": export.rows["row"], "id": export.column(layout.metadata["id"]), "cell": series}
        ).filter(pl.col("cell").is_in(bad))
        limits = f" from {low:g}" * (low is not None) + f" to {high:g}" * (high is not None) if (low, high) != (None, None) else ""
        heading = export.headings[layout.answers[variable.name]]
        cells.problems += [
            Problem(
                export.file,
                f"'{shorten(cell)}' is no possible answer to '{variable.name}'",
                f"a number{limits}",
                "correct minimum and maximum in the questionnaire, or clear the cell in the survey tool and export again",
                row=row,
                response=response,
                column=heading,
            )
            for row, response, cell in frame.iter_rows()
        ]
    return values


def number(cell: str) -> float | None:
    """The number a cell holds, with a German or an English decimal sign; ``None`` if it holds none.

    One comma is a decimal comma. Of comma and point together the last is the decimal sign; a sign that comes twice
    separates thousands.

    >>> number("1.234,5"), number("1,234.5"), number("12,5"), number("7.0000000000"), number("ca. 7")
    (1234.5, 1234.5, 12.5, 7.0, None)
    """
    text = "".join(cell.split()).replace("−", "-")
    decimal = "," if text.rfind(",") > text.rfind(".") else "."
    thousands = "." if decimal == "," else ","
    if text.count(decimal) > 1:
        if thousands in text:
            return None
        text = text.replace(decimal, "")
    else:
        text = text.replace(thousands, "").replace(decimal, ".")
    return float(text) if _NUMBER.match(text) else None
