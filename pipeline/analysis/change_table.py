"""The table of changes: one row a variable, its numbers by part, and what must not be shown left out.

The mean of all answers of a wave and that of the municipalities that answered twice together give the mean of those who
answered once. Where such a part rests on too few answers, what would give it away is therefore not shown either; how
many answered in one wave only is, as every number of answers over all municipalities.
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
    if "paired" not in withheld:
        row |= _pairs(item, levels="independent" not in withheld)
    if "independent" not in withheld:
        row |= _independent(item)
    if "stayers" not in withheld:
        row |= _stayed(item.stayers)
    parts = {"everyone": whole, "paired": item.signed_rank, "independent": item.welch, "stayers": item.stayers}
    for part, result in parts.items():
        row[f"undefined_{part}"] = "withheld" if part in withheld else result.undefined and str(result.undefined)
    row["suppressed"] = bool(withheld)
    return row


def _pairs(item: ItemChange, *, levels: bool) -> dict[str, object]:
    """Those who answered twice; ``levels`` says whether their shares may be shown, or only how these changed."""
    ranks, means, top = item.signed_rank, item.paired_t, item.mcnemar
    row: dict[str, object] = {
        "pairs": item.combined.paired, "only_first": item.combined.only_first,
        "only_second": item.combined.only_second, "paired_difference": means.mean_difference,
        "paired_ci_low": means.ci_low, "paired_ci_high": means.ci_high, "v_plus": ranks.v_plus,
        "v_minus": ranks.v_minus, "rank_biserial": ranks.rank_biserial, "signed_rank_p": ranks.p,
        "signed_rank_p_adjusted": ranks.p_adjusted,
    }  # fmt: skip
    if top is not None:
        row |= {"top_difference": top.difference, "mcnemar_p": top.p, "mcnemar_p_adjusted": top.p_adjusted}
        row |= {"top_first": top.share_first, "top_second": top.share_second} if levels else {}
    if item.paired_equivalence is not None:
        row["paired_equivalence_p"] = item.paired_equivalence.p
    return row


def _independent(item: ItemChange) -> dict[str, object]:
    """Those who answered once, as two samples."""
    means, ranks = item.welch, item.mann_whitney
    return {
        "independent_difference": means.difference, "independent_ci_low": means.ci_low,
        "independent_ci_high": means.ci_high, "welch_p": means.p, "independent_rank_biserial": ranks.rank_biserial,
        "mann_whitney_p": ranks.p, "mann_whitney_p_adjusted": ranks.p_adjusted,
    }  # fmt: skip


def _stayed(result: Stayers) -> dict[str, object]:
    return {
        "stayers": result.n_stayers, "leavers": result.n_leavers, "stayers_difference": result.difference,
        "stayers_ci_low": result.ci_low, "stayers_ci_high": result.ci_high,
        "stayers_rank_biserial": result.rank_biserial, "stayers_p": result.p, "stayers_p_adjusted": result.p_adjusted,
    }  # fmt: skip


def _withheld(item: ItemChange) -> frozenset[str]:
    """What rests on fewer answers than may be shown, or would give such a part away by subtraction.

    The change of the pairs and the means of all answers are one equation in two unknowns, the means of those who
    answered in one wave only. It is solved if one of these two parts is empty, and nearly so if both are small.
    """
    whole, left = item.combined, item.stayers
    if _small(whole.n_first) or _small(whole.n_second):
        return frozenset({"everyone", "paired", "independent", "stayers"})
    once = (whole.only_first, whole.only_second)
    some_small = any(_small(n) for n in once)
    if _small(whole.paired) or (some_small and max(once) < disclosure.MINIMUM_ANSWERS):
        return frozenset({"paired", "independent", "stayers"})
    if some_small:
        return frozenset({"independent", "stayers"})
    return frozenset({"stayers"} if _small(left.n_leavers) or _small(left.unknown) else ())


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
