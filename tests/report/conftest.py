from __future__ import annotations

import pytest

from pipeline.questionnaire import load
from tests.build import random_answers
from tests.conftest import ROOT
from tests.report import surveys


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A project whose open answers are hostile, with two pictures."""
    answers = random_answers(load(ROOT / "questionnaire"), "2016-12", 32)
    answers["priorities"] = [*surveys.HOSTILE, *[None] * (32 - len(surveys.HOSTILE))]
    made = surveys.project(tmp_path_factory.mktemp("hostile"), answers)
    for language in ("de", "en"):
        surveys.draw(made, [("tasks-stacked", "tasks"), ("budget-bars", "budget")], language=language)
    return made
