"""What a response is worth: which questions count, and how far it got."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from pipeline.monitor.course import question_response
from pipeline.monitor.responses import items, nothing, responses
from pipeline.questionnaire import MissingKind
from tests import build

WAVE = "2016-12"
NOT_REACHED, NOT_SHOWN, REFUSED = (
    int(kind) for kind in (MissingKind.NOT_REACHED, MissingKind.NOT_SHOWN, MissingKind.REFUSED)
)


@pytest.fixture(scope="module")
def variables(questionnaire):
    return questionnaire.variables(WAVE)


@pytest.fixture(scope="module")
def counted(questionnaire):
    """Names of the items that count."""
    return list(dict.fromkeys(items(questionnaire, WAVE)["item"].drop_nulls()))


def one(questionnaire, answers, **options):
    data = build.wave_data(questionnaire, WAVE, {name: [code] for name, code in answers.items()}, n=1)
    return responses(data, questionnaire, **options).row(0, named=True)


def test_open_questions_are_no_items_and_boxes_are_one(questionnaire, variables, counted):
    closed = [v.name for v in variables if v.kind != "text" and v.scale != "checked"]
    boxes = {v.question.id for v in variables if v.scale == "checked"}
    assert counted == closed + sorted(boxes)
    assert "priorities" not in counted
    assert one(questionnaire, {"priorities": "a text"})["outcome"] == "opened"


def test_everything_answered_is_complete_and_nothing_is_opened(questionnaire, variables):
    everything = {v.name: 1 if v.kind != "text" else "text" for v in variables}
    found = one(questionnaire, everything)
    assert (found["outcome"], found["answered"], found["last"]) == ("complete", found["applicable"], 25)
    found = one(questionnaire, dict.fromkeys(everything, NOT_REACHED))
    assert (found["outcome"], found["answered"], found["last"]) == ("opened", 0, None)


def test_the_share_of_what_applies_decides(questionnaire, counted):
    some = dict.fromkeys(counted[: len(counted) // 2], 1)
    assert one(questionnaire, some)["outcome"] == "break_off"
    assert one(questionnaire, some, partial=0.4)["outcome"] == "partial"
    rest = dict.fromkeys(counted[len(counted) // 2 : -1], NOT_SHOWN)
    assert one(questionnaire, some | rest)["outcome"] == "complete", "what a filter left out does not apply"
    refused = dict.fromkeys(counted[len(counted) // 2 : -1], REFUSED)
    assert one(questionnaire, some | refused)["outcome"] == "break_off", "a refusal is no answer"


def test_unticked_boxes_are_no_answer_and_dont_know_is_one(questionnaire, variables):
    boxes = [v.name for v in variables if v.scale == "checked"]
    assert one(questionnaire, dict.fromkeys(boxes, 2))["answered"] == 0
    assert one(questionnaire, dict.fromkeys(boxes, 2) | {boxes[-1]: 1})["answered"] == 1
    assert one(questionnaire, {"tasks_security": int(MissingKind.DONT_KNOW)})["answered"] == 1


def test_the_last_question_answered_is_found(questionnaire):
    assert one(questionnaire, {"size_class": 1})["last"] == 1
    assert one(questionnaire, {"size_class": 1, "budget": 2})["last"] == 3
    assert one(questionnaire, {"priorities": "text"})["last"] == 25


def test_nobody_and_everybody_have_the_same_columns(questionnaire):
    empty = build.wave_data(questionnaire, WAVE, {}, n=0)
    assert responses(empty, questionnaire).schema == nothing().schema
    assert responses(empty, questionnaire).height == 0


def test_item_nonresponse_counts_items_of_submitted_responses(questionnaire, variables):
    boxes = [v.name for v in variables if v.scale == "checked"]
    answers = {
        "budget": [1, None, 2, 1],
        "strategy": [1, int(MissingKind.DONT_KNOW), REFUSED, 1],
        boxes[0]: [1, 2, 2, 1],
        **{box: [2, 2, 2, 2] for box in boxes[1:]},
    }
    data = build.wave_data(questionnaire, WAVE, answers, status=["complete"] * 3 + ["partial"])
    found = {one.question: one for one in question_response(data, questionnaire)}
    assert (found["budget"].answered, found["budget"].no_answer, found["budget"].asked) == (2, 1, 3)
    assert (found["strategy"].answered, found["strategy"].residual) == (1, 2)
    assert (found["good_practice"].answered, found["good_practice"].no_answer) == (1, 2)
    assert found["tasks"].asked == 3 * 15
    assert "priorities" not in found


def test_a_question_that_was_not_shown_was_not_asked(questionnaire):
    data = build.wave_data(questionnaire, WAVE, {"budget": [1, NOT_SHOWN]})
    found = {one.question: one.asked for one in question_response(data, questionnaire)}
    assert found["budget"] == 1


def test_enums_of_variables_are_understood(questionnaire):
    data = build.wave_data(questionnaire, WAVE, {"budget": [1]})
    names = data.answers["variable"].unique(maintain_order=True).to_list()
    enum = replace(data, answers=data.answers.with_columns(pl.col("variable").cast(pl.Enum(names))))
    assert responses(enum, questionnaire).equals(responses(data, questionnaire))
