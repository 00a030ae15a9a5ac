"""What the synthetic answers must meet: rows of the ledger, candidates of the errata, claims of the settings.

A printed number that the errata declare void is replaced by its best-graded candidate or, without one, left free; the
account of both is kept, because no printed number may go missing in silence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.project import ProjectError
from pipeline.reproduction.ledger import Bound, Published, Statistic
from pipeline.statistics.rounding import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.questionnaire import Questionnaire
    from pipeline.reproduction.errata import Candidate, Erratum
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


def common_range(ranges: Iterable[Requirement]) -> tuple[int, int]:
    """The numbers of answers that lie in all the printed ranges."""
    rows = [requirement.row for requirement in ranges]
    return max(int(row.value) for row in rows), min(int(row.high) for row in rows)


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
        ProjectError
            If it does not say so, or says two numbers.
        """
        sizes = {requirement.row.printed for requirement in self.sample[wave]}
        if len(sizes) != 1:
            msg = (
                f"The ledger gives {len(sizes)} sizes of the sample of {wave} ({', '.join(sorted(sizes)) or 'none'}); "
                "one is needed.\nHint: check the rows on variable 'sample' with statistic n in "
                "data/reference/published_2017.csv."
            )
            raise ProjectError(msg)
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
        """Whether the report gives a value of the answers to a variable; a limit alone is none."""
        return any(
            requirement.row.line and requirement.two_sided and requirement.row.statistic in PUBLISHED_VALUES
            for requirement in self.of(wave, variable)
        )

    def __len__(self) -> int:
        groups = (self.by_variable, self.ranges)
        return sum(len(requirements) for group in groups for requirements in group.values())


def collect(
    ledger: Sequence[Published],
    errata: Sequence[Erratum],
    claims: Iterable[Claim],
    questionnaire: Questionnaire,
    waves: tuple[str, ...],
) -> Constraints:
    """Sort what is said of the waves by wave and variable, void rows replaced by their candidates or left free."""
    constraints = Constraints()
    asked = {row for erratum in errata for row in erratum.asked}
    said = [*_printed(ledger, errata, constraints), *((claim.published(), claim.origin) for claim in claims)]
    known = {(wave, variable.name) for wave in waves for variable in questionnaire.variables(wave)}
    for row, origin in said:
        if len(row.waves) > 1 or row.wave not in waves:
            continue
        requirement = Requirement(row, origin, asked=row.id in asked)
        for name in row.variables:
            if name == SAMPLE and row.statistic is Statistic.N:
                constraints.sample[row.wave].append(requirement)
            elif row.statistic is Statistic.N_RANGE:
                constraints.ranges[row.wave, name].append(requirement)
            elif row.statistic in _OF_ANSWERS and (row.wave, name) in known:
                constraints.by_variable[row.wave, name].append(requirement)
    return constraints


def _printed(
    ledger: Sequence[Published], errata: Sequence[Erratum], account: Constraints
) -> Iterator[tuple[Published, str]]:
    """The rows that count, with their origin; what is not met as printed goes into the account.

    A void number of answers takes the same number away from the rows it is printed beside.
    """
    void = {row: erratum for erratum in errata for row in erratum.voids}
    numbers = {
        (row.wave, name, row.value)
        for row in ledger
        if row.id in void and row.statistic is Statistic.N
        for name in row.variables
    }
    for row in ledger:
        if any((row.wave, name, row.n_low) in numbers for name in row.variables):
            row = replace(row, n_low=None, n_high=None)  # noqa: PLW2901  (the row without its void number)
        if row.id not in void:
            yield row, "printed"
            continue
        candidate = void[row.id].best(row.id)
        if candidate is None:
            account.free[row.id] = f"{row.printed} is void ({void[row.id].id}), no candidate"
            continue
        shown = candidate.value or f"{candidate.low} to {candidate.high}"
        account.replaced[row.id] = f"{row.printed} is void ({void[row.id].id}), {shown} ({candidate.grade}) instead"
        yield from ((amended, "candidate") for amended in _candidate(row, candidate))


def _candidate(row: Published, candidate: Candidate) -> Iterator[Published]:
    """The row with the candidate's number, or one row for each of its limits."""
    row = replace(row, codes=candidate.codes or row.codes)
    if candidate.value is not None:
        yield _with_value(row, candidate.value, None)
    else:
        if candidate.low is not None:
            yield _with_value(row, candidate.low, Bound.AT_LEAST)
        if candidate.high is not None:
            yield _with_value(row, candidate.high, Bound.AT_MOST)


def _with_value(row: Published, value: str, bound: Bound | None) -> Published:
    digits = None if bound else len(value.partition(".")[2])
    return replace(row, printed=value, value=float(value), high=float(value), digits=digits, bound=bound)
