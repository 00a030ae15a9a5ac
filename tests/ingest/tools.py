"""Exports of other tools than LimeSurvey: small ones made by hand, with the answers they were made of."""

from __future__ import annotations

import json
import shutil

from pipeline.ingest import IngestError, ingest_wave
from pipeline.project import Project
from pipeline.questionnaire import load
from tests.conftest import ROOT
from tests.ingest.conftest import NOW

TOOLS = ROOT / "tests" / "data" / "exports"
QUESTIONNAIRE = load(TOOLS / "questionnaire")
VARIABLES = [variable.name for variable in QUESTIONNAIRE.variables("2027")]


def truths():
    """Every fixture with its folder, its mapping and the responses it was made of."""
    for path in sorted(TOOLS.glob("*/truth.json")):
        for group in json.loads(path.read_text(encoding="utf-8")).values():
            for name in group["files"]:
                yield path.parent / name, group["mapping"], group["responses"]


def wave_of(folder, export, mapping=None, *, text="", questionnaire=QUESTIONNAIRE):
    """The wave that an export (a path, or bytes) holds, read in a project of its own."""
    target = folder / "data" / "raw" / "2027"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if isinstance(export, bytes):
        (target / "export.csv").write_bytes(export)
    else:
        shutil.copy(export, target / "export.bin")
    lines = ["tool: a tool", "exported_at: 2026-11-20 21:00:00", "provenance: synthetic"]
    lines += [f"mapping: {mapping}"] if mapping else []
    (target / "source.yaml").write_text("\n".join([*lines, text]), encoding="utf-8")
    return ingest_wave(Project(folder), questionnaire, "2027", now=NOW)


def problem_of(folder, export, mapping=None, **settings):
    """The only problem of an export that cannot be read."""
    try:
        wave_of(folder, export, mapping, **settings)
    except IngestError as error:
        (problem,) = error.problems
        return problem
    raise AssertionError("the export was read")


def cells_of(data):
    """Response id to variable to what was stored: a code, a number, or a text."""
    ids = dict(data.respondents.select("respondent", "source_id").iter_rows())
    texts = {(row, name): text for row, name, text in data.open_answers.iter_rows()}
    kinds = {variable.name: variable.kind for variable in QUESTIONNAIRE.variables("2027")}
    cells = {identifier: {} for identifier in ids.values()}
    for row, name, code, value in data.answers.select("respondent", "variable", "code", "value").iter_rows():
        stored = code
        if code == 1 and kinds[name] != "choice":
            stored = texts[row, name] if kinds[name] == "text" else value
        cells[ids[row]][name] = stored
    return cells
