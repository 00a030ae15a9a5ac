from __future__ import annotations

import datetime as dt
import shutil

import pytest

from pipeline.ingest import IngestError, ingest_wave
from pipeline.project import Project
from tests.conftest import ROOT

EXPORTS = ROOT / "tests" / "data" / "limesurvey"
MAPPINGS = {"v1": "limesurvey-default", "v2": "limesurvey-named", "anon": "limesurvey-named"}
NOW = dt.datetime(2026, 11, 21, 9)
SHORT = EXPORTS / "v2" / "rpc_code_short_all_default.csv"
JSON = EXPORTS / "v2" / "rpc_code_short_all.json"
EXCEL = EXPORTS / "v2" / "rpc_code_short_all.xls"


class Wave:
    """The folder of one wave in a project of its own, which a test fills and reads."""

    name = "autumn"

    def __init__(self, root, questionnaire):
        self.project = Project(root)
        self.questionnaire = questionnaire
        self.folder = self.project.raw / self.name
        self.folder.mkdir(parents=True)
        self.describe()

    def describe(self, text="", *, provenance="synthetic", mapping="limesurvey-named"):
        lines = ["tool: LimeSurvey", "exported_at: 2026-11-20 21:01:12", f"provenance: {provenance}"]
        lines += ["questionnaire: 2016-12"] + ([f"mapping: {mapping}"] if mapping else [])
        (self.folder / "source.yaml").write_text("\n".join([*lines, text]), encoding="utf-8")

    def put(self, content, name="results.csv"):
        if isinstance(content, str):
            content = content.encode("utf-8-sig")
        (self.folder / name).write_bytes(content)

    def copy(self, version, *names):
        self.describe(mapping=MAPPINGS[version])
        for name in names:
            shutil.copy(EXPORTS / version / name, self.folder / name)

    def read(self):
        return ingest_wave(self.project, self.questionnaire, self.name, now=NOW)

    def problems(self):
        """The problems of a wave that cannot be read."""
        with pytest.raises(IngestError) as caught:
            self.read()
        assert str(caught.value)
        return caught.value.problems

    def problem(self):
        """The only problem of a wave that cannot be read."""
        (problem,) = self.problems()
        return problem


@pytest.fixture
def wave(tmp_path, questionnaire):
    return Wave(tmp_path / "project", questionnaire)


@pytest.fixture
def short():
    """Text of the short export with question codes, as a file to be damaged."""
    return SHORT.read_bytes().decode("utf-8-sig")


def codes(data, variable):
    """Codes of one variable by the export's response id."""
    ids = data.respondents.select("respondent", "source_id")
    rows = data.answers.filter(variable=variable).join(ids, on="respondent")
    return dict(rows.select("source_id", "code").iter_rows())
