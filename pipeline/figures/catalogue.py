"""Which figures a wave gets: derived from its questionnaire, so that a new wave needs no list of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.figures.bars import bars_data, multiple_data
from pipeline.figures.bars_drawing import draw_bars
from pipeline.figures.diverging import diverging_data, draw_diverging
from pipeline.figures.highlight import draw_highlight, highlight_data
from pipeline.figures.means import draw_means, means_data
from pipeline.figures.multiples import draw_multiples, multiples_data
from pipeline.figures.number_bars import number_data
from pipeline.figures.pie import pie_data
from pipeline.figures.pie_drawing import draw_pie
from pipeline.figures.stacked import ALL, stacked_data
from pipeline.figures.stacked_drawing import draw_stacked
from pipeline.figures.trend import trend_data
from pipeline.figures.trend_drawing import draw_trend
from pipeline.questionnaire import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

    from pipeline.analysis import Survey
    from pipeline.figures.description import FigureData
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question

SIZE_GROUP = "size_group"
DRAWING = {
    "stacked": draw_stacked,
    "means": draw_means,
    "multiples": draw_multiples,
    "bars": draw_bars,
    "pie": draw_pie,
    "highlight": draw_highlight,
    "diverging": draw_diverging,
    "trend": draw_trend,
}

_GROUPED = {"stacked": stacked_data, "means": means_data, "multiples": multiples_data, "highlight": highlight_data}
_WHOLE = {
    "multiple": multiple_data,
    "pie": pie_data,
    "diverging": diverging_data,
    "numbers": number_data,
    "trend": trend_data,
}


@dataclass(frozen=True)
class FigureSpec:
    """A figure that can be made: ``id`` is its file name and its anchor in a report.

    ``kind`` is one of ``stacked``, ``means``, ``multiples``, ``bars``, ``multiple``, ``pie``, ``highlight``,
    ``diverging``, ``numbers``, ``trend``.
    ``earlier`` are waves shown beside ``wave`` (bars only).
    """

    id: str
    kind: str
    wave: str
    question: str
    by: str = ALL
    earlier: tuple[str, ...] = ()


def figure_data(survey: Survey, spec: FigureSpec, language: Language = "de") -> FigureData:
    """The numbers and words of a figure, by its data function."""
    if spec.kind == "bars":
        return bars_data(survey, [*spec.earlier, spec.wave], spec.question, language=language)
    if spec.kind in _GROUPED:
        return _GROUPED[spec.kind](survey, spec.wave, spec.question, by=spec.by, language=language)
    if spec.kind in _WHOLE:
        return _WHOLE[spec.kind](survey, spec.wave, spec.question, language=language)
    known = ", ".join(("bars", *_GROUPED, *_WHOLE))
    msg = f"figure '{spec.id}' has the unknown kind '{spec.kind}'. Expected one of: {known}"
    raise ValueError(msg)


def draw(data: FigureData) -> Figure:
    """Draw any figure from its data."""
    return DRAWING[data.kind](data)


def catalogue(survey: Survey, wave: str) -> tuple[FigureSpec, ...]:
    """The figures of a wave, in questionnaire order.

    A battery is stacked, and by size group as small multiples and as a table; a single question is shown as bars,
    one with a rating scale by size group as well; yes/no is a pie, multiple choice and numbers are bars. Open
    questions have no figure. What an earlier wave asked comparably is shown over the waves as well.
    """
    return tuple(
        spec
        for question in survey.instrument(wave).questions
        for spec in (*_specs(survey, wave, question), *_over_waves(survey, wave, question))
    )


def _over_waves(survey: Survey, wave: str, question: Question) -> Iterator[FigureSpec]:
    from pipeline.analysis.trend import comparison, followed

    if followed(survey, wave, question.id) and len(comparison(survey, question.id, wave).waves) > 1:
        yield FigureSpec(f"{question.id}-trend", "trend", wave, question.id)


def _specs(survey: Survey, wave: str, question: Question) -> Iterator[FigureSpec]:
    name = question.id
    sizes = survey.questionnaire.classifications.get(SIZE_GROUP)
    grouped = sizes is not None and sizes.of in survey.instrument(wave).roles
    match question.type:
        case QuestionType.BATTERY:
            yield FigureSpec(f"{name}-stacked", "stacked", wave, name)
            if grouped and survey.scale(wave, name).is_likert:
                yield FigureSpec(f"{name}-means-by-size", "multiples", wave, name, SIZE_GROUP)
                yield FigureSpec(f"{name}-top2-by-size", "highlight", wave, name, SIZE_GROUP)
        case QuestionType.SINGLE:
            yield FigureSpec(f"{name}-bars", "bars", wave, name)
            if grouped and survey.scale(wave, name).is_likert:
                yield FigureSpec(f"{name}-by-size", "stacked", wave, name, SIZE_GROUP)
        case QuestionType.YES_NO:
            yield FigureSpec(f"{name}-pie", "pie", wave, name)
        case QuestionType.MULTIPLE:
            yield FigureSpec(f"{name}-bars", "multiple", wave, name)
        case QuestionType.NUMBER:
            yield FigureSpec(f"{name}-numbers", "numbers", wave, name)
