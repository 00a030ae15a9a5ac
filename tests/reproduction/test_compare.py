"""One verdict for each printed number, on surveys small enough to count by hand."""

from __future__ import annotations

import pytest

from pipeline.reproduction.compare import Verdict, reproduce
from pipeline.reproduction.errata import read_errata
from pipeline.reproduction.ledger import COLUMNS, read_ledger
from tests import build

EMPTY = dict.fromkeys(COLUMNS, "") | {"id": "row", "wave": "2016-12", "section": "1", "precision": "0"}
SHARE = {"statistic": "share", "variable": "budget", "category": "1"}
ERRATUM = """
- id: A01
  kind: number
  grade: P
  voids: [{voids}]
  mentions: [{mentions}]
  asked: [{asked}]
  title: {{de: Ein Fehler, en: An error}}
  explanation: {{de: Warum, en: Why}}
  checks:
    - {{test: words_differ, of: {{printed: a, meant: b}}, mended: {{printed: b}}}}
  candidates: [{candidates}]
"""
CANDIDATE = '{row: row, grade: P, value: "37.5", count: 3, n: 8, reason: {de: gezählt, en: counted}}'


@pytest.fixture(scope="module")
def survey(tmp_path_factory, questionnaire):
    """Ten municipalities: two large cities, three medium-sized towns, five small towns."""
    data = build.wave_data(
        questionnaire,
        "2016-12",
        {
            "size_class": [1, 2, 3, 3, 4, 5, 5, 5, 5, 5],
            "state": [1, 1, 2, 2, 3, 9, 10, 10, 10, 10],
            "budget": [1, 1, 1, 2, 2, 3, 4, 4, -9, -4],
            "migrant_share": [1, 7, 7, 7, 6, 6, 5, 8, 8, None],
            "tasks_language_courses": [1, 1, 2, 2, 3, 3, 4, 5, None, None],
            "tasks_security": [1, 1, 1, 1, 1, 1, 1, 1, 1, None],
        },
        wave="2016-12",
    )
    with build.survey(tmp_path_factory.mktemp("survey"), questionnaire, data) as opened:
        yield opened


@pytest.fixture
def judged(survey, tmp_path):
    """The verdict on one row of a ledger, with or without an erratum."""

    def judge(voids="", mentions="", asked="", candidates="", **cells):
        named = "A01" if voids or mentions else ""
        row = {**EMPTY, **cells, "erratum": named}
        path = tmp_path / "ledger.csv"
        path.write_text(f"{','.join(COLUMNS)}\n{','.join(row[column] for column in COLUMNS)}\n", encoding="utf-8")
        ledger = read_ledger(path)
        errata = tmp_path / "errata.yaml"
        errata.write_text(
            ERRATUM.format(voids=voids, mentions=mentions, asked=asked, candidates=candidates), encoding="utf-8"
        )
        return reproduce(survey, ledger, read_errata(errata, ledger))[0]

    return judge


@pytest.mark.parametrize(
    ("cells", "verdict", "ours"),
    [
        ({**SHARE, "value": "37.5", "precision": "1"}, "exact", 37.5),
        ({**SHARE, "value": "38"}, "exact", 37.5),
        ({**SHARE, "value": "37"}, "exact", 37.5),
        ({**SHARE, "value": "36"}, "not reproducible", 37.5),
        ({**SHARE, "value": "40", "precision": "approx", "bound": "knapp"}, "within", 37.5),
        ({**SHARE, "value": "37.5", "precision": "approx", "bound": ">"}, "not reproducible", 37.5),
        ({**SHARE, "value": "67", "grouping": "size_group", "level": "large_cities|medium_towns"}, "not reproducible", 60),
        ({**SHARE, "value": "60", "grouping": "size_group", "level": "large_cities|medium_towns"}, "exact", 60),
        ({**SHARE, "value": "3", "statistic": "count"}, "exact", 3),
        ({**SHARE, "value": "8", "statistic": "n", "category": ""}, "exact", 8),
        ({"variable": "migrant_share", "statistic": "n", "value": "9"}, "exact", 9),
        ({"variable": "migrant_share", "statistic": "share", "category": "7", "value": "33.3", "precision": "1"}, "exact",
         33.3333),
        ({"variable": "tasks_language_courses", "statistic": "mean", "value": "3.38", "precision": "2"}, "exact", 3.375),
        ({"variable": "tasks_language_courses", "statistic": "mean", "value": "3.37", "precision": "2"}, "exact", 3.375),
        ({"variable": "tasks_language_courses", "statistic": "mean", "value": "3.39", "precision": "2"},
         "not reproducible", 3.375),
        ({"variable": "tasks_language_courses", "statistic": "mean", "value": "5.00", "precision": "2",
          "grouping": "size_group", "level": "large_cities"}, "exact", 5),
        ({"variable": "sample", "statistic": "n", "value": "10"}, "exact", 10),
        ({"variable": "sample", "statistic": "count", "value": "9", "precision": "approx", "bound": ">"}, "within", 10),
        ({"variable": "sample", "statistic": "share", "value": "3.7", "precision": "1"}, "exact", 3.7037),
        ({"variable": "state", "statistic": "number", "value": "5"}, "exact", 5),
        ({"variable": "tasks", "statistic": "number", "value": "15"}, "exact", 15),
        ({"variable": "tasks", "statistic": "n_range", "value": "0-9"}, "exact", "0-9"),
        ({"variable": "tasks", "statistic": "n_range", "value": "0-12"}, "within", "0-9"),
        ({"variable": "tasks", "statistic": "n_range", "value": "4-9"}, "not reproducible", "0-9"),
        ({"variable": "instrument", "statistic": "number", "id": "anschreiben_fragen", "value": "23"}, "exact", 23),
        ({"variable": "instrument", "statistic": "number", "id": "intro_fragen_geschlossen", "value": "22"}, "exact", 22),
        ({"variable": "instrument", "statistic": "number", "id": "intro_fragen_offen", "value": "2"}, "exact", 2),
    ],
)  # fmt: skip
def test_the_verdict_and_our_number(judged, cells, verdict, ours):
    row = judged(**cells)
    assert (row.verdict, row.ours) == (verdict, ours)
    assert row.missed is (verdict == "not reproducible")
    assert row.reason.de
    assert row.reason.en


