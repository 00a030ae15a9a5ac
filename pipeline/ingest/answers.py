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

from pipeline.ingest.code_tables import TOOL_CODES, choice_table, code_table
from pipeline.ingest.convention import kind_of, missing_codes
from pipeline.ingest.dialect import Dialect, infer
from pipeline.ingest.headings import fold
from pipeline.ingest.missing import EMPTY, NULL, PERHAPS_BLANK, PERHAPS_NO, SEEN
from pipeline.ingest.numerals import parse
from pipeline.ingest.problems import IngestError, Problem, listing, numbered, shorten
from pipeline.ingest.repeats import residuals
from pipeline.questionnaire import QuestionType

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.ingest.columns import Layout
    from pipeline.ingest.export import Export
    from pipeline.ingest.source import Source
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Mapping

_UNCHECKED = 2
_UNKNOWN = -99
_PLACEHOLDER = "N/A"
_PRINTED_MISSING = {"dont_know": "missing_dont_know", "refused": "missing_refused"}
_SAMPLE = 2000
_MASKED = r"^'="
_LINE_BREAK = r"\r\n?"
_NEGATIVE = re.compile(r"-\d+")


@dataclass(frozen=True)
class Cells:
    """The answer cells of an export as codes.

    ``codes`` has one column a variable, in questionnaire order: a code of the scale, 1 for a text or number that was
    given, or one of the markers of :mod:`pipeline.ingest.missing`. ``outcomes`` counts the cells that hold an answer,
    ``mode`` is *short* (codes) or *long* (labels), ``blanks_written`` whether a No may be an answer not given,
    ``problems`` lists the cells that are no answer of their scale.
    """

    codes: pl.DataFrame
    texts: dict[str, pl.Series]
    numbers: dict[str, pl.Series]
    outcomes: Counter[str]
    mode: str
    blanks_written: bool
    problems: tuple[Problem, ...]


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
    encoder = _Encoder(export, layout, questionnaire, mapping, long=False)
    encoder.long = _has_labels(encoder, variables)
    if not encoder.long and export.convention is None:
        encoder.dialect = _dialect(encoder, variables)
    written = encoder.dialect.blanks_written
    if written and not export.null_distinguished:
        found = "No stands in cells that were left empty, and perhaps in cells that were never shown"
        hint = "export again without 'Convert N to', or as JSON"
        raise IngestError([Problem(export.file, found, "Y and N, as LimeSurvey stores them", hint)])
    codes = pl.DataFrame([encoder.encode(variable).alias(variable.name) for variable in variables])
    mode = "long" if encoder.long else "short"
    return Cells(codes, encoder.texts, encoder.numbers, encoder.outcomes, mode, written, tuple(encoder.problems))


def _has_labels(encoder: _Encoder, variables: tuple[Variable, ...]) -> bool:
    """Whether the answers are long (labels) rather than short (codes), by what more of the cells fit."""
    short_hits = long_hits = 0
    for variable in variables:
        if variable.kind == "choice":
            found = [cell for cell in encoder.series(variable).head(_SAMPLE).unique() if cell]
            short = code_table(encoder.questionnaire, variable, encoder.mapping, long=False)
            labels = code_table(encoder.questionnaire, variable, encoder.mapping, long=True)
            short_hits += sum(cell in short for cell in found)
            long_hits += sum(fold(cell) in labels for cell in found)
    return long_hits > short_hits


def _dialect(encoder: _Encoder, variables: tuple[Variable, ...]) -> Dialect:
    """How this file says yes and no."""
    cells: dict[str, set[str]] = {"yes_no": set(), "checked": set()}
    known: dict[str, set[str]] = {}
    for variable in variables:
        if variable.scale in cells:
            cells[variable.scale] |= set(encoder.series(variable).unique().drop_nulls())
            table = code_table(encoder.questionnaire, variable, encoder.mapping, long=False)
            known.setdefault(variable.scale, set(table))
    return infer(cells, known, blanks_written=encoder.export.blanks_written)


