"""The monitor as one page: both languages in one file that needs no network, no script and no other file."""

from __future__ import annotations

import base64
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.monitor.pictures import days_picture, groups_picture, stop_name, stops_picture, when
from pipeline.questionnaire import LANGUAGES
from pipeline.webpage import style
from pipeline.wording import numbers, phrase
from pipeline.wording.monitor import MONITOR

if TYPE_CHECKING:
    from pipeline.monitor.course import Stop
    from pipeline.monitor.fieldwork import Fieldwork
    from pipeline.monitor.pictures import Picture
    from pipeline.questionnaire import Language
    from pipeline.statistics.outcome_rates import Rate


def render(state: Fieldwork, *, first: Language = "de", reminder: str = "") -> str:
    """The page as text.

    Parameters
    ----------
    first:
        The language that is shown before the reader chooses.
    reminder:
        Where the list for the reminder lies, as people are told; nothing of what is in it.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pipeline.monitor"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    own = files("pipeline.monitor").joinpath("templates", "monitor.css").read_text(encoding="utf-8")
    readers = [Reader(state, language, reminder) for language in LANGUAGES]
    template = environment.get_template("monitor.html")
    return template.render(state=state, readers=readers, first=first, style=style(own)) + "\n"


class Reader:
    """What the page says in one language."""

    def __init__(self, state: Fieldwork, language: Language, reminder: str = "") -> None:
        self.state = state
        self.language = language
        self.reminder_file = reminder

    def say(self, key: str, **blanks: object) -> str:
        """A phrase; numbers in its blanks are written as the language writes them."""
        shown = {
            name: self.integer(value) if isinstance(value, int) and name != "wave" else value
            for name, value in blanks.items()
        }
        return phrase(MONITOR, key, self.language, **shown)

    def counted_out(self, key: str, n: int, **blanks: object) -> str:
        """A phrase about ``n``, in the singular where it is one."""
        return self.say(f"{key}_one" if n == 1 else key, n=n, **blanks)

    def date(self, day: Any) -> str:
        """A day."""
        return numbers.date(day, self.language)

    def integer(self, n: float) -> str:
        """A count."""
        return numbers.integer(n, self.language)

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share."""
        return numbers.percent(share, self.language, digits)

    def stop_name(self, stop: Stop) -> str:
        """The question at which questionnaires are left."""
        return stop_name(stop, self.language)

    def rate(self, name: str) -> Rate:
        """One of the outcome rates."""
        return self.state.rates.rate(name)

    @property
    def head(self) -> list[str]:
        """Field period, moment of the export, and whether the field phase is over."""
        state = self.state
        lines = [self.say("period", period=numbers.period(*state.field_period, self.language))]
        lines.append(when(state, self.language))
        return lines if state.as_of is None else [*lines, self.say("running" if state.running else "over")]

    @property
    def tiles(self) -> list[tuple[str, str]]:
        """The numbers at the top, each with what it counts."""
        outcomes = self.state.outcomes
        submitted = dict(self.state.statuses)["complete"] if not self.state.linked else outcomes.submitted
        unfinished = outcomes.begun - outcomes.submitted + outcomes.opened
        return [
            (self.integer(outcomes.eligible), self.say("eligible")),
            (self.integer(submitted), self.say("submitted")),
            (self.percent(self.rate("rr2").share, 1), self.say("rate")),
            (self.integer(unfinished), self.say("unfinished")),
            (self.integer(outcomes.non_contact), self.say("silent")),
        ]

    @property
    def basis(self) -> list[str]:
        """What list and export allow, and what is not counted."""
        state = self.state
        said = [self.say(("linked" if state.responses else "not_yet") if state.linked else state.reason)]
        for key, n in (
            ("unlisted", state.unlisted), ("without_code", state.without_code),
            ("not_eligible", state.outcomes.not_eligible),
        ):  # fmt: skip
            if n:
                said.append(self.counted_out(key, n))
        return said

    @property
    def limits(self) -> str:
        """What is complete, partial and broken off."""
        limits = self.state.limits
        return self.say("limits", partial=self.percent(limits.partial), complete=self.percent(limits.complete))

    @property
    def dispositions(self) -> str:
        """The numbers behind the letters of the formulas."""
        one = self.state.outcomes
        return self.say(
            "dispositions", i=one.complete, p=one.partial, r=one.refusals, break_off=one.break_off, opened=one.opened,
            refused=one.refused, nc=one.non_contact,
        )  # fmt: skip

    @property
    def duration(self) -> str:
        """How long answering takes."""
        found = self.state.durations
        if found.median is None:
            return self.say("no_duration")
        minutes = {
            "median": numbers.number(found.median, self.language, 0),
            "low": numbers.number(found.first_quartile, self.language, 0),
            "high": numbers.number(found.third_quartile, self.language, 0),
        }
        return self.say("duration", n=found.n, **minutes)

    @property
    def reminder(self) -> str:
        """How many get the reminder, and where their list lies."""
        if self.state.reminders is None:
            return self.say("reminder_none")
        return self.counted_out("reminder_note", self.state.reminders, file=self.reminder_file)

    @property
    def invitations(self) -> bool:
        """Whether it is known when the invitations were sent, within the days that are shown."""
        return any(day.invited for day in self.state.days)

    @property
    def unfinished(self) -> int:
        """Questionnaires that are not submitted."""
        return sum(stop.stopped for stop in self.state.stops)

    @property
    def counted(self) -> int:
        """Submitted questionnaires that count."""
        return dict(self.state.statuses)["complete"]

    def size(self) -> dict[str, Any]:
        """The picture by size of municipality."""
        return _embedded(groups_picture(self.state, self.state.by_size, self.say("by_size"), self.language))

    def land(self) -> dict[str, Any]:
        """The picture by Land."""
        return _embedded(groups_picture(self.state, self.state.by_state, self.say("by_state"), self.language))

    def course(self) -> dict[str, Any]:
        """The day curve."""
        return _embedded(days_picture(self.state, self.say("days"), self.language))

    def left(self) -> dict[str, Any]:
        """Where questionnaires are left."""
        return _embedded(stops_picture(self.state, self.say("stops"), self.language))


def _embedded(picture: Picture) -> dict[str, Any]:
    """A picture as its address, with its alternative text."""
    return {"address": "data:image/svg+xml;base64," + base64.b64encode(picture.svg).decode("ascii"), "alt": picture.alt}
