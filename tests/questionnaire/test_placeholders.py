from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire.placeholders import open_texts, placeholders

if TYPE_CHECKING:
    from tests.questionnaire.small import Small


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("[as described by us]", ()),
        ("[[name]]", ("name",)),
        ("[[ name\n  and place ]], [[name]]", ("name and place", "name")),
        ("[[name]] and [[name]]", ("name",)),
        ("[[never closed", ()),
    ],
)
def test_what_stands_in_double_brackets(text: str, found: tuple[str, ...]) -> None:
    assert placeholders(text) == found


@given(st.lists(st.text("abc ä", min_size=1).filter(str.strip), max_size=4))
def test_every_placeholder_is_found_once(names: list[str]) -> None:
    text = ", ".join(f"so [[{name}]]" for name in names)
    assert placeholders(text) == tuple(dict.fromkeys(" ".join(name.split()) for name in names))


def test_the_texts_of_a_wave_by_key_and_language(small: Small) -> None:
    small.change(
        "waves/late.yaml",
        "source: invented",
        "source: invented\n"
        "contact: {de: 'Fragen an [[Name]], [[Telefon]]', en: 'Ask [[name]], [[telephone]]'}\n"
        "welcome: {de: 'Guten Tag', en: 'Good [[time of day]]'}",
    )
    assert list(open_texts(small.load().wave("late"))) == [
        ("welcome", "en", ("time of day",)),
        ("contact", "de", ("Name", "Telefon")),
        ("contact", "en", ("name", "telephone")),
    ]
    assert list(open_texts(small.load().wave("early"))) == []
