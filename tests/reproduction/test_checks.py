"""The checks themselves, on prints made for it: what they find, and what they leave alone."""

from __future__ import annotations

import pytest

from pipeline.reproduction import instrument_checks, print_checks
from pipeline.reproduction.evidence import compared, decimal


def test_an_impossible_percentage_shows_the_nearest_fractions(evidence):
    finding = print_checks.impossible_percent(evidence, "abb13_monitoring_grossstaedte", [33, 34])
    assert finding.contradicts
    assert finding.arithmetic == "n = 33-34: 25/33 = 75.76; 26/34 = 76.47; 75.5"


def test_cells_that_fit_show_the_sum_they_give(evidence):
    mended = evidence.mended({"abb13_vernetzung_landkreise": "93.2"})
    cells = {
        f"abb13_vernetzung_{group}": size
        for group, size in {
            "grossstaedte": [31, 34], "mittelstaedte": [56, 59], "kleinstaedte_gemeinden": [108, 114],
            "landkreise": [56, 59],
        }.items()
    }  # fmt: skip
    finding = print_checks.cells_against_total(mended, cells, "abb13_vernetzung_all", [261, 266])
    assert (finding.contradicts, finding.arithmetic) == (False, "32/33 + 58/59 + 93/114 + 55/59 = 238/265 = 89.8")
    assert print_checks.cells_against_total(evidence, cells, "abb13_vernetzung_all", [261, 266]).contradicts


@pytest.mark.parametrize(
    ("labels", "contradicts"),
    [
        (("43", "15", "45", "2", "3"), True),
        (("39", "14", "42", "2", "3"), False),
        (("43", "15", "45", "2", "4"), False),
    ],
)
def test_labels_are_counts_only_if_they_add_up_to_n(evidence, labels, contradicts):
    rows = ["abb17_abgenommen", "abb17_zugenommen", "abb17_unveraendert", "abb17_keine_antwort",
            "abb17_stark_abgenommen"]  # fmt: skip
    printed = evidence.mended(dict(zip(rows, labels, strict=True)))
    assert print_checks.labels_are_counts(printed, rows, "abb17_n").contradicts is contradicts


def test_labels_that_add_up_to_a_hundred_answers_prove_nothing(evidence):
    rows = ["abb17_abgenommen", "abb17_zugenommen"]
    printed = evidence.mended({"abb17_abgenommen": "60", "abb17_zugenommen": "40", "abb17_n": "100"})
    assert not print_checks.labels_are_counts(printed, rows, "abb17_n").contradicts


def test_classes_overlap_only_where_both_hold_the_limit(evidence):
    assert instrument_checks.classes_overlap(evidence, "immigration_6").arithmetic == "3, 5"
    assert not instrument_checks.classes_overlap(evidence, "migrant_share_8").contradicts


def test_mending_leaves_the_evidence_as_it_was(evidence):
    before = evidence.ledger["abb18_n"].printed
    mended = evidence.mended({"abb18_n": "101-110"})
    assert (mended.ledger["abb18_n"].value, mended.ledger["abb18_n"].high) == (101, 110)
    assert evidence.ledger["abb18_n"].printed == before


def test_numbers_are_shown_with_the_sign_that_is_true():
    assert compared("60.0", "43.4") == "60.0 > 43.4"
    assert decimal(2 / 3) == "0.7"
