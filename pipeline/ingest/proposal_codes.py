"""What the codes of an unknown export may stand for: by the labels in it, by what its tool is known to write, never by numbers.

The same numbers run from best to worst in one survey and from worst to best in the next. Where a file has labels, they
decide, and a scale that runs the other way is seen by them; where only its ends are labelled, the steps between follow.
Where nothing in the export says it, both directions are shown and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest.code_tables import TOOL_CODES
from pipeline.ingest.convention import missing_codes
from pipeline.ingest.headings import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.ingest.export import Export
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.scale import Scale

_BOXES = {
    "0",
    "1",
    "2",
    "true",
    "false",
    "t",
    "f",
    "y",
    "n",
    "x",
    "ja",
    "nein",
    "yes",
    "no",
    "-99",
    "-77",
    "-66",
    "-9",
    "-1",
}
_YES_NO = {"y": 1, "n": 2, "j": 1, "ja": 1, "nein": 2, "yes": 1, "no": 2}
_FEW = 12
OURS = "names and codes are our own"
WRITTEN = "what {} writes into boxes"


@dataclass(frozen=True)
class Coding:
    """Cells of the columns of one scale (or of one variable, ``name``) and the codes they stand for.

    ``part`` is *codes* or *labels*, ``table`` what can be justified by ``why``. Where it is empty, ``cells`` are what
    stands in the columns, ``variables`` whose columns these are, and ``choices`` what a person may choose from, each with
    what it would mean.
    """

    name: str
    part: str
    table: Mapping[str, int]
    why: str
    variables: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    choices: tuple[tuple[Mapping[str, int], str], ...] = ()


@dataclass
class Answers:
    """The columns of an export that hold answers, and their scales."""

    export: Export
    questionnaire: Questionnaire
    columns: Mapping[str, int]
    _cells: dict[str, frozenset[str]] = field(default_factory=dict)

    def cells(self, variable: Variable) -> frozenset[str]:
        """The distinct contents of a column that are not known to be missing."""
        if variable.name not in self._cells:
            index = self.columns[variable.name]
            missing = missing_codes(self.export, index, variable, None)
            found = (cell for cell in self.export.column(index).unique() if cell)
            self._cells[variable.name] = frozenset(cell for cell in found if cell not in missing)
        return self._cells[variable.name]

    def labels(self, variable: Variable) -> dict[str, str]:
        """Labels of the codes of a column, as the file has them, without those of missing answers."""
        index = self.columns[variable.name]
        missing = missing_codes(self.export, index, variable, None)
        declared = self.export.declared.get(index, {})
        labels = self.export.value_labels.get(index, {})
        return {cell: label for cell, label in labels.items() if cell not in missing and cell not in declared}


def is_box(cells: Collection[str], variable: Variable) -> bool:
    """Whether the contents are those of a box: ticked (or the wording of its option), not ticked, not answered."""
    wordings = {fold(variable.label.de), fold(variable.label.en)}
    return all(cell.casefold() in _BOXES or fold(cell) in wordings for cell in cells)


def unexplained(answers: Answers, variables: Iterable[Variable]) -> dict[str, tuple[str, ...]]:
    """Codes that the file declares as missing, or negative ones, of which nothing says what they stand for.

    With the variables in whose columns they stand.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for variable in variables:
        if variable.name not in answers.columns or variable.kind == "text":
            continue
        declared = answers.export.declared.get(answers.columns[variable.name], {})
        for cell in sorted(answers.cells(variable)):
            negative = cell.startswith("-") and cell[1:].isdecimal() and variable.kind == "choice"
            if cell in declared or negative:
                found[cell].append(variable.name)
    return {cell: tuple(names) for cell, names in found.items()}


def codes_of(answers: Answers, variables: Iterable[Variable], own: Collection[str]) -> tuple[Coding, ...]:
    """What the codes stand for, scale by scale; ``own`` are variables whose column is named like them.

    Columns of one scale that are labelled otherwise than the others get codings of their own.
    """
    scales: dict[str, list[Variable]] = defaultdict(list)
    for variable in variables:
        if variable.name in answers.columns and variable.kind == "choice":
            scales[variable.scale].append(variable)
    return tuple(coding for scale, members in scales.items() for coding in _of_scale(answers, scale, members, own))


def _of_scale(answers: Answers, name: str, members: Sequence[Variable], own: Collection[str]) -> list[Coding]:
    scale = answers.questionnaire.scale(name)
    cells = frozenset().union(*(answers.cells(variable) for variable in members))
    ours = {str(option.code): option.code for option in scale.options}
    return (
        _boxes(answers, name, cells)
        or _by_labels(name, _labelled(answers, scale, members))
        or _by_texts(name, scale, cells)
        or ([Coding(name, "codes", ours, OURS)] if {v.name for v in members} <= set(own) and cells <= set(ours) else [])
        or [_undecided(name, scale, members, cells)]
    )


def _boxes(answers: Answers, name: str, cells: frozenset[str]) -> list[Coding]:
    """What a known tool writes into boxes."""
    convention = answers.export.convention
    if name != "checked" or convention is None or not (convention.boxes or convention.any_tick):
        return []
    if convention.any_tick:
        why = f"{convention.tool} writes the code or the label of the option: any content is a tick"
        return [Coding(name, "codes", {"1": 1}, why)]
    seen = {cell: code for cell, code in convention.boxes.items() if cell in cells}
    return [Coding(name, "codes", seen or convention.boxes, WRITTEN.format(convention.tool))]


