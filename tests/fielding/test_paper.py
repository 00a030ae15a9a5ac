"""The printed questionnaire: everything is asked once, nothing is split or cut off, no text is taken for markup."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import typst
from hypothesis import given, settings

from pipeline.fielding import FieldingError
from pipeline.fielding.paper import TEMPLATE, inputs, write
from pipeline.fielding.paper_content import content, paragraphs, roman, shown
from pipeline.questionnaire import LANGUAGES
from pipeline.questionnaire.model import Item, Question
from pipeline.typesetting import font_folders
from tests.fielding.conftest import SCALES, every_type, items, questionnaire_of, scale, text, wave_of
from tests.fielding.random_waves import questionnaires

LAST = 297 - 20
"""Lower edge of the text, in mm."""


def places(questionnaire, wave="2027", language="de"):
    """Where questions and items begin, and where questions end: (kind, id) to (page, mm from the top)."""
    found = typst.query(
        TEMPLATE, "<place>", field="value", root=str(TEMPLATE.parent), sys_inputs=inputs(questionnaire, wave, language),
        font_paths=[str(folder) for folder in font_folders()], ignore_system_fonts=True,
    )  # fmt: skip
    entries = [((entry["kind"], entry["id"]), (entry["page"], entry["y"])) for entry in json.loads(found)]
    assert len(dict(entries)) == len(entries)
    return dict(entries)


def expected(wave):
    named = {("question", question.id) for question in wave.questions} | {("end", q.id) for q in wave.questions}
    for question in wave.questions:
        named |= {("item", f"{question.id}.{item.id}") for item in question.items}
        if question.other:
            named.add(("item", f"{question.id}.other"))
    return named if wave.status == "reconstructed" else named | {("end", "questionnaire")}


def battery(count, label="Zeile", **rest):
    rows = tuple(Item(id=f"row_{number}", label=text(f"{label} {number}")) for number in range(count))
    return Question(id="b", type="battery", scale="agreement", text=text("Viele Zeilen?"), items=rows, **rest)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wave", ["2011", "2016-01", "2016-12"])
def test_every_question_and_item_stands_once_in_order_and_whole(questionnaire, wave, language):
    asked = questionnaire.wave(wave)
    found = places(questionnaire, wave, language)
    assert set(found) == expected(asked)
    starts = [found["question", question.id] for question in asked.questions]
    assert starts == sorted(starts)
    for question in asked.questions:
        inside = [found["item", f"{question.id}.{item.id}"] for item in question.items]
        whole = [found["question", question.id], *inside, found["end", question.id]]
        assert len({page for page, _ in whole}) == 1, question.id
        assert whole[-1][1] <= LAST


@pytest.mark.slow
@settings(max_examples=8)
@given(questionnaires())
def test_whatever_is_asked_is_printed(questionnaire):
    found = places(questionnaire)
    assert set(found) == expected(questionnaire.wave("2027"))
    assert all(y <= LAST for _, y in found.values())
    assert all(artefact.content.startswith(b"%PDF") for artefact in write(questionnaire, "2027"))


@pytest.mark.slow
def test_a_battery_longer_than_a_page_breaks_between_items_and_evenly():
    opening = Question(id="a", type="yes_no", text=text("Davor?"))
    found = places(questionnaire_of(wave_of([opening, battery(60)])))
    pages = [found["item", f"b.row_{number}"][0] for number in range(60)]
    assert pages == sorted(pages)
    counts = [pages.count(page) for page in dict.fromkeys(pages)]
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1
    assert found["question", "b"][0] == pages[0]
    assert all(y <= LAST for _, y in found.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x") $x$ *fett* _kursiv_ `code` <label> @ref [[offen] {{< x >}} \\ "a" \'b\' // = - + ~ ---',
        "wort " * 700,
        "x" * 300,
        "Zeile\nnoch eine\r\n\tund\x0bnoch eine \N{HOUSE BUILDING} \u202e",
    ],
)
def test_a_text_is_printed_letter_by_letter(hostile):
    asked = [
        Question(id="a", type="single", scale="two", text=text(hostile), instruction=text(hostile), statement=text(hostile)),
        Question(id="b", type="battery", scale="two", text=text("?"), items=(Item(id="row", label=text(hostile)),)),
        Question(id="c", type="multiple", text=text("?"), items=(Item(id="box", label=text(hostile)),), other=text(hostile)),
        Question(id="d", type="number", text=text("?"), unit=text(hostile)),
    ]  # fmt: skip
    questionnaire = questionnaire_of(wave_of(asked, data_protection=text(hostile), contact=text(hostile)))
    assert set(places(questionnaire)) == expected(questionnaire.wave("2027"))
    for artefact in write(questionnaire, "2027"):
        assert artefact.content.startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 7, 11, 20])
def test_scales_of_any_length_fit(count):
    scales = {**SCALES, "agreement": scale(count, dont_know=True)}
    found = places(questionnaire_of(wave_of([battery(3, "Etwas längere Zeile, damit sie umbricht, Nummer")]), scales))
    assert {page for (_, name), (page, _) in found.items() if name != "questionnaire"} == {2}
    assert all(y <= LAST for _, y in found.values())


@pytest.mark.slow
def test_same_bytes_twice_and_tagged(asked):
    first, second = write(asked, "2027"), write(asked, "2027")
    assert first == second
    assert [artefact.name for artefact in first] == ["questionnaire-2027.de.pdf", "questionnaire-2027.en.pdf"]
    assert [artefact.language for artefact in first] == list(LANGUAGES)
    for artefact in first:
        assert b"/MarkInfo" in artefact.content
        assert b"pdfuaid" in artefact.content or b"/StructTreeRoot" in artefact.content
    assert write(asked, "2027", codes=False)[0].content != first[0].content


def test_what_nobody_could_answer_is_refused():
    wave = wave_of([Question(id="a", type="yes_no", text=text("Gibt es [[Name]]?"))])
    with pytest.raises(FieldingError, match="Name"):
        write(questionnaire_of(wave), "2027")
    with pytest.raises(KeyError):
        write(questionnaire_of(wave), "2028")


def test_a_reconstructed_wave_says_so_and_is_not_to_be_sent_anywhere(questionnaire):
    for language in LANGUAGES:
        made = content(questionnaire, "2016-01", language)
        assert made["mark"]
        assert made["letter"] is None
        assert made["last"] is None
        assert "".join(piece["text"] for part in made["first"]["note"] for piece in part).startswith(
            shown(questionnaire.wave("2016-01").note[language])
        )
    first = content(questionnaire, "2016-01", "de")["sections"][0]["questions"][0]
    assert first["note"].startswith("Rekonstruiert: Wortlaut der Frage")
    assert all(
        question["note"] is None for question in content(questionnaire, "2016-12", "de")["sections"][0]["questions"]
    )


def test_fields_still_open_are_fields_and_named():
    assert paragraphs("Bis [[Datum]], bitte.\n\nDanke.") == [
        [
            {"text": "Bis ", "field": False},
            {"text": "Datum", "field": True},
            {"text": ", bitte.", "field": False},
        ],
        [{"text": "Danke.", "field": False}],
    ]


@pytest.mark.slow
def test_what_is_left_to_do_is_said(asked):
    notes = write(asked, "2027")[0].notes
    assert "[[E-Mail]]" in notes[0]
    assert "1 February 2027" in notes[1]
    filled = wave_of([battery(1)], contact=text("Stiftung"), data_protection=text("Alles steht hier."))
    assert len(write(questionnaire_of(filled), "2027")[0].notes) == 2


def test_a_period_that_is_a_whole_year_is_no_deadline():
    wave = wave_of([battery(2)]).model_copy(update={"field_period": (dt.date(2027, 1, 1), dt.date(2027, 12, 31))})
    made = content(questionnaire_of(wave), "2027", "en")
    assert made["letter"]["deadline"] == [[{"text": "day of return", "field": True}]]
    assert {"text": "day of return", "field": True} in made["last"]["return_to"][0]


def test_own_texts_come_before_the_neutral_ones():
    wave = wave_of(
        [battery(2)], welcome=text("Guten Tag."), data_protection=text("Unser Hinweis."), consent=text("Ich stimme zu."),
        end_text=text("Danke sehr."), contact=text("Stiftung, Weg 1"),
    )  # fmt: skip
    made = json.dumps(content(questionnaire_of(wave), "2027", "de"), ensure_ascii=False)
    for said in ("Guten Tag.", "Unser Hinweis.", "Ich stimme zu.", "Danke sehr.", "Stiftung, Weg 1", "1. Februar 2027"):
        assert said in made
    assert '"field": true' not in made


def test_numbers_say_what_they_count():
    def made(**rest):
        asked = Question(id="a", type="number", text=text("?"), **rest)
        return content(questionnaire_of(wave_of([asked])), "2027", "de")["sections"][0]["questions"][0]

    assert made(minimum=1990, maximum=2099)["range"] == "(1990 bis 2099)"
    assert made(minimum=0, maximum=100_000)["range"] == "(0 bis 100.000)"
    assert made(minimum=0.5)["range"] == "(mindestens 0,50)"
    assert made(maximum=-5)["range"] == "(höchstens −5)"
    assert made(unit=text("Plätze"))["unit"] == "Plätze"


def test_every_option_is_offered_with_its_code_and_its_way(questionnaire):
    for wave in questionnaire.waves:
        for section in content(questionnaire, wave, "de")["sections"]:
            for question in section["questions"]:
                asked = questionnaire.wave(wave).question(question["id"])
                codes = [option.code for option in questionnaire.scale(asked.scale).options] if asked.scale else None
                assert codes is None or [option["code"] for option in question["options"]] == codes
    made = content(questionnaire_of(every_type()), "2027", "de")["sections"][0]["questions"]
    assert [option["jump"] for option in made[2]["options"]] == [None, "weiter mit Frage 4"]


def test_parts_have_roman_numbers():
    assert [roman(number) for number in (1, 4, 9, 14, 29)] == ["I", "IV", "IX", "XIV", "XXIX"]


def test_a_long_word_has_room_to_break_and_other_words_have_not():
    assert "\N{ZERO WIDTH SPACE}" in shown("x" * 41)
    assert (
        shown("Aufnahmebereitschaft 2\N{NARROW NO-BREAK SPACE}%") == "Aufnahmebereitschaft 2\N{NARROW NO-BREAK SPACE}%"
    )


def test_items_of_a_question_have_the_names_of_their_variables():
    asked = Question(id="a", type="multiple", text=text("?"), items=items("x"), other=text("Andere:"))
    made = content(questionnaire_of(wave_of([asked])), "2027", "de")["sections"][0]["questions"][0]
    assert made["items"][0]["variable"] == "a_x"
    assert made["other"] == {"variable": "a_other", "id": "other", "label": "Andere (bitte angeben):"}
