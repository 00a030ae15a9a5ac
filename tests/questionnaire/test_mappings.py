"""Every column and every code of the genuine LimeSurvey exports leads to a variable and an answer of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire

EXPORTS = Path(__file__).parents[1] / "data" / "limesurvey"
MAPPINGS = {"v1": "limesurvey-default", "v2": "limesurvey-named"}


@pytest.fixture(params=MAPPINGS)
def version(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def truth(version: str) -> dict[str, Any]:
    return json.loads((EXPORTS / version / "truth.json").read_text(encoding="utf-8"))


def test_columns_are_the_variables_in_order(questionnaire: Questionnaire, truth: dict[str, Any], version: str) -> None:
    columns = questionnaire.mappings[MAPPINGS[version]].columns
    assert set(columns) == set(truth["columns"])
    assert list(columns.values()) == [variable.name for variable in questionnaire.variables("2016-12")]


def test_every_answer_has_our_label(questionnaire: Questionnaire, truth: dict[str, Any], version: str) -> None:
    mapping = questionnaire.mappings[MAPPINGS[version]]
    variables = {variable.name: variable for variable in questionnaire.variables("2016-12")}
    compared = 0
    for response in truth["responses"]:
        for column, cell in response["cells"].items():
            variable = variables[mapping.columns[column]]
            if variable.kind != "choice" or cell["state"] not in ("answered", "checked"):
                continue
            option = questionnaire.scale(variable.scale).option(mapping.codes[variable.scale][cell["code"]])
            label = "genannt" if cell["state"] == "checked" else cell["label"]
            assert option.label.de == label, (response["response_id"], column)
            compared += 1
    assert compared > 1000


def test_every_code_of_a_scale_is_reachable(questionnaire: Questionnaire, version: str) -> None:
    codes = questionnaire.mappings[MAPPINGS[version]].codes
    for scale, table in codes.items():
        if scale != "checked":
            assert sorted(table.values()) == [option.code for option in questionnaire.scale(scale).options]
    asked = {variable.scale for variable in questionnaire.variables("2016-12") if variable.kind == "choice"}
    assert set(codes) == asked