@dataclass
class _Encoder:
    """The columns of one export on their way to codes; collects outcomes, texts, numbers and problems."""

    export: Export
    layout: Layout
    questionnaire: Questionnaire
    mapping: Mapping | None
    long: bool
    dialect: Dialect = field(default_factory=Dialect)
    texts: dict[str, pl.Series] = field(default_factory=dict)
    numbers: dict[str, pl.Series] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def series(self, variable: Variable) -> pl.Series:
        return self.export.column(self.layout.answers[variable.name])

    def encode(self, variable: Variable) -> pl.Series:
        """The column of one variable; what a list was taken apart into is counted with the list."""
        counted = self.outcomes
        if variable.name in self.export.made:
            self.outcomes = Counter()
        codes = self._choice(variable, self.series(variable)) if variable.kind == "choice" else self._open(variable)
        self.outcomes = counted
        return codes

    def missing(self, variable: Variable) -> dict[str, int]:
        """Cells of the column that are no answer, with their kind or marker."""
        return missing_codes(self.export, self.layout.answers[variable.name], variable, self.mapping)

    def _open(self, variable: Variable) -> pl.Series:
        series, missing = self.series(variable), self.missing(variable)
        given = series.fill_null("") != ""
        if missing:
            given &= ~series.is_in(list(missing)).fill_null(value=False)
        perhaps_blank = pl.lit(value=False)
        if self.dialect.no is not None and variable.question.type is QuestionType.MULTIPLE:
            perhaps_blank = series == self.dialect.no
            given &= ~perhaps_blank.fill_null(value=False)
        if variable.kind == "number":
            self.outcomes["number"] += int(given.sum())
            answers = pl.select(pl.when(given).then(series).alias(series.name)).to_series()
            self.numbers[variable.name] = self._number(variable, answers)
        else:
            self.outcomes["open_answer"] += int(given.sum())
            typed = series.str.replace(_MASKED, "=") if self.export.convention is None else series
            self.texts[variable.name] = typed.str.replace_all(_LINE_BREAK, "\n")
        empty, null = (SEEN, NULL) if self.export.null_distinguished else (EMPTY, EMPTY)
        if self.export.convention is not None:
            empty = null = self.export.convention.blank_of(kind_of(variable))
        blank = pl.when(series.is_null()).then(null).when(perhaps_blank).then(PERHAPS_BLANK).otherwise(empty)
        codes = pl.select(pl.when(given).then(1).otherwise(blank).cast(pl.Int16)).to_series()
        if missing:
            stated = series.replace_strict(list(missing), list(missing.values()), default=None, return_dtype=pl.Int16)
            codes = pl.select(pl.coalesce(stated, codes)).to_series()
        return codes

    def _blanks(self, variable: Variable) -> tuple[int, int]:
        """What ``''`` and null prove in this column; long answers lose it in arrays and yes/no questions."""
        if self.export.convention is not None:
            return (self.export.convention.blank_of(kind_of(variable)),) * 2
        lossy = self.long and (variable.name in self.layout.arrays or variable.scale in ("yes_no", "checked"))
        if lossy or not self.export.null_distinguished:
            return EMPTY, EMPTY
        if variable.scale == "checked":
            return (NULL if self.dialect.explicit("checked") else _UNCHECKED), NULL
        if variable.scale == "yes_no" and self.dialect.explicit("yes_no"):
            return EMPTY, NULL  # R has one empty string for both
        return SEEN, NULL

    def _choice(self, variable: Variable, series: pl.Series) -> pl.Series:
        empty, null = self._blanks(variable)
        options = {option.code: option for option in self.questionnaire.scale(variable.scale).options}
        missing = self.missing(variable)
        table = choice_table(
            self.questionnaire, variable, self.export, series, missing, mapping=self.mapping, long=self.long
        )
        translation = self.dialect.codes.get(variable.scale, {})
        lookup: dict[str, int] = {}
        unknown = []
        counts = series.value_counts(name="cells")
        for cell, count in zip(counts.to_series(0), counts.to_series(1), strict=True):
            if cell is None:
                continue
            plain = translation.get(cell, cell)
            code = table.get(plain, table.get(fold(cell)) if self.long else None)
            if plain == "" != cell:
                lookup[cell] = _UNCHECKED
                self.outcomes["recoded"] += count
            elif plain == "N" != cell and self.dialect.blanks_written:
                lookup[cell] = PERHAPS_NO
            elif cell == "":
                lookup[cell] = empty
                self.outcomes["recoded"] += count if empty == _UNCHECKED else 0
            elif code is None and cell in missing:
                lookup[cell] = missing[cell]
            elif self.long and cell == _PLACEHOLDER and code is None:
                # Yes/no, gender, boxes. In a multiple-choice question it can only be null: an unchecked box is "Nein".
                lookup[cell] = NULL if variable.scale == "checked" else EMPTY
            elif code is None:
                unknown.append(cell)
                lookup[cell] = _UNKNOWN
            else:
                lookup[cell] = code
                printed = _PRINTED_MISSING.get(options[code].missing or "")
                self.outcomes[printed or ("stored" if cell == str(code) else "recoded")] += count
        if unknown:
            self._report_unknown(variable, series, unknown, list(table))
        codes = series.replace_strict(list(lookup), list(lookup.values()), default=None, return_dtype=pl.Int16)
        return self._residual(variable, codes.fill_null(null))

    def _residual(self, variable: Variable, codes: pl.Series) -> pl.Series:
        """Boxes beside which a residual option was chosen are not unticked, but not answered in that way."""
        column = self.layout.residuals.get(variable.name)
        if column is None:
            return codes
        kinds = residuals(self.export.column(column), missing_codes(self.export, column, variable, self.mapping))
        if kinds.null_count() == kinds.len():
            return codes
        chosen = kinds.is_not_null() & (codes != 1)
        self.outcomes["recoded"] -= int((chosen & (codes > 0)).sum())
        return pl.select(pl.when(chosen).then(kinds).otherwise(codes)).to_series()

    def _report_unknown(self, variable: Variable, series: pl.Series, unknown: list[str], known: list[str]) -> None:
        options = self.questionnaire.scale(variable.scale).options
        labels = "; ".join(f"{option.code} = {shorten(option.label.de, 40)}" for option in options)
        hint = (
            f"the scale '{variable.scale}' has {labels}. If it was changed after the field phase, the questionnaire "
            "does not fit this export: undo the change and describe the changed questionnaire as a wave of its own; if "
            "the survey tool uses another code for the answer, add the code to the mapping"
        )
        declared = self.export.declared.get(self.layout.answers[variable.name], {})
        if self.export.convention is not None and all(
            _NEGATIVE.fullmatch(cell) or cell in declared for cell in unknown
        ):
            hint = (
                f"{self.export.convention.tool} does not say what this code stands for; if it is no answer, name its kind "
                f'in the mapping, for example missing: {{"{unknown[0]}": dont_know}}'
            )
        elif self.export.convention is not None and variable.scale == "checked" and self.export.convention.any_tick:
            hint = (
                "a box holds one code or one text where it is ticked: with two, cells were shifted or columns renamed"
            )
        elif self.export.convention is None and variable.scale in TOOL_CODES and set(unknown) <= {"1", "2"}:
            hint = "export again without 'Convert Y to' and 'Convert N to': they also change open lines"
        expected = f"one of {listing(known)}"
        self._report(variable, series, unknown, why="is not in the scale of", expected=expected, hint=hint)

    def _number(self, variable: Variable, series: pl.Series) -> pl.Series:
        low, high = variable.question.minimum, variable.question.maximum
        values = {cell: parse(cell) for cell in series.unique() if cell}
        outside = [
            cell
            for cell, value in values.items()
            if value is None or (low is not None and value < low) or (high is not None and value > high)
        ]
        if outside:
            limits = (f" from {low:g}" if low is not None else "") + (f" to {high:g}" if high is not None else "")
            hint = (
                "correct minimum and maximum in the questionnaire, or the answer in the survey tool, and export again"
            )
            why = "is no possible answer to"
            self._report(variable, series, outside, why=why, expected=f"a number{limits}", hint=hint)
        return series.replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.Float64)

    def _report(
        self, variable: Variable, series: pl.Series, cells: Collection[str], *, why: str, expected: str, hint: str
    ) -> None:
        """One problem for each of these contents, with its rows."""
        places = {"row": self.export.rows["row"], "id": self.export.column(self.layout.metadata["id"]), "cell": series}
        heading = self.export.headings[self.layout.answers[variable.name]]
        frame = pl.DataFrame(places).filter(pl.col("cell").is_in(list(cells)))
        grouped = frame.group_by("cell", maintain_order=True).agg(pl.all())
        for cell, rows, responses in grouped.iter_rows():
            found = f"the answer '{shorten(cell)}' {why} '{variable.name}'"
            if len(rows) > 1:
                found += f"; it stands in {len(rows)} rows: {numbered(rows)}"
            self.problems.append(
                Problem(self.export.file, found, expected, hint, row=rows[0], response=responses[0], column=heading)
            )