def test_those_who_gave_no_answer_are_counted_where_print_does(judged):
    assert judged(**SHARE, value="33", asked="row").verdict is Verdict.EXACT
    assert judged(**SHARE, value="33").missed
    assert judged(variable="budget", statistic="n", value="9", asked="row").verdict is Verdict.EXACT
    assert judged(variable="budget", statistic="share", category="-9", value="11", asked="row").verdict is Verdict.EXACT


def test_a_statement_on_each_of_several_items_holds_for_the_worst(judged):
    cells = {"variable": "tasks_security|tasks_language_courses", "statistic": "share", "category": "1+2",
             "precision": "approx", "bound": ">"}  # fmt: skip
    held = judged(**cells, value="45")
    assert (held.verdict, held.ours, held.n) == (Verdict.WITHIN, 100, 9)
    missed = judged(**cells, value="50")
    assert (missed.missed, missed.ours, missed.n) == (True, 50, 8)
    assert "tasks_language_courses" in missed.reason.en


def test_an_erratum_voids_a_number_or_only_mentions_it(judged):
    voided = judged(**SHARE, value="50", voids="row", candidates=CANDIDATE)
    assert (voided.verdict, voided.ours, voided.difference, voided.missed) == (Verdict.ERRATUM, 37.5, -12.5, False)
    assert voided.reason.en == (
        "A01: An error. Printed 50%, here 37.5% (n = 8). Best candidate: 37.5 (counted; probable)."
    )
    assert "Gedruckt 50\N{NARROW NO-BREAK SPACE}%, hier 37,5\N{NARROW NO-BREAK SPACE}% (n = 8)" in voided.reason.de
    mentioned = judged(**SHARE, value="38", mentions="row")
    assert (mentioned.verdict, mentioned.errata) == (Verdict.EXACT, ("A01",))
    assert judged(**SHARE, value="50", mentions="row").missed


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({**SHARE, "wave": "2011", "value": "10"}, "data/raw/2011/"),
        ({**SHARE, "wave": "2011|2016-12", "statistic": "difference", "value": "10"}, "data/raw/2011/"),
        ({**SHARE, "variable": "reasons_skills_shortage", "value": "10"}, "does not have “reasons_skills_shortage”"),
        ({**SHARE, "variable": "", "wave": "2011", "value": "10"}, "not known"),
        ({"variable": "instrument", "statistic": "number", "id": "minutes", "value": "20"}, "cover letter"),
    ],
)
def test_what_cannot_be_computed_says_what_would_be_needed(judged, cells, words):
    row = judged(**cells)
    assert (row.verdict, row.missed, row.ours) == (Verdict.NOT_REPRODUCIBLE, False, None)
    assert words in row.reason.en


def test_a_question_nobody_answered_is_missed(judged):
    row = judged(variable="tasks_health_care", statistic="mean", value="3.00", precision="2")
    assert (row.verdict, row.missed, row.n) == (Verdict.NOT_REPRODUCIBLE, True, None)
    assert "Nobody in this group" in row.reason.en
    assert judged(variable="needs_social_housing", statistic="share", category="1", value="10").missed


def test_every_row_of_the_ledger_has_a_verdict_and_a_reason(survey, ledger, errata):
    rows = reproduce(survey, ledger, errata)
    assert [row.id for row in rows] == [row.id for row in ledger]
    for row in rows:
        assert row.verdict in tuple(Verdict)
        assert row.reason.de != row.reason.en
        assert "{" not in row.reason.de + row.reason.en
    assert {row.id for row in rows if row.verdict is Verdict.ERRATUM} == {
        row for erratum in errata for row in erratum.voids
    }
    early = [row for row in rows if row.id.startswith(("w1_", "abb13_")) and row.verdict is not Verdict.ERRATUM]
    assert all("data/raw/2016-01/" in row.reason.en and not row.missed for row in early)


def test_a_wave_that_is_not_there_gives_no_number_but_the_erratum_stays(survey, ledger, errata):
    rows = {row.id: row for row in reproduce(survey, ledger, errata)}
    row = rows["abb13_monitoring_grossstaedte"]
    assert (row.verdict, row.ours) == (Verdict.ERRATUM, None)
    assert "75.8" in row.reason.en
    assert "75,8" in row.reason.de
    assert "3,27 bis 4,02" in rows["q20_begegnungen"].reason.de
