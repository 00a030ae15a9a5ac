"""The same question in several waves, as far as the crosswalk allows it.

What must not be compared is refused with the reason that stands in the crosswalk: a whole question by an error, single
items of a question by leaving them out and saying why.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.analysis.wave import NotComparableError
from pipeline.questionnaire import comparability, question_variables
from pipeline.warehouse import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language, Variable, Verdict
    from pipeline.questionnaire.model import Question, Text


@dataclass(frozen=True)
class Compared:
    """What of a question may be compared between waves.

    ``variables`` may be compared in every pair of the waves; ``refused`` gives for the others the reason, ``remarks``
    what a reader of the comparison should know.
    """

    question: Question
    variables: tuple[str, ...]
    refused: Mapping[str, Text]
    remarks: tuple[Text, ...]


def comparable(survey: Survey, question: str, waves: Sequence[str], *, language: Language = "en") -> Compared:
    """What of ``question`` (its id, printed number, or the name of one of its variables) the waves have in common.

    Parameters
    ----------
    waves:
        Names of waves of the warehouse; the first says what is asked for.
    language:
        Of the reason in the error.

    Raises
    ------
    SurveyError
        If the first wave does not ask the question.
    NotComparableError
        With the reason, if nothing of it may be compared between two of the waves.
    """
    asked, only = _asked(survey, waves[0], question)
    instruments = list(dict.fromkeys(survey.wave(wave).questionnaire for wave in waves))
    pairs = list(combinations(instruments, 2)) or [(instruments[0],) * 2]
    variables: dict[str, Variable] = {}
    for wave in waves:
        for candidate in survey.instrument(wave).questions:
            if candidate.id == asked.id:
                own = {v.name: v for v in question_variables(candidate)}
                variables = ({n: v for n, v in own.items() if v.kind != "text"} or own) | variables
    judged = {
        name: [_verdict(survey, asked.id, variable, pair) for pair in pairs]
        for name, variable in variables.items()
        if only is None or name == only
    }
    refused = {
        name: verdict.reason
        for name, verdicts in judged.items()
        for verdict in reversed(verdicts)
        if not verdict.comparable and verdict.reason is not None
    }
    kept = tuple(name for name in judged if name not in refused)
    whole = [comparability(survey.questionnaire, asked.id, *pair) for pair in pairs]
    if not kept:
        of_the_whole = (verdict.reason for verdict in whole if not verdict.comparable)
        reason = refused[only] if only else next(of_the_whole, None) or next(iter(refused.values()))
        msg = f"Waves {' and '.join(waves)} are not compared on '{question}': {reason[language]}"
        raise NotComparableError(msg, reason[language])
    remarks = [v.reason for name in kept for v in judged[name] if v.reason is not None]
    return Compared(asked, kept, refused, tuple(dict.fromkeys(remarks)))


def across(
    survey: Survey,
    question: str,
    waves: Sequence[str],
    by: str = ALL,
    *,
    language: Language = "de",
    internal: bool = False,
) -> pd.DataFrame:
    """A question in several waves, side by side; see :meth:`pipeline.analysis.Survey.across`."""
    import pandas as pd

    compared = comparable(survey, question, waves, language=language)
    asked = survey.variables(waves[0], compared.question.id)
    rated = asked[0].kind == "number" or survey.questionnaire.scale(asked[0].scale).is_likert
    table = survey.means if rated else survey.distribution
    frames = {wave: table(wave, compared.question.id, by, language=language, internal=internal) for wave in waves}
    keys, measure = (["variable", "level"], "mean") if rated else (["variable", "level", "code"], "share")
    parts = {wave: frame[frame["variable"].isin(compared.variables)].copy() for wave, frame in frames.items()}
    base = parts[waves[0]].set_index(keys)[measure]
    for wave, frame in parts.items():
        frame.insert(0, "wave", wave)
        frame["difference"] = frame[measure] - base.reindex(pd.MultiIndex.from_frame(frame[keys])).to_numpy()
        frame.attrs.clear()
    whole = pd.concat(parts.values(), ignore_index=True)
    synthetic = any(survey.wave(wave).synthetic for wave in waves)
    whole.attrs.update(
        waves=tuple(waves),
        provenance="synthetic" if synthetic else "real",
        refused={name: reason[language] for name, reason in compared.refused.items()},
        remarks=tuple(remark[language] for remark in compared.remarks),
    )
    return whole


def _asked(survey: Survey, wave: str, question: str) -> tuple[Question, str | None]:
    """The question, and the one variable that is meant if ``question`` names one."""
    for variable in survey.questionnaire.variables(survey.wave(wave).questionnaire):
        if variable.name == question and variable.item is not None:
            return variable.question, variable.name
    return survey.question(wave, question), None


def _verdict(survey: Survey, question: str, variable: Variable, pair: tuple[str, str]) -> Verdict:
    item = variable.item.id if variable.item is not None else None
    return comparability(survey.questionnaire, question, *pair, item)
