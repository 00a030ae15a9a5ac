"""What a report says of differences between groups, of a battery as a scale, and with which methods."""

from __future__ import annotations

import re

import pytest

from pipeline.report.context import Report
from pipeline.report.differences import differences, methods, scale
from tests import build
from tests.report import surveys

BY = "size_group"
P = re.compile(r"p\N{NARROW NO-BREAK SPACE}[=<>]")
SIZES = [1, 3, 5, 6, 7]


@pytest.fixture(scope="module")
def planted(tmp_path_factory, questionnaire):
    """100 municipalities, 20 a size group; on one task each group answers alike, on the others all answer at random."""
    answers = build.random_answers(questionnaire, "2016-12", 100, seed=5, missing=0)
    answers["size_class"] = SIZES * 20
    answers["tasks_language_courses"] = [1, 2, 3, 4, 5] * 20
    answers["coping"] = [1, 2, 3, 4, 5] * 20
    answers |= {name: [3] * 100 for name in answers if name.startswith("needs_")}
    answers |= {name: [None] * 100 for name in answers if name.startswith("support_")}
    survey = build.survey(
        tmp_path_factory.mktemp("planted"), questionnaire, build.wave_data(questionnaire, "2016-12", answers)
    )
    yield survey
    survey.close()


@pytest.fixture
def report(planted, tmp_path):
    def opened(language="en"):
        return Report(
            project=surveys.Project(tmp_path), survey=planted, language=language, renderer="test", folder=tmp_path,
            wave="test",
        )  # fmt: skip

    return opened


def said(report, question, part=differences):
    asked = report.survey.question("test", question)
    text = part(report, asked, BY) if part is differences else part(report, asked)
    return text and text.replace("\\", "")


def test_only_the_item_that_differs_is_told_and_all_are_in_the_table(report):
    text = said(report(), "tasks")
    sentences = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(sentences) == 1
    assert sentences[0].startswith("- Provision of language courses: Answers go along with size of municipality")
    assert "On 1 of 15 items, answers go along with size of municipality" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + 15


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_p_value_stands_without_n_and_effect_size(report, planted, language):
    opened, found = report(language), 0
    for question in planted.instrument("test").questions:
        text = differences(opened, question, BY)
        if text is None:
            continue
        text = text.replace("\\", "")
        for bracket in re.findall(r"\(([^()]*)\)", text):
            if P.search(bracket):
                found += 1
                assert re.search(r"n\N{NARROW NO-BREAK SPACE}?.{0,3}=", bracket), bracket
                assert re.search(r"(ε²|η²|τ_b|r) = ", bracket), bracket
        outside = re.sub(r"\([^()]*\)", "", text)
        assert not P.search(outside), outside
        head = next((line for line in text.splitlines() if line.startswith("| ")), None)
        if head is not None:
            assert [cell.strip() for cell in head.strip("|").split("|")][1:] == ["n", "ε²", "p", "n", "τ_b", "p"]
    assert found > 10


def test_the_table_holds_the_numbers_of_the_comparison(report, planted):
    row = planted.compare("test", "tasks", BY).tests().set_index("variable").loc["tasks_language_courses"]
    line = next(x for x in said(report(), "tasks").splitlines() if x.startswith("| Provision of language courses"))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[1] == str(row["n"]) == "100"
    assert cells[2] == f"{row['epsilon_squared']:.2f}" == "1.00"
    assert cells[4] == str(row["trend_n"]) == "80"  # Landkreise stand outside the order
    assert cells[5].lstrip("\N{MINUS SIGN}") == f"{abs(row['trend_tau_b']):.2f}"


def test_one_question_alone_is_one_sentence_under_its_title(report):
    text = said(report(), "coping")
    assert "Coping with the challenges: Answers go along with size of municipality" in text
    assert "|" not in text
    assert "Benjamini" not in text


def test_equal_answers_and_no_answers_are_said_to_be_undefined_or_left_out(report):
    text = said(report(), "needs")
    assert "A comparison by size of municipality is defined on none of the 9 items" in text
    assert "established" not in text
    assert "nan" not in text.lower()
    assert said(report(), "support") is None


@pytest.mark.parametrize("question", ["budget", "strategy", "good_practice", "priorities", "size_class"])
def test_categories_and_texts_have_no_comparison_and_no_scale(report, question):
    assert said(report(), question) is None
    assert said(report(), question, scale) is None


def test_a_battery_is_judged_as_a_scale_with_n(report):
    text = said(report(), "tasks", scale)
    assert "Cronbach’s alpha = " in text
    assert "100" in text


def test_the_appendix_lists_what_was_used_and_nothing_else(report):
    opened = report()
    said(opened, "tasks")
    text = methods(opened)
    used = {line.split("**")[1] for line in text.splitlines() if line.startswith("- **")}
    assert len(used) == len(opened.methods) > 2
    assert not any("Cronbach" in name for name in used)
    said(opened, "tasks", scale)
    assert any("Cronbach" in line for line in methods(opened).splitlines())
    for method in opened.methods.values():
        assert method.reference.split(" ")[0].strip(",") in methods(opened).replace("\\", "")
