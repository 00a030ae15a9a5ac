"""Every export is read back, cell by cell: what differs must be a loss that its tool cannot help, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.fielding.limesurvey import write as field_limesurvey
from pipeline.fielding.xlsform import write as field_xlsform
from pipeline.questionnaire.model import Mapping, Text
from pipeline.questionnaire.yaml_source import parse_yaml
from pipeline.rehearsal.exports import TOOLS
from pipeline.rehearsal.exports.limesurvey import columns
from pipeline.rehearsal.invent import invent
from pipeline.rehearsal.run import rehearse
from tests.fielding.limesurvey_importer import tab_separated
from tests.fielding.random_waves import questionnaires

UNSENT = {"kobo", "odk"}
"""Tools without break-offs."""
WORDINGS = st.integers(0, 10**9).map(
    lambda number: Text(de=f"„{number}“; 1 < 2 & Öl, *mehr*?", en=f"'{number}' [\"or\"] less;")
)


def check(sample, folder, tool):
    """Rehearse with one tool; its comparison."""
    (outcome,) = rehearse(sample, folder, [tool])
    assert outcome.refused == ""
    comparison = outcome.comparison
    assert [str(difference) for difference in comparison.differences] == []
    assert comparison.equal + sum(comparison.lost.values()) == comparison.cells == sample.cells
    assert outcome.good
    return comparison


@pytest.mark.parametrize("tool", TOOLS)
def test_every_type_of_question_comes_back_from_every_tool(sample, tmp_path, tool):
    comparison = check(sample, tmp_path, tool)
    unsent = [response for response in sample.responses if not response.submitted] if tool in UNSENT else []
    assert comparison.rows == len(sample.responses) - len(unsent)
    assert sum(comparison.lost.values()) < 0.01 * comparison.cells + len(unsent) * len(sample.variables)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires(WORDINGS), st.integers(0, 99), st.sampled_from(sorted(TOOLS)))
def test_any_wave_comes_back_from_any_tool(tmp_path_factory, questionnaire, seed, tool):
    wave = questionnaire.wave("2027")
    assume(tool not in UNSENT or "token" not in {question.id for question in wave.questions})
    texts = [
        text for asked in wave.questions for text in (asked.text, asked.other, *(item.label for item in asked.items))
    ]
    texts = [text for text in texts if text is not None]
    assume(len(set(texts)) == len(texts))  # equal headings and labels cannot be told apart
    check(invent(questionnaire, "2027", respondents=5, seed=seed), tmp_path_factory.mktemp("any"), tool)


@pytest.mark.parametrize("tool", ["limesurvey", "kobo"])
def test_the_next_wave_comes_back(next_sample, tmp_path, tool):
    check(next_sample, tmp_path, tool)


def test_the_columns_are_those_of_the_survey_that_is_imported(next_sample):
    artefacts = {artefact.name: artefact.content for artefact in field_limesurvey(next_sample.questionnaire, "2027")}
    survey = tab_separated(artefacts["limesurvey-2027.txt"])
    imported = []
    for question in survey.questions:
        rows = [row.code for row in question.subquestions] + (["other"] if question.other == "Y" else [])
        imported += [f"{question.code}[{row}]" for row in rows] or [question.code]
    assert [column.code for column in columns(next_sample)] == imported
    mapping = Mapping.model_validate(parse_yaml(artefacts["mapping.yaml"].decode(), "mapping.yaml").data)
    assert list(mapping.columns) == imported


def test_the_columns_are_those_of_the_form_that_is_deployed(sample, tmp_path):
    from pyxform.xls2xform import convert

    (artefact,) = field_xlsform(sample.questionnaire, "2027")
    form = convert(artefact.content, file_type=".xlsx").xform
    paths = re.findall(r'<bind nodeset="/[^/"]+/([^"]+)"', form)
    fields = [
        path for path in paths if not path.startswith("meta/") and not any(o.startswith(f"{path}/") for o in paths)
    ]
    (outcome,) = rehearse(sample, tmp_path, ["kobo"])
    (export,) = (outcome.project.raw / "2027").glob("*.csv")
    heads = export.read_text(encoding="utf-8").splitlines()[0].replace('"', "").split(";")
    ours = [head for head in heads if not head.startswith("_")]
    choices = {head for head in ours if head.rpartition("/")[0] in ours}
    assert [head for head in ours if head not in choices] == fields
