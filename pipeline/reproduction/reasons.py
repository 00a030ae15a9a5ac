"""The reason of each verdict, in every language, with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire.model import LANGUAGES, Text
from pipeline.reproduction.ledger import Published, Statistic
from pipeline.wording import numbers, phrase
from pipeline.wording.verdicts import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.questionnaire import Language
    from pipeline.reproduction.errata import Candidate, Erratum
    from pipeline.reproduction.ours import Ours


def phrase_of(key: str, **blanks: object) -> Text:
    """A phrase that needs no numbers, in every language."""
    return Text(**{language: phrase(VERDICTS, key, language, **blanks) for language in LANGUAGES})


def within(row: Published, ours: Ours) -> Text:
    """Our number lies where print puts it."""
    if row.statistic is Statistic.N_RANGE:
        return _text(lambda language: phrase(VERDICTS, "within_range", language, ours=our_number(row, ours, language)))
    return _text(
        lambda language: phrase(
            VERDICTS, "within", language, ours=our_number(row, ours, language), bound=printed_number(row, language)
        )
    )


def missed(row: Published, ours: Ours) -> Text:
    """Our number is another one."""
    return _text(
        lambda language: phrase(
            VERDICTS, "missed", language, ours=our_number(row, ours, language), printed=printed_number(row, language)
        )
    )


def erratum(row: Published, voided_by: Sequence[Erratum], ours: Ours | None) -> Text:
    """Which errata void the printed number, what ours is, and what may have been meant."""

    def sentence(language: Language) -> str:
        titles = "; ".join(f"{entry.id}: {entry.title[language]}" for entry in voided_by)
        printed = printed_number(row, language)
        if ours is None:
            text = phrase(VERDICTS, "erratum_alone", language, titles=titles, printed=printed)
        else:
            own = our_number(row, ours, language)
            text = phrase(VERDICTS, "erratum", language, titles=titles, printed=printed, ours=own)
        best = voided_by[0].best(row.id)
        return text if best is None else f"{text} {_candidate(best, language)}"

    return _text(sentence)


def printed_number(row: Published, language: Language) -> str:
    """The printed number as a reader of the language expects it: ``knapp 40 %``, ``4,10``, ``261 bis 266``."""
    if row.statistic is Statistic.N_RANGE:
        low, high = (numbers.integer(end, language) for end in (row.value, row.high))
        return phrase(VERDICTS, "range", language, low=low, high=high)
    digits = len(row.printed.partition(".")[2])
    value = _unit(row, numbers.number(row.value, language, digits), language)
    return value if row.bound is None else phrase(VERDICTS, row.bound.value, language, value=value)


def our_number(row: Published, ours: Ours, language: Language) -> str:
    """Our number with its n: at least one decimal more than nothing, so that a miss can be seen."""
    if ours.high is not None:
        low, high = (numbers.integer(float(end), language) for end in (ours.value, ours.high))
        return phrase(VERDICTS, "range", language, low=low, high=high)
    if row.statistic in (Statistic.COUNT, Statistic.N, Statistic.NUMBER):
        value = numbers.integer(float(ours.value), language)
        return value if row.statistic is not Statistic.COUNT else _with_n(value, ours, language)
    digits = 2 if row.statistic is Statistic.MEAN else 1
    value = _with_n(_unit(row, numbers.number(float(ours.value), language, digits), language), ours, language)
    if len(row.variables) == 1:
        return value
    return phrase(VERDICTS, "of_variable", language, value=value, variable=ours.variable)


def _with_n(value: str, ours: Ours, language: Language) -> str:
    return phrase(VERDICTS, "with_n", language, value=value, n=numbers.integer(ours.n, language))


def _unit(row: Published, value: str, language: Language) -> str:
    if row.statistic is Statistic.DIFFERENCE:
        return phrase(VERDICTS, "points", language, value=value)
    if row.statistic is Statistic.SHARE:
        return f"{value}{numbers.THIN_SPACE}%" if language == "de" else f"{value}%"
    return value


def _candidate(candidate: Candidate, language: Language) -> str:
    ends = [end for end in (candidate.value, candidate.low, candidate.high) if end is not None]
    shown = [numbers.number(float(end), language, len(end.partition(".")[2])) for end in ends]
    value = shown[0] if len(shown) == 1 else phrase(VERDICTS, "range", language, low=shown[0], high=shown[1])
    grade = phrase(VERDICTS, f"grade_{candidate.grade}", language)
    return phrase(VERDICTS, "candidate", language, value=value, reason=candidate.reason[language], grade=grade)


def _text(sentence: Callable[[Language], str]) -> Text:
    return Text(**{language: sentence(language) for language in LANGUAGES})
