"""What the command line prints of a frame."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.terminal import print_frame


@pytest.fixture
def frame():
    columns = ["label_short", "level", "level_short", "n", "mean", "assumed", "suppressed"]
    rows = [("Known", 0, "All", 9, 2.5, False, False), ("Guessed", 0, "All", 9, 3.5, True, False)]
    return pd.DataFrame(rows, columns=columns)


def test_what_is_assumed_has_a_star_and_the_star_a_reason(frame, capsys):
    print_frame(frame, "table", "en")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines if "(9)" in line] == ["Known", "Guessed *"]
    assert any(line.startswith("* Even the distribution is assumed") for line in lines)


def test_no_star_where_nothing_is_assumed(frame, capsys):
    print_frame(frame[~frame["assumed"]], "table", "de")
    assert "*" not in capsys.readouterr().out
