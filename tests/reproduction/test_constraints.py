from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.project import ProjectError
from pipeline.questionnaire.model import Text
from pipeline.reproduction.constraints import collect, common_range
from pipeline.reproduction.errata import Candidate, Check, Erratum
from pipeline.reproduction.ledger import Bound
from pipeline.reproduction.settings import Claim

WAVES = ("2016-01", "2016-12")
TEXT = Text(de="Text", en="text")
ANY = Check(test="equal_values", of={}, mended={})


@pytest.fixture(scope="module")
def row(ledger):
    rows = {entry.id: entry for entry in ledger}
    return lambda name, **changes: replace(rows[name], **changes)


def erratum(voids=(), candidates=(), asked=()):
    return Erratum(
        id="A99", kind="number", grade="E", voids=voids, asked=asked, title=TEXT, explanation=TEXT, checks=(ANY,),
        candidates=tuple(Candidate(**{"grade": "D", "reason": TEXT} | candidate) for candidate in candidates),
    )  # fmt: skip


@pytest.fixture(scope="module")
def gather(questionnaire):
    return lambda rows, errata=(), claims=(): collect(rows, errata, claims, questionnaire, WAVES)


def test_a_statement_about_several_variables_holds_for_each(gather, row):
    found = gather([row("w1_bedarfe_top3_anteil")])
    names = ["needs_multilevel_coordination", "needs_state_reimbursement", "needs_integration_courses"]
    assert [len(found.of("2016-01", name)) for name in names] == [1, 1, 1]
    assert len(found) == 3


def test_rounded_numbers_keep_away_from_the_ends_and_words_do_not(gather, row):
    (printed,) = gather([row("w1_elemente_konzept")]).of("2016-01", "strategy_elements_municipal_concept")
    interval = printed.interval(None)
    assert (interval.low, interval.low_open, interval.high_open) == (Fraction("3.835"), True, True)
    (words,) = gather([row("q16_etwas_positiver")]).of("2016-12", "attitude_change")
    assert Fraction(10) in words.interval(106)
    assert not words.interval(106).low_open


def test_a_void_number_gives_way_to_its_best_candidate(gather, row):
    void = erratum(["abb13_vernetzung_landkreise"], [
        {"row": "abb13_vernetzung_landkreise", "value": "95.0"},
        {"row": "abb13_vernetzung_landkreise", "value": "93.2", "grade": "P", "codes": (1,)},
    ])  # fmt: skip
    found = gather([row("abb13_vernetzung_landkreise")], [void])
    (requirement,) = found.of("2016-01", "strategy_elements_networking_actors")
    assert (requirement.row.printed, requirement.row.codes, requirement.origin) == ("93.2", (1,), "candidate")
    assert found.replaced == {"abb13_vernetzung_landkreise": "95.2 is void (A99), 93.2 (P) instead"}


def test_a_void_number_without_a_candidate_is_left_free_and_named(gather, row):
    found = gather([row("abb16_w2_sehr_niedrig")], [erratum(["abb16_w2_sehr_niedrig"])])
    assert found.of("2016-12", "engagement") == ()
    assert found.free == {"abb16_w2_sehr_niedrig": "0.4 is void (A99), no candidate"}


def test_a_candidate_with_limits_is_met_between_them_and_is_no_value(gather, row):
    void = erratum(["q20_begegnungen"], [{"row": "q20_begegnungen", "low": "3.27", "high": "4.02"}])
    found = gather([row("q20_begegnungen")], [void])
    requirements = found.of("2016-12", "cohesion_measures_encounter_support")
    assert [(entry.row.bound, entry.row.printed) for entry in requirements] == [
        (Bound.AT_LEAST, "3.27"),
        (Bound.AT_MOST, "4.02"),
    ]
    assert not found.published("2016-12", "cohesion_measures_encounter_support")


def test_a_void_number_of_answers_binds_no_row_it_stands_beside(gather, row):
    void = erratum(["abb24_n"], [{"row": "abb24_n", "value": "105"}])
    rows = [row("abb24_n"), row("q12_sehr_gut_gut")]
    beside = next(r for r in gather(rows).of("2016-12", "coping") if r.id == "q12_sehr_gut_gut")
    assert beside.answers().low == 114
    beside = next(r for r in gather(rows, [void]).of("2016-12", "coping") if r.id == "q12_sehr_gut_gut")
    assert beside.answers() is None


def test_where_everybody_asked_is_the_base_the_number_says_nothing_of_the_answers(gather, row):
    (requirement,) = gather([row("q3_notlage")], [erratum(asked=["q3_notlage"])]).of("2016-12", "budget")
    assert requirement.asked
    assert requirement.answers() is None


def test_only_statements_about_one_of_the_waves_count(gather, row):
    rows = [row(name) for name in ("vernetzung_veraenderung_2011_2016", "abb15_n_2011", "anschreiben_fragen")]
    assert len(gather(rows)) == 0


def test_sample_sizes(gather, row):
    found = gather([row("kap1_n_w1"), row("intro_n_w1")])
    assert found.size("2016-01") == 270
    with pytest.raises(ProjectError, match="0 sizes of the sample of 2016-12"):
        found.size("2016-12")
    two = gather([row("kap1_n_w1"), row("intro_n_w1", printed="271")])
    with pytest.raises(ProjectError, match=r"2 sizes of the sample of 2016-01 \(270, 271\)"):
        two.size("2016-01")


def test_a_claim_is_a_statement_but_no_published_value(gather):
    claim = Claim(
        id="claim", wave="2016-12", variables=("tasks_security",), statistic="mean", value="3.67", bound="<=",
        origin="printed", source="a test",
    )  # fmt: skip
    found = gather([], claims=[claim])
    (requirement,) = found.of("2016-12", "tasks_security")
    assert Fraction("3.67") in requirement.interval(None)
    assert not found.published("2016-12", "tasks_security")
    assert requirement.shown() == "claim: mean of tasks_security is <= 3.67 (claim, printed)"


def test_a_statement_is_shown_with_its_line(gather, row):
    (requirement,) = gather([row("abb13_konzept_all")]).of("2016-01", "strategy_elements_municipal_concept")
    assert requirement.shown() == (
        "abb13_konzept_all: share of strategy_elements_municipal_concept (codes 1, 2) is 66.7, n = 261-266 "
        f"(ledger, line {requirement.row.line})"
    )


def test_ranges_printed_twice_must_both_hold(gather, row):
    found = gather([row("abb12_n"), row("abb13_n", printed="262-268", value=262.0, high=268.0)])
    assert common_range(found.ranges["2016-01", "strategy_elements"]) == (262, 266)


def test_a_statement_is_found_by_its_id(gather, row):
    found = gather([row("kap1_n_w1"), row("abb12_n"), row("abb13_konzept_all")])
    assert {found.find(name).id for name in ("kap1_n_w1", "abb12_n", "abb13_konzept_all")} == {
        "kap1_n_w1", "abb12_n", "abb13_konzept_all",
    }  # fmt: skip
    with pytest.raises(KeyError):
        found.find("abb13_n")
