"""How many gave which number: answers to a number question counted in the classes of the questionnaire, over all municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.wave import SurveyError
from pipeline.questionnaire.number_classes import number_classes

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.analysis.survey import Survey


def number_counts(survey: Survey, wave: str, question: str, *, internal: bool = False) -> pd.DataFrame:
    """The answers to a number question by class.

    Returns
    -------
    pandas.DataFrame
        One row a class, lowest first, empty ones included: low, high (the number it begins at, and the one it ends
        before; NaN where it is open), n, share (0-1, of all who gave a number), base, suppressed. Where the project withholds small
        counts over all municipalities and a class is smaller, no class has its n: one would give away the other.

    Raises
    ------
    SurveyError
        Unknown wave or question, or a question that asks for no number.
    """
    import numpy as np
    import pandas as pd

    asked = survey.question(wave, question)
    (variable,) = survey.variables(wave, question)[:1]
    if variable.kind != "number":
        msg = f"Question '{question}' of wave {wave} asks for no number, so there are no classes of numbers."
        raise SurveyError(msg)
    classes = number_classes(asked, survey.instrument(wave).field_period[1].year)
    values = survey.answers(wave, [variable.name])[variable.name].dropna().to_numpy()
    edges = [part.low if part.low is not None else -np.inf for part in classes]
    # The last class holds the maximum too; every other one ends before the next begins.
    places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(classes) - 1)
    counts = np.bincount(places, minlength=len(classes))
    rules = survey.questionnaire.disclosure
    few = ((counts > 0) & (counts < rules.minimum_answers)).any()
    withheld = bool(few) and rules.overall == "suppressed" and not (internal or survey.internal)
    frame = pd.DataFrame(
        {
            "low": [part.low for part in classes],
            "high": [part.high for part in classes],
            "n": pd.array(counts, dtype="Int64"),
            "share": counts / len(values) if len(values) else np.nan,
            "base": len(values),
            "suppressed": withheld,
        }
    ).astype({"low": "float64", "high": "float64", "base": "Int64"})
    if withheld:
        frame["n"], frame["share"] = pd.NA, np.nan
    return frame
