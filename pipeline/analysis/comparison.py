"""What :meth:`Survey.compare` gives back: every item of a question, its groups, its tests, and frames of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pipeline.statistics.effect import magnitude

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from pipeline.statistics.groups import GroupComparison
    from pipeline.statistics.ordinal import Added, CumulativeLogit
    from pipeline.statistics.result import Family, Method, Tested


@dataclass(frozen=True)
class Group:
    """One level for one item; ``withheld``: too few answers to be published, so that it takes part in no test."""

    level: str
    label: str
    n: int | None
    mean: float | None
    withheld: bool


@dataclass(frozen=True)
class ItemComparison:
    """One item between the groups of a classification.

    ``model`` relates the item to the groups and to further characteristics at once, ``added`` says what the groups add
    to those; both are None where no further characteristics were asked for.
    """

    variable: str
    label: str
    label_short: str
    assumed: bool
    groups: tuple[Group, ...]
    statistics: GroupComparison
    model: CumulativeLogit | None = None
    added: Added | None = None

    @property
    def tested(self) -> tuple[Group, ...]:
        """The groups with answers that take part in the tests, in questionnaire order."""
        return tuple(group for group in self.groups if not group.withheld and group.n)

    @property
    def withheld(self) -> tuple[str, ...]:
        """Labels of the groups that take no part because they have too few answers."""
        return tuple(group.label for group in self.groups if group.withheld)

    def pairs(self) -> list[dict[str, object]]:
        """The pairs of groups in plain values, groups by their labels."""
        labels = {group.level: group.label for group in self.groups}
        dunn = self.statistics.dunn
        return [
            {
                **vars(pair), "level1": pair.group1, "level2": pair.group2, "group1": labels[pair.group1],
                "group2": labels[pair.group2], "magnitude": magnitude("rank_biserial", pair.rank_biserial),
                "family": str(dunn.family), "family_size": None if dunn.family is None else dunn.family.size,
            }
            for pair in dunn.pairs
        ]  # fmt: skip

    def model_facts(self) -> dict[str, object]:
        """What the groups add to the further characteristics, and Brant's test, in plain values; empty without a model."""
        if self.model is None or self.added is None:
            return {}
        facts = {f"added_{name}": value for name, value in _test(self.added, "pseudo_r2").items()}
        brant = self.model.proportional_odds
        if brant is not None:
            facts |= {f"brant_{name}": value for name, value in _test(brant, "spread").items() if name != "terms"}
        return facts

    def facts(self) -> dict[str, object]:
        """The item in plain values: what stands in a row of the table and what a sentence about it needs."""
        found = self.statistics
        row: dict[str, object] = {
            "variable": self.variable, "label": self.label, "label_short": self.label_short,
            **_test(found.kruskal, "epsilon_squared"),
            "disagreement": found.disagreement,
            **{f"welch_{name}": value for name, value in _test(found.welch, "eta_squared").items()},
        }  # fmt: skip
        if found.trend is not None:
            row |= {f"trend_{name}": value for name, value in _test(found.trend, "tau_b").items()}
            row["trend_magnitude"] = magnitude("correlation", found.trend.tau_b)
            labels = {group.level: group.label for group in self.groups}
            row["trend_order"] = tuple(labels[level] for level in found.trend.order)
        row["magnitude"] = magnitude("epsilon_squared", found.kruskal.epsilon_squared)
        ranked = sorted(self.tested, key=lambda group: group.mean or 0.0)
        for name, group in (("highest", ranked[-1:]), ("lowest", ranked[:1])):
            for part in ("label", "mean", "n"):
                row[f"{name}_{part}"] = getattr(group[0], part) if group else None
        return row | {"withheld": self.withheld, "assumed": self.assumed}


@dataclass(frozen=True)
class Comparison:
    """The items of a question between the groups of a classification ``by``; prints as the table of tests.

    ``order`` holds the labels of the levels with an order, rising. ``covariates`` are further classifications the
    models allow for. ``internal``: groups under the publication limit take part.
    """

    wave: str
    question: str
    by: str
    by_title: str
    by_size: bool
    order: tuple[str, ...]
    covariates: tuple[str, ...]
    internal: bool
    provenance: str
    items: tuple[ItemComparison, ...]

    def tests(self) -> pd.DataFrame:
        """One row per item: n, Kruskal-Wallis with epsilon squared, Welch beside it, trend, what is withheld."""
        rows = [
            {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in item.facts().items()}
            for item in self.items
        ]
        return self._frame(rows)

    def means(self) -> pd.DataFrame:
        """One row per item and level: n and mean; a withheld group has neither."""
        return self._frame(
            [{"variable": item.variable, "label_short": item.label_short, **vars(group)}
             for item in self.items for group in item.groups]
        )  # fmt: skip

    def pairs(self) -> pd.DataFrame:
        """One row per item and pair of groups: Dunn's test with Holm, rank-biserial correlation with its interval."""
        return self._frame(
            [{"variable": item.variable, "label_short": item.label_short, **pair}
             for item in self.items for pair in item.pairs()]
        )  # fmt: skip

    def models(self) -> pd.DataFrame:
        """One row per item and term of its cumulative logit model; empty unless further characteristics were asked for."""
        rows = [
            {"variable": item.variable, "label_short": item.label_short, **row}
            for item in self.items
            if item.model is not None
            for row in item.model.rows()
        ]
        return self._frame(rows)

    @property
    def methods(self) -> tuple[Method, ...]:
        """The methods used, each once."""
        return tuple(dict.fromkeys(result.method for item in self.items for result in _results(item)))

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of p-values that were adjusted together, each once."""
        found = (result.family for item in self.items for result in _results(item))
        return tuple(dict.fromkeys(family for family in found if family is not None))

    def _frame(self, rows: list[dict[str, object]]) -> pd.DataFrame:
        import pandas as pd

        frame = pd.DataFrame(rows)
        frame.attrs.update(wave=self.wave, provenance=self.provenance, internal=self.internal)
        return frame

    def __str__(self) -> str:
        shown = self.tests()[["label_short", "n", "epsilon_squared", "p_adjusted"]].astype(object)
        return shown.where(shown.notna(), "-").to_string(index=False)


def _test(result: Tested, effect: str) -> dict[str, object]:
    """A test as plain values, its family beside its p-values."""
    skipped = ("method", "order", "family", "undefined", effect)
    numbers = {entry.name: getattr(result, entry.name) for entry in fields(result) if entry.name not in skipped}
    return {
        "n": numbers.pop("n"), effect: getattr(result, effect), **numbers,
        "family": None if result.family is None else str(result.family),
        "adjustment": None if result.family is None else result.family.adjustment,
        "family_size": None if result.family is None else result.family.size,
        "undefined": None if result.undefined is None else str(result.undefined),
    }  # fmt: skip


def _results(item: ItemComparison) -> Iterator[Tested]:
    found = item.statistics
    everything = (found.kruskal, found.dunn, found.trend, found.welch, item.model, item.added)
    yield from (result for result in everything if result is not None)
    if item.model is not None and item.model.proportional_odds is not None:
        yield item.model.proportional_odds
