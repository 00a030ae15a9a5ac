from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reproduction import shape


@pytest.fixture(scope="module")
def scales(questionnaire):
    return questionnaire.scale


def mean(scale, shares):
    places = scale.places
    return sum(places[code] * share for code, share in shares.items())


@settings(deadline=None)
@given(wanted=st.floats(1.05, 4.95), spread=st.floats(0.5, 1.5))
def test_the_mean_is_met_by_one_hump(questionnaire, wanted, spread):
    scale = questionnaire.scale("importance_5")
    shares = shape.with_mean(scale, wanted, spread)
    assert sum(shares.values()) == pytest.approx(1)
    assert mean(scale, shares) == pytest.approx(wanted, abs=1e-6)
    ordered = list(shares.values())
    peak = ordered.index(max(ordered))
    assert ordered[: peak + 1] == sorted(ordered[: peak + 1])
    assert ordered[peak:] == sorted(ordered[peak:], reverse=True)


@pytest.mark.parametrize(
    ("scale", "codes"), [("importance_5", (1, 2)), ("importance_5", (4, 5)), ("incidents_3", (1,))]
)
def test_the_share_of_an_end_is_met(scales, scale, codes):
    shares = shape.with_share(scales(scale), codes, 0.3, 0.9)
    assert sum(shares[code] for code in codes) == pytest.approx(0.3, abs=1e-6)


def test_two_printed_statistics_decide_the_spread_within_limits(scales):
    scale = scales("importance_5")
    wider = shape.with_mean(scale, 2.85, 1.2)
    assert shape.with_both(scale, 2.85, (1, 2, 3), sum(list(wider.values())[:3]), 0.95) == pytest.approx(
        wider, abs=1e-6
    )
    out_of_reach = shape.with_both(scale, 3.5, (1, 2), 0.99, 0.95)
    assert mean(scale, out_of_reach) == pytest.approx(3.5, abs=1e-6)


@pytest.mark.parametrize(("wanted", "code"), [(9.0, 1), (-3.0, 5)])
def test_a_mean_beyond_the_scale_is_its_end(scales, wanted, code):
    assert shape.with_mean(scales("importance_5"), wanted, 0.9)[code] == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("scale", "codes", "expected"),
    [
        ("importance_5", (1, 2), True),
        ("importance_5", (5,), True),
        ("importance_5", (2,), False),
        ("importance_5", (1, 2, 3, 4, 5), False),
        ("migrant_share_8", (6, 7), True),
        ("state_16", (1,), False),
    ],
)
def test_which_answers_are_an_end(scales, scale, codes, expected):
    assert shape.is_end(scales(scale), codes) is expected


def test_answers_without_an_order_share_what_is_left(scales):
    shares = shape.unordered(scales("state_16"), {(1, 9, 10): 0.7, (10, 2): 0.1})
    assert shares[1] == shares[10] == pytest.approx(0.7 / 3)
    assert shares[2] == pytest.approx(0.3 / 13)
    assert sum(shares.values()) == pytest.approx(1)
