"""What the synthetic answers must meet: rows of the ledger, candidates of the errata, claims of the settings.

A printed number that the errata declare void is replaced by its best-graded candidate or, without one, left free; the
account of both is kept, because no printed number may go missing in silence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.reproduction.ledger import Published, Statistic
from pipeline.statistics.rounding import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.settings import Claim

SAMPLE = "sample"
_OF_ANSWERS = (Statistic.MEAN, Statistic.SHARE, Statistic.COUNT, Statistic.N, Statistic.NUMBER)
PUBLISHED_VALUES = (Statistic.MEAN, Statistic.SHARE, Statistic.COUNT)
"""Statistics that say something of the shape of the answers."""


@dataclass(frozen=True)
class Requirement:
    """One statement on the answers to one variable.

    ``asked`` means that everybody asked is the base, blank answers included; otherwise it is everybody who ticked a
    printed option. ``origin`` is *printed*, *candidate* or the origin of a claim.
    """

    row: Published
    origin: str
    asked: bool = False

    @property
    def id(self) -> str:
        """The row of the ledger or the claim."""
        return self.row.id

    @property
    def two_sided(self) -> bool:
        """Whether it pins its statistic from both sides."""
        interval = self.interval(None)
        return interval.low is not None and interval.high is not None

    def interval(self, n: int | None) -> Interval:
        """The values allowed. Ends of rounded numbers are left out: no notion of rounding a half may matter."""
        interval = self.row.interval(n)
        if self.row.digits is None or self.row.statistic not in (Statistic.MEAN, Statistic.SHARE):
            return interval
        return replace(interval, low_open=True, high_open=True)

    def answers(self) -> Interval | None:
        """The number of answers that is printed beside it, where it is that of the variable."""
        if self.row.n_low is None or self.row.grouping is not None or self.asked:
            return None
        return Interval(self.row.n_low, self.row.n_high)

    def shown(self) -> str:
        """The statement in a line, for a message."""
        row = self.row
        what = f"{row.statistic} of {', '.join(row.variables)}"
        if row.codes:
            what += f" (codes {', '.join(map(str, row.codes))})"
        if row.grouping:
            what += f" in {row.grouping} {', '.join(row.levels)}"
        bound = f"{row.bound} " if row.bound else ""
        n = "" if row.n_low is None else f", n = {row.n_low}" + ("" if row.n_low == row.n_high else f"-{row.n_high}")
        place = f" (ledger, line {row.line})" if row.line else f" (claim, {self.origin})"
        return f"{row.id}: {what} is {bound}{row.printed}{n}{place}"


@dataclass
class Constraints:
    """Everything that must hold, by wave and variable.

    ``free`` and ``replaced`` name the rows of the ledger that are not met as printed: left free, or met at a
    candidate, with a sentence each.
    """

    by_variable: dict[tuple[str, str], list[Requirement]] = field(default_factory=lambda: defaultdict(list))
    ranges: dict[tuple[str, str], list[Requirement]] = field(default_factory=lambda: defaultdict(list))
    sample: dict[str, list[Requirement]] = field(default_factory=lambda: defaultdict(list))
    free: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)

    def of(self, wave: str, variable: str) -> tuple[Requirement, ...]:
        """The requirements on one variable, in the order of ledger and claims."""
        return tuple(self.by_variable.get((wave, variable), ()))

    def size(self, wave: str) -> int:
        """How many answered, as the ledger says.

        Raises
        ------
        ValueError
            If it does not say so, or says two numbers.
        """
        sizes = {requirement.row.printed for requirement in self.sample[wave]}
        if len(sizes) != 1:
            msg = f"the ledger gives {len(sizes)} sizes of the sample of {wave} ({', '.join(sorted(sizes)) or 'none'})"
            raise ValueError(msg)
        return int(sizes.pop())

    def find(self, row_id: str) -> Requirement:
        """A requirement by the id of its row; :class:`KeyError` if there is none."""
        for group in (self.by_variable, self.ranges, self.sample):
            for requirements in group.values():
                for requirement in requirements:
                    if requirement.id == row_id:
                        return requirement
        raise KeyError(row_id)

    def published(self, wave: str, variable: str) -> bool:
        """Whether the report prints anything on the shape of the answers to a variable."""
        return any(
            requirement.row.line and requirement.row.statistic in PUBLISHED_VALUES
            for requirement in self.of(wave, variable)
        )

    def __len__(self) -> int:
        groups = (self.by_variable, self.ranges)
        return sum(len(requirements) for group in groups for requirements in group.values())


def collect(
    rows: Iterable[Published],
    claims: Iterable[Claim],
    questionnaire: Questionnaire,
    waves: tuple[str, ...],
    *,
    asked: Mapping[tuple[str, str], object],
) -> Constraints:
    """Sort what is said of the waves by wave and variable.

    Parameters
    ----------
    rows:
        The ledger, void rows already replaced or taken out.
    asked:
        Wave and variable of statements whose base is everybody asked.
    """
    constraints = Constraints()
    known = {(wave, variable.name) for wave in waves for variable in questionnaire.variables(wave)}
    said = [(row, "printed") for row in rows] + [(claim.published(), claim.origin) for claim in claims]
    for row, origin in said:
        if len(row.waves) > 1 or row.wave not in waves:
            continue
        if row.variables == (SAMPLE,):
            if row.statistic is Statistic.N:
                constraints.sample[row.wave].append(Requirement(row, origin))
            continue
        for name in row.variables:
            requirement = Requirement(row, origin, asked=(row.wave, name) in asked)
            if row.statistic is Statistic.N_RANGE:
                constraints.ranges[row.wave, name].append(requirement)
            elif row.statistic in _OF_ANSWERS and (row.wave, name) in known:
                constraints.by_variable[row.wave, name].append(requirement)
    return constraints
