"""What the print leaves open and the synthesiser must be told: ``data/reference/synthesis.yaml``.

Every number the synthetic answers rest on stands in a file: what is printed in the ledger, everything else here, each
entry with where it comes from. ``printed`` is said in the report without being a row of the ledger, ``reconstructed``
follows from printed numbers by arithmetic, ``assumption`` is ours.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from pipeline.questionnaire import QuestionnaireError
from pipeline.questionnaire.model import Frozen, Identifier, NonEmpty, WaveId
from pipeline.questionnaire.validate import validate
from pipeline.questionnaire.yaml_source import Mistake, read_yaml
from pipeline.reproduction.ledger import Bound, Published, Statistic
from pipeline.reproduction.names import unknown_names

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.questionnaire import Questionnaire

Origin = Literal["printed", "reconstructed", "assumption"]
Share = Annotated[float, Field(ge=0, le=1)]
Correlation = Annotated[float, Field(ge=0, lt=1)]


class Grounded(Frozen):
    """An entry that says what it rests on."""

    origin: Origin
    source: NonEmpty


class Claim(Grounded):
    """A statement about one wave in the terms of the ledger; of several variables it is made of each.

    ``value`` is exact unless ``bound`` says in which direction it limits; shares are in per cent.
    """

    id: Identifier
    wave: WaveId
    variables: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    statistic: Statistic
    value: str
    bound: Bound | None = None
    digits: Annotated[int, Field(ge=0)] = 0
    codes: tuple[int, ...] = ()
    grouping: Identifier | None = None
    levels: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _numeric(self) -> Claim:
        try:
            Fraction(self.value.partition("-")[0])
        except ValueError:
            msg = f"value is '{self.value}'. Hint: write a number in quotes, e.g. \"3.67\""
            raise ValueError(msg) from None
        return self

    def published(self) -> Published:
        """The claim as if it stood in the ledger."""
        low, _, high = self.value.partition("-")
        return Published(
            id=self.id, waves=(self.wave,), variables=self.variables, statistic=self.statistic,
            grouping=self.grouping, levels=self.levels, codes=self.codes, printed=self.value, value=float(low),
            high=float(high or low), digits=None if self.bound else self.digits, bound=self.bound, n_low=None,
            n_high=None, figure=None, section="", errata=(), line=0,
        )  # fmt: skip


class Prior(Grounded):
    """The shape an item is given before the printed numbers are met; ``variables`` may name whole questions.

    ``mean`` is on the value axis of the scale, or on printed positions where options have no value; ``shares`` gives
    the substantive options directly, by code.
    """

    waves: Annotated[tuple[WaveId, ...], Field(min_length=1)]
    variables: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    mean: float | None = None
    spread: Annotated[float, Field(gt=0)] | None = None
    shares: dict[int, Share] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Prior:
        if (self.mean is None and self.spread is None) == (self.shares is None):
            msg = (
                "a prior has either a mean (and a spread) or shares. Hint: write mean: 3.2 or shares: {1: 0.2, 2: 0.8}"
            )
            raise ValueError(msg)
        return self


class Nonresponse(Grounded):
    """Share of blank answers to expect, and of don't know where it is printed, where no number of answers is printed."""

    waves: Annotated[tuple[WaveId, ...], Field(min_length=1)] | None = None
    variables: tuple[Identifier, ...] = ()
    no_answer: Share | None = None
    dont_know: Share | None = None


class BreakOff(Grounded):
    """So many respondents stopped before a question; what comes from there on was not reached.

    ``without_size`` takes them from those who gave no size class.
    """

    wave: WaveId
    before: Identifier
    count: Annotated[int, Field(ge=1)]
    without_size: bool = False


class AtMost(Grounded):
    """There are only so many municipalities of these size classes in a state."""

    size_class: Annotated[tuple[int, ...], Field(min_length=1)]
    by_state: dict[int, Annotated[int, Field(ge=0)]]


class Frame(Grounded):
    """How many municipalities there are: the shape of the sample where the report says nothing of it."""

    size_class: dict[int, Annotated[float, Field(gt=0)]]
    state: dict[int, Annotated[float, Field(gt=0)]]
    at_most: tuple[AtMost, ...] = ()


