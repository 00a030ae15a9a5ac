"""Answers really given to a questionnaire that had to be put together again are read like any others."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.analysis import Survey
from pipeline.ingest import ingest_wave
from pipeline.project import Project
from tests.build import random_answers
from tests.ingest.conftest import NOW
from tests.small_project import write_export

SOURCE = """\
tool: LimeSurvey
exported_at: 2016-04-01 12:00:00
provenance: real
"""


@pytest.fixture
def project(tmp_path, questionnaire):
    """The wave of early 2016 with an export of 40 municipalities, its columns named as our variables."""
    made = Project(tmp_path)
    folder = made.raw / "2016-01"
    folder.mkdir(parents=True)
    answers = random_answers(questionnaire, "2016-01", 40, missing=0)
    about = {"id": [str(at) for at in range(1, 41)], "submitdate": ["2016-02-01 12:00:00"] * 40}
    columns = {}
    for variable in questionnaire.variables("2016-01"):
        given = answers[variable.name]
        boxes = variable.scale == "checked"
        columns[variable.name] = ["Y" if code == 1 else "" for code in given] if boxes else [str(one) for one in given]
    write_export(pl.DataFrame({**about, **columns}), folder / "results.csv")
    (folder / "source.yaml").write_text(SOURCE, encoding="utf-8")
    return made


def test_real_answers_take_the_place_of_invented_ones(project, questionnaire):
    data = ingest_wave(project, questionnaire, "2016-01", now=NOW)
    assert (data.questionnaire, data.provenance, data.invited) == ("2016-01", "real", None)
    assert data.assumed == frozenset()
    assert data.answers.height == 40 * 79
    warehouse.build(project.warehouse, questionnaire, [data])
    with Survey(warehouse.connect(project.warehouse), questionnaire) as survey:
        assert not survey.wave("2016-01").synthetic
        assert survey.wave("2016-01").n == 40
        assert survey.assumed("2016-01") == frozenset()
        assert survey.means("2016-01", "resources")["n"].tolist() == [40] * 12
        assert survey.sample("2016-01", "size_group", internal=True)["n"].sum() == 40
