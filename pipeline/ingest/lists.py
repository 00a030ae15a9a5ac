"""Several answers in one cell, taken apart into one column a box.

KoboToolbox separates answers by blanks and Qualtrics by commas, and labels may contain both. A cell is therefore read by
what its answers may be, the longest first, and has to be used up by them: what is left over is an error, never an answer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from pipeline.ingest.convention import missing_codes
from pipeline.ingest.export import Export, column_name
from pipeline.ingest.problems import IngestError, Problem, listing, numbered, shorten
from pipeline.questionnaire import LANGUAGES, QuestionType, variable_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Mapping as ColumnMapping

TICKED, LEFT = "1", "2"
"""What the boxes made of a list hold."""

_BETWEEN = re.compile(r"[\s,;|]+")


def parts_of(cell: str, known: Iterable[str]) -> list[str] | None:
    """The answers of a cell; ``None`` if it is not made of known ones alone.

    >>> parts_of("Film, Rundfunk, Theater", ["Film, Rundfunk", "Theater"]), parts_of("1,13", ["1", "3"])
    (['Film, Rundfunk', 'Theater'], None)
    """
    text = " ".join(cell.split())
    wordings = {" ".join(part.split()): part for part in known}
    longest_first = sorted(filter(None, wordings), key=len, reverse=True)
    dead: set[int] = set()

    def rest(start: int) -> list[str] | None:
        between = _BETWEEN.match(text, start)
        begin = between.end() if between else start
        if begin == len(text):
            return []
        if begin in dead or (start > 0 and between is None):
            return None
        for wording in longest_first:
            if text.startswith(wording, begin):
                following = rest(begin + len(wording))
                if following is not None:
                    return [wordings[wording], *following]
        dead.add(begin)
        return None

    return rest(0)


def taken_apart(export: Export, variables: Sequence[Variable], mapping: ColumnMapping | None) -> Export:
    """The export with a column for every box of a list, at its end.

    Which columns are lists is said by the mapping; beside that, a column named like a multiple-choice question is one if
    its boxes have no columns of their own (not in LimeSurvey, which writes none).

    Raises
    ------
    IngestError
        If a cell holds an answer that the question does not have, naming the rows.
    """
    by_name = {variable.name: variable for variable in variables}
    lists = _mapped(export, by_name, mapping) if mapping and mapping.lists else {}
    mapped = set(mapping.columns.values()) if mapping else set()
    lists |= {index: parts for index, parts in _named(export, variables, mapped).items() if index not in lists}
    if not lists:
        return export
    problems: list[Problem] = []
    made: list[tuple[str, str, pl.Series]] = []
    for index, parts in lists.items():
        boxes = dict.fromkeys(name for name in parts.values() if by_name[name].scale == "checked")
        if not boxes:
            continue
        codes = missing_codes(export, index, by_name[next(iter(boxes))], mapping)
        read, found = _read(export, index, parts, codes)
        problems += found
        for name in boxes:
            cells = {
                cell: cell if answers is None else TICKED if name in answers else LEFT for cell, answers in read.items()
            }
            column = export.column(index).replace_strict(
                list(cells), list(cells.values()), default=None, return_dtype=pl.String
            )
            made.append(
                (name, f"{export.headings[index]} ({next(part for part in parts if parts[part] == name)})", column)
            )
    if problems:
        raise IngestError(problems)
    width = len(export.headings)
    columns = [series.alias(column_name(width + place)) for place, (_, _, series) in enumerate(made)]
    return replace(
        export,
        headings=(*export.headings, *(heading for _, heading, _ in made)),
        labels=(*export.labels, *("" for _ in made)) if export.labels else (),
        aliases=(*export.aliases, *("" for _ in made)) if export.aliases else (),
        rows=export.rows.with_columns(columns),
        lists=tuple(lists),
        made=tuple(name for name, _, _ in made),
    )


def named_lists(export: Export, variables: Sequence[Variable]) -> dict[int, str]:
    """Columns that are lists by their name: index to the question that is named like it."""
    questions = {variable.name: variable.question.id for variable in variables}
    found = _named(export, variables, set())
    return {index: questions[next(iter(parts.values()))] for index, parts in found.items()}


def _mapped(export: Export, by_name: Mapping[str, Variable], mapping: ColumnMapping) -> dict[int, dict[str, str]]:
    """Index of a list to its parts, as the mapping has them, in codes and in labels."""
    found = {}
    for index, heading in enumerate(export.headings):
        alias = export.aliases[index] if export.aliases else ""
        parts = mapping.lists.get(heading.strip()) or mapping.lists.get(alias)
        if parts:
            known = {part: name for part, name in parts.items() if name in by_name}
            found[index] = _labels(by_name[name] for name in known.values()) | known
    return found


def _named(export: Export, variables: Sequence[Variable], mapped: AbstractSet[str]) -> dict[int, dict[str, str]]:
    """The same for columns named like a question whose boxes have no columns."""
    found: dict[int, dict[str, str]] = {}
    if export.convention is None:
        return found
    names = {heading.strip() for heading in export.headings}
    questions = {v.question.id: v.question for v in variables if v.question.type is QuestionType.MULTIPLE}
    boxes = {index for members in export.repeats.values() for index in members}
    for index, heading in enumerate(export.headings):
        last = re.split(f"[{re.escape(export.path)}]", heading.strip())[-1] if export.path else heading.strip()
        question = questions.get(last)
        if question is None or index in export.repeats or index in export.roles or index in boxes:
            continue
        ids = {item.id: variable_name(question.id, item.id) for item in question.items}
        if not (names | mapped) & set(ids.values()):
            other = {"other": variable_name(question.id, "other")} if question.other is not None else {}
            found[index] = _labels(v for v in variables if v.question.id == question.id) | other | ids
    return found


def _labels(variables: Iterable[Variable]) -> dict[str, str]:
    return {variable.label[language]: variable.name for variable in variables for language in LANGUAGES}


def _read(
    export: Export, index: int, parts: Mapping[str, str], codes: Mapping[str, int]
) -> tuple[dict[str, set[str] | None], list[Problem]]:
    """Every distinct cell to the variables it names (``None`` for a code of a missing answer), and what is wrong."""
    read: dict[str, set[str] | None] = {}
    problems = []
    series = export.column(index)
    for cell in series.unique(maintain_order=True):
        if not cell:
            continue
        answers = parts_of(cell, parts)
        if answers is not None:
            read[cell] = {parts[answer] for answer in answers}
        elif cell in codes:
            read[cell] = None
        elif export.convention is not None and export.convention.boxes.get(cell) == int(LEFT):
            read[cell] = set()
        else:
            rows = [row + 1 for row in (series == cell).arg_true()]
            found = f"the list '{shorten(cell)}' holds something else than the answers of this question"
            if len(rows) > 1:
                found += f"; it stands in {len(rows)} rows: {numbered(rows)}"
            expected = f"any of {listing(list(parts))}"
            hint = "add the missing answer under lists: in the mapping, or correct it in the survey tool"
            problems.append(Problem(export.file, found, expected, hint, row=rows[0], column=export.headings[index]))
    return read, problems
