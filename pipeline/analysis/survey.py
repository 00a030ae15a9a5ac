"""``Survey``: the one object analysts, figures and reports ask for numbers.

It joins the warehouse (counts and statistics) with the questionnaire (order, labels, scales) and returns pandas
frames. It computes no statistic of its own. What it returns is fit for publication unless ``internal=True`` is
asked for: what the warehouse withholds (``docs/disclosure.md``) is missing.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pipeline import warehouse
from pipeline.analysis import publication
from pipeline.analysis.publication import STATISTICS
from pipeline.analysis.wave import FieldedWave, SurveyError, fielded_waves
from pipeline.project import Project
from pipeline.questionnaire import Language, Questionnaire, load, question_variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Question, Scale, Wave

__all__ = ["LARGEST_WEIGHT", "STATISTICS", "Survey"]

LARGEST_WEIGHT = 5.0
"""Weights are cut at so many times the mean, and raised to one over it, unless asked otherwise."""


class Survey:
    """All waves of a project: ``Survey.open()`` in a notebook, then ``.means(...)``, ``.distribution(...)``.

    A survey opened with ``internal=True`` gives internal numbers to every question it is asked.

    Examples
    --------
    >>> survey = Survey.open()  # doctest: +SKIP
    >>> survey.means("demo", "tasks", by="size_group")  # doctest: +SKIP
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, project: Project | None = None, *,
        internal: bool = False,
    ) -> None:  # fmt: skip
        self._connection = connection
        self.questionnaire = questionnaire
        self.project = project
        self.internal = internal

    @classmethod
    def open(cls, folder: Path | str | None = None, *, internal: bool = False) -> Survey:
        """Open the project around ``folder`` (default: the current directory).

        Raises
        ------
        ProjectError, QuestionnaireError, WarehouseError
            If there is no project, its questionnaire has mistakes, or it has not been built.
        """
        project = Project.find(Path(folder) if folder is not None else None)
        return cls(warehouse.connect(project.warehouse), load(project.questionnaire), project, internal=internal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the warehouse file."""
        self._connection.close()

    @cached_property
    def _fielded(self) -> dict[str, FieldedWave]:
        """Every wave of the warehouse, which does not change while it is open."""
        return fielded_waves(self._connection)

    @property
    def waves(self) -> list[str]:
        """The waves in the warehouse, oldest field period first."""
        return list(self._fielded)

    def wave(self, wave: str) -> FieldedWave:
        """What is known of a wave: period, invited, provenance, and its responses by status."""
        self._check_wave(wave)
        return self._fielded[wave]

    def instrument(self, wave: str) -> Wave:
        """The questionnaire that a wave answers."""
        return self.questionnaire.wave(self._instrument_id(wave))

    def question(self, wave: str, question: str) -> Question:
        """A question of a wave by its id (``tasks``) or its printed number (``7``)."""
        instrument = self.instrument(wave)
        for candidate in instrument.questions:
            if question in (candidate.id, str(candidate.number)):
                return candidate
        known = [candidate.id for candidate in instrument.questions]
        msg = f"Wave {wave} has no question '{question}'. {_known(question, known)}"
        raise SurveyError(msg)

    def assumed(self, wave: str) -> frozenset[str]:
        """The variables of a wave whose invented answers follow no published number: not even their shape is known."""
        self._check_wave(wave)
        query = "SELECT variable FROM survey.item WHERE wave = ? AND assumed"
        return frozenset(row[0] for row in self._connection.execute(query, [wave]).fetchall())

    def variables(self, wave: str, question: str) -> tuple[Variable, ...]:
        """The variables of a question, in printed order."""
        return tuple(question_variables(self.question(wave, question)))

    def closed_variables(self, wave: str, question: str) -> list[Variable]:
        """The variables with counts that a question, or the name of one of its variables, stands for."""
        names = {variable.name: variable for variable in self.questionnaire.variables(self._instrument_id(wave))}
        if question in names and names[question].item is not None:
            return [names[question]]
        variables = [variable for variable in self.variables(wave, question) if variable.kind != "text"]
        return variables or list(self.variables(wave, question))

    def scale(self, wave: str, question: str) -> Scale:
        """The scale of a question's closed variables."""
        return self.questionnaire.scale(self.variables(wave, question)[0].scale)

    @property
    def groupings(self) -> list[str]:
        """What results can be broken down by: ``all`` and every classification."""
        return [warehouse.ALL, *self.questionnaire.classifications]

    def levels(self, by: str, language: Language = "de") -> pd.DataFrame:
        """The levels of a grouping in order: level, label, short."""
        self._check_grouping(by)
        return self._frame(
            f"""SELECT level, label_{language} AS label, short_{language} AS short
            FROM survey.classification_level WHERE grouping = ? ORDER BY position""",
            [by],
        )

    def means(
        self, wave: str, question: str, by: str = warehouse.ALL, *, language: Language = "de", internal: bool = False
    ) -> pd.DataFrame:
        """Means of a question's items by level of a grouping, each with its n.

        Returns
        -------
        pandas.DataFrame
            One row per item and level, in questionnaire order: variable, label, label_short, level, level_label,
            level_short, n, mean, sd, se,
            ci_low, ci_high (95 % t interval), top2, top3, bottom2 (shares 0-1), median, suppressed, assumed (see
            :meth:`assumed`). What is withheld is missing: of a ``suppressed`` level everything, or everything but its
            n; of others the spread, the boxes or the median may be.

        Raises
        ------
        SurveyError
            Unknown wave, question or grouping, or a question without values (a mean would be meaningless).
        """
        asked = self.closed_variables(wave, question)
        self._check_grouping(by)
        if not any(v.kind == "number" or self.questionnaire.scale(v.scale).is_likert for v in asked):
            msg = (
                f"Question '{question}' of wave {wave} has categories without values, so it has no mean.\n"
                f"Hint: ask for its distribution: munisurvey distribution {wave} {question}"
            )
            raise SurveyError(msg)
        names = [variable.name for variable in asked]
        frame = publication.means(self._connection, wave, names, by, language, internal=internal or self.internal)
        return self._labelled(frame, wave, asked, language)

    def distribution(
        self, wave: str, question: str, by: str = warehouse.ALL, *, language: Language = "de", internal: bool = False
    ) -> pd.DataFrame:
        """How often each answer was given, by level of a grouping; unused options have their zero.

        Returns
        -------
        pandas.DataFrame
            One row per item, level and code, options in printed order, then the kinds of missing: variable, label,
            label_short, level, level_label, level_short, code, answer, value, missing (bool), n, share (0-1, of substantive answers), base (their
            number), suppressed, assumed (see :meth:`assumed`). Of a suppressed count n and share are missing; base is
            missing where the whole level is withheld.
        """
        asked = self.closed_variables(wave, question)
        self._check_grouping(by)
        names = [variable.name for variable in asked]
        frame = publication.distribution(
            self._connection, wave, names, by, language, internal=internal or self.internal
        )
        return self._labelled(frame, wave, asked, language)

    def number_counts(self, wave: str, question: str, *, internal: bool = False) -> pd.DataFrame:
        """Answers to a number question by class, see :func:`pipeline.analysis.number_counts.number_counts`."""
        from pipeline.analysis.number_counts import number_counts

        return number_counts(self, wave, question, internal=internal)

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

    def sample(self, wave: str, by: str, *, language: Language = "de", internal: bool = False) -> pd.DataFrame:
        """Included respondents by level of a grouping.

        Returns
        -------
        pandas.DataFrame
            level, level_label, level_short, n, share (0-1, of all included), suppressed; n and share are missing where
            they are withheld.
        """
        self._check_grouping(by)
        inside = internal or self.internal
        return publication.sample(self._connection, wave, by, self.wave(wave).n, language, internal=inside)

    def nonresponse(self, wave: str, *, language: Language = "de", internal: bool = False) -> pd.DataFrame:
        """Item nonresponse among included respondents: one row per variable, one column per kind of missing.

        Columns: variable, question, label, asked (shown and reached), answered, then ``no_answer``, ``dont_know``,
        ``refused``, ``not_shown``, ``not_asked``, ``not_reached`` (numbers of respondents). An option such as "not known"
        counts as ``dont_know``. Small numbers are missing only if the project withholds them over all respondents.
        """
        self._check_wave(wave)
        rules = self.questionnaire.disclosure
        shown = internal or self.internal or rules.overall == "published"
        minimum = None if shown else rules.minimum_answers
        return publication.nonresponse(self._connection, wave, language, minimum=minimum)

    def answers(self, wave: str, variables: Sequence[str], *, codes: bool = False) -> pd.DataFrame:
        """The answers of single respondents, see :func:`pipeline.analysis.answers.answers`. Not for publication."""
        from pipeline.analysis.answers import answers

        self._check_wave(wave)
        return answers(self._connection, wave, variables, codes=codes)

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

    def open_answers(self, wave: str, question: str) -> list[str]:
        """The texts given to an open question, sorted; empty unless the wave's source.yaml publishes them."""
        if not self.wave(wave).open_answers_published:
            return []
        names = [variable.name for variable in self.variables(wave, question) if variable.kind == "text"]
        rows = self._connection.execute(
            """SELECT text FROM survey.open_answer AS o JOIN survey.respondent AS r USING (wave, respondent)
            WHERE o.wave = ? AND r.included AND o.variable IN (SELECT unnest(?)) ORDER BY lower(text), text""",
            [wave, names],
        ).fetchall()
        return [row[0] for row in rows]

    def account(self, wave: str) -> dict[str, int]:
        """How the cells of the export became cells of the warehouse; the numbers add up."""
        self._check_wave(wave)
        query = "SELECT outcome, cells FROM survey.cell_account WHERE wave = ? ORDER BY cells DESC, outcome"
        return dict(self._connection.execute(query, [wave]).fetchall())

    def losses(self, wave: str) -> list[str]:
        """What the export of the wave could not tell, by its format and its settings, in words."""
        self._check_wave(wave)
        query = "SELECT from_json(settings->'losses', '[\"VARCHAR\"]') FROM raw.source_file WHERE wave = ?"
        return [loss for (losses,) in self._connection.execute(query, [wave]).fetchall() for loss in losses or ()]

    def _frame(self, query: str, parameters: Iterable[Any]) -> pd.DataFrame:
        return self._connection.execute(query, list(parameters)).df()

    def _labelled(self, frame: pd.DataFrame, wave: str, asked: Sequence[Variable], language: Language) -> pd.DataFrame:
        frame.insert(1, "label", frame["variable"].map({v.name: v.label[language] for v in asked}))
        frame.insert(2, "label_short", frame["variable"].map({v.name: v.short_label[language] for v in asked}))
        frame["assumed"] = frame["variable"].isin(self.assumed(wave))
        minimum = self.questionnaire.disclosure.minimum_answers
        frame.attrs.update(wave=wave, provenance=self.wave(wave).provenance, minimum=minimum)
        return frame

    def _instrument_id(self, wave: str) -> str:
        return self.wave(wave).questionnaire

    def _check_wave(self, wave: str) -> None:
        if wave not in self._fielded:
            msg = f"There is no wave '{wave}' in the warehouse. {_known(wave, self.waves)}"
            raise SurveyError(msg)

    def _check_grouping(self, by: str) -> None:
        if by not in self.groupings:
            msg = f"Results cannot be broken down by '{by}'. {_known(by, self.groupings)}"
            raise SurveyError(msg)


def _known(asked: str, known: Sequence[str]) -> str:
    close = get_close_matches(asked, known, n=1)
    listed = ", ".join(known) or "none"
    return f"Did you mean '{close[0]}'? Known are: {listed}." if close else f"Known are: {listed}."
