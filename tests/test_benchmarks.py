"""What the benchmarks print and what they measure; never how long anything takes."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import agreement, data, goals, process, variants
from pipeline.project import Project
from pipeline.stages import Line


def test_a_missed_goal_is_printed_as_missed_with_the_reason():
    missed = goals.Goal("twice as fast", 1.4, 1.2, "x", "parsing text is the floor.")
    met = goals.Goal("ten times as fast", 12, 10, "x", "no reason.", at_least=True)
    assert "| **missed**: parsing text is the floor. |" in missed.line
    assert "| ≥ 10 x | 12.00 x | met |" in met.line


def test_a_section_takes_the_place_of_its_older_version(tmp_path, monkeypatch):
    monkeypatch.setattr(benchmarks, "RESULTS", tmp_path / "results.md")
    first, second, third = benchmarks.SECTIONS.values()
    for title, body in ((third, "c\n"), (first, "a\n"), (second, "b\n"), (first, "new\n")):
        benchmarks.write_section(title, body)
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert text == f"# Speed and memory\n\n## {first}\n\nnew\n\n## {second}\n\nb\n\n## {third}\n\nc\n"


def test_a_process_that_fails_says_so(tmp_path):
    with pytest.raises(process.FailedError, match=r"exit code 1: .*ZeroDivisionError"):
        process.measure(["-c", "1 / 0"], tmp_path)


@pytest.mark.slow
def test_all_ways_compute_the_same_table(tmp_path):
    paths = data.coded(tmp_path, 500)
    for way in ("ours", "ours_weighted", "plain_polars", "plain_pandas", "svy"):
        for kind in ("csv", "parquet"):
            np.savez(tmp_path / f"{way}-{kind}.npz", **_kept(getattr(variants, way)(paths[kind])))
    assert agreement.largest_difference(tmp_path) < 1e-12
    np.savez(tmp_path / "wrong-csv.npz", mean=np.zeros(62 * 8))
    assert agreement.largest_difference(tmp_path) > 0.5


def _kept(table):
    return {name: table[name] for name in ("n", "mean", "se") if name in table}


def test_the_long_export_is_an_export(tmp_path):
    data.exported(tmp_path, 30)
    line = Line(Project(tmp_path))
    line.ingest()
    from pipeline.analysis import Survey

    with Survey.open(tmp_path) as survey:
        assert survey.wave("demo").n == 30
        assert sum(survey.account("demo").values()) == 30 * 101
