from __future__ import annotations

import polars as pl
import pytest

from pipeline.ingest.answers import code_table, encode
from pipeline.ingest.columns import Layout
from pipeline.ingest.export import Export, text_frame
from pipeline.ingest.missing import EMPTY, NULL, SEEN
from pipeline.questionnaire import Questionnaire, question_variables
from pipeline.questionnaire.model import Mapping, Question

TEXT = {"de": "Frage", "en": "Question"}


class Asked(Questionnaire):
    """A questionnaire of one question."""

    def variables(self, wave_id):
        return tuple(question_variables(self.waves[wave_id]))


class Source:
    questionnaire = "w"
    mapping = None


def encoded(cells, *, null_distinguished=True, mapping=None, **question):
    asked = Question(id="q", text=TEXT, **question)
    mappings = {"m": mapping} if mapping else {}
    survey = Asked(waves={"w": asked}, scales={}, classifications={}, mappings=mappings)
    source = Source()
    source.mapping = "m" if mapping else None
    ids = [str(index) for index in range(1, len(cells) + 1)]
    rows = text_frame([ids, cells]).with_columns(pl.Series("row", range(1, len(cells) + 1)))
    export = Export("f.csv", "csv", ("id", "q"), rows, null_distinguished)
    layout = Layout("code", {"q": 1}, {"id": 0}, {})
    return encode(export, layout, survey, source)


def test_a_number_question():
    found = encoded(["12,5", "1.234,5", "", None], type="number", minimum=0)
    assert found.codes["q"].to_list() == [1, 1, SEEN, NULL]
    assert found.numbers["q"].to_list() == [12.5, 1234.5, None, None]
    assert found.outcomes["number"] == 2


def test_numbers_outside_the_limits_and_words_are_problems():
    found = encoded(["-1", "50", "viele", "101"], type="number", minimum=0, maximum=100)
    assert [problem.row for problem in found.problems] == [1, 3, 4]
    assert found.problems[0].expected == "a number from 0 to 100"


def test_a_mask_before_an_equals_sign_is_taken_off():
    found = encoded(["'=1+1", "'quoted'", "="], type="text")
    assert found.texts["q"].to_list() == ["=1+1", "'quoted'", "="]


def test_na_is_an_answer_to_a_text_question():
    assert encoded(["N/A"], type="text").codes["q"].to_list() == [1]


def test_long_yes_and_no_cannot_tell_an_empty_cell():
    found = encoded(["Ja", "Nein", "N/A", ""], type="yes_no")
    assert found.mode == "long"
    assert found.codes["q"].to_list() == [1, 2, EMPTY, EMPTY]


def test_short_yes_and_no():
    found = encoded(["Y", "N", "", None], type="yes_no")
    assert found.mode == "short"
    assert found.codes["q"].to_list() == [1, 2, SEEN, NULL]


def test_nothing_is_proved_by_an_empty_cell_where_null_is_lost():
    assert encoded(["Y", "", None], type="yes_no", null_distinguished=False).codes["q"].to_list() == [1, EMPTY, EMPTY]


def test_a_column_without_any_answer():
    assert encoded([None, None], type="yes_no").codes["q"].to_list() == [NULL, NULL]


@pytest.mark.parametrize("long", [True, False])
def test_a_mapping_to_a_code_the_scale_lacks_is_no_answer(questionnaire, long):
    mapping = Mapping(tool="t", columns={}, codes={"yes_no": {"J": 1, "X": 7}}, labels={"yes_no": {"Vielleicht": 7}})
    (variable,) = question_variables(Question(id="q", text=TEXT, type="yes_no"))
    assert set(code_table(questionnaire, variable, mapping, long=long).values()) <= {1, 2}
