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
from pipeline.analysis.inference import LARGEST_WEIGHT, Inference
from pipeline.analysis.publication import STATISTICS
from pipeline.analysis.wave import FieldedWave, SurveyError, fielded_waves
from pipeline.project import Project
from pipeline.questionnaire import Language, Questionnaire, load, question_variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb
    import pandas as pd

    from pipeline.questionnaire import Variable
    from pipeline.questionnaire.model import Question, Scale, Wave

__all__ = ["LARGEST_WEIGHT", "STATISTICS", "Survey"]


class Survey(Inference):
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
