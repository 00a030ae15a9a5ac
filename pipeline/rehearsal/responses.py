"""Invented responses: what every respondent meant, before any survey tool has seen it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pipeline.questionnaire import MissingKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from pipeline.questionnaire import Questionnaire, Variable
    from pipeline.questionnaire.model import Wave

NO_ANSWER, NOT_SHOWN = int(MissingKind.NO_ANSWER), int(MissingKind.NOT_SHOWN)
NOT_REACHED = int(MissingKind.NOT_REACHED)

Status = Literal["complete", "partial", "opened", "duplicate", "test"]


@dataclass(frozen=True)
class Answer:
    """One cell: a code of the scale (1 for a number or a text that was given), or the kind of missing answer."""

    code: int
    value: float | None = None
    text: str | None = None

    @property
    def given(self) -> bool:
        """Whether there is an answer."""
        return self.code >= 0

    def __str__(self) -> str:
        """As shown to people: ``3``, ``12.5``, ``'a text'``, ``not_shown``."""
        if not self.given:
            return MissingKind(self.code).name.lower()
        if self.text is not None:
            return repr(self.text)
        return str(self.code) if self.value is None else f"{self.value:g}"


@dataclass(frozen=True)
class Response:
    """One response.

    Attributes
    ----------
    number:
        Its place in the order in which the responses were begun, from 1.
    token:
        The access code; a municipality that answered twice has one.
    status:
        What a reader of the export should make of it; all but *partial* and *opened* were submitted.
    pages:
        How many pages (sections) were left; all of them where it was submitted.
    language:
        In which the form was filled in.
    begun, ended:
        Time of the server, without a zone; ``ended`` is the last change where it was not submitted.
    answers:
        By variable, in questionnaire order.
    """

    number: int
    token: str
    status: Status
    pages: int
    language: str
    begun: dt.datetime
    ended: dt.datetime
    answers: Mapping[str, Answer]

    @property
    def submitted(self) -> bool:
        """Whether the last page was sent."""
        return self.status not in ("partial", "opened")


@dataclass(frozen=True)
class Sample:
    """All responses to one wave, in the order in which they were begun."""

    questionnaire: Questionnaire
    wave_id: str
    responses: tuple[Response, ...]

    @property
    def wave(self) -> Wave:
        """The questionnaire that was answered."""
        return self.questionnaire.wave(self.wave_id)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of the wave, in questionnaire order."""
        return self.questionnaire.variables(self.wave_id)

    @cached_property
    def cells(self) -> int:
        """Responses times variables."""
        return len(self.responses) * len(self.variables)

    @property
    def last(self) -> dt.datetime:
        """When anything was answered last."""
        return max(response.ended for response in self.responses)
