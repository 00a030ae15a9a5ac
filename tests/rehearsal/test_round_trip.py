"""Every export is read back, cell by cell: what differs must be a loss that its tool cannot help, and nothing else."""

from __future__ import annotations

import re

import pytest

from pipeline.fielding.limesurvey import write as field_limesurvey
from pipeline.fielding.xlsform import write as field_xlsform
from pipeline.questionnaire.model import Mapping
from pipeline.questionnaire.yaml_source import parse_yaml
from pipeline.rehearsal.exports import TOOLS
from pipeline.rehearsal.exports.limesurvey import columns
from pipeline.rehearsal.run import rehearse
from tests.fielding.limesurvey_importer import tab_separated

LOSSLESS = {"limesurvey", "limesurvey-full", "limesurvey-json", "limesurvey-vv"}
"""Tools whose export loses nothing of the responses that were submitted."""


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
    assert comparison.equal > 0.85 * comparison.cells
    if tool in LOSSLESS:
        assert comparison.rows == len(sample.responses)
        assert sum(comparison.lost.values()) < 10


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
