"""The method report of a package: how a wave was fielded, who counts, how the data are coded, what is coarse and why."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

import pipeline
from pipeline.archive.description import access
from pipeline.archive.exposure import exposures
from pipeline.archive.stata import missing_letters
from pipeline.archive.texts import code, document, heading, plain, table
from pipeline.fielding.bilingual import said
from pipeline.fielding.data_file import FAR
from pipeline.fielding.ddi_study import invited, mode, response
from pipeline.questionnaire import MissingKind
from pipeline.wording import numbers, phrase
from pipeline.wording.archive import ARCHIVE
from pipeline.wording.ddi import DDI
from pipeline.wording.missing import MISSING
from pipeline.wording.report import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.analysis import Survey
    from pipeline.analysis.coarsening import Recode
    from pipeline.archive.data import Data
    from pipeline.fielding.study import Study
    from pipeline.questionnaire import Language

PROGRAMS = ("duckdb", "polars", "pandas", "pyarrow", "pyreadstat", "lxml", "typst", "pypandoc-binary")
"""What the files of a package are made with, besides Python and this project."""
_COUNTS = {"complete": True, "opened": False, "test": False, "duplicate": False}


def markdown(survey: Survey, data: Data, study: Study, shortened: tuple[int, str], language: Language) -> str:
    """The report without its title.

    Parameters
    ----------
    shortened
        How many names and labels were shortened, and the file that lists them.
    """
    return document(_Report(survey, data, study, language).blocks(shortened))


class _Report:
    def __init__(self, survey: Survey, data: Data, study: Study, language: Language) -> None:
        self.survey, self.data, self.study, self.language = survey, data, study, language

    def say(self, key: str, **blanks: object) -> str:
        return phrase(ARCHIVE, key, self.language, **{name: plain(str(value)) for name, value in blanks.items()})

    def count(self, n: int) -> str:
        return numbers.integer(n, self.language)

    def blocks(self, shortened: tuple[int, str]) -> Iterator[str]:
        yield from self._origin()
        yield from self._survey()
        yield from self._response()
        yield from self._files(shortened)
        yield from self._disclosure()
        yield from self._weights()
        yield from self._software()

    def _origin(self) -> Iterator[str]:
        yield heading(1, self.say("origin"))
        if not self.study.synthetic:
            yield self.say("origin_real")
            return
        yield f"**{phrase(DDI, 'synthetic', self.language)}**"
        names = [variable.name for variable in self.survey.questionnaire.variables(self.study.instrument)]
        assumed = [name for name in names if name in self.study.assumed]
        if assumed:
            told = phrase(
                ARCHIVE,
                "origin_assumed",
                self.language,
                n=self.count(len(assumed)),
                names=", ".join(map(code, assumed)),
            )
            yield told

    def _survey(self) -> Iterator[str]:
        study, wave, language = self.study, self.study.asked, self.language
        source = f"{study.instrument}: {wave.source}"
        if wave.status == "reconstructed":
            source += f" ({self.say('reconstructed')})"
        rows = [
            (self.say("fact_title"), wave.title[language]),
            (phrase(PHRASES, "fact_source", language), source),
            (phrase(PHRASES, "fact_period", language), numbers.period(*study.field_period, language)),
            (self.say("fact_population"), phrase(DDI, "universe", language)),
            (self.say("fact_sampling"), f"{invited(study)[language]} {phrase(DDI, 'voluntary', language)}"),
            (self.say("fact_mode"), mode(study)[language]),
            (self.say("fact_exported"), numbers.date(study.day, language)),
        ]
        yield heading(1, self.say("survey"))
        yield self._facts(("fact", "value"), [(plain(name), plain(value)) for name, value in rows])
        if wave.note is not None:
            yield plain(wave.note[language])

    def _facts(self, heads: tuple[str, str], rows: Sequence[tuple[str, str]], align: str = "ll") -> str:
        return table([self.say(head) for head in heads], rows, (30, 70), align)

    def _response(self) -> Iterator[str]:
        study, language = self.study, self.language
        partial = self.survey.wave(study.wave).partial == "counted"
        yield heading(1, self.say("response"))
        yield plain(response(study)[language])
        rows = [
            (
                phrase(PHRASES, f"status_{status}", language),
                self.count(n),
                self.say("yes" if {**_COUNTS, "partial": partial}[status] else "no"),
            )
            for status, n in study.responses.items()
        ]
        head = [phrase(PHRASES, "status", language), phrase(PHRASES, "number", language), self.say("who_counts")]
        yield table(head, rows, (60, 20, 20), "lrl")
        if study.counting is not None:
            yield plain(study.counting[language])
        account = self.survey.account(study.wave)
        if account:
            yield self.say("cells")
            rows = [(code(outcome), self.count(cells)) for outcome, cells in account.items()]
            head = [self.say("cells_outcome"), phrase(PHRASES, "number", language)]
            yield table(head, rows, (70, 30), "lr")

    def _files(self, shortened: tuple[int, str]) -> Iterator[str]:
        data, language = self.data, self.language
        variant = self.say("internal" if data.internal else "scientific")
        yield heading(1, self.say("files"))
        yield self.say(
            "files_size", variant=variant, records=self.count(data.frame.height), columns=self.count(len(data.columns))
        )
        yield plain(access(data)[language])
        yield self.say("coding", first=MissingKind.NO_ANSWER - FAR, last=MissingKind.NOT_REACHED - FAR)
        letters = missing_letters(next(column for column in data.columns if len(column.missing) >= len(MissingKind)))
        rows = [
            (str(int(kind)), f".{letters[int(kind)]}", phrase(MISSING, kind.name, language)) for kind in MissingKind
        ]
        yield table([self.say("code"), self.say("stata"), self.say("meaning")], rows, (15, 15, 70), "rll")
        cases, file = shortened
        yield (
            phrase(ARCHIVE, "shortened", language, n=self.count(cases), file=code(file))
            if cases
            else self.say("shortened_none")
        )

    def _disclosure(self) -> Iterator[str]:
        data, language = self.data, self.language
        minimum = self.survey.questionnaire.disclosure.minimum_answers
        yield heading(1, self.say("disclosure"))
        if data.coarsening is None:
            yield f"**{self.say('disclosure_internal')}**"
            yield self.say("published", minimum=minimum)
            return
        chosen = data.coarsening.chosen
        yield self.say("rule", minimum=minimum, size=self._title(chosen.size), state=self._title(chosen.state))
        rows = [
            (
                plain(self._title(trial.size)),
                plain(self._title(trial.state)),
                self.count(trial.records),
                self.say("unknown") if trial.population is None else self.count(trial.population),
                self.say("yes" if trial is chosen else "no"),
            )
            for trial in data.coarsening.tried
        ]
        head = [self.say(f"tried_{key}") for key in ("size", "state", "records", "population", "taken")]
        yield heading(2, self.say("tried"))
        yield table(head, rows, (28, 20, 20, 20, 12), "llrrl")
        yield heading(2, self.say("left_out"))
        rows = [
            (", ".join(code(name) for name in one.what.split(", ")), plain(one.why[language])) for one in data.left_out
        ]
        yield table([self.say("left_what"), self.say("left_why")], rows, (35, 65), "ll")
        yield heading(2, self.say("risks"))
        yield self.say("risks_lead", minimum=minimum)
        rows = [
            (
                self.say("risk_all") if one.variable is None else code(one.variable),
                self.count(one.alone),
                self.count(one.few),
            )
            for one in exposures(data, self.study.asked)
        ]
        head = [self.say("risk_variable"), self.say("risk_alone"), self.say("risk_few", minimum=minimum)]
        yield table(head, rows, (50, 25, 25), "lrr")
        yield self.say("published", minimum=minimum)

    def _title(self, recode: Recode) -> str:
        """What a recode is called; the answer itself and nothing have names of their own."""
        if not recode.name:
            return self.say("nothing")
        found = self.survey.questionnaire.classifications.get(recode.name)
        return recode.name if found is None else found.title[self.language]

    def _weights(self) -> Iterator[str]:
        yield heading(1, self.say("weights"))
        yield self.say("weights_internal" if self.data.internal else "weights_none")

    def _software(self) -> Iterator[str]:
        yield heading(1, self.say("software"))
        rows = [("munisurvey", pipeline.__version__), ("Python", platform.python_version())]
        rows += [(name, version(name)) for name in PROGRAMS]
        yield self._facts(("software_what", "software_version"), rows)
        yield self.say("software_dates")


def title(study: Study, language: Language) -> str:
    """The title of the report."""
    return said(ARCHIVE, "method_title", wave=study.wave)[language]
