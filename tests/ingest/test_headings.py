from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import headings
from pipeline.ingest.headings import fold

WORDS = st.lists(st.text("abcäöüß?&<>\"'-–/„“", min_size=1, max_size=8), min_size=1, max_size=6)


def tool_changes(draw, words):
    """What a survey tool may do to a wording."""
    text = "".join(word + draw(st.sampled_from([" ", "  ", "\n", "\u00a0", "_"])) for word in words)
    if draw(st.booleans()):
        text = html.escape(text)
    if draw(st.booleans()):
        text = f"<p class='a'>{text}<br /></p>"
    return text.replace("–", draw(st.sampled_from("–—-‐")))


@given(st.data(), WORDS)
def test_a_wording_is_recognised_as_survey_tools_write_it(data, words):
    words = [word.replace("<", "< ").replace("&", "& ") for word in words]
    changed = tool_changes(data.draw, words)
    assert fold(changed) == fold(" ".join(words))
    assert fold(changed.upper().replace("SS", "ß")) == fold(changed.replace("ss", "ß"))


def test_different_wordings_stay_different(questionnaire):
    variables = questionnaire.variables("2016-12")
    wordings = headings.by_wording(variables, None)
    assert None not in wordings.values()
    assert set(wordings.values()) == {variable.name for variable in variables}


@pytest.mark.parametrize("heading", ["Zufallsstartwert", "Zufallsgeneratorstartwert", "seed", "Seed"])
def test_the_seed_is_known_in_every_version(heading):
    known = headings.metadata_headings()
    assert known.get(heading, known.get(fold(heading))) == "seed"


@pytest.mark.parametrize("heading", ["interviewtime", "Gesamtzeit", "Total time"])
def test_the_whole_time_is_known(heading):
    known = headings.metadata_headings()
    assert known.get(heading, known.get(fold(heading))) == "interviewtime"


@pytest.mark.parametrize("heading", ["groupTime12", "q01Time", "Gruppenzeit: BASISDATEN", "Question time: q01"])
def test_timings(heading):
    assert headings.is_timing(heading, frozenset({"q01"}))


@pytest.mark.parametrize("heading", ["bedTime", "q01", "Zeit", "q02Time"])
def test_no_timings(heading):
    assert not headings.is_timing(heading, frozenset({"q01"}))


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("q10. Gibt es ein Konzept?", "q10"),
        ("q10name. Bezeichnung", "q10name"),
        ("q10Gibt es ein Konzept?", "q10"),
        ("q07[umf]. Frage? [Zeile]", "q07[umf]"),
        ("q07[neu]. Frage? [Zeile]", None),
        ("q100. Andere Frage", None),
    ],
)
def test_code_and_text(heading, code):
    codes = dict.fromkeys(["q10", "q10name", "q07[umf]", "q07"], "x")
    assert headings.code_of_codetext(heading, codes, {fold("Gibt es ein Konzept?"): "x"}) == code
