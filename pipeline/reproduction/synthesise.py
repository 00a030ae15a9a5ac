"""Synthetic respondents for the two surveys of 2016: every printed number is met, and nothing else is claimed.

Units first (size and state in both waves), then the counts of every item, then who gave which answer. All of it
follows from the ledger, the errata and the settings; there is no number of the report in the code.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.project import ProjectError
from pipeline.questionnaire import MissingKind, load
from pipeline.questionnaire.crosswalk import comparability
from pipeline.reproduction import read_reference
from pipeline.reproduction.calibrate import BLANK, Counts, Item, calibrate
from pipeline.reproduction.constraints import collect, common_range
from pipeline.reproduction.copula import Scores, deal, standardised
from pipeline.reproduction.population import Units, find_units
from pipeline.reproduction.settings import read_settings
from pipeline.statistics.draws import generator, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.project import Project
    from pipeline.questionnaire import Question, Questionnaire, Variable
    from pipeline.reproduction.constraints import Constraints, Requirement
    from pipeline.reproduction.settings import Settings

NOT_REACHED, NOT_SHOWN = int(MissingKind.NOT_REACHED), int(MissingKind.NOT_SHOWN)


@dataclass(frozen=True)
class SyntheticWave:
    """The answers of one wave.

    Attributes
    ----------
    answers:
        One code per respondent and variable, in questionnaire order; negative codes are kinds of missing.
    stopped:
        Index of the first question a respondent did not reach; the number of questions for all others.
    assumed:
        Variables of which the report prints no value: their shape is a prior.
    """

    wave: str
    units: Units
    answers: dict[str, np.ndarray]
    stopped: np.ndarray
    assumed: tuple[str, ...]


@dataclass
class Synthesis:
    """Both waves, and how long each part of the work took in seconds."""

    waves: dict[str, SyntheticWave] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def read_inputs(project: Project) -> tuple[Questionnaire, Constraints, Settings]:
    """Questionnaire, what the answers must meet, and settings of a project.

    Raises
    ------
    QuestionnaireError
        With the mistakes of the first file that has any.
    """
    questionnaire = load(project.questionnaire)
    ledger, errata = read_reference(project)
    path = project.reference / "synthesis.yaml"
    settings = read_settings(path, questionnaire, project.relative(path))
    return questionnaire, collect(ledger, errata, settings.claims, questionnaire, settings.waves), settings


def synthesise(
    questionnaire: Questionnaire, constraints: Constraints, settings: Settings, seed: int | None = None
) -> Synthesis:
    """Make the respondents of both waves.

    Parameters
    ----------
    seed:
        Decides who gave which answer; the counts do not depend on it. Default: that of the settings.

    Raises
    ------
    InfeasibleError
        If printed numbers and claims cannot hold together; it names those, none of which can be spared.
    """
    result = Synthesis()
    began = time.perf_counter()
    units = find_units(questionnaire, constraints, settings.frame, settings.waves)
    result.seconds["units"] = time.perf_counter() - began
    work = _Work(questionnaire, constraints, settings, settings.seed if seed is None else seed, units)
    for wave in settings.waves:
        began = time.perf_counter()
        stopped = work.stopped(wave)
        counts = [
            (item, found)
            for items, found in work.counts(wave, stopped)
            for item, found in zip(items, found, strict=True)
        ]
        result.seconds[f"counts {wave}"] = time.perf_counter() - began
        began = time.perf_counter()
        answers = work.answers(wave, counts, stopped)
        names = [item.variable.name for item, _ in counts]
        assumed = tuple(name for name in names if not constraints.published(wave, name))
        result.waves[wave] = SyntheticWave(wave, units[wave], answers, stopped, assumed)
        result.seconds[f"answers {wave}"] = time.perf_counter() - began
    return result


class _Work:
    """What all parts need to know."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        constraints: Constraints,
        settings: Settings,
        seed: int,
        units: dict[str, Units],
    ) -> None:
        self.questionnaire, self.constraints, self.settings = questionnaire, constraints, settings
        self.seed, self.units = seed, units
        everybody = units[settings.panel.earlier]
        known = settings.dependence.size.score
        middle = float(np.mean(list(known.values())))
        size = [middle if code is None else known[code] for code in everybody.size_class]
        alike = self._comparable()
        self.scores = Scores(
            seed, len(everybody), settings.waves, settings.dependence, standardised(size),
            frozenset(variable.name for variable in alike), frozenset(variable.question.id for variable in alike),
        )  # fmt: skip

    def _comparable(self) -> list[Variable]:
        """Variables of both waves that the crosswalk lets compare."""
        first, second = ({v.name: v for v in self.questionnaire.variables(wave)} for wave in self.settings.waves)
        waves = self.settings.waves
        return [
            variable
            for name, variable in first.items()
            if name in second
            and comparability(
                self.questionnaire, variable.question.id, *waves, variable.item.id if variable.item else None
            ).comparable
        ]

    def stopped(self, wave: str) -> np.ndarray:
        """The index of the first question each respondent did not reach.

        Raises
        ------
        ProjectError
            If more are to stop than there are.
        """
        questions = [question.id for question in self.questionnaire.wave(wave).questions]
        units = self.units[wave]
        stopped = np.full(len(units), len(questions))
        order = normal(generator(self.seed, wave, "break-off"), len(units))
        sized = np.array([code is not None for code in units.size_class])
        for entry in sorted(
            (entry for entry in self.settings.break_offs if entry.wave == wave), key=lambda e: questions.index(e.before)
        ):
            free = (stopped == len(questions)) & (~sized if entry.without_size else sized)
            chosen = [place for place in np.argsort(order, kind="stable") if free[place]][: entry.count]
            if len(chosen) < entry.count:
                msg = (
                    f"Looked for {entry.count} respondents of {wave} who could stop before '{entry.before}', found "
                    f"{len(chosen)}.\nHint: lower the count under break_offs in data/reference/synthesis.yaml."
                )
                raise ProjectError(msg)
            stopped[chosen] = questions.index(entry.before)
        return stopped

    def counts(self, wave: str, stopped: np.ndarray) -> Iterator[tuple[list[Item], list[Counts]]]:
        """The items of every question and their counts, question by question."""
        for index, question in enumerate(self.questionnaire.wave(wave).questions):
            reached = np.flatnonzero(stopped > index)
            if question.role is None:
                variables = self._choices(wave, question)
                items = [self._item(wave, variable, reached, len(variables)) for variable in variables]
                if items:
                    yield items, calibrate(items, self.constraints.ranges.get((wave, question.id), ()))

    def _choices(self, wave: str, question: Question) -> list[Variable]:
        variables = self.questionnaire.variables(wave)
        return [variable for variable in variables if variable.question is question and variable.kind == "choice"]

    def _item(self, wave: str, variable: Variable, reached: np.ndarray, items: int) -> Item:
        requirements = self.constraints.of(wave, variable.name)
        cells, groups = self._cells(wave, requirements, reached)
        question, name, settings = variable.question.id, variable.name, self.settings
        return Item(
            wave, variable, self.questionnaire.scale(variable.scale), cells, groups, requirements,
            settings.prior(wave, question, name), settings.spread,
            self._blank(wave, variable, len(reached), items), settings.missing(wave, question, name, "dont_know"),
        )  # fmt: skip

    def _blank(self, wave: str, variable: Variable, reached: int, items: int) -> float:
        """Expected share of blanks; where a range is printed, answers fall evenly from its upper end to its lower."""
        question = variable.question.id
        ranges = self.constraints.ranges.get((wave, question), ())
        if not ranges or items < 2:
            return self.settings.missing(wave, question, variable.name, "no_answer")
        low, high = common_range(ranges)
        expected = high - (high - low) * (variable.position - 1) / (items - 1)
        return max(0.0, 1 - expected / reached)

    def _cells(
        self, wave: str, requirements: Sequence[Requirement], reached: np.ndarray
    ) -> tuple[tuple[np.ndarray, ...], dict[tuple[str, tuple[str, ...]], tuple[int, ...]]]:
        """Respondents that the printed groups do not tell apart, and the groups as sets of them."""
        names = list(dict.fromkeys((r.row.grouping, r.row.levels) for r in requirements if r.row.grouping))
        members = [
            np.any([self.units[wave].member(self.questionnaire, grouping, level) for level in levels], axis=0)
            for grouping, levels in names
        ]
        signatures = [tuple(bool(group[place]) for group in members) for place in reached]
        kinds = sorted(set(signatures), reverse=True)
        cells = tuple(
            np.array([place for place, found in zip(reached, signatures, strict=True) if found == kind])
            for kind in kinds
        )
        groups = {
            name: tuple(cell for cell, kind in enumerate(kinds) if kind[index]) for index, name in enumerate(names)
        }
        return cells, groups

    def answers(self, wave: str, counts: Sequence[tuple[Item, Counts]], stopped: np.ndarray) -> dict[str, np.ndarray]:
        """Codes of all respondents: units' own, dealt out, blank texts; what was not shown or not reached."""
        units = self.units[wave]
        dealt = {item.variable.name: self._dealt(item, found, len(units)) for item, found in counts}
        answers: dict[str, np.ndarray] = {}
        for variable in self.questionnaire.variables(wave):
            question = variable.question
            if question.role is not None:
                codes = [BLANK if code is None else code for code in units.code(question.role)]
                answers[variable.name] = np.array(codes)
            else:
                answers[variable.name] = dealt.get(variable.name, np.full(len(units), BLANK))
            for filtering, shown in (question.shown_if or {}).items():
                answers[variable.name][~np.isin(answers[filtering], shown)] = NOT_SHOWN
            place = self.questionnaire.wave(wave).questions.index(question)
            answers[variable.name][stopped <= place] = NOT_REACHED
        return answers

    def _dealt(self, item: Item, counts: Counts, respondents: int) -> np.ndarray:
        """The answers to one item, cell by cell."""
        name, question = item.variable.name, item.variable.question.id
        numbers = self.units[item.wave].number
        scores = self.scores.of(item.wave, question, name)[numbers]
        reluctance = self.scores.reluctance(item.wave, name)[numbers]
        places = item.scale.places or {option.code: -float(option.code) for option in item.scale.substantive}
        codes = np.full(respondents, BLANK)
        for members, found in zip(item.cells, counts, strict=True):
            codes[members] = deal(found, places, scores[members], reluctance[members], BLANK)
        return codes
