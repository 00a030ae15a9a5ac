"""Every column and every code of the genuine LimeSurvey exports leads to a variable and an answer of ours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.questionnaire import inspect
from tests.conftest import ROOT

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


def mapped(text: str, tmp_path: Path) -> str:
    """What is wrong with a mapping that stands beside this project's questionnaire."""
    folder = tmp_path / "questionnaire"
    shutil.copytree(ROOT / "questionnaire", folder)
    (folder / "mappings" / "other.yaml").write_text(text, encoding="utf-8")
    _, mistakes = inspect(folder)
    return "\n".join(str(mistake) for mistake in mistakes)


def test_a_mapping_may_say_what_is_missing_who_finished_and_which_cells_hold_lists(tmp_path: Path) -> None:
    text = """
tool: a panel provider
columns: {F1: networking, F2: coping}
codes: {networking_5: {"1": 1, "5": 5}, performance_5: {"1": 1}, coping: {"5": 1, "1": 5}}
missing: {"99": no_answer, "98": dont_know}
about: {id: Nr, status: Stand}
finished: [fertig]
lists: {F3: {"1": good_practice_school, "2": good_practice_other}}
"""
    assert mapped(text, tmp_path) == ""


def test_a_column_of_codes_of_its_own_needs_none_of_its_scale(tmp_path: Path) -> None:
    text = 'tool: X\ncolumns: {F1: networking}\ncodes: {networking: {"5": 1, "1": 9}}\n'
    assert "code '1' becomes 9, which the scale 'networking' lacks" in mapped(text, tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("about: {status: Stand}", "status: under about: and finished: go together"),
        ("finished: [fertig]", "status: under about: and finished: go together"),
        ("missing: {'99': lost}", "write one of: 'no_answer', 'dont_know'"),
        ("lists: {F3: {'1': nobody}}", "column 'F3' leads to 'nobody', which no wave has"),
        ("lists: {F3: {'1': networking}}", "column 'F1' leads to 'networking' like another column of this mapping"),
    ],
)
def test_what_a_mapping_may_not_say(text: str, message: str, tmp_path: Path) -> None:
    head = 'tool: X\ncolumns: {F1: networking}\ncodes: {networking_5: {"1": 1}}\n'
    assert message in mapped(head + text, tmp_path)
