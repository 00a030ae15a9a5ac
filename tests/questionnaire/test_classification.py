from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.questionnaire.classification import Classification

TEXT = {"de": "a", "en": "b"}


def classification(direction: str, aside: tuple[bool, ...]) -> Classification:
    levels = [
        {"code": code, "id": f"level_{code}", "label": TEXT, "codes": [code], "aside": outside}
        for code, outside in enumerate(aside, start=1)
    ]
    return Classification.model_validate({"title": TEXT, "of": "size_class", "direction": direction, "levels": levels})


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("none", []), ("ascending", ["level_1", "level_2"]), ("descending", ["level_2", "level_1"])],
)
def test_the_order_rises_and_leaves_out_what_stands_aside(direction, expected):
    aside = (False, False, direction != "none")
    assert [level.id for level in classification(direction, aside).rising] == expected


def test_a_level_stands_aside_only_from_an_order():
    with pytest.raises(ValidationError, match="'level_2' stands aside from an order that is not there"):
        classification("none", (False, True))
    with pytest.raises(ValidationError, match="needs two levels"):
        classification("ascending", (False, True))


def test_size_classes_rise_from_small_to_large_without_landkreise(questionnaire):
    for name in ("size_class", "size_group", "size_group_4"):
        rising = [level.id for level in questionnaire.classifications[name].rising]
        assert rising[0].startswith("small_")
        assert "cit" in rising[-1]
        assert not any("landkreis" in level for level in rising)
    assert questionnaire.classifications["state"].rising == ()
