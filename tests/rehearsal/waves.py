"""Waves to rehearse: one with every type of question and filter, and the next wave as ``new-wave`` writes it."""

from __future__ import annotations

import datetime as dt

from pipeline.questionnaire import Questionnaire, load
from pipeline.questionnaire.model import Classification, Item, PlausibilityRule, Question, Scale, Section, Text, Wave
from pipeline.questionnaire.new_wave import new_wave
from tests.conftest import ROOT

FOLDER = ROOT / "questionnaire"


def text(de, en=None):
    return Text(de=de, en=de + " (en)" if en is None else en)


def scale(count, direction="descending", missing=()):
    options = [{"code": code, "label": text(f"Stufe {code}; „sehr“, <{count}>")} for code in range(1, count + 1)]
    if direction == "descending":
        options = [{**option, "value": count - option["code"]} for option in options]
    labels = {"dont_know": text("weiß nicht", "don't know"), "refused": text("keine Angabe", "prefer not to say")}
    options += [
        {"code": code, "missing": kind, "label": labels[kind]} for code, kind in enumerate(missing, start=count + 1)
    ]
    return Scale(direction=direction, options=options)


SCALES = {
    "agreement": scale(5, missing=("dont_know", "refused")),
    "plain": scale(4),
    "sizes": scale(8, "none"),
    "lands": scale(16, "none"),
}
CLASSIFICATIONS = {
    "size_class": Classification(
        title=text("Größe"),
        of="size_class",
        direction="descending",
        levels=[
            {"code": code, "id": f"size_{code}", "label": text(f"Größe {code}"), "codes": [code], "aside": code > 6}
            for code in range(1, 9)
        ],
    )
}
RULES = {
    "no_county_in_a_city_state": PlausibilityRule(
        severity="error",
        when={"land": (3, 5, 6)},
        never={"size": (7, 8)},
        reason=text("In den Stadtstaaten gibt es keine Landkreise."),
    )
}


def items(*ids):
    return tuple(Item(id=name, label=text(f"Zeile {name}, mit Komma; „und“ mehr")) for name in ids)


def every_type():
    """A questionnaire whose one wave asks everything that can be asked, filtered in every way there is."""
    ask = Question
    pages = [
        [
            ask(id="size", type="single", scale="sizes", role="size_class", text=text("Größe?"), mandatory=True),
            ask(id="land", type="single", scale="lands", role="state", text=text("Land?"), instruction=text("Wählen Sie.")),
            ask(id="office", type="yes_no", text=text("Gibt es eine Stelle?"), number=3),
            ask(id="office_name", type="text", text=text("Wie heißt sie?"), shown_if={"office": (1,)}),
            ask(id="view", type="single", scale="agreement", text=text("Wie sehen Sie das?"), statement=text("Es ist …")),
        ],
        [
            ask(id="tasks", type="battery", scale="agreement", text=text("Wie wichtig sind 1 < 2 & 3?"), number=5,
                items=items("time", "other", "a_very_long_item_of_this_one", "a_very_long_item_of_that_one")),
            ask(id="needs", type="battery", scale="plain", text=text("Was wird gebraucht?"), items=items("staff", "money"),
                mandatory=True, shown_if={"view": (1, 2, 3)}),
            ask(id="share", type="number", text=text("Welcher Anteil?"), minimum=0, maximum=100, unit=text("Prozent")),
            ask(id="places", type="number", text=text("Wie viele Plätze?"), minimum=0, unit=text("Plätze"), mandatory=True),
            ask(id="change", type="number", text=text("Um wie viel mehr?"), minimum=-50, maximum=50, shown_if={"share": (1,)}),
            ask(id="practice", type="multiple", text=text("Gute Praxis?"), number=7, items=items("school", "work"),
                other=text("Anderes, und zwar", "Something else")),
            ask(id="other", type="multiple", text=text("Nur Kästchen?"), items=items("left", "right"), mandatory=True),
        ],
        [
            ask(id="reasons", type="multiple", text=text("Welche Gründe?"), items=items("law", "budget"),
                other=text("Sonstige Gründe"), shown_if={"places": (1,), "size": (1, 2, 3, 4, 5)}),
            ask(id="effects", type="battery", scale="plain", text=text("Wirkungen?"), items=items("near", "far"),
                shown_if={"office_name": (1,)}),
            ask(id="agreed", type="yes_no", text=text("Einverstanden?")),
            ask(id="comments", type="text", text=text('Anmerkungen "hier"?\nBitte kurz.'), number=10),
        ],
    ]  # fmt: skip
    sections = tuple(
        Section(id=f"part_{number}", title=text(f"Teil {number}"), questions=tuple(questions))
        for number, questions in enumerate(pages, start=1)
    )
    wave = Wave(
        wave="2027", title=text("Befragung 2027"), field_period=(dt.date(2027, 1, 11), dt.date(2027, 2, 26)),
        source="a test", sections=sections,
    )  # fmt: skip
    return Questionnaire({"2027": wave}, SCALES, CLASSIFICATIONS, RULES)


def next_wave(*modules):
    """The wave of 2027 from December 2016, with modules, as ``munisurvey new-wave`` writes it."""
    draft = new_wave(FOLDER, load(FOLDER), "2027", based_on="2016-12", modules=modules)
    return draft.questionnaire
