"""What the cells of a column mean: content of a cell to code of the scale, by mapping, convention, code or label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.headings import fold
from pipeline.ingest.lists import LEFT, TICKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from pipeline.ingest.export import Export
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Mapping as ColumnMapping

TOOL_CODES = {"yes_no": {"Y": 1, "N": 2}, "checked": {"Y": 1}}
"""LimeSurvey's own codes; an unticked box is empty."""

_TOOL_LABELS = {"checked": {"Ja": 1, "Nein": 2, "Yes": 1, "No": 2}}
_UNCHECKED = 2


def code_table(
    questionnaire: Questionnaire, variable: Variable, mapping: ColumnMapping | None, *, long: bool
) -> dict[str, int]:
    """Cell of the export to code of the scale; labels (``long``) are folded, codes stand as they are.

    Where a mapping leads to a code that the scale does not have, the entry is left out: the answer is then reported
    as unknown instead of being stored under a code without a label.
    """
    scale = questionnaire.scale(variable.scale)
    known = {option.code for option in scale.options}
    if long:
        table = {fold(label): code for label, code in _TOOL_LABELS.get(variable.scale, {}).items()}
        for option in scale.options:
            table |= {fold(option.label.de): option.code, fold(option.label.en): option.code}
        extra = mapping.labels.get(variable.scale, {}) if mapping else {}
        table |= {fold(label): code for label, code in extra.items()}
    else:
        own = _own_codes(variable, mapping)
        table = own
        if own is None:
            table = {str(code): code for code in sorted(known)} | TOOL_CODES.get(variable.scale, {})
    return {cell: code for cell, code in table.items() if code in known}


def choice_table(
    questionnaire: Questionnaire,
    variable: Variable,
    export: Export,
    series: pl.Series,
    missing: Mapping[str, int],
    *,
    mapping: ColumnMapping | None,
    long: bool,
) -> dict[str, int]:
    """The same for one column of an export, with what its tool is known to write into boxes.

    ``missing`` are the cells that are no answer; a kind that the scale has an option for is stored as that option.
    """
    table = code_table(questionnaire, variable, mapping, long=long)
    if export.convention is None:
        return table
    if variable.name in export.made:
        table = {TICKED: 1, LEFT: _UNCHECKED}
    elif variable.scale == "checked":
        boxes = dict(export.convention.boxes)
        if _own_codes(variable, mapping) is not None and not export.convention.any_tick:
            boxes = code_table(questionnaire, variable, mapping, long=False)
        table = (table if long or not boxes else {}) | boxes
        if export.convention.any_tick:
            others = set(series.drop_nulls().unique()) - set(boxes) - set(missing) - {""}
            table = boxes | (dict.fromkeys(others, 1) if len(others) == 1 else {})
    printed = {
        option.missing_kind: option.code for option in questionnaire.scale(variable.scale).options if option.missing
    }
    return {cell: printed[kind] for cell, kind in missing.items() if kind in printed} | table


def _own_codes(variable: Variable, mapping: ColumnMapping | None) -> dict[str, int] | None:
    """The codes that the mapping has for this variable, or for its scale."""
    codes = mapping.codes if mapping else {}
    return codes.get(variable.name, codes.get(variable.scale))
