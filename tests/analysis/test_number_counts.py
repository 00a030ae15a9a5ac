"""Numbers are counted in the classes of the questionnaire, each where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.analysis import SurveyError
from tests import build
from tests.rehearsal.waves import every_type

VALUES = [0.0, 9.5, 10.0, 10.0, 45.0, 99.0, 100.0, None, -6]


@pytest.fixture
def make(tmp_path):
    def _make(overall="published", values=VALUES):
        questionnaire = every_type()
        disclosure = questionnaire.disclosure.model_copy(update={"overall": overall})
        questionnaire = replace(questionnaire, disclosure=disclosure)
        answers = {"size": [1] * len(values), "share": values, "places": [value or 0.0 for value in values]}
        return build.survey(tmp_path, questionnaire, build.wave_data(questionnaire, "2027", answers, wave="w"))

    return _make


def test_every_number_is_in_its_class_and_the_maximum_in_the_last(make):
    frame = make().number_counts("w", "share")
    assert frame["low"].tolist() == [10.0 * step for step in range(10)]
    assert frame["n"].tolist() == [2, 2, 0, 0, 1, 0, 0, 0, 0, 2]
    assert (frame["base"] == 7).all()
    assert frame["share"].sum() == pytest.approx(1)
    assert not frame["suppressed"].any()


def test_small_classes_are_withheld_where_the_project_says_so(make):
    survey = make("suppressed")
    frame = survey.number_counts("w", "share")
    assert frame["suppressed"].all()
    assert frame["n"].isna().all()
    assert frame["share"].isna().all()
    assert survey.number_counts("w", "share", internal=True)["n"].sum() == 7


def test_nobody_answered(make):
    frame = make(values=[None, None]).number_counts("w", "share")
    assert frame["n"].tolist() == [0] * 10
    assert frame["share"].isna().all()


def test_only_numbers_have_classes(make):
    with pytest.raises(SurveyError, match="asks for no number"):
        make().number_counts("w", "size")