class Block(Grounded):
    """Questions whose answers go together; ``reversed`` ones run against the others.

    ``within`` is the correlation of the normal scores behind two answers of the block, ``common`` its part that is
    shared with every other block; ``stability`` the correlation of the same unit's scores in two waves, on what the
    crosswalk calls comparable.
    """

    questions: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    reversed: tuple[Identifier, ...] = ()
    within: Correlation
    common: Correlation
    stability: Correlation

    @model_validator(mode="after")
    def _nested(self) -> Block:
        if self.common > self.within:
            msg = "common is a part of within. Hint: give common a value not above within"
            raise ValueError(msg)
        return self


class SizeEffect(Grounded):
    """Correlation of answers with the size of the municipality, where no group values are printed."""

    questions: dict[Identifier, Annotated[float, Field(gt=-1, lt=1)]]
    score: dict[int, float]


class Dependence(Frozen):
    """How answers of one unit hang together.

    ``reluctance`` is the correlation of the scores that decide who leaves two questions blank.
    """

    default: Block
    blocks: tuple[Block, ...] = ()
    common_stability: Correlation
    reluctance: Correlation
    size: SizeEffect

    def block(self, question: str) -> Block:
        """The block of a question; a question without one is a block of its own with the default correlations."""
        for block in self.blocks:
            if question in block.questions or question in block.reversed:
                return block
        return self.default.model_copy(update={"questions": (question,)})


class Fieldwork(Grounded):
    """The look of the export: when answers came in and how long they took (minutes)."""

    duration: Annotated[float, Field(gt=0)]
    duration_spread: Annotated[float, Field(ge=0)]
    shortest: Annotated[float, Field(gt=0)]
    first_hour: Annotated[int, Field(ge=0, le=23)]
    last_hour: Annotated[int, Field(ge=0, le=23)]


class Panel(Grounded):
    """The units of ``later`` are drawn from those of ``earlier``."""

    earlier: WaveId
    later: WaveId


class Settings(Frozen):
    """The file as a whole."""

    seed: int
    panel: Panel
    mappings: dict[WaveId, Identifier | NonEmpty] = Field(default_factory=dict)
    spread: Annotated[float, Field(gt=0)]
    claims: tuple[Claim, ...] = ()
    priors: tuple[Prior, ...] = ()
    nonresponse: Annotated[tuple[Nonresponse, ...], Field(min_length=1)]
    break_offs: tuple[BreakOff, ...] = ()
    frame: Frame
    dependence: Dependence
    fieldwork: Fieldwork

    @property
    def waves(self) -> tuple[str, str]:
        """The two waves in order of time."""
        return self.panel.earlier, self.panel.later

    def prior(self, wave: str, question: str, variable: str) -> Prior | None:
        """The prior of a variable; an entry for the item goes before one for its question."""
        entries = [entry for entry in self.priors if wave in entry.waves]
        for name in (variable, question):
            for entry in entries:
                if name in entry.variables:
                    return entry
        return None

    def missing(self, wave: str, question: str, variable: str, kind: Literal["no_answer", "dont_know"]) -> float:
        """The expected share of a kind of missing; the last entry that fits and names it decides."""
        share = 0.0
        for entry in self.nonresponse:
            here = (entry.waves is None or wave in entry.waves) and (
                not entry.variables or question in entry.variables or variable in entry.variables
            )
            value = getattr(entry, kind)
            if here and value is not None:
                share = value
        return share


def read_settings(path: Path, questionnaire: Questionnaire, shown_as: str | None = None) -> Settings:
    """Read ``synthesis.yaml`` and check its names against the questionnaire.

    Raises
    ------
    QuestionnaireError
        With every mistake in it: line, what was found and what to do.
    """
    mistakes: list[Mistake] = []
    source = read_yaml(path, shown_as or path.name)
    settings = validate(Settings, source, mistakes)
    if settings is None:
        raise QuestionnaireError(mistakes)
    ids = [claim.id for claim in settings.claims]
    mistakes += [
        source.mistake(("claims", index, "id"), f"claim '{name}' stands there twice", "give every claim its own id")
        for index, name in enumerate(ids)
        if name in ids[:index]
    ]
    mistakes += unknown_names(settings, source, questionnaire)
    if mistakes:
        raise QuestionnaireError(mistakes)
    return settings
