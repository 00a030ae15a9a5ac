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
        "\\<\N{NARROW NO-BREAK SPACE}5",
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
    assert "\\<" in header[3]
    assert yes == ["ja", "100\\% (10)", "100\\%", "\\<\N{NARROW NO-BREAK SPACE}5", "–"]
    assert no == ["nein", "0\\% (0)", "0\\%", "\\<\N{NARROW NO-BREAK SPACE}5", "–"]


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
