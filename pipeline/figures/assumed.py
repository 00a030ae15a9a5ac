"""Variables whose whole distribution is assumed are marked on every figure that shows them, whoever asks for it."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, Self, TypeVar

from pipeline.figures.marks import UNMARKED, Drawn, Judge, Key, Mark, Weight
from pipeline.wording import phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.analysis import Survey
    from pipeline.figures.context import Context

WORD = "assumed"


class Judged(Protocol):
    """The data of any figure."""

    context: Context

    def marked(self, judge: Judge) -> Self:
        """The same data with marks."""


Data = TypeVar("Data", bound=Judged)
Asked = ParamSpec("Asked")


def marks_assumed(
    function: Callable[Concatenate[Survey, Asked], Data],
) -> Callable[Concatenate[Survey, Asked], Data]:
    """Let a data function mark what the survey calls assumed."""

    @wraps(function)
    def marking(survey: Survey, *args: Asked.args, **kwargs: Asked.kwargs) -> Data:
        return _marked(survey, function(survey, *args, **kwargs))

    return marking


def _marked(survey: Survey, data: Data) -> Data:
    assumed = {wave: survey.assumed(wave) for wave in data.context.waves}
    if not any(assumed.values()):
        return data
    language = data.context.language
    mark = Mark(WORD, Weight.STRONG, phrase(PHRASES, "assumed", language))
    found = []

    def judge(drawn: Drawn) -> Mark:
        if drawn.variable not in assumed.get(drawn.wave, ()):
            return UNMARKED
        found.append(drawn)
        return mark

    judged = data.marked(judge)
    if not found:
        return data
    key = Key(Weight.STRONG, phrase(PHRASES, "assumed_key", language))
    return replace(judged, context=replace(data.context, keys=(*data.context.keys, key)))
