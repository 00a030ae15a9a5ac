"""Everything a figure says around its picture: title, question, unit, base, evidence; the same for every chart.

A figure travels alone: cut out of the report, it still says who was asked what, when, how many answered, and
whether the answers are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.wording import instrument, numbers, phrase
from pipeline.wording.figures import PHRASES
from pipeline.wording.publication import PUBLICATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from pipeline.analysis import FieldedWave, Survey
    from pipeline.figures.marks import Key, Standing
    from pipeline.questionnaire import Language
    from pipeline.questionnaire.model import Question, Scale


class Status(StrEnum):
    """Whether there is a number to draw."""

    SHOWN = "shown"
    WITHHELD = "withheld"
    EMPTY = "empty"


@dataclass(frozen=True)
class Context:
    """What stands around a picture, ready to print, in one language.

    ``caption`` replaces the one that follows from the chart, ``counted`` is the phrase for what ``n`` counts; ``keys``
    explain the marks of single numbers, ``standing`` says how much of the whole is sure; ``internal`` is the mark of a
    picture that withholds nothing.
    """

    language: Language
    waves: tuple[str, ...]
    provenance: str
    title: str
    question: str
    explanation: str
    n: str
    base: str
    source: str
    notes: tuple[str, ...]
    evidence: str | None
    internal: str | None = None
    caption: str = ""
    counted: str = "caption_base"
    keys: tuple[Key, ...] = ()
    standing: Standing | None = None

    def say(self, key: str, **blanks: object) -> str:
        """A phrase of the figures in the language of this one."""
        return phrase(PHRASES, key, self.language, **blanks)

    def count(self, n: int | None) -> str:
        """A number of answers; a sign where it is withheld."""
        return self.say("withheld_sign") if n is None else numbers.integer(n, self.language)

    def stamp(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with wave and provenance in every row, so that no table is ever parted from its evidence."""
        if "wave" not in frame:
            frame.insert(0, "wave", " ".join(self.waves))
        frame["provenance"] = self.provenance
        if self.internal:
            frame["publication"] = self.internal
        return frame


def status(n: int | None, *values: float | None) -> Status:
    """The status of numbers that rest on ``n`` answers as :class:`~pipeline.analysis.Survey` publishes them.

    A group may keep its n while its ``values`` are withheld.
    """
    if n is None or (n and values and all(value is None for value in values)):
        return Status.WITHHELD
    return Status.SHOWN if n else Status.EMPTY


def whole(value: object) -> int | None:
    """A count of a frame as int, None where it is withheld."""
    return int(value) if numbers.defined(value) else None


def real(value: object) -> float | None:
    """A statistic of a frame as float, None where it is not defined."""
    return float(value) if numbers.defined(value) else None


def number_range(counts: Iterable[int | None], language: Language) -> str:
    """``n = 103–105`` over the counts of all rows; rows without answers are told in their place, not here."""
    rows = list(counts)
    answered = [n for n in rows if n]
    if answered:
        return numbers.n_equals(min(answered), max(answered), language)
    return phrase(PHRASES, "n_withheld", language) if None in rows else numbers.n_equals(0, 0, language)


