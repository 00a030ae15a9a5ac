"""The state of a field phase in numbers: response, day curve, break-offs, nonresponse, durations. Nobody is named.

The export may be read at any time, before the first response as well; the numbers are then those of that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.monitor.course import Day, Durations, QuestionResponse, Stop, daily, durations, question_response, stops
from pipeline.statistics.outcome_rates import COMPLETE, PARTIAL, OutcomeRates, Outcomes, Rate, outcome_rates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    import polars as pl

    from pipeline.ingest.invited import InvitedList
    from pipeline.monitor.cases import Case, Cases
    from pipeline.questionnaire import Questionnaire
    from pipeline.questionnaire.model import Text
    from pipeline.warehouse import WaveData

STATUSES = ("complete", "partial", "opened", "test", "duplicate")


@dataclass(frozen=True)
class Limits:
    """From which share of the applicable items on a response is partial, and above which it is complete."""

    partial: float = PARTIAL
    complete: float = COMPLETE

    def __post_init__(self) -> None:
        if not 0 < self.partial <= self.complete <= 1:
            msg = (
                f"A response is partial from {self.partial:g} on and complete above {self.complete:g}.\n"
                "Hint: two shares between 0 and 1, the first not larger than the second; AAPOR suggests 0.5 and 0.8."
            )
            raise ValueError(msg)


@dataclass(frozen=True)
class Group:
    """A size class or a Land: how many were invited (and are eligible), and what has come of them.

    ``label`` and ``short`` are None for those of whom it is not known. ``started`` have begun or opened the questionnaire and are
    neither complete nor partial.
    """

    label: Text | None
    short: Text | None
    invited: int
    complete: int
    partial: int
    started: int

    @property
    def nothing(self) -> int:
        """Those of whom nothing was heard, or that refused."""
        return max(self.invited - self.complete - self.partial - self.started, 0)

    @property
    def response(self) -> Rate:
        """RR2 of the group: complete and partial of all eligible ones."""
        return Rate("rr2", self.complete + self.partial, self.invited)


@dataclass(frozen=True)
class Fieldwork:
    """Everything the monitor shows of one wave.

    ``as_of`` is the moment of the export, None if there is none yet; ``statuses`` counts all responses by what they are.
    ``by_size`` and ``by_state`` are empty where the list says nothing of it. ``reminders`` is the number of municipalities
    on the list for the reminder, None where it cannot be told who they are.
    """

    wave: str
    title: Text
    field_period: tuple[dt.date, dt.date]
    synthetic: bool
    as_of: dt.datetime | None
    limits: Limits
    listed: int
    linked: bool
    reason: str
    unlisted: int
    without_code: int
    outcomes: Outcomes
    rates: OutcomeRates
    by_size: tuple[Group, ...]
    by_state: tuple[Group, ...]
    statuses: tuple[tuple[str, int], ...]
    days: tuple[Day, ...]
    undated: int
    stops: tuple[Stop, ...]
    questions: tuple[QuestionResponse, ...]
    durations: Durations
    reminders: int | None

    @property
    def running(self) -> bool:
        """Whether the export is older than the last day of the field period."""
        return self.as_of is None or self.as_of.date() <= self.field_period[1]

    @property
    def responses(self) -> int:
        """All responses in the export, whatever they are."""
        return sum(count for _, count in self.statuses)


def fieldwork(
    questionnaire: Questionnaire,
    wave: str,
    instrument: str,
    *,
    field_period: tuple[dt.date, dt.date],
    synthetic: bool,
    invited: InvitedList,
    found: Cases,
    frame: pl.DataFrame,
    data: WaveData | None,
    limits: Limits,
) -> Fieldwork:
    """The numbers of a wave.

    Parameters
    ----------
    instrument:
        Id of the questionnaire that the wave answers.
    found:
        The list set against the responses.
    frame:
        The responses, as :func:`pipeline.monitor.responses.responses` describes them.
    data:
        The wave as it was ingested, None before there is any response.
    """
    asked = questionnaire.wave(instrument)
    moment = _moment(frame, data)
    submitted = _submitted(found, frame)
    outcomes = _outcomes(found.cases)
    counts = dict(frame.group_by("status").len().iter_rows())
    last = max(moment.date(), field_period[0]) if moment is not None else None
    dates = [moment.date() for moment in submitted if moment is not None]
    return Fieldwork(
        wave=wave,
        title=asked.title,
        field_period=field_period,
        synthetic=synthetic,
        as_of=moment,
        limits=limits,
        listed=len(invited.entries),
        linked=found.linked,
        reason=found.reason,
        unlisted=found.unlisted,
        without_code=found.without_code,
        outcomes=outcomes,
        rates=outcome_rates(outcomes),
        by_size=_groups(questionnaire, "size_class", invited, found, lambda case: case.size_class),
        by_state=_groups(questionnaire, "state", invited, found, lambda case: case.state),
        statuses=tuple((status, counts.get(status, 0)) for status in STATUSES),
        days=daily(dates, field_period, last, [e.invited_at for e in invited.entries if e.invited_at is not None]),
        undated=len(submitted) - len(dates),
        stops=stops(frame, asked),
        questions=() if data is None else question_response(data, questionnaire),
        durations=durations(frame),
        reminders=sum(map(to_remind, found.cases)) if found.linked else None,
    )


def to_remind(case: Case) -> bool:
    """Whether a municipality gets the reminder: it has not submitted, and has not said that it will not."""
    return case.entry is not None and not case.submitted and case.outcome not in ("refused", "not_eligible")


def _submitted(found: Cases, frame: pl.DataFrame) -> list[dt.datetime | None]:
    """When each municipality submitted; without access codes, each response that counts."""
    if found.linked:
        return [case.submitted_at for case in found.cases if case.submitted]
    return [moment for status, moment in frame.select("status", "submitted_at").iter_rows() if status == "complete"]


def _moment(frame: pl.DataFrame, data: WaveData | None) -> dt.datetime | None:
    """When the export was made: what ``source.yaml`` says, or the last response if that is later (or nothing is said)."""
    if data is None:
        return None
    known = [data.exported_at, frame["submitted_at"].max(), frame["started_at"].max()]
    return max((moment for moment in known if moment is not None), default=None)


def _outcomes(cases: Sequence[Case]) -> Outcomes:
    count = dict.fromkeys(
        ("complete", "partial", "break_off", "opened", "refused", "undelivered", "nothing", "not_eligible"), 0
    )
    for case in cases:
        count[case.outcome] += 1
    return Outcomes(
        non_contact=count.pop("undelivered") + count.pop("nothing"),
        begun=sum(case.begun for case in cases),
        submitted=sum(case.submitted and case.begun for case in cases),
        **count,
    )


def _groups(
    questionnaire: Questionnaire, name: str, invited: InvitedList, found: Cases, of: Callable[[Case], int | None]
) -> tuple[Group, ...]:
    """Every level, invited or not, and a last row for those whose level is not known, if there are any."""
    classification = questionnaire.classifications.get(name)
    on_list = [getattr(entry, name) for entry in invited.entries if entry.outcome != "not_eligible"]
    if classification is None or not found.cases or all(level is None for level in on_list):
        return ()
    if found.linked:
        on_list = [of(case) for case in found.cases if case.outcome != "not_eligible"]
    levels = [(level.code, level.label, level.short_label) for level in classification.levels]
    groups = []
    for code, label, short in [*levels, (None, None, None)]:
        mine = [
            case.outcome for case in found.cases if of(case) == code and (found.linked or case.outcome != "nothing")
        ]
        group = Group(
            label, short, on_list.count(code), mine.count("complete"), mine.count("partial"),
            mine.count("break_off") + mine.count("opened"),
        )  # fmt: skip
        if code is not None or group.invited or group.complete + group.partial + group.started:
            groups.append(group)
    return tuple(groups)
