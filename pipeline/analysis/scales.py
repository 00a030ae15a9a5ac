"""Whether the items of a battery may be summed up to one value: reliability of a rating question as a scale."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pipeline.analysis.wave import SurveyError
from pipeline.statistics import one_factor
from pipeline.statistics.disclosure import MINIMUM_ANSWERS
from pipeline.statistics.omega import Omega, omega, ordinal_omega
from pipeline.statistics.polychoric import OrdinalAlpha, Polychoric, ordinal_alpha, polychoric
from pipeline.statistics.reliability import (
    Alpha,
    ItemAnalysis,
    SpearmanBrown,
    cronbach_alpha,
    item_analysis,
    reverse_keyed,
    spearman_brown,
)
from pipeline.statistics.result import Family, Method, Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pipeline.analysis.survey import Survey
    from pipeline.questionnaire import Language, Variable
    from pipeline.statistics.one_factor import OneFactor


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """A battery as a scale: every coefficient with its n, and what each item adds.

    With two items only ``spearman_brown`` is defined, with three and more everything else. ``withheld`` says that so
    few respondents answered every item that the numbers are not for publication; the frames are then empty of them.
    """

    wave: str
    question: str
    provenance: str
    variables: tuple[Variable, ...]
    reverse: tuple[str, ...]
    assumed: frozenset[str]
    internal: bool
    withheld: bool
    alpha: Alpha
    item_analysis: ItemAnalysis
    omega: Omega
    ordinal_omega: Omega
    ordinal_alpha: OrdinalAlpha
    polychoric: Polychoric
    factor: OneFactor
    spearman_brown: SpearmanBrown | None

    @property
    def n(self) -> int:
        """Respondents who answered every item."""
        return self.alpha.n

    @property
    def methods(self) -> tuple[Method, ...]:
        """What the numbers were found with, for a table of methods."""
        found = (getattr(self, entry.name) for entry in fields(self))
        return tuple(dict.fromkeys(result.method for result in found if isinstance(result, Result)))

    @property
    def families(self) -> tuple[Family, ...]:
        """None: nothing here is a test."""
        return ()

    def frame(self) -> pd.DataFrame:
        """One row a coefficient: coefficient (id of its method), estimate, ci_low, ci_high, n, items, undefined.

        Omegas divide by the variance found, not by the one the model implies (``semTools::compRelSEM`` does so too): they
        stay honest where one factor does not fit.
        """
        import pandas as pd

        k = len(self.variables)
        rows = [
            ("cronbach_alpha", self.alpha.alpha, self.alpha.ci_low, self.alpha.ci_high, self.alpha),
            ("omega", self.omega.observed, None, None, self.omega),
            ("ordinal_omega", self.ordinal_omega.observed, None, None, self.ordinal_omega),
            ("ordinal_alpha", self.ordinal_alpha.ordinal_alpha, None, None, self.ordinal_alpha),
        ]
        if self.spearman_brown is not None:
            pair = self.spearman_brown
            rows = [("spearman_brown", pair.reliability, None, None, pair)]
        frame = pd.DataFrame(
            [
                {
                    "coefficient": name, "estimate": value, "ci_low": low, "ci_high": high, "n": result.n, "items": k,
                    "undefined": result.undefined and str(result.undefined),
                }
                for name, value, low, high, result in rows
            ]
        ).astype({"estimate": "float64", "ci_low": "float64", "ci_high": "float64", "n": "Int64"})  # fmt: skip
        return self._published(frame, ["estimate", "ci_low", "ci_high", "n"])

    def item_frame(self, language: Language = "de") -> pd.DataFrame:
        """One row an item: variable, label, label_short, reversed, n, mean, sd, item_rest, alpha_if_deleted, loading.

        ``loading`` is that of the standardised item on one factor (maximum likelihood).
        """
        import pandas as pd

        frame = pd.DataFrame(self.item_analysis.rows()).rename(columns={"item": "variable"})
        frame.insert(1, "label", [variable.label[language] for variable in self.variables])
        frame.insert(2, "label_short", [variable.short_label[language] for variable in self.variables])
        frame.insert(3, "reversed", [variable.name in self.reverse for variable in self.variables])
        factor, k = self.factor, len(self.variables)
        pairs = zip(factor.loading or [None] * k, factor.residual or [None] * k, strict=True)
        frame["loading"] = [None if a is None else a / (a * a + rest) ** 0.5 for a, rest in pairs]
        numbers = ["mean", "sd", "item_rest", "alpha_if_deleted", "loading"]
        frame = frame.astype(dict.fromkeys(numbers, "float64") | {"n": "Int64"})
        frame["undefined"] = self.item_analysis.undefined and str(self.item_analysis.undefined)
        frame["assumed"] = frame["variable"].isin(self.assumed)
        return self._published(frame, [*numbers, "n"])

    def _published(self, frame: pd.DataFrame, numbers: list[str]) -> pd.DataFrame:
        frame.attrs["internal"] = self.internal
        if self.withheld:
            frame[numbers] = frame[numbers].mask(frame["n"] > 0)
            frame["undefined"] = "withheld"
        return frame

    def __str__(self) -> str:
        references = "\n".join(method.reference for method in self.methods)
        return f"{self.frame().to_string(index=False, na_rep='–')}\n{references}"


def reliability(
    survey: Survey, wave: str, question: str, *, reverse: Sequence[str] = (), internal: bool = False
) -> Reliability:
    """Reliability of a battery; see :meth:`pipeline.analysis.Survey.reliability`."""
    asked = survey.question(wave, question)
    variables = tuple(v for v in survey.variables(wave, asked.id) if v.kind == "choice")
    scale = survey.questionnaire.scale(variables[0].scale) if variables else None
    if scale is None or not scale.is_likert or len(variables) < 2:
        msg = (
            f"Question '{asked.id}' of wave {wave} is no scale: a scale has two or more items, rated by answers with "
            "values.\nHint: ask for a battery, such as tasks."
        )
        raise SurveyError(msg)
    turned = tuple(_named(variables, name, asked.id) for name in reverse)
    values = [float(option.value) for option in scale.substantive if option.value is not None]
    names = [variable.name for variable in variables]
    answers = reverse_keyed(survey.answers(wave, names)[names], turned, values)
    correlations = polychoric(answers, values)
    alpha = cronbach_alpha(answers)
    return Reliability(
        wave=wave,
        question=asked.id,
        provenance=survey.wave(wave).provenance,
        variables=variables,
        reverse=turned,
        assumed=survey.assumed(wave),
        internal=internal,
        withheld=not internal and 0 < alpha.n < MINIMUM_ANSWERS,
        alpha=alpha,
        item_analysis=item_analysis(answers),
        omega=omega(answers),
        ordinal_omega=ordinal_omega(correlations, values),
        ordinal_alpha=ordinal_alpha(correlations),
        polychoric=correlations,
        factor=one_factor.maximum_likelihood(answers),
        spearman_brown=spearman_brown(answers) if len(variables) == 2 else None,
    )


def _named(variables: tuple[Variable, ...], name: str, question: str) -> str:
    """The variable that an item's id or a variable's name stands for."""
    for variable in variables:
        if name in (variable.name, variable.item.id if variable.item is not None else None):
            return variable.name
    known = ", ".join(variable.item.id for variable in variables if variable.item is not None)
    msg = f"Question '{question}' has no item '{name}' to be reversed. Known are: {known}."
    raise SurveyError(msg)
