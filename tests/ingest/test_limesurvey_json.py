from __future__ import annotations

import json

import pytest

from pipeline.ingest import IngestError, limesurvey_json


def read(tmp_path, document):
    path = tmp_path / "export.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return limesurvey_json.read(path, "export.json")


def test_numbers_null_and_empty_strings(tmp_path):
    export = read(tmp_path, {"responses": [{"id": 1, "a": None, "b": "", "c": 2.5, "d": 3.0}]})
    assert export.headings == ("id", "a", "b", "c", "d")
    assert export.rows.rows() == [("1", None, "", "2.5", "3")]
    assert export.null_distinguished


def test_responses_named_by_their_id(tmp_path):
    export = read(tmp_path, {"responses": [{"1": {"id": "1", "a": "x"}}, {"2": {"id": "2", "a": None}}]})
    assert export.rows.rows() == [("1", "x"), ("2", None)]


def test_responses_with_different_headings(tmp_path):
    with pytest.raises(IngestError, match=r"data row 2: the response has other headings than the first one: b"):
        read(tmp_path, {"responses": [{"id": 1}, {"id": 2, "b": 1}]})
