"""Answers of every shape a survey can bring, for property-based tests: few, equal, missing, groups empty or of one."""

from __future__ import annotations

from hypothesis import strategies as st

ANSWER = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, float("nan")])
COLUMN = st.one_of(
    st.lists(ANSWER, max_size=12),
    st.lists(st.just(3.0), max_size=12),
    st.lists(st.just(float("nan")), max_size=4),
    st.lists(ANSWER, min_size=12, max_size=40),
)
"""The answers of one group."""

LEVELS = ("large", "medium", "small", "tiny", "county")
SAMPLES = st.fixed_dictionaries(dict.fromkeys(LEVELS, COLUMN))
"""Answers by level, all levels of a classification, some of them empty."""

PAIRED = st.lists(st.tuples(ANSWER, ANSWER), max_size=40).map(
    lambda rows: tuple([row[side] for row in rows] for side in (0, 1))
)
"""Two answers of the same respondents."""


def no_nan(result) -> bool:
    """Whether neither the fields nor the print of a result hold a NaN, and every gap has its reason."""
    rows = result.rows()
    assert not any(isinstance(value, float) and value != value for row in rows for value in row.values()), rows  # noqa: PLR0124
    assert "nan" not in str(result).lower()
    assert all("n" in row for row in rows)
    return True
