"""What a survey can be asked beyond tables: tests, associations, change, scales, weights, records.

Each question has a module of its own; :class:`Inference` gives :class:`~pipeline.analysis.survey.Survey` one method
for each and reads the module only when it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb
    import pandas as pd

    from pipeline.analysis.association import Associations
    from pipeline.analysis.change import Change
    from pipeline.analysis.comparison import Comparison
    from pipeline.analysis.linkage import Linkage
    from pipeline.analysis.microdata import Microdata
    from pipeline.analysis.scales import Reliability
    from pipeline.analysis.trend import Trend
    from pipeline.analysis.weights import WaveWeights
    from pipeline.questionnaire import Language

LARGEST_WEIGHT = 5.0
"""Weights are cut at so many times the mean, and raised to one over it, unless asked otherwise."""


class Inference:
    """The part of a survey that infers; it needs the warehouse and the tables of the whole."""

    _connection: duckdb.DuckDBPyConnection

    def describe(
        self,
        wave: str,
        question: str,
        by: str = warehouse.ALL,
        *,
        finite: bool = False,
        margins: Path | str | None = None,
        language: Language = "de",
        internal: bool = False,
    ) -> pd.DataFrame:
        """Everything about the answers to a rating question, see :func:`pipeline.analysis.description.describe`."""
        from pipeline.analysis.description import describe

        return describe(
            self, wave, question, by, finite=finite, margins=margins, language=language, internal=internal
        )  # fmt: skip

    def compare(
        self,
        wave: str,
        question: str,
        by: str = "size_group",
        *,
        covariates: Sequence[str] = (),
        language: Language = "de",
        internal: bool = False,
    ) -> Comparison:
        """Differences between groups on every item of a question, see :func:`pipeline.analysis.groups.compare`."""
        from pipeline.analysis.groups import compare

        return compare(
            self, wave, question, by, covariates=covariates, language=language, internal=internal or self.internal
        )

    def association(
        self, wave: str, question: str, other: str, *, language: Language = "de", internal: bool = False
    ) -> Associations:
        """How closely the answers to two questions go together, see :func:`pipeline.analysis.association.association`."""
        from pipeline.analysis.association import association

        return association(self, wave, question, other, language=language, internal=internal or self.internal)

    def across(
        self,
        question: str,
        waves: Sequence[str],
        by: str = warehouse.ALL,
        *,
        language: Language = "de",
        internal: bool = False,
    ) -> pd.DataFrame:
        """A question in several waves, side by side, as far as the crosswalk allows it.

        For rating scales the frame of :meth:`means`, else that of :meth:`distribution`, with the columns ``wave`` in
        front and ``difference`` to the first wave (scale units, or share points) at the end. Items that must not be
        compared are left out: ``attrs["refused"]`` has their reasons by variable, ``attrs["remarks"]`` what to know of
        the others.

        Raises
        ------
        NotComparableError
            With the reason why two of the waves must not be compared on this question.
        """
        from pipeline.analysis.across import across

        return across(self, question, waves, by, language=language, internal=internal or self.internal)

    def trend(
        self,
        question: str,
        by: str = warehouse.ALL,
        *,
        until: str | None = None,
        language: Language = "de",
        internal: bool = False,
    ) -> Trend:
        """A question over all waves in which it may be compared with the latest wave that asks it.

        Parameters
        ----------
        until:
            The latest wave to look at, which has to ask the question; default: the last one that does.

        Returns
        -------
        Trend
            ``frame()`` has one row an item, level and wave, waves oldest first: variable, label, label_short, level,
            level_label, level_short, wave, field_start, field_end, measure, n, value (a mean; or the share, 0-1, of yes,
            of boxes ticked, or of the two highest answers of an order without values), ci_low, ci_high (95 %, t or
            Wilson), suppressed, assumed, provenance. ``refused_waves`` are the waves left out, with the reason.

        Raises
        ------
        SurveyError
            Unknown question, wave or grouping, or a question whose answers have no order.
        """
        from pipeline.analysis.trend import trend

        return trend(self, question, by, until=until, language=language, internal=internal or self.internal)

    def change(
        self,
        question: str,
        waves: tuple[str, str],
        *,
        bound: float | None = None,
        language: Language = "de",
        internal: bool = False,
    ) -> Change:
        """How the answers to a question changed between two waves that the same municipalities answered only in part.

        Parameters
        ----------
        waves:
            The earlier and the later wave; differences are the second less the first.
        bound:
            Smallest difference of interest, for the equivalence tests: scale points (default 0.3), shares from 0 to 1
            (default 0.1); of numbers none is taken unless it is given.

        Returns
        -------
        Change
            ``frame()`` has one row a variable. *Everyone*: n_first, n_second, mean_first, mean_second (a share of yes
            where ``measure`` says so), difference with se and interval (bootstrap over municipalities), direction
            (``rise``, ``fall``, ``same``, ``open``, or with ``_small`` below the bound), equivalence. *Pairs*: their
            number and difference with t interval, signed-rank test with rank-biserial correlation, shares of the two
            highest answers with McNemar's test. *Others*: only_first and only_second as independent samples.
            *Stayers*: first answers of those who answered again, less those of the leavers. ``undefined_...`` says why
            a part is empty.

        Raises
        ------
        NotComparableError
            With the reason why the waves must not be compared on this question.
        SurveyError
            Unknown wave or question, or a question with categories without values.
        """
        from pipeline.analysis.change import change

        return change(self, question, waves, bound=bound, language=language, internal=internal or self.internal)

    def linkage(self, first: str, second: str) -> Linkage:
        """How the municipalities of two waves are tied together, see :mod:`pipeline.analysis.linkage`."""
        from pipeline.analysis.linkage import linkage

        self._check_wave(first)
        self._check_wave(second)
        return linkage(self._connection, first, second)

    def reliability(
        self, wave: str, question: str, *, reverse: Sequence[str] = (), internal: bool = False
    ) -> Reliability:
        """Whether the items of a battery may be summed up to one value.

        Parameters
        ----------
        reverse:
            Items (ids or variables) that ask the other way round, so that a low answer says what a high one says of the
            others.

        Returns
        -------
        Reliability
            Cronbach's alpha, McDonald's omega, ordinal omega and ordinal alpha, each with n, what each item adds
            (``item_frame``) and the polychoric correlations; for two items a Spearman-Brown coefficient instead.

        Raises
        ------
        SurveyError
            Unknown wave, question or item, or a question that is no battery of rated items.
        """
        from pipeline.analysis.scales import reliability

        return reliability(self, wave, question, reverse=reverse, internal=internal or self.internal)

    def microdata(self, wave: str, *, everyone: bool = False) -> Microdata:
        """All records of a wave, see :func:`pipeline.analysis.microdata.microdata`. Not for publication as they are."""
        from pipeline.analysis.microdata import microdata

        self._check_wave(wave)
        return microdata(self._connection, wave, everyone=everyone)

    def weights(
        self, wave: str, margins: Path | str | None = None, *, largest: float | None = LARGEST_WEIGHT
    ) -> WaveWeights:
        """Weights of a wave to margins of the population, see :func:`pipeline.analysis.weights.weights`."""
        from pipeline.analysis.weights import weights

        return weights(self, wave, margins, largest=largest)

    def weighted_means(
        self,
        wave: str,
        question: str,
        by: str = warehouse.ALL,
        *,
        margins: Path | str | None = None,
        largest: float | None = LARGEST_WEIGHT,
        finite: bool = False,
        language: Language = "de",
        internal: bool = False,
    ) -> pd.DataFrame:
        """Means with weights beside those without, see :func:`pipeline.analysis.weights.weighted_means`."""
        from pipeline.analysis.weights import weighted_means

        return weighted_means(
            self, wave, question, by, margins=margins, largest=largest, finite=finite, language=language,
            internal=internal or self.internal,
        )  # fmt: skip
