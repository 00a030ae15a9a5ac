from __future__ import annotations

import polars as pl
import pytest

from pipeline.ingest.missing import EMPTY, NULL, SEEN, UNSEEN, resolve
from pipeline.questionnaire import wave_variables
from pipeline.questionnaire.model import Wave

TEXT = {"de": "x", "en": "x"}
WAVE = Wave.model_validate(
    {
        "wave": "w",
        "title": TEXT,
        "field_period": ("2026-01-01", "2026-01-31"),
        "source": "test",
        "sections": [
            {
                "id": "one",
                "title": TEXT,
                "questions": [
                    {"id": "a", "type": "yes_no", "text": TEXT},
                    {"id": "b", "type": "text", "text": TEXT, "shown_if": {"a": [1]}},
                ],
            },
            {
                "id": "two",
                "title": TEXT,
                "questions": [
                    {"id": "c", "type": "yes_no", "text": TEXT, "shown_if": {"b": [1]}},
                    {
                        "id": "m",
                        "type": "multiple",
                        "text": TEXT,
                        "items": [{"id": "x", "label": TEXT}, {"id": "y", "label": TEXT}],
                    },
                ],
            },
        ],
    }
)
VARIABLES = wave_variables(WAVE)
NO_ANSWER, NOT_SHOWN, NOT_REACHED = -9, -6, -4


def resolved(cells, *, submitted, lastpage=None):
    """The codes of one response (a, b, c, m_x, m_y), and which of them are ambiguous."""
    names = [variable.name for variable in VARIABLES]
    frame = pl.DataFrame(
        {name: [cell] for name, cell in zip(names, cells, strict=True)}, schema_overrides=dict.fromkeys(names, pl.Int16)
    )
    pages = None if lastpage is None else pl.Series([lastpage])
    result = resolve(frame, VARIABLES, WAVE, pl.Series([submitted]), pages)
    found = {name for name in result.ambiguous.columns if result.ambiguous[name][0]}
    return list(result.codes.row(0)), found, dict(result.outcomes)


def test_seen_and_left_empty():
    assert resolved([1, SEEN, 2, 1, 2], submitted=True)[0] == [1, NO_ANSWER, 2, 1, 2]


def test_a_filter_that_is_not_met_hides_and_a_hidden_question_hides_the_next():
    codes, _, outcomes = resolved([2, NULL, NULL, 1, 2], submitted=True)
    assert codes == [2, NOT_SHOWN, NOT_SHOWN, 1, 2]
    assert outcomes == {"missing_not_shown": 2}


def test_no_answer_to_the_question_of_a_filter_hides_too():
    assert resolved([SEEN, NULL, NULL, 1, 2], submitted=True)[0][:3] == [NO_ANSWER, NOT_SHOWN, NOT_SHOWN]


def test_null_in_a_submitted_response_was_left_out_by_a_program():
    codes, _, outcomes = resolved([1, NULL, NULL, NULL, NULL], submitted=True)
    assert codes == [1, NO_ANSWER, NOT_SHOWN, NO_ANSWER, NO_ANSWER]
    assert outcomes == {"missing_left_out": 3, "missing_not_shown": 1}


def test_null_after_a_break_off_was_not_reached():
    assert resolved([NULL] * 5, submitted=False)[0] == [NOT_REACHED] * 5
    assert resolved([1, 1, NULL, NULL, NULL], submitted=False)[0] == [1, 1, *[NOT_REACHED] * 3]


def test_an_undecided_cell_of_a_submitted_response_was_left_blank():
    codes, ambiguous, _ = resolved([EMPTY, EMPTY, EMPTY, 1, EMPTY], submitted=True)
    assert codes == [NO_ANSWER, NOT_SHOWN, NOT_SHOWN, 1, 2]
    assert not ambiguous


def test_boxes_without_any_tick_in_a_submitted_response_are_ambiguous():
    codes, ambiguous, outcomes = resolved([1, 1, 1, EMPTY, EMPTY], submitted=True)
    assert codes[3:] == [2, 2]
    assert ambiguous == {"m_x", "m_y"}
    assert outcomes == {"ambiguous": 2, "recoded": 0}


@pytest.mark.parametrize(
    ("cells", "lastpage", "expected", "ambiguous"),
    [
        ([EMPTY, EMPTY, EMPTY, EMPTY, EMPTY], 0, [NOT_REACHED] * 5, set()),
        ([1, EMPTY, EMPTY, EMPTY, EMPTY], 1, [1, NO_ANSWER, NOT_SHOWN, NOT_REACHED, NOT_REACHED], {"m_x", "m_y"}),
        ([1, EMPTY, EMPTY, 1, EMPTY], 1, [1, NO_ANSWER, NOT_SHOWN, 1, 2], set()),
        ([1, EMPTY, EMPTY, EMPTY, EMPTY], 0, [1, NO_ANSWER, NOT_SHOWN, NOT_REACHED, NOT_REACHED], set()),
        ([1, 1, EMPTY, NULL, EMPTY], 1, [1, 1, NOT_REACHED, NOT_REACHED, NOT_REACHED], set()),
    ],
)
def test_an_undecided_cell_of_an_unfinished_response(cells, lastpage, expected, ambiguous):
    assert resolved(cells, submitted=False, lastpage=lastpage)[:2] == (expected, ambiguous)


def test_without_pages_a_later_answer_proves_that_a_question_was_seen():
    codes, ambiguous, _ = resolved([EMPTY, EMPTY, 1, EMPTY, EMPTY], submitted=False)
    assert codes == [NO_ANSWER, NOT_SHOWN, 1, NOT_REACHED, NOT_REACHED]
    assert ambiguous == {"m_x", "m_y"}


def test_what_a_tool_calls_unseen_was_not_shown_before_what_was_seen_and_not_reached_after_it():
    assert resolved([1, 1, 2, UNSEEN, UNSEEN], submitted=True)[0] == [1, 1, 2, NOT_SHOWN, NOT_SHOWN]
    assert resolved([UNSEEN, UNSEEN, 1, UNSEEN, UNSEEN], submitted=False)[0] == [
        *[NOT_SHOWN] * 2,
        1,
        *[NOT_REACHED] * 2,
    ]
    assert resolved([UNSEEN] * 5, submitted=False)[0] == [NOT_REACHED] * 5
    assert resolved([2, UNSEEN, UNSEEN, UNSEEN, UNSEEN], submitted=False)[0] == [
        2,
        *[NOT_SHOWN] * 2,
        *[NOT_REACHED] * 2,
    ]


def test_an_empty_cell_after_what_a_tool_calls_unseen_was_not_reached_either():
    codes, ambiguous, _ = resolved([UNSEEN, EMPTY, UNSEEN, UNSEEN, UNSEEN], submitted=False)
    assert (codes, ambiguous) == ([NOT_REACHED] * 5, set())


def test_kinds_that_a_tool_states_are_taken_over_and_show_that_a_question_was_seen():
    codes, _, outcomes = resolved([-8, EMPTY, -7, -5, -9], submitted=False)
    assert codes == [-8, NOT_SHOWN, -7, -5, NO_ANSWER]
    kinds = ("dont_know", "not_shown", "refused", "not_asked", "no_answer")
    assert outcomes | {"recoded": 0} == {"recoded": 0, **{f"missing_{kind}": 1 for kind in kinds}}
