"""The import in miniature does with every file what the server did with it."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import ROOT
from tests.fielding.limesurvey_importer import RANDOM, ImportFailedError, tab_separated

FILES = ROOT / "tests" / "data" / "limesurvey" / "import-tests"
TRIED = json.loads((FILES / "results.json").read_text(encoding="utf-8"))


def without_chance(rows):
    return sorted([re.sub(r"r\d+s?q\d+", RANDOM, code), *rest] for code, *rest in rows)


@pytest.mark.parametrize("tried", TRIED, ids=lambda tried: tried["file"])
def test_as_the_server_did(tried):
    content = (FILES / tried["file"]).read_bytes()
    if not tried["imports"]:
        with pytest.raises(ImportFailedError):
            tab_separated(content)
        return
    survey = tab_separated(content)
    assert without_chance(survey.listed()) == without_chance(tried["questions"])
    answers = {re.sub(r"r\d+s?q\d+", RANDOM, code): codes for code, codes in tried["answers"].items()}
    assert {q.code: [a.code for a in q.answers] for q in survey.questions if q.type in "LF!"} == answers
    assert survey.activates == tried["activates"]
