"""A small questionnaire with one question of every kind that a rule looks at."""

from __future__ import annotations

import datetime as dt

from pipeline.questionnaire import Questionnaire
from pipeline.questionnaire.model import (
    Item,
    PlausibilityRule,
    Question,
    QuestionType,
    ResponseOption,
    Scale,
    Section,
    Text,
    Wave,
)
from tests.build import wave_data

N = 12
ITEMS = ("a", "b", "c", "d", "e")


def same(text):
    return Text(de=text, en=f"{text} (en)")


def options(*labels, values=None):
    worth = values or [None] * len(labels)
    pairs = zip(labels, worth, strict=True)
    return tuple(ResponseOption(code=i, label=same(label), value=v) for i, (label, v) in enumerate(pairs, start=1))


RATING = Scale(
    direction="descending",
    neutral=3,
    options=(
        *options("viel", "eher viel", "mittel", "eher wenig", "wenig", values=[5, 4, 3, 2, 1]),
        ResponseOption(code=8, label=same("weiß nicht"), missing="dont_know"),
    ),
)
SCALES = {
    "mini_size": Scale(direction="none", options=options("Stadt", "Gemeinde", "Landkreis")),
    "mini_state": Scale(direction="none", options=options("Flächenland", "Stadtstaat")),
    "mini_rating": RATING,
}


def question(name, kind, **more):
    return Question(id=name, type=QuestionType(kind), text=same(name), title=same(name.title()), **more)


MINI = (
    question("size_class", "single", scale="mini_size", role="size_class", mandatory=True, number=1),
    question("state", "single", scale="mini_state", role="state", number=2),
    question("strategy", "yes_no"),
    question("strategy_name", "text", shown_if={"strategy": (1,)}),
    question("staff", "number", minimum=0, maximum=100),
    question(
        "tasks", "battery", scale="mini_rating", items=tuple(Item(id=i, label=same(f"Aufgabe {i}")) for i in ITEMS)
    ),
    question(
        "measures", "multiple", mandatory=True, items=(Item(id="x", label=same("X")), Item(id="y", label=same("Y")))
    ),
)


def wave(name, questions):
    section = Section(id="all", title=same("Alles"), questions=questions)
    period = (dt.date(2026, 11, 2), dt.date(2026, 11, 20))
    return Wave(wave=name, title=same(f"Mini <b>{name}</b>"), field_period=period, source="test", sections=(section,))


def instrument(questionnaire):
    """The questionnaire of the repository with two small ones beside it."""
    rule = PlausibilityRule(
        severity="error", when={"state": (2,)}, never={"size_class": (3,)}, reason=same("Kein Landkreis im Stadtstaat.")
    )
    only_tasks = tuple(entry for entry in MINI if entry.id == "tasks")
    return Questionnaire(
        waves={**questionnaire.waves, "mini": wave("mini", MINI), "bare": wave("bare", only_tasks)},
        scales={**questionnaire.scales, **SCALES},
        classifications=questionnaire.classifications,
        plausibility={**questionnaire.plausibility, "mini_rule": rule},
    )


def clean(questionnaire, name="clean", n=N):
    """A wave that breaks no rule."""
    rows = range(n)
    answers = {
        "size_class": [row % 2 + 1 for row in rows],
        "state": [1] * n,
        "strategy": [row % 2 + 1 for row in rows],
        "strategy_name": ["Leitbild" if row % 2 == 0 else None for row in rows],
        "staff": [row * 5 for row in rows],
        **{f"tasks_{item}": [(row + i) % 5 + 1 for row in rows] for i, item in enumerate(ITEMS)},
        "measures_x": [1] * n,
        "measures_y": [2] * n,
    }
    return wave_data(questionnaire, "mini", answers, wave=name, n=n)
