from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.questionnaire.model import BUILT_IN_SCALES, MissingKind, ResponseOption, Scale, Text

TEXT = Text(de="a", en="b")


def scale(values: list[float | None], direction: str, neutral: float | None = None) -> Scale:
    options = [{"code": i, "value": value, "label": TEXT} for i, value in enumerate(values, start=1)]
    return Scale.model_validate({"direction": direction, "neutral": neutral, "options": options})


distinct = st.lists(st.integers(-5, 9), min_size=2, max_size=7, unique=True)


@given(distinct)
def test_a_scale_runs_as_its_direction_says_or_is_refused(values: list[int]) -> None:
    for direction, ordered in (("ascending", sorted(values)), ("descending", sorted(values, reverse=True))):
        if values == ordered:
            accepted = scale(values, direction)
            assert (accepted.low.value, accepted.high.value) == (min(values), max(values))
            assert [option.value for option in accepted.options] == values
        else:
            with pytest.raises(ValidationError, match="do not run"):
                scale(values, direction)


@given(distinct, st.floats(-20, 20))
def test_the_neutral_point_lies_on_the_value_axis(values: list[int], neutral: float) -> None:
    ordered = sorted(values)
    if ordered[0] <= neutral <= ordered[-1]:
        assert scale(ordered, "ascending", neutral).neutral == neutral
    else:
        with pytest.raises(ValidationError, match="outside the values"):
            scale(ordered, "ascending", neutral)


def test_values_need_an_order() -> None:
    with pytest.raises(ValidationError, match="do not run none"):
        scale([1, 2], "none")


def test_options_without_values_have_no_anchors() -> None:
    categories = scale([None, None], "descending")
    assert not categories.is_likert
    with pytest.raises(ValueError, match="no value"):
        _ = categories.low


def test_a_scale_of_missing_answers_only() -> None:
    with pytest.raises(ValidationError, match="only options that stand for a missing answer"):
        Scale(direction="none", options=(ResponseOption(code=1, label=TEXT, missing="refused"),))


def test_kinds_of_missing_keep_their_numbers() -> None:
    assert {kind.name: int(kind) for kind in MissingKind} == {
        "NO_ANSWER": -9,
        "DONT_KNOW": -8,
        "REFUSED": -7,
        "NOT_SHOWN": -6,
        "NOT_ASKED": -5,
        "NOT_REACHED": -4,
    }
    assert ResponseOption(code=1, label=TEXT, missing="dont_know").missing_kind is MissingKind.DONT_KNOW


def test_objects_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        TEXT.de = "c"


def test_built_in_scales() -> None:
    codes = {name: [option.code for option in built_in.options] for name, built_in in BUILT_IN_SCALES.items()}
    assert codes == {"checked": [1, 2], "yes_no": [1, 2], "given": [1]}
