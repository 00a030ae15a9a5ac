from __future__ import annotations

import pytest


def test_a_long_pause_within_the_stated_field_period_is_one_wave(wave, short):
    wave.put(short.replace("2026-11-10 14:44:59", "2026-02-10 14:44:59"))
    assert "two waves seem to stand in one file" in wave.problem().found
    wave.describe("field_period: [2026-02-01, 2026-11-30]")
    assert wave.read().respondents.height == 39


@pytest.mark.parametrize("period", ["2026-03-01, 2026-11-30", "2026-02-01, 2026-10-31"])
def test_a_long_pause_that_the_stated_field_period_does_not_cover(wave, short, period):
    wave.put(short.replace("2026-11-10 14:44:59", "2026-02-10 14:44:59"))
    wave.describe(f"field_period: [{period}]")
    problem = wave.problem()
    assert (problem.column, problem.expected) == ("submitdate", "the responses of one field phase")
    assert "between 2026-02-10 and then" in problem.found


def test_a_test_entry_long_before_the_field_phase_is_no_second_wave(wave, short):
    wave.put(short.replace("2026-11-10 14:44:59", "2026-02-10 14:44:59"))
    wave.describe("test: {responses: [1]}")
    assert wave.read().respondents.height == 39


def test_many_rows_without_an_id_are_one_problem(wave, short):
    lines = short.split("\r\n")
    lines[5:8] = [line.replace(line.split(";")[0], '""', 1) for line in lines[5:8]]
    wave.put("\r\n".join(lines))
    problem = wave.problem()
    assert problem.row == 5
    assert problem.found == "the row has no response id; 3 rows are like that: 5, 6, 7"
