"""The last check before anything is published: the attack of the warehouse on its own publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire.model import Text
from pipeline.validation.result import Case, Finding
from pipeline.warehouse import WarehouseError
from pipeline.warehouse.audit import audit
from pipeline.wording.validation import text

if TYPE_CHECKING:
    import duckdb

    from pipeline.questionnaire import Questionnaire
    from pipeline.validation.cases import Explainer
    from pipeline.warehouse.audit import Exposure

KIND = "disclosure"
_LISTED = 50


def disclosure(
    connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, wave: str, explainer: Explainer
) -> Finding:
    """Whether a withheld number of a wave follows from the published ones; an error if one does."""
    found = audit(connection, questionnaire, wave)
    known = found.recomputed
    return Finding(
        wave, KIND, KIND, "error", "failed" if known else "passed", text(f"{KIND}.title"), text(f"{KIND}.expected"),
        text(f"{KIND}.hint"), found.withheld, len(known),
        tuple(_case(connection, one, explainer) for one in known[:_LISTED]),
    )  # fmt: skip


def _case(connection: duckdb.DuckDBPyConnection, one: Exposure, explainer: Explainer) -> Case:
    row = connection.execute(
        "SELECT label_de, label_en FROM survey.classification_level WHERE grouping = ? AND level = ?",
        [one.grouping, one.level],
    ).fetchone()
    if row is None:
        msg = f"The warehouse has no level {one.level} of '{one.grouping}'.\nHint: munisurvey build --force"
        raise WarehouseError(msg)
    group = Text(de=row[0], en=row[1])
    answer = None if one.variable is None or one.code is None else explainer.label(one.variable, one.code)
    place = explainer.place(one.variable) or text(f"{KIND}.sample")
    return Case(None, None, one.variable, place, answer, text(f"{KIND}.found", group=group, value=str(one.low)))
