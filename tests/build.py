"""Small surveys for tests: a warehouse from a table of answers, without going through an export."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline import warehouse
from pipeline.analysis import Survey
from pipeline.questionnaire import MissingKind
from pipeline.warehouse.records import ANSWER_SCHEMA, OPEN_ANSWER_SCHEMA, RESPONDENT_SCHEMA, WaveData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.questionnaire import Questionnaire

ROOT = Path(__file__).parent.parent
MISSING = {int(kind) for kind in MissingKind}


def wave_data(
    questionnaire: Questionnaire,
    questionnaire_id: str,
    answers: Mapping[str, Sequence[int | float | str | None]],
    *,
    wave: str = "test",
    n: int | None = None,
    status: Sequence[str] | None = None,
    provenance: str = "synthetic",
) -> WaveData:
    """A wave from ``answers``: variable to one code (number, text) a respondent; ``None`` and left-out = no answer.

    The whole number of a kind of missing answer stands for it.
    """
    rows = n if n is not None else max((len(column) for column in answers.values()), default=0)
    states = list(status) if status is not None else ["complete"] * rows
    records, texts = [], []
    for variable in questionnaire.variables(questionnaire_id):
        column = answers.get(variable.name, [None] * rows)
        for respondent, given in enumerate(column, start=1):
            if given is None:
                kind = int(MissingKind.NO_ANSWER)
                records.append((respondent, variable.name, kind, None, kind))
            elif not isinstance(given, str | float) and int(given) in MISSING:
                records.append((respondent, variable.name, int(given), None, int(given)))
            elif variable.kind == "text":
                records.append((respondent, variable.name, 1, None, None))
                texts.append((respondent, variable.name, str(given)))
            elif variable.kind == "number":
                records.append((respondent, variable.name, 1, float(given), None))
            else:
                option = questionnaire.scale(variable.scale).option(int(given))
                records.append((respondent, variable.name, int(given), option.value, option.missing_kind))
    roles = {question.role: question.id for question in questionnaire.wave(questionnaire_id).questions if question.role}
    submitted = dt.datetime(2026, 11, 5, 12)
    respondents = pl.DataFrame(
        {
            "respondent": list(range(1, rows + 1)),
            "unit": [f"unit{row:04d}" for row in range(rows)],
            "source_id": [str(row + 1) for row in range(rows)],
            "size_class": list(answers.get(roles.get("size_class", ""), [None] * rows)),
            "state": list(answers.get(roles.get("state", ""), [None] * rows)),
            "completed": [state in ("complete", "test", "duplicate") for state in states],
            "included": [state == "complete" for state in states],
            "status": states,
            "started_at": [submitted - dt.timedelta(minutes=20)] * rows,
            "submitted_at": [submitted] * rows,
            "weight": [None] * rows,
        },
        schema=RESPONDENT_SCHEMA,
    )
    instrument = questionnaire.wave(questionnaire_id)
    return WaveData(
        wave=wave,
        questionnaire=questionnaire_id,
        field_period=(dt.date(2026, 11, 2), dt.date(2026, 11, 20)),
        invited=instrument.invited,
        provenance=provenance,
        tool="test",
        exported_at=dt.datetime(2026, 11, 20, 21),
        open_answers_policy="published",
        sources=(),
        raw=pl.DataFrame({"id": [str(row + 1) for row in range(rows)]}, schema={"id": pl.String}),
        respondents=respondents,
        answers=pl.DataFrame(records, schema=ANSWER_SCHEMA, orient="row"),
        open_answers=pl.DataFrame(texts, schema=OPEN_ANSWER_SCHEMA, orient="row"),
        cells={"stored": len(records)},
    )


def random_answers(
    questionnaire: Questionnaire, questionnaire_id: str, n: int, seed: int = 1, missing: float = 0.05
) -> dict[str, list[int | str | None]]:
    """Plausible answers of ``n`` municipalities: bell-shaped on rating scales, uniform elsewhere, some left empty."""
    generator = np.random.default_rng(seed)
    columns: dict[str, list[int | str | None]] = {}
    for variable in questionnaire.variables(questionnaire_id):
        if variable.kind != "choice":
            columns[variable.name] = [f"Text {row}" if variable.kind == "text" else row % 90 for row in range(n)]
            continue
        codes = np.array([option.code for option in questionnaire.scale(variable.scale).options])
        centre = generator.uniform(0.2, 0.6) * (codes.size - 1)
        weights = np.exp(-0.5 * ((np.arange(codes.size) - centre) / max(codes.size / 4, 0.6)) ** 2)
        drawn = generator.choice(codes, size=n, p=weights / weights.sum())
        empty = generator.random(n) < missing
        columns[variable.name] = [None if gap else int(code) for code, gap in zip(drawn, empty, strict=True)]
    return columns


def survey(tmp_path: Path, questionnaire: Questionnaire, *waves: WaveData) -> Survey:
    """An open survey over a warehouse in ``tmp_path`` that holds ``waves``."""
    path = tmp_path / "survey.duckdb"
    warehouse.build(path, questionnaire, waves)
    return Survey(warehouse.connect(path), questionnaire)