def context(
    survey: Survey,
    waves: Sequence[str],
    question: Question,
    language: Language,
    *,
    explanation: str,
    counts: Iterable[int | None],
    groups: Iterable[float | None] = (),
    notes: Iterable[str] = (),
    title: str | None = None,
    text: str | None = None,
    absent: Sequence[tuple[str, int | None]] = (),
) -> Context:
    """The surroundings of a figure on ``question``.

    ``counts`` are the numbers of answers of its rows over all municipalities, ``groups`` numbers of groups of them: the
    base of the figure is told from the first, that something had to be withheld (None) from both. Of several ``waves`` each has
    one count; ``absent`` are waves shown without numbers, by name and number of respondents.
    """
    counts = list(counts)
    fielded = [survey.wave(wave) for wave in waves]
    sources = "; ".join(dict.fromkeys(wave.source for wave in fielded))
    if len(fielded) + len(absent) > 1:
        parts = [
            *((name, number_range([n], language)) for name, n in absent),
            *(
                (numbers.period(*wave.field_period, language), number_range([count], language))
                for wave, count in zip(fielded, counts, strict=True)
            ),
        ]
        n = "; ".join(n for _, n in parts)
        base = phrase(PHRASES, "base_waves", language, parts="; ".join(f"{name} ({n})" for name, n in parts))
    else:
        n = number_range(counts, language)
        base = phrase(PHRASES, "base", language, period=numbers.period(*fielded[0].field_period, language), n=n)
    said = [*notes, *_reconstructed(survey, fielded, question, language)]
    if None in counts or None in groups:
        minimum = survey.questionnaire.disclosure.minimum_answers
        said.append(phrase(PHRASES, "withheld_note", language, minimum=minimum))
    synthetic = any(wave.synthetic for wave in fielded)
    heading = title or (question.title or question.text)[language]
    asked = question.text[language] if text is None else text
    return Context(
        language=language,
        waves=tuple(waves),
        provenance="synthetic" if synthetic else "real",
        title=heading,
        question="" if asked == heading else _sentence(asked),
        explanation=explanation,
        n=n,
        base=base,
        source=phrase(PHRASES, "instrument", language, source=sources),
        notes=tuple(dict.fromkeys(said)),
        evidence=phrase(PHRASES, "synthetic", language) if synthetic else None,
        internal=phrase(PUBLICATION, "internal", language) if survey.internal else None,
    )


def _reconstructed(
    survey: Survey, fielded: Sequence[FieldedWave], question: Question, language: Language
) -> Iterator[str]:
    """What of the question is reconstructed, wave by wave where there are several."""
    names = wave_names(fielded, language) if len(fielded) > 1 else [""] * len(fielded)
    for wave, name in zip(fielded, names, strict=True):
        for asked in survey.instrument(wave.wave).questions:
            if asked.id == question.id:
                scale = survey.scale(wave.wave, asked.id)
                yield from filter(None, [instrument.reconstruction(asked, scale, language, wave=name)])


def _sentence(text: str) -> str:
    """A question as asked, closed with a full stop where the print leaves it open, because more text follows."""
    return text if not text or text.rstrip()[-1] in ".?!:…" else f"{text.rstrip()}."


def joint_labels(scales: Sequence[Scale], language: Language) -> dict[int, str]:
    """The answers by code; one that was worded differently in several waves has both wordings, in their order."""
    wordings: dict[int, dict[str, None]] = {}
    for scale in scales:
        for option in scale.substantive:
            wordings.setdefault(option.code, {})[option.label[language]] = None
    return {code: " / ".join(labels) for code, labels in wordings.items()}


def scale_ends(scale: Scale, language: Language) -> str:
    """``auf der Skala 1 (unwichtig) bis 5 (sehr wichtig)``."""
    low, high = scale.low, scale.high
    return phrase(
        PHRASES, "scale", language,
        low=scale_value(low.value, language), low_label=low.short_label[language],
        high=scale_value(high.value, language), high_label=high.short_label[language],
    )  # fmt: skip


def scale_value(value: float, language: Language) -> str:
    """A point of a scale without needless decimals: ``3``, ``2,5``."""
    return numbers.number(value, language, 0 if float(value).is_integer() else 1)


def grouping_label(survey: Survey, by: str, language: Language) -> str:
    """How the grouping is called in a sentence: what it recodes, without the number of its classes."""
    classification = survey.questionnaire.classifications.get(by)
    if classification is None or classification.of == "size_class":
        return phrase(PHRASES, "by_size", language)
    return classification.title[language]


def wave_names(fielded: Sequence[FieldedWave], language: Language) -> tuple[str, ...]:
    """Short names of waves: months and year of the field phase, with the wave's id where two share them."""
    months = [numbers.months(*wave.field_period, language) for wave in fielded]
    if len(set(months)) == len(months):
        return tuple(months)
    return tuple(f"{month} ({wave.wave})" for month, wave in zip(months, fielded, strict=True))
