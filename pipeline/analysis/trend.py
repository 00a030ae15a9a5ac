"""A question over all waves in which it may be compared with the latest one.

Each wave is set beside the latest by the crosswalk; one that must not be is listed with its reason. What is shown is the
mean of rated answers and numbers, the share of yes (or of boxes ticked), and of ordered answers without values the share of
the two highest. Nothing is tested here: a change between two waves is (:mod:`pipeline.analysis.change`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.analysis.across import comparable
from pipeline.analysis.wave import NotComparableError, SurveyError
from pipeline.questionnaire import comparability, matched_options
from pipeline.questionnaire.number_classes import is_year
from pipeline.statistics.description import DESCRIPTION, wilson
from pipeline.warehouse import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from pipeline.analysis.across import Compared
    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language, Variable
    from pipeline.questionnaire.model import Scale
    from pipeline.statistics.result import Family, Method

Measure = Literal["mean", "share"]
COLUMNS = (
    "variable", "label", "label_short", "level", "level_label", "level_short", "wave", "field_start", "field_end",
    "measure", "n", "value", "ci_low", "ci_high", "suppressed", "assumed", "provenance",
)  # fmt: skip
_YES = ("yes_no", "checked")


@dataclass(frozen=True)
class Trend:
    """A question over the waves; prints as its table.

    Attributes
    ----------
    waves:
        The waves compared, oldest first; the last one is what the others are compared with.
    measure:
        *mean*, or *share* of the ``answers`` named (labels in the language asked for).
    refused_waves:
        Waves that must not be compared on this question, with the reason.
    refused:
        Items that must not be compared with a wave that is compared on others: wave, label, reason.
    remarks:
        What the crosswalk says of the comparisons it allows.
    synthetic:
        Those of the waves whose answers are invented.
    """

    question: str
    by: str
    waves: tuple[str, ...]
    measure: Measure
    answers: tuple[str, ...]
    refused_waves: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]
    synthetic: tuple[str, ...]
    provenance: str
    internal: bool
    methods: tuple[Method, ...]
    families: tuple[Family, ...] = ()
    table: pd.DataFrame = field(repr=False, compare=False, kw_only=True)

    def frame(self) -> pd.DataFrame:
        """One row an item, level and wave, see :meth:`pipeline.analysis.Survey.trend`."""
        return self.table.copy()

    def __str__(self) -> str:
        shown = ["label_short", "level_short", "wave", "n", "value", "ci_low", "ci_high"]
        return self.table[shown].to_string(index=False, na_rep="–")


@dataclass(frozen=True)
class Comparison:
    """The waves that may be compared with the latest, oldest first, and the ones that may not."""

    latest: str
    compared: dict[str, Compared] = field(repr=False)
    refused: tuple[tuple[str, str], ...]

    @property
    def waves(self) -> tuple[str, ...]:
        """The earlier waves that may be compared, and the latest."""
        return (*self.compared, self.latest)


def comparison(survey: Survey, question: str, until: str | None = None, *, language: Language = "en") -> Comparison:
    """Which waves up to ``until`` may be compared on a question with the latest of them that asks it.

    Raises
    ------
    SurveyError
        If the wave is unknown, or no wave up to it asks the question.
    """
    if until is not None:
        survey.wave(until)
    known = survey.waves if until is None else survey.waves[: survey.waves.index(until) + 1]
    latest = _latest(survey, question, known, strict=until is not None)
    compared, refused = {}, []
    for wave in known[: known.index(latest)]:
        try:
            compared[wave] = comparable(survey, question, [latest, wave], language=language)
        except NotComparableError as error:
            refused.append((wave, error.reason))
    return Comparison(latest, compared, tuple(refused))


def trend(
    survey: Survey,
    question: str,
    by: str = ALL,
    *,
    until: str | None = None,
    language: Language = "de",
    internal: bool = False,
) -> Trend:
    """A question over all comparable waves; see :meth:`pipeline.analysis.Survey.trend`."""
    import pandas as pd

    found = comparison(survey, question, until, language=language)
    asked = survey.closed_variables(found.latest, question)
    measure = _measure(survey, asked[0], found.latest)
    names = {variable.name for variable in asked}
    frames = []
    for wave in found.waves:
        kept = names if wave == found.latest else names & set(found.compared[wave].variables)
        frames.append(_of_wave(survey, wave, found.latest, asked, kept, by, measure, language, internal=internal))
    table = pd.concat(frames, ignore_index=True)
    items = {variable.name: at for at, variable in enumerate(asked)}
    levels = {level: at for at, level in enumerate(survey.levels(by)["level"])}
    order = zip(table["variable"], table["level"], range(len(table)), strict=True)
    rows = sorted(order, key=lambda row: (items[row[0]], levels[row[1]], row[2]))
    table = table.iloc[[row for *_, row in rows]].reset_index(drop=True)
    synthetic = tuple(wave for wave in found.waves if survey.wave(wave).synthetic)
    minimum = survey.questionnaire.disclosure.minimum_answers
    provenance = "synthetic" if synthetic else "real"
    table.attrs.update(waves=found.waves, provenance=provenance, internal=internal, minimum=minimum)
    labels = {variable.name: variable.short_label[language] for variable in asked}
    remarks = [remark[language] for one in found.compared.values() for remark in one.remarks]
    return Trend(
        question=asked[0].question.id,
        by=by,
        waves=found.waves,
        measure=measure,
        answers=_answers(survey, asked[0], measure, language),
        refused_waves=found.refused,
        refused=tuple(
            (wave, labels[name], reason[language])
            for wave, one in found.compared.items()
            for name, reason in one.refused.items()
            if name in labels
        ),
        remarks=tuple(dict.fromkeys(remarks)),
        synthetic=synthetic,
        provenance=provenance,
        internal=internal,
        methods=(DESCRIPTION,),
        table=table,
    )


def _latest(survey: Survey, question: str, waves: list[str], *, strict: bool) -> str:
    """The last of the waves that asks the question; with ``strict`` it has to be the very last."""
    for wave in reversed(waves):
        try:
            survey.closed_variables(wave, question)
        except SurveyError:
            if strict:
                raise
            continue
        return wave
    listed = ", ".join(waves) or "there are none"
    msg = f"No wave asks a question '{question}' (waves: {listed}).\nHint: its id, as munisurvey means has it."
    raise SurveyError(msg)


def followed(survey: Survey, wave: str, question: str) -> bool:
    """Whether a question has a number to follow over the waves, and is none of those that results are broken down by.

    A year has none: its mean says nothing.
    """
    asked = survey.question(wave, question)
    if asked.role is not None or is_year(asked):
        return False
    try:
        _measure(survey, survey.closed_variables(wave, asked.id)[0], wave)
    except SurveyError:
        return False
    return True


def _measure(survey: Survey, variable: Variable, wave: str) -> Measure:
    scale = survey.questionnaire.scale(variable.scale)
    if variable.kind == "number" or (variable.kind == "choice" and scale.is_likert):
        return "mean"
    if variable.kind == "choice" and top_codes(scale, variable.scale):
        return "share"
    msg = (
        f"'{variable.name}' of wave {wave} has no order, so there is no single number to follow over the waves.\n"
        f"Hint: munisurvey distribution {wave} {variable.question.id}, for each wave."
    )
    raise SurveyError(msg)


def top_codes(scale: Scale, name: str) -> tuple[int, ...]:
    """The answers whose share is followed: yes or ticked, or the two highest of an order; none without one."""
    if name in _YES:
        return (scale.options[0].code,)
    codes = tuple(option.code for option in scale.substantive)
    if scale.direction == "none" or len(codes) < 3:
        return ()
    return codes[:2] if scale.direction == "descending" else codes[-2:]


def _answers(survey: Survey, variable: Variable, measure: Measure, language: Language) -> tuple[str, ...]:
    """The answers whose share is followed, as the latest wave words them."""
    scale = survey.questionnaire.scale(variable.scale)
    codes = top_codes(scale, variable.scale) if measure == "share" else ()
    return tuple(scale.option(code).label[language] for code in codes)


def _of_wave(
    survey: Survey, wave: str, latest: str, asked: list[Variable], names: set[str], by: str, measure: Measure,
    language: Language, *, internal: bool,
) -> pd.DataFrame:  # fmt: skip
    """The rows of one wave, with the labels of the latest."""
    question = asked[0].question.id
    if measure == "mean":
        frame = survey.means(wave, question, by, language=language, internal=internal)
        frame = frame[frame["variable"].isin(names)].rename(columns={"mean": "value"})
    else:
        frame = _shares(survey, wave, latest, asked, names, by, language, internal=internal)
    fielded = survey.wave(wave)
    labels = {variable.name: variable for variable in asked}
    frame = frame.assign(
        label=[labels[name].label[language] for name in frame["variable"]],
        label_short=[labels[name].short_label[language] for name in frame["variable"]],
        wave=wave,
        field_start=fielded.field_period[0],
        field_end=fielded.field_period[1],
        measure=measure,
        provenance=fielded.provenance,
    )
    types = {"n": "Int64", "value": "float64", "ci_low": "float64", "ci_high": "float64", "suppressed": "bool"}
    frame.attrs.clear()
    return frame[list(COLUMNS)].astype(types)


def _shares(
    survey: Survey, wave: str, latest: str, asked: list[Variable], names: set[str], by: str, language: Language,
    *, internal: bool,
) -> pd.DataFrame:  # fmt: skip
    """Share of the answers followed, with Wilson's interval; missing where one of the counts is withheld."""
    import pandas as pd

    question = asked[0].question.id
    frame = survey.distribution(wave, question, by, language=language, internal=internal)
    frame = frame[frame["variable"].isin(names) & ~frame["missing"]]
    codes = {name: _codes(survey, wave, latest, variable) for name, variable in _named(asked, names)}
    rows = []
    for (name, level), part in frame.groupby(["variable", "level"], sort=False):
        base = part["base"].iloc[0]
        counted = part.loc[part["code"].isin(codes[name]), "n"]
        share = None if pd.isna(base) or counted.isna().any() else wilson(int(counted.sum()), int(base))
        rows.append(
            {
                "variable": name, "level": level, "level_label": part["level_label"].iloc[0],
                "level_short": part["level_short"].iloc[0], "n": None if pd.isna(base) else int(base),
                "value": share and share.share, "ci_low": share and share.ci_low, "ci_high": share and share.ci_high,
                "suppressed": share is None, "assumed": bool(part["assumed"].iloc[0]),
            }
        )  # fmt: skip
    columns = [name for name in COLUMNS if name in (rows[0] if rows else COLUMNS)]
    return pd.DataFrame(rows, columns=columns)


def _named(asked: list[Variable], names: set[str]) -> Iterator[tuple[str, Variable]]:
    return ((variable.name, variable) for variable in asked if variable.name in names)


def _codes(survey: Survey, wave: str, latest: str, variable: Variable) -> tuple[int, ...]:
    """The codes of the answers followed, as the wave stores them: another scale may have others for the same answers."""
    questionnaire = survey.questionnaire
    scale = questionnaire.scale(variable.scale)
    codes = top_codes(scale, variable.scale)
    here, there = survey.wave(wave).questionnaire, survey.wave(latest).questionnaire
    if here == there:
        return codes
    item = variable.item.id if variable.item is not None else None
    options = comparability(questionnaire, variable.question.id, there, here, item).options
    if options is None:
        return codes
    own = next(v for v in survey.variables(wave, variable.question.id) if v.name == variable.name)
    matched = matched_options(scale, questionnaire.scale(own.scale), options)
    return tuple(matched[code] for code in codes)
