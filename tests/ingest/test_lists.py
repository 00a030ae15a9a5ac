from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.lists import parts_of

WORD = st.text("abcäöü", min_size=1, max_size=4)
LABEL = st.lists(WORD, min_size=1, max_size=3).map(", ".join)


@given(
    st.lists(LABEL, min_size=1, max_size=6, unique=True),
    st.data(),
    st.sampled_from([" ", ",", "; ", " | ", "\n", ", "]),
)
def test_a_list_of_labels_is_taken_apart_whatever_stands_between_and_within(labels, data, between):
    chosen = data.draw(st.lists(st.sampled_from(labels), unique=True, max_size=len(labels)))
    found = parts_of(between.join(chosen), labels)
    assert found is not None
    assert between.join(found).replace(" ", "") == between.join(chosen).replace(" ", "")
    unambiguous = not any(label != other and label in other for label in labels for other in labels)
    if unambiguous and not any("," in label for label in labels):
        assert found == chosen


@given(st.lists(st.integers(1, 20), unique=True))
def test_numbers_are_told_apart(codes):
    cells = [str(code) for code in codes]
    assert parts_of(",".join(cells), [str(code) for code in range(1, 21)]) == cells


def test_what_is_left_over_makes_no_list():
    assert parts_of("a b x", ["a", "b"]) is None
    assert parts_of("ab", ["a", "b"]) is None
    assert parts_of("1,13", ["1", "3"]) is None


def test_an_empty_list_has_no_answers():
    assert parts_of("", ["a"]) == parts_of(" , ", ["a"]) == []


def test_a_label_that_begins_another_is_taken_only_where_the_rest_fits():
    assert parts_of("Haus und Hof Haus", ["Haus", "Haus und Hof"]) == ["Haus und Hof", "Haus"]
    assert parts_of("Haus und Garten", ["Haus und", "Haus", "und Garten"]) == ["Haus", "und Garten"]


def test_many_labels_that_begin_alike_take_no_time():
    labels = [f"a{' a' * length}" for length in range(40)]
    assert parts_of("a " * 300 + "b", labels) is None
