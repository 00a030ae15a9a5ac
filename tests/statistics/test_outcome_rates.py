"""Outcome rates: the definitions of AAPOR on a worked example, and what holds for any list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics.outcome_rates import Outcomes, disposition, outcome_rates
from pipeline.statistics.result import Undefined

# 200 municipalities: I = 80, P = 20, R = 10 + 6 + 4, NC = 78, O = 2; begun are all but the 6 that only opened it.
LIST = Outcomes(
    complete=80, partial=20, break_off=10, opened=6, refused=4, non_contact=78, other=2, begun=110, submitted=88
)
RATES = {
    "rr1": (80, 200),
    "rr2": (100, 200),
    "rr5": (80, 200),
    "rr6": (100, 200),
    "coop1": (80, 122),
    "coop2": (100, 122),
    "ref1": (20, 200),
    "con1": (122, 200),
    "bor": (10, 110),
    "completion": (88, 110),
}


def test_the_definitions_on_a_list_of_known_eligibles():
    found = outcome_rates(LIST)
    assert {rate.id: (rate.cases, rate.base) for rate in found.rates} == RATES
    assert found.n == 200
    assert found.rate("rr2").share == 0.5
    assert found.frame().set_index("rate").loc["coop2", "share"] == pytest.approx(100 / 122, rel=1e-12)


def test_unknown_eligibility_parts_rr1_from_rr5():
    found = outcome_rates(Outcomes(complete=30, partial=10, non_contact=20, unknown=40))
    assert [found.rate(name).share for name in ("rr1", "rr2", "rr5", "rr6")] == [0.3, 0.4, 0.5, 40 / 60]


def test_the_ineligible_take_no_part():
    assert outcome_rates(Outcomes(complete=5, not_eligible=100)).rate("rr1").share == 1


def test_nobody_listed_has_no_rate():
    found = outcome_rates(Outcomes())
    assert found.undefined is Undefined.NO_ANSWERS
    assert all(rate.share is None for rate in found.rates)


def test_more_submitted_than_begun_is_refused():
    with pytest.raises(ValueError, match="submitted is 3"):
        outcome_rates(Outcomes(begun=2, submitted=3))


@given(st.lists(st.integers(0, 50), min_size=9, max_size=9))
def test_rates_lie_between_0_and_1_in_their_order(counts):
    names = ["complete", "partial", "break_off", "opened", "refused", "non_contact", "other", "unknown", "not_eligible"]
    outcomes = Outcomes(**dict(zip(names, counts, strict=True)))
    shares = {rate.id: rate.share for rate in outcome_rates(outcomes).rates}
    assert all(share is None or 0 <= share <= 1 for share in shares.values())
    for low, high in (("rr1", "rr2"), ("rr5", "rr6"), ("rr1", "rr5"), ("rr2", "rr6"), ("coop1", "coop2")):
        assert shares[low] is None or shares[high] is None or shares[low] <= shares[high]
    if not outcomes.unknown:
        assert shares["rr1"] == shares["rr5"]
        assert shares["rr2"] == shares["rr6"]


@given(st.integers(1, 80), st.data())
def test_an_interview_is_what_its_share_of_answers_says(applicable, data):
    answered = data.draw(st.integers(0, applicable))
    kinds = ["opened", "break_off", "partial", "complete"]
    expected = sum((answered > 0, 2 * answered >= applicable and answered > 0, 5 * answered > 4 * applicable))
    assert disposition(answered, applicable) == kinds[expected]


def test_other_limits_may_be_set():
    assert disposition(6, 10, partial=0.6, complete=0.95) == "partial"
    assert disposition(10, 10, partial=0.6, complete=0.95) == "complete"
