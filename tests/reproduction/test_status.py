"""Of every drawn number: is it in print? On a ledger small enough to see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import figures
from pipeline.figures import Drawn, Weight
from pipeline.reproduction.ledger import COLUMNS, read_ledger
from pipeline.reproduction.status import Evidence, Judge, Status, agrees
from tests import build

ROWS = (
    {"id": "yes", "variable": "strategy", "statistic": "share", "category": "1", "value": "40", "precision": "0"},
    {"id": "mean", "variable": "support_policy_coordination", "statistic": "mean", "value": "4.00", "precision": "2"},
    {"id": "count", "variable": "coping", "statistic": "count", "category": "3", "value": "2", "precision": "0"},
    {"id": "top", "variable": "coping", "statistic": "share", "category": "1+2", "value": "50", "precision": "0"},
    {"id": "words", "variable": "coping", "statistic": "share", "category": "1", "value": "33.3", "precision": "approx",
     "bound": "rund"},
    {"id": "base", "variable": "budget", "statistic": "share", "category": "1", "value": "40", "precision": "0",
     "n": "10"},
    {"id": "wrong", "variable": "budget", "statistic": "share", "category": "2", "value": "90", "precision": "0"},
    {"id": "group", "variable": "support_policy_coordination", "statistic": "mean", "value": "5.00", "precision": "2",
     "grouping": "size_group", "level": "large_cities"},
)  # fmt: skip


@pytest.fixture(scope="module")
def small_ledger(tmp_path_factory):
    empty = dict.fromkeys(COLUMNS, "") | {"wave": "2016-12", "section": "1"}
    lines = [",".join(COLUMNS), *(",".join((empty | row)[column] for column in COLUMNS) for row in ROWS)]
    path = tmp_path_factory.mktemp("ledger") / "ledger.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_ledger(path)


def survey_of(folder, questionnaire, **wave):
    answers = {
        "size_class": [1] * 10,
        "strategy": [1] * 4 + [2] * 6,
        "support_policy_coordination": [2] * 10,
        "support_federal_legislation": [1] * 5 + [3] * 5,
        "coping": [1] * 4 + [2] * 4 + [3] * 2,
        "budget": [1] * 4 + [2] * 4 + [None] * 2,
    }
    data = build.wave_data(questionnaire, "2016-12", answers, wave="2016-12", **wave)
    assumed = frozenset() if wave else frozenset({"support_federal_legislation"})
    return build.survey(folder, questionnaire, replace(data, assumed=assumed))


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    return survey_of(tmp_path_factory.mktemp("status"), questionnaire)


@pytest.fixture
def judge(survey, small_ledger):
    return Judge(survey, small_ledger, {"wrong": ["A06"]}, "de")


def words(data, judge, column="evidence"):
    return data.marked(judge).to_frame()[column].tolist()


def test_of_two_answers_the_other_follows_from_print(survey, judge):
    assert words(figures.pie_data(survey, "2016-12", "strategy"), judge) == ["printed", "printed"]
    assert judge.status is Status.PUBLISHED
    assert judge.keys(shapes=False) == ()
    assert judge.standing().text.startswith("Veröffentlichte Werte. Synthetische Daten")


def test_a_mean_in_print_does_not_make_its_distribution_known(survey, judge):
    data = figures.stacked_data(survey, "2016-12", "support").marked(judge)
    frame = data.to_frame().set_index("variable")
    assert frame.loc["support_policy_coordination", ["evidence", "evidence_mean"]].tolist() == ["calibrated", "printed"]
    assert frame.loc["support_federal_legislation", ["evidence", "evidence_mean"]].tolist() == ["assumed", "assumed"]
    assert frame.loc["support_policy_coordination", "printed_mean"] == 4.0
    weights = {row.variable: {mark.weight for mark in row.marks} for row in data.rows if row.marks[0].word}
    assert weights["support_policy_coordination"] == {Weight.LIGHT}
    assert weights["support_federal_legislation"] == {Weight.STRONG}
    assert judge.means_printed
    assert judge.status is Status.PARTLY
    assert "Mittelwerte 1 von 2; Anteile keine" in judge.standing().text
    assert [key.weight for key in judge.keys(shapes=True)] == [Weight.LIGHT, Weight.STRONG]


def test_sums_and_words_do_not_print_a_bar(survey, judge):
    assert words(figures.bars_data(survey, "2016-12", "coping"), judge) == [
        "calibrated", "calibrated", "printed", "calibrated", "calibrated"
    ]  # fmt: skip
    assert judge.status is Status.PARTLY


def test_print_may_count_those_who_did_not_answer(survey, judge):
    data = figures.bars_data(survey, "2016-12", "budget").marked(judge)
    first = data.rows[0].bars[0]
    assert (first.share, first.mark.word, first.mark.weight) == (0.5, "printed", Weight.PLAIN)
    assert first.mark.beside == "gedruckt: 40\u202f% von 10"


def test_a_void_number_stands_beside_ours(survey, judge):
    data = figures.bars_data(survey, "2016-12", "budget").marked(judge)
    second = data.rows[1].bars[0].mark
    assert (second.word, second.weight, second.beside) == ("calibrated", Weight.LIGHT, "gedruckt: 90\u202f%")
    assert second.printed == 90
    assert "widersprüchlich: 1 (A06)" in judge.standing().text
    assert judge.missed == []


def test_a_number_that_misses_print_says_so(survey, small_ledger):
    judge = Judge(survey, small_ledger, {}, "en")
    figures.bars_data(survey, "2016-12", "budget", language="en").marked(judge)
    assert judge.missed == ["wrong"]
    assert "different from print: 1" in judge.standing().text
    assert any("different from print" in key.text for key in judge.keys(shapes=False))


def test_agreeing_with_a_void_number_proves_nothing(survey, small_ledger):
    judge = Judge(survey, small_ledger, {"yes": ["A01"]}, "de")
    data = figures.pie_data(survey, "2016-12", "strategy").marked(judge)
    assert data.slices[0].mark.word == "calibrated"


def test_a_group_is_not_everybody(survey, judge):
    data = figures.highlight_data(survey, "2016-12", "support")
    seen = []
    data.marked(lambda drawn: seen.append(judge(drawn)) or seen[-1])
    assert {mark.word for mark in seen} <= {"calibrated", "assumed", ""}


def test_nothing_in_print_is_not_published(survey, judge):
    figures.bars_data(survey, "2016-12", "size_class").marked(judge)
    assert judge.status is Status.UNPUBLISHED
    standing = judge.standing()
    assert (standing.word, standing.weight) == ("unpublished", Weight.STRONG)
    assert "Nicht veröffentlicht (synthetische Form)" in standing.text


def test_invented_intervals_are_never_published(judge):
    judge(Drawn("2016-12", "support_policy_coordination", "mean", value=4.0, n=10))
    assert judge.standing().word == "published"
    standing = judge.standing(intervals=1)
    assert standing.word == "partly"
    assert "Intervalle keine" in standing.text


def test_real_answers_are_observed_and_unmarked(tmp_path, questionnaire, small_ledger):
    real = survey_of(tmp_path, questionnaire, provenance="real")
    judge = Judge(real, small_ledger, {}, "de")
    data = figures.bars_data(real, "2016-12", "budget").marked(judge)
    assert {bar.mark.word for row in data.rows for bar in row.bars} == {Evidence.OBSERVED}
    assert {bar.mark.weight for row in data.rows for bar in row.bars} == {Weight.PLAIN}
    assert data.rows[1].bars[0].mark.printed == 90
    assert judge.status is None
    assert judge.standing() is None


@pytest.mark.parametrize(
    ("row", "value", "n", "expected"),
    [("mean", 4.0, 105, True), ("mean", 4.01, 105, False), ("yes", 0.4, 10, True), ("yes", 0.41, 100, False)],
)
def test_agreement_is_at_the_printed_precision(small_ledger, row, value, n, expected):
    printed = next(one for one in small_ledger if one.id == row)
    drawn = Drawn("2016-12", printed.variables[0], printed.statistic.value, printed.codes, value=value, n=n)
    assert agrees(printed, drawn) is expected


def test_a_number_withheld_is_not_judged(judge):
    assert judge(Drawn("2016-12", "coping", "share", (1,))).word == ""
    assert judge.status is None
