"""Which column of an export is which variable: by question code, by name, by wording, or by what is left of a wording.

Every way of matching is tried, and the one that fits most columns is taken. Two of them have to infer something. Names
like ``201602X6X114dezentral`` change with every import of a survey; the text of the question says which question it is,
and the end of the name which row. Abbreviated headings can be alike; as the survey tool writes columns in the order of
the survey, equal headings are told apart by their order, but only where all other columns prove that order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.ingest import headings
from pipeline.ingest.headings import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.ingest.export import Export
    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Mapping

_FIELD = re.compile(r"\d+X\d+X\d+")
_SECOND_SCALE = re.compile(r"\]\[(\d+)")
_SHORT = re.compile(r"(?P<text>.*?)(?P<cut>\.\. )?(?: \[(?P<item>.*?)(?P<item_cut>\.\. )?\])?")
_UNESCAPED = re.compile(r"\\([*_#\\])")
_ABBREVIATED = re.compile(r"\.\. (\[|$)")


@dataclass(frozen=True)
class Matching:
    """The variable of every column (``None`` where there is none), and how it was found.

    ``labels`` are the texts of the columns, if the headings or the file have them; ``by_order`` are columns that only
    their order tells apart.
    """

    kind: str
    variables: tuple[str | None, ...]
    labels: tuple[str, ...] = ()
    by_order: tuple[int, ...] = ()

    @property
    def hits(self) -> int:
        """How many variables have a column."""
        return len(set(self.variables) - {None})


def is_abbreviated(names: Sequence[str]) -> bool:
    """Whether the headings are cut after a number of characters."""
    return any(_ABBREVIATED.search(name) for name in names)


def match(export: Export, variables: Sequence[Variable], mapping: Mapping | None) -> Matching:
    """The way of matching that gives most variables a column; of two that give as many, the more certain."""
    names = [name.strip() for name in export.headings]
    codes = headings.by_code(variables, mapping)
    texts = headings.by_wording(variables, mapping)
    ways = [
        _each("code", names, codes.get, export.labels),
        _each("code with underscores", names, headings.by_underscore(codes).get, export.labels),
        _each("full", names, lambda name: texts.get(fold(name))),
        _code_and_text(names, codes, texts),
    ]
    if export.aliases:
        ways.append(_each("other name", export.aliases, codes.get, export.labels))
    if export.path:
        ways += _paths(names, export.path, variables, codes, texts)
    if export.labels and any(_FIELD.match(name) for name in names):
        ways.append(_field_names(names, export.labels, variables, codes))
    if is_abbreviated(export.headings):
        ways.append(_abbreviated(export.headings, variables, mapping))
    best = max(ways, key=lambda way: way.hits)
    if export.made:
        best = replace(best, variables=(*best.variables[: -len(export.made)], *export.made))
    return best


def _paths(
    names: Sequence[str],
    separators: str,
    variables: Sequence[Variable],
    codes: dict[str, str],
    texts: dict[str, str | None],
) -> Iterator[Matching]:
    """``group/question``, and ``group/question/option`` for a box: by names, and by wordings.

    The box beside an open line is not the open line. An item alone may stand for its column where no other has its
    wording.
    """
    boxes = {variable.name for variable in variables if variable.scale == "checked"}
    items: dict[str, str | None] = {}
    for variable in variables:
        for form in {fold(item or text) for text, item in headings.wordings(variable)}:
            items[form] = None if form in items else variable.name

    def found(name: str, question: Callable[[str], str | None], box: Callable[[str], str | None]) -> str | None:
        tails = [name, *(name[place.end() :] for place in re.finditer(f"[{re.escape(separators)}]", name))]
        splits = [f"{ends[0]}[{ends[2]}]" for tail in tails if (ends := tail.rpartition("/"))[1]]
        option = next((variable for split in splits if (variable := box(split))), None)
        if option is not None:
            return option if option in boxes else None
        return next((variable for tail in tails if (variable := question(tail))), None)

    def by_wording(text: str) -> str | None:
        return texts.get(fold(_UNESCAPED.sub(r"\1", text)))

    def by_item(text: str) -> str | None:
        return by_wording(text) or items.get(fold(_UNESCAPED.sub(r"\1", text)))

    yield _each("path", names, lambda name: found(name, codes.get, codes.get))
    yield _each("path of wordings", names, lambda name: found(name, by_item, by_wording))


def _each(
    kind: str, names: Sequence[str], matcher: Callable[[str], str | None], labels: tuple[str, ...] = ()
) -> Matching:
    return Matching(kind, tuple(matcher(name) for name in names), labels)


def _code_and_text(names: Sequence[str], codes: dict[str, str], texts: dict[str, str | None]) -> Matching:
    """``q07[dezentral]. Question? [Row]``; the texts are kept to be checked against the codes."""
    found = [headings.code_of_codetext(name, codes, texts) for name in names]
    labels = [headings.text_of_codetext(name, code) if code else "" for name, code in zip(names, found, strict=True)]
    return Matching("code and text", tuple(codes.get(code or "") for code in found), tuple(labels))


def _field_names(
    names: Sequence[str], labels: Sequence[str], variables: Sequence[Variable], codes: dict[str, str]
) -> Matching:
    """``201602X6X114dezentral``: the question by its text, the row by the end of the name.

    A question is found if there is exactly one beginning (survey, group, question) under its text that has all its
    rows.
    """
    by_name = {variable.name: variable for variable in variables}
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name in codes.items():
        question, _, row = code.partition("[")
        rows[question][_SECOND_SCALE.sub(_counted_from_0, row).rstrip("]")] = name
    columns = defaultdict(list)
    for index, label in enumerate(labels):
        columns[fold(label)].append(index)
    found: list[str | None] = [None] * len(names)
    for wanted in rows.values():
        texts = {
            text
            for name in wanted.values()
            for text in (by_name[name].question.text.de, by_name[name].question.text.en)
        }
        under = {index for text in texts for index in columns[fold(text)]}
        beginnings = {names[index].removesuffix(row) for index in under for row in wanted if names[index].endswith(row)}
        places = {names[index]: index for index in under}
        fitting = [b for b in beginnings if _FIELD.fullmatch(b) and all(f"{b}{row}" in places for row in wanted)]
        if len(fitting) == 1:
            for row, name in wanted.items():
                found[places[f"{fitting[0]}{row}"]] = name
    return Matching("field names", tuple(found), tuple(labels))


def _counted_from_0(scale: re.Match[str]) -> str:
    """``#1`` at the end of a field name for ``][2`` in a code."""
    return f"#{int(scale[1]) - 1}"


