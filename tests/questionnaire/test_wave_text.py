"""Lines moved without touching a word: comments, styles, numbers, and what cannot be told apart by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.questionnaire import QuestionnaireError
from pipeline.questionnaire.model import Text, Wave
from pipeline.questionnaire.modules import Module
from pipeline.questionnaire.wave_text import WaveText, _text, head, module_section
from pipeline.questionnaire.yaml_source import parse_yaml

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

WAVE = """\
wave: 2020-a
title: {de: T, en: T}
field_period: [2020-01-01, 2020-02-01]
source: s

# Above the sections.
sections:
  # Above the first section.
  - id: one
    title: {de: Eins, en: One}
    # Above the first question.
    questions:
      # About q1,
      # in two lines.
      - id: q1
        number: 1
        type: yes_no
        text: {de: a, en: a}

      - {id: q2, number: 2, type: yes_no, text: {de: b, en: b}}
  # Above the second section.
  - id: two
    title: {de: Zwei, en: Two}
    questions:
      - text: {de: number: 3, en: c}
        id: q3
        type: yes_no
        number: 3  # three
# Above the note.
note: {de: n, en: n}
""".replace("{de: number: 3, en: c}", '{de: "number: 3", en: c}')


def parsed() -> tuple[WaveText, Wave]:
    source = parse_yaml(WAVE, "waves/2020-a.yaml")
    return WaveText(WAVE, source), Wave.model_validate(source.data)


def kept(*dropped: str) -> str:
    text, wave = parsed()
    numbers = [question.number for question in wave.questions if question.id not in dropped]
    return text.kept(wave, frozenset(dropped), {old: new for new, old in enumerate(numbers, start=1)})


def test_everything_kept_is_the_file_as_it_was() -> None:
    begin, end = WAVE.index("  # Above the first section."), WAVE.index("# Above the note.")
    assert kept() == WAVE[begin:end]


def test_a_dropped_question_takes_its_comment_along() -> None:
    text = kept("q1")
    assert "About q1" not in text
    assert "# Above the first question." in text
    assert "- {id: q2, number: 1, type: yes_no, text: {de: b, en: b}}" in text
    assert 'text: {de: "number: 3", en: c}' in text
    assert "number: 2  # three" in text


def test_a_section_goes_with_its_last_question() -> None:
    assert "one" not in kept("q1", "q2")
    assert "Above the second section" not in kept("q3")
    assert kept("q1", "q2", "q3") == "\n"


def test_questions_on_one_line_cannot_be_told_apart() -> None:
    question = "{{id: {0}, type: yes_no, text: {{de: a, en: a}}}}"
    text = (
        "wave: 2020-a\ntitle: {de: T, en: T}\nfield_period: [2020-01-01, 2020-02-01]\nsource: s\nsections:\n"
        f"  - {{id: one, title: {{de: a, en: a}}, questions: [{question.format('q1')}, {question.format('q2')}]}}\n"
    )
    source = parse_yaml(text, "waves/2020-a.yaml")
    with pytest.raises(QuestionnaireError, match="line 6: two questions stand on one line"):
        WaveText(text, source).kept(Wave.model_validate(source.data), frozenset({"q1"}), {})


MODULE = """\
module: staffing
title: {de: "Personal, Stellen", en: Staffing}
motivation: {de: Warum, en: Why}
questions:
  # How many.
  - {id: posts, type: number, text: {de: "Wie viele?", en: "How many?"}, source: 000 Z. 1}

  - id: rated  # a remark
    type: yes_no
    text:
      de: >-
        Lang
      en: long
    source: 000 Z. 1
  - type: text
    id: names
    text: {de: Namen, en: Names}
    source: 000 Z. 1
documents: {"000": A document}
"""


def test_a_module_becomes_a_section_in_any_style() -> None:
    source = parse_yaml(MODULE, "staffing.yaml")
    module = Module.model_validate(source.data)
    written = module_section(module, MODULE, source, 7, {"posts": "2027", "rated": "2020-a", "names": "2027"})
    (section,) = yaml.safe_load(f"sections:\n{written}")["sections"]
    assert (section["id"], section["title"]["de"]) == ("staffing", "Personal, Stellen")
    assert [(q["id"], q["number"], q["first_wave"]) for q in section["questions"]] == [
        ("posts", 7, "2027"),
        ("rated", 8, "2020-a"),
        ("names", 9, "2027"),
    ]
    assert section["questions"][1]["text"] == {"de": "Lang", "en": "long"}
    assert "      # How many.\n      - {id: posts, number: 7" in written
    assert "documents" not in written


texts = st.text("abc äß:#,'\"{}[]&*-?|>%@`\n", min_size=1, max_size=300).filter(
    lambda text: text == text.strip() and all(line == line.strip() for line in text.split("\n")) and "  " not in text
)


@given(texts, texts)
def test_a_text_reads_as_it_was_written(de: str, en: str) -> None:
    text = Text.model_construct(de=de, en=en)
    assert yaml.safe_load(_text("contact", text)) == {"contact": {"de": de, "en": en}}


def test_short_texts_stand_on_one_line() -> None:
    assert _text("title", Text(de="Eins", en="One")) == "title: {de: Eins, en: One}\n"
    assert _text("title", Text(de="Eins, zwei", en="yes")).count("\n") == 5


def test_the_head_keeps_the_texts_of_the_earlier_wave(small: Small) -> None:
    small.change("waves/late.yaml", "invited: 270", "invited: 270\ncontact: {de: An uns, en: To us}")
    given_texts = {"contact": Text(de="Andere", en="Others"), "consent": Text(de="Ja", en="I do")}
    read = yaml.safe_load(head(small.load().wave("late"), "2027-05", ["staffing"], given_texts))
    assert read["wave"] == "2027-05"
    assert (str(read["field_period"][0]), str(read["field_period"][1])) == ("2027-01-01", "2027-12-31")
    assert (read["invited"], read["status"]) == (None, "complete")
    assert read["contact"]["de"] == "An uns"
    assert read["consent"]["en"] == "I do"
    assert "staffing" in read["source"]
    assert "welcome" not in read
