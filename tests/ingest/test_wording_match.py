from __future__ import annotations

import pytest

from pipeline.ingest.wording_match import Wordings, words
from tests.ingest.tools import QUESTIONNAIRE

WORDINGS = Wordings(QUESTIONNAIRE.variables("2027"))


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("Wie groß ist Ihre Kommune?", "size"),
        ("How large is your municipality?", "size"),
        ("Wie wichtig sind diese Aufgaben? - Sprachkurse", "tasks_language"),
        ("[Sprachkurse] Wie wichtig sind diese Aufgaben?", "tasks_language"),
        ("Aufgaben: Sprachkurse", "tasks_language"),
        ("<b>Wie wichtig</b> sind diese Aufgaben?&nbsp;[Sprachkurse]", "tasks_language"),
        ("Welche Maßnahmen gibt es? - Ausgewählte Auswahl - Ehrenamt", "measures_volunteers"),
        ("Which measures are there? - Other, namely - Text", "measures_other"),
        ("Maßnahmen: Sonstiges, und zwar (offene Eingabe)", "measures_other"),
        ("Welche Maßnahmen gibt es? - Selected Choice", "measures"),
        ("Anmerkungen: [01]", "remarks"),
    ],
)
def test_the_ways_in_which_tools_join_question_and_row(text, variable):
    best, *others = WORDINGS.nearest(text)
    assert (best.variable, best.score) == (variable, 1.0)
    assert not others or others[0].score < 1


def test_a_wording_with_a_slip_is_like_but_not_equal():
    best = WORDINGS.nearest("Wie viel Personen wurden aufgenommen")[0]
    assert best.variable == "persons"
    assert 0.9 < best.score < 1


def test_a_text_without_words_is_like_nothing():
    assert WORDINGS.nearest("") == WORDINGS.nearest("?!") == []


def test_no_score_is_above_one_and_only_equal_words_have_it():
    for text in ("Sprachkurse und Schulen", "Wie wichtig", "Kommune"):
        assert all(likeness.score < 1 for likeness in WORDINGS.nearest(text))


def test_words_of_a_wording_that_ends_like_what_tools_add():
    assert words("Freier Text") == words("Freier Text - Text") == "freier"
