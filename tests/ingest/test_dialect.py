from __future__ import annotations

import pytest

from pipeline.ingest.dialect import infer

KNOWN = {"yes_no": {"Y", "N"}, "checked": {"Y"}}


def found(yes_no=(), checked=(), *, blanks_written=None, known=KNOWN):
    dialect = infer({"yes_no": set(yes_no), "checked": set(checked)}, known, blanks_written=blanks_written)
    return dialect.codes, dialect.no


@pytest.mark.parametrize(
    ("yes_no", "checked", "codes", "no"),
    [
        (["Y", "N", ""], ["Y", ""], {}, None),
        ("12", "12", {"yes_no": {"1": "Y", "2": "N"}, "checked": {"1": "Y", "2": ""}}, "2"),
        ("10", "10", {"yes_no": {"0": "N", "1": "Y"}, "checked": {"0": "", "1": "Y"}}, "0"),
        (["1", "2", ""], ["1", "0", ""], {"yes_no": {"1": "Y", "2": "N"}, "checked": {"0": "", "1": "Y"}}, None),  # R
        ("12", "10", {"yes_no": {"1": "Y", "2": "N"}, "checked": {"0": "", "1": "Y"}}, None),  # R, all answered
        ("10", ["Y", ""], {"yes_no": {"0": "N", "1": "Y"}}, None),  # Stata
        ("12", [], {"yes_no": {"1": "Y", "2": "N"}}, "2"),
        (["1", "N", ""], ["1", ""], {"yes_no": {"1": "Y"}, "checked": {"1": "Y"}}, None),  # only Y converted
        (["Y", "2"], ["Y", "2"], {"yes_no": {"2": "N"}, "checked": {"2": ""}}, "2"),  # only N converted
        (["Y", "1", "2"], [], {}, None),  # two words for yes
        ("012", [], {}, None),
        ("13", [], {}, None),
    ],
)
def test_what_the_cells_say(yes_no, checked, codes, no):
    assert found(yes_no, checked) == (codes, no)


def test_a_format_that_never_writes_no_for_nothing():
    assert found("12", "12", blanks_written=False)[1] is None


def test_digits_that_the_mapping_knows_stand_for_themselves():
    assert found("12", "12", known={"yes_no": {"1", "2"}, "checked": {"1", "2"}}) == ({}, None)