def _by_texts(name: str, scale: Scale, cells: frozenset[str]) -> list[Coding]:
    """Cells that are labels themselves, or letters for yes and no."""
    wordings = _wordings(scale)
    texts = {cell: wordings[fold(cell)] for cell in sorted(cells) if fold(cell) in wordings}
    if texts and len(texts) == len(cells):
        return [Coding(name, "labels", texts, "the cells are the labels of the options")]
    tool = TOOL_CODES.get(name, {})
    if tool and cells and cells <= set(tool):
        return [Coding(name, "codes", tool, "Y and N are yes and no")]
    if name == "yes_no" and cells and all(cell.casefold() in _YES_NO for cell in cells):
        return [Coding(name, "codes", {cell: _YES_NO[cell.casefold()] for cell in sorted(cells)}, "the cells say so")]
    return []


def _labelled(answers: Answers, scale: Scale, members: Sequence[Variable]) -> dict[str, tuple[dict[str, int], str]]:
    """Variable to the codes that the labels of its column prove, and why; nothing if any column lacks them."""
    wordings = _wordings(scale)
    found = {}
    for variable in members:
        labels = answers.labels(variable)
        table = {cell: wordings[fold(label)] for cell, label in labels.items() if fold(label) in wordings}
        why = "by the labels in the file"
        if answers.cells(variable) - set(table):
            table, why = _between(table, scale), "by the labels of the ends; the steps between follow"
        if not table or answers.cells(variable) - set(table):
            return {}
        found[variable.name] = table, why
    return found


def _by_labels(name: str, labelled: Mapping[str, tuple[dict[str, int], str]]) -> list[Coding]:
    """One coding for the scale, and one for each column that is labelled otherwise than most."""
    if not labelled:
        return []
    tables = [table for table, _ in labelled.values()]
    common = max(tables, key=lambda table: sum(_agree(table, other) for other in tables))
    merged = dict(common)
    for table in tables:
        if _agree(common, table):
            merged |= table
    why = next(reason for table, reason in labelled.values() if table == common)
    codings = [Coding(name, "codes", merged, why)]
    for variable, (table, reason) in labelled.items():
        if not _agree(common, table):
            codings.append(Coding(variable, "codes", table, f"{reason}; this column is coded otherwise"))
    return codings


def _agree(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return all(one[cell] == other[cell] for cell in one.keys() & other.keys())


def _between(table: Mapping[str, int], scale: Scale) -> dict[str, int]:
    """The steps between two labelled ends, where codes and steps are as many; else nothing."""
    steps = [option.code for option in scale.substantive]
    ends = [(cell, code) for cell, code in table.items() if code in (steps[0], steps[-1])]
    if scale.direction == "none" or len(ends) != 2 or not all(cell.lstrip("-").isdecimal() for cell, _ in ends):
        return {}
    (first, first_code), (last, _) = sorted(ends, key=lambda end: steps.index(end[1]))
    start, stop = int(first), int(last)
    if abs(stop - start) != len(steps) - 1 or first_code != steps[0]:
        return {}
    way = 1 if stop > start else -1
    return {str(start + way * place): code for place, code in enumerate(steps)} | dict(table)


def _undecided(name: str, scale: Scale, members: Sequence[Variable], cells: frozenset[str]) -> Coding:
    """Both directions for a scale with an order, for a person to choose from."""
    variables = tuple(variable.name for variable in members)
    shown = tuple(sorted(cells, key=lambda cell: (not cell.lstrip("-").isdecimal(), len(cell), cell))[:_FEW])
    choices = _choices(name, scale, cells)
    why = "nothing in the export says which answer a code stands for"
    return Coding(name, "codes", {}, why, variables, shown, choices)


def _choices(name: str, scale: Scale, cells: frozenset[str]) -> tuple[tuple[Mapping[str, int], str], ...]:
    """What a person may choose from, each with what it would mean."""
    if name == "checked":
        return ({"1": 1, "0": 2}, "1 = ticked, 0 = not"), ({"2": 1, "1": 2}, "2 = ticked, 1 = not")
    if name == "yes_no":
        yes, no = scale.options[0].label.de, scale.options[1].label.de
        return ({"1": 1, "2": 2}, f"1 = {yes}, 2 = {no}"), ({"1": 1, "0": 2}, f"1 = {yes}, 0 = {no}")
    steps = scale.substantive
    numbers = [int(cell) for cell in cells if cell.isdecimal() and int(cell) <= len(steps)]
    if not numbers or max(numbers) - min(numbers) >= len(steps):
        return ()
    low = min(*numbers, 1)
    codes = [str(low + place) for place in range(len(steps))]
    return tuple(
        (
            dict(zip(order, (option.code for option in steps), strict=True)),
            f"{order[0]} = {steps[0].label.de}, {order[-1]} = {steps[-1].label.de}",
        )
        for order in ((codes,) if scale.direction == "none" else (codes, codes[::-1]))
    )


def _wordings(scale: Scale) -> dict[str, int]:
    """Folded label, in any language, to code; without those that two options share."""
    found: dict[str, set[int]] = defaultdict(set)
    for option in scale.options:
        for text in (option.label, option.short_label):
            found[fold(text.de)].add(option.code)
            found[fold(text.en)].add(option.code)
    if {option.label.de for option in scale.options} == {"Ja", "Nein"}:
        found[fold("yes")].add(1)
    return {wording: next(iter(codes)) for wording, codes in found.items() if len(codes) == 1}
