from __future__ import annotations

import pytest

from pipeline.ingest.labels import shuffled
from pipeline.ingest.matching import match
from pipeline.ingest.sniff import read_export
from tests.ingest.conftest import EXPORTS, MAPPINGS


@pytest.fixture
def matched(questionnaire):
    def find(version, name, mapping=None):
        export = read_export(EXPORTS / version / name, name)
        mapping = questionnaire.mappings[mapping or MAPPINGS[version]]
        return export, match(export, questionnaire.variables("2016-12"), mapping)

    return find


@pytest.mark.parametrize(
    ("version", "name", "kind"),
    [
        ("v2", "rpc_code_short_all_tab.csv", "code"),
        ("v2", "rpc_emcode_short_all_comma.csv", "code with underscores"),
        ("v2", "admin_vv_v2_all.csv", "code with underscores"),
        ("v2", "admin_full_long_all_comma_DEFAULT.csv", "full"),
        ("v1", "rpc_codetext_long_all_semicolon.csv", "code and text"),
        ("v2", "rpc_abbrev15_long_all_comma.csv", "abbreviated"),
        ("v2", "admin_vv_v1_all.csv", "field names"),
        ("anon", "admin_vv_v1_all.csv", "field names"),
    ],
)
def test_how_the_columns_are_found(matched, version, name, kind):
    export, matching = matched(version, name)
    assert (matching.kind, matching.hits) == (kind, 93)
    places = [place for place, name in enumerate(matching.variables) if name]
    assert len(places) == 93
    assert not shuffled(export, matching, ())


def test_equal_headings_are_told_apart_by_order_and_said_so(matched):
    export, matching = matched("v2", "rpc_abbrev15_long_all_comma.csv")
    assert [export.headings[index] for index in matching.by_order] == [
        "Wie bewerten Si..  [Programme zur F.. ]",
        "Wie bewerten Si..  [Programme zur F.. ]",
        "Wie wichtig sin..  [Verbesserung de.. ]",
        "Wie wichtig sin..  [Verbesserung de.. ]",
    ]


def test_field_names_need_the_codes_of_their_survey(matched):
    _, matching = matched("v2", "admin_vv_v1_all.csv", "limesurvey-default")
    assert matching.hits < 93 / 2


def test_texts_of_nobody_prove_nothing(matched, questionnaire):
    export, matching = matched("v2", "admin_vv_v2_all.csv")
    variables = questionnaire.variables("2016-12")
    unknown = matching.__class__(matching.kind, matching.variables, ("changed",) * len(matching.labels))
    assert shuffled(export, matching, variables) == []
    assert shuffled(export, unknown, variables) == []


def test_a_line_of_texts_that_is_shifted_by_one(matched, questionnaire):
    export, matching = matched("v2", "admin_vv_v2_all.csv")
    labels = (*matching.labels[:8], matching.labels[-1], *matching.labels[8:-1])
    shifted = matching.__class__(matching.kind, matching.variables, labels)
    (problem,) = shuffled(export, shifted, questionnaire.variables("2016-12"))
    assert problem.column == "q01"
    assert "'size_class' by its code and 'priorities' by its text" in problem.found
