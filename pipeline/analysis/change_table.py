"""The table of changes: one row a variable, its numbers by part, and what must not be shown left out.

The mean of all answers of a wave and that of the municipalities that answered twice together give the mean of those who
answered once. No part is shown, therefore, where one of them rests on too few answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pipeline.statistics import disclosure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.analysis.change import ItemChange
    from pipeline.questionnaire import Language
    from pipeline.statistics.change import Stayers

COLUMNS = dict.fromkeys(
    ("n_first", "n_second", "pairs", "only_first", "only_second", "stayers", "leavers"), "Int64"
) | dict.fromkeys(
    (
        "mean_first", "mean_second", "difference", "se", "ci_low", "ci_high", "bound", "equivalence_low",
        "equivalence_high", "equivalence_p", "paired_difference", "paired_ci_low", "paired_ci_high", "v_plus", "v_minus",
        "rank_biserial", "signed_rank_p", "signed_rank_p_adjusted", "top_first", "top_second", "top_difference",
        "mcnemar_p", "mcnemar_p_adjusted", "paired_equivalence_p", "independent_difference", "independent_ci_low",
        "independent_ci_high", "welch_p", "independent_rank_biserial", "mann_whitney_p", "mann_whitney_p_adjusted",
        "stayers_difference", "stayers_ci_low", "stayers_ci_high", "stayers_rank_biserial", "stayers_p",
        "stayers_p_adjusted",
    ),
    "float64",
)  # fmt: skip


def table(items: Sequence[ItemChange], *, language: Language = "de", internal: bool = False) -> pd.DataFrame:
    """The numbers of :func:`pipeline.analysis.change.change`; see :meth:`pipeline.analysis.Survey.change`."""
    frame = pd.DataFrame(
        [
            {
                "variable": item.variable.name,
                "label": item.variable.label[language],
                "label_short": item.variable.short_label[language],
                "measure": item.measure,
                **_row(item, internal=internal),
            }
            for item in items
        ]
    )
    return frame.astype(COLUMNS)


def _row(item: ItemChange, *, internal: bool) -> dict[str, object]:
    """The numbers of one variable, without those that rest on too few answers."""
    whole, withheld = item.combined, frozenset() if internal else _withheld(item)
    row: dict[str, object] = dict.fromkeys(COLUMNS)
    row["n_first"] = None if _small(whole.n_first) and not internal else whole.n_first
    row["n_second"] = None if _small(whole.n_second) and not internal else whole.n_second
    row["direction"] = None
    if "everyone" not in withheld:
        row |= {
            name: getattr(whole, name)
            for name in ("mean_first", "mean_second", "difference", "se", "ci_low", "ci_high")
        }
        row |= {"direction": _direction(item)}
        if item.equivalence is not None:
            same = item.equivalence
            row |= {
                "bound": same.bound, "equivalence_low": same.ci_low, "equivalence_high": same.ci_high,
                "equivalence_p": same.p,
            }  # fmt: skip
    if "parts" not in withheld:
        row |= _parts(item)
    if "stayers" not in withheld:
        row |= _stayed(item.stayers)
    for part, result in (("everyone", whole), ("parts", item.signed_rank), ("stayers", item.stayers)):
        name = "paired" if part == "parts" else part
        row[f"undefined_{name}"] = "withheld" if part in withheld else result.undefined and str(result.undefined)
    row["suppressed"] = bool(withheld)
    return row


def _parts(item: ItemChange) -> dict[str, object]:
    """Those who answered twice, and the others as two samples."""
    ranks, means, top, apart = item.signed_rank, item.paired_t, item.mcnemar, item.welch
    row: dict[str, object] = {
        "pairs": item.combined.paired, "only_first": item.combined.only_first,
        "only_second": item.combined.only_second, "paired_difference": means.mean_difference,
        "paired_ci_low": means.ci_low, "paired_ci_high": means.ci_high, "v_plus": ranks.v_plus,
        "v_minus": ranks.v_minus, "rank_biserial": ranks.rank_biserial, "signed_rank_p": ranks.p,
        "signed_rank_p_adjusted": ranks.p_adjusted, "independent_difference": apart.difference,
        "independent_ci_low": apart.ci_low, "independent_ci_high": apart.ci_high, "welch_p": apart.p,
        "independent_rank_biserial": item.mann_whitney.rank_biserial, "mann_whitney_p": item.mann_whitney.p,
        "mann_whitney_p_adjusted": item.mann_whitney.p_adjusted,
    }  # fmt: skip
    if top is not None:
        row |= {
            "top_first": top.share_first, "top_second": top.share_second, "top_difference": top.difference,
            "mcnemar_p": top.p, "mcnemar_p_adjusted": top.p_adjusted,
        }  # fmt: skip
    if item.paired_equivalence is not None:
        row["paired_equivalence_p"] = item.paired_equivalence.p
    return row


def _stayed(result: Stayers) -> dict[str, object]:
    return {
        "stayers": result.n_stayers, "leavers": result.n_leavers, "stayers_difference": result.difference,
        "stayers_ci_low": result.ci_low, "stayers_ci_high": result.ci_high,
        "stayers_rank_biserial": result.rank_biserial, "stayers_p": result.p, "stayers_p_adjusted": result.p_adjusted,
    }  # fmt: skip


def _withheld(item: ItemChange) -> frozenset[str]:
    """What rests on fewer answers than may be shown, or would give such a part away by subtraction."""
    whole, parts = item.combined, set()
    if _small(whole.n_first) or _small(whole.n_second):
        return frozenset({"everyone", "parts", "stayers"})
    if any(_small(n) for n in (whole.paired, whole.only_first, whole.only_second)):
        parts |= {"parts", "stayers"}
    if any(_small(n) for n in (item.stayers.n_leavers, item.stayers.unknown)):
        parts.add("stayers")
    return frozenset(parts)


def _small(n: int) -> bool:
    return 0 < n < disclosure.MINIMUM_ANSWERS


def _direction(item: ItemChange) -> str | None:
    """What the combined estimate says: rise, fall, same (no change of interest), open; ``_small`` below the bound."""
    whole, same = item.combined, item.equivalence
    if whole.ci_low is None or whole.ci_high is None:
        return None
    negligible = same is not None and bool(same.equivalent)
    if whole.ci_low > 0 or whole.ci_high < 0:
        return ("rise" if whole.ci_low > 0 else "fall") + ("_small" if negligible else "")
    return "same" if negligible else "open"
