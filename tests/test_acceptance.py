"""Independent checks of the whole way from export to mart: LimeSurvey's own statistics, and the answers as invented."""

from __future__ import annotations

import dataclasses
import json
import re
import statistics

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from pipeline.ingest import ingest_wave
from pipeline.project import Project
from tests import build
from tests.ingest.conftest import EXPORTS, MAPPINGS, NOW

NAMES = ["rpc_code_short_all_default.csv", "rpc_code_short_all.json", "rpc_code_short_all.xls"]
MISSING = {"No answer", "Not completed or Not displayed"}


def wave(tmp_path, questionnaire, version, name="rpc_code_short_all_default.csv", tests=""):
    folder = tmp_path / "data" / "raw" / "autumn"
    folder.mkdir(parents=True)
    (folder / name).write_bytes((EXPORTS / version / name).read_bytes())
    lines = ["tool: LimeSurvey 6.10.2", "exported_at: 2026-11-20 21:01:12", "provenance: synthetic"]
    lines += ["questionnaire: 2016-12", f"mapping: {MAPPINGS[version]}", tests]
    (folder / "source.yaml").write_text("\n".join(lines), encoding="utf-8")
    return ingest_wave(Project(tmp_path), questionnaire, "autumn", now=NOW)


def frequency_tables(version):
    """LimeSurvey's table per question: column code to {answer code, or the two rows for missing: count}."""
    rows = CalamineWorkbook.from_path(EXPORTS / version / "statistics.xls").get_sheet_by_index(0).to_python()
    tables = {}
    for row in rows:
        heading = re.fullmatch(r"Summary for (\w+)(?:\((\w+)\))?(?:\[.*\])?", str(row[0]), flags=re.DOTALL)
        if heading:
            column = heading[1] if heading[2] is None else f"{heading[1]}[{heading[2]}]"
            counts = tables.setdefault(column, {})
        elif tables and isinstance(row[1], float):
            code = re.search(r"\(([^()]+)\)$", row[0])
            counts[code[1] if code and row[0] not in MISSING else row[0]] = int(row[1])
    return tables


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_limesurveys_own_frequency_tables_agree(tmp_path, questionnaire, version):
    data = wave(tmp_path, questionnaire, version)
    everyone = data.respondents.with_columns(pl.lit(value=True).alias("included"))  # LimeSurvey counts every row
    survey = build.survey(tmp_path, questionnaire, dataclasses.replace(data, respondents=everyone))
    mapping, tables = questionnaire.mappings[MAPPINGS[version]], frequency_tables(version)
    compared = 0
    for column, variable_name in mapping.columns.items():
        variable = next(v for v in questionnaire.variables("2016-12") if v.name == variable_name)
        if variable.kind != "choice" or variable.scale == "checked":
            continue
        ours = survey.distribution("autumn", variable_name, internal=True).set_index("code")["n"]
        theirs = tables[column]
        for code, count in theirs.items():
            if code not in MISSING:
                assert ours[mapping.codes[variable.scale][code]] == count, (column, code)
                compared += 1
        # A field that a program left out of a submitted response is NULL: LimeSurvey files it under not displayed, we
        # under no answer. Only those cells may lie between the two.
        left_out = ours[-9] - theirs["No answer"]
        assert 0 <= left_out <= 1, column
        assert ours[-4] + ours[-6] + left_out == theirs["Not completed or Not displayed"], column
    assert compared == 8 + 16 + 4 + 8 + 6 + 2 + 2 + 3 + 5 * (15 + 12 + 9 + 8 + 7 + 7 + 12)
    boxes = survey.distribution("autumn", "good_practice", internal=True)
    for column, variable_name in mapping.columns.items():
        item = re.fullmatch(r"(?:q24|G4Q00024)\[(\w+)\]", column)
        if item and item[1] != "other":
            named = boxes[(boxes["variable"] == variable_name) & (boxes["code"] == 1)]["n"].item()
            assert named == tables[re.sub(r"\[.*", "", column)][item[1]], column


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("version", "question"), [("v1", "G2Q00007"), ("v2", "q07")])
def test_means_by_size_group_equal_a_plain_recomputation(tmp_path, questionnaire, version, question, name):
    known = "test: {responses: [18]}" if version == "v1" else "test: {tokens: [TESTLAUF1]}"
    survey = build.survey(tmp_path, questionnaire, wave(tmp_path, questionnaire, version, name, known))
    means = survey.means("autumn", "tasks", by="size_group", internal=True).set_index(["variable", "level"])
    truth = json.loads((EXPORTS / version / "truth.json").read_text(encoding="utf-8"))
    mapping = questionnaire.mappings[MAPPINGS[version]]
    size_column = truth["columns"][0]
    group = {
        code: level for level, codes in ((1, (1, 2)), (2, (3, 4)), (3, (5,)), (4, (6,)), (5, (7, 8))) for code in codes
    }
    counted = [
        response
        for response in truth["responses"]
        if response["submitdate"] and response["kind"] not in ("test", "dup_token_second")
    ]
    checked = 0
    for column in (column for column in truth["columns"] if column.startswith(f"{question}[")):
        for level in range(1, 6):
            values = [
                6 - mapping.codes["importance_change_5"][response["cells"][column]["code"]]
                for response in counted
                if response["cells"][column]["state"] == "answered"
                and group[mapping.codes["size_class_8"][response["cells"][size_column]["code"]]] == level
            ]
            row = means.loc[(mapping.columns[column], level)]
            assert row["n"] == len(values)
            if values:
                assert row["mean"] == pytest.approx(statistics.fmean(values), rel=1e-12)
                checked += 1
    assert checked > 60
