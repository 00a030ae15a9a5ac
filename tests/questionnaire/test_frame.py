from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire import QuestionnaireError
from pipeline.questionnaire.frame import Frame, read_frame
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pipeline.questionnaire import Questionnaire

REFERENCE = ROOT / "data" / "reference"


def test_the_frame_that_ships_adds_up_to_the_official_totals(questionnaire: Questionnaire) -> None:
    frame = read_frame(REFERENCE, questionnaire.classifications)
    crossed = {name: sum(cell.units for cell in frame.cells if dict(cell.levels).get("size_group") == name)
               for name in ("large_cities", "medium_towns")}  # fmt: skip
    assert crossed == {"large_cities": 80, "medium_towns": 621}
    municipalities = [frame.least("size_class", [code]) for code in range(1, 7)]
    assert sum(units for units, _ in municipalities) == 10_796
    assert frame.least("size_class", [7, 8]) == (294, True)


def test_city_states_hold_one_or_two_municipalities_and_other_laender_many(questionnaire: Questionnaire) -> None:
    frame = read_frame(REFERENCE, questionnaire.classifications)
    assert [frame.least("state", [code]) for code in (3, 5, 6)] == [(1, True), (2, True), (1, True)]
    others = [frame.least("state", [code]) for code in range(1, 17) if code not in (3, 5, 6)]
    assert min(units for units, _ in others) == 9
    assert not any(exact for _, exact in others)


def test_cities_alone_in_their_size_and_land_are_found(questionnaire: Questionnaire) -> None:
    frame = read_frame(REFERENCE, questionnaire.classifications)
    alone = [dict(cell.levels) for cell in frame.rare(1)]
    assert [cell["state"] for cell in alone] == ["bb", "sl", "mv", "be", "hh"]
    assert {cell["size_group"] for cell in alone} == {"large_cities"}


def test_a_frame_of_ones_own_comes_first_and_nothing_is_known_without_one(tmp_path, questionnaire) -> None:
    assert read_frame(tmp_path, questionnaire.classifications) == Frame()
    assert Frame().least("state", [1]) is None
    (tmp_path / "frame_2020.csv").write_text("state,units\nbw,3\n", encoding="utf-8")
    (tmp_path / "frame.csv").write_text("state,units\nbw,4\nby+be,7\n", encoding="utf-8")
    frame = read_frame(tmp_path, questionnaire.classifications)
    assert (frame.file, frame.least("state", [1]), frame.least("state", [2, 3])) == ("frame.csv", (4, True), (7, True))
    assert frame.least("state", [1, 2, 3]) == (11, False)
    assert frame.least("state", [2]) is None


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("land,units\n", 1, "unknown column 'land'"),
        ("state\nbw\n", 1, "the column 'units' is missing"),
        ("state,units\nbw,4\nxx,1\n", 3, "'state' has no level 'xx'"),
        ("state,units\nbw,1.000\n", 2, "units are '1.000'"),
        ("state,units\n,4\n", 2, "the row names no level"),
        ("state,units\nbw,4\nbw,5\n", 3, "the row stands there twice"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, questionnaire, text: str, line: int, found: str) -> None:
    (tmp_path / "frame.csv").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionnaireError) as caught:
        read_frame(tmp_path, questionnaire.classifications)
    assert [(mistake.line, mistake.found) for mistake in caught.value.mistakes] == [(line, found)]
