"""The line itself: its steps, what each is made from, and in which order they run."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.questionnaire import LANGUAGES, Questionnaire, load
from pipeline.questionnaire.fingerprint import structure, wording
from pipeline.questionnaire.frame import frame_file, read_frame
from pipeline.stages.job import REPRODUCTION, Job, render
from pipeline.stages.progress import Progress, Silent, Step
from pipeline.state import State, code, fingerprint
from pipeline.work import cores, pool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.project import Project
    from pipeline.validation import ValidationResult

_DATA_ROOMS = ("questionnaire", "ingest", "warehouse", "statistics")


class DataError(Exception):
    """The data are bad: validation found errors. ``results`` holds them."""

    def __init__(self, results: Sequence[ValidationResult]) -> None:
        self.results = tuple(results)
        super().__init__("validation found errors")


@dataclass
class Line:
    """One project, its questionnaire, and the record of what has been done."""

    project: Project
    progress: Progress = field(default_factory=Silent)
    force: bool = False

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The checked questionnaire; :class:`QuestionnaireError` lists its mistakes."""
        return load(self.project.questionnaire)

    @cached_property
    def state(self) -> State:
        """The record of finished steps."""
        return State(self.project.processed / "state.json")

    @cached_property
    def waves(self) -> list[str]:
        """The waves under ``data/raw/``."""
        return self.project.raw_waves()

    @contextmanager
    def _step(self, name: str, inputs: str) -> Iterator[Step | None]:
        """Run the block unless the step is fresh (then it gets ``None``); record it when it ends well."""
        if not self.force and self.state.fresh(name, inputs):
            self.progress.fresh(name)
            yield None
            return
        self.progress.started(name)
        began = time.perf_counter()
        step = Step()
        yield step
        self.state.done(name, inputs, step.outputs)
        self.progress.finished(name, time.perf_counter() - began, step.detail)

    def _data(self, wave: str) -> str:
        """Everything that goes into a wave's numbers."""
        from pipeline.ingest import read_source
        from pipeline.ingest.contacts import path_of
        from pipeline.questionnaire.mergers import FILE

        source = read_source(self.project, wave)
        instrument = source.questionnaire
        if instrument not in self.questionnaire.waves:
            return ""  # reading the wave will say so
        texts = wording(self.questionnaire, instrument)  # exports with full headings are matched by their wording
        population = frame_file(self.project.reference)
        contacts = path_of(self.project, source)
        linked = (contacts, self.project.reference / FILE) if contacts is not None else ()
        return fingerprint(
            self.project.raw / wave, structure(self.questionnaire, instrument), texts, population, *linked,
            code(*_DATA_ROOMS),
        )  # fmt: skip

    def made_from(self, wave: str) -> str:
        """Everything that goes into what is shown of a wave: its numbers, and those of earlier waves beside them."""
        return fingerprint(*(self._data(other) for other in self.waves if self._begins[other] <= self._begins[wave]))

    @cached_property
    def _begins(self) -> dict[str, dt.date]:
        """The first day of the field period of every wave."""
        from pipeline.ingest import read_source

        begins = {}
        for wave in self.waves:
            source = read_source(self.project, wave)
            own, asked = source.description.field_period, self.questionnaire.waves.get(source.questionnaire)
            begins[wave] = own[0] if own else asked.field_period[0] if asked else dt.date.min
        return begins

    def ingest(self) -> None:
        """Read every export and rebuild the warehouse from all of them.

        Raises
        ------
        IngestError
            If an export cannot be read as it claims; the warehouse stays as it was.
        """
        from pipeline import warehouse
        from pipeline.ingest import ingest_wave

        inputs = fingerprint(*(part for wave in self.waves for part in (wave, self._data(wave))))
        with self._step("ingest", inputs) as step:
            if step is None:
                return
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
            data = [ingest_wave(self.project, self.questionnaire, wave, now=now) for wave in self.waves]
            frame = read_frame(self.project.reference, self.questionnaire.classifications)
            warehouse.build(self.project.warehouse, self.questionnaire, data, frame)
            step.outputs.append(self.project.warehouse)
            step.detail = ", ".join(
                f"{wave.wave}: {wave.respondents.height} rows, {wave.respondents['included'].sum()} counted"
                for wave in data
            )

    def validate(self) -> list[ValidationResult]:
        """Check the warehouse against the suites derived from the questionnaire, and write the page of findings.

        Great Expectations runs only if data, questionnaire or rules have changed.

        Raises
        ------
        DataError
            If a rule of severity *error* is broken; the page is written all the same.
        """
        from pipeline import validation

        self.ingest()
        from pipeline.ingest import read_source

        instruments = sorted({read_source(self.project, wave).questionnaire for wave in self.waves})
        rules = [
            part
            for name in instruments
            for part in (structure(self.questionnaire, name), wording(self.questionnaire, name))
        ]
        raw = [self.project.raw / wave for wave in self.waves]
        recorded = self.project.processed / "validation.json"
        with self._step("validate", fingerprint(*raw, *rules, code(*_DATA_ROOMS, "validation", "wording"))) as step:
            if step is not None:
                results = validation.validate(self.project.warehouse, self.questionnaire)
                validation.save(results, recorded)
                step.outputs.append(recorded)
                errors, warnings = sum(len(r.errors) for r in results), sum(len(r.warnings) for r in results)
                step.detail = f"{errors} errors, {warnings} warnings"
        results = validation.read(recorded)
        page = self.project.output / "validation.html"
        with self._step("validation page", fingerprint(recorded, code("validation", "wording", "webpage"))) as step:
            if step is not None:
                validation.write_page(results, self.project.warehouse, page)
                step.outputs.append(page)
        if any(result.errors for result in results):
            raise DataError(results)
        return results

    def _target(self, *, internal: bool) -> tuple[Project, str]:
        """Where an output goes, and what the names of its steps end with."""
        return (replace(self.project, internal=True), " (internal)") if internal else (self.project, "")

    def figures(self, waves: Sequence[str] = (), *, internal: bool = False) -> None:
        """Draw the figures of the waves (default: all), in both languages.

        Internal ones withhold nothing, say so, and lie in a folder of their own.
        """
        self.validate()
        target, suffix = self._target(internal=internal)
        for wave in waves or self.waves:
            inputs = fingerprint(self.made_from(wave), code("figures", "wording", "analysis"))
            with self._step(f"figures {wave}{suffix}", inputs) as step:
                if step is None:
                    continue
                from pipeline.figures import write_wave

                folder = target.output / "figures"
                written = write_wave(target, wave, folder, LANGUAGES)
                step.outputs += [folder / wave / language / "manifest.json" for language in LANGUAGES]
                step.outputs += [path for figure in written for path in (figure.svg, figure.png, figure.csv)]
                step.detail = f"{len(written)} pictures, {sum(figure.drawn for figure in written)} drawn anew"
        if not internal:
            self._figures_of_2016(waves)

    def _figures_of_2016(self, waves: Sequence[str]) -> None:
        """Draw the figures of the report of 2017 again."""
        reproduced = self._reproduced(waves)
        if reproduced is None:
            return
        inputs = fingerprint(reproduced, code("figures", "wording", "analysis", "reproduction"))
        with self._step(f"figures {REPRODUCTION}", inputs) as step:
            if step is None:
                return
            from pipeline.analysis import Survey
            from pipeline.reproduction.pictures import sources_of, write_catalogue

            folder = self.project.output / "figures"
            with Survey.open(self.project.root) as survey:
                written = write_catalogue(*sources_of(self.project, survey), folder, LANGUAGES)
            step.outputs += [folder / REPRODUCTION / language / "manifest.json" for language in LANGUAGES]
            step.outputs += [path for figure in written for path in (figure.svg, figure.png, figure.csv)]
            step.detail = f"{len(written)} pictures, {sum(figure.drawn for figure in written)} drawn anew"

    def _reproduced(self, waves: Sequence[str]) -> str | None:
        """What the figures and the report on 2016 are made from; ``None`` if they are not asked for or cannot be made.

        They are made with those of all waves, and with either of the two waves they are about.
        """
        from pipeline.reproduction import reference

        both = set(reference.WAVES) <= set(self.waves)
        if not both or not reference.available(self.project) or not {*reference.WAVES} & {*(waves or self.waves)}:
            return None
        return fingerprint(*(self._data(wave) for wave in reference.WAVES), *reference.files(self.project))

    def report(self, waves: Sequence[str] = (), *, renderer: str = "auto", internal: bool = False) -> list[Path]:
        """Render the reports of the waves (default: all); returns the paths of everything for readers.

        The report on 2016 has no internal form: it shows what has been in print since 2017.
        """
        from pipeline.report import build

        self.figures(waves, internal=internal)
        target, suffix = self._target(internal=internal)
        identity = build.renderer_identity(renderer)
        jobs: dict[str, Job] = {}
        steps = []
        made_from = {wave: self.made_from(wave) for wave in waves or self.waves}
        if not internal and (reproduced := self._reproduced(waves)) is not None:
            made_from[REPRODUCTION] = fingerprint(reproduced, code("reproduction"))
        for wave, data in made_from.items():
            for language in LANGUAGES:
                name = f"report {wave} {language}{suffix}"
                manifest = target.output / "figures" / wave / language / "manifest.json"
                inputs = fingerprint(
                    data, manifest, self.project.processed / "validation.json", identity,
                    *build.sources(self.project), code("report", "wording", "analysis"),
                )  # fmt: skip
                steps.append(name)
                if not self.force and self.state.fresh(name, inputs):
                    self.progress.fresh(name)
                else:
                    jobs[name] = Job(target, wave, language, renderer, inputs)
        self._render(jobs)
        names = ["validation page", *steps]
        return [path for name in names for path in self.state.outputs(name)]

    def _render(self, jobs: dict[str, Job]) -> None:
        """Render reports, several at a time: they have nothing to do with each other."""
        if not jobs:
            return
        with pool(min(len(jobs), cores())) as processes:
            running = {}
            for name, job in jobs.items():
                self.progress.started(name)
                running[name] = processes.submit(render, job)
            for name, future in running.items():
                seconds, paths = future.result()
                self.state.done(name, jobs[name].inputs, paths)
                self.progress.finished(name, seconds, ", ".join(path.name for path in paths))
