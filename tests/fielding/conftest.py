from __future__ import annotations

import datetime as dt

import pytest

from pipeline.questionnaire import Questionnaire
from pipeline.questionnaire.model import Item, Question, Scale, Section, Text, Wave


def text(de, en=None):
    return Text(de=de, en=de + " (en)" if en is None else en)


def scale(count=5, *, dont_know=False):
    options = [{"code": code, "value": count - code, "label": text(f"Stufe {code}")} for code in range(1, count + 1)]
    if dont_know:
        options.append({"code": count + 1, "missing": "dont_know", "label": text("weiß nicht", "don't know")})
    return Scale(direction="descending", options=options)


SCALES = {"agreement": scale(dont_know=True), "many": scale(16), "two": scale(2)}


def items(*ids):
    return tuple(Item(id=name, label=text(f"Zeile {name}")) for name in ids)


def wave_of(*sections, **texts):
    """A wave of the given sections, each a list of questions."""
    made = tuple(
        Section(id=f"part_{number}", title=text(f"Teil {number}"), questions=tuple(questions))
        for number, questions in enumerate(sections, start=1)
    )
    return Wave(
        wave="2027", title=text("Befragung 2027"), field_period=(dt.date(2027, 1, 1), dt.date(2027, 2, 1)),
        source="a test", sections=made, **texts,
    )  # fmt: skip


def questionnaire_of(wave, scales=None):
    return Questionnaire(waves={wave.wave: wave}, scales=scales or SCALES, classifications={})


def every_type(goals="Ziele"):
    """A wave that asks one question of every type on three pages, some filtered in every way there is."""
    ask = Question
    return wave_of(
        [
            ask(id="size", type="single", scale="agreement", text=text("Größe?"), number=1, mandatory=True),
            ask(id="land", type="single", scale="many", text=text("Land?"), number=2, instruction=text("Wählen Sie.")),
            ask(id="facility", type="yes_no", text=text("Gibt es eine Stelle?"), number=3),
            ask(id="facility_name", type="text", text=text("Wie heißt sie?"), shown_if={"facility": (1,)}),
            ask(id="opinion", type="single", scale="agreement", text=text("Meinung?"), statement=text("Sie ist …"), number=4),
        ],
        [
            ask(
                id="tasks", type="battery", scale="agreement", text=text(f"Aufgaben & {goals}?"), number=5,
                items=items("first_task", "time", "other", "a_very_long_item_of_this_one", "a_very_long_item_of_that_one"),
            ),
            ask(id="staff", type="number", text=text("Wie viele Stellen?"), number=6, minimum=0, maximum=5000, unit=text("Stellen")),
            ask(
                id="practice", type="multiple", text=text("Gute Praxis?"), number=7, items=items("school", "work"),
                other=text("Anderes, und zwar", "Something else"),
            ),
            ask(id="boxes", type="multiple", text=text("Nur Kästchen?"), number=8, items=items("left", "right")),
        ],
        [
            ask(id="seed", type="battery", scale="two", text=text("Warum?"), number=9, items=items("law", "money"),
                shown_if={"staff": (1,), "size": (1, 2)}),
            ask(id="comments", type="text", text=text('Anmerkungen "hier"?\nBitte kurz.'), number=10, shown_if={"facility_name": (1,)}),
            ask(id="closing", type="text", text=text("Noch etwas?"), number=11),
        ],
    )  # fmt: skip


@pytest.fixture
def asked():
    """The questionnaire of :func:`every_type`."""
    return questionnaire_of(every_type())
