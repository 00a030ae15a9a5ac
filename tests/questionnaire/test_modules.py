"""The modules: what each must have, that any of them fit into one wave, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.questionnaire.codes import question_variables
from pipeline.questionnaire.model import MissingKind, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.modules import Module
    from tests.questionnaire.small import Small

NAMES = ("admission", "discretion", "distribution", "governance", "housing", "networks", "rural", "sponsorship")
MODULE = """\
module: staffing
title: {de: Personal, en: Staffing}
motivation: {de: Warum, en: Why}
documents:
  "000": A document
questions:
  - {id: posts, type: number, unit: {de: Stellen, en: posts}, text: {de: "Wie viele?", en: "How many?"}, source: 000 Z. 1-2}
  - id: posts_rated
    type: battery
    scale: importance_3
    shown_if: {posts: [1]}
    text: {de: Wie wichtig, en: How important}
    source: 000 Z. 3
    items:
      - {id: posts_new, label: {de: Neue, en: New}, source: "000 Z. 3, 5-6; 000 Z. 9"}
"""
FILE = "modules/staffing.yaml"


@pytest.fixture(params=NAMES)
def module(request: pytest.FixtureRequest, questionnaire: Questionnaire) -> Module:
    return questionnaire.modules[request.param]


def test_there_are_eight(questionnaire: Questionnaire) -> None:
    assert tuple(sorted(questionnaire.modules)) == NAMES


def test_each_covers_six_to_eight_points(module: Module) -> None:
    # A number asked after a yes, or beside another answer, shares its lines: together they are one point.
    sources = {item.source for question in module.questions for item in question.items if item.source}
    sources |= {q.source for q in module.questions if not any(item.source for item in q.items)}
    assert 6 <= len(sources) <= 8


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from texts(entry)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))


def test_both_languages_say_something_of_their_own(module: Module) -> None:
    found = list(texts(module))
    names = {"EUROCITIES", "Solidarity Cities", "Intercultural Cities"}
    alike = {text.de for text in found if text.de == text.en and not text.de.endswith(")")}
    assert {text for text in alike if len(text) > 10} <= names
    assert [text.en for text in found if set(text.en) & set("äöüßÄÖÜ„")] == []
    assert [text.de for text in found if text.is_bracketed] == []


def test_headings_are_short_and_every_item_has_a_source(module: Module) -> None:
    for question in module.questions:
        assert max(len(question.title.de), len(question.title.en)) <= 60, question.id
        assert all(item.source or question.source for item in question.items)
        assert all(item.short for item in question.items), question.id


def test_names_survive_survey_tools(module: Module) -> None:
    """LimeSurvey takes codes of twenty characters without underscores."""
    for question in module.questions:
        assert len(question.id.replace("_", "")) <= 20
        assert all(len(item.id.replace("_", "")) <= 20 for item in question.items)


def test_whoever_cannot_or_will_not_answer_may_say_so(module: Module, questionnaire: Questionnaire) -> None:
    for question in module.questions:
        if question.scale is not None:
            kinds = [option.missing_kind for option in questionnaire.scale(question.scale).options if option.missing]
            assert kinds == [MissingKind.DONT_KNOW, MissingKind.REFUSED], question.id
        elif question.type == "number":
            assert None not in (question.unit, question.minimum, question.maximum), question.id
        else:
            assert question.items[-1].id.endswith("_none"), question.id


def test_scales_of_opinion_lean_to_neither_side(questionnaire: Questionnaire) -> None:
    """As many steps above the middle as below, except for importance, whose steps are those of 2016."""
    for name, scale in questionnaire.scales.items():
        if name.endswith("_dk") and scale.is_likert and name != "importance_5_dk":
            values = [option.value for option in scale.substantive]
            assert scale.neutral == sum(values) / len(values) == 3, name
    substantive = [(option.code, option.value, option.label) for option in questionnaire.scales["importance_5"].options]
    ours = questionnaire.scales["importance_5_dk"].substantive
    assert [(option.code, option.value, option.label) for option in ours] == substantive


def test_no_wording_names_a_year(module: Module) -> None:
    assert [text.de for text in texts(module.questions) if any(year in text.de for year in ("201", "202"))] == []


def test_all_modules_fit_into_one_wave_beside_the_core(questionnaire: Questionnaire) -> None:
    parts = (questionnaire.wave("2016-12"), *questionnaire.modules.values())
    questions = [question for part in parts for question in part.questions]
    names = [variable.name for question in questions for variable in question_variables(question)]
    items = [item.id for question in questions for item in question.items]
    assert len(set(names)) == len(names)
    assert len(set(items)) == len(items)


def test_filters_lead_to_what_the_module_asks_before(module: Module) -> None:
    before: set[str] = set()
    for question in module.questions:
        assert set(question.shown_if or {}) <= before
        before.add(question.id)


SLIPS = {
    "name": ("module: staffing", "module: staff", "module:", "describes module 'staff'"),
    "number": ("{id: posts,", "{id: posts, number: 1,", "module:", "which belongs to a wave"),
    "role": ("{id: posts,", "{id: posts, role: state,", "module:", "has a role"),
    "reconstructed": (
        "text: {de: Wie wichtig, en: How important}",
        "text: {de: '[Wichtigkeit]', en: '[importance]'}\n    reconstructed: [text]",
        "module:",
        "nobody can be asked",
    ),
    "no source": (", source: 000 Z. 1-2", "", "module:", "has no source"),
    "source in another form": ("000 Z. 3\n", "000, lines 3\n", "module:", "write document number and lines"),
    "source of an item": ('"000 Z. 3, 5-6; 000 Z. 9"', "L3", "module:", "has the source 'L3'"),
    "unknown document": ("source: 000 Z. 3\n", "source: 001 Z. 3\n", "module:", "documents: lacks"),
    "unused document": ('"000": A document', '"000": A document\n  "004": Another', "module:", "document 004"),
    "no motivation": ("motivation: {de: Warum, en: Why}\n", "", "module:", "'motivation' is missing"),
    "motivation in one language": ("{de: Warum, en: Why}", "{de: Warum}", "motivation:", "English wording"),
    "unknown scale": ("scale: importance_3", "scale: importance_4", "scale:", "'importance_4'"),
    "filter on what is not asked": ("{posts: [1]}", "{staff: [1]}", "shown_if", "not asked before it"),
    "question twice": ("id: posts_rated", "id: posts", "id: posts\n", "duplicate question id"),
}


def test_a_sound_module(small: Small) -> None:
    small.write(FILE, MODULE)
    assert small.mistakes() == []
    assert small.load().modules["staffing"].question("posts_rated").items[0].id == "posts_new"
    with pytest.raises(KeyError):
        small.load().modules["staffing"].question("tasks")


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_a_module_is_named_with_line_and_hint(small: Small, slip: tuple[str, str, str, str]) -> None:
    old, new, marker, found = slip
    small.write(FILE, MODULE)
    mistakes = small.change(FILE, old, new).mistakes()
    (mistake,) = [mistake for mistake in mistakes if found in str(mistake)]
    assert mistake.file == f"questionnaire/{FILE}"
    assert mistake.hint
    lines = (small.folder / FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    assert mistake.line == max(number for number, line in enumerate(lines, start=1) if marker in line)


def test_two_modules_that_could_not_stand_in_one_wave(small: Small) -> None:
    small.write(FILE, MODULE)
    small.write("modules/again.yaml", MODULE.replace("module: staffing", "module: again"))
    found = [mistake.found for mistake in small.mistakes()]
    assert found == [
        "question id 'posts' stands in the module 'again' too",
        "question id 'posts_rated' stands in the module 'again' too",
        "variable 'posts_rated_posts_new' stands in the module 'again' too",
        "item 'posts_new' stands in the module 'again' too",
    ]
