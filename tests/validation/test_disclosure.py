from __future__ import annotations

import duckdb
import pytest

from pipeline.validation.cases import Explainer
from pipeline.validation.disclosure import disclosure
from pipeline.validation.rules import CheckedWave
from pipeline.warehouse.store import CATALOG
from tests import build

WAVE = "2016-12"


@pytest.fixture
def check(tmp_path, questionnaire):
    """The finding on a wave of 60, after its warehouse has been tampered with by a statement."""

    def _check(statement=""):
        answers = build.random_answers(questionnaire, WAVE, 60)
        answers["size_class"] = [5] * 30 + [6] * 3 + [3] * 20 + [7] * 7
        data = build.wave_data(questionnaire, WAVE, answers, wave="test")
        build.survey(tmp_path, questionnaire, data).close()
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{tmp_path / 'survey.duckdb'}' AS {CATALOG}; USE {CATALOG}")
            if statement:
                connection.execute(statement)
            explainer = Explainer(questionnaire, CheckedWave("test", WAVE, data.field_period, "synthetic"))
            return disclosure(connection, questionnaire, "test", explainer)

    return _check


def test_a_publication_without_leaks_passes(check):
    finding = check()
    assert (finding.outcome, finding.cases) == ("passed", 0)
    assert finding.checked > 1000


def test_a_group_shown_that_should_not_be_is_an_error_and_names_what_follows(check):
    """The three municipalities follow from the small towns and the group of both."""
    finding = check("UPDATE mart.sample SET suppressed = false WHERE grouping = 'size_class' AND level = 5")
    assert (finding.outcome, finding.severity) == ("failed", "error")
    assert "Composition of the sample: Small municipality" in finding.message
    assert "only 3 is possible" in finding.message
    assert "munisurvey audit" in finding.message


def test_counts_shown_by_mistake_are_found_in_the_other_groups(check):
    finding = check(
        "UPDATE mart.distribution SET suppressed = false "
        "WHERE grouping = 'size_group' AND level IN (1, 2, 5) AND variable = 'strategy'; "
        "UPDATE mart.publication SET n = true WHERE grouping = 'size_group' AND level = 3 AND variable = 'strategy'; "
        "UPDATE mart.distribution SET suppressed = false "
        "WHERE grouping = 'size_group' AND level = 3 AND variable = 'strategy'"
    )
    assert finding.outcome == "failed"
    assert {case.variable for case in finding.rows} == {"strategy"}
    assert any("Gemeinden" in case.message.de for case in finding.rows)
