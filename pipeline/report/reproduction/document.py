"""The report on the surveys of 2016 as its chapters see it: the survey, the print, and the verdicts on it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pipeline.report import context, manifest
from pipeline.reproduction import reference
from pipeline.reproduction.compare import Row, reproduce
from pipeline.wording import report as common
from pipeline.wording import reproduction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.report.manifest import Figure
    from pipeline.reproduction.errata import Erratum
    from pipeline.reproduction.ledger import Published
    from pipeline.reproduction.reference import Reference
    from pipeline.wording import Phrases

FIGURES = "2016"
"""The folder of the figures below ``reports/_output/figures/``."""


@dataclass(kw_only=True)
class Reproduced(context.Document):
    """The report in one language."""

    phrases: ClassVar[Phrases] = {**common.PHRASES, **reproduction.PHRASES}

    @cached_property
    def reference(self) -> Reference:
        """Ledger, errata and figures of the print."""
        return reference.read(self.project, self.survey.questionnaire)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The verdict on every printed number, in the order of the ledger."""
        return {row.id: row for row in reproduce(self.survey, self.reference.ledger, self.reference.errata)}

    @cached_property
    def printed(self) -> dict[str, Published]:
        """Every printed number by its id."""
        return {row.id: row for row in self.reference.ledger}

    @cached_property
    def errata(self) -> dict[str, Erratum]:
        """Every erratum by its id."""
        return {erratum.id: erratum for erratum in self.reference.errata}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The pictures drawn in this language, by id."""
        return {figure.id: figure for figure in manifest.read(self.project, FIGURES, self.language)}

    @property
    def waves(self) -> tuple[str, ...]:
        """Those of the two surveys that the warehouse holds, the earlier first."""
        return tuple(wave for wave in reference.WAVES if wave in self.survey.waves)

    @property
    def synthetic(self) -> bool:
        """Whether any of the answers are generated."""
        return any(self.survey.wave(wave).synthetic for wave in self.waves)


def open_reproduced(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Reproduced:
    """The report in the language that the environment asks for."""
    return Reproduced(**context.given(environment, folder))
