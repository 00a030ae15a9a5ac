"""Every statistical method has its words, and its literature."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import pipeline.statistics
from pipeline.statistics.result import Method
from pipeline.wording.methods import ADJUSTMENTS, METHODS


def methods():
    """Every method that a module of the room of statistics names, found as a reader of the code would find it."""
    for module in pkgutil.iter_modules(pipeline.statistics.__path__):
        names = vars(importlib.import_module(f"pipeline.statistics.{module.name}"))
        yield from (value for value in names.values() if isinstance(value, Method))


FOUND = {method.id: method for method in methods()}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_method_has_words_in_both_languages_and_its_literature(name):
    assert set(METHODS[name]) == {"de", "en"}
    for title, sentence in METHODS[name].values():
        assert not title.endswith(".")
        assert sentence.endswith(".")
    assert re.search(r"\(\d{4}\)", FOUND[name].reference), FOUND[name].reference
    assert FOUND[name].computed_by


def test_no_words_are_left_without_a_method():
    assert set(METHODS) <= set(FOUND)


@pytest.mark.parametrize("texts", [*METHODS.values(), *ADJUSTMENTS.values()])
def test_no_method_speaks_of_causes(texts):
    for language, forbidden in (
        ("de", r"bewirk|Wirkung|Einfluss|führt zu|verursach"),
        ("en", r"cause|effect of|leads to"),
    ):
        assert not re.search(forbidden, " ".join(texts[language]))
