from __future__ import annotations

import polars as pl
import pytest

from pipeline.ingest import limesurvey_csv
from pipeline.ingest.columns import find_columns
from pipeline.ingest.export import Export
from tests.ingest.conftest import EXPORTS


class Source:
    questionnaire = "2016-12"
    mapping = "limesurvey-named"
    ignored_columns = ()


def layout(questionnaire, names):
    return find_columns(
        Export("f.csv", "csv", tuple(names), pl.DataFrame(), null_distinguished=True), questionnaire, Source
    )


def headings(name):
    return limesurvey_csv.read(EXPORTS / "v2" / name, name).headings


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("rpc_code_short_all_default.csv", "code"),
        ("rpc_emcode_short_all_comma.csv", "code with underscores"),
        ("rpc_full_long_all_semicolon.csv", "full"),
        ("rpc_codetext_long_all_semicolon.csv", "code and text"),
    ],
)
def test_every_kind_of_heading_gives_the_same_columns(questionnaire, name, heading):
    found = layout(questionnaire, headings(name))
    assert found.heading == heading
    assert list(found.answers.values()) == list(range(8, 101))
    assert found.metadata == {
        "id": 0,
        "submitdate": 1,
        "lastpage": 2,
        "startlanguage": 3,
        "seed": 4,
        "startdate": 6,
        "datestamp": 7,
    }
    assert found.personal == {"token": 5}


def test_single_questions_that_are_arrays_in_the_tool_are_known(questionnaire):
    for name in ("rpc_code_short_all_default.csv", "rpc_full_long_all_semicolon.csv"):
        arrays = layout(questionnaire, headings(name)).arrays
        assert "networking" in arrays
        assert "tasks_security" in arrays
        assert "size_class" not in arrays
        assert "incidents" not in arrays


def test_blanks_turned_into_underscores(questionnaire):
    names = [name.replace(" ", "_") for name in headings("rpc_full_long_all_semicolon.csv")]
    assert len(layout(questionnaire, names).answers) == 93


def test_the_order_of_columns_does_not_matter(questionnaire):
    names = headings("rpc_code_short_all_default.csv")
    found = layout(questionnaire, names[::-1])
    assert found.metadata["id"] == 100
    assert found.answers["size_class"] == 92


def test_participant_attributes_are_dropped(questionnaire):
    found = layout(
        questionnaire, [*headings("rpc_code_short_all_default.csv"), "attribute_1", "email", "interviewtime"]
    )
    assert found.dropped == {5, 101, 102}
    assert found.metadata["interviewtime"] == 103
