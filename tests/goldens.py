"""Reference values computed in R (``tests/data/goldens``): the entries by kind, the data as R saw them, who tests what.

Each of the 287 entries of ``reference.json`` holds an R call and its result; each is claimed by one test module in
:data:`CLAIMED`, and ``tests/statistics/test_goldens_complete.py`` sees to it that none is forgotten::

    @pytest.mark.parametrize("golden", goldens.entries("kruskal"))
    def test_kruskal_wallis_equals_r(golden):
        golden.check(groups.kruskal_wallis(...).statistic, "H")
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "data" / "goldens"
REFERENCE = json.loads((FOLDER / "reference.json").read_text(encoding="utf-8"))
META = REFERENCE["meta"]
ITEMS = [f"item_{number:02d}" for number in range(1, 13)]
FIRST_FACTOR = ITEMS[:6]
"""``f1`` of the R calls; ``item_06`` is keyed the other way round."""
TREND = ["gemeinde", "kleinstadt", "mittelstadt", "grossstadt"]
"""The order of the trend tests; Landkreise are left out."""

CLAIMED: dict[str, tuple[str, ...]] = {
    "tests/statistics/test_description.py": (
        "describe", "describe_by", "edge/all_missing", "edge/group_n1", "edge/group_n0", "edge/unused_level",
        "edge/unused_level_top", "edge/unused_level_by_group", "edge/constant/describe", "edge/wilson_zero",
    ),
    "tests/statistics/test_groups.py": (
        "kruskal", "kruskal_effect", "dunn", "mann_whitney", "rank_biserial", "jonckheere", "welch",
        "edge/kruskal_group_n1", "edge/kruskal_group_n0", "edge/constant/kruskal",
    ),
    "tests/statistics/test_association.py": ("kendall", "spearman", "chisq", "cramers_v"),
    "tests/statistics/test_multiplicity.py": ("p_adjust",),
    "tests/statistics/test_ordinal.py": ("polr", "clm"),
    "tests/statistics/test_paired.py": (
        "signed_rank", "rank_biserial_paired", "paired_t", "mcnemar", "mcnemar_exact", "edge/paired_no_change",
        "edge/mcnemar_equal_discordant",
    ),
    "tests/statistics/test_reliability.py": ("alpha", "alpha_feldt"),
    "tests/statistics/test_omega.py": ("omega", "omega_ordinal"),
    "tests/statistics/test_one_factor.py": ("cfa_ml", "cfa_ordered"),
    "tests/statistics/test_polychoric.py": ("polychoric", "ordinal_alpha"),
    "tests/statistics/test_weighting.py": ("rake", "kish"),
    "tests/statistics/test_survey_design.py": (
        "weighted_mean", "weighted_mean_by", "mean_fpc_answered", "weighted_shares", "weighted_top2", "rao_scott",
        "edge/weighted_group_n1",
    ),
}  # fmt: skip
"""Test module to what it tests: kinds of entries, or the beginning of the ids of edge cases."""


@dataclass(frozen=True)
class Golden:
    """One reference value: the R call and what it gave; ``rel_tol`` as the reference states it."""

    id: str
    kind: str
    call: str
    n: int
    rel_tol: float
    result: Any

    @property
    def quote(self) -> str:
        """What a failing test says first: the call in R."""
        return f"R: {self.call}  [{self.id}]"

    def check(self, found: object, *keys: str | int, expected: object = ...) -> None:
        """Assert that ``found`` is the value under ``keys`` of the result, ``None`` or NaN standing for R's NA."""
        wanted = expected
        if expected is ...:
            wanted = self.result
            for key in keys:
                wanted = wanted[key]
        if wanted is None:
            assert found is None or pd.isna(found), f"{self.quote} {keys}: not defined in R, found {found}"
            return
        assert found is not None, f"{self.quote} {keys}: {wanted} in R, found nothing"
        if isinstance(wanted, str | bool):
            assert found == wanted, f"{self.quote} {keys}"
            return
        near = pytest.approx(wanted, rel=self.rel_tol, abs=1e-12 if wanted == 0 else 0.0)
        assert float(found) == near, f"{self.quote} {keys}: {wanted} in R, found {found}"

    def names(self, pattern: str) -> tuple[str, ...]:
        """Every part of the id, or of the call, that fits ``pattern``: the columns it is about."""
        return tuple(re.findall(pattern, self.id) or re.findall(pattern, self.call))


GOLDENS = {
    name: Golden(name, entry["kind"], entry["call"], entry["n"], entry["rel_tol"], entry["result"])
    for name, entry in REFERENCE["entries"].items()
}


def selected(selector: str) -> Iterator[Golden]:
    """The entries of a kind, or the edge cases whose id begins with ``edge/...`` (whole parts of the id)."""
    edge = selector.startswith("edge/")
    for golden in GOLDENS.values():
        if f"{golden.id}/".startswith(f"{selector}/") if edge else golden.kind == selector:
            yield golden


def entries(*selectors: str) -> list[Any]:
    """Parameters of a test, one a reference value; an unknown selector is an error."""
    found = []
    for selector in selectors:
        chosen = list(selected(selector))
        assert chosen, f"no reference value is selected by '{selector}'"
        found += [pytest.param(golden, id=golden.id) for golden in chosen]
    return found


@cache
def _read(name: str) -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / name)
    for column in ("size_class", "size_group", "state"):
        frame[column] = pd.Categorical(frame[column], categories=META[f"{column}_order"], ordered=True)
    region = {state: name for name, states in META["region"].items() for state in states}
    frame["region"] = pd.Categorical(frame["state"].map(region), categories=list(META["region"]))
    frame["all_missing"] = float("nan")
    return frame


def wave_1() -> pd.DataFrame:
    """``d`` of the R calls: likert270.csv with every level of the groupings, ``region`` and ``all_missing``."""
    return _read("likert270.csv").copy()


def wave_2() -> pd.DataFrame:
    """``w2`` of the R calls: likert_wave2.csv."""
    return _read("likert_wave2.csv").copy()


def data(golden: Golden) -> pd.DataFrame:
    """The file an entry about one wave was computed from."""
    return wave_2() if "w2" in golden.id.split("/") else wave_1()


def pairs() -> pd.DataFrame:
    """``p`` of the R calls: the 80 municipalities of both waves, columns ``item_01_1``, ``item_01_2``, ..."""
    return wave_1().merge(wave_2(), on="id", suffixes=("_1", "_2"))


def only_in_wave_1() -> pd.DataFrame:
    """``d_only`` of the R calls."""
    return wave_1()[lambda frame: ~frame["id"].isin(wave_2()["id"])]


def only_in_wave_2() -> pd.DataFrame:
    """``w2_only`` of the R calls."""
    return wave_2()[lambda frame: ~frame["id"].isin(wave_1()["id"])]


def first_factor(*, complete: bool = True) -> pd.DataFrame:
    """``f1`` of the R calls, ``f1_na`` with ``complete=False``: ``item_06`` as ``6 - x``."""
    frame = wave_1()[FIRST_FACTOR].assign(item_06=lambda rows: 6 - rows["item_06"])
    return frame.dropna() if complete else frame
