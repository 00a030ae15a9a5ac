"""The errata of the report on the surveys of 2016: what is wrong, how sure that is, and what may have been meant.

``data/reference/errata_2017.yaml`` lists every known error of the print. An erratum *voids* the rows whose number
cannot stand as printed, and *mentions* those it concerns without touching their number. Nothing is mended silently:
the ledger keeps what was printed, and a candidate for the true value stands beside it with its grade.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, RootModel, StringConstraints

from pipeline.questionnaire.model import Frozen, Text
from pipeline.questionnaire.validate import validate
from pipeline.questionnaire.yaml_source import Mistake, QuestionnaireError, YamlSource, read_yaml
from pipeline.reproduction import checks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.reproduction.evidence import Evidence, Finding
    from pipeline.reproduction.ledger import Published

Printed = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]


class Grade(StrEnum):
    """How sure something is: established by arithmetic, probable, or only doubtful."""

    ESTABLISHED = "E"
    PROBABLE = "P"
    DOUBTFUL = "D"


class Candidate(Frozen):
    """What may have been meant by a voided row.

    ``value`` is on the printed scale, with its decimals, ``count`` of ``n`` answers are behind it. Where only limits are
    known, ``low`` and ``high`` stand instead. ``codes`` are the answers it counts if the print named none that exist.
    """

    row: str
    grade: Grade
    value: Printed | None = None
    low: Printed | None = None
    high: Printed | None = None
    count: int | None = None
    n: int | None = None
    codes: tuple[int, ...] = ()
    reason: Text


class Check(Frozen):
    """The arithmetic: a function of :mod:`pipeline.reproduction.checks`, its parameters, and what would mend it."""

    test: str
    of: dict[str, Any]
    mended: dict[str, Any]

    def run(self, evidence: Evidence) -> Finding:
        """What the check finds in the print."""
        return checks.run(self.test, self.of, evidence)

    def run_mended(self, evidence: Evidence) -> Finding:
        """What the check would find if the print were mended; a contradiction here is a mistake of the check."""
        return checks.run_mended(self.test, self.of, self.mended, evidence)


class Erratum(Frozen):
    """One error of the print.

    ``voids`` and ``mentions`` are rows of the ledger. ``asked`` are rows whose printed base counts those, too, who
    were asked and gave no answer.
    """

    id: Annotated[str, StringConstraints(pattern=r"^A\d{2}$")]
    kind: Literal["number", "base", "wording", "claim", "instrument", "reference"]
    grade: Grade
    voids: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    title: Text
    explanation: Text
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    candidates: tuple[Candidate, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """Every row it touches, voided ones first."""
        return (*self.voids, *self.mentions)

    def best(self, row: str) -> Candidate | None:
        """The best-graded candidate for a row, the first listed of equals."""
        found = [candidate for candidate in self.candidates if candidate.row == row]
        order = list(Grade)
        return min(found, key=lambda candidate: order.index(candidate.grade)) if found else None


class ErrataFile(RootModel[tuple[Erratum, ...]]):
    """``data/reference/errata_2017.yaml``: all errata in order."""


def read_errata(path: Path, ledger: Sequence[Published], shown_as: str | None = None) -> tuple[Erratum, ...]:
    """Every erratum, checked against the ledger.

    Raises
    ------
    QuestionnaireError
        With every mistake: a key or value the format does not have, a row the ledger does not have, a check that
        cannot be run, or a row whose errata in the ledger differ from those here; each with its line.
    """
    source = read_yaml(path, shown_as or path.name)
    mistakes: list[Mistake] = []
    read = validate(ErrataFile, source, mistakes)
    if read is None:
        raise QuestionnaireError(mistakes)
    mistakes += _mistakes(read.root, source, ledger)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return read.root


def _mistakes(errata: tuple[Erratum, ...], source: YamlSource, ledger: Sequence[Published]) -> Iterator[Mistake]:
    known = {row.id: row for row in ledger}
    for index, erratum in enumerate(errata):
        for place, found, hint in _wrong(erratum, known):
            yield source.mistake((index, *place), f"{erratum.id}: {found}", hint)
    for row in ledger:
        named = tuple(erratum.id for erratum in errata if row.id in erratum.rows)
        if row.errata != named:
            found = f"row '{row.id}' names the errata {_listed(row.errata)}; here {_listed(named)} touch it"
            yield Mistake(source.file, 1, found, "let both files name the same")


def _wrong(erratum: Erratum, known: Mapping[str, Published]) -> Iterator[tuple[tuple[str, int], str, str]]:
    """Where in an erratum something is wrong, what it is, and what to do."""
    for key in ("voids", "mentions", "asked"):
        for place, row in enumerate(getattr(erratum, key)):
            if row not in known:
                yield (key, place), f"the ledger has no row '{row}'", "write an id of published_2017.csv"
    for place, candidate in enumerate(erratum.candidates):
        if candidate.row not in erratum.voids:
            found = f"a candidate for '{candidate.row}', which it does not void"
            yield ("candidates", place), found, f"list it under voids of {erratum.id}, or remove the candidate"
    for place, check in enumerate(erratum.checks):
        mended = {key: value for key, value in check.mended.items() if key != checks.VALUES}
        wrong = checks.mistake(check.test, {**check.of, **mended})
        if wrong is not None:
            yield ("checks", place), *wrong
        for row in check.mended.get(checks.VALUES, {}):
            if row not in known:
                yield ("checks", place), f"the ledger has no row '{row}'", "write an id of published_2017.csv"


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "none"
