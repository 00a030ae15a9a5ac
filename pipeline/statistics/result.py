"""What a statistic gives back: its numbers with their n, or the reason why it is not defined.

Every test, coefficient and model of this room returns a frozen subclass of :class:`Result`. It names its method with
the literature and the library that computes it, so that a report can write its methods appendix from what it used,
and it carries no sentence: the words, in either language, are those of the room ``wording``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Undefined(StrEnum):
    """Why a statistic has no value. The number of answers is in the result all the same."""

    NO_ANSWERS = "no_answers"
    TOO_FEW_ANSWERS = "too_few_answers"
    ALL_EQUAL = "all_equal"
    ONE_GROUP = "one_group"
    NO_PAIRS = "no_pairs"
    NO_CHANGE = "no_change"
    GROUP_WITHOUT_SPREAD = "group_without_spread"
    NO_WEIGHT = "no_weight"
    LONELY_STRATUM = "lonely_stratum"
    MORE_THAN_POPULATION = "more_than_population"
    TOO_FEW_ITEMS = "too_few_items"
    NOT_CONVERGED = "not_converged"
    SEPARATED = "separated"
    TWO_CATEGORIES = "two_categories"
    COLLINEAR = "collinear"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True)
class Method:
    """How a number was found: key of its wording, library function that computes it, and the literature."""

    id: str
    computed_by: str
    reference: str


@dataclass(frozen=True)
class Family:
    """The tests whose p-values were adjusted together.

    ``kind`` says what they have in common (``pairs`` of groups of one item, ``items`` of one battery, ...), ``of`` is
    the id of the item or question, ``size`` their number, ``adjustment`` one of ``holm``, ``fdr_bh``.
    """

    kind: str
    of: str
    size: int
    adjustment: str

    def __str__(self) -> str:
        return f"{self.adjustment} over {self.size} {self.kind} of {self.of}"


@dataclass(frozen=True, kw_only=True)
class Result:
    """A statistic with its evidence. A field without value is ``None``; ``undefined`` then says why."""

    method: Method
    n: int
    undefined: Undefined | None = None
    family: Family | None = None

    def rows(self) -> list[dict[str, object]]:
        """The result as table rows: one row of its plain fields unless a subclass holds a table."""
        skipped = ("method", "family", "undefined")
        own = {entry.name: getattr(self, entry.name) for entry in fields(self) if entry.name not in skipped}
        plain = {name: value for name, value in own.items() if isinstance(value, str | int | float | None)}
        return [plain]

    def frame(self) -> pd.DataFrame:
        """:meth:`rows` as a pandas frame, each with method, family and, where there is no value, the reason.

        A row of a table may name its own reason under ``undefined``; it stands then instead of the result's.
        """
        import pandas as pd

        evidence = {
            "method": self.method.id,
            "family": str(self.family) if self.family is not None else None,
            "undefined": str(self.undefined) if self.undefined is not None else None,
        }
        return pd.DataFrame(
            [{**row, **evidence, **{key: row[key] for key in evidence if key in row}} for row in self.rows()]
        )

    def __str__(self) -> str:
        frame = self.frame().dropna(axis="columns", how="all").astype(object)
        return f"{frame.where(frame.notna(), '-').to_string(index=False)}\n{self.method.reference}"


@dataclass(frozen=True, kw_only=True)
class Tested(Result):
    """A statistic with a p-value, which a subclass never gives without its effect size.

    ``p_adjusted`` is the p-value after the adjustment that ``family`` names; both are missing until
    :func:`pipeline.statistics.multiplicity.adjust` has seen the whole family.
    """

    p: float | None = None
    p_adjusted: float | None = None
