from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.statistics.result import Family, Method, Result, Undefined

METHOD = Method("spearman", "scipy.stats.spearmanr", "Spearman (1904)")


@dataclass(frozen=True, kw_only=True)
class Coefficient(Result):
    estimate: float | None = None


def test_a_result_is_one_row_with_its_n_and_method():
    row = Coefficient(method=METHOD, n=12, estimate=0.5).frame().iloc[0]
    assert row["n"] == 12
    assert row["estimate"] == pytest.approx(0.5)
    assert row["method"] == "spearman"


def test_an_undefined_result_says_why():
    result = Coefficient(method=METHOD, n=1, undefined=Undefined.TOO_FEW_ANSWERS)
    assert result.frame()["undefined"].item() == "too_few_answers"
    assert "nan" not in str(result).lower()


def test_print_shows_the_literature_and_the_family():
    result = Coefficient(method=METHOD, n=9, estimate=0.1, family=Family("items", "tasks", 15, "fdr_bh"))
    assert "Spearman (1904)" in str(result)
    assert "fdr_bh over 15 items of tasks" in str(result)
