"""The answers to a number question as bars: how many gave a number of each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures import palette
from pipeline.figures.assumed import marks_assumed
from pipeline.figures.bars import Bar, BarRow, BarsData, left_out
from pipeline.figures.context import context, real, wave_names, whole
from pipeline.questionnaire.number_classes import is_year, number_classes
from pipeline.wording import numbers, phrase
from pipeline.wording.figures import PHRASES

if TYPE_CHECKING:
    from pipeline.analysis import Survey
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question
    from pipeline.questionnaire.number_classes import NumberClass


@marks_assumed
def number_data(
    survey: Survey, wave: str, question: str, *, language: Language = "de", internal: bool = False
) -> BarsData:
    """How many municipalities gave a number of each class, lowest class first; mean and median stand below.

    Raises
    ------
    SurveyError
        If the question asks for no number.
    """
    asked = survey.question(wave, question)
    frame = survey.number_counts(wave, asked.id, internal=internal)
    bars = [Bar(real(row.share), whole(row.n), whole(row.base)) for row in frame.itertuples()]
    classes = number_classes(asked, survey.instrument(wave).field_period[1].year)
    rows = tuple(
        BarRow(str(place), label(classes, place, language, years=is_year(asked)), palette.BLUE[1], (bar,), asked.id, ())
        for place, bar in enumerate(bars)
    )
    unit = asked.unit[language] if asked.unit is not None else None
    explanation = [phrase(PHRASES, "number_shares", language)]
    if unit and not is_year(asked):
        explanation.append(phrase(PHRASES, "number_classes", language, unit=unit))
    missing = survey.distribution(wave, asked.id, language=language, internal=internal)
    return BarsData(
        context=context(
            survey, [wave], asked, language, explanation=" ".join(explanation), counts=[bars[0].base],
            groups=[bar.count for bar in bars],
            notes=[*_centre(survey, wave, asked, language), *left_out(missing, language)],
        ),
        waves=(wave,),
        series=wave_names([survey.wave(wave)], language),
        colours=palette.series(1),
        own_bases=False,
        rows=rows,
    )  # fmt: skip


def label(classes: tuple[NumberClass, ...], place: int, language: Language, *, years: bool = False) -> str:
    """What a class of numbers is called: ``10 bis unter 100``, ``0``, ``2010–2019``."""
    part, last = classes[place], place == len(classes) - 1

    def shown(value: float) -> str:
        digits = 0 if float(value).is_integer() else 1
        return f"{value:.0f}" if years else numbers.number(value, language, digits)

    if part.low is None or part.high is None:
        key, value = ("number_below", part.high) if part.low is None else ("number_from", part.low)
        return phrase(PHRASES, key, language, value=shown(value)) if value is not None else ""
    if (part.low, part.high) == (0, 1) and not last:
        return "0"
    if years:
        return f"{shown(part.low)}{numbers.EN_DASH}{shown(part.high if last else part.high - 1)}"
    key = "number_to" if last else "number_under"
    return phrase(PHRASES, key, language, low=shown(part.low), high=shown(part.high))


def _centre(survey: Survey, wave: str, asked: Question, language: Language) -> list[str]:
    """Mean and median below the bars; of years the median."""
    row = survey.means(wave, asked.id, language=language).iloc[0]
    mean, median = real(row["mean"]), real(row["median"])
    if median is None:
        return []
    if is_year(asked):
        return [phrase(PHRASES, "number_median", language, median=f"{median:.0f}")]
    digits = 0 if median.is_integer() else 1
    shown = numbers.number(median, language, digits)
    unit = f" {asked.unit[language]}" if asked.unit is not None else ""
    return [phrase(PHRASES, "number_centre", language, mean=numbers.number(mean, language), median=shown, unit=unit)]
