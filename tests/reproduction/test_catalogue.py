"""The catalogue has every figure of the report, asks for what there is, and says where a mistake stands."""

from __future__ import annotations

import re

import pytest

from pipeline.questionnaire.yaml_source import QuestionnaireError
from pipeline.reproduction.catalogue import read_catalogue
from tests.reproduction.conftest import REFERENCE

ENTRY = """
- id: abb-08
  figure: Abb. 8
  chart: stacked
  waves: [2016-12]
  questions: [tasks]
  title: {de: Aufgaben, en: Tasks}
  caption: {de: Aufgaben, en: Tasks}
"""


@pytest.fixture(scope="module")
def catalogue(questionnaire, ledger):
    return read_catalogue(REFERENCE / "figures_2017.yaml", questionnaire, ledger)


def test_figures_2_to_26_are_there_once_and_in_order(catalogue):
    originals = [entry for entry in catalogue if not entry.is_view]
    assert [entry.id for entry in originals] == [f"abb-{number:02d}" for number in range(2, 27)]
    assert [entry.number for entry in originals] == [str(number) for number in range(2, 27)]


def test_a_view_follows_its_figure_and_shows_the_same(catalogue):
    originals = {entry.id: entry for entry in catalogue if not entry.is_view}
    for entry in catalogue:
        original = originals[entry.id[:6]]
        assert (entry.questions, entry.waves) == (original.questions, original.waves)
        if entry.is_view:
            assert entry.chart != original.chart
    assert [entry.id for entry in catalogue] == sorted(entry.id for entry in catalogue)


def test_charts_are_those_of_2016(catalogue):
    charts = {entry.id: entry.chart for entry in catalogue if not entry.is_view}
    stacked = {8, 9, 10, 12, 14, 18, 19, 23, 25, 26}
    pies = {7, 11, 16, 17, 20, 21, 22, 24}
    expected = {2: "sample", 3: "sample", 4: "bars", 5: "bars", 6: "bars", 13: "highlight", 15: "bars"}
    expected |= dict.fromkeys(stacked, "stacked") | dict.fromkeys(pies, "pies")
    assert charts == {f"abb-{number:02d}": chart for number, chart in expected.items()}


def test_every_printed_figure_of_the_ledger_is_drawn(catalogue, ledger):
    drawn = {entry.figure for entry in catalogue}
    assert {row.figure for row in ledger if row.figure and row.figure.startswith("Abb.")} <= drawn


def test_errata_of_the_rows_of_a_figure_are_named(catalogue, ledger):
    for entry in (entry for entry in catalogue if not entry.is_view):
        number = {erratum for row in ledger if row.figure == entry.figure for erratum in row.errata}
        assert number <= set(entry.errata), entry.id


def test_an_erratum_in_a_note_is_one_of_the_figure(catalogue):
    for entry in catalogue:
        if entry.note is not None:
            for text in (entry.note.de, entry.note.en):
                assert set(re.findall(r"A\d\d", text)) <= set(entry.errata), entry.id
            assert re.findall(r"A\d\d", entry.note.de) == re.findall(r"A\d\d", entry.note.en), entry.id


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("chart: stacked", "chart: radar", 4, "radar"),
        ("questions: [tasks]", "questions: [duties]", 6, "no question 'duties'"),
        ("questions: [tasks]", "questions: [coping]", 4, "cannot show 'coping'"),
        ("[2016-12]", "[2016-12, 2016-01]", 5, "shows one wave"),
        ("[2016-12]", '["1999"]', 5, "no wave '1999'"),
        ("chart: stacked", "chart: highlight", 4, "with the grouping 'None'"),
        ("chart: stacked", "chart: highlight\n  by: colour", 5, "no classification 'colour'"),
        ("chart: stacked", "chart: stacked\n  errata: [A99]", 5, "no erratum A99"),
        ("id: abb-08", "id: abb-09", 2, "is not Abb. 8"),
        ("questions: [tasks]", "questions: [tasks, needs]", 6, "two questions"),
        ("caption: {de: Aufgaben, en: Tasks}", "caption: {de: Aufgaben}", 8, "en"),
        ("questions: [tasks]", "question: tasks", 2, "question"),
    ],
)
def test_a_mistake_has_its_line(tmp_path, questionnaire, ledger, old, new, line, said):
    assert old in ENTRY
    path = tmp_path / "figures.yaml"
    path.write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(QuestionnaireError) as stopped:
        read_catalogue(path, questionnaire, ledger)
    found = [mistake for mistake in stopped.value.mistakes if said in mistake.found or said in mistake.hint]
    assert found, str(stopped.value)
    assert line in {mistake.line for mistake in found}, str(stopped.value)


def test_the_same_id_twice_is_a_mistake(tmp_path, questionnaire, ledger):
    path = tmp_path / "figures.yaml"
    path.write_text(ENTRY + ENTRY, encoding="utf-8")
    with pytest.raises(QuestionnaireError, match="a second time"):
        read_catalogue(path, questionnaire, ledger)
