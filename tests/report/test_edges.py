"""Shapes that real surveys have and templates forget: nobody, one, none of a kind."""

from __future__ import annotations

import pytest

from pipeline.questionnaire import load
from pipeline.report import render_wave
from tests.build import random_answers
from tests.conftest import ROOT
from tests.report import surveys
from tests.report.reading import Page

pytestmark = pytest.mark.slow

TEXT_ONLY = """
wave: 2016-12
title: {de: Nur Text, en: Text only}
field_period: [2016-12-01, 2016-12-20]
source: Test
sections:
  - id: only
    title: {de: Einziger Teil, en: Only part}
    questions:
      - id: remark
        type: text
        text: {de: "Was noch? 1. alles @x $y$", en: Anything else?}
      - id: method  # named like a chapter of the report
        type: text
        text: {de: "Wie?", en: "How?"}
"""


def rendered(made, language="de", formats=("html",)):
    paths = render_wave(made, "test", (language,), formats, renderer="embedded")
    assert [path.suffix for path in paths] == [f".{kind}" for kind in formats]
    page = Page(paths[0].read_text(encoding="utf-8"))
    words = " ".join(page.words)
    assert "nan" not in words.lower().split()
    assert language == "en" or "None" not in page.words
    assert {link[1:] for link in page.links} <= page.targets
    return words


@pytest.fixture
def answers():
    return random_answers(load(ROOT / "questionnaire"), "2016-12", 32, missing=0)


def test_unused_option_unanswered_item_and_empty_class(tmp_path, answers):
    answers["size_class"] = [5] * 32
    answers["budget"] = [1] * 32
    answers["tasks_security"] = [None] * 32
    answers["needs_social_housing"] = [None] * 32
    words = rendered(surveys.project(tmp_path, answers), formats=("html", "pdf"))
    assert "Haushaltsnotlage 0 % (0)" in words.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "Gewährleistung von Sicherheit – –" in words


def test_nobody_answers_a_question(tmp_path, answers):
    for name in answers:
        if name.startswith("support_") or name == "coping":
            answers[name] = [None] * 32
    assert rendered(surveys.project(tmp_path, answers)).count("hat keine der gezählten Kommunen geantwortet") == 2


def test_one_respondent(tmp_path):
    assert "(n ·)" in rendered(surveys.project(tmp_path, n=1)).replace("\N{NO-BREAK SPACE}", " ")


def test_no_complete_response(tmp_path):
    made = surveys.project(tmp_path, n=3, status=["partial", "opened", "test"])
    assert "keine Antwort gezählt" in rendered(made)
    assert "No response is counted" in rendered(made, "en")


def test_no_response_at_all(tmp_path):
    assert "keine Antwort gezählt" in rendered(surveys.project(tmp_path, {}, n=0))


def test_only_text_questions(tmp_path):
    made = surveys.project(tmp_path, {"remark": ["eins", None]}, n=2, edit=lambda _: TEXT_ONLY)
    words = rendered(made)
    assert "Was noch? 1. alles @x $y$" in words
    assert "Wie viele eingeladen waren, ist nicht angegeben" in words


def test_withheld_answers_stay_away(tmp_path, monkeypatch):
    from tests import build

    original = build.wave_data

    def withheld(*arguments, **options):
        from dataclasses import replace

        return replace(original(*arguments, **options), open_answers_policy="withheld")

    monkeypatch.setattr(surveys, "wave_data", withheld)
    words = rendered(surveys.project(tmp_path))
    assert "werden für diese Welle nicht veröffentlicht" in words
    assert "Text 3" not in words
