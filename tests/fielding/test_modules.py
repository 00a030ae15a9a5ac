"""Every module of the project can be fielded, all of them in one wave."""

from __future__ import annotations

import dataclasses

from pipeline.fielding import limesurvey, xlsform
from tests.fielding.conftest import wave_of
from tests.fielding.limesurvey_importer import RANDOM, tab_separated


def test_all_modules_go_into_both_tools(questionnaire):
    modules = questionnaire.modules
    questions = [module.questions for module in modules.values()]
    wave = wave_of(*questions)
    asked = dataclasses.replace(questionnaire, waves={"2027": wave})
    survey = tab_separated(limesurvey.write(asked, "2027")[0].content)
    assert len(survey.questions) == sum(len(module.questions) for module in modules.values()) > 0
    assert RANDOM not in {question.code for question in survey.questions}
    (form,) = xlsform.write(asked, "2027")
    assert form.content[:2] == b"PK"
