"""Every erratum: its arithmetic holds, a mended print would pass, and its candidates are possible."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.questionnaire.yaml_source import QuestionnaireError
from pipeline.reproduction import checks
from pipeline.reproduction.errata import Grade, read_errata
from pipeline.statistics.rounding import printed_interval
from tests.reproduction.conftest import REFERENCE

IDS = [f"A{number:02}" for number in range(1, 35)]


@pytest.fixture(scope="module")
def by_id(errata):
    return {erratum.id: erratum for erratum in errata}


def test_every_known_anomaly_has_its_entry(errata):
    assert [erratum.id for erratum in errata] == IDS


@pytest.mark.parametrize("erratum", IDS)
def test_the_arithmetic_of_an_erratum_holds(by_id, evidence, erratum):
    for check in by_id[erratum].checks:
        finding = check.run(evidence)
        assert finding.contradicts, check
        assert finding.arithmetic


@pytest.mark.parametrize("erratum", IDS)
def test_a_mended_print_would_pass(by_id, evidence, erratum):
    for check in by_id[erratum].checks:
        assert not check.run_mended(evidence).contradicts, check


def test_every_voided_number_is_in_some_check_unless_its_answer_was_not_offered(errata, evidence):
    for erratum in errata:
        named = {row for check in erratum.checks for row in checks.rows_named(check.of, evidence.ledger)}
        if erratum.id != "A20":
            assert set(erratum.voids) <= named, erratum.id


def test_every_check_is_used(errata):
    assert {check.test for erratum in errata for check in erratum.checks} == set(checks.CHECKS)


def test_a_candidate_is_a_share_that_its_count_gives(errata, evidence):
    for erratum in errata:
        for candidate in erratum.candidates:
            if candidate.count is None:
                assert candidate.low is not None
                assert Fraction(candidate.low) < Fraction(candidate.high)
            elif evidence.ledger[candidate.row].statistic == "share":
                digits = len(candidate.value.partition(".")[2])
                share = Fraction(100 * candidate.count, candidate.n)
                assert share in printed_interval(candidate.value, digits), candidate
            else:
                assert int(candidate.value) == candidate.count


def test_every_voided_row_has_a_candidate(errata):
    for erratum in errata:
        for row in erratum.voids:
            assert erratum.best(row) is not None, (erratum.id, row)


def test_the_best_candidate_is_the_best_graded_and_the_first_of_equals(by_id):
    assert by_id["A12"].best("abb17_keine_antwort").count == 2
    assert by_id["A05"].best("abb13_monitoring_grossstaedte").value == "75.8"
    assert by_id["A04"].best("abb13_vernetzung_all") is None
    assert by_id["A12"].best("abb17_abgenommen").grade is Grade.ESTABLISHED


def test_the_two_repairs_of_the_monitoring_row_fit_together(by_id):
    cells = [by_id["A05"].best("abb13_monitoring_grossstaedte"),
             by_id["A06"].best("abb13_monitoring_kleinstaedte_gemeinden")]  # fmt: skip
    total = by_id["A06"].best("abb13_monitoring_all")
    count, n = sum(cell.count for cell in cells) + 22 + 35, sum(cell.n for cell in cells) + 59 + 59
    assert (count, n) == (total.count, total.n) == (126, 262)


def broken(tmp_path, old, new):
    path = tmp_path / "errata.yaml"
    text = (REFERENCE / "errata_2017.yaml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("voids: [q20_stadtteilzentren,", "voids: [q20_stadteilzentren,", "no row 'q20_stadteilzentren'", "published"),
        ("test: not_falling", "test: not_rising", "no check 'not_rising'", "not_falling"),
        ("test: equal_ends\n      of: {row: abb23_n}", "test: equal_ends\n      of: {rows: abb23_n}", "cannot be run",
         "give it: row"),
        ("\n  grade: E", "\n  grade: certain", "'grade' is 'certain'", "'E'"),
        ("mentions: [abb23_n]", "mentions: [abb22_n_q18]", "row 'abb23_n' names the errata A02, A13; here A13", "same"),
        ("mended: {limit: 20}", "mended: {limits: 20}", "cannot be run", "give it: scale, limit"),
        ("mended: {values: {abb19_n: ", "mended: {values: {abb19: ", "no row 'abb19'", "published"),
        ("    - row: abb17_keine_antwort", "    - row: abb17_n", "candidate for 'abb17_n'", "voids of A12"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(tmp_path, ledger, old, new, message, hint):
    with pytest.raises(QuestionnaireError) as raised:
        read_errata(broken(tmp_path, old, new), ledger)
    assert any(message in mistake.found and hint in mistake.hint for mistake in raised.value.mistakes)
    assert all(mistake.file == "errata.yaml" for mistake in raised.value.mistakes)
