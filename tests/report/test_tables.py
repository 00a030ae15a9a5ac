from __future__ import annotations

import pandas as pd
import pytest

from pipeline.report import tables

WORDS = {"first": "Punkt", "everyone": "Alle"}
NAN = float("nan")


def means(rows):
    columns = ["variable", "label", "level", "level_label", "n", "mean", "suppressed"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["n"] = frame["n"].astype("Int64")
    frame["assumed"] = False
    return frame


ALL = means([("a", "Punkt A", 0, "Alle", 30, 3.456, False), ("b", "Punkt B", 0, "Alle", 0, NAN, True)])
GROUPS = means(
    [
        ("a", "Punkt A", 1, "Stadt", 20, 3.5, False),
        ("a", "Punkt A", 2, "Kreis", None, NAN, True),
        ("a", "Punkt A", 3, "Dorf", 6, 3.25, False),
        ("b", "Punkt B", 1, "Stadt", 0, NAN, True),
        ("b", "Punkt B", 2, "Kreis", 0, NAN, True),
        ("b", "Punkt B", 3, "Dorf", 0, NAN, True),
    ]
)


def cells(markdown):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in markdown.splitlines()]


def test_means_stand_with_their_n_and_the_highest_is_marked():
    header, _, first, second = cells(tables.means(ALL, GROUPS, "de", **WORDS))
    assert header == ["Punkt", "Alle", "Stadt", "Kreis", "Dorf"]
    assert first == [
        "Punkt A",
        "3,46 (30)",
        "**3,50**\N{NO-BREAK SPACE}▲ (20)",
        "·",
        "3,25 (6)",
    ]
    assert second == ["Punkt B", "–", "–", "–", "–"]


@pytest.mark.parametrize("values", [[3.5, 3.5], [3.5, NAN], [3.501, 3.499]])
def test_no_mark_where_nothing_is_highest_in_print(values):
    groups = means([("a", "A", level, "x", 9, value, False) for level, value in enumerate(values)])
    assert not tables.has_mark(groups)


def answers(rows):
    columns = [
        "variable",
        "label",
        "level",
        "level_label",
        "code",
        "answer",
        "missing",
        "n",
        "share",
        "base",
        "suppressed",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["assumed"] = False
    return frame.astype({"n": "Int64", "base": "Int64"})


def options(level, name, counts, base):
    suppressed = base is None or base < 5
    rows = [
        ("q", "Frage", level, name, code, text, False, n, n / base if n is not None and base else NAN, base, suppressed)
        for code, text, n in zip((1, 2), ("ja", "nein"), counts, strict=True)
    ]
    return [*rows, ("q", "Frage", level, name, -9, "keine Angabe", True, 1, NAN, base, suppressed)]


def test_distribution_keeps_unused_options_and_hides_small_groups():
    overall = answers(options(0, "Alle", (10, 0), 10))
    groups = answers([*options(1, "Stadt", (8, 0), 8), *options(2, "Kreis", (None, None), None),
                      *options(3, "Dorf", (0, 0), 0)])  # fmt: skip
    header, _, yes, no = cells(tables.distribution(overall, groups, "en", **WORDS))
    assert header[1] == "Alle (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}10)"
    assert header[3].startswith("Kreis (n")
    assert header[3] == "Kreis (n\N{NO-BREAK SPACE}·)"
    assert yes == ["ja", "100\\% (10)", "100\\%", "·", "–"]
    assert no == ["nein", "0\\% (0)", "0\\%", "·", "–"]


def test_a_group_may_keep_its_n_and_lose_its_mean_or_single_counts():
    groups = means([("a", "A", 1, "Stadt", 12, NAN, True), ("a", "A", 2, "Kreis", None, NAN, True)])
    overall = means([("a", "A", 0, "Alle", 30, 3.4, False)])
    row = cells(tables.means(overall, groups, "en", **WORDS))[2]
    assert row[2:] == ["· (12)", "·"]
    assert tables.any_withheld(groups)
    assert not tables.any_withheld(overall)
    partly = answers(options(1, "Stadt", (8, None), 12))
    partly["suppressed"] = [False, True, True]
    assert [line[2] for line in cells(tables.distribution(overall_of(12), partly, "en", **WORDS))[2:]] == ["67\\%", "·"]


def overall_of(n):
    return answers(options(0, "Alle", (n, 0), n))


def test_a_sample_with_withheld_groups_has_no_remainder():
    """All less the groups that are shown would be the size of those that are not."""
    sample = pd.DataFrame({"level_label": ["Stadt", "Kreis", "Dorf"], "n": [9, None, None], "share": [0.75, NAN, NAN]})
    sample = sample.astype({"n": "Int64"})
    words = {"first": "Group", "rest": "not stated"}
    lines = cells(tables.composition(sample, "en", heads=("Number", "Share"), n=12, **words))
    assert lines[2:] == [["Stadt", "9", "75\\%"], ["Kreis", "·", "·"], ["Dorf", "·", "·"]]
    told = pd.DataFrame({"level_label": ["Stadt", "Kreis", "Dorf"], "n": [5, 5, 0], "share": [0.4, 0.4, 0.0]})
    lines = cells(tables.compositions([sample, told], [12, 11], "en", heads=("A", "B"), **words))
    assert lines[-1] == ["not stated", "·", "1"]
    assert lines[3] == ["Kreis", "·", "5 (40\\%)"]


def test_battery_has_every_option_as_a_column():
    overall = answers(options(0, "Alle", (7, 3), 10))
    header, _, row = cells(tables.battery(overall, "de", first="Punkt", count="n"))
    assert header == ["Punkt", "ja", "nein", "n"]
    assert row == ["Frage", "70\N{NARROW NO-BREAK SPACE}\\%", "30\N{NARROW NO-BREAK SPACE}\\%", "10"]


def test_a_row_that_is_assumed_has_a_star():
    guessed = ALL.assign(assumed=[True, False])
    _, _, first, second = cells(tables.means(guessed, GROUPS, "de", **WORDS))
    assert (first[0], second[0]) == ("Punkt A\N{NO-BREAK SPACE}\\*", "Punkt B")
    overall = answers(options(0, "Alle", (7, 3), 10)).assign(assumed=True)
    assert cells(tables.battery(overall, "de", first="Punkt", count="n"))[2][0] == "Frage\N{NO-BREAK SPACE}\\*"


def test_composition_adds_up():
    sample = pd.DataFrame({"level_label": ["Stadt", "Kreis"], "n": [3, 0], "share": [0.75, 0.0]})
    lines = cells(tables.composition(sample, "en", first="Group", heads=("Number", "Share"), rest="not stated", n=4))
    assert lines[2:] == [["Stadt", "3", "75\\%"], ["Kreis", "0", "0\\%"], ["not stated", "1", "25\\%"]]


def test_nonresponse_gives_ranges_where_items_differ():
    frame = pd.DataFrame(
        {"question": ["q", "q"], "asked": [32, 32], "answered": [30, 32], "no_answer": [2, 0]},
    )
    heads = {"question": "Frage", "asked": "gefragt", "answered": "beantwortet", "no_answer": "keine Angabe"}
    row = cells(tables.nonresponse(frame, {"q": "Titel"}, ["no_answer"], heads, "de"))[2]
    assert row == ["Titel", "32", "30–32", "0–2"]
