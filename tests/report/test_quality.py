from __future__ import annotations

import json

import pytest

from pipeline.project import Project
from pipeline.report import ReportError, quality

WAVE = {
    "wave": "test",
    "checks": 41,
    "findings": [
        {"severity": "warning", "message": {"de": "Zu schnell", "en": "Too fast"}, "cases": 3},
        {"severity": "error", "message": "doppelt"},
    ],
}


@pytest.fixture
def write(tmp_path):
    made = Project(tmp_path)
    made.processed.mkdir(parents=True)

    def written(text):
        (made.processed / "validation.json").write_text(text, encoding="utf-8")
        return made

    return written


def test_findings_are_read_in_the_language_of_the_report(write):
    found = quality.read(write(json.dumps([WAVE])), "test", "en")
    assert found.checks == 41
    assert [(one.message, one.cases) for one in found.of("warning")] == [("Too fast", 3)]
    assert [(one.message, one.cases) for one in found.of("error")] == [("doppelt", None)]


def test_no_result_is_said_not_invented(tmp_path, write):
    assert quality.read(Project(tmp_path / "leer"), "test", "de") is None
    assert quality.read(write(json.dumps([WAVE])), "andere", "de") is None


@pytest.mark.parametrize("text", ["{", "[{}]", '[{"wave": "test"}]', "3"])
def test_a_damaged_result_is_refused(write, text):
    with pytest.raises(ReportError, match="munisurvey validate"):
        quality.read(write(text), "test", "de")
