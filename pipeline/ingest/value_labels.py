"""Whether the labels of codes in a file say the same as the codes they are read as.

A scale that runs the other way has the same numbers. Where a file (SPSS, Stata) carries labels, they decide: a code that
the file labels with the wording of another answer is an error, whatever the mapping says. A label that is no wording of
ours proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.code_tables import choice_table, code_table
from pipeline.ingest.convention import missing_codes
from pipeline.ingest.headings import fold
from pipeline.ingest.problems import Problem, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ingest.columns import Layout
    from pipeline.ingest.export import Export
    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Mapping as ColumnMapping


def contradictions(
    export: Export, layout: Layout, questionnaire: Questionnaire, wave: str, mapping: ColumnMapping | None
) -> list[Problem]:
    """One problem for each variable whose codes the file labels otherwise."""
    if not export.value_labels:
        return []
    found = (
        _contradiction(export, layout.answers[variable.name], questionnaire, variable, mapping)
        for variable in questionnaire.variables(wave)
        if variable.kind == "choice"
    )
    return [problem for problem in found if problem is not None]


def _contradiction(
    export: Export, index: int, questionnaire: Questionnaire, variable: Variable, mapping: ColumnMapping | None
) -> Problem | None:
    labels = export.value_labels.get(index, {})
    missing = missing_codes(export, index, variable, mapping)
    table = choice_table(questionnaire, variable, export, export.column(index), missing, mapping=mapping, long=False)
    by_label = code_table(questionnaire, variable, mapping, long=True)
    options = {option.code: option for option in questionnaire.scale(variable.scale).options}
    wrong = [
        (cell, label, table[cell], by_label[fold(label)])
        for cell, label in labels.items()
        if cell in table and fold(label) in by_label and by_label[fold(label)] != table[cell]
    ]
    if not wrong:
        return None
    cell, label, read, meant = wrong[0]
    more = f"; {len(wrong)} codes in all are labelled otherwise" if len(wrong) > 1 else ""
    message = (
        f"the file calls {cell} '{shorten(label)}', but it is read as {read}, '{shorten(options[read].label.de)}', in "
        f"'{variable.name}'{more}"
    )
    reversed_scale = len(wrong) > 1 and {meant for *_, meant in wrong} == {read for *_, read, _ in wrong}
    hint = "the scale runs the other way in this file: " if reversed_scale else "the codes of this file are others: "
    pairs = ", ".join(f'"{other}": {code}' for other, code in sorted(_meant(labels, by_label, missing).items()))
    hint += f"write {variable.name}: {{{pairs}}} under codes: in the mapping (or {variable.scale}: for all its columns)"
    return Problem(
        export.file,
        message,
        f"codes read as the file labels them ({cell} = {meant})",
        hint,
        column=export.headings[index],
    )


def _meant(labels: Mapping[str, str], by_label: Mapping[str, int], missing: Mapping[str, int]) -> dict[str, int]:
    """Cell to the code its label stands for, where there is one and the cell is not missing."""
    known = ((cell, by_label.get(fold(label))) for cell, label in labels.items() if cell not in missing)
    return {cell: code for cell, code in known if code is not None}
