"""The list set against the responses: who is who, and what is not counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.pseudonym import municipality, pseudonym
from pipeline.monitor.cases import cases, units
from tests.monitor.building import entry, responses

KEY = b"k" * 32


def outcomes(found):
    return [case.outcome for case in found.cases]


def test_a_pseudonym_is_made_as_ingest_makes_it():
    entries = [entry(2, "abc", "05315"), entry(3)]
    assert units(entries, "token", KEY) == [pseudonym("abc", KEY), None]
    assert units(entries, "ags", KEY) == [municipality("05315", KEY), None]
    assert units(entries, None, None) == units(entries, "token", None) == [None, None]


def test_everybody_on_the_list_has_one_outcome():
    entries = [entry(line) for line in range(8)]
    entries += [entry(8, outcome="refused"), entry(9, outcome="not_eligible"), entry(10, outcome="undelivered")]
    found = cases(
        entries,
        [*"abcdefgh", "i", "j", "k"],
        responses(
            ("a", "complete", "complete"),
            ("b", "complete", "break_off"),
            ("c", "partial", "partial"),
            ("d", "partial", "break_off"),
            ("e", "opened", "opened"),
            ("f", "test", "complete"),
            ("i", "complete", "complete"),
        ),
    )
    assert found.linked
    assert outcomes(found) == [
        "complete", "break_off", "partial", "break_off", "opened", "nothing", "nothing", "nothing", "complete",
        "not_eligible", "undelivered",
    ]  # fmt: skip
    assert [case.submitted for case in found.cases][:3] == [True, True, False]


def test_of_several_responses_the_one_that_counts_is_taken():
    rows = responses(
        ("a", "partial", "complete"), ("a", "complete", "partial"), ("a", "duplicate", "complete"),
        ("b", "opened", "opened"), ("b", "partial", "break_off"), ("b", "partial", "partial"),
    )  # fmt: skip
    found = cases([entry(2), entry(3)], ["a", "b"], rows)
    assert [(case.outcome, case.submitted) for case in found.cases] == [("partial", True), ("partial", False)]


def test_responses_of_others_are_counted_apart():
    rows = responses(
        ("a", "complete", "complete"), ("x", "complete", "complete"), ("x", "duplicate", "complete"),
        (None, "partial", "partial"), (None, "test", "complete"),
    )  # fmt: skip
    found = cases([entry(2)], ["a"], rows)
    assert (found.unlisted, found.without_code, outcomes(found)) == (1, 1, ["complete"])


@pytest.mark.parametrize(
    ("pseudonyms", "unit", "reason"),
    [(["a", "b", "c"], None, "no_codes_in_export"), ([None] * 3, "a", "no_codes_in_list")],
)
def test_without_codes_responses_are_taken_as_they_are(pseudonyms, unit, reason):
    rows = responses((unit, "complete", "complete", {"size_class": 4}), (unit, "duplicate", "complete"))
    entries = [entry(2, outcome="refused"), entry(3), entry(4)]
    found = cases(entries, pseudonyms, rows)
    assert (found.linked, found.reason) == (False, reason)
    assert outcomes(found) == ["complete", "refused", "nothing"]
    assert found.cases[0].size_class == 4
    assert all(case.entry is None for case in found.cases)


def test_more_responses_than_listed_have_no_outcomes():
    rows = responses(*[(None, "complete", "complete")] * 3)
    found = cases([entry(2)], ["a"], rows)
    assert (found.reason, found.cases) == ("more_than_listed", ())


def test_an_empty_list_has_no_cases():
    assert cases([], [], responses(("a", "complete", "complete"))).reason == "empty_list"


def test_before_the_first_response_nobody_has_answered():
    found = cases([entry(2), entry(3)], [None, None], responses())
    assert found.linked
    assert outcomes(found) == ["nothing", "nothing"]


def test_a_case_does_not_print_whom_it_is_about():
    found = cases([entry(2, "SecretToken", "05315")], ["a"], responses(("a", "complete", "complete")))
    for text in (repr(found), repr(found.cases[0])):
        assert "Secret" not in text
        assert "05315" not in text
        assert "Geheim" not in text


ROW = st.tuples(
    st.sampled_from(["a", "b", "c", "z", None]),
    st.sampled_from(["complete", "partial", "opened", "test", "duplicate"]),
    st.sampled_from(["complete", "partial", "break_off", "opened"]),
)


@given(st.lists(ROW, max_size=12), st.integers(0, 5))
def test_every_one_on_the_list_is_one_case_or_there_are_none(rows, size):
    entries = [entry(line) for line in range(size)]
    found = cases(entries, [*"abcde"][:size], responses(*rows))
    assert len(found.cases) == (0 if found.reason in ("empty_list", "more_than_listed") else size)