def _abbreviated(names: Sequence[str], variables: Sequence[Variable], mapping: Mapping | None) -> Matching:
    """``Wenn Sie an den..  [Dezentrale Unte.. ]``: every part is the beginning of a wording."""
    wordings = [(v.name, fold(text), fold(item)) for v in variables for text, item in headings.wordings(v)]
    known = {variable.name for variable in variables}
    for heading, name in (mapping.headings if mapping else {}).items():
        text, _, item = heading.rstrip("]").partition(" [")
        if name in known:
            wordings.append((name, fold(text), fold(item)))
    candidates = [_candidates(name, wordings) for name in names]
    found = [next(iter(names_of)) if len(names_of) == 1 else None for names_of in candidates]
    order = {name: i for i, name in enumerate(mapping.columns.values() if mapping else [v.name for v in variables])}
    places = [order[name] for name in found if name in order]
    by_order: list[int] = []
    if places == sorted(places):
        alike = defaultdict(list)
        for index, names_of in enumerate(candidates):
            if len(names_of) > 1:
                alike[frozenset(names_of)].append(index)
        for names_of, columns in alike.items():
            if len(names_of) == len(columns):
                by_order += columns
                for index, name in zip(columns, sorted(names_of, key=lambda name: order.get(name, -1)), strict=True):
                    found[index] = name
    places = [order[name] for name in found if name in order]
    if places != sorted(places):
        found = [None if index in by_order else name for index, name in enumerate(found)]
        by_order = []
    return Matching("abbreviated", tuple(found), by_order=tuple(sorted(by_order)))


def _candidates(heading: str, wordings: Sequence[tuple[str, str, str]]) -> set[str]:
    """The variables whose question and row begin as the heading does."""
    parts = _SHORT.fullmatch(heading)
    if parts is None:
        return set()
    text, item = fold(parts["text"]), fold(parts["item"] or "")
    return {
        name
        for name, full_text, full_item in wordings
        if _begins(full_text, text, cut=parts["cut"] is not None)
        and _begins(full_item, item, cut=parts["item_cut"] is not None)
    }


def _begins(full: str, part: str, *, cut: bool) -> bool:
    return full.startswith(part) if cut else full == part
