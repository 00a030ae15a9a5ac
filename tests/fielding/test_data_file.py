"""Columns of a data file: one coding that every format can declare, and nothing told apart before that is not after."""

from __future__ import annotations

import pytest

from pipeline.fielding.data_file import FAR, column, columns, groups
from pipeline.questionnaire import MissingKind, question_variables
from pipeline.questionnaire.model import Question
from pipeline.questionnaire.scale import ResponseOption, Scale
from tests.fielding.conftest import SCALES, questionnaire_of, text, wave_of


def only(question, **scales):
    questionnaire = questionnaire_of(wave_of([question]), {**SCALES, **scales})
    return column(questionnaire, next(question_variables(questionnaire.wave("2027").question(question.id))))


def test_a_printed_dont_know_is_kept_as_its_kind_in_its_own_words():
    found = only(Question(id="q", type="single", scale="agreement", text=text("Frage?")))
    assert [category.code for category in found.substantive] == [1, 2, 3, 4, 5]
    assert [category.code for category in found.missing] == [-9, -8, -7, -6, -5, -4]
    dont_know = found.missing[1]
    assert (dont_know.label.de, dont_know.printed) == ("weiß nicht", 6)
    assert found.stored == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: -8, -9: -9, -8: -8, -7: -7, -6: -6, -5: -5, -4: -4}


def test_two_options_of_one_kind_stay_apart():
    options = [
        ResponseOption(code=1, label=text("ja")),
        ResponseOption(code=6, missing="dont_know", label=text("weiß nicht")),
        ResponseOption(code=7, missing="dont_know", label=text("keine Schätzung")),
        ResponseOption(code=8, missing="refused", label=text("keine Angabe")),
    ]
    scale = Scale(direction="none", options=options)
    found = only(Question(id="q", type="single", scale="two_kinds", text=text("Frage?")), two_kinds=scale)
    assert {printed: found.stored[printed] for printed in (6, 7, 8)} == {6: -8, 7: -807, 8: -7}
    assert found.stored[-8] == -8
    assert len({category.code for category in found.categories}) == len(found.categories)


@pytest.mark.parametrize(("limits", "shift"), [({"minimum": 0}, 0), ({"minimum": -5}, FAR), ({}, FAR)])
def test_codes_of_missing_numbers_are_never_answers(limits, shift):
    found = only(Question(id="q", type="number", text=text("Wie viele?"), **limits))
    assert found.kind == "number"
    assert not found.substantive
    assert [category.code for category in found.missing] == [kind - shift for kind in MissingKind]


def test_every_variable_is_a_column_and_says_what_it_is(asked):
    found = {each.name: each for each in columns(asked, "2027")}
    assert list(found) == [variable.name for variable in asked.variables("2027")]
    assert found["tasks_time"].label.de == "Aufgaben & Ziele?: Zeile time"
    assert found["practice_other"].stored[1] == 1
    assert found["size"].measure == "ordinal"
    assert found["facility"].measure == "nominal"
    assert {first.question.id: len(members) for first, members in groups(tuple(found.values()))} == {
        "tasks": 5, "practice": 3, "boxes": 2, "seed": 2,
    }  # fmt: skip
