"""The codebook names every variable once, says what is known of it, and counts what the survey publishes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.analysis import Survey
from pipeline.project import Project
from pipeline.questionnaire import LANGUAGES, MissingKind
from pipeline.questionnaire.model import Item, Question
from pipeline.report import codebook
from pipeline.report.codebook import Codebook, answers_to, markdown, render, write
from pipeline.report.codebook_tables import name
from pipeline.wording import numbers
from tests import build
from tests.conftest import ROOT
from tests.fielding.conftest import every_type, questionnaire_of, text, wave_of
from tests.report.reading import Page
from tests.report.surveys import HOSTILE


def plain(book):
    """The Markdown of a codebook without what only a renderer needs."""
    bare = re.sub(r"`[^`]*`\{=\w+\}", "", markdown(book))
    return bare.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def part(shown, question):
    """The section of one question."""
    start = shown.index(f"{{#sec-q-{question.replace('_', '-')}}}")
    return shown[start : shown.find("\n## ", start)]


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.fixture(scope="module")
def early_and_late(questionnaire, tmp_path_factory):
    """The questionnaires of 2016 with answers to that of December."""
    answers = build.random_answers(questionnaire, "2016-12", 40)
    data = build.wave_data(questionnaire, "2016-12", answers, wave="w", n=40)
    with build.survey(tmp_path_factory.mktemp("codebook"), questionnaire, data) as survey:
        yield questionnaire, survey


@pytest.fixture(scope="module")
def counted(early_and_late):
    questionnaire, survey = early_and_late
    return Codebook(
        questionnaire=questionnaire, wave=questionnaire.wave("2016-12"), language="de", survey=survey,
        fielded=survey.wave("w"),
    )  # fmt: skip


def empty(questionnaire, wave, language="de"):
    return Codebook(questionnaire=questionnaire, wave=questionnaire.wave(wave), language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wave", ["2011", "2016-01", "2016-12"])
def test_every_variable_stands_in_the_index_and_in_its_question(questionnaire, wave, language):
    shown = plain(empty(questionnaire, wave, language))
    rows = [line for line in shown.splitlines() if line.startswith("| [")]
    variables = questionnaire.variables(wave)
    assert [re.match(r"\| \[(\w+)\]", row)[1] for row in rows] == [variable.name for variable in variables]
    for variable in variables:
        section = part(shown, variable.question.id)
        assert variable.name in section
        assert " ".join(variable.question.text[language].split()) in section
    for scale in {variable.scale for variable in variables if variable.kind == "choice"}:
        for option in questionnaire.scale(scale).options:
            assert option.label[language] in shown
    for kind in MissingKind:
        assert kind.name.lower() in shown


def test_counts_are_those_the_survey_publishes(counted):
    shown = plain(counted)
    single = part(shown, "coping")
    frame = counted.distribution(counted.wave.question("coping"))
    for row in frame[~frame["missing"]].itertuples():
        line = next(line for line in single.splitlines() if line.startswith(f"| {row.code} |"))
        assert cells(line)[3] == str(row.n)
        assert cells(line)[4] == f"{row.share * 100:.1f}".replace(".", ",") + "\N{NARROW NO-BREAK SPACE}%"
    battery = part(shown, "tasks")
    frame = counted.distribution(counted.wave.question("tasks"))
    for variable, rows in frame.groupby("variable"):
        line = next(line for line in battery.splitlines() if line.startswith("|") and variable in line)
        valid = [str(n) for n in rows.loc[~rows["missing"], "n"]]
        assert cells(line)[1:7] == [*valid, str(rows["base"].iloc[0])]


def test_every_caption_over_frequencies_says_whose_they_are_and_that_they_are_invented(counted):
    captions = [line for line in plain(counted).splitlines() if line.startswith(": ") and "{#tbl-v-" in line]
    assert len(captions) > 20
    assert all("Befragte Kommunen. **Synthetische Daten.**" in line for line in captions)


def test_numbers_and_texts_are_counted_too(tmp_path):
    questionnaire = questionnaire_of(every_type())
    given = {
        "size": [1, 1, 1, 1, 1, 1, 6, 6], "staff": [10, 20, 10, 20, 10, 20, None, 15], "practice_other": ["x", "y", *[None] * 6],
        "practice_school": [1, 1, 1, 1, 1, 2, 2, 2], "practice_work": [2] * 8,
    }  # fmt: skip
    with build.survey(tmp_path, questionnaire, build.wave_data(questionnaire, "2027", given, wave="2027")) as survey:
        book = Codebook(
            questionnaire=questionnaire, wave=questionnaire.wave("2027"), language="en", survey=survey,
            fielded=survey.wave("2027"),
        )  # fmt: skip
        shown = plain(book)
    assert "| staff | 7 | 15.00 | 5.00 | 1 |" in part(shown, "staff")
    practice = part(shown, "practice")
    assert "1 = named; 2 = not named" in practice
    assert [cells(line)[1:] for line in practice.splitlines() if "practice_school" in line] == [["5", "3", "8"]]
    assert "| practice_other | 2 | 6 |" in practice
    assert "- **Filter:** facility = 1 (Yes)" in part(shown, "facility_name")
    size = part(shown, "size")
    assert "| 1 | 4 | Stufe 1 (en) | 6 | 100.0% |" in size
    assert "| 6 | −8 | don't know | 2 | – |" in size
    assert "|  |  | **valid (n)** | **6** |  |" in size
    assert "| Variable and item | 1 | 2 | 3 | 4 | 5 | n | 6 | −9 |" in part(shown, "tasks")
    assert "- **Mandatory:** yes" in size


def test_small_counts_are_withheld(early_and_late):
    questionnaire, survey = early_and_late
    book = Codebook(
        questionnaire=questionnaire, wave=questionnaire.wave("2016-12"), language="en", survey=survey,
        fielded=survey.wave("w"),
    )  # fmt: skip
    frame = book.distribution(book.wave.question("state"))
    section = part(plain(book), "state")
    withheld = frame[~frame["missing"] & frame["n"].isna()]
    assert len(withheld) > 0
    for row in withheld.itertuples():
        line = next(line for line in section.splitlines() if line.startswith(f"| {row.code} |"))
        assert cells(line)[3:] == [numbers.count(None, "en")] * 2


def test_history_says_what_may_be_compared_and_why_not(questionnaire):
    shown = plain(empty(questionnaire, "2016-12"))
    assert "- **2016-01** (Januar–März 2016): vergleichbar. Beide Fragen gelten dem aktuellen Haushalt" in part(
        shown, "budget"
    )
    tasks = part(shown, "tasks")
    assert "nicht überliefert, ob gefragt: shared_accommodation, basic_supplies" in tasks
    assert "nicht vergleichbar: decentralised_housing, childcare_education" in tasks
    assert "Anfang 2016 wurde gefragt, wie wichtig eine Aufgabe ist" in tasks
    early = plain(empty(questionnaire, "2016-01"))
    assert "- **2011**: nicht überliefert, ob gefragt.\n- **2016-12**: nicht gefragt." in part(early, "reasons")
    alone = questionnaire_of(wave_of([Question(id="a", type="yes_no", text=text("?"))]))
    assert "- Nur in diesem Fragebogen." in plain(empty(alone, "2027"))


def test_what_a_wave_asks_first_was_not_asked_before(questionnaire):
    asked = Question(id="a", type="yes_no", text=text("?"), first_wave="2027")
    made = replace(questionnaire, waves={**questionnaire.waves, "2027": wave_of([asked])})
    shown = part(plain(empty(made, "2027")), "a")
    assert "- **Zuerst gefragt:** 2027" in shown
    assert "- Nur in diesem Fragebogen." in shown


def test_role_groupings_and_reconstruction_are_told(questionnaire):
    shown = plain(empty(questionnaire, "2016-01", "en"))
    assert "- **Grouping size_group:** Large cities = 1, 2; Medium-sized towns = 3, 4" in part(shown, "size_class")
    assert "> Reconstructed: wording of the question, answers offered." in part(shown, "size_class")
    assert "callout-note" in shown
    assert "The numbers of the questions are not handed down" in shown
    index = [cells(line) for line in shown.splitlines() if line.startswith("| [")]
    assert {row[-1] for row in index} == {"–"}  # what is not known word for word has no fingerprint


def test_without_answers_nothing_is_counted(questionnaire):
    shown = plain(empty(questionnaire, "2016-12"))
    assert "Synthetische" not in shown
    assert "noch keine Antworten" in shown
    assert "| Code | Wert | Antwort |" in shown


def test_scales_too_long_for_columns_have_a_table_an_item(tmp_path):
    items = (Item(id="x", label=text("X")), Item(id="y", label=text("Y")))
    asked = Question(id="b", type="battery", scale="many", text=text("?"), items=items)
    questionnaire = questionnaire_of(wave_of([asked]))
    data = build.wave_data(questionnaire, "2027", {"b_x": [1, 16, 16], "b_y": [2, 2, 2]}, wave="2027")
    with build.survey(tmp_path, questionnaire, data) as survey:
        book = Codebook(
            questionnaire=questionnaire, wave=questionnaire.wave("2027"), language="de", survey=survey,
            fielded=survey.wave("2027"),
        )  # fmt: skip
        shown = plain(book)
    assert "?, b_x: Häufigkeiten." in shown
    assert shown.count("{#tbl-v-b-") == 2


def test_the_wave_named_like_the_questionnaire_is_counted_else_the_latest(questionnaire, tmp_path):
    made = [build.wave_data(questionnaire, "2011", {}, wave=wave, n=2) for wave in ("demo", "2011", "other")]
    with build.survey(tmp_path / "three", questionnaire, *made) as survey:
        assert answers_to(survey, "2011").wave == "2011"
        assert answers_to(survey, "2016-01") is None
    with build.survey(tmp_path / "two", questionnaire, made[0], made[2]) as survey:
        assert answers_to(survey, "2011").wave == survey.waves[-1]


def test_names_may_break_and_stay_what_they_are():
    assert re.sub(r"`[^`]*`\{=\w+\}", "", name("a_b_c")).replace("\\", "") == "a_b_c"


@pytest.mark.slow
def test_pages_and_pdf_are_whole_and_the_same_twice(demo_project, questionnaire):
    made = write(questionnaire, "2016-12", project=demo_project)
    assert [artefact.name for artefact in made] == [
        f"codebook-2016-12.{language}.{kind}" for language in LANGUAGES for kind in ("html", "pdf")
    ]
    for artefact in made:
        if artefact.name.endswith("html"):
            html = artefact.content.decode()
            page = Page(html)
            assert {link[1:] for link in page.links} <= page.targets
            assert 'class="searchable"' in html
            assert not re.search(r'(?:src|href)="https?:', html)
        else:
            assert artefact.content.startswith(b"%PDF")
            assert b"/StructTreeRoot" in artefact.content
    with Survey.open(demo_project.root) as survey:
        book = Codebook(
            questionnaire=questionnaire, wave=questionnaire.wave("2016-12"), language="de", survey=survey,
            fielded=survey.wave("demo"),
        )  # fmt: skip
        assert list(render(book, demo_project).values()) == [artefact.content for artefact in made[:2]]


@pytest.mark.slow
def test_a_text_arrives_letter_by_letter(tmp_path, monkeypatch):
    texts = [*HOSTILE, "x" * 200, "wort " * 400]
    asked = []
    for place, hostile in enumerate(texts):
        rows = (Item(id=f"x{place}", label=text(hostile)), Item(id=f"y{place}", label=text("Y")))
        asked += [
            Question(id=f"a{place}", type="yes_no", text=text(hostile), title=text(hostile), statement=text(hostile)),
            Question(id=f"b{place}", type="battery", scale="two", text=text("?"), items=rows, note=hostile),
        ]
    made = Project(tmp_path)
    monkeypatch.setattr(Project, "reports", ROOT / "reports")
    found = render(empty(questionnaire_of(wave_of(asked)), "2027"), made)
    assert found["pdf"].startswith(b"%PDF")
    words = " ".join(Page(found["html"].decode()).words)
    for hostile in texts:
        assert words.count(" ".join(hostile.split())) >= 5


def test_unknown_questionnaire(questionnaire, tmp_path):
    with pytest.raises(KeyError, match="2099"):
        codebook.write(questionnaire, "2099", project=Project(tmp_path))
